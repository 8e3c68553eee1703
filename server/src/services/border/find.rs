//! Finding somebody by passport, by reference, or by a scanned seal: the first that is filled in
//! counts. The answer is a key; the page behind it records the lookup.

use super::forged;
use super::key::{self, Lookup, Scan};
use crate::audit::{Actor, Event};
use crate::services::verifier::inspect::inspect;
use crate::state::Portal;
use crate::store::{CaseRow, Connection};
use app::contract::{Caller, FindForm, Found, Role, StaffIdentity};
use app::error::{FieldError, PortalError, Result};
use domain::calendar::ministry_date;
use domain::doc9303::countries::{SPECIMEN, named};
use domain::doc9303::mrz::{self, Field};
use domain::doc9303::seal::address;
use domain::reference::Reference;
use serde_json::json;

/// Signs in a line of a passport's MRZ (Doc 9303-4).
const MRZ_WIDTH: usize = 44;
const TWO_LINES: usize = 2 * MRZ_WIDTH;

pub async fn find(portal: &Portal, caller: &Caller, form: &FindForm) -> Result<Found> {
    let staff = caller.with_role(Role::Border)?;
    let (number, nationality) = (form.passport_number.trim(), form.nationality.trim());
    let (reference, seal) = (form.reference.trim(), form.seal.trim());
    let mut db = portal.store.read().await?;
    let mut pretends = false;
    let (way, lookup) = if !number.is_empty() || !nationality.is_empty() {
        ("passport", by_passport(portal, number, nationality)?)
    } else if !reference.is_empty() {
        ("reference", by_reference(reference)?)
    } else if !seal.is_empty() {
        match by_mrz(portal, seal)? {
            Some(lookup) => ("passport", lookup),
            None => {
                let lookup;
                (lookup, pretends) = by_seal(portal, &mut *db, seal).await?;
                ("seal", lookup)
            }
        }
    } else {
        return Err(PortalError::invalid(
            "passport_number",
            "field-error-find-nothing",
        ));
    };
    let found = cases_of(&mut *db, &lookup).await?;
    drop(db);
    if let (Lookup::Passport { hash, .. }, true) = (&lookup, pretends) {
        forged::note(portal, staff, hash, &found).await?;
    }
    // A code that was scanned has its verdict, whoever is behind it.
    let has_verdict = matches!(&lookup, Lookup::Passport { scan: Some(_), .. });
    if found.is_empty() {
        record_miss(portal, staff, way).await?;
        if !has_verdict {
            return Err(PortalError::NotFound);
        }
    }
    Ok(Found {
        key: key::write(portal, &lookup)?,
        only: found
            .first()
            .map(|case| case.id)
            .filter(|_| found.len() == 1),
    })
}

/// The cases of a lookup, without those that were not paid.
pub(super) async fn cases_of(db: &mut dyn Connection, lookup: &Lookup) -> Result<Vec<CaseRow>> {
    match lookup {
        Lookup::Passport { hash, .. } => Ok(db.cases_on_passport(hash).await?),
        Lookup::Reference(reference) => {
            let Some(application) = db.application_by_reference(reference).await? else {
                return Ok(Vec::new());
            };
            let mut cases = db.cases_of(application.id).await?;
            cases.retain(|case| case.queued_at.is_some());
            Ok(cases)
        }
    }
}

fn by_passport(portal: &Portal, number: &str, nationality: &str) -> Result<Lookup> {
    let mut errors = Vec::new();
    if !number.chars().any(|c| c.is_ascii_alphanumeric()) || number.len() > 40 {
        errors.push(FieldError::new(
            "passport_number",
            "field-error-passport-number",
        ));
    }
    let nationality = named(nationality);
    if nationality.is_none() {
        errors.push(FieldError::new(
            "nationality",
            "field-error-choose-nationality",
        ));
    }
    match nationality {
        Some(nationality) if errors.is_empty() => Ok(Lookup::Passport {
            hash: portal.passport_hash(number, nationality.code),
            scan: None,
        }),
        _ => Err(PortalError::Invalid(errors)),
    }
}

fn by_reference(reference: &str) -> Result<Lookup> {
    reference
        .parse::<Reference>()
        .map(|reference| Lookup::Reference(reference.to_string()))
        .map_err(|_| PortalError::invalid("reference", "field-error-reference"))
}

/// By the two lines of a passport, as a reader types them, in one line or two, or by the second alone,
/// which has the number and the nationality; `None` for other texts.
///
/// # Errors
/// `Invalid` for the first line alone, for lines of another length, and for two whose number does not
/// agree with its check digit.
fn by_mrz(portal: &Portal, text: &str) -> Result<Option<Lookup>> {
    let signs: String = text.split_whitespace().collect();
    let begins = signs.starts_with(['P', 'p']);
    let wrong = |message| Err(PortalError::invalid("seal", message));
    let (first, second) = match signs.len() {
        _ if !signs.is_ascii() => return Ok(None),
        TWO_LINES if begins => {
            let (first, second) = signs.split_at(MRZ_WIDTH);
            (first.to_owned(), second)
        }
        // A number may begin with P too; the first line alone has no digit.
        MRZ_WIDTH if begins && !signs.contains(|sign: char| sign.is_ascii_digit()) => {
            return wrong("field-error-mrz-first-line");
        }
        MRZ_WIDTH => (
            format!("{:<<MRZ_WIDTH$}", format!("P<{SPECIMEN}X")),
            signs.as_str(),
        ),
        // No code of a document has a filler in it.
        _ if signs.contains('<') => return wrong("field-error-mrz-length"),
        _ => return Ok(None),
    };
    let today = ministry_date(portal.now());
    // Any 44 signs might be the second line; its check digits tell.
    let is_alone = signs.len() == MRZ_WIDTH;
    let Ok(mrz) = mrz::read(&format!("{first}\n{second}"), today) else {
        return Ok(None);
    };
    let mut checks = mrz.checks.iter();
    if is_alone && !checks.all(|check| check.ok) {
        return if looks_like_second(&signs) {
            wrong("field-error-mrz-second-line")
        } else {
            Ok(None)
        };
    }
    if checks.any(|check| check.field == Field::DocumentNumber && !check.ok) {
        return wrong("field-error-mrz-number");
    }
    Ok(Some(Lookup::Passport {
        hash: portal.passport_hash(&mrz.fields.document_number, &mrz.fields.nationality),
        scan: None,
    }))
}

/// Whether a line is built as the second one: the nationality and the day of birth stand where they stand
/// there, or it has a filler.
fn looks_like_second(signs: &str) -> bool {
    let is = |range, of: fn(&u8) -> bool| {
        let part: Option<&str> = signs.get(range);
        part.is_some_and(|part| part.bytes().all(|sign| of(&sign)))
    };
    signs.contains('<') || is(10..13, u8::is_ascii_alphabetic) && is(13..19, u8::is_ascii_digit)
}

/// By the document that carries the seal; a seal that we do not know is looked up by the
/// passport in its MRZ, and the officer sees what it verifies to. With it, whether the code says that
/// it is ours and is not.
async fn by_seal(portal: &Portal, db: &mut dyn Connection, text: &str) -> Result<(Lookup, bool)> {
    let unreadable = || PortalError::invalid("seal", "field-error-seal");
    let bytes = address::bytes(text).map_err(|_| unreadable())?;
    let seen = inspect(portal, db, &bytes).await?;
    let known = match &seen.hash {
        Some(hash) => db.case_of_seal(hash).await?,
        None => None,
    };
    let scan = Scan::of(portal, &seen, known);
    let case = match known {
        Some(case) => db.case(case).await?,
        None => None,
    };
    let hash = match (case.and_then(|case| case.passport_hash), &seen.document) {
        (Some(hash), _) => hash,
        (None, Some(document)) => {
            let nationality = document.mrz()[1].get(10..13).unwrap_or_default();
            portal.passport_hash(document.passport_number(), nationality)
        }
        (None, None) => return Err(unreadable()),
    };
    let lookup = Lookup::Passport {
        hash,
        scan: Some(scan),
    };
    Ok((lookup, forged::pretends(portal, &seen)))
}

async fn record_miss(portal: &Portal, staff: &StaffIdentity, way: &str) -> Result<()> {
    let event = Event::new(Actor::Staff(staff.id), "border.looked_up")
        .with(json!({ "by": way, "found": 0 }));
    portal
        .access_log
        .record(&portal.store, vec![event], portal.now())
        .await?;
    Ok(())
}
