//! While the bank has not said what came of a payment, nothing changes that it pays for, and every page
//! says so.

use app::contract::{DeclarationForm, StepAnswers, TravellerService};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::states::{ApplicationState, PaymentState, PendingPayment};
use server::payments::settle;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_pages, with_sandbox]
    answers_stay_while_a_payment_is_on_its_way,
    a_draft_stays_while_a_payment_is_on_its_way,
    pages_say_that_a_payment_is_on_its_way,
);

fn stays() -> PortalError {
    PortalError::conflict("conflict-payment-on-its-way")
}

async fn answers_stay_while_a_payment_is_on_its_way(test: &TestPortal) {
    let portal = &test.portal;
    let applicant = test.submitted(&Traveller::group(2)).await;
    let application = applicant.traveller().unwrap();
    let reference = test.reference(&applicant).await;
    let page = portal.pay(&applicant, &reference).await.unwrap();
    let session = test.pay_later_at(&page).await;
    let payment = test.payments(application).await[0].id;
    settle(portal, payment).await.unwrap();
    let next = StepAnswers::Trip(test_support::cast::trip(test.today() + TimeDelta::days(1)));
    let second = test.cases(application).await[1].id;
    let photo = Traveller::anna().photo;
    let saved = test.try_to_save(&applicant, next.clone()).await;
    let pictured = portal.save_photo(&applicant, second, photo).await;
    for refused in [
        saved.err(),
        pictured.err(),
        test.remove(&applicant, second).await.err(),
        test.try_to_join(&applicant).await.err(),
        test.withdraw(second).await.err(),
    ] {
        assert_eq!(refused, Some(stays()));
    }
    let status = portal.status(&applicant).await.unwrap();
    assert_eq!(status.state, ApplicationState::Submitted);
    assert_eq!(status.pending, Some(PendingPayment::Bank));
    assert!(
        status
            .travellers
            .iter()
            .all(|one| one.kept_from_withdrawing.is_some())
    );
    test.finish_payment(&session, false).await;
    test.until_payment(application, PaymentState::Failed).await;
    test.save(&applicant, next).await;
    let status = portal.status(&applicant).await.unwrap();
    assert_eq!(status.state, ApplicationState::Draft);
}

/// The answers were changed while the card page was open, and it was completed before it was closed.
async fn a_draft_stays_while_a_payment_is_on_its_way(test: &TestPortal) {
    let portal = &test.portal;
    let applicant = test.submitted(&Traveller::group(2)).await;
    let application = applicant.traveller().unwrap();
    let reference = test.reference(&applicant).await;
    let page = portal.pay(&applicant, &reference).await.unwrap();
    let trip = |days| {
        let day = test.today() + TimeDelta::days(days);
        StepAnswers::Trip(test_support::cast::trip(day))
    };
    let session = test.pay_later_at(&page).await;
    test.save(&applicant, trip(1)).await;
    let payment = test.payments(application).await[0].id;
    settle(portal, payment).await.unwrap();

    let status = portal.status(&applicant).await.unwrap();
    assert_eq!(status.state, ApplicationState::Draft);
    assert_eq!(status.pending, Some(PendingPayment::Bank));
    let draft = portal.draft(&applicant).await.unwrap();
    assert!(!draft.is_open());
    let second = test.cases(application).await[1].id;
    let origin = draft.origin(app::contract::Step::Check);
    let declaration = DeclarationForm::default();
    let declared = portal.submit(&applicant, &origin, &declaration).await;
    for refused in [
        test.try_to_save(&applicant, trip(2)).await.err(),
        test.remove(&applicant, second).await.err(),
        declared.err(),
    ] {
        assert_eq!(refused, Some(stays()));
    }
    test.finish_payment(&session, true).await;
    test.until_payment(application, PaymentState::Refunded)
        .await;
    test.save(&applicant, trip(2)).await;
    test.declare_anew(&applicant).await;
    test.assert_books(application).await;
}

async fn pages_say_that_a_payment_is_on_its_way(test: &TestPortal) {
    let browser = test.apply(&Traveller::anna()).await;
    let application = test.only_application().await;
    let trip = browser.get("/apply/trip").await;
    let case = test.cases(application.id).await[0].id;
    let withdraw = browser.get(&format!("/withdraw/{case}")).await;
    withdraw.assert_says("Nothing has been paid for it");
    let page = test.declare(&browser).await.at;
    let session = test.pay_later_at(&page).await;
    let payment = test.payments(application.id).await[0].id;
    settle(&test.portal, payment).await.unwrap();

    let confirmed = "Your payment is being confirmed";
    for (path, at) in [
        ("/resume", "/status"),
        ("/pay", "/status"),
        ("/apply/travellers", "/status"),
        ("/apply/trip", "/apply/check"),
        ("/apply/check", "/apply/check"),
        (&format!("/apply/photo/{case}"), "/apply/check"),
        (&format!("/withdraw/{case}"), "/status"),
    ] {
        let page = browser.get(path).await;
        page.assert_at(at).assert_says(confirmed);
        for offer in [
            "Pay USD",
            "/act/pay",
            "/act/submit",
            "/act/save",
            "/act/withdraw",
        ] {
            assert!(!page.text.contains(offer), "{path}: {offer}");
        }
    }
    // Pages that were open before: what was typed is there again, and nothing is done.
    let typed = [("address", "ANOTHER HOTEL")];
    let page = browser.send(&trip, "/act/save-trip", &typed).await;
    page.assert_at("/apply/trip")
        .assert_says("ANOTHER HOTEL")
        .assert_says("so that nothing was changed");
    assert!(!page.words().contains("Correction"), "{}", page.words());
    browser
        .send(&withdraw, "/act/withdraw", &[])
        .await
        .assert_at("/status")
        .assert_says("so that nothing was changed")
        .assert_says(confirmed);
    // A form that does not say of which application it is pays for none.
    browser
        .post("/act/pay", &[])
        .await
        .assert_at("/status")
        .assert_says(confirmed);
    let stored = test.application(application.id).await;
    assert_eq!(stored.state(), ApplicationState::Submitted);
    let page = browser.get("/pay/done").await;
    page.assert_says(confirmed);
    for untrue in ["To pay", "Paid USD"] {
        assert!(!page.words().contains(untrue), "{}", page.words());
    }
    // Once it is paid, a page that was open is not saved either, and offers nothing to press in vain.
    test.finish_payment(&session, true).await;
    test.until_payment(application.id, PaymentState::Paid).await;
    let page = browser.send(&trip, "/act/save-trip", &typed).await;
    page.assert_at("/apply/trip")
        .assert_says("ANOTHER HOTEL")
        .assert_says("Nothing was saved");
    assert!(!page.text.contains("Save and continue"), "{}", page.words());
}
