//! Whether a person is in the country already on another case of theirs: two visas are no two entries.

use crate::cases::case_file::CaseFile;
use crate::state::Portal;
use crate::store::Connection;
use app::error::{PortalError, Result};

/// Whether a stay of the same person is open on another case of the passport. Another passport is not
/// looked at: whoever has the same name and birth may be somebody else, and nobody is stopped for that.
pub async fn is_in_country(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
) -> Result<bool> {
    let (Some(person), Some(passport)) = (&file.document.person, &file.case.passport_hash) else {
        return Ok(false);
    };
    for case in db.open_stays_on_passport(passport).await? {
        if case == file.case.id {
            continue;
        }
        let other = match CaseFile::load(portal, db, case).await {
            Ok(other) => other,
            // Erased: nobody knows any more.
            Err(PortalError::Conflict(_)) => continue,
            Err(error) => return Err(error),
        };
        let other = other.document.person.as_ref();
        if other.is_some_and(|other| other.is_same_on_passport(person)) {
            return Ok(true);
        }
    }
    Ok(false)
}
