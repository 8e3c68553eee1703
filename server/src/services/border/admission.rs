//! Access: whether a person may be admitted on a day, and the obstacles.

use super::elsewhere::is_in_country;
use super::forged;
use super::refusal::{refusal_view, standing_refusal};
use crate::cases::arrival_card;
use crate::cases::case_file::CaseFile;
use crate::cases::records::ApplicationDocument;
use crate::cases::summary::visa_summary;
use crate::state::Portal;
use crate::store::{CaseRow, Connection, CrossingRow, PassName, StayRow, VisaAndStay, VisaRow};
use app::contract::{
    AdmissionObstacle, CardAtBorder, FineView, PersonRow, StayView, WithoutApplication,
};
use app::error::Result;
use chrono::NaiveDate;
use domain::calendar::{last_day, ministry_date, whole_months};
use domain::law::application::Exemption;
use domain::law::arrival_card::{Question, good_until};
use domain::law::overstay::{TIME_TO_LEAVE, days_over, fine_of_stay};
use domain::law::stay::{self, days_left};
use domain::states::{ApplicationKind, ApplicationState, CrossingKind, FineState, StayState};
use uuid::Uuid;

/// The agreement by which the holder of an arrival card needs no visa on the day (Art. 5); none of who
/// comes on a visa, from the portal or on paper.
pub async fn agreement(
    db: &mut dyn Connection,
    file: &CaseFile,
    visa: Option<&VisaRow>,
    day: NaiveDate,
) -> Result<Option<Exemption>> {
    let (ApplicationKind::Card, None, Some(person)) =
        (file.application.kind, visa, &file.document.person)
    else {
        return Ok(None);
    };
    // A card that is over or was used admits nobody, and nor does one of which nothing is left.
    let is_good = file.application.state() == ApplicationState::Submitted
        && file
            .application
            .entry_date
            .is_some_and(|arrival| day <= good_until(arrival));
    if !is_good {
        return Ok(None);
    }
    let agreement = db
        .exemption(person.nationality.code, person.passport_kind, day)
        .await?;
    Ok(agreement.map(|row| Exemption { days: row.days }))
}

/// The obstacles to admitting this person on the day; empty where there is none. `elsewhere`: whether a
/// stay of the person is open on another case.
pub fn obstacles(
    file: &CaseFile,
    (visa, agreement): (Option<&VisaRow>, Option<Exemption>),
    (stay, elsewhere): (Option<&StayRow>, bool),
    day: NaiveDate,
) -> Vec<AdmissionObstacle> {
    let person = file.document.person.as_ref();
    let found = stay::obstacles(
        elsewhere || stay.is_some_and(|stay| stay.state() == StayState::Open),
        visa.map(|visa| (visa.state(), visa.issued_on, visa.valid_until)),
        agreement,
        person.map(|person| person.expires_on),
        day,
    );
    let case = file.case.state();
    found
        .into_iter()
        .map(|obstacle| AdmissionObstacle::Law(obstacle, case))
        .chain(person.is_none().then_some(AdmissionObstacle::NoPerson))
        .collect()
}

/// One person as officers see them in a list, with every crossing so far.
pub async fn row(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
    crossings: Vec<CrossingRow>,
    scanned: bool,
) -> Result<PersonRow> {
    let today = ministry_date(portal.now());
    let VisaAndStay { visa, stay, pass } = db.visa_and_stay(file.case.id).await?;
    let hash = file.document.person.as_ref();
    let hash = hash.map(|person| portal.person_hash(person));
    let passport = file.case.passport_hash.as_deref();
    let lately = portal.now() - forged::TOLD_FOR;
    let marks = db
        .marks_elsewhere(hash.as_deref(), passport, file.case.id, lately)
        .await?;
    let elsewhere = marks.inside && is_in_country(portal, db, file).await?;
    let stays = (stay.as_ref(), elsewhere);
    let agreement = agreement(db, file, visa.as_ref(), today).await?;
    let obstacles = obstacles(file, (visa.as_ref(), agreement), stays, today);
    let admissible_before = match last_day_of_documents(file, visa.as_ref()) {
        Some(day) if day < today => {
            let agreement = self::agreement(db, file, visa.as_ref(), day).await?;
            self::obstacles(file, (visa.as_ref(), agreement), stays, day).is_empty()
        }
        _ => false,
    };
    let stay = match stay {
        Some(stay) => Some(stay_view(db, stay, pass, today).await?),
        None => None,
    };
    let refusal = if marks.refused || crossings.iter().any(is_refusal) {
        standing_refusal(portal, db, file, crossings, portal.now()).await?
    } else {
        None
    };
    let refusal = match refusal {
        Some(crossing) => Some(refusal_view(db, &file.case, crossing, today).await?),
        None => None,
    };
    let forged_code = if marks.forged {
        forged::lately(portal, db, &file.case).await?
    } else {
        None
    };
    let person = file.document.person.as_ref();
    let (number, birth) = person
        .map(|person| (person.passport_number.clone(), person.birth_date.iso()))
        .unwrap_or_default();
    let passport_kind = person.map(|person| person.passport_kind);
    let born = person.and_then(|person| person.birth_date.date());
    let document = file.application_document(portal)?;
    let questions = arrival_card::questions_of_today(portal, db).await?;
    Ok(PersonRow {
        case: file.case.id,
        reference: file.application.reference.clone(),
        name: file.name(),
        nationality: file.case.nationality.clone(),
        passport_number: number,
        passport_kind,
        birth_date: birth,
        age_months: born.map(|born| whole_months(born, today)),
        adult: file.adult_name(portal, db).await?,
        scanned,
        without_application: without_application(file, &document, agreement),
        card: card(file, &document, &questions, stay.is_some()),
        visa: visa.as_ref().map(visa_summary),
        stay,
        admissible: obstacles.is_empty(),
        admissible_before,
        obstacles,
        refusal,
        forged_code,
    })
}

fn is_refusal(crossing: &CrossingRow) -> bool {
    crossing.kind == CrossingKind::Refusal
}

/// What is said of who did not apply for a visa.
fn without_application(
    file: &CaseFile,
    document: &ApplicationDocument,
    agreement: Option<Exemption>,
) -> Option<WithoutApplication> {
    (file.application.kind == ApplicationKind::Card).then(|| WithoutApplication {
        at_desk: document.card.is_none(),
        has_email: !document.email.is_empty(),
        exempt_days: agreement.map(|agreement| agreement.days),
    })
}

/// What the traveller says on the arrival card, where they are on one. Whoever was admitted is not asked
/// any more.
fn card(
    file: &CaseFile,
    document: &ApplicationDocument,
    questions: &[Question],
    was_admitted: bool,
) -> Option<CardAtBorder> {
    let said = arrival_card::said(file.application.kind, document, &file.document)?;
    let mut declared = said.declaration(questions);
    if was_admitted {
        declared.unasked.clear();
    }
    let form = document.card.as_ref()?;
    let trip = document.trip.clone().unwrap_or_default();
    Some(CardAtBorder {
        vehicle: form.vehicle.clone(),
        hour: form.hour.clone(),
        purpose: form.purpose.clone(),
        stay_days: trip.stay_days,
        address: trip.address,
        declared,
    })
}

/// The line of a person whose record cannot be decrypted: what lies beside it in the clear, and that
/// nobody may be admitted on it.
pub async fn unreadable_row(
    db: &mut dyn Connection,
    case: &CaseRow,
    reference: String,
    today: NaiveDate,
) -> Result<PersonRow> {
    let VisaAndStay { visa, stay, pass } = db.visa_and_stay(case.id).await?;
    let stay = match stay {
        Some(stay) => Some(stay_view(db, stay, pass, today).await?),
        None => None,
    };
    Ok(PersonRow {
        case: case.id,
        reference,
        name: String::new(),
        nationality: case.nationality.clone(),
        passport_number: String::new(),
        passport_kind: None,
        birth_date: String::new(),
        age_months: None,
        adult: None,
        scanned: false,
        without_application: None,
        card: None,
        visa: visa.as_ref().map(visa_summary),
        stay,
        admissible: false,
        admissible_before: false,
        obstacles: vec![AdmissionObstacle::Unreadable],
        refusal: None,
        forged_code: None,
    })
}

/// The last day on which visa and passport were both valid.
pub(super) fn last_day_of_documents(file: &CaseFile, visa: Option<&VisaRow>) -> Option<NaiveDate> {
    let passport = file.document.person.as_ref()?.expires_on;
    match visa {
        Some(visa) => Some(visa.valid_until.min(passport)),
        None => (file.application.kind == ApplicationKind::Card).then_some(passport),
    }
}

/// The stay with what is due: days over and the fine of Art. 24 and 26 as of today, or as it was
/// settled on departure.
async fn stay_view(
    db: &mut dyn Connection,
    stay: StayRow,
    pass: Option<PassName>,
    today: NaiveDate,
) -> Result<StayView> {
    let day = stay.departed_on.unwrap_or(today);
    let over = days_over(stay.last_permitted_day, day);
    let due = fine_of_stay(stay.last_permitted_day, stay.overstay_found_on, day);
    let settled = match due {
        Some(_) => db.fine_of_stay(stay.id).await?,
        None => None,
    };
    Ok(StayView {
        stay: stay.id,
        version: stay.version,
        state: stay.state(),
        entered_on: stay.entered_on,
        last_permitted_day: stay.last_permitted_day,
        days_left: days_left(stay.last_permitted_day, day),
        days_over: over,
        departed_on: stay.departed_on,
        fine: due.map(|due| FineView {
            amount: settled.as_ref().map_or(due.amount, |fine| fine.amount),
            days: due.days,
            state: settled.as_ref().map_or(FineState::Due, |fine| fine.state),
            must_leave_by: due.must_leave_by,
        }),
        pass_number: pass.map(|pass| pass.number).unwrap_or_default(),
    })
}

/// Keeps the day on which these people's overstays beyond thirty days were found, for Art. 26.1. An
/// earlier finding has an earlier day to leave by, and is kept already.
pub async fn note_findings(portal: &Portal, rows: &[PersonRow], today: NaiveDate) -> Result<()> {
    let ordered_today = Some(last_day(today, TIME_TO_LEAVE));
    let ordered_to_leave: Vec<Uuid> = rows
        .iter()
        .filter_map(|row| row.stay.as_ref())
        .filter(|stay| stay.state == StayState::Open)
        .filter(|stay| {
            stay.fine
                .as_ref()
                .is_some_and(|fine| fine.must_leave_by == ordered_today)
        })
        .map(|stay| stay.stay)
        .collect();
    if ordered_to_leave.is_empty() {
        return Ok(());
    }
    let mut tx = portal.begin().await?;
    for stay in ordered_to_leave {
        tx.find_overstay(stay, today).await?;
    }
    tx.commit().await?;
    Ok(())
}
