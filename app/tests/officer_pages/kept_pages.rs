//! What a traveller keeps on the phone: e-visa and V-Pass by their secret links.

use super::*;

#[tokio::test]
async fn a_pass_says_how_long_and_when_it_is_closed() {
    let seen = async |secret: &str| {
        let path = format!("/v/{secret}");
        let answer = page(router(None, Arc::default()), &path, "").await;
        answer.page.replace("<!>", "")
    };
    let open = seen("secret").await;
    for said in [
        "Stay until <strong>10 December 2026</strong>",
        "18 days left",
        "Tourist (T), single entry, 1 month",
        "Sunday, 22 November 2026",
        "data-weekday=\"7\"",
        "12 August 1974",
        "Utopia",
        "Show this code",
        "Kept on this phone, as of 22 November 2026",
        "noindex",
        "Specimen",
    ] {
        assert!(open.contains(said), "{said} in {open}");
    }
    // Its only script has the browser keep it.
    assert_eq!(open.matches("<script").count(), 1, "{open}");
    assert!(open.contains("src=\"/keep-pass.js\"") && open.contains("id=\"kept\""));
    // One picture, alone at its own address, and a way back.
    assert_eq!(open.matches("role=\"img\"").count(), 1);
    assert!(open.contains("id=\"code\"") && open.contains("href=\"#code\""));
    assert!(open.contains("Back to the page"));

    let closed = seen("departed").await;
    assert!(closed.contains("Closed") && closed.contains("Left Cambodia on 30 November 2026"));
    let over = seen("over").await;
    assert!(
        over.contains("Stay ended <strong>10 December 2026</strong>")
            && over.contains("2 days over")
    );
    for past in [closed, over] {
        assert!(
            !past.contains("Show this code") && !past.contains("days left"),
            "{past}"
        );
    }
    let unknown = page(router(None, Arc::default()), "/v/unknown", "").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.page.contains("class=\"top\""));
}

#[tokio::test]
async fn an_evisa_is_shown_by_its_secret_and_kept_as_a_pass_is() {
    let open = page(router(None, Arc::default()), "/e/secret", "")
        .await
        .page;
    for words in [
        "Enter on or before",
        "20 February 2027",
        "KV2600007",
        "Bavet, Phnom Penh airport",
        "data-state=\"open\"",
        "/e/secret/e-visa.pdf",
        "/e/secret/app.webmanifest",
        "Add to Home Screen",
    ] {
        assert!(open.contains(words), "{words}: {open}");
    }
    assert_eq!(open.matches("<script").count(), 1, "{open}");
    let used = page(router(None, Arc::default()), "/e/used", "").await.page;
    assert!(used.contains("Used for an entry") && used.contains("data-state=\"departed\""));
    for (secret, says) in [
        ("unknown", "This link to an e-Visa is not right"),
        ("void", "does not count any more"),
    ] {
        let gone = page(router(None, Arc::default()), &format!("/e/{secret}"), "").await;
        assert_eq!(gone.status, 404);
        assert!(gone.page.contains(says) && gone.page.contains("Open your application"));
    }
}

#[tokio::test]
async fn a_lost_pass_is_found_and_what_was_typed_stays() {
    let stranger = || router(None, Arc::default());
    let form = page(stranger(), "/lost-pass", "").await.page;
    assert!(form.contains("Day of entry") && form.contains("action=\"/act/lost-pass\""));
    let found = post_form(stranger(), "/act/lost-pass", "passport_number=L898902C3").await;
    assert_eq!(found.to, "/v/secret");
    let none = post_form(
        stranger(),
        "/act/lost-pass",
        "passport_number=OTHER&birth_day=12",
    )
    .await;
    assert_eq!(none.to, "/lost-pass");
    let cookie = none.cookies[0].split(';').next().unwrap().to_owned();
    let again = page(stranger(), "/lost-pass", &cookie).await.page;
    assert!(again.contains("fits all of this together"), "{again}");
    assert!(again.contains("value=\"OTHER\"") && again.contains("value=\"12\""));
    // At the desk: on the screen, and by mail.
    let officer = || router(Some(staff(&[Role::Border])), Arc::default());
    let shown = page(officer(), &format!("/border/pass/{CASE}"), "")
        .await
        .page;
    assert!(shown.contains("VP2600008") && shown.contains("May stay until 10 December 2026"));
    let sent = post_form(officer(), "/act/border/mail-pass", &format!("case={CASE}")).await;
    assert_eq!(sent.to, format!("/border/pass/{CASE}"));
}

#[tokio::test]
async fn a_code_that_nobody_can_verify_is_not_asked_for() {
    for path in ["/v/bad-key", "/e/bad-key"] {
        let seen = page(router(None, Arc::default()), path, "").await.page;
        assert!(seen.contains("cannot be verified any more"), "{seen}");
        assert!(!seen.contains("Show this code when asked"), "{seen}");
        assert!(!seen.contains("Tap it to enlarge"), "{seen}");
    }
}
