//! A case's visa as pages show it.

use crate::store::VisaRow;
use app::contract::VisaSummary;

/// A visa as screens show it.
pub fn visa_summary(row: &VisaRow) -> VisaSummary {
    VisaSummary {
        id: row.id,
        number: row.number.clone(),
        visa_type: row.visa_type,
        state: row.state(),
        issued_on: row.issued_on,
        valid_until: row.valid_until,
    }
}
