//! Who was refused, or shows a forged code, is admitted with a reason only.

use super::refusals::{granted, refuse};
use app::contract::{
    BorderService, CheckFinding, CheckOutcome, CrossingForm, FindForm, SealVerdict, StaffService,
};
use app::error::PortalError;
use chrono::TimeDelta;
use domain::doc9303::seal::SubIndication;
use domain::law::Ground;
use domain::roles::Role;
use serde_json::json;
use server::commands::keys::renew_seal;
use test_support::answers::faults;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    a_refusal_stands_until_an_officer_admits_with_a_reason,
    a_second_application_does_not_make_a_refusal_forgotten,
    a_new_passport_does_not_make_a_refusal_forgotten,
    an_admission_dated_before_the_refusal_needs_the_reason_too,
    a_forged_code_admits_nobody_without_a_reason,
    a_forged_code_is_told_at_every_desk_for_a_day,
    a_code_changed_anywhere_is_called_forged,
    a_genuine_code_of_a_revoked_key_is_not_called_forged,
);

async fn a_refusal_stands_until_an_officer_admits_with_a_reason(test: &TestPortal) {
    let (cases, officer, _) = granted(test, 1).await;
    let case = cases[0];
    refuse(test, &officer, case, &["23.a.6"]).await;
    let row = async || test.portal.person(&officer, case, "").await.unwrap().row;
    let refusal = row().await.refusal.unwrap();
    assert_eq!(refusal.grounds, [Ground::EntryOffencesAbroad]);
    assert!(refusal.today && row().await.admissible);
    test.advance(TimeDelta::days(1)).await;
    assert!(!row().await.refusal.unwrap().today);
    // A fault of the system afterwards does not make it forgotten; nor does a blank reason.
    let form = async |despite: &str| CrossingForm {
        despite: despite.to_owned(),
        ..test.crossing(case).await
    };
    for blank in ["", "  "] {
        let found = faults(test.portal.admit(&officer, &form(blank).await).await);
        assert_eq!(found, ["despite"]);
    }
    let long = form(&"x".repeat(601)).await;
    assert_eq!(
        faults(test.portal.admit(&officer, &long).await),
        ["despite"]
    );
    let reason = "The court's letter of acquittal";
    test.portal
        .admit(&officer, &form(reason).await)
        .await
        .unwrap();
    let view = test.portal.person(&officer, case, "").await.unwrap();
    assert_eq!(view.row.refusal, None);
    let notes: Vec<_> = view.crossings.iter().map(|c| c.note.as_str()).collect();
    assert!(notes[1].starts_with(reason), "{notes:?}");
    assert_eq!(notes[0], "As seen at the desk");
    let event = test.last_event(case, "border.admitted").await;
    assert!(event["despite_refusal"].is_string());
}

async fn a_second_application_does_not_make_a_refusal_forgotten(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    let first = test.paid(&[Traveller::eriksson(), Traveller::lars()]).await;
    test.grant(&reviewer, first[0]).await;
    refuse(test, &officer, first[0], &["23.a.10"]).await;
    let second = test.paid(&[Traveller::eriksson(), Traveller::lars()]).await;
    for case in &second {
        test.grant(&reviewer, *case).await;
    }
    let of = async |case| {
        let view = test.portal.person(&officer, case, "").await.unwrap();
        view.row.refusal.map(|refusal| refusal.grounds)
    };
    let forged = vec![Ground::EntryForgedDocuments];
    assert_eq!(of(second[0]).await, Some(forged));
    assert_eq!(faults(test.admit(&officer, second[0]).await), ["despite"]);
    // The child on the same passport was not refused.
    assert_eq!(of(second[1]).await, None);
    test.admit(&officer, second[1]).await.unwrap();
}

async fn a_new_passport_does_not_make_a_refusal_forgotten(test: &TestPortal) {
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    let with = async |traveller: Traveller| {
        let case = test.paid(&[traveller]).await[0];
        test.grant(&reviewer, case).await;
        case
    };
    let of = async |case| {
        let view = test.portal.person(&officer, case, "").await.unwrap();
        view.row.refusal
    };
    let refused = with(Traveller::eriksson()).await;
    refuse(test, &officer, refused, &["23.a.10"]).await;
    let renewed = with(Traveller {
        // The new passport divides the name differently.
        surname: "Eriksson Anna".to_owned(),
        given_names: "María".to_owned(),
        passport_number: "M7700132".to_owned(),
        ..Traveller::eriksson()
    })
    .await;
    // The reviewer is told before the visa is granted.
    let unsure = test
        .paid(&[Traveller {
            passport_number: "M7700134".to_owned(),
            ..Traveller::eriksson()
        }])
        .await[0];
    let checks = test.portal.case(&reviewer, unsure).await.unwrap().checks;
    let told = CheckFinding::History {
        denied: 0,
        refused: 1,
    };
    let history = checks.iter().find(|check| check.finding == told).unwrap();
    assert_eq!(history.outcome, CheckOutcome::Look);
    let refusal = of(renewed).await.unwrap();
    assert!(refusal.other_passport);
    assert_eq!(refusal.grounds, [Ground::EntryForgedDocuments]);
    assert!(!of(refused).await.unwrap().other_passport);
    assert_eq!(faults(test.admit(&officer, renewed).await), ["despite"]);
    let namesake = with(Traveller {
        birth: chrono::NaiveDate::from_ymd_opt(1974, 8, 13).unwrap(),
        passport_number: "M7700133".to_owned(),
        ..Traveller::eriksson()
    })
    .await;
    assert_eq!(of(namesake).await, None);
    // Admitted with a reason on the new one, nothing stands on the old one either.
    let form = CrossingForm {
        despite: "Acquitted, as the court's letter says".to_owned(),
        ..test.crossing(renewed).await
    };
    test.portal.admit(&officer, &form).await.unwrap();
    assert_eq!(of(renewed).await, None);
    assert_eq!(of(refused).await, None);
}

async fn an_admission_dated_before_the_refusal_needs_the_reason_too(test: &TestPortal) {
    let (cases, officer, _) = granted(test, 1).await;
    test.advance(TimeDelta::hours(2)).await;
    refuse(test, &officer, cases[0], &["23.a.1"]).await;
    let earlier = test.now() - TimeDelta::minutes(1);
    let form = test.crossing_at(cases[0], earlier).await;
    assert_eq!(
        faults(test.portal.admit(&officer, &form).await),
        ["despite"]
    );
}

async fn a_forged_code_admits_nobody_without_a_reason(test: &TestPortal) {
    let (cases, officer, _) = granted(test, 1).await;
    let case = cases[0];
    let mut forged = test.visa_seal(case).await;
    *forged.last_mut().unwrap() ^= 1;
    let scan = FindForm {
        query: data_encoding::HEXUPPER.encode(&forged),
    };
    let key = test.portal.find(&officer, &scan).await.unwrap().key;
    let form = CrossingForm {
        scan: key,
        ..test.crossing(case).await
    };
    assert_eq!(
        faults(test.portal.admit(&officer, &form).await),
        ["despite"]
    );
    let form = CrossingForm {
        despite: "Printed anew by a copy shop; the passport is good".to_owned(),
        ..form
    };
    test.portal.admit(&officer, &form).await.unwrap();
    let event = test.last_event(case, "border.admitted").await;
    assert_eq!(event["despite_forged_code"], true);
}

async fn a_forged_code_is_told_at_every_desk_for_a_day(test: &TestPortal) {
    let (cases, officer, _) = granted(test, 1).await;
    let case = cases[0];
    let good = test.visa_seal(case).await;
    let mut forged = good.clone();
    *forged.last_mut().unwrap() ^= 1;
    let scan = |seal: &[u8]| FindForm {
        query: data_encoding::HEXUPPER.encode(seal),
    };
    test.portal.find(&officer, &scan(&forged)).await.unwrap();
    // The next officer types the passport: what the first one saw stands there.
    let next = test.staff("next", &[Role::Border]).await;
    let view = test.portal.person(&next, case, "").await.unwrap();
    let told = view.row.forged_code.clone().unwrap();
    assert!(told.at <= test.now() && told.port_name.is_some());
    assert!(view.row.admissible && view.row.is_forged(None));
    assert_eq!(faults(test.admit(&next, case).await), ["despite"]);
    assert_eq!(
        test.last_event(case, "border.forged_code_shown").await,
        json!({})
    );
    // The traveller's own genuine code clears it, for that desk.
    let key = test.portal.find(&next, &scan(&good)).await.unwrap().key;
    let view = test.portal.person(&next, case, &key).await.unwrap();
    assert!(!view.row.is_forged(view.seal));
    // It is told for a day, and swept away after it.
    test.advance(TimeDelta::hours(25)).await;
    let view = test.portal.person(&next, case, "").await.unwrap();
    assert_eq!(view.row.forged_code, None);
    test.admit(&next, case).await.unwrap();
}

async fn a_code_changed_anywhere_is_called_forged(test: &TestPortal) {
    let (cases, officer, _) = granted(test, 1).await;
    let seal = test.visa_seal(cases[0]).await;
    let mut nobody = 0;
    for place in (0..seal.len()).step_by(3) {
        let mut forged = seal.clone();
        forged[place] ^= 1;
        let scan = FindForm {
            query: data_encoding::HEXUPPER.encode(&forged),
        };
        // What cannot be read is said at the field; what can has its verdict, whoever it names.
        let found = match test.portal.find(&officer, &scan).await {
            Ok(found) => found,
            Err(PortalError::Invalid(errors)) => {
                assert_eq!(errors[0].field, "query");
                continue;
            }
            Err(other) => panic!("place {place}: {other}"),
        };
        let people = test.portal.people(&officer, &found.key).await.unwrap();
        assert!(!people.seal.unwrap().is_genuine(), "place {place}");
        nobody += usize::from(people.rows.is_empty());
    }
    assert!(nobody > 0, "some name a passport that nobody has");
}

/// The key was stolen after the document had been made: the code may be the traveller's own.
async fn a_genuine_code_of_a_revoked_key_is_not_called_forged(test: &TestPortal) {
    let (cases, officer, _) = granted(test, 1).await;
    let case = cases[0];
    let seal = test.visa_seal(case).await;
    renew_seal(&test.portal.config, &test.portal.rng, true).unwrap();
    let after = test.process(|_| {}).build().await.unwrap();
    let scan = |seal: &[u8]| FindForm {
        query: data_encoding::HEXUPPER.encode(seal),
    };
    let found = after.find(&officer, &scan(&seal)).await.unwrap();
    let view = after.person(&officer, case, &found.key).await.unwrap();
    let verdict = view.seal.unwrap();
    let revoked = SealVerdict::NotGenuine(SubIndication::RevokedCertificate);
    assert_eq!(verdict, revoked);
    assert!(verdict.proves_nothing() && !verdict.is_genuine());
    // The officer writes why; nothing is said against the traveller, here or at the next desk.
    assert_eq!(view.row.forged_code, None);
    assert_eq!(forged_codes(test, case).await, 0);
    let form = CrossingForm {
        scan: found.key,
        ..test.crossing(case).await
    };
    assert_eq!(faults(after.admit(&officer, &form).await), ["despite"]);
    let form = CrossingForm {
        despite: "The file is the traveller's".to_owned(),
        ..form
    };
    after.admit(&officer, &form).await.unwrap();
    let event = test.last_event(case, "border.admitted").await;
    assert_eq!(event["despite_code_of_a_bad_key"], true);
    assert_eq!(event["despite_forged_code"], serde_json::Value::Null);
    // One that names the revoked key, which did not sign it, is forged all the same.
    let mut forged = seal;
    *forged.last_mut().unwrap() ^= 1;
    after.find(&officer, &scan(&forged)).await.unwrap();
    assert_eq!(forged_codes(test, case).await, 1);
}

async fn forged_codes(test: &TestPortal, case: uuid::Uuid) -> usize {
    let told = test.told_of_case(case).await;
    let forged = told
        .iter()
        .filter(|told| *told == "border.forged_code_shown");
    forged.count()
}
