//! Finding and admitting.

use super::stage::{
    actions, crossing, faults, grant, is_conflict, paid, person, row, staff, today,
};
use crate::house::House;
use app::contract::{BorderService, Caller, FindForm, Role};
use app::error::PortalError;
use chrono::{Days, TimeDelta};
use domain::calendar::{PHNOM_PENH, Period, last_day};
use domain::states::{StayState, VisaState};
use server::clock::Clock;
use uuid::Uuid;

/// A granted case, and an officer.
async fn at_the_desk(house: &House) -> (Uuid, Caller) {
    let reviewer = staff(house, "reviewer", &[Role::Reviewer]).await;
    let officer = staff(house, "officer", &[Role::Border]).await;
    let case = paid(house, &[person("L898902C3")]).await[0];
    grant(house, &reviewer, case).await;
    (case, officer)
}

async fn of_two_admissions_at_once_one_wins(house: &House) {
    let (case, officer) = at_the_desk(house).await;
    let form = crossing(house, case).await;
    let admit = || {
        let (portal, officer, form) = (house.portal.clone(), officer.clone(), form.clone());
        tokio::spawn(async move { portal.admit(&officer, &form).await })
    };
    let (first, second) = (admit(), admit());
    let (first, second) = (first.await.unwrap(), second.await.unwrap());
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert!(is_conflict(&first) || is_conflict(&second));
    // Nor with the version of now: the single entry is used up, and the stay is open.
    let again = crossing(house, case).await;
    assert!(is_conflict(&house.portal.admit(&officer, &again).await));

    let mut unit = house.portal.store.read().await.unwrap();
    let visa = unit.visa_of_case(case).await.unwrap().unwrap();
    assert_eq!(visa.state(), VisaState::Used);
    let stay = unit.latest_stay(case).await.unwrap().unwrap();
    assert_eq!(stay.state(), StayState::Open);
    let last = last_day(today(house), Period::Months(1));
    assert_eq!(stay.last_permitted_day, last);
    assert!(unit.pass_of_stay(stay.id).await.unwrap().is_some());
    drop(unit);
    let actions = actions(house, case).await;
    assert_eq!(
        actions.iter().filter(|a| *a == "border.admitted").count(),
        1
    );
    assert_eq!(actions.iter().filter(|a| *a == "pass.issued").count(), 1);
}

async fn an_admission_is_recorded_afterwards_but_not_before_the_visa(house: &House) {
    let (case, officer) = at_the_desk(house).await;
    house.clock.advance(TimeDelta::days(3));
    let typed = |days: i64| {
        let at = house.clock.now() + TimeDelta::days(days);
        let at = at.with_timezone(&PHNOM_PENH);
        (
            at.format("%Y-%m-%d").to_string(),
            at.format("%H:%M").to_string(),
        )
    };
    for (days, expected) in [(1, "event_date"), (-4, "event_date")] {
        let mut form = crossing(house, case).await;
        (form.event_date, form.event_time) = typed(days);
        assert_eq!(
            faults(house.portal.admit(&officer, &form).await),
            [expected]
        );
    }
    let mut form = crossing(house, case).await;
    form.port = "PNH".into();
    assert_eq!(faults(house.portal.admit(&officer, &form).await), ["port"]);
    let mut form = crossing(house, case).await;
    form.port = "XXX".into();
    form.event_date = "22.11.2026".into();
    form.note = "x".repeat(601);
    let found = faults(house.portal.admit(&officer, &form).await);
    assert_eq!(found, ["port", "event_date", "note"]);

    let mut form = crossing(house, case).await;
    (form.event_date, form.event_time) = typed(-1);
    house.portal.admit(&officer, &form).await.unwrap();
    let view = house.portal.person(&officer, case).await.unwrap();
    let admitted = &view.crossings[0];
    assert!(admitted.recorded_at - admitted.event_at >= TimeDelta::days(1));
    let stay = view.row.stay.unwrap();
    assert_eq!(stay.entered_on, today(house) - Days::new(1));
    assert_eq!(view.row.obstacles[0].0, "obstacle-in-the-country");
}

async fn a_visa_after_its_validity_admits_nobody(house: &House) {
    let (case, officer) = at_the_desk(house).await;
    house.clock.advance(TimeDelta::days(100));
    let people = find(house, &officer, "L898902C3").await.unwrap();
    assert!(!people.rows[0].admissible);
    assert_eq!(people.rows[0].obstacles[0].0, "obstacle-visa-expired");
    let form = crossing(house, case).await;
    assert!(is_conflict(&house.portal.admit(&officer, &form).await));
}

async fn find(
    house: &House,
    officer: &Caller,
    number: &str,
) -> app::error::Result<app::contract::People> {
    let form = FindForm {
        passport_number: number.to_owned(),
        nationality: "uto".to_owned(),
        ..FindForm::default()
    };
    let found = house.portal.find(officer, &form).await?;
    house.portal.people(officer, &found.key).await
}

async fn a_lookup_finds_everyone_on_the_passport_and_is_recorded(house: &House) {
    let officer = staff(house, "officer", &[Role::Border]).await;
    let mut child = person("L898902C3");
    child.given_names = "Lars".into();
    let cases = paid(house, &[person("L898902C3"), child, person("OTHER1234")]).await;
    let people = find(house, &officer, "l898902c3 ").await.unwrap();
    let names: Vec<_> = people.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Eriksson, Anna Maria", "Eriksson, Lars"]);
    assert_eq!(people.rows[0].obstacles[0].0, "obstacle-undecided");
    assert_eq!(actions(house, cases[0]).await, ["border.looked_up"]);

    let nobody = find(house, &officer, "NOBODY").await.unwrap_err();
    assert_eq!(nobody, PortalError::NotFound);
    let empty = house.portal.find(&officer, &FindForm::default()).await;
    assert!(matches!(empty, Err(PortalError::Invalid(_))));
    let reference = people.rows[0].reference.clone();
    let form = FindForm {
        reference: reference.to_lowercase(),
        ..FindForm::default()
    };
    let found = house.portal.find(&officer, &form).await.unwrap();
    let people = house.portal.people(&officer, &found.key).await.unwrap();
    assert_eq!(people.rows.len(), 3);
    for key in ["", "x", "AAAA", "KV-0000-0000"] {
        let nobody = house.portal.people(&officer, key).await.unwrap_err();
        assert_eq!(nobody, PortalError::NotFound);
    }

    let reviewer = staff(house, "reviewer", &[Role::Reviewer, Role::Supervisor]).await;
    let refused = house.portal.find(&reviewer, &form).await.unwrap_err();
    assert_eq!(refused, PortalError::Forbidden);
    let refused = house
        .portal
        .people(&reviewer, &found.key)
        .await
        .unwrap_err();
    assert_eq!(refused, PortalError::Forbidden);
    let refused = house.portal.person(&reviewer, cases[0]).await.unwrap_err();
    assert_eq!(refused, PortalError::Forbidden);
    let photo = house.portal.person_photo(&reviewer, cases[0]).await.err();
    assert_eq!(photo, Some(PortalError::Forbidden));
    let form = crossing(house, cases[0]).await;
    for refused in [
        house.portal.admit(&reviewer, &form).await,
        house.portal.refuse(&reviewer, &form).await,
        house.portal.depart(&reviewer, &form).await,
    ] {
        assert_eq!(refused, Err(PortalError::Forbidden));
    }
    assert_eq!(row(house, cases[0]).await.version, 2);
}

async fn a_scanned_seal_finds_its_holder_and_says_whether_it_holds(house: &House) {
    let (case, officer) = at_the_desk(house).await;
    let seal = {
        let mut unit = house.portal.store.read().await.unwrap();
        let visa = unit.visa_of_case(case).await.unwrap().unwrap();
        let row = unit.case(case).await.unwrap().unwrap();
        let file = server::cases::case_file::CaseFile::of(&house.portal, &mut *unit, row)
            .await
            .unwrap();
        server::cases::issue::open_seal(&file, "visas", visa.id, &visa.seal).unwrap()
    };
    let scan = async |text: String| {
        let form = FindForm {
            seal: text,
            ..FindForm::default()
        };
        let found = house.portal.find(&officer, &form).await?;
        house.portal.people(&officer, &found.key).await
    };
    let address = house.portal.documents.seal_url(&seal);
    let people = scan(address).await.unwrap();
    assert_eq!(people.seal.as_deref(), Some("VALID"));
    assert!(people.rows[0].admissible);

    let mut forged = seal.clone();
    let last = forged.len() - 1;
    forged[last] ^= 1;
    let people = scan(data_encoding::HEXUPPER.encode(&forged)).await.unwrap();
    assert_eq!(people.seal.as_deref(), Some("INVALID_SIGNATURE"));

    let nonsense = scan("DC03".to_owned()).await.unwrap_err();
    assert!(matches!(nonsense, PortalError::Invalid(_)));

    let mut form = crossing(house, case).await;
    form.grounds = vec!["7.technical_fault".to_owned()];
    house.portal.refuse(&officer, &form).await.unwrap();
    let people = scan(data_encoding::HEXUPPER.encode(&seal)).await.unwrap();
    assert_eq!(people.seal.as_deref(), Some("REVOKED"));
}

async fn looks_at_once_are_all_recorded_in_one_chain(house: &House) {
    let (case, officer) = at_the_desk(house).await;
    let form = FindForm {
        passport_number: "L898902C3".into(),
        nationality: "UTO".into(),
        ..FindForm::default()
    };
    let key = house.portal.find(&officer, &form).await.unwrap().key;
    let look = || {
        let (portal, officer, key) = (house.portal.clone(), officer.clone(), key.clone());
        tokio::spawn(async move { portal.people(&officer, &key).await })
    };
    let mut looks: Vec<_> = (0..24).map(|_| look()).collect();
    // A browser that goes away takes nobody else's look with it.
    looks.remove(3).abort();
    let asked = looks.len();
    for look in looks {
        assert_eq!(look.await.unwrap().unwrap().rows.len(), 1);
    }
    let told = actions(house, case).await;
    let recorded = told.iter().filter(|a| *a == "border.looked_up").count();
    assert!(recorded >= asked, "{recorded} of {asked}");
    let mut unit = house.portal.store.read().await.unwrap();
    assert!(server::audit::verify(&mut *unit).await.unwrap().is_ok());
}

async fn article_13_an_entry_within_the_validity_is_recorded_after_it(house: &House) {
    let (case, officer) = at_the_desk(house).await;
    house.clock.advance(TimeDelta::days(100));
    let mut unit = house.portal.store.begin().await.unwrap();
    let mut visa = unit.visa_of_case(case).await.unwrap().unwrap();
    assert!(visa.valid_until < today(house));
    visa.advance(VisaState::Expired).unwrap();
    unit.save_visa(&visa).await.unwrap();
    unit.commit().await.unwrap();

    let view = house.portal.person(&officer, case).await.unwrap();
    assert!(!view.row.admissible && view.row.admissible_before);
    let form = crossing(house, case).await;
    assert!(is_conflict(&house.portal.admit(&officer, &form).await));
    let mut form = crossing(house, case).await;
    form.event_date = visa.valid_until.to_string();
    form.event_time = "12:00".into();
    house.portal.admit(&officer, &form).await.unwrap();
    let view = house.portal.person(&officer, case).await.unwrap();
    assert_eq!(view.row.visa.unwrap().state, VisaState::Used);
    assert_eq!(view.row.stay.unwrap().entered_on, visa.valid_until);
}

crate::on_both!(
    article_13_an_entry_within_the_validity_is_recorded_after_it,
    of_two_admissions_at_once_one_wins,
    an_admission_is_recorded_afterwards_but_not_before_the_visa,
    a_visa_after_its_validity_admits_nobody,
    a_lookup_finds_everyone_on_the_passport_and_is_recorded,
    a_scanned_seal_finds_its_holder_and_says_whether_it_holds,
    looks_at_once_are_all_recorded_in_one_chain,
);
