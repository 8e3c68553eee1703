//! What members of staff see and do about their own account: the sessions that are open.

use app::contract::{Caller, OpenSession, Role, SessionToken, SignInForm, StaffService};
use app::error::PortalError;
use chrono::TimeDelta;
use serde_json::Value;
use server::accounts::staff_of_session;
use test_support::{Browser, TestPortal, on_both};

on_both!(
    []
    an_owner_ends_one_session_and_then_all_others,
    nobody_ends_the_session_of_somebody_else;
    [with_pages]
    ending_takes_effect_at_once_in_the_browser
);

/// Signs in once more, with a password that is set for it.
async fn session(test: &TestPortal, staff: &Caller, login: &str) -> SessionToken {
    let password = format!("quiet river of {login}");
    let id = staff.staff.as_ref().unwrap().id;
    let hashed = test.portal.passwords.hash(&test.portal.rng, &password);
    let hashed = hashed.await.unwrap();
    let mut tx = test.portal.begin().await.unwrap();
    let row = tx.staff(id).await.unwrap().unwrap();
    tx.set_password(id, row.version, &hashed).await.unwrap();
    tx.commit().await.unwrap();
    let form = SignInForm {
        login: login.to_owned(),
        password,
        code: String::new(),
    };
    let signed_in = test.portal.sign_in(&Caller::default(), &form).await;
    signed_in.unwrap()
}

async fn sessions(test: &TestPortal, staff: &Caller, token: &SessionToken) -> Vec<OpenSession> {
    let account = test.portal.account(staff, &token.secret).await;
    account.unwrap().sessions
}

async fn is_open(test: &TestPortal, token: &SessionToken) -> bool {
    let found = staff_of_session(&test.portal, &token.secret).await;
    found.unwrap().is_some()
}

/// The details of the events of this action, oldest first.
async fn told(test: &TestPortal, action: &str) -> Vec<Value> {
    let mut stored = test.portal.store.read().await.unwrap();
    let events = stored.audit_from(1, 200).await.unwrap();
    let events = events.iter().filter(|event| event.action == action);
    events
        .map(|event| serde_json::from_str(&event.detail).unwrap())
        .collect()
}

async fn an_owner_ends_one_session_and_then_all_others(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let first = session(test, &reviewer, "reviewer").await;
    test.advance(TimeDelta::minutes(5)).await;
    let second = session(test, &reviewer, "reviewer").await;
    test.advance(TimeDelta::minutes(5)).await;
    let third = session(test, &reviewer, "reviewer").await;

    let open = sessions(test, &reviewer, &second).await;
    let of: Vec<_> = open.iter().map(|session| session.is_this).collect();
    assert_eq!(of, [false, true, false], "latest first");
    let age = test.now() - open[0].begun_at;
    assert!(age < TimeDelta::seconds(1), "{age}");
    assert_eq!(open[0].ends_at - open[0].begun_at, TimeDelta::hours(8));
    assert!(!open.iter().any(|open| open.id.contains(&second.secret)));

    test.portal
        .end_session(&reviewer, &open[0].id)
        .await
        .unwrap();
    assert!(!is_open(test, &third).await);
    assert!(is_open(test, &first).await && is_open(test, &second).await);
    let again = test.portal.end_session(&reviewer, &open[0].id).await;
    assert_eq!(again, Err(PortalError::NotFound));

    let others = test.portal.end_other_sessions(&reviewer, &second.secret);
    others.await.unwrap();
    assert!(!is_open(test, &first).await && is_open(test, &second).await);
    // Nothing is left to end, and nothing is recorded of it.
    let others = test.portal.end_other_sessions(&reviewer, &second.secret);
    others.await.unwrap();
    assert_eq!(sessions(test, &reviewer, &second).await.len(), 1);
    let ended = told(test, "staff.session_ended").await;
    assert_eq!(ended.len(), 2);

    // Those that are over are not listed.
    test.advance(TimeDelta::hours(8)).await;
    assert!(sessions(test, &reviewer, &second).await.is_empty());
}

async fn nobody_ends_the_session_of_somebody_else(test: &TestPortal) {
    let (reviewer, officer) = (test.reviewer().await, test.officer().await);
    let theirs = session(test, &officer, "officer").await;
    let own = session(test, &reviewer, "reviewer").await;
    let id = sessions(test, &officer, &theirs).await[0].id.clone();
    for id in [id.as_str(), "", "00", "no session"] {
        let answer = test.portal.end_session(&reviewer, id).await;
        assert_eq!(answer, Err(PortalError::NotFound), "{id}");
    }
    let others = test.portal.end_other_sessions(&reviewer, &own.secret);
    others.await.unwrap();
    assert!(is_open(test, &theirs).await);

    // Strangers, and whoever has a one-time password still to change, see and end nothing.
    let stranger = test.portal.account(&Caller::default(), &own.secret).await;
    assert_eq!(stranger.err(), Some(PortalError::SignInNeeded));
    let mut new = reviewer.clone();
    if let Some(staff) = &mut new.staff {
        staff.must_change_password = true;
    }
    let answer = test.portal.end_other_sessions(&new, &own.secret).await;
    assert_eq!(answer, Err(PortalError::Forbidden));
}

async fn ending_takes_effect_at_once_in_the_browser(test: &TestPortal) {
    let here = test.sign_in("sok.dara", Role::Reviewer).await;
    let sign_in_again = async || -> Browser {
        let browser = test.browser();
        let form = [
            ("login", "sok.dara"),
            ("password", "korrekt pferd batterie 8"),
        ];
        let page = browser.post("/act/staff/sign-in", &form).await;
        page.assert_at("/staff/queue");
        browser
    };
    let page = here.get("/staff/account").await;
    page.assert_says("You are signed in nowhere else");

    let there = sign_in_again().await;
    let page = here.get("/staff/account").await;
    page.assert_says("This browser");
    let ended = here.send(&page, "/act/staff/session/end", &[]).await;
    ended.assert_at("/staff/account").assert_says("It is ended");
    there.get("/staff/queue").await.assert_at("/staff/sign-in");
    // A page that was open meanwhile says that it is over.
    let again = here.send(&page, "/act/staff/session/end", &[]).await;
    again.assert_says("This session is over already");

    let there = sign_in_again().await;
    let ended = here
        .fill_in("/staff/account", "/act/staff/session/end-others", &[])
        .await;
    ended.assert_says("All other sessions are ended");
    there.get("/staff/queue").await.assert_at("/staff/sign-in");
    here.get("/staff/queue").await.assert_at("/staff/queue");
}
