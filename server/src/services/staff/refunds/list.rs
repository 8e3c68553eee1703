//! The list of refunds that a supervisor decides on.

use super::review::RefundReview;
use crate::audit::{Actor, Event};
use crate::cases::case_file::CaseFile;
use crate::cases::issue::port_name;
use crate::services::cursor::{self, Cursor};
use crate::services::staff::queue::reviewer;
use crate::state::Portal;
use crate::store::{Connection, ListedRefund};
use app::contract::{Caller, ListPage, RefundFilter, Role};
use app::error::{PortalError, Result};
use chrono::{DateTime, Utc};
use domain::money::Money;
use domain::states::{CrossingKind, RefundState};
use serde_json::json;

/// The list of refunds, oldest first. For a supervisor.
pub async fn list(
    portal: &Portal,
    caller: &Caller,
    filter: &RefundFilter,
) -> Result<ListPage<app::contract::RefundRow>> {
    let staff = caller.with_role(Role::Supervisor)?;
    // What names no state shows what is to be decided.
    let state = filter.state.parse::<RefundState>().ok();
    let mut db = portal.store.read().await?;
    let after = Cursor::decode(&filter.cursor).map(|cursor| (cursor.at, cursor.id));
    let found = db.list_refunds(state, after, cursor::LIMIT).await?;
    let found = cursor::page(found, |row| {
        let (at, id) = (row.refund.requested_at, row.refund.id);
        Some(Cursor { at, id })
    });
    let mut rows = Vec::new();
    for row in found.rows {
        let review = RefundReview::of(&mut *db, &row.refund).await?;
        let payment = db.payment(row.refund.payment_id).await?;
        let payment = payment.ok_or(PortalError::NotFound)?;
        let told = Told::of(portal, &mut *db, &row).await?;
        let decided_by = row.refund.declined_by.or(row.refund.approved_by);
        let decided_by = reviewer(&mut *db, decided_by).await?;
        rows.push(app::contract::RefundRow {
            decided_by,
            gone: payment.given_back_elsewhere(),
            sends: payment.part_to_send(&row.refund),
            is_all_back: payment.is_all_back(),
            ..listed(row, review, told)
        });
    }
    drop(db);
    let event = Event::new(Actor::Staff(staff.id), "refunds.viewed").with(json!({
        "rows": rows.len(),
        "state": state.map(RefundState::as_str).unwrap_or_default(),
    }));
    portal
        .access_log
        .record(&portal.store, vec![event], portal.now())
        .await?;
    Ok(ListPage {
        rows,
        next: found.next,
    })
}

/// What a supervisor has to know of the person and the refusal. Empty where the personal data was
/// erased, or where a whole charge goes back.
#[derive(Default)]
struct Told {
    name: Option<String>,
    port_name: Option<String>,
    admitted: Option<(DateTime<Utc>, String)>,
    officer_note: String,
    decision_note: String,
}

impl Told {
    async fn of(portal: &Portal, db: &mut dyn Connection, row: &ListedRefund) -> Result<Self> {
        let Some(case) = row.refund.case_id else {
            return Ok(Self::default());
        };
        let file = match CaseFile::load(portal, db, case).await {
            Ok(file) => file,
            Err(PortalError::Conflict(_) | PortalError::NotFound) => return Ok(Self::default()),
            Err(error) => return Err(error),
        };
        let mut told = Self {
            name: Some(file.name()),
            ..Self::default()
        };
        if let Some(refusal) = row.refund.crossing_id
            && let Some(refusal) = db.crossing(refusal).await?
        {
            told.port_name = Some(port_name(db, &refusal.port).await?);
            let crossings = db.crossings_of(case).await?;
            let later = crossings.iter().find(|crossing| {
                crossing.kind == CrossingKind::Admission
                    && crossing.recorded_at > refusal.recorded_at
            });
            if let Some(admission) = later {
                let port = port_name(db, &admission.port).await?;
                told.admitted = Some((admission.event_at, port));
            }
            told.officer_note = file.note("crossings", refusal.id, refusal.note.as_deref());
        }
        if let Some(note) = db.latest_refund_note(row.refund.id).await? {
            told.decision_note = file.note("refund_notes", note.id, Some(&note.note));
        }
        Ok(told)
    }
}

fn listed(row: ListedRefund, review: RefundReview, told: Told) -> app::contract::RefundRow {
    let refund = row.refund;
    app::contract::RefundRow {
        case: refund.case_id,
        further_grounds: review.further_grounds,
        without_visa: review.without_visa,
        refund: refund.id,
        version: refund.version,
        reference: row.reference,
        amount: refund.amount,
        state: refund.state(),
        reason: refund.ground,
        requested_at: refund.requested_at,
        requested_by: row.requested_by,
        elsewhere: refund.part_elsewhere(),
        gone: Money::new(0, refund.amount.currency),
        sends: refund.amount,
        is_all_back: false,
        receipt: refund.receipt,
        failure: refund.failure,
        name: told.name,
        port_name: told.port_name,
        admitted: told.admitted,
        officer_note: told.officer_note,
        decision_note: told.decision_note,
        decided_by: None,
    }
}
