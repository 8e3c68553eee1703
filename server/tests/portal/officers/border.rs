//! Finding and admitting.

use app::contract::{BorderService, Caller, FindForm, People, Role, SealVerdict};
use app::error::{PortalError, Result};
use chrono::{Days, TimeDelta};
use domain::calendar::{Period, last_day, start_of_day};
use domain::doc9303::seal::SubIndication;
use domain::states::{StayState, VisaState};
use server::worker::retention;
use test_support::answers::{faults, is_conflict};
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    article_13_an_entry_within_the_validity_is_recorded_after_it,
    of_two_admissions_at_once_one_wins,
    an_admission_is_recorded_afterwards_but_not_before_the_visa,
    a_visa_after_its_validity_admits_nobody,
    a_lookup_finds_everyone_on_the_passport_and_is_recorded,
    a_scanned_seal_finds_its_holder_and_says_whether_it_holds,
    an_old_scan_says_nothing_and_a_fresh_one_is_asked_again,
    a_passport_reader_types_into_the_field_of_codes,
    a_crossing_at_another_port_is_chosen_and_recorded,
    a_child_on_a_passport_is_told_from_its_adult,
    looks_at_once_are_all_recorded_in_one_chain,
);

/// A granted case, and an officer.
async fn at_the_desk(test: &TestPortal) -> (Uuid, Caller) {
    let reviewer = test.reviewer().await;
    let officer = test.officer().await;
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    test.grant(&reviewer, case).await;
    (case, officer)
}

async fn of_two_admissions_at_once_one_wins(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    let form = test.crossing(case).await;
    // At two desks; who presses twice is answered as the first time.
    let other = test.staff("other", &[Role::Border]).await;
    let admit = |officer: &Caller| {
        let (portal, officer, form) = (test.portal.clone(), officer.clone(), form.clone());
        tokio::spawn(async move { portal.admit(&officer, &form).await })
    };
    let (first, second) = (admit(&officer), admit(&other));
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert!(is_conflict(&first) || is_conflict(&second));
    // Nor with the version of now: the single entry is used up, and the stay is open.
    assert!(is_conflict(&test.admit(&officer, case).await));

    let visa = test.visa(case).await;
    assert_eq!(visa.state(), VisaState::Used);
    let stay = test.stay(case).await;
    assert_eq!(stay.state(), StayState::Open);
    let last = last_day(test.today(), Period::Months(1));
    assert_eq!(stay.last_permitted_day, last);
    assert_eq!(test.pass(case).await.stay_id, stay.id);
    let told = test.told_of_case(case).await;
    for action in ["border.admitted", "pass.issued"] {
        assert_eq!(told.iter().filter(|a| *a == action).count(), 1, "{action}");
    }
}

async fn an_admission_is_recorded_afterwards_but_not_before_the_visa(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    test.advance(TimeDelta::days(3)).await;
    let typed = async |days: i64| {
        test.crossing_at(case, test.now() + TimeDelta::days(days))
            .await
    };
    for (days, expected) in [(1, "event_date"), (-4, "event_date")] {
        let form = typed(days).await;
        assert_eq!(faults(test.portal.admit(&officer, &form).await), [expected]);
    }
    let mut form = test.crossing(case).await;
    form.port = "PNH".into();
    assert_eq!(faults(test.portal.admit(&officer, &form).await), ["port"]);
    let mut form = test.crossing(case).await;
    form.port = "XXX".into();
    form.event_date_day = "22.11.2026".into();
    form.note = "x".repeat(601);
    let found = faults(test.portal.admit(&officer, &form).await);
    assert_eq!(found, ["port", "event_date_day", "note"]);

    let form = typed(-1).await;
    test.portal.admit(&officer, &form).await.unwrap();
    let view = test.portal.person(&officer, case, "").await.unwrap();
    let admitted = &view.crossings[0];
    assert!(admitted.recorded_at - admitted.event_at >= TimeDelta::days(1));
    let stay = view.row.stay.unwrap();
    assert_eq!(stay.entered_on, test.today() - Days::new(1));
    assert_eq!(
        view.row.obstacles[0].message_key(),
        "obstacle-in-the-country"
    );
}

async fn a_visa_after_its_validity_admits_nobody(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    test.advance(TimeDelta::days(100)).await;
    let people = find(test, &officer, "L898902C3").await.unwrap();
    assert!(!people.rows[0].admissible);
    assert_eq!(
        people.rows[0].obstacles[0].message_key(),
        "obstacle-visa-expired"
    );
    assert!(is_conflict(&test.admit(&officer, case).await));
}

async fn find(test: &TestPortal, officer: &Caller, number: &str) -> Result<People> {
    let form = FindForm {
        query: format!("{number} uto"),
    };
    let found = test.portal.find(officer, &form).await?;
    test.portal.people(officer, &found.key).await
}

async fn a_lookup_finds_everyone_on_the_passport_and_is_recorded(test: &TestPortal) {
    let officer = test.officer().await;
    let other = Traveller {
        passport_number: "OTHER1234".to_owned(),
        ..Traveller::eriksson()
    };
    let cases = test
        .paid(&[Traveller::eriksson(), Traveller::lars(), other])
        .await;
    let before = test.told_of_case(cases[0]).await.len();
    let version = test.case(cases[0]).await.version;
    let people = find(test, &officer, "l898902c3 ").await.unwrap();
    let names: Vec<_> = people.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Eriksson, Anna Maria", "Eriksson, Lars"]);
    assert_eq!(
        people.rows[0].obstacles[0].message_key(),
        "obstacle-undecided"
    );
    let told = test.told_of_case(cases[0]).await;
    assert_eq!(told[before..], ["border.looked_up"]);

    let nobody = find(test, &officer, "N0B0DY").await.unwrap_err();
    assert_eq!(nobody, PortalError::NotFound);
    let empty = test.portal.find(&officer, &FindForm::default()).await;
    assert!(matches!(empty, Err(PortalError::Invalid(_))));
    let reference = people.rows[0].reference.clone();
    let form = FindForm {
        query: reference.to_lowercase(),
    };
    let found = test.portal.find(&officer, &form).await.unwrap();
    let people = test.portal.people(&officer, &found.key).await.unwrap();
    assert_eq!(people.rows.len(), 3);
    for key in ["", "x", "AAAA", "KV-0000-0000"] {
        let nobody = test.portal.people(&officer, key).await.unwrap_err();
        assert_eq!(nobody, PortalError::NotFound);
    }

    let reviewer = test
        .staff("reviewer", &[Role::Reviewer, Role::Supervisor])
        .await;
    let refused = test.portal.find(&reviewer, &form).await.unwrap_err();
    assert_eq!(refused, PortalError::Forbidden);
    let refused = test.portal.people(&reviewer, &found.key).await.unwrap_err();
    assert_eq!(refused, PortalError::Forbidden);
    let refused = test
        .portal
        .person(&reviewer, cases[0], "")
        .await
        .unwrap_err();
    assert_eq!(refused, PortalError::Forbidden);
    let photo = test.portal.person_photo(&reviewer, cases[0]).await.err();
    assert_eq!(photo, Some(PortalError::Forbidden));
    let form = test.crossing(cases[0]).await;
    for refused in [
        test.portal.admit(&reviewer, &form).await,
        test.portal.refuse(&reviewer, &form).await,
        test.portal.depart(&reviewer, &form).await,
    ] {
        assert_eq!(refused, Err(PortalError::Forbidden));
    }
    assert_eq!(test.case(cases[0]).await.version, version);
}

async fn a_scanned_seal_finds_its_holder_and_says_whether_it_holds(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    let seal = test.visa_seal(case).await;
    let scan = async |text: String| {
        let found = test.portal.find(&officer, &scanned(text)).await?;
        test.portal.people(&officer, &found.key).await
    };
    let address = test.portal.documents.seal_url(&seal);
    let people = scan(address).await.unwrap();
    assert_eq!(people.seal, Some(SealVerdict::InForce));
    assert!(people.rows[0].admissible && people.rows[0].scanned);

    let mut forged = seal.clone();
    let last = forged.len() - 1;
    forged[last] ^= 1;
    let people = scan(data_encoding::HEXUPPER.encode(&forged)).await.unwrap();
    let forged = SealVerdict::NotGenuine(SubIndication::InvalidSignature);
    assert_eq!(people.seal, Some(forged));
    assert!(!people.rows[0].scanned);

    let nonsense = scan("DC03".to_owned()).await.unwrap_err();
    assert!(matches!(nonsense, PortalError::Invalid(_)));

    test.refuse(&officer, case, &["7.technical_fault"])
        .await
        .unwrap();
    let people = scan(data_encoding::HEXUPPER.encode(&seal)).await.unwrap();
    assert_eq!(people.seal, Some(SealVerdict::Revoked));
}

/// The form of a scan.
fn scanned(text: String) -> FindForm {
    FindForm { query: text }
}

async fn an_old_scan_says_nothing_and_a_fresh_one_is_asked_again(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    test.admit(&officer, case).await.unwrap();
    let view = test.pass_view(case).await;
    let found = test.portal.find(&officer, &scanned(view.seal_url)).await;
    let found = found.unwrap();
    assert_eq!(found.only, Some(case));
    let key = found.key.as_str();
    let verdict = async || {
        let person = test.portal.person(&officer, case, key).await?;
        assert!(person.row.scanned);
        Ok::<_, PortalError>(person.seal)
    };
    assert_eq!(verdict().await.unwrap(), Some(SealVerdict::InForce));
    // The same address tells of what happened meanwhile, and after a while of nothing.
    test.depart(&officer, case).await.unwrap();
    assert_eq!(verdict().await.unwrap(), Some(SealVerdict::Departed));
    test.advance(TimeDelta::minutes(16)).await;
    let old = PortalError::conflict("conflict-scan-too-old");
    assert_eq!(verdict().await.unwrap_err(), old);
    let old_list = test.portal.people(&officer, key).await;
    assert_eq!(old_list.err(), Some(old));
}

async fn a_passport_reader_types_into_the_field_of_codes(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    let lines = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ];
    for typed in [
        lines.join("\n"),
        lines.concat(),
        lines.concat().to_lowercase(),
        // The second has the number and the nationality.
        lines[1].to_owned(),
    ] {
        let found = test.portal.find(&officer, &scanned(typed)).await.unwrap();
        assert_eq!(found.only, Some(case));
        let person = test.portal.person(&officer, case, &found.key).await;
        assert_eq!(person.unwrap().seal, None);
    }
    // A number that begins with P is a second line all the same.
    let philippine = scanned("P1234567A1PHL8001014F3101012<<<<<<<<<<<<<<00".to_owned());
    let found = test.portal.find(&officer, &philippine).await;
    assert_eq!(found.err(), Some(PortalError::NotFound));
    let half = scanned(lines[0].to_owned());
    let found = test.portal.find(&officer, &half).await;
    assert_eq!(faults(found.map(|_| ())), ["query"]);
    // Two lines in which a sign was misread, lost or added.
    let number = lines.concat().replace("L898902C36", "L898902C46");
    let short = lines.concat().replace("<<<10", "<<10");
    let long = format!("{}<", lines[0]);
    for (typed, message) in [
        (number, "field-error-mrz-number"),
        (
            lines[1].replace("6UTO", "7UTO"),
            "field-error-mrz-second-line",
        ),
        (
            "P1234567A1PHL8001015F3101012000000000000000".to_owned() + "0",
            "field-error-mrz-second-line",
        ),
        (short, "field-error-mrz-length"),
        (long, "field-error-mrz-length"),
        (
            lines[0].replace("P<UTO", "P<UT0<"),
            "field-error-mrz-length",
        ),
    ] {
        let found = test.portal.find(&officer, &scanned(typed)).await;
        assert_eq!(found.err(), Some(PortalError::invalid("query", message)));
    }
}

async fn a_crossing_at_another_port_is_chosen_and_recorded(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    let mut form = test.crossing(case).await;
    form.port = "SAI".into();
    assert_eq!(faults(test.portal.admit(&officer, &form).await), ["port"]);
    form.elsewhere = "yes".into();
    test.portal.admit(&officer, &form).await.unwrap();
    let event = test.last_event(case, "border.admitted").await;
    assert_eq!(event["port"], "SAI");
    assert_eq!(event["own_port"], "KTI");
    // Without a port it is the officer's own.
    let mut form = test.crossing(case).await;
    form.port = String::new();
    test.portal.depart(&officer, &form).await.unwrap();
    let event = test.last_event(case, "border.departed").await;
    assert_eq!(
        (&event["port"], event.get("own_port")),
        (&"KTI".into(), None)
    );
}

async fn a_child_on_a_passport_is_told_from_its_adult(test: &TestPortal) {
    let officer = test.officer().await;
    test.paid(&[Traveller::eriksson(), Traveller::lars()]).await;
    let people = find(test, &officer, "L898902C3").await.unwrap();
    let of = |name: &str| {
        let mut rows = people.rows.iter();
        rows.find(|row| row.name.contains(name)).unwrap()
    };
    assert_eq!(of("Lars").adult.as_deref(), Some("Eriksson, Anna Maria"));
    assert_eq!(of("Anna").adult, None);
    assert!(of("Anna").age_months.unwrap() > of("Lars").age_months.unwrap());
}

async fn looks_at_once_are_all_recorded_in_one_chain(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    let form = FindForm {
        query: "L898902C3 UTO".to_owned(),
    };
    let key = test.portal.find(&officer, &form).await.unwrap().key;
    let look = || {
        let (portal, officer, key) = (test.portal.clone(), officer.clone(), key.clone());
        tokio::spawn(async move { portal.people(&officer, &key).await })
    };
    let mut looks: Vec<_> = (0..24).map(|_| look()).collect();
    // A browser that goes away takes nobody else's look with it.
    looks.remove(3).abort();
    let asked = looks.len();
    for look in looks {
        assert_eq!(look.await.unwrap().unwrap().rows.len(), 1);
    }
    let told = test.told_of_case(case).await;
    let recorded = told.iter().filter(|a| *a == "border.looked_up").count();
    assert!(recorded >= asked, "{recorded} of {asked}");
    test.assert_record_holds().await;
}

async fn article_13_an_entry_within_the_validity_is_recorded_after_it(test: &TestPortal) {
    let (case, officer) = at_the_desk(test).await;
    test.advance(TimeDelta::days(100)).await;
    let visa = test.visa(case).await;
    assert!(visa.valid_until < test.today());
    retention::run(&test.portal).await.unwrap();
    assert_eq!(test.visa(case).await.state(), VisaState::Expired);

    let view = test.portal.person(&officer, case, "").await.unwrap();
    assert!(!view.row.admissible && view.row.admissible_before);
    assert!(is_conflict(&test.admit(&officer, case).await));
    let noon = start_of_day(visa.valid_until) + TimeDelta::hours(12);
    let form = test.crossing_at(case, noon).await;
    test.portal.admit(&officer, &form).await.unwrap();
    let view = test.portal.person(&officer, case, "").await.unwrap();
    assert_eq!(view.row.visa.unwrap().state, VisaState::Used);
    assert_eq!(view.row.stay.unwrap().entered_on, visa.valid_until);
}
