//! Every page of travellers, rendered through the real router with a service in memory: the status,
//! no script, no message key left over, and what forms send back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod countries;
mod fake;
mod photo;
mod site;
mod status;

use app::contract::Progress;
use axum::body::Body;
use domain::law::rules_page::tables;
use fake::{APPLICANT, CHILD, FakeService};
use http::{Request, StatusCode, header};
use site::{LAW, open_page, post_form, send, site};

fn pages() -> Vec<String> {
    [
        "/",
        "/visa-need",
        "/visa-need?nationality=SGP&kind=ordinary",
        "/visa-need?nationality=IRL&kind=ordinary",
        "/visa-need?nationality=&kind=ordinary",
        "/apply",
        "/apply/trip",
        "/apply/contact",
        "/apply/travellers",
        "/apply/check",
        "/apply/email",
        "/pay",
        "/pay/done",
        "/pay/cancelled",
        "/status",
        "/check",
        "/link/good",
        "/link-sent",
        "/leave",
        "/privacy",
        "/source",
        "/style",
    ]
    .into_iter()
    .map(ToOwned::to_owned)
    .chain([
        format!("/apply/passport/{APPLICANT}"),
        format!("/apply/passport/{CHILD}"),
        format!("/apply/photo/{APPLICANT}"),
        format!("/withdraw/{CHILD}"),
    ])
    .collect()
}

/// Texts between the tags that have the form of a message key.
fn leftover_keys(html: &str) -> Vec<String> {
    html.split('>')
        .filter_map(|part| part.split_once('<').map(|(text, _)| text.trim()))
        .filter(|text| {
            text.contains('-')
                && text
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        })
        .map(ToOwned::to_owned)
        .collect()
}

#[tokio::test]
async fn every_page_is_whole_and_loads_no_script() {
    for page in pages() {
        let answer = open_page(site(FakeService::drafting(), true), &page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(!answer.body.contains("<script"), "script on {page}");
        assert_eq!(answer.body.matches("<h1>").count(), 1, "headings of {page}");
        assert!(answer.body.contains("<title>"), "title of {page}");
        assert!(answer.body.contains("Demonstration"), "banner of {page}");
        assert!(answer.body.ends_with("</html>"), "end of {page}");
        let keys = leftover_keys(&answer.body);
        assert!(keys.is_empty(), "keys left on {page}: {keys:?}");
    }
}

/// Every table, column and cell that `portal rules` prints.
#[tokio::test]
async fn the_rules_page_shows_every_cell_of_the_rules() {
    let answer = open_page(site(FakeService::drafting(), false), "/rules").await;
    let plain = answer
        .body
        .replace("&amp;", "&")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace('\u{2060}', "");
    let mut rest = plain.as_str();
    for table in tables(&LAW) {
        for cell in [table.title].iter().chain(table.header) {
            let (_, behind) = rest.split_once(&format!(">{cell}<")).unwrap();
            rest = behind;
        }
        for cell in table.rows.iter().flatten() {
            let (_, behind) = rest.split_once(&format!(">{cell}<")).expect(cell);
            rest = behind;
        }
    }
    assert!(plain.contains(">9 days (the translation prints seven years; our reading)<"));
}

#[tokio::test]
async fn strangers_are_sent_to_the_page_that_mails_a_link() {
    for page in ["/apply/trip", "/apply/check", "/pay", "/status", "/resume"] {
        let answer = open_page(site(FakeService::drafting(), false), page).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(answer.location, "/check", "{page}");
    }
    for name in [
        "save-trip",
        "save-contact",
        "save-passport",
        "add-traveller",
        "remove-traveller",
        "submit",
        "pay",
        "withdraw",
        "sign-out-everywhere",
    ] {
        let site = site(FakeService::drafting(), false);
        let answer = post_form(site, &format!("/act/{name}"), "").await;
        assert_eq!(answer.location, "/check", "{name}");
    }
}

#[tokio::test]
async fn what_does_not_exist_says_so() {
    for page in ["/nothing-here", "/apply/passport/junk"] {
        let answer = open_page(site(FakeService::drafting(), true), page).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
        assert!(answer.body.contains("This page does not exist"), "{page}");
    }
    let answer = open_page(site(FakeService::drafting(), true), "/link/bad").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("This link is no longer good"));
    assert!(answer.body.contains("action=\"/act/request-link\""));
}

#[tokio::test]
async fn a_form_with_errors_comes_back_with_what_was_typed() {
    let answer = post_form(
        site(FakeService::drafting(), false),
        "/act/start",
        "email=enya.example",
    )
    .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location, "/apply");
    let cookie = answer.cookies.concat();
    let (pair, _) = cookie.split_once(';').unwrap();
    let request = Request::get("/apply")
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, pair)
        .body(Body::empty());
    let page = send(site(FakeService::drafting(), false), request.unwrap()).await;
    assert!(
        page.body.contains("value=\"enya.example\""),
        "{}",
        page.body
    );
    assert!(page.body.contains("href=\"#email\""));
    assert!(page.body.contains("href=\"#nationality\""));
    assert!(page.body.contains("<title>Error: "));
    // Once only: the page that showed it takes it away.
    assert!(page.cookies.concat().contains("Max-Age=0"));
}

#[tokio::test]
async fn a_saved_step_goes_on_or_stays() {
    let trip = post_form(
        site(FakeService::drafting(), true),
        "/act/save-trip",
        "reference=KV-7Q2M-3DXA&port=SAI",
    )
    .await;
    assert_eq!(trip.location, "/apply/contact");
    let contact = post_form(
        site(FakeService::drafting(), true),
        "/act/save-contact",
        "reference=KV-7Q2M-3DXA&phone=",
    )
    .await;
    assert_eq!(contact.location, "/apply/contact");
}

#[tokio::test]
async fn resuming_leads_to_the_first_step_that_is_not_done() {
    let service = FakeService::drafting();
    let answer = open_page(site(service, true), "/resume").await;
    assert_eq!(answer.location, format!("/apply/passport/{APPLICANT}"));

    let service = FakeService::drafting();
    {
        let mut draft = service.draft.lock().unwrap();
        draft.contact_progress = Progress::Done;
        for traveller in &mut draft.travellers {
            traveller.passport_progress = Progress::Done;
        }
    }
    let answer = open_page(site(service, true), "/resume").await;
    assert_eq!(answer.location, format!("/apply/photo/{CHILD}"));

    let answer = open_page(site(FakeService::paid(), true), "/resume").await;
    assert_eq!(answer.location, "/status");
    let answer = open_page(site(FakeService::paid(), true), "/apply/trip").await;
    assert_eq!(answer.location, "/apply/check");
    let answer = open_page(site(FakeService::paid(), true), "/apply/check").await;
    assert_eq!(answer.location, "");
    assert!(answer.body.contains("What you sent") && !answer.body.contains("Change"));
}

#[tokio::test]
async fn beginning_gives_the_cookie_and_paying_leads_to_the_hosted_checkout() {
    let site = site(FakeService::drafting(), true);
    let begun = post_form(
        site.clone(),
        "/act/start",
        "email=enya%40example.ie&nationality=IRL&kind=ordinary",
    )
    .await;
    assert_eq!(begun.location, "/resume?nationality=IRL&kind=ordinary");
    let cookie = begun.cookies.concat();
    assert!(
        cookie.starts_with("traveller=secret-of-session;"),
        "{cookie}"
    );
    assert!(cookie.contains("HttpOnly"), "{cookie}");
    let paid = post_form(site.clone(), "/act/pay", "").await;
    assert_eq!(paid.location, "https://cards.example/session");
    let was = open_page(site, "/apply/declaration?answers=4").await;
    assert_eq!(was.location, "/apply/check");
}

#[tokio::test]
async fn who_needs_no_visa_is_told_before_anything_is_begun() {
    let site = site(FakeService::drafting(), false);
    let typed = "email=enya%40example.ie&nationality=SGP&kind=ordinary";
    let told = post_form(site.clone(), "/act/start", typed).await;
    assert_eq!(told.location, "/visa-need?nationality=SGP&kind=ordinary");
    assert!(!told.cookies.concat().contains("traveller="));
    let answer = open_page(site.clone(), &told.location).await;
    let longer = "/apply?nationality=SGP&amp;kind=ordinary&amp;longer=yes";
    assert!(answer.body.contains(longer), "{}", answer.body);
    // A month of a visa is no longer than thirty days without one.
    assert!(answer.body.contains("Only if 30 days are too short"));
    assert!(!answer.body.contains("Apply for a longer stay"));
    let other = "email=enya%40example.ie&nationality=SGP&kind=ordinary&longer=THA+ordinary";
    let told = post_form(site.clone(), "/act/start", other).await;
    assert_eq!(told.location, "/visa-need?nationality=SGP&kind=ordinary");
    let staying = "email=enya%40example.ie&nationality=SGP&kind=ordinary&longer=SGP+ordinary";
    let begun = post_form(site, "/act/start", staying).await;
    assert_eq!(begun.location, "/resume?nationality=SGP&kind=ordinary");
}

#[tokio::test]
async fn junk_bodies_break_nothing() {
    for junk in [
        "",
        "&&&",
        "=&=",
        "%%%=%zz",
        "traveller=1&surname[0]=x",
        "form[a][b]=c",
    ] {
        for name in [
            "start",
            "save-trip",
            "save-passport",
            "submit",
            "request-link",
            "withdraw",
        ] {
            let site = site(FakeService::drafting(), true);
            let answer = post_form(site, &format!("/act/{name}"), junk).await;
            assert!(
                answer.status.is_redirection(),
                "{} for {junk} at {name}",
                answer.status
            );
            assert!(
                !answer.location.contains("__err"),
                "{junk} at {name}: {}",
                answer.location
            );
        }
    }
    let site = site(FakeService::drafting(), true);
    let answer = post_form(site, "/act/save-trip", vec![0xff, 0xfe, b'=', 0x80]).await;
    assert!(answer.status.is_redirection(), "{}", answer.status);
}

#[tokio::test]
async fn after_the_card_page_it_is_said_what_became_of_the_money() {
    use domain::states::PaymentState as State;
    let at = async |path: &str, outcome| {
        let service = FakeService {
            outcome: Some(outcome),
            ..FakeService::drafting()
        };
        open_page(site(service, true), path).await
    };
    let (done, cancelled) = ("/pay/done", "/pay/cancelled");
    for (path, outcome, says) in [
        (done, (State::Paid, true, false), "Thank you"),
        (done, (State::Created, false, false), "Do not pay again"),
        (done, (State::Expired, false, true), "did not go through"),
        (done, (State::Disputed, true, false), "is disputed"),
        (done, (State::Paid, false, false), "We give all of it back"),
        (
            done,
            (State::Refunded, false, false),
            "We give all of it back",
        ),
        (
            cancelled,
            (State::Created, false, true),
            "You have not paid yet",
        ),
        (
            cancelled,
            (State::Created, false, false),
            "Do not pay again",
        ),
        (
            cancelled,
            (State::Expired, false, true),
            "You have not paid yet",
        ),
        (
            cancelled,
            (State::Paid, false, false),
            "We give all of it back",
        ),
    ] {
        let answer = at(path, outcome).await;
        assert_eq!(answer.status, StatusCode::OK, "{path} {outcome:?}");
        assert!(
            answer.body.contains(says),
            "{path} {outcome:?} {}",
            answer.body
        );
        let charged = !matches!(outcome.0, State::Created | State::Expired);
        assert!(!charged || !answer.body.contains("Nothing was charged"));
    }
    let paid = at(cancelled, (State::Paid, true, false)).await;
    assert_eq!(paid.location, "/status");
    // Whoever pays what was paid already is shown where it stands.
    let answer = post_form(site(FakeService::paid(), true), "/act/pay", "").await;
    assert_eq!(answer.location, "/status");
}

#[tokio::test]
async fn signing_out_everywhere_is_offered_and_keeps_this_browser() {
    let act = "/act/sign-out-everywhere";
    for (page, name) in [("/status", "status"), ("/apply/email", "email")] {
        let answer = open_page(site(FakeService::paid(), true), page).await;
        let form = format!("action=\"{act}\"");
        assert!(answer.body.contains(&form), "{page} {}", answer.body);
        assert!(
            answer
                .body
                .contains(&format!("name=\"page\" value=\"{name}\""))
        );

        let typed = format!("reference=KV-7Q2M-3DXA&page={name}");
        let ended = post_form(site(FakeService::paid(), true), act, typed).await;
        assert_eq!(ended.location, format!("{page}?everywhere=ended"));
        let cookies = ended.cookies.concat();
        assert!(
            cookies.contains("traveller=secret-of-session;"),
            "{cookies}"
        );
        let done = open_page(site(FakeService::paid(), true), &ended.location).await;
        assert!(done.body.contains("is open in this browser only"));

        // An error stands on the page from which it came.
        let typed = format!("page={name}");
        let refused = post_form(site(FakeService::paid(), true), act, typed).await;
        assert_eq!(refused.location, page);
        assert!(!refused.cookies.concat().contains("secret-of-session"));
    }
    let leaving = open_page(site(FakeService::paid(), true), "/leave").await;
    assert!(leaving.body.contains("Sign out everywhere"));
    let stranger = open_page(site(FakeService::paid(), false), "/leave").await;
    assert!(!stranger.body.contains("Sign out everywhere"));
}
