//! The officer's ten seconds: may this person be admitted today, and if not, why not.

use crate::desks::case_file::CaseFile;
use crate::desks::internal;
use crate::desks::staff::case::visa_summary;
use crate::state::Portal;
use crate::store::{PassName, StayRow, Unit, VisaRow};
use app::desks::{FineView, PersonRow, StayView};
use app::error::Result;
use chrono::NaiveDate;
use domain::law::overstay::{days_over, fine_of_stay};
use domain::law::stay::{NotAdmissible, check_admission, days_left};
use domain::states::{CaseState, FineState, StayState};
use uuid::Uuid;

/// What stands against an admission: message keys with their articles.
pub type Obstacles = Vec<(String, String)>;

/// Everything that stands against admitting this person on the day.
pub fn obstacles(
    file: &CaseFile,
    visa: Option<&VisaRow>,
    stay: Option<&StayRow>,
    day: NaiveDate,
) -> Obstacles {
    let mut obstacles = Vec::new();
    let mut add = |message: &str, article: &str| {
        obstacles.push((format!("obstacle-{message}"), article.to_owned()));
    };
    if stay.is_some_and(|stay| stay.state == StayState::Open) {
        add("in-the-country", "Art. 15");
    }
    match visa {
        None => add(no_visa(file.case.state), "Art. 23 a.2"),
        Some(visa) => {
            let permitted = check_admission(visa.state, visa.issued_on, visa.valid_until, day);
            match permitted {
                Ok(()) => {}
                Err(NotAdmissible::State(state)) => {
                    add(&format!("visa-{}", state.as_str()), "Art. 23 a.2");
                }
                Err(NotAdmissible::Expired(_)) => add("visa-expired", "Art. 13"),
                Err(NotAdmissible::NotYetIssued(_)) => add("visa-not-yet-issued", "Art. 23 a.2"),
            }
        }
    }
    match &file.document.person {
        Some(person) if person.expires_on < day => add("passport-expired", "Art. 23 a.1"),
        Some(_) => {}
        None => add("no-person", "Art. 23 a.2"),
    }
    obstacles
}

const fn no_visa(state: CaseState) -> &'static str {
    match state {
        CaseState::Denied => "denied",
        CaseState::Withdrawn => "withdrawn",
        _ => "undecided",
    }
}

/// One person as officers see them in a list.
pub async fn row(unit: &mut dyn Unit, file: &CaseFile, today: NaiveDate) -> Result<PersonRow> {
    let visa = unit.visa_of_case(file.case.id).await.map_err(internal)?;
    let stay = unit
        .latest_stay_and_pass(file.case.id)
        .await
        .map_err(internal)?;
    let obstacles = obstacles(
        file,
        visa.as_ref(),
        stay.as_ref().map(|(stay, _)| stay),
        today,
    );
    let stay = match stay {
        Some((stay, pass)) => Some(stay_view(unit, stay, pass, today).await?),
        None => None,
    };
    let person = file.document.person.clone();
    let (number, birth) = person
        .map(|person| (person.passport_number, person.birth_date))
        .unwrap_or_default();
    Ok(PersonRow {
        case: file.case.id,
        reference: file.application.reference.clone(),
        name: file.name(),
        nationality: file.case.nationality.clone(),
        passport_number: number,
        birth_date: birth,
        visa: visa.as_ref().map(visa_summary),
        stay,
        admissible: obstacles.is_empty(),
        obstacles,
    })
}

/// The stay with what is due: days over and the fine of Art. 24 and 26 as of today, or as it was
/// settled on departure.
async fn stay_view(
    unit: &mut dyn Unit,
    stay: StayRow,
    pass: Option<PassName>,
    today: NaiveDate,
) -> Result<StayView> {
    let day = stay.departed_on.unwrap_or(today);
    let over = days_over(stay.last_permitted_day, day);
    let due = fine_of_stay(stay.last_permitted_day, stay.overstay_found_on, day);
    let settled = match due {
        Some(_) => unit.fine_of_stay(stay.id).await.map_err(internal)?,
        None => None,
    };
    Ok(StayView {
        stay: stay.id,
        version: stay.version,
        state: stay.state,
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

/// Keeps the day on which these people's overstays beyond thirty days were found, for Art. 26.1.
pub async fn note_findings(portal: &Portal, rows: &[PersonRow], today: NaiveDate) -> Result<()> {
    let ordered_to_leave: Vec<Uuid> = rows
        .iter()
        .filter_map(|row| row.stay.as_ref())
        .filter(|stay| stay.state == StayState::Open)
        .filter(|stay| {
            stay.fine
                .as_ref()
                .is_some_and(|fine| fine.must_leave_by.is_some())
        })
        .map(|stay| stay.stay)
        .collect();
    if ordered_to_leave.is_empty() {
        return Ok(());
    }
    let mut unit = portal.store.begin().await.map_err(internal)?;
    for stay in ordered_to_leave {
        unit.find_overstay(stay, today).await.map_err(internal)?;
    }
    unit.commit().await.map_err(internal)
}
