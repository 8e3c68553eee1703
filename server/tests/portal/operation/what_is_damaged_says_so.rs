//! One encrypted value that cannot be read: what stands beside it is shown, and it says so itself. No page
//! breaks by it, and nothing is decided that would need it.

use app::contract::{
    BorderService, CaseAction, CheckFinding, RefundFilter, Role, StaffService, TravellerService,
};
use app::error::PortalError;
use domain::states::{CaseState, RefundState};
use reqwest::StatusCode;
use test_support::{Browser, DecideRefunds, TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    a_note_alone_cannot_be_read,
    without_a_readable_photo_nothing_is_granted;
    [with_pages, with_sandbox]
    a_document_is_shown_without_its_code,
    a_page_is_shown_without_its_photo,
);

const NO_NOTE: &str = "This note cannot be read";
const NO_RECORD: &str = "This record cannot be read";

async fn a_note_alone_cannot_be_read(test: &TestPortal) {
    let portal = &test.portal;
    let (reviewer, supervisor) = (test.reviewer().await, test.supervisor().await);
    let officer = test.officer().await;
    let damaged = test.paid(&Traveller::group(1)).await[0];
    let other = test.paid(&[Traveller::anna()]).await[0];
    for case in [damaged, other] {
        test.grant(&reviewer, case).await;
        let grounds = ["7.technical_fault", "23.a.9"];
        test.refuse(&officer, case, &grounds).await.unwrap();
    }
    let mut stored = portal.store.read().await.unwrap();
    let crossing = stored.crossings_of(damaged).await.unwrap()[0].id;
    drop(stored);
    test.damage(("crossings", "note"), crossing).await;

    let person = portal.person(&officer, damaged, "").await.unwrap();
    assert_eq!(person.crossings[0].note, NO_NOTE);
    let page = portal.case(&supervisor, damaged).await.unwrap();
    assert_eq!(page.crossings[0].note, NO_NOTE);
    let listed = portal.refunds(&supervisor, &RefundFilter::default()).await;
    let rows = listed.unwrap().rows;
    let row = |case| rows.iter().find(|row| row.case == Some(case)).unwrap();
    assert_eq!(row(damaged).officer_note, NO_NOTE);
    assert!(row(damaged).name.is_some());
    assert_ne!(row(other).officer_note, NO_NOTE);
    let (id, version) = (row(other).refund, row(other).version);
    portal
        .approve_refund(&supervisor, id, version)
        .await
        .unwrap();
    let (refund, version) = (row(damaged).refund, row(damaged).version);
    let declined = portal.decline_refund(&supervisor, refund, version).await;
    declined.unwrap();

    let mut stored = portal.store.read().await.unwrap();
    let note = stored.latest_refund_note(refund).await.unwrap().unwrap();
    drop(stored);
    test.damage(("refund_notes", "note"), note.id).await;
    let filter = RefundFilter {
        state: RefundState::Declined.as_str().to_owned(),
        ..RefundFilter::default()
    };
    let listed = portal.refunds(&supervisor, &filter).await.unwrap();
    assert_eq!(listed.rows[0].decision_note, NO_NOTE);
    let status = portal.status(&test.applicant(damaged).await).await.unwrap();
    let told = status.payments[0].refunds[0].note.as_deref();
    assert_eq!(told, Some(NO_NOTE));
}

async fn without_a_readable_photo_nothing_is_granted(test: &TestPortal) {
    let portal = &test.portal;
    let reviewer = test.reviewer().await;
    for gone in [true, false] {
        let case = test.paid(&Traveller::group(1)).await[0];
        test.act(&reviewer, CaseAction::Assign, case).await.unwrap();
        test.damage_photo(case, "", gone).await;
        let page = portal.case(&reviewer, case).await.unwrap();
        let findings: Vec<_> = page.checks.iter().map(|check| &check.finding).collect();
        assert!(findings.contains(&&CheckFinding::PhotoUnreadable));
        assert!(!findings.contains(&&CheckFinding::Photo));
        let refused = test.act(&reviewer, CaseAction::Grant, case).await;
        let why = PortalError::conflict("conflict-photo-unreadable");
        assert_eq!(refused, Err(why));
        assert_eq!(test.case(case).await.state(), CaseState::InReview);
        // A new one is what it takes.
        test.act(&reviewer, CaseAction::AskCorrection, case)
            .await
            .unwrap();
        test.put_photo(case).await;
        let page = portal.case(&reviewer, case).await.unwrap();
        assert!(
            page.checks
                .iter()
                .any(|check| check.finding == CheckFinding::Photo)
        );
    }
}

/// No such page is a fault of ours.
async fn says(browser: &Browser, path: &str, status: StatusCode, says: &str) {
    let page = browser.get(path).await;
    assert_eq!(page.status, status, "{path}: {}", page.words());
    page.assert_says(says);
}

async fn a_document_is_shown_without_its_code(test: &TestPortal) {
    let case = test.paid(&[Traveller::anna()]).await[0];
    test.grant(&test.reviewer().await, case).await;
    let visa = test.visa(case).await.id;
    test.damage(("visas", "seal"), visa).await;
    let anybody = test.browser();
    let path = format!("/e/{}", test.portal.vault.visa_secret(visa));
    let no_code = "The code of this document cannot be read";
    says(&anybody, &path, StatusCode::OK, no_code).await;
    let pdf = format!("{path}/e-visa.pdf");
    says(&anybody, &pdf, StatusCode::CONFLICT, NO_RECORD).await;

    test.admit(&test.officer().await, case).await.unwrap();
    let pass = test.pass(case).await.id;
    let path = format!("/v/{}", test.portal.vault.pass_secret(pass));
    let officer = test.sign_in("desk", Role::Border).await;
    let desk = format!("/border/pass/{case}");
    says(&officer, &desk, StatusCode::OK, "Mail the V-Pass again").await;
    test.damage(("passes", "seal"), pass).await;
    says(&anybody, &path, StatusCode::OK, no_code).await;
    let pdf = format!("{path}/pass.pdf");
    says(&anybody, &pdf, StatusCode::CONFLICT, NO_RECORD).await;
    let no_code = "The code of this V-Pass cannot be read";
    says(&officer, &desk, StatusCode::OK, no_code).await;
    let form = [("case", &*case.to_string())];
    let page = officer.post("/act/border/mail-pass", &form).await;
    page.assert_says(NO_RECORD);
    let person = format!("/border/person/{case}");
    assert_eq!(officer.get(&person).await.status, StatusCode::OK);
    test.damage(("cases", "document"), case).await;
    let page = officer.get(&person).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    page.assert_says("Find another traveller");
}

async fn a_page_is_shown_without_its_photo(test: &TestPortal) {
    let case = test.paid(&[Traveller::anna()]).await[0];
    test.grant(&test.reviewer().await, case).await;
    let visa = test.visa(case).await.id;
    let evisa = format!("/e/{}", test.portal.vault.visa_secret(visa));
    let reviewer = test.sign_in("reviews", Role::Reviewer).await;
    let page = format!("/staff/cases/{case}");
    test.damage_photo(case, "-small", false).await;
    let well = "There is a photo of the right form";
    says(&reviewer, &page, StatusCode::OK, well).await;
    test.damage_photo(case, "", false).await;
    says(&reviewer, &page, StatusCode::OK, "The photo cannot be read").await;
    let photo = format!("{page}/photo");
    says(&reviewer, &photo, StatusCode::CONFLICT, NO_RECORD).await;
    let anybody = test.browser();
    says(&anybody, &evisa, StatusCode::OK, "e-Visa").await;
    let pdf = format!("{evisa}/e-visa.pdf");
    says(&anybody, &pdf, StatusCode::CONFLICT, NO_RECORD).await;
    test.damage_photo(case, "", true).await;
    says(&anybody, &pdf, StatusCode::CONFLICT, NO_RECORD).await;
    says(&reviewer, &photo, StatusCode::CONFLICT, NO_RECORD).await;
}
