//! Finding somebody by whatever stands in the one box. The answer is a key; the page behind it records
//! the lookup.

use super::forged;
use super::key::{self, Lookup, Scan};
use crate::audit::{Actor, Event};
use crate::services::verifier::inspect::inspect;
use crate::state::Portal;
use crate::store::{CaseRow, Connection};
use crate::vault::Purpose;
use app::contract::{Caller, FindForm, Found, Role, StaffIdentity};
use app::desk_query::{self, DocumentPage, Query};
use app::error::{PortalError, Result};
use domain::calendar::ministry_date;
use serde_json::json;
use uuid::Uuid;

pub async fn find(portal: &Portal, caller: &Caller, form: &FindForm) -> Result<Found> {
    let staff = caller.with_role(Role::Border)?;
    let query = desk_query::read(&form.query, ministry_date(portal.now()))?;
    let way = way(&query);
    let mut db = portal.store.read().await?;
    let Target {
        lookup,
        case,
        pretends,
    } = target(portal, &mut *db, query).await?;
    let found = match &lookup {
        Some(lookup) => cases_of(&mut *db, lookup).await?,
        None => Vec::new(),
    };
    drop(db);
    if let (Some(Lookup::Passport { hash, .. }), true) = (&lookup, pretends) {
        forged::note(portal, staff, hash, &found).await?;
    }
    // A code that was scanned has its verdict, whoever is behind it.
    let scanned = matches!(&lookup, Some(Lookup::Passport { scan: Some(_), .. }));
    if found.is_empty() {
        record_miss(portal, staff, way).await?;
    }
    let Some(lookup) = lookup.filter(|_| scanned || !found.is_empty()) else {
        return Err(PortalError::NotFound);
    };
    let only = match (case, found.as_slice()) {
        (Some(case), found) if found.iter().any(|one| one.id == case) => Some(case),
        (_, [one]) => Some(one.id),
        (_, found) if matches!(lookup, Lookup::Passport { .. }) => holder(found),
        _ => None,
    };
    Ok(Found {
        key: key::write(portal, &lookup)?,
        scanned,
        only,
    })
}

/// The holder of a passport on which others of the same application travel, who are shown beside them.
fn holder(found: &[CaseRow]) -> Option<Uuid> {
    let first = found.first()?;
    let is_one = |case: &CaseRow| case.application_id == first.application_id;
    let mut holders = found.iter().filter(|case| case.adult_id.is_none());
    match (found.iter().all(is_one), holders.next(), holders.next()) {
        (true, Some(holder), None) => Some(holder.id),
        _ => None,
    }
}

/// How somebody was looked for, in the record.
const fn way(query: &Query) -> &'static str {
    match query {
        Query::Seal(_) => "seal",
        Query::Passport { .. } => "passport",
        Query::Reference(_) => "reference",
        Query::DocumentNumber(_) => "document",
        Query::Page(_) => "page",
    }
}

/// Whom a query means.
struct Target {
    /// Nothing where a number is nobody's.
    lookup: Option<Lookup>,
    /// The one among them whose document it is.
    case: Option<Uuid>,
    /// Whether a code says that it is ours and is not.
    pretends: bool,
}

impl Target {
    const fn of(lookup: Option<Lookup>, case: Option<Uuid>) -> Self {
        Self {
            lookup,
            case,
            pretends: false,
        }
    }
}

async fn target(portal: &Portal, db: &mut dyn Connection, query: Query) -> Result<Target> {
    Ok(match query {
        Query::Seal(seal) => by_seal(portal, db, &seal).await?,
        Query::Passport {
            number,
            nationality,
        } => {
            let hash = portal.passport_hash(&number, &nationality);
            Target::of(Some(Lookup::Passport { hash, scan: None }), None)
        }
        Query::Reference(reference) => {
            Target::of(Some(Lookup::Reference(reference.to_string())), None)
        }
        Query::DocumentNumber(number) => {
            let case = db.case_of_document_number(&number).await?;
            of_document(db, case).await?
        }
        Query::Page(page) => {
            let case = case_of_page(portal, db, &page).await?;
            if case.is_none() {
                return Err(PortalError::invalid("query", "field-error-find-page"));
            }
            of_document(db, case).await?
        }
    })
}

/// By the one whose document it is.
async fn of_document(db: &mut dyn Connection, case: Option<Uuid>) -> Result<Target> {
    let Some(case) = case else {
        return Ok(Target::of(None, None));
    };
    let row = db.case(case).await?;
    let hash = row.and_then(|row| row.passport_hash);
    let lookup = hash.map(|hash| Lookup::Passport { hash, scan: None });
    Ok(Target::of(lookup, Some(case)))
}

/// Whose e-visa or V-Pass is behind a secret address. The page proves nothing of itself: nothing is
/// shown as scanned.
async fn case_of_page(
    portal: &Portal,
    db: &mut dyn Connection,
    page: &DocumentPage,
) -> Result<Option<Uuid>> {
    match page {
        DocumentPage::Evisa(secret) => {
            let Some(id) = portal.vault.visa_of_secret(secret) else {
                return Ok(None);
            };
            Ok(db.visa(id).await?.map(|visa| visa.case_id))
        }
        DocumentPage::Pass(secret) => {
            let hash = portal.vault.hash(Purpose::Pass, &[secret]);
            let Some(pass) = db.pass_by_link(&hash).await? else {
                return Ok(None);
            };
            Ok(db.stay(pass.stay_id).await?.map(|stay| stay.case_id))
        }
    }
}

/// The cases of a lookup, without those that were not paid.
pub(super) async fn cases_of(db: &mut dyn Connection, lookup: &Lookup) -> Result<Vec<CaseRow>> {
    match lookup {
        Lookup::Passport { hash, .. } => {
            let mut cases = db.cases_on_passport(hash).await?;
            cases.extend(db.unused_cards_on_passport(hash).await?);
            Ok(cases)
        }
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

/// By the document that carries the seal; a seal that we do not know is looked up by the
/// passport in its MRZ, and the officer sees what it verifies to.
async fn by_seal(portal: &Portal, db: &mut dyn Connection, bytes: &[u8]) -> Result<Target> {
    let seen = inspect(portal, db, bytes).await?;
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
        (None, None) => return Err(PortalError::invalid("query", "field-error-seal")),
    };
    Ok(Target {
        case: scan.case,
        lookup: Some(Lookup::Passport {
            hash,
            scan: Some(scan),
        }),
        pretends: forged::pretends(portal, &seen),
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
