//! The refusal of entry that still stands against a person, on this case or on another one of the
//! same person: neither a second application nor a new passport makes it forgotten.

use crate::cases::case_file::CaseFile;
use crate::cases::issue::port_name;
use crate::state::Portal;
use crate::store::{CaseRow, Connection, CrossingRow};
use app::contract::StandingRefusal;
use app::error::{PortalError, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::ministry_date;
use domain::law::refusal::standing;
use domain::person::Person;
use domain::states::CrossingKind;

/// The latest refusal that stands at an instant; `crossings` are those of the case itself.
pub async fn standing_refusal(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
    mut crossings: Vec<CrossingRow>,
    at: DateTime<Utc>,
) -> Result<Option<CrossingRow>> {
    let case = file.case.id;
    let person = file.document.person.as_ref();
    let hash = person.map(|person| portal.person_hash(person));
    let passport = file.case.passport_hash.as_deref();
    let is_refused = crossings
        .iter()
        .any(|crossing| crossing.kind == CrossingKind::Refusal);
    if !is_refused
        && !db
            .is_refused_elsewhere(hash.as_deref(), passport, case)
            .await?
    {
        return Ok(None);
    }
    let mut others = match &hash {
        Some(hash) => db.cases_of_person(hash).await?,
        None => Vec::new(),
    };
    if let Some(passport) = passport {
        for other in db.cases_on_passport(passport).await? {
            let other_id = other.id;
            if !others.contains(&other_id) && is_same_person(portal, db, file, other).await? {
                others.push(other_id);
            }
        }
    }
    for other in others.into_iter().filter(|other| *other != case) {
        crossings.extend(db.crossings_of(other).await?);
    }
    crossings.retain(|crossing| crossing.event_at <= at);
    crossings.sort_by_key(|crossing| crossing.event_at);
    let events = crossings
        .iter()
        .map(|crossing| (crossing.kind, crossing.grounds.as_slice()));
    Ok(standing(events).map(|index| crossings.swap_remove(index)))
}

/// Whether the traveller of another case on the passport is the same: on one passport the day of
/// birth and the sex tell a child from its adult, however the names were typed.
async fn is_same_person(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
    other: CaseRow,
) -> Result<bool> {
    let other = match CaseFile::of(portal, db, other).await {
        Ok(other) => other,
        // Erased: nobody knows any more.
        Err(PortalError::Conflict(_)) => return Ok(false),
        Err(error) => return Err(error),
    };
    let marks = |person: &Person| (person.birth_date.iso(), person.sex);
    let of = |file: &CaseFile| file.document.person.as_ref().map(marks);
    Ok(of(file).is_some() && of(file) == of(&other))
}

/// A standing refusal as officers see it on the day `today`.
pub async fn refusal_view(
    db: &mut dyn Connection,
    case: &CaseRow,
    crossing: CrossingRow,
    today: NaiveDate,
) -> Result<StandingRefusal> {
    let other = if crossing.case_id == case.id {
        None
    } else {
        db.case(crossing.case_id).await?
    };
    Ok(StandingRefusal {
        other_passport: other.is_some_and(|other| other.passport_hash != case.passport_hash),
        at: crossing.event_at,
        port_name: port_name(db, &crossing.port).await?,
        grounds: crossing.grounds,
        today: ministry_date(crossing.event_at) == today,
    })
}
