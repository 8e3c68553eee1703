//! Pages of staff, border officers and the pass, rendered through the real routes over fixed
//! answers.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod account;
mod border;
mod fakes;
mod kept_pages;
mod seals;
mod server;

use app::contract::{CaseAction, Role};
use fakes::{CASE, Fakes, staff};
use http::StatusCode;
use server::{page, post_form, router};
use std::sync::Arc;

async fn seen(roles: &[Role], path: &str) -> server::Answer {
    page(router(Some(staff(roles)), Arc::default()), path, "").await
}

#[tokio::test]
async fn strangers_are_sent_to_the_sign_in_page() {
    for path in [
        "/staff",
        "/staff/queue",
        "/staff/refunds",
        "/staff/mails",
        "/staff/password",
        "/staff/account",
        "/border",
    ] {
        let answer = page(router(None, Arc::default()), path, "").await;
        assert_eq!(
            (answer.status, answer.to.as_str()),
            (StatusCode::SEE_OTHER, "/staff/sign-in"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_supervisor_sees_what_did_not_arrive_and_sends_it_again() {
    let answer = seen(&[Role::Supervisor], "/staff/mails").await;
    assert_eq!(answer.status, StatusCode::OK);
    for words in [
        "KV-7Q2M-3DXA",
        "Decision",
        "the mail server refused (550)",
        "Given up",
        "Tried 12 times, and still tried",
    ] {
        assert!(answer.page.contains(words), "{words}");
    }
    let job = uuid::Uuid::from_u128(1);
    assert!(answer.page.contains(&format!("id=\"email-{job}\"")));
    assert_eq!(
        seen(&[Role::Reviewer], "/staff/mails").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn roles_see_their_own_pages_only() {
    let officer = seen(&[Role::Border], "/border").await;
    assert_eq!(officer.status, StatusCode::OK);
    assert!(officer.page.contains("href=\"/border\"") && !officer.page.contains("/staff/queue"));
    assert_eq!(
        seen(&[Role::Border], "/staff/queue").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        seen(&[Role::Reviewer], "/border").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(seen(&[Role::Border], "/staff").await.to, "/border");
    assert_eq!(seen(&[Role::Reviewer], "/staff").await.to, "/staff/queue");
}

#[tokio::test]
async fn a_one_time_password_is_changed_before_anything_else() {
    let mut new = staff(&[Role::Reviewer]);
    new.must_change_password = true;
    let answer = page(router(Some(new), Arc::default()), "/staff/queue", "").await;
    assert_eq!(answer.to, "/staff/password");
}

#[tokio::test]
async fn a_refused_sign_in_keeps_the_login_but_no_secret() {
    let fakes = Arc::new(Fakes::default());
    let typed = "login=bopha&password=hunter2&code=123456";
    let answer = post_form(router(None, fakes.clone()), "/act/staff/sign-in", typed).await;
    assert_eq!(answer.to, "/staff/sign-in");
    let cookie = answer.cookies[0].split(';').next().unwrap().to_owned();
    let again = page(router(None, fakes), "/staff/sign-in", &cookie).await;
    assert!(again.page.contains("value=\"bopha\""));
    assert!(!again.page.contains("hunter2") && !again.page.contains("123456"));
}

#[tokio::test]
async fn signing_in_sets_the_session() {
    let answer = post_form(
        router(None, Arc::default()),
        "/act/staff/sign-in",
        "login=b&password=right&code=",
    )
    .await;
    assert_eq!(answer.to, "/staff");
    assert!(
        answer
            .cookies
            .iter()
            .any(|cookie| cookie.starts_with("staff=new-session; Path=/; Max-Age=3600; HttpOnly"))
    );
}

#[tokio::test]
async fn the_next_page_keeps_the_filters() {
    let queue = seen(&[Role::Reviewer], "/staff/queue?nationality=vnm&port=PNH").await;
    assert!(
        queue
            .page
            .contains("/staff/queue?nationality=vnm&amp;port=PNH&amp;cursor=2026-11-22%201%262"),
        "{}",
        queue.page
    );
    assert!(queue.page.contains("late-mark"));
}

#[tokio::test]
async fn a_reviewer_decides_and_a_supervisor_confirms() {
    let reviewer = seen(&[Role::Reviewer], &format!("/staff/cases/{CASE}")).await;
    assert!(
        reviewer.page.contains("/act/staff/case/grant")
            && !reviewer.page.contains("confirm-denial")
    );
    // A check fails: what it speaks for stands first, and granting says so.
    let place = |part: &str| reviewer.page.find(part).unwrap();
    assert!(place("/correction") < place("/act/staff/case/grant"));
    assert!(reviewer.page.contains("One check fails."));
    let supervisor = seen(&[Role::Supervisor], &format!("/staff/cases/{CASE}")).await;
    assert!(
        supervisor.page.contains("/act/staff/case/confirm-denial")
            && !supervisor.page.contains("case/grant")
    );
    // A supervisor sees what the traveller will read, and gives a reason for sending it back.
    assert!(supervisor.page.contains("The traveller will read:"));
    assert!(supervisor.page.contains("Your visa was denied. Ground: "));
    assert!(supervisor.page.contains("name=\"note\""));
    assert!(
        supervisor
            .page
            .contains("Proposed by Chan Bopha, 22 November 2026")
    );
    assert!(supervisor.page.contains("&lt;b&gt;person"));
}

#[tokio::test]
async fn a_case_shows_facts_checks_and_timeline_in_words() {
    let reviewer = seen(&[Role::Reviewer], &format!("/staff/cases/{CASE}")).await;
    // Without the markers of views and the joiners of words.
    let page = reviewer.page.replace("<!>", "").replace('\u{2060}', "");
    for says in [
        "Day of entry</dt><dd dir=\"auto\">10 January 2027",
        "Country of residence</dt><dd dir=\"auto\">Sweden (SWE)",
        "<dd class=\"mrz\">P&lt;UTO",
        "2 other open applications on this passport",
        "Taken by Sok Dara",
        "Looked at by Sok Dara (2 times)",
        "The receipt was e-mailed",
        "Kim Sovann sent the proposed denial back",
        "The invitation was corrected",
        "The street is missing",
        "The number ends in 4",
        "<del dir=\"auto\">Hotel</del> → <ins dir=\"auto\">Hotel Example</ins>",
        "The photo was replaced",
        "A photo was saved",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains("Home address") && !page.contains("unheard"));
}

#[tokio::test]
async fn after_a_decision_the_next_case_follows() {
    let fakes = Arc::new(Fakes::default());
    let reviewer = || router(Some(staff(&[Role::Reviewer])), fakes.clone());
    let typed = format!("case={CASE}&version=4");
    let granted = post_form(reviewer(), "/act/staff/case/grant", &typed).await;
    assert_eq!(granted.to, format!("/staff/cases/{CASE}?done=granted"));
    let taken = post_form(reviewer(), "/act/staff/case/take", &typed).await;
    assert_eq!(taken.to, format!("/staff/cases/{CASE}"));
    // The case is in review here, as after a supervisor sent it back.
    let page_of = async |done: &str| {
        let path = format!("/staff/cases/{CASE}?done={done}");
        page(reviewer(), &path, "").await.page
    };
    let sent_back = page_of("sent-back").await;
    assert!(
        sent_back.contains("<title>Sent back to review · ")
            && sent_back.contains("KV-7Q2M-3DXA, traveller 1"),
        "{sent_back}"
    );
    assert!(
        sent_back.contains("Next case<") && sent_back.contains("autofocus"),
        "{sent_back}"
    );
    assert!(sent_back.contains("More than 8 wait."));
    assert!(!page_of("granted").await.contains("Next case"));
}

#[tokio::test]
async fn a_refund_says_whose_it_is_and_is_confirmed_with_its_amount() {
    let refunds = seen(&[Role::Supervisor], "/staff/refunds").await.page;
    for says in [
        "Eriksson, Anna Maria",
        "Refused at Bavet",
        "The desk could not read it",
        "goes back to the card that paid for Eriksson, Anna Maria",
        "Give back USD\u{a0}30.00",
        "name=\"note\"",
    ] {
        assert!(refunds.contains(says), "{says}: {refunds}");
    }
}

#[tokio::test]
async fn a_queue_says_what_waits_for_whom() {
    let supervisor = seen(&[Role::Supervisor], "/staff/queue").await.page;
    assert!(supervisor.contains("Denials to confirm: 2"), "{supervisor}");
    assert!(!supervisor.contains("To be reviewed"));
    let reviewer = seen(&[Role::Reviewer], "/staff/queue").await.page;
    assert!(reviewer.contains("To be reviewed: 27"));
}

#[tokio::test]
async fn a_denial_without_a_note_comes_back_with_its_ground() {
    let fakes = Arc::new(Fakes::default());
    let reviewer = || router(Some(staff(&[Role::Reviewer])), fakes.clone());
    let typed = format!("case={CASE}&version=4&ground=23.a.9&note=");
    let answer = post_form(reviewer(), "/act/staff/case/propose-denial", &typed).await;
    assert_eq!(answer.to, format!("/staff/cases/{CASE}/denial"));
    let (action, form) = fakes.decision.lock().unwrap().take().unwrap();
    assert_eq!(
        (action, form.ground.as_str()),
        (CaseAction::ProposeDenial, "23.a.9")
    );
    let cookie = answer.cookies[0].split(';').next().unwrap().to_owned();
    let again = page(reviewer(), &answer.to, &cookie).await;
    assert!(again.page.contains("error-summary"));
    assert!(
        again.page.contains("<option value=\"23.a.9\" selected"),
        "{}",
        again.page
    );
}

#[tokio::test]
async fn without_wasm_the_server_verifies_and_no_address_holds_the_document() {
    let stranger = || router(None, Arc::default());
    let page_with_form = page(stranger(), "/verify", "").await;
    assert!(
        page_with_form.page.contains("action=\"/act/verify\"")
            && page_with_form.page.contains("leptos-island")
    );
    let posted = post_form(stranger(), "/act/verify", "text=good").await;
    assert_eq!(posted.to, "/verify/result");
    let cookie = posted.cookies[0].split(';').next().unwrap().to_owned();
    let result = page(stranger(), &posted.to, &cookie).await;
    assert!(result.page.contains("data-outcome=\"valid\"") && result.page.contains("Specimen"));
    assert!(result.page.contains("Phnom Penh airport") && !result.page.contains("VALID"));
    assert_eq!(page(stranger(), &posted.to, "").await.to, "/verify");
    // Whoever scanned a code with a phone that runs no scripts is told what to do.
    let scanned = page(stranger(), "/V", "").await;
    assert!(scanned.page.contains("<noscript>") && scanned.page.contains("runs no scripts"));
}

#[tokio::test]
async fn a_document_that_is_over_or_used_is_not_green() {
    for (typed, look, says) in [
        (
            "over",
            "invalid",
            "the permitted stay ended on 10 December 2026",
        ),
        ("used", "lapsed", "used for an entry"),
        ("forged", "invalid", "INVALID_SIGNATURE"),
    ] {
        let stranger = || router(None, Arc::default());
        let posted = post_form(stranger(), "/act/verify", &format!("text={typed}")).await;
        let cookie = posted.cookies[0].split(';').next().unwrap().to_owned();
        let result = page(stranger(), &posted.to, &cookie).await.page;
        assert!(
            result.contains(&format!("data-outcome=\"{look}\"")),
            "{result}"
        );
        assert!(result.contains(says), "{result}");
    }
}

#[tokio::test]
async fn supervisors_see_money_that_moved_without_the_portal() {
    let list = seen(&[Role::Supervisor], "/staff/refunds").await;
    assert!(
        list.page
            .contains("10.00 was given back without this portal"),
        "{}",
        list.page
    );
    assert!(list.page.contains("No visa is granted until you decide"));
    assert!(list.page.contains("The charge is in EUR"));
    assert!(list.page.contains("action=\"/act/staff/refund/accept\""));
    // A refund that the card did not take can be recorded as paid another way.
    assert_eq!(
        list.page
            .matches("action=\"/act/staff/refund/other-way\"")
            .count(),
        1
    );
    let refund = "00000000-0000-0000-0000-000000000003";
    let body = format!("refund={refund}&version=1&receipt=%20");
    let site = || router(Some(staff(&[Role::Supervisor])), Arc::default());
    let posted = post_form(site(), "/act/staff/refund/other-way", &body).await;
    assert_eq!(posted.to, "/staff/refunds");
    let cookie = posted.cookies[0].split(';').next().unwrap().to_owned();
    let again = page(site(), &posted.to, &cookie).await;
    assert!(again.page.contains("href=\"#receipt\""), "{}", again.page);
}
