//! Pages of staff, border officers and the pass, rendered through the real routes over fixed
//! answers.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod fakes;
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
        "/staff/password",
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
            .contains("/staff/queue?nationality=VNM&amp;port=PNH&amp;cursor=2026-11-22%201%262"),
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
    let supervisor = seen(&[Role::Supervisor], &format!("/staff/cases/{CASE}")).await;
    assert!(
        supervisor.page.contains("/act/staff/case/confirm-denial")
            && !supervisor.page.contains("case/grant")
    );
    assert!(supervisor.page.contains("&lt;b&gt;person"));
}

#[tokio::test]
async fn a_case_shows_facts_checks_and_timeline_in_words() {
    let reviewer = seen(&[Role::Reviewer], &format!("/staff/cases/{CASE}")).await;
    // Without the markers of views.
    let page = reviewer.page.replace("<!>", "");
    for says in [
        "Day of entry</dt><dd dir=\"auto\">10 January 2027",
        "Country of residence</dt><dd dir=\"auto\">Sweden (SWE)",
        "<dd class=\"mrz\">P&lt;UTO",
        "2 other open applications on this passport",
        "Taken by Sok Dara",
        "A photo was saved",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains("Home address") && !page.contains("unheard"));
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
async fn every_ticked_ground_of_a_refusal_arrives_and_comes_back() {
    let fakes = Arc::new(Fakes::default());
    let officer = || router(Some(staff(&[Role::Border])), fakes.clone());
    let typed = format!(
        "case={CASE}&version=2&port=SAI&grounds%5B%5D=23.a.1&grounds%5B%5D=7.technical_fault&note="
    );
    let answer = post_form(officer(), "/act/border/refuse", &typed).await;
    let form = fakes.crossing.lock().unwrap().take().unwrap();
    assert_eq!(form.grounds, ["23.a.1", "7.technical_fault"]);
    assert_eq!(answer.to, format!("/border/refuse/{CASE}"));
    let cookie = answer.cookies[0].split(';').next().unwrap().to_owned();
    let again = page(officer(), &answer.to, &cookie).await;
    assert_eq!(again.page.matches(" checked").count(), 2, "{}", again.page);
}

#[tokio::test]
async fn an_earlier_refusal_stands_beside_the_access() {
    let person = seen(&[Role::Border], &format!("/border/person/{CASE}")).await;
    let notice = person.page.find("Refused entry before: Bavet").unwrap();
    assert!(notice < person.page.find("id=\"crossings\"").unwrap());
}

#[tokio::test]
async fn a_search_leads_to_a_key_and_no_passport_number_into_an_address() {
    let officer = || router(Some(staff(&[Role::Border])), Arc::default());
    let found = post_form(
        officer(),
        "/act/border/find",
        "passport_number=L898902C3&nationality=UTO",
    )
    .await;
    assert_eq!(found.to, "/border/people/a%2Fb");
    let none = post_form(
        officer(),
        "/act/border/find",
        "passport_number=NOBODY&nationality=UTO",
    )
    .await;
    assert_eq!(none.to, "/border");
}

#[tokio::test]
async fn a_pass_says_how_long_and_when_it_is_closed() {
    let open = page(router(None, Arc::default()), "/v/secret", "").await;
    assert!(
        open.page.contains("18 days left")
            && open.page.contains("noindex")
            && open.page.contains("Specimen")
    );
    assert!(!open.page.contains("<script"), "{}", open.page);
    let closed = page(router(None, Arc::default()), "/v/departed", "").await;
    assert!(closed.page.contains("Closed") && !closed.page.contains("days left"));
    assert_eq!(
        page(router(None, Arc::default()), "/v/unknown", "")
            .await
            .status,
        StatusCode::NOT_FOUND
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
    assert_eq!(page(stranger(), &posted.to, "").await.to, "/verify");
}
