//! People and paid cases put straight into the database, so that a story begins where officers
//! begin.

use crate::house::House;
use app::contract::{
    Caller, CaseAction, CrossingForm, DecisionForm, Role, StaffIdentity, StaffService,
};
use app::error::{PortalError, Result};
use chrono::NaiveDate;
use domain::calendar::ministry_date;
use domain::doc9303::countries::country;
use domain::doc9303::mrz::{MrzDate, Sex};
use domain::money::Money;
use domain::person::{PassportKind, Person};
use domain::states::{ApplicationState, CaseState, PaymentState};
use server::accounts::{NewStaff, create_staff};
use server::cases::records::{ApplicationDocument, CaseDocument};
use server::clock::Clock;
use server::photos::Photo;
use server::state::Portal;
use server::store::{ApplicationRow, CaseRow, Connection, PaymentRow};
use uuid::Uuid;

/// A caller who is this member of staff.
pub async fn staff(house: &House, login: &str, roles: &[Role]) -> Caller {
    let new = NewStaff {
        login: login.to_owned(),
        name: format!("Officer {login}"),
        roles: roles.to_vec(),
        port: roles.contains(&Role::Border).then(|| "KTI".to_owned()),
    };
    let created = create_staff(&house.portal, new.clone()).await.unwrap();
    Caller {
        staff: Some(StaffIdentity {
            id: created.id,
            name: new.name,
            roles: new.roles,
            port: new.port,
            must_change_password: false,
        }),
        ..Caller::default()
    }
}

pub fn person(passport_number: &str) -> Person {
    Person {
        surname: "Eriksson".to_owned(),
        given_names: "Anna Maria".to_owned(),
        sex: Sex::Female,
        birth_date: MrzDate::of_iso("1974-08-12").unwrap(),
        birth_place: "Zenith".to_owned(),
        nationality: country("UTO").unwrap(),
        issuing_state: country("UTO").unwrap(),
        passport_kind: PassportKind::Ordinary,
        passport_number: passport_number.to_owned(),
        issued_on: NaiveDate::from_ymd_opt(2022, 3, 1),
        expires_on: NaiveDate::from_ymd_opt(2036, 3, 1).unwrap(),
        mrz: None,
    }
}

/// A paid application of these travellers, all on the first one's passport if they have the same
/// number; the ids of their cases.
pub async fn paid(house: &House, people: &[Person]) -> Vec<Uuid> {
    let portal = &house.portal;
    let (now, id) = (portal.now(), portal.id());
    let (key, wrapped) = portal.vault.new_data_key(&portal.rng, id).unwrap();
    let document = ApplicationDocument {
        email: "anna@mail.example".to_owned(),
        ..ApplicationDocument::default()
    };
    let mut application = ApplicationRow {
        id,
        reference: reference(portal),
        state: ApplicationState::Draft,
        version: 1,
        email_hash: vec![1],
        key: wrapped,
        document: portal
            .encrypt_application_document(&key, id, &document)
            .unwrap(),
        entry_date: Some(ministry_date(now)),
        port: Some("KTI".to_owned()),
        created_at: now,
        submitted_at: Some(now),
        paid_at: Some(now),
        promised_on: Some(ministry_date(now)),
        closed_at: None,
        expires_at: now,
        erased_at: None,
    };
    let mut cases: Vec<CaseRow> = Vec::new();
    for (position, person) in (1..).zip(people) {
        let case = portal.id();
        let photo = Photo {
            jpeg: b"a face".to_vec(),
            small: b"a small face".to_vec(),
            width: 400,
            height: 600,
        };
        let photo = portal
            .photos
            .put(&key, &portal.rng, case, &photo)
            .await
            .unwrap();
        let adult = cases
            .first()
            .filter(|_| person.passport_number == people[0].passport_number);
        let document = CaseDocument {
            passport: None,
            person: Some(person.clone()),
        };
        cases.push(CaseRow {
            id: case,
            application_id: id,
            position,
            state: CaseState::Waiting,
            version: 1,
            adult_id: adult.map(|adult| adult.id),
            document: portal.encrypt_case_document(&key, case, &document).unwrap(),
            passport_hash: Some(portal.passport_hash(&person.passport_number, "UTO")),
            nationality: person.nationality.code.to_owned(),
            photo: Some(photo),
            photo_version: 1,
            reviewer_id: None,
            queued_at: Some(now),
            decided_at: None,
        });
    }
    let mut unit = portal.store.begin().await.unwrap();
    unit.add_application(&application).await.unwrap();
    application.advance(ApplicationState::Paid).unwrap();
    unit.save_application(&application).await.unwrap();
    for case in &cases {
        unit.add_case(case).await.unwrap();
        unit.save_case(case).await.unwrap();
    }
    pay(portal, &mut *unit, id, &cases).await;
    unit.commit().await.unwrap();
    cases.iter().map(|case| case.id).collect()
}

/// A charge that bought the application, in equal shares.
async fn pay(portal: &Portal, unit: &mut dyn Connection, application: Uuid, cases: &[CaseRow]) {
    let now = portal.now();
    let shares: Vec<(Uuid, i64)> = cases.iter().map(|case| (case.id, 3000)).collect();
    let payment = PaymentRow {
        id: portal.id(),
        application_id: application,
        attempt: 1,
        amount: Money::usd(shares.iter().map(|(_, share)| share).sum()),
        state: PaymentState::Created,
        version: 1,
        session_id: None,
        intent_id: None,
        settles: false,
        refunded: 0,
        created_at: now,
        expires_at: now,
        paid_at: None,
    };
    unit.add_payment(&payment, &shares).await.unwrap();
    let payment = PaymentRow {
        state: PaymentState::Paid,
        settles: true,
        intent_id: Some(format!("pi_{}", payment.id)),
        paid_at: Some(now),
        ..payment
    };
    unit.save_payment(&payment).await.unwrap();
}

fn reference(portal: &Portal) -> String {
    domain::reference::Reference::from_random(u64::from_be_bytes(portal.rng.bytes())).to_string()
}

/// The form of a decision on the case as it stands now.
pub async fn decision(house: &House, case: Uuid) -> DecisionForm {
    DecisionForm {
        case: case.to_string(),
        version: row(house, case).await.version.to_string(),
        note: "As the file says".to_owned(),
        ..DecisionForm::default()
    }
}

/// Acts on the case as it stands now.
pub async fn act(house: &House, caller: &Caller, act: CaseAction, case: Uuid) -> Result<()> {
    let form = DecisionForm {
        ground: "23.a.8".to_owned(),
        ..decision(house, case).await
    };
    house.portal.apply_action(caller, act, &form).await
}

/// Takes and grants.
pub async fn grant(house: &House, reviewer: &Caller, case: Uuid) {
    act(house, reviewer, CaseAction::Assign, case)
        .await
        .unwrap();
    act(house, reviewer, CaseAction::Grant, case).await.unwrap();
}

/// The form of a crossing of the case as it stands now, at Techo airport.
pub async fn crossing(house: &House, case: Uuid) -> CrossingForm {
    CrossingForm {
        case: case.to_string(),
        version: row(house, case).await.version.to_string(),
        port: "KTI".to_owned(),
        note: "As seen at the desk".to_owned(),
        ..CrossingForm::default()
    }
}

pub async fn row(house: &House, case: Uuid) -> CaseRow {
    let mut unit = house.portal.store.read().await.unwrap();
    unit.case(case).await.unwrap().unwrap()
}

/// The actions recorded about the case's application.
pub async fn actions(house: &House, case: Uuid) -> Vec<String> {
    let application = row(house, case).await.application_id;
    let mut unit = house.portal.store.read().await.unwrap();
    unit.audit_of_application(application)
        .await
        .unwrap()
        .into_iter()
        .map(|event| event.action)
        .collect()
}

pub fn is_conflict(result: &Result<()>) -> bool {
    matches!(result, Err(PortalError::Conflict(_)))
}

/// The fields that were found wrong.
pub fn faults(result: Result<()>) -> Vec<String> {
    match result {
        Err(PortalError::Invalid(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("expected faults, found {other:?}"),
    }
}

/// Today in Phnom Penh.
pub fn today(house: &House) -> NaiveDate {
    ministry_date(house.clock.now())
}
