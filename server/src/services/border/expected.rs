//! Who is expected at a port on a day, by hour: the desks see what is coming. Whoever was seen there already,
//! admitted or refused, is expected no more.

use super::viewed;
use crate::cases::case_file::CaseFile;
use crate::error::is_unreadable;
use crate::services::cursor::{self, Cursor};
use crate::services::traveller::offer::ports;
use crate::state::Portal;
use crate::store::{Connection, ExpectedCount, ExpectedRow};
use app::contract::{Caller, Expected, ExpectedHour, ExpectedTraveller, Role};
use app::error::{PortalError, Result};
use chrono::TimeDelta;
use domain::calendar::{ministry_date, start_of_day};
use domain::states::ApplicationKind;
use serde_json::{Map, json};

/// The place of those who named no hour: after all others.
const NO_HOUR: i64 = 24;

/// Without a port it is the officer's own, or the first; without a day it is today. The access is recorded.
pub async fn expected(
    portal: &Portal,
    caller: &Caller,
    (port, day): (&str, &str),
    cursor: &str,
) -> Result<Expected> {
    let officer = caller.with_role(Role::Border)?;
    let ports = ports(portal).await?;
    let asked = [Some(port), officer.port.as_deref()];
    let named = asked
        .into_iter()
        .flatten()
        .find_map(|code| ports.iter().find(|port| port.code == code));
    let port = named.or(ports.first()).ok_or(PortalError::NotFound)?;
    let port = port.code.clone();
    // As the page's own field sends it, of four digits a year.
    let asked = (day.len() == 10).then(|| day.parse().ok()).flatten();
    let day = asked.unwrap_or_else(|| ministry_date(portal.now()));

    let mut db = portal.store.read().await?;
    let hours = by_hour(db.expected_by_hour(&port, day).await?);
    let start = start_of_day(day);
    let after = Cursor::decode(cursor).map(|cursor| ((cursor.at - start).num_hours(), cursor.id));
    let found = db.expected_on(&port, day, after, cursor::LIMIT).await?;
    let found = cursor::page(found, |row| {
        let hour = TimeDelta::hours(row.arrival_hour.unwrap_or(NO_HOUR));
        let (at, id) = (start + hour, row.id);
        Some(Cursor { at, id })
    });
    let mut rows = Vec::new();
    for row in found.rows {
        rows.push(traveller(portal, &mut *db, row).await?);
    }
    drop(db);
    let shown: Vec<_> = rows.iter().map(|row| row.case).collect();
    let detail = Map::from_iter([
        ("port".to_owned(), json!(port)),
        ("day".to_owned(), json!(day)),
    ]);
    let list = ("expected.viewed", detail);
    viewed::record(portal, officer.id, list, &shown).await?;
    Ok(Expected {
        port,
        ports,
        day,
        hours,
        rows,
        next: found.next,
    })
}

/// The counts of each hour, in its order.
fn by_hour(mut counts: Vec<ExpectedCount>) -> Vec<ExpectedHour> {
    counts.sort_by_key(|count| count.arrival_hour.unwrap_or(NO_HOUR));
    let mut hours: Vec<ExpectedHour> = Vec::new();
    for count in counts {
        let hour = count.arrival_hour.and_then(|hour| u32::try_from(hour).ok());
        if hours.last().is_none_or(|last| last.hour != hour) {
            hours.push(ExpectedHour {
                hour,
                on_visas: 0,
                on_cards: 0,
            });
        }
        if let Some(last) = hours.last_mut() {
            match count.kind {
                ApplicationKind::Visa => last.on_visas += count.travellers,
                ApplicationKind::Card => last.on_cards += count.travellers,
            }
        }
    }
    hours
}

async fn traveller(
    portal: &Portal,
    db: &mut dyn Connection,
    row: ExpectedRow,
) -> Result<ExpectedTraveller> {
    let mut traveller = ExpectedTraveller {
        case: row.id,
        hour: row.arrival_hour.and_then(|hour| u32::try_from(hour).ok()),
        name: None,
        nationality: String::new(),
        passport_number: String::new(),
        vehicle: String::new(),
        on_card: false,
    };
    // Of a record that was erased or cannot be read, it is still somebody who comes.
    let file = match CaseFile::load(portal, db, row.id).await {
        Ok(file) => file,
        Err(PortalError::Conflict(_)) => return Ok(traveller),
        Err(error) if is_unreadable(&error) => return Ok(traveller),
        Err(error) => return Err(error),
    };
    let card = file.application_document(portal)?.card;
    traveller.name = Some(file.name());
    traveller.nationality.clone_from(&file.case.nationality);
    traveller.on_card = file.application.kind == ApplicationKind::Card;
    traveller.vehicle = card.map(|card| card.vehicle).unwrap_or_default();
    if let Some(person) = &file.document.person {
        traveller
            .passport_number
            .clone_from(&person.passport_number);
    }
    Ok(traveller)
}
