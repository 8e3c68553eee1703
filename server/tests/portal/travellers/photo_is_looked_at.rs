//! A photo is looked at before anybody goes on: kept, or cut anew from what was uploaded, which goes
//! as soon as the photo is final.

use app::contract::{
    Caller, CaseAction, DraftTraveller, FormOrigin, StaffService, Step, TravellerService,
};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::photo::{PhotoChoice, Source};
use server::services::traveller::photo;
use server::worker::retention;
use std::path::PathBuf;
use test_support::answers::faults;
use test_support::cast::{GOOD_CARD, portrait};
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    []
    it_is_turned_and_cut_before_going_on,
    a_form_of_another_photo_changes_nothing,
    what_was_uploaded_goes_with_its_draft;
    [with_sandbox]
    what_was_uploaded_goes_once_the_photo_is_final,
    the_same_photo_again_is_no_change;
    [with_pages]
    the_page_says_what_was_done
);

/// A draft whose traveller has a photo.
async fn photographed(test: &TestPortal) -> (Caller, Uuid) {
    let caller = test.started("photo@mail.example").await;
    let id = traveller(test, &caller).await.id;
    let saved = test.portal.save_photo(&caller, id, portrait()).await;
    assert!(saved.unwrap().errors.is_empty());
    (caller, id)
}

async fn traveller(test: &TestPortal, caller: &Caller) -> DraftTraveller {
    let mut draft = test.portal.draft(caller).await.unwrap();
    draft.travellers.remove(0)
}

async fn origin(test: &TestPortal, caller: &Caller, id: Uuid) -> FormOrigin {
    let draft = test.portal.draft(caller).await.unwrap();
    draft.origin(Step::Photo(id))
}

async fn bytes(test: &TestPortal, caller: &Caller, id: Uuid) -> Vec<u8> {
    test.portal.photo(caller, id).await.unwrap().bytes
}

async fn original(test: &TestPortal, case: Uuid) -> PathBuf {
    let name = test.case(case).await.photo_original.unwrap();
    test.original_file(&name)
}

async fn it_is_turned_and_cut_before_going_on(test: &TestPortal) {
    let portal = &test.portal;
    let (caller, id) = photographed(test).await;
    let source = traveller(test, &caller).await.photo_source;
    assert_eq!(source, Some(Source::of(1500, 1500)));
    let overview = portal.photo_overview(&caller, id).await.unwrap();
    assert!(overview.bytes.len() < 60_000);
    let first = bytes(test, &caller, id).await;
    let row = test.case(id).await;
    let (photo, kept) = (row.photo.unwrap(), original(test, id).await);
    for choice in [
        PhotoChoice::TurnRight,
        PhotoChoice::Nearer,
        PhotoChoice::Left,
    ] {
        let before = bytes(test, &caller, id).await;
        let origin = origin(test, &caller, id).await;
        let adjusted = portal.adjust_photo(&caller, id, &origin, choice).await;
        adjusted.unwrap();
        assert_ne!(bytes(test, &caller, id).await, before, "{choice}");
    }
    let crop = traveller(test, &caller).await.photo_source.unwrap().crop;
    assert_eq!((crop.turns, crop.size, crop.across), (1, 80, 0));
    assert!(!test.photo_file(&photo).exists(), "the former photo");
    assert_eq!(original(test, id).await, kept, "the same original");
    assert!(kept.exists());

    // What holds already is done; back again it is as it was, but for its second encoding.
    let shown = origin(test, &caller, id).await;
    let again = portal.adjust_photo(&caller, id, &shown, PhotoChoice::Left);
    again.await.unwrap();
    assert_eq!(origin(test, &caller, id).await, shown);
    let turned = portal.adjust_photo(&caller, id, &shown, PhotoChoice::TurnLeft);
    turned.await.unwrap();
    let source = traveller(test, &caller).await.photo_source;
    assert_eq!(source, Some(Source::of(1500, 1500)));
    assert_ne!(bytes(test, &caller, id).await, first);

    let shown = origin(test, &caller, id).await;
    let kept = portal.keep_photo(&caller, id, &shown).await.unwrap();
    let next = portal.draft(&caller).await.unwrap().next_step();
    assert_eq!((kept.next, kept.sent), (next, false));
    let told = test.told_of_case(id).await;
    assert_eq!(told.iter().filter(|told| *told == "photo.saved").count(), 1);
    assert_eq!(
        told.iter().filter(|told| *told == "photo.adjusted").count(),
        4
    );
}

async fn a_form_of_another_photo_changes_nothing(test: &TestPortal) {
    let portal = &test.portal;
    let (caller, id) = photographed(test).await;
    let shown = origin(test, &caller, id).await;
    let first = original(test, id).await;
    // In another window it is replaced.
    let replaced = photo::save(portal, &caller, id, Some(&shown), portrait()).await;
    replaced.unwrap();
    assert!(!first.exists());
    let before = test.case(id).await;
    let changed = Some(PortalError::conflict("conflict-photo-changed"));
    let kept = portal.keep_photo(&caller, id, &shown).await.err();
    assert_eq!(kept, changed);
    let turned = portal.adjust_photo(&caller, id, &shown, PhotoChoice::TurnLeft);
    assert_eq!(turned.await.err(), changed);
    let sent = photo::save(portal, &caller, id, Some(&shown), portrait()).await;
    assert_eq!(sent.err(), changed);
    let now = test.case(id).await;
    assert_eq!((now.photo, now.version), (before.photo, before.version));

    // Nor does a form of another application, nor a part that the picture does not have.
    let mut foreign = origin(test, &caller, id).await;
    foreign.reference.push('X');
    let kept = portal.keep_photo(&caller, id, &foreign).await.err();
    assert!(matches!(kept, Some(PortalError::OtherApplication { .. })));
    let shown = origin(test, &caller, id).await;
    let lower = portal.adjust_photo(&caller, id, &shown, PhotoChoice::Lower);
    let impossible = Some(PortalError::conflict("conflict-photo-part"));
    assert_eq!(lower.await.err(), impossible);
    let other = test.started("other@mail.example").await;
    let kept = portal.keep_photo(&other, id, &shown).await.err();
    assert!(kept.is_some());
    let overview = portal.photo_overview(&other, id).await.err();
    assert_eq!(overview, Some(PortalError::NotFound));
}

async fn what_was_uploaded_goes_with_its_draft(test: &TestPortal) {
    let portal = &test.portal;
    let (caller, id) = photographed(test).await;
    let kept = original(test, id).await;
    test.advance(TimeDelta::days(29)).await;
    retention::run(portal).await.unwrap();
    assert!(kept.exists());
    test.advance(TimeDelta::days(2)).await;
    retention::run(portal).await.unwrap();
    assert!(!kept.exists());
    assert_eq!(test.case(id).await.photo_original, None);
    assert!(portal.draft(&caller).await.is_err());
}

async fn what_was_uploaded_goes_once_the_photo_is_final(test: &TestPortal) {
    let portal = &test.portal;
    let applicant = test.submitted(&[Traveller::anna()]).await;
    let case = portal.draft(&applicant).await.unwrap().travellers[0].id;
    let kept = original(test, case).await;
    retention::run(portal).await.unwrap();
    assert!(kept.exists(), "until the fee is paid it may be changed");
    test.pay_for(&applicant, GOOD_CARD).await;
    let before = test.case(case).await;
    retention::run(portal).await.unwrap();
    assert!(!kept.exists());
    let row = test.case(case).await;
    assert_eq!(
        (row.photo_original.as_deref(), row.version),
        (None, before.version)
    );
    assert!(test.photo_file(row.photo.as_deref().unwrap()).exists());

    // A correction opens the photo again, until it is given back.
    let reviewer = test.reviewer().await;
    for action in [CaseAction::Assign, CaseAction::AskCorrection] {
        test.act(&reviewer, action, case).await.unwrap();
    }
    let shown = origin(test, &applicant, case).await;
    let turned = portal.adjust_photo(&applicant, case, &shown, PhotoChoice::TurnLeft);
    let gone = Some(PortalError::conflict("conflict-photo-original-gone"));
    assert_eq!(turned.await.err(), gone);
    let saved = portal.save_photo(&applicant, case, portrait()).await;
    saved.unwrap();
    let kept = original(test, case).await;
    retention::run(portal).await.unwrap();
    let shown = origin(test, &applicant, case).await;
    let turned = portal.adjust_photo(&applicant, case, &shown, PhotoChoice::TurnLeft);
    turned.await.unwrap();
    let shown = origin(test, &applicant, case).await;
    let saved = portal.keep_photo(&applicant, case, &shown).await.unwrap();
    assert!(saved.sent);
    test.send_correction(&applicant, case).await.unwrap();
    retention::run(portal).await.unwrap();
    assert!(!kept.exists());
}

/// A correction by which the same file is sent again is none.
async fn the_same_photo_again_is_no_change(test: &TestPortal) {
    let portal = &test.portal;
    let anna = Traveller::anna();
    let case = test.paid(std::slice::from_ref(&anna)).await[0];
    let applicant = test.applicant(case).await;
    let reviewer = test.reviewer().await;
    for action in [CaseAction::Assign, CaseAction::AskCorrection] {
        test.act(&reviewer, action, case).await.unwrap();
    }
    let changes = async || {
        let status = portal.status(&applicant).await.unwrap();
        status.travellers[0].correction.clone().unwrap().changes
    };
    for (photo, changed) in [
        (anna.photo.clone(), 0),
        (portrait(), 1),
        (anna.photo.clone(), 0),
    ] {
        portal.save_photo(&applicant, case, photo).await.unwrap();
        assert_eq!(changes().await, Some(changed));
        let view = portal.case(&reviewer, case).await.unwrap();
        assert_eq!(view.correction.unwrap().photo_changed, changed == 1);
    }
    let sent = test.send_correction(&applicant, case).await;
    assert_eq!(faults(sent), [format!("correction-{case}")]);
}

async fn the_page_says_what_was_done(test: &TestPortal) {
    let browser = test.browser();
    let page = browser
        .post("/act/start", &test_support::start_form("page@mail.example"))
        .await;
    let address = page.path().replace("passport", "photo");
    browser.get(&address).await.assert_says("Your photo");
    let first = browser.upload(&address, "photo", portrait()).await;
    first.assert_at(&address).assert_says("The photo is saved.");
    let page = browser
        .send(&first, "/act/adjust-photo", &[("choice", "turn-left")])
        .await;
    page.assert_at(&address)
        .assert_says("The photo was turned.");
    assert!(
        page.text
            .contains("<title>The photo was turned. Is the photo good?")
    );
    let page = browser.get(&address).await;
    assert!(!page.words().contains("turned"), "once only");
    for (act, choice) in [("keep-photo", ""), ("adjust-photo", "nearer")] {
        let page = browser
            .send(&first, &format!("/act/{act}"), &[("choice", choice)])
            .await;
        page.assert_at(&address);
        page.assert_says("The photo was changed in another window");
    }
    let page = browser.get(&address).await;
    let next = browser.send(&page, "/act/keep-photo", &[]).await;
    next.assert_at(&address.replace("photo", "passport"));
}
