//! What a member of staff sees after a decision: that it was made, and the next case.

use crate::contract::{CaseAction, CaseView, QueueFilter};
use crate::error::Result;
use crate::session::{caller, staff_service};
use crate::text::{text, text_with};
use domain::states::CaseState;
use leptos::prelude::*;

/// The answer to a decision that was made just now.
pub struct Done {
    pub says: String,
    pub view: AnyView,
}

/// The word in the address after an action; none where the page itself is the answer.
pub const fn word(action: CaseAction) -> Option<&'static str> {
    match action {
        CaseAction::Grant => Some("granted"),
        CaseAction::AskCorrection => Some("correction"),
        CaseAction::ProposeDenial => Some("proposed"),
        CaseAction::ConfirmDenial => Some("denied"),
        CaseAction::RejectDenial => Some("sent-back"),
        CaseAction::Assign | CaseAction::Release => None,
    }
}

/// The answer, where the page was opened after that decision and the case still stands so.
pub async fn done(case: &CaseView, word: &str) -> Result<Option<Done>> {
    let key = match (word, case.state) {
        ("granted", CaseState::Granted) => "staff-done-granted",
        ("correction", CaseState::NeedsCorrection) => "staff-done-correction",
        ("proposed", CaseState::DenialProposed) => "staff-done-proposed",
        ("denied", CaseState::Denied) => "staff-done-denied",
        ("sent-back", CaseState::InReview) => "staff-done-sent-back",
        _ => return Ok(None),
    };
    let filter = QueueFilter::default();
    let waiting = staff_service().queue(&caller(), &filter).await?;
    let more = waiting.next.is_some();
    let mut others = waiting.rows.iter().filter(|row| row.case != case.case);
    let count = others.clone().count();
    let next = match others.next() {
        Some(next) => {
            let key = if more { "staff-done-wait-many" } else { "staff-done-wait" };
            let wait = text_with(key, &[("count", count.to_string())]);
            let href = format!("/staff/cases/{}", next.case);
            view! {
                <a class="button main" href=href autofocus=true>{text("staff-done-next")}</a>
                <span class="small">{wait}</span>
            }
            .into_any()
        }
        None => {
            view! { <a class="button main" href="/staff/queue" autofocus=true>{text("staff-done-queue")}</a> }
                .into_any()
        }
    };
    let says = text(key);
    let view = view! {
        <div class="notice success done" role="status">
            <p><strong>{says.clone()}</strong></p>
            <p class="buttons">{next}</p>
        </div>
    };
    Ok(Some(Done {
        says,
        view: view.into_any(),
    }))
}
