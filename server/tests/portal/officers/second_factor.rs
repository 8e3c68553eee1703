//! A second factor is renewed by its owner: password and code of the old one, then a code of the new.

use app::contract::{
    Caller, RenewTotpForm, Role, SecondFactor, SessionToken, SignInForm, StaffService,
};
use app::error::{PortalError, Result};
use chrono::TimeDelta;
use server::accounts::renew::reset_staff;
use server::accounts::{create_staff, staff_of_session};
use test_support::answers::{faults, is_conflict};
use test_support::cast::new_staff;
use test_support::{TestPortal, on_both};

on_both!(
    [in_production]
    the_old_codes_work_until_the_first_new_one_is_typed,
    whoever_guesses_learns_nothing_and_is_throttled,
    a_new_secret_waits_for_one_session_and_not_for_long,
    what_was_reset_meanwhile_is_not_renewed;
    []
    a_demonstration_has_no_second_factor
);

const LOGIN: &str = "sok.dara";
const PASSWORD: &str = "quiet river, seven lanterns";

/// A member of staff with a password of their own and, in production, the secret of a second factor.
struct Owner {
    caller: Caller,
    secret: String,
}

impl Owner {
    async fn of(test: &TestPortal) -> Self {
        let new = new_staff(LOGIN, &[Role::Reviewer]);
        let created = create_staff(&test.portal, new).await.unwrap();
        let hashed = test.portal.passwords.hash(&test.portal.rng, PASSWORD).await;
        let mut tx = test.portal.begin().await.unwrap();
        tx.set_password(created.id, 1, &hashed.unwrap())
            .await
            .unwrap();
        let row = tx.staff(created.id).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let address = created.second_factor.unwrap_or_default();
        let staff = app::contract::StaffIdentity {
            id: row.id,
            name: row.name,
            roles: row.roles,
            port: row.port,
            must_change_password: false,
        };
        Self {
            caller: Caller {
                staff: Some(staff),
                ..Caller::default()
            },
            secret: address
                .split(['=', '&'])
                .nth(1)
                .unwrap_or_default()
                .to_owned(),
        }
    }

    async fn signs_in(&self, test: &TestPortal, secret: &str) -> Result<SessionToken> {
        let form = SignInForm {
            login: LOGIN.to_owned(),
            password: PASSWORD.to_owned(),
            code: code(test, secret).await,
        };
        test.portal.sign_in(&Caller::default(), &form).await
    }

    async fn asks(
        &self,
        test: &TestPortal,
        session: &SessionToken,
        password: &str,
        code: &str,
    ) -> Result<()> {
        let form = RenewTotpForm {
            current: password.to_owned(),
            code: code.to_owned(),
        };
        let asked = test
            .portal
            .begin_totp_renewal(&self.caller, &session.secret, &form);
        asked.await
    }

    /// Asks as the owner does, and reads the new secret.
    async fn begins(&self, test: &TestPortal, session: &SessionToken) -> String {
        let code = code(test, &self.secret).await;
        self.asks(test, session, PASSWORD, &code).await.unwrap();
        let shown = self.shown(test, session).await;
        shown.expect("a new secret waits")
    }

    async fn shown(&self, test: &TestPortal, session: &SessionToken) -> Option<String> {
        let account = test.portal.account(&self.caller, &session.secret).await;
        match account.unwrap().second_factor {
            SecondFactor::Renewing { secret, code, .. } => {
                assert!(code.side > 40 && !code.path.is_empty());
                Some(secret)
            }
            SecondFactor::InForce => None,
            SecondFactor::NotAsked => panic!("this is no demonstration"),
        }
    }

    async fn confirms(
        &self,
        test: &TestPortal,
        session: &SessionToken,
        code: &str,
    ) -> Result<SessionToken> {
        let confirmed = test
            .portal
            .confirm_totp_renewal(&self.caller, &session.secret, code);
        confirmed.await
    }
}

/// A fresh code of the secret: each counts once, so the next step is waited for.
async fn code(test: &TestPortal, secret: &str) -> String {
    test.advance(TimeDelta::seconds(60)).await;
    let secret = data_encoding::BASE32_NOPAD.decode(secret.as_bytes());
    let totp = totp_rs::Builder::new().with_secret(secret.unwrap());
    let seconds = u64::try_from(test.now().timestamp()).unwrap();
    totp.build().unwrap().generate(seconds).to_string()
}

async fn is_open(test: &TestPortal, token: &SessionToken) -> bool {
    let found = staff_of_session(&test.portal, &token.secret).await;
    found.unwrap().is_some()
}

async fn the_old_codes_work_until_the_first_new_one_is_typed(test: &TestPortal) {
    let owner = Owner::of(test).await;
    let here = owner.signs_in(test, &owner.secret).await.unwrap();
    let new = owner.begins(test, &here).await;
    assert_ne!(new, owner.secret);

    let there = owner.signs_in(test, &owner.secret).await.unwrap();
    assert!(owner.signs_in(test, &new).await.is_err());
    let old = code(test, &owner.secret).await;
    for wrong in [old.as_str(), "000000", "12345", ""] {
        let answer = owner.confirms(test, &here, wrong).await;
        assert_eq!(faults(answer.map(|_| ())), ["code"], "{wrong}");
    }

    let first = code(test, &new).await;
    let fresh = owner.confirms(test, &here, &first).await.unwrap();
    assert!(is_open(test, &fresh).await);
    assert!(!is_open(test, &here).await && !is_open(test, &there).await);
    // The first code was used by that, and the old ones are over.
    let form = SignInForm {
        login: LOGIN.to_owned(),
        password: PASSWORD.to_owned(),
        code: first,
    };
    let used = test.portal.sign_in(&Caller::default(), &form).await;
    assert!(used.is_err());
    assert!(owner.signs_in(test, &owner.secret).await.is_err());
    owner.signs_in(test, &new).await.unwrap();
    assert_eq!(owner.shown(test, &fresh).await, None);

    let told = test.told_first().await;
    let of = |action: &str| told.iter().filter(|found| *found == action).count();
    assert_eq!(of("staff.totp_renewal_begun"), 1);
    assert_eq!(of("staff.totp_renewed"), 1);
}

async fn whoever_guesses_learns_nothing_and_is_throttled(test: &TestPortal) {
    let owner = Owner::of(test).await;
    let session = owner.signs_in(test, &owner.secret).await.unwrap();
    let empty = owner.asks(test, &session, "", " ").await;
    assert_eq!(faults(empty), ["current", "code"]);

    let right = code(test, &owner.secret).await;
    let wrong_password = owner.asks(test, &session, "another", &right).await;
    let wrong_code = owner.asks(test, &session, PASSWORD, "000000").await;
    assert_eq!(faults(wrong_password.clone()), ["current"]);
    assert_eq!(wrong_password, wrong_code);
    // A code counts once, here and at signing in.
    let form = SignInForm {
        login: LOGIN.to_owned(),
        password: PASSWORD.to_owned(),
        code: right.clone(),
    };
    test.portal
        .sign_in(&Caller::default(), &form)
        .await
        .unwrap();
    assert_eq!(
        owner.asks(test, &session, PASSWORD, &right).await,
        wrong_code
    );

    // Five wrong codes, and even the right one must wait; nobody learns by it that the password is
    // right.
    for _ in 0..5 {
        let _ = owner.asks(test, &session, PASSWORD, "000000").await;
    }
    let right = code(test, &owner.secret).await;
    assert_eq!(
        owner.asks(test, &session, PASSWORD, &right).await,
        wrong_code
    );
    assert_eq!(owner.shown(test, &session).await, None);
    test.advance(TimeDelta::minutes(6)).await;
    owner.begins(test, &session).await;

    for _ in 0..30 {
        let _ = owner.asks(test, &session, "another", "000000").await;
    }
    let stopped = owner.asks(test, &session, "another", "000000").await;
    assert!(
        matches!(stopped, Err(PortalError::TooManyTries { .. })),
        "{stopped:?}"
    );
    let told = test.told_first().await;
    assert!(told.contains(&"staff.totp_renewal_refused".to_owned()));
}

async fn a_new_secret_waits_for_one_session_and_not_for_long(test: &TestPortal) {
    let owner = Owner::of(test).await;
    let here = owner.signs_in(test, &owner.secret).await.unwrap();
    let there = owner.signs_in(test, &owner.secret).await.unwrap();
    let first = owner.begins(test, &here).await;
    assert_eq!(owner.shown(test, &there).await, None);
    let typed = code(test, &first).await;
    let answer = owner.confirms(test, &there, &typed).await;
    assert!(is_conflict(&answer));

    // Another one takes the place of the one that waits.
    let second = owner.begins(test, &here).await;
    let typed = code(test, &first).await;
    assert!(owner.confirms(test, &here, &typed).await.is_err());
    test.advance(TimeDelta::minutes(15)).await;
    assert_eq!(owner.shown(test, &here).await, None);
    let typed = code(test, &second).await;
    let answer = owner.confirms(test, &here, &typed).await;
    assert!(is_conflict(&answer));
    owner.signs_in(test, &owner.secret).await.unwrap();
}

async fn what_was_reset_meanwhile_is_not_renewed(test: &TestPortal) {
    let owner = Owner::of(test).await;
    let session = owner.signs_in(test, &owner.secret).await.unwrap();
    let new = owner.begins(test, &session).await;
    reset_staff(&test.portal, LOGIN).await.unwrap();
    let typed = code(test, &new).await;
    let answer = owner.confirms(test, &session, &typed).await;
    assert!(is_conflict(&answer));
}

async fn a_demonstration_has_no_second_factor(test: &TestPortal) {
    let owner = Owner::of(test).await;
    let form = SignInForm {
        login: LOGIN.to_owned(),
        password: PASSWORD.to_owned(),
        code: String::new(),
    };
    let session = test.portal.sign_in(&Caller::default(), &form).await;
    let session = session.unwrap();
    let account = test.portal.account(&owner.caller, &session.secret).await;
    let factor = account.unwrap().second_factor;
    assert!(matches!(factor, SecondFactor::NotAsked));
    let answer = owner.asks(test, &session, PASSWORD, "123456").await;
    assert!(is_conflict(&answer));
}
