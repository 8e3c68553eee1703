//! The desk of five seconds: one box, one press.

use app::contract::{BorderService, CrossingForm, FindForm, Role};
use app::error::PortalError;
use domain::states::StayState;
use serde_json::json;
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    the_number_of_a_document_opens_its_holder,
    all_on_one_passport_are_admitted_or_nobody,
    a_family_of_two_enters_together,
);

async fn the_number_of_a_document_opens_its_holder(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    let cases = test.paid(&[Traveller::eriksson(), Traveller::lars()]).await;
    for case in &cases {
        test.grant(&reviewer, *case).await;
    }
    let find = async |query: &str| {
        let query = query.to_owned();
        test.portal.find(&officer, &FindForm { query }).await
    };
    test.admit(&officer, cases[1]).await.unwrap();
    let visa = test.visa(cases[0]).await.number;
    let pass = test.pass(cases[1]).await.number;
    // Both are on one passport; the number says which of them.
    for (number, case) in [(visa, cases[0]), (pass, cases[1])] {
        let spelled = number.to_lowercase().replace('0', "o");
        let found = find(&format!(" {spelled} ")).await.unwrap();
        assert_eq!(found.only, Some(case));
        assert!(!found.scanned);
    }
    // Their pages too, as the holder opened them.
    let evisa = test.portal.vault.visa_secret(test.visa(cases[0]).await.id);
    let pass = test.portal.vault.pass_secret(test.pass(cases[1]).await.id);
    for (page, case) in [("e", &evisa, cases[0]), ("v", &pass, cases[1])]
        .map(|(kind, secret, case)| (format!("{}/{kind}/{secret}", test.url), case))
    {
        let found = find(&page).await.unwrap();
        assert_eq!((found.only, found.scanned), (Some(case), false));
    }
    match find(&format!("{}/e/{}", test.url, &evisa[..20])).await {
        Err(PortalError::Invalid(errors)) => {
            assert_eq!(errors[0].message, "field-error-find-page");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(find("KV0000000").await.unwrap_err(), PortalError::NotFound);
    // The passport is the adult's, beside whom the child is shown.
    let both = find("L898902C3 UTO").await.unwrap();
    assert_eq!(both.only, Some(cases[0]));
    let all = test.portal.people(&officer, &both.key).await.unwrap();
    assert_eq!(all.rows.len(), 2);
    let family = find(&all.rows[0].reference).await.unwrap();
    assert_eq!(family.only, None);
}

async fn all_on_one_passport_are_admitted_or_nobody(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    let other = Traveller {
        passport_number: "OTHER1234".to_owned(),
        ..Traveller::eriksson()
    };
    let cases = test
        .paid(&[Traveller::eriksson(), Traveller::lars(), other])
        .await;
    for case in &cases {
        test.grant(&reviewer, *case).await;
    }
    let view = async |case| test.portal.person(&officer, case, "").await.unwrap();
    let adult = view(cases[0]).await;
    let shown: Vec<_> = adult.companions.iter().map(|one| one.row.case).collect();
    assert_eq!(shown, [cases[1]]);
    assert_eq!(test.last_event(cases[1], "border.viewed").await, json!({}));
    let with = |case: Uuid, version: i64| format!("{case}:{version}");
    let admit = async |with: String| {
        let form = CrossingForm {
            with,
            ..test.crossing(cases[0]).await
        };
        test.portal.admit(&officer, &form).await
    };

    // All of them or nobody: a version that is old, somebody on another passport, nonsense.
    let old = admit(with(cases[1], adult.companions[0].version - 1)).await;
    assert_eq!(old, Err(PortalError::conflict("conflict-case-changed")));
    let version = test.case(cases[2]).await.version;
    let stranger = admit(with(cases[2], version)).await;
    assert_eq!(stranger, Err(PortalError::NotFound));
    assert!(admit("x:y".to_owned()).await.is_err());
    assert!(view(cases[0]).await.row.stay.is_none());

    // What stands against the child is decided on the child's page.
    test.refuse(&officer, cases[1], &["23.a.1"]).await.unwrap();
    let again = with(cases[1], test.case(cases[1]).await.version);
    let refused = admit(again).await;
    assert_eq!(refused, Err(PortalError::conflict("conflict-companion")));
    assert!(view(cases[0]).await.row.stay.is_none());
}

async fn a_family_of_two_enters_together(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    let cases = test.paid(&[Traveller::eriksson(), Traveller::lars()]).await;
    for case in &cases {
        test.grant(&reviewer, *case).await;
    }
    let adult = test.portal.person(&officer, cases[0], "").await.unwrap();
    let form = CrossingForm {
        with: format!("{}:{}", cases[1], adult.companions[0].version),
        ..test.crossing(cases[0]).await
    };
    test.portal.admit(&officer, &form).await.unwrap();
    for case in cases.clone() {
        assert_eq!(test.stay(case).await.state(), StayState::Open);
        assert_eq!(
            test.last_event(case, "pass.issued").await["pass"],
            json!(test.pass(case).await.id)
        );
    }
    // Nobody enters twice by pressing twice, here or at another desk.
    test.portal.admit(&officer, &form).await.unwrap();
    let other = test.staff("other", &[Role::Border]).await;
    let twice = test.portal.admit(&other, &form).await;
    assert_eq!(twice, Err(PortalError::conflict("conflict-case-changed")));
    for case in cases {
        let told = test.told_of_case(case).await;
        let admitted = told.iter().filter(|told| *told == "border.admitted");
        // Both are of one application.
        assert_eq!(admitted.count(), 2);
    }
}
