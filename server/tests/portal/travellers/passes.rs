//! The V-Pass behind its secret address, and verification on the server.

use app::contract::{Caller, Role, SealVerdict, TravellerService, Verifier};
use app::error::PortalError;
use chrono::{Days, NaiveDate, TimeDelta};
use domain::calendar::start_of_day;
use domain::doc9303::seal::SealList;
use domain::reference::Reference;
use domain::states::{StayState, VisaState};
use server::commands::keys::renew_seal;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    []
    guessing_references_and_filling_mailboxes_is_throttled,
    guessing_secrets_is_throttled_and_holders_are_not;
    [with_sandbox]
    a_document_that_is_over_is_never_valid,
    a_pass_shows_itself_verifies_and_closes,
    an_evisa_has_a_page_by_its_secret_link,
    a_page_says_that_the_key_of_its_code_was_withdrawn;
    [with_sandbox, with_pages]
    a_page_on_the_home_screen_opens_itself,
);

/// The key was stolen: nobody can verify the code any more, and its holder is told before the border.
async fn a_page_says_that_the_key_of_its_code_was_withdrawn(test: &TestPortal) {
    let (reviewer, officer) = (test.reviewer().await, test.officer().await);
    let case = test.paid(&[Traveller::anna()]).await[0];
    test.grant(&reviewer, case).await;
    let visa = test.portal.vault.visa_secret(test.visa(case).await.id);
    let anyone = Caller::default();
    let before = test.portal.evisa_page(&anyone, &visa).await.unwrap();
    assert!(before.has_good_key);
    test.admit(&officer, case).await.unwrap();
    let pass = test.pass(case).await.id;
    let pass = test.portal.vault.pass_secret(pass);
    renew_seal(&test.portal.config, &test.portal.rng, true).unwrap();
    let after = test.process(|_| {}).build().await.unwrap();
    let evisa = after.evisa_page(&anyone, &visa).await.unwrap();
    let pass = after.pass(&anyone, &pass).await.unwrap();
    assert!(!evisa.has_good_key && !pass.has_good_key);
}

async fn an_evisa_has_a_page_by_its_secret_link(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    let anna = Traveller::anna();
    let case = test.paid(std::slice::from_ref(&anna)).await[0];
    test.grant(&reviewer, case).await;
    test.work().await;
    let mail = test.mail_saying(&anna.email, "visa granted").await;
    let link = mail.link(&test.url, "/e/");
    let secret = link.rsplit('/').next().unwrap();
    let anyone = Caller::default();
    let open = async || test.portal.evisa_page(&anyone, secret).await;
    let view = open().await.unwrap();
    assert_eq!(view.state, VisaState::Valid);
    assert_eq!(view.number, test.visa(case).await.number);
    let report = test.portal.verify(&view.seal_url).await.unwrap();
    assert_eq!(report.code, "VALID");
    let pdf = test.portal.evisa_page_pdf(&anyone, secret).await.unwrap();
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    // One sign changed is somebody else's, and nobody's.
    for place in [0, 20, 30, 42] {
        let mut other = secret.as_bytes().to_vec();
        other[place] = if other[place] == b'A' { b'B' } else { b'A' };
        let other = String::from_utf8(other).unwrap();
        let miss = test.portal.evisa_page(&anyone, &other).await.err();
        assert_eq!(miss, Some(PortalError::NotFound), "{place}");
    }
    test.admit(&officer, case).await.unwrap();
    assert_eq!(open().await.unwrap().state, VisaState::Used);
    test.depart(&officer, case).await.unwrap();
    // Void after a refusal: the page says so, and a phone forgets it.
    let eriksson = test.paid(&[Traveller::eriksson()]).await[0];
    let second = test.staff("second", &[Role::Reviewer]).await;
    test.grant(&second, eriksson).await;
    let visa = test.visa(eriksson).await.id;
    test.refuse(&officer, eriksson, &["7.technical_fault"])
        .await
        .unwrap();
    let secret = test.portal.vault.visa_secret(visa);
    let void = test.portal.evisa_page(&anyone, &secret).await.err();
    assert_eq!(void, Some(PortalError::conflict("conflict-evisa-void")));
}

async fn a_page_on_the_home_screen_opens_itself(test: &TestPortal) {
    let phone = test.browser();
    for page in ["/v/0123456789abcdefghijkl", "/e/0123456789abcdefghijkl"] {
        let manifest = phone.get(&format!("{page}/app.webmanifest")).await;
        let manifest: serde_json::Value = serde_json::from_str(&manifest.text).unwrap();
        assert_eq!(manifest["start_url"], page);
        assert_eq!(manifest["display"], "standalone");
        let purposes = manifest["icons"].as_array().unwrap().iter();
        let purposes: Vec<_> = purposes.map(|icon| &icon["purpose"]).collect();
        assert_eq!(purposes, ["any", "any", "maskable"]);
    }
}

async fn a_pass_shows_itself_verifies_and_closes(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    test.grant(&reviewer, case).await;
    test.admit(&officer, case).await.unwrap();
    let pass = test.pass(case).await;
    let secret = test.portal.vault.pass_secret(pass.id);
    let anyone = Caller::default();
    let view = test.portal.pass(&anyone, &secret).await.unwrap();
    let name = (view.surname.as_str(), view.given_names.as_str());
    assert_eq!(name, ("Eriksson", "Anna Maria"));
    assert_eq!(
        (view.nationality.as_str(), view.today),
        ("Utopia (specimen)", test.today())
    );
    assert_eq!(view.state, StayState::Open);
    let code = view.code.as_ref().unwrap();
    assert!(code.side > 8 && code.path.starts_with('M'));
    assert!(view.photo.starts_with("data:image/jpeg;base64,"));
    assert_eq!(view.number, pass.number);

    let report = test.portal.verify(&view.seal_url).await.unwrap();
    assert_eq!(report.code, "VALID");
    let keys = app::seal_report::keys(&test.portal.keys().await.unwrap()).unwrap();
    let today = test.today();
    let list = test.portal.seal_list().await.unwrap();
    let list = SealList::decode(&list, &keys, today).unwrap();
    let offline = app::seal_report::report_of(&view.seal_url, &keys, today, Some(&list));
    assert_eq!(offline.code, "VALID");

    // The e-visa beside it is used, by the server and by the published list alike.
    let evisa = test.visa_seal(case).await;
    let evisa = test.portal.documents.seal_url(&evisa);
    let report = test.portal.verify(&evisa).await.unwrap();
    assert_eq!(report.verdict, SealVerdict::Used);
    let offline = app::seal_report::report_of(&evisa, &keys, today, Some(&list));
    assert_eq!(offline.verdict, SealVerdict::Used);

    test.depart(&officer, case).await.unwrap();
    let closed = test.portal.pass(&anyone, &secret).await.unwrap();
    assert_eq!(closed.state, StayState::Departed);
    let report = test.portal.verify(&view.seal_url).await.unwrap();
    assert_eq!(report.code, "REVOKED");
    let list = test.portal.seal_list().await.unwrap();
    let list = SealList::decode(&list, &keys, today).unwrap();
    let offline = app::seal_report::report_of(&view.seal_url, &keys, today, Some(&list));
    assert_eq!(offline.code, "REVOKED");
    assert_eq!(report.verdict, SealVerdict::Departed);
    assert_eq!(offline.verdict, SealVerdict::Departed);
}

async fn a_document_that_is_over_is_never_valid(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    let cases = test.paid(&Traveller::group(2)).await;
    for case in &cases {
        test.grant(&reviewer, *case).await;
    }
    test.admit(&officer, cases[0]).await.unwrap();
    let pass = test.pass_view(cases[0]).await;
    let until = test.visa(cases[1]).await.valid_until;
    let evisa = test.visa_seal(cases[1]).await;
    let evisa = test.portal.documents.seal_url(&evisa);
    let verdict = async |seal: &str| test.portal.verify(seal).await.unwrap().verdict;
    let at = async |day: NaiveDate| {
        let noon = start_of_day(day) + TimeDelta::hours(12);
        test.advance(noon - test.now()).await;
    };
    at(pass.last_permitted_day).await;
    assert_eq!(verdict(&pass.seal_url).await, SealVerdict::InForce);
    at(pass.last_permitted_day + Days::new(1)).await;
    let over = SealVerdict::StayEnded(pass.last_permitted_day);
    assert_eq!(verdict(&pass.seal_url).await, over);
    assert_eq!(verdict(&evisa).await, SealVerdict::InForce);
    at(until + Days::new(1)).await;
    assert_eq!(verdict(&evisa).await, SealVerdict::Expired(until));
}

async fn guessing_secrets_is_throttled_and_holders_are_not(test: &TestPortal) {
    let guesser = Caller {
        address: Some("192.0.2.7".parse().unwrap()),
        ..Caller::default()
    };
    let mut throttled = false;
    for n in 0..30 {
        let miss = test.portal.pass(&guesser, &format!("guess-{n}")).await;
        match miss.unwrap_err() {
            PortalError::NotFound => assert!(!throttled),
            PortalError::TooManyTries { .. } => throttled = true,
            other => panic!("{other:?}"),
        }
    }
    assert!(throttled);
    let other = Caller {
        address: Some("192.0.2.8".parse().unwrap()),
        ..Caller::default()
    };
    let miss = test.portal.pass(&other, "guess").await.unwrap_err();
    assert_eq!(miss, PortalError::NotFound);
}

async fn guessing_references_and_filling_mailboxes_is_throttled(test: &TestPortal) {
    let portal = &test.portal;
    let from = |last: u8| Caller {
        address: Some(std::net::IpAddr::from([192, 0, 2, last])),
        ..Caller::default()
    };
    // From one address, whatever is guessed; right and wrong get the same answer until then.
    let mut answers = Vec::new();
    for n in 0..20_u64 {
        let reference = Reference::from_random(n).to_string();
        let email = format!("somebody-{n}@mail.example");
        answers.push(portal.request_link(&from(7), &reference, &email).await);
    }
    assert!(answers[0].is_ok());
    assert!(matches!(
        answers.last(),
        Some(Err(PortalError::TooManyTries { .. }))
    ));
    // From one address into one mailbox, however it is written.
    let mut taken = 0;
    for mailbox in ["victim", "Victim", "victim+1"].repeat(4) {
        let email = format!("{mailbox}@mail.example");
        let begun = test.start_at(from(10), &email).await;
        taken += usize::from(begun.is_ok());
    }
    assert_eq!(taken, 5);
    // From many addresses: its owner is not kept out, and the mailbox is not filled.
    for n in 11..100 {
        let begun = test.start_at(from(n), "victim@mail.example").await;
        assert!(begun.is_ok(), "from address {n}");
    }
    let mut db = portal.store.autocommit().await.unwrap();
    let jobs = db.count_jobs().await.unwrap();
    let mails: i64 = jobs.iter().map(|(_, count)| count).sum();
    assert!((40..50).contains(&mails), "{jobs:?}");
}
