//! A case's visa and crossings as pages show them.

use super::case_file::CaseFile;
use crate::store::{CrossingRow, VisaRow};
use app::contract::{CrossingView, Port, VisaSummary};

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

/// A crossing as officers see it, with its note.
pub fn crossing_view(file: &CaseFile, crossing: &CrossingRow, ports: &[Port]) -> CrossingView {
    let note = file.note("crossings", crossing.id, crossing.note.as_deref());
    CrossingView {
        id: crossing.id,
        undo_until: None,
        note,
        kind: crossing.kind,
        port_name: ports
            .iter()
            .find(|port| port.code == crossing.port)
            .map_or_else(|| crossing.port.clone(), |port| port.name.clone()),
        event_at: crossing.event_at,
        recorded_at: crossing.recorded_at,
        grounds: crossing.grounds.clone(),
    }
}
