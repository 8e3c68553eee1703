//! Finding somebody by passport, by reference, or by a scanned seal: the first that is filled in
//! counts. The answer is a key; the page behind it records the lookup.

use super::key::{self, Lookup};
use crate::audit::{Actor, Event};
use crate::services::verifier::inspect::inspect;
use crate::state::Portal;
use crate::store::Connection;
use app::contract::{Caller, FindForm, Found, Role, StaffIdentity};
use app::error::{FieldError, PortalError, Result};
use domain::doc9303::countries::country;
use domain::doc9303::seal::address;
use domain::reference::Reference;
use serde_json::json;

pub async fn find(portal: &Portal, caller: &Caller, form: &FindForm) -> Result<Found> {
    let staff = caller.with_role(Role::Border)?;
    let (number, nationality) = (form.passport_number.trim(), form.nationality.trim());
    let (reference, seal) = (form.reference.trim(), form.seal.trim());
    let mut db = portal.store.read().await?;
    let (way, lookup) = if !number.is_empty() || !nationality.is_empty() {
        ("passport", by_passport(portal, number, nationality)?)
    } else if !reference.is_empty() {
        ("reference", by_reference(reference)?)
    } else if !seal.is_empty() {
        ("seal", by_seal(portal, &mut *db, seal).await?)
    } else {
        return Err(PortalError::invalid(
            "passport_number",
            "field-error-find-nothing",
        ));
    };
    let found = match &lookup {
        Lookup::Passport { hash, .. } => {
            let cases = db.cases_on_passport(hash).await?;
            !cases.is_empty()
        }
        Lookup::Reference(reference) => db
            .application_by_reference(reference)
            .await?
            .is_some_and(|application| application.paid_at.is_some()),
    };
    drop(db);
    if !found {
        record_miss(portal, staff, way).await?;
        return Err(PortalError::NotFound);
    }
    Ok(Found {
        key: key::write(portal, &lookup)?,
    })
}

fn by_passport(portal: &Portal, number: &str, nationality: &str) -> Result<Lookup> {
    let mut errors = Vec::new();
    if !number.chars().any(|c| c.is_ascii_alphanumeric()) || number.len() > 40 {
        errors.push(FieldError::new(
            "passport_number",
            "field-error-passport-number",
        ));
    }
    let nationality = country(&nationality.to_uppercase());
    if nationality.is_none() {
        errors.push(FieldError::new(
            "nationality",
            "field-error-choose-nationality",
        ));
    }
    match nationality {
        Some(nationality) if errors.is_empty() => Ok(Lookup::Passport {
            hash: portal.passport_hash(number, nationality.code),
            seal: None,
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

/// By the document that carries the seal; a seal that we do not know is looked up by the
/// passport in its MRZ, and the officer sees what it verifies to.
async fn by_seal(portal: &Portal, db: &mut dyn Connection, text: &str) -> Result<Lookup> {
    let unreadable = || PortalError::invalid("seal", "field-error-seal");
    let bytes = address::bytes(text).map_err(|_| unreadable())?;
    let seen = inspect(portal, db, &bytes).await?;
    let known = match &seen.hash {
        Some(hash) => db.case_of_seal(hash).await?,
        None => None,
    };
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
    Ok(Lookup::Passport {
        hash,
        seal: Some(seen.code.to_owned()),
    })
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
