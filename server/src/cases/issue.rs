//! Numbers of documents, and what is printed and encrypted about their holders. Whoever prints a
//! document again takes its facts from here, so that it says what it said.

use super::case_file::CaseFile;
use crate::documents::{EntryPoints, Holder, PassFacts, VisaFacts};
use crate::error::{OrInternal, unreadable};
use crate::state::Portal;
use crate::store::{Connection, PassRow, StayRow, VisaRow};
use crate::vault::AssociatedData;
use app::error::Result;
use domain::calendar::ministry_date;
use uuid::Uuid;

/// Capitals and digits without those that look alike (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A number of nine characters, which is what an MRZ holds: two letters that say
/// what it is, and 35 random bits, so that numbers tell nothing and can hardly meet.
pub fn number(portal: &Portal, kind: &str) -> String {
    let random = portal
        .rng
        .bytes::<7>()
        .map(|byte| char::from(LETTERS[usize::from(byte & 31)]));
    kind.chars().chain(random).collect()
}

/// Where the seal of a visa or pass lies.
pub const fn seal_data(table: &'static str, row: Uuid) -> AssociatedData {
    AssociatedData {
        table,
        column: "seal",
        row,
    }
}

/// What the document of a visa says; the ports are those of today.
pub async fn visa_facts(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
    visa: &VisaRow,
) -> Result<VisaFacts> {
    let ports = db.ports().await?.into_iter().filter(|port| port.evisa);
    Ok(VisaFacts {
        holder: holder(portal, db, file).await?,
        reference: file.application.reference.clone(),
        number: visa.number.clone(),
        visa_type: visa.visa_type,
        entries: visa.entries,
        stay: visa.visa_type.stay(),
        issued_on: visa.issued_on,
        valid_until: visa.valid_until,
        entry_points: EntryPoints {
            on: ministry_date(portal.now()),
            ports: ports.map(|port| (port.kind, port.name)).collect(),
        },
    })
}

/// What a V-Pass says; the stay with the name of its port.
pub fn pass_facts(
    file: &CaseFile,
    holder: Holder,
    (stay, port_name): (&StayRow, &str),
    pass: &PassRow,
) -> Result<PassFacts> {
    Ok(PassFacts {
        holder,
        reference: file.application.reference.clone(),
        number: pass.number.clone(),
        edition: u8::try_from(pass.edition).or_internal()?,
        entered_on: stay.entered_on,
        last_permitted_day: stay.last_permitted_day,
        port_name: port_name.to_owned(),
        port_code: stay.port.clone(),
        issued_on: ministry_date(pass.issued_at),
    })
}

/// The seal of a visa or pass, as it was issued.
///
/// # Errors
/// `Conflict` where it cannot be read, see [`is_unreadable`](crate::error::is_unreadable).
pub fn open_seal(
    file: &CaseFile,
    table: &'static str,
    row: Uuid,
    encrypted: &[u8],
) -> Result<Vec<u8>> {
    let seal = file.key.decrypt(seal_data(table, row), encrypted);
    let seal = seal.map_err(|error| unreadable(row, error))?;
    Ok(seal.to_vec())
}

/// The name of a port of entry; its code where it is not in the list any more.
pub async fn port_name(db: &mut dyn Connection, code: &str) -> Result<String> {
    let name = db.port_name(code).await?;
    Ok(name.unwrap_or_else(|| code.to_owned()))
}

/// Whose document it is.
pub async fn holder(portal: &Portal, db: &mut dyn Connection, file: &CaseFile) -> Result<Holder> {
    let today = ministry_date(portal.now());
    let holder = Holder::of(file.person()?, today)?;
    Ok(match file.adult(portal, db).await? {
        Some(adult) => holder.on_passport_of(&adult, today)?,
        None => holder,
    })
}
