//! Two windows of one application that act at the same moment; and who was taken out of it.

use app::contract::{AddTravellerForm, Step, TravellerService};
use app::error::{PortalError, Result};
use domain::states::ApplicationState;
use test_support::cast::GOOD_CARD;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    of_two_acts_at_once_one_sees_the_other,
    who_was_taken_out_is_not_called_withdrawn,
);

/// Two pages of one application, sent at the same moment.
async fn of_two_acts_at_once_one_sees_the_other(test: &TestPortal) {
    let portal = &test.portal;
    // The first withdraws while the second is taken out.
    for _ in 0..4 {
        let applicant = test.submitted(&Traveller::group(2)).await;
        let application = applicant.traveller().unwrap();
        let cases = test.cases(application).await;
        let (withdrawn, removed) = tokio::join!(
            test.withdraw(cases[0].id),
            test.remove(&applicant, cases[1].id)
        );
        assert!(withdrawn.is_ok() || removed.is_ok());
        let draft = portal.draft(&applicant).await.unwrap();
        let closed = test.application(application).await.state() == ApplicationState::Closed;
        assert!(
            closed || !draft.travellers.is_empty(),
            "{withdrawn:?} {removed:?}"
        );
    }
    // One page that adds somebody is sent three times.
    let applicant = test.started("anna@mail.example").await;
    let origin = portal
        .draft(&applicant)
        .await
        .unwrap()
        .origin(Step::Travellers);
    let form = AddTravellerForm {
        passport: "own".to_owned(),
        ..AddTravellerForm::default()
    };
    let add = || portal.add_traveller(&applicant, &origin, &form);
    let (one, two, three) = tokio::join!(add(), add(), add());
    let answers = [one, two, three];
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let changed = PortalError::conflict("conflict-travellers-changed");
    let refused = answers.into_iter().filter_map(Result::err);
    assert_eq!(refused.collect::<Vec<_>>(), [changed.clone(), changed]);
}

/// Whoever is taken out before it is sent is nobody's news, though the books keep them.
async fn who_was_taken_out_is_not_called_withdrawn(test: &TestPortal) {
    let applicant = test.submitted(&Traveller::group(2)).await;
    let application = applicant.traveller().unwrap();
    let reference = test.reference(&applicant).await;
    test.portal.pay(&applicant, &reference).await.unwrap();
    let second = test.cases(application).await[1].id;
    test.remove(&applicant, second).await.unwrap();
    let status = test.portal.status(&applicant).await.unwrap();
    assert_eq!(status.travellers.len(), 1);
    assert_eq!(test.cases(application).await.len(), 2);
    test.declare_anew(&applicant).await;
    let page = test.portal.pay(&applicant, &reference).await.unwrap();
    assert_eq!(test.pay_at(&page, GOOD_CARD).await, "paid");
    test.until_paid(application).await;
    test.assert_books(application).await;
    // Who withdraws is told so, however often it is pressed.
    let first = test.cases(application).await[0].id;
    test.withdraw(first).await.unwrap();
    test.withdraw(first).await.unwrap();
    assert_eq!(test.count_told(application, "case.withdrawn").await, 1);
}
