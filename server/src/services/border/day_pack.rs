//! The list that a desk keeps for the time without a network: whom it may admit, signed, bounded in number,
//! bytes and hours. Whose data is on it is kept with it.

use super::admission::{last_day_of_documents, row};
use crate::audit::{Actor, Event};
use crate::cases::case_file::CaseFile;
use crate::cases::issue::{port_name, seal_data};
use crate::documents::DocumentError;
use crate::error::{OrInternal, is_unreadable};
use crate::state::Portal;
use crate::store::{Connection, DayPackRow};
use crate::throttle::Throttled;
use app::contract::{Caller, DayPack, DayPackEntry, Role, SignedDayPack, StaffIdentity};
use app::desk_query::Query;
use app::error::{PortalError, Result};
use chrono::{Days, NaiveDate, TimeDelta};
use data_encoding::{BASE64, HEXLOWER};
use domain::calendar::ministry_date;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A list is good for so long: a shift with what comes before and after it.
const GOOD_FOR: TimeDelta = TimeDelta::hours(12);
/// So many travellers at most: an hour of one desk is a hundred.
const MOST: usize = 400;
/// So many bytes of photos at most; whoever comes after them has none.
const MOST_PHOTO_BYTES: usize = 6 * 1024 * 1024;
/// Whose trip began so many days ago comes before later ones: aeroplanes are late.
const LATE: Days = Days::new(2);
/// How long it is known whom a list carried, and so how long something can be handed in.
pub const DAY_PACK_KNOWN: TimeDelta = TimeDelta::days(30);

const SALT: usize = 16;
const HASH: usize = 16;

/// The port of an officer who has one.
pub(super) fn own_port(officer: &StaffIdentity) -> Result<&str> {
    let port = officer.port.as_deref();
    port.ok_or_else(|| PortalError::conflict("conflict-no-port"))
}

pub async fn day_pack(portal: &Portal, caller: &Caller) -> Result<SignedDayPack> {
    let officer = caller.with_role(Role::Border)?;
    let port = own_port(officer)?;
    portal
        .throttles
        .check(Throttled::DayPack, &officer.id.to_string())?;
    let made_at = portal.now();
    let today = ministry_date(made_at);
    let salt = HEXLOWER.encode(&portal.rng.bytes::<SALT>());
    let mut db = portal.store.read().await?;
    let cases = expected(&mut *db, port, today).await?;
    let is_full = cases.len() > MOST;
    let mut entries = Vec::new();
    let mut room = MOST_PHOTO_BYTES;
    for case in cases.into_iter().take(MOST) {
        entries.extend(entry(portal, &mut *db, case, &salt, &mut room).await?);
    }
    let content = DayPack {
        id: portal.id(),
        officer: officer.id,
        port: port.to_owned(),
        port_name: port_name(&mut *db, port).await?,
        made_at,
        good_until: made_at + GOOD_FOR,
        salt,
        is_full,
        entries,
    };
    drop(db);
    let text = serde_json::to_string(&content).or_internal()?;
    let digest = HEXLOWER.encode(&Sha256::digest(&text));
    let signed = portal.documents.sign_day_pack(text);
    let signed = signed.map_err(DocumentError::from)?;

    let row = DayPackRow {
        id: content.id,
        port: content.port,
        officer_id: officer.id,
        made_at,
        good_until: content.good_until,
    };
    let cases: Vec<Uuid> = content.entries.iter().map(|entry| entry.case).collect();
    let mut tx = portal.begin().await?;
    tx.add_day_pack(&row, &cases).await?;
    let event = Event::new(Actor::Staff(officer.id), "border.day_pack_made").about(row.id);
    tx.append(event.with(json!({
        "port": row.port,
        "travellers": cases.len(),
        "good_until": row.good_until,
        "sha256": digest,
    })));
    tx.commit().await?;
    Ok(signed)
}

/// Who is expected, the nearest first; one more than fits, where there are more.
async fn expected(db: &mut dyn Connection, port: &str, today: NaiveDate) -> Result<Vec<Uuid>> {
    let limit = i64::try_from(MOST + 1).or_internal()?;
    let first = today - LATE;
    let mut cases = db.expected_cases(port, first, true, limit).await?;
    if cases.len() <= MOST {
        cases.extend(db.expected_cases(port, first, false, limit).await?);
        cases.truncate(MOST + 1);
    }
    Ok(cases)
}

/// The traveller's entry; none for whom something stands against, which an officer decides with a network,
/// and for a record that cannot be read.
async fn entry(
    portal: &Portal,
    db: &mut dyn Connection,
    case: Uuid,
    salt: &str,
    room: &mut usize,
) -> Result<Option<DayPackEntry>> {
    let file = match CaseFile::load(portal, db, case).await {
        Ok(file) => file,
        Err(PortalError::Conflict(_) | PortalError::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let crossings = db.crossings_of(case).await?;
    let seen = match row(portal, db, &file, crossings, false).await {
        Ok(seen) => seen,
        Err(error) if is_unreadable(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    if !seen.admissible || seen.refusal.is_some() || seen.forged_code.is_some() {
        return Ok(None);
    }
    let Some(visa) = db.visa_of_case(case).await? else {
        return Ok(None);
    };
    let Some(last_day) = last_day_of_documents(&file, Some(&visa)) else {
        return Ok(None);
    };
    // A child is on the passport of an adult, and by the adult's nationality.
    let holder = file.adult(portal, db).await?;
    let holder = holder.as_ref().or(file.document.person.as_ref());
    let seal = file.key.decrypt(seal_data("visas", visa.id), &visa.seal);
    let queries = [
        holder.map(|person| Query::Passport {
            number: person.passport_number.clone(),
            nationality: person.nationality.code.to_owned(),
        }),
        seal.ok().map(|seal| Query::Seal(seal.to_vec())),
        Some(Query::DocumentNumber(visa.number.clone())),
        seen.reference.parse().ok().map(Query::Reference),
    ];
    let lines = queries
        .into_iter()
        .flatten()
        .filter_map(|query| query.line());
    Ok(Some(DayPackEntry {
        case,
        hashes: lines.map(|line| hashed(salt, &line)).collect(),
        name: seen.name,
        nationality: seen.nationality,
        birth_date: seen.birth_date,
        adult: seen.adult,
        visa_number: visa.number,
        last_day,
        photo: photo(portal, &file, room).await,
    }))
}

fn hashed(salt: &str, line: &str) -> String {
    let digest = Sha256::digest(format!("{salt}{line}"));
    HEXLOWER.encode(&digest[..HASH])
}

/// The small photo, while there is room; without one the passport's has to do.
async fn photo(portal: &Portal, file: &CaseFile, room: &mut usize) -> Option<String> {
    let name = file.case.photo.as_deref()?;
    let small = portal.photos.get_small(&file.key, file.case.id, name).await;
    let small = small.ok().filter(|small| small.len() <= *room)?;
    *room -= small.len();
    Some(BASE64.encode(&small))
}
