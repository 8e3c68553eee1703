//! The page of one's own account.

use crate::fakes::{Fakes, staff};
use crate::seen;
use crate::server::{page, post_form, router};
use app::contract::Role;
use http::StatusCode;
use std::sync::Arc;

#[tokio::test]
async fn an_account_lists_its_sessions_and_ends_them() {
    let account = seen(&[Role::Border], "/staff/account").await;
    assert_eq!(account.status, StatusCode::OK);
    let text = account.page.replace("<!>", "");
    for says in [
        "href=\"/staff/account\"",
        "22 Nov 2026, 14:04 +07",
        "22 Nov 2026, 21:05 +07",
        "This browser",
        "the session of 22 Nov 2026, 14:03 +07",
        "End all other sessions",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    // That of this browser is ended by signing out.
    let ends = "action=\"/act/staff/session/end\"";
    assert_eq!(account.page.matches(ends).count(), 1);
    assert!(account.page.contains("name=\"session\" value=\"02\""));

    let fakes = Arc::<Fakes>::default();
    let officer = || router(Some(staff(&[Role::Border])), fakes.clone());
    let ended = post_form(officer(), "/act/staff/session/end", "session=02").await;
    assert_eq!(ended.to, "/staff/account");
    let cookie = ended.cookies[0].split(';').next().unwrap().to_owned();
    let said = page(officer(), &ended.to, &cookie).await;
    assert!(
        said.page.contains("class=\"notice success"),
        "{}",
        said.page
    );
    let over = post_form(officer(), "/act/staff/session/end", "session=07").await;
    assert_eq!(over.to, "/staff/account");
    let cookie = over.cookies[0].split(';').next().unwrap().to_owned();
    let again = page(officer(), &over.to, &cookie).await;
    assert!(again.page.contains("This session is over already"));
    let others = post_form(officer(), "/act/staff/session/end-others", "").await;
    assert_eq!(others.to, "/staff/account");
}

#[tokio::test]
async fn before_a_one_time_password_is_changed_there_is_no_account() {
    let mut new = staff(&[Role::Border]);
    new.must_change_password = true;
    let answer = page(
        router(Some(new.clone()), Arc::default()),
        "/staff/account",
        "",
    )
    .await;
    assert_eq!(answer.to, "/staff/password");
    let password = page(router(Some(new), Arc::default()), "/staff/password", "").await;
    assert!(!password.page.contains("/staff/account"));
}

#[tokio::test]
async fn a_second_factor_is_renewed_with_a_code_of_the_new_one() {
    let fakes = Arc::<Fakes>::default();
    let officer = || router(Some(staff(&[Role::Border])), fakes.clone());
    let account = page(officer(), "/staff/account", "").await;
    let renew = "action=\"/act/staff/second-factor/renew\"";
    assert!(account.page.contains(renew) && !account.page.contains("code-box"));

    let typed = "current=hunter2&code=654321";
    let refused = post_form(officer(), "/act/staff/second-factor/renew", typed).await;
    assert_eq!(refused.to, "/staff/account");
    let cookie = refused.cookies[0].split(';').next().unwrap().to_owned();
    let again = page(officer(), &refused.to, &cookie).await.page;
    assert!(again.contains("href=\"#current\"") && again.contains("Password or code is wrong"));
    assert!(!again.contains("hunter2") && !again.contains("654321"));

    let typed = "current=right&code=654321";
    let begun = post_form(officer(), "/act/staff/second-factor/renew", typed).await;
    assert_eq!(begun.to, "/staff/account");
    let shown = page(officer(), &begun.to, "").await.page;
    let shown = shown.replace("<!>", "");
    for says in [
        "GEZD GNBV GY3T QOJQ",
        "<svg",
        "The new secret is forgotten at 22 Nov 2026, 14:20 +07",
        "action=\"/act/staff/second-factor/confirm\"",
    ] {
        assert!(shown.contains(says), "{says}: {shown}");
    }
    assert!(!shown.contains(renew) && !shown.contains("<script"));

    let confirm = "/act/staff/second-factor/confirm";
    let wrong = post_form(officer(), confirm, "code=000000").await;
    let cookie = wrong.cookies[0].split(';').next().unwrap().to_owned();
    let again = page(officer(), &wrong.to, &cookie).await.page;
    assert!(again.contains("href=\"#code\"") && again.contains("GEZD GNBV"));
    let renewed = post_form(officer(), confirm, "code=123456").await;
    assert_eq!(renewed.to, "/staff/account");
    let mut cookies = renewed.cookies.iter();
    assert!(cookies.any(|cookie| cookie.starts_with("staff=new-session;")));
}
