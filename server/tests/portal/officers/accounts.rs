//! Signing in and changing passwords.

use app::contract::{
    Caller, CaseAction, ChangePasswordForm, Role, SignInForm, StaffIdentity, StaffService,
};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::states::CaseState;
use server::accounts::renew::{close_staff, reset_staff};
use server::accounts::{NewStaff, create_staff, staff_of_session};
use test_support::answers::faults;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    []
    a_one_time_password_must_be_changed_and_ends_other_sessions,
    guessing_passwords_is_throttled_by_login_and_address,
    what_is_missing_is_named_and_what_is_refused_is_recorded;
    [with_sandbox]
    a_reset_account_begins_anew_and_a_closed_one_is_gone;
    [in_production]
    a_code_counts_once
);

fn new(login: &str) -> NewStaff {
    NewStaff {
        login: login.to_owned(),
        name: "Sok Dara".to_owned(),
        roles: vec![Role::Reviewer],
        port: None,
    }
}

fn form(login: &str, password: &str) -> SignInForm {
    SignInForm {
        login: login.to_owned(),
        password: password.to_owned(),
        code: String::new(),
    }
}

fn is_refused_at<T>(outcome: &app::error::Result<T>, field: &str) -> bool {
    matches!(outcome, Err(PortalError::Invalid(faults)) if faults[0].field == field)
}

/// A password against which nothing is to be said.
const GOOD: &str = "lotus krama river";

async fn a_one_time_password_must_be_changed_and_ends_other_sessions(test: &TestPortal) {
    let portal = &test.portal;
    // Most logins name a post, and not the person.
    let kim = NewStaff {
        name: "Kim Sophea".to_owned(),
        ..new("sok.dara")
    };
    let created = create_staff(portal, kim).await.unwrap();
    assert!(create_staff(portal, new("sok.dara")).await.is_err());
    assert!(create_staff(portal, new("Sok Dara")).await.is_err());
    assert!(created.second_factor.is_none(), "not in a demonstration");
    let anyone = Caller::default();
    let password = created.one_time_password;
    let first = portal
        .sign_in(&anyone, &form(" Sok.Dara ", &password))
        .await
        .unwrap();
    let second = portal.sign_in(&anyone, &form("sok.dara", &password)).await;
    let second = second.unwrap();
    assert_ne!(first.secret, second.secret);
    let staff = staff_of_session(portal, &first.secret).await.unwrap();
    let caller = Caller {
        staff,
        ..Caller::default()
    };
    assert_eq!(
        caller.with_role(Role::Reviewer),
        Err(PortalError::Forbidden)
    );

    let change = |current: &str, new: &str, again: &str| ChangePasswordForm {
        current: current.to_owned(),
        new: new.to_owned(),
        again: again.to_owned(),
    };
    for (wrong, field) in [
        (change("wrong", GOOD, GOOD), "current"),
        (change(&password, GOOD, "lotus krama"), "again"),
    ] {
        let refused = portal.change_password(&caller, &wrong).await;
        assert!(is_refused_at(&refused, field), "{field}");
    }
    for bad in [
        "short",
        "password1234",
        "evisa-portal1",
        "SopheaKim1990",
        "Sophea Kim Phnom Penh",
        "I am sok.dara here",
        &password,
    ] {
        let form = change(&password, bad, bad);
        let refused = portal.change_password(&caller, &form).await;
        assert!(is_refused_at(&refused, "new"), "{bad}");
    }
    let good = change(&password, GOOD, GOOD);
    let fresh = portal.change_password(&caller, &good).await.unwrap();
    for ended in [&first.secret, &second.secret] {
        assert_eq!(staff_of_session(portal, ended).await.unwrap(), None);
    }
    let staff = staff_of_session(portal, &fresh.secret)
        .await
        .unwrap()
        .unwrap();
    assert!(!staff.must_change_password);
    assert!(
        portal
            .sign_in(&anyone, &form("sok.dara", &password))
            .await
            .is_err()
    );
    portal.sign_out(&fresh.secret).await.unwrap();
    assert_eq!(staff_of_session(portal, &fresh.secret).await.unwrap(), None);

    let late = portal.sign_in(&anyone, &form("sok.dara", GOOD)).await;
    let late = late.unwrap().secret;
    test.advance(TimeDelta::hours(8)).await;
    assert_eq!(staff_of_session(portal, &late).await.unwrap(), None);
}

async fn guessing_passwords_is_throttled_by_login_and_address(test: &TestPortal) {
    let portal = &test.portal;
    let created = create_staff(portal, new("sok.dara")).await.unwrap();
    let from = |last: u8| Caller {
        address: Some(std::net::IpAddr::from([192, 0, 2, last])),
        ..Caller::default()
    };
    // An unknown login and a wrong password are told the same.
    let unknown = portal.sign_in(&from(1), &form("nobody", "x")).await.err();
    let wrong = portal.sign_in(&from(1), &form("sok.dara", "x")).await.err();
    assert_eq!(unknown, wrong);
    // One address is stopped long before the login is.
    for _ in 0..30 {
        let _ = portal.sign_in(&from(1), &form("sok.dara", "x")).await;
    }
    let stopped = portal.sign_in(&from(1), &form("sok.dara", "x")).await.err();
    assert!(matches!(stopped, Some(PortalError::TooManyTries { .. })));
    for n in 0..80 {
        let _ = portal
            .sign_in(&from(2 + n % 8), &form("sok.dara", "x"))
            .await;
    }
    let right = form("sok.dara", &created.one_time_password);
    let throttled = portal.sign_in(&from(99), &right).await.err();
    assert!(matches!(throttled, Some(PortalError::TooManyTries { .. })));
    test.advance(TimeDelta::minutes(2)).await;
    portal.sign_in(&from(99), &right).await.unwrap();
    // What succeeded does not count.
    test.advance(TimeDelta::hours(1)).await;
    for _ in 0..12 {
        portal.sign_in(&from(99), &right).await.unwrap();
    }
}

/// A code of the second factor now, from the address that was printed once.
fn code(test: &TestPortal, address: &str) -> String {
    let secret = address.split(['=', '&']).nth(1).unwrap();
    let secret = data_encoding::BASE32_NOPAD
        .decode(secret.as_bytes())
        .unwrap();
    totp_rs::Builder::new()
        .with_secret(secret)
        .build()
        .unwrap()
        .generate(u64::try_from(test.now().timestamp()).unwrap())
        .to_string()
}

async fn a_code_counts_once(test: &TestPortal) {
    let portal = &test.portal;
    let created = create_staff(portal, new("sok.dara")).await.unwrap();
    let address = created.second_factor.unwrap();
    let with = |code: String| SignInForm {
        code,
        ..form("sok.dara", &created.one_time_password)
    };
    let anyone = Caller::default();
    assert!(portal.sign_in(&anyone, &with(String::new())).await.is_err());
    let now = code(test, &address);
    let sign_in = || {
        let (portal, form) = (portal.clone(), with(now.clone()));
        tokio::spawn(async move { portal.sign_in(&Caller::default(), &form).await })
    };
    let (one, two) = (sign_in(), sign_in());
    let (one, two) = (one.await.unwrap(), two.await.unwrap());
    assert!(one.is_ok() != two.is_ok(), "one code, one session");
    assert!(portal.sign_in(&anyone, &with(now.clone())).await.is_err());
    test.advance(TimeDelta::seconds(60)).await;
    let next = code(test, &address);
    portal.sign_in(&anyone, &with(next)).await.unwrap();
    // Five wrong codes, and even the right one must wait.
    for _ in 0..5 {
        let _ = portal.sign_in(&anyone, &with("000000".to_owned())).await;
    }
    test.advance(TimeDelta::seconds(60)).await;
    // Nobody learns by it that the password was right: a wrong one is answered alike.
    let throttled = portal.sign_in(&anyone, &with(code(test, &address))).await;
    let other = SignInForm {
        password: "another".to_owned(),
        ..with(code(test, &address))
    };
    let other = portal.sign_in(&anyone, &other).await;
    assert_eq!(throttled.as_ref().err(), other.as_ref().err());
    assert!(matches!(throttled, Err(PortalError::Invalid(_))));
    // It was somebody at that address: the owner, at another one, signs in.
    let from = |host: u8| Caller {
        address: Some(std::net::IpAddr::from([192, 0, 2, host])),
        ..Caller::default()
    };
    let owner = portal.sign_in(&from(1), &with(code(test, &address))).await;
    owner.unwrap();
    // From many addresses a guesser has a hundred tries, and no more.
    for host in 2..30 {
        test.advance(TimeDelta::seconds(60)).await;
        for _ in 0..4 {
            let guess = portal
                .sign_in(&from(host), &with("000000".to_owned()))
                .await;
            assert!(guess.is_err());
        }
    }
    let guessed = portal.sign_in(&from(31), &with(code(test, &address))).await;
    assert!(guessed.is_err());
    test.advance(TimeDelta::minutes(6)).await;
    let late = portal.sign_in(&anyone, &with(code(test, &address))).await;
    late.unwrap();
}

async fn what_is_missing_is_named_and_what_is_refused_is_recorded(test: &TestPortal) {
    let portal = &test.portal;
    create_staff(portal, new("sok.dara")).await.unwrap();
    let caller = Caller {
        address: Some(std::net::IpAddr::from([192, 0, 2, 7])),
        ..Caller::default()
    };
    let answer = portal.sign_in(&caller, &form(" ", "")).await;
    assert_eq!(faults(answer.map(|_| ())), ["login", "password"]);
    assert!(
        !test
            .told_first()
            .await
            .contains(&"staff.sign_in_refused".to_owned())
    );
    for login in ["sok.dara", "nobody", "no login at all"] {
        let answer = portal
            .sign_in(&caller, &form(login, "a secret guess"))
            .await;
        assert_eq!(faults(answer.map(|_| ())), ["login"]);
    }
    let mut stored = portal.store.read().await.unwrap();
    let events = stored.audit_from(1, 100).await.unwrap();
    let refused: Vec<_> = events
        .iter()
        .filter(|event| event.action == "staff.sign_in_refused")
        .collect();
    assert_eq!(refused.len(), 3);
    assert!(refused[0].subject_id.is_some() && refused[1].subject_id.is_none());
    for event in refused {
        assert!(event.detail.contains("\"caller\":\""), "{}", event.detail);
        for secret in ["guess", "nobody", "192.0.2.7"] {
            assert!(!event.detail.contains(secret), "{}", event.detail);
        }
    }
}

async fn a_reset_account_begins_anew_and_a_closed_one_is_gone(test: &TestPortal) {
    let portal = &test.portal;
    let created = create_staff(portal, new("reviewer")).await.unwrap();
    let old = created.one_time_password;
    let session = portal
        .sign_in(&Caller::default(), &form("reviewer", &old))
        .await
        .unwrap();
    let signed_in = async |token: &str| staff_of_session(portal, token).await.unwrap().is_some();
    assert!(signed_in(&session.secret).await);

    let reset = reset_staff(portal, "reviewer").await.unwrap();
    assert_eq!(reset.id, created.id);
    assert!(!signed_in(&session.secret).await);
    let stranger = Caller::default();
    assert!(
        portal
            .sign_in(&stranger, &form("reviewer", &old))
            .await
            .is_err()
    );
    let session = portal
        .sign_in(&stranger, &form("reviewer", &reset.one_time_password))
        .await
        .unwrap();

    let staff = staff_of_session(portal, &session.secret).await.unwrap();
    let reviewer = Caller {
        staff: staff.map(|staff| StaffIdentity {
            must_change_password: false,
            ..staff
        }),
        ..Caller::default()
    };
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    test.act(&reviewer, CaseAction::Assign, case).await.unwrap();
    close_staff(portal, "reviewer").await.unwrap();
    assert!(!signed_in(&session.secret).await);
    let row = test.case(case).await;
    assert_eq!((row.state(), row.reviewer_id), (CaseState::Waiting, None));
    assert!(close_staff(portal, "reviewer").await.is_err());
    assert!(reset_staff(portal, "nobody").await.is_err());
}
