//! Whether a person is in the country already on another case of theirs: two visas are no two entries.

use super::refusal::is_same_person;
use crate::cases::case_file::CaseFile;
use crate::state::Portal;
use crate::store::Connection;
use app::error::Result;

/// Whether a stay of the same person is open on another case, on this passport or on another one.
pub async fn is_in_country(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
) -> Result<bool> {
    let person = file.document.person.as_ref();
    let hash = person.map(|person| portal.person_hash(person));
    let passport = file.case.passport_hash.as_deref();
    let open = db
        .open_stays_elsewhere(hash.as_deref(), passport, file.case.id)
        .await?;
    for (case, is_same) in open {
        if is_same {
            return Ok(true);
        }
        // On one passport there are a child and its adult.
        if let Some(case) = db.case(case).await?
            && is_same_person(portal, db, file, case).await?
        {
            return Ok(true);
        }
    }
    Ok(false)
}
