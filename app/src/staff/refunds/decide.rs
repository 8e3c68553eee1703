//! Approving and declining a refund, each in two steps.

use super::answer;
use crate::contract::{OtherWayForm, RefundDecision, RefundRow, refund_note_field};
use crate::session::{caller, staff_service};
use crate::text::{money, text, text_with};
use domain::money::Money;
use leptos::prelude::*;
use uuid::Uuid;

/// A decision in two steps: what is asked, and what is sent once its meaning was read.
pub(super) struct Step {
    pub path: &'static str,
    pub ask: &'static str,
    pub means: &'static str,
    pub confirm: &'static str,
    /// The label of the note.
    pub note: &'static str,
    pub class: &'static str,
    /// What goes back by it, or stays.
    pub amount: Money,
}

/// The step with the amount and whose it is, and a note.
pub(super) fn confirmed(row: &RefundRow, step: &Step) -> impl IntoView + use<> {
    let amount = ("amount", money(step.amount));
    let whose = row.name.clone().unwrap_or_else(|| row.reference.clone());
    let note = refund_note_field(step.path, row.refund);
    // Of several travellers nobody knows for whom it went back.
    let unnamed = (row.gone.minor > 0 && row.sends == row.amount && !row.is_all_back).then(|| {
        let says = [("gone", money(row.gone)), ("amount", money(row.sends))];
        view! { <p>{text_with("staff-refunds-gone-unnamed", &says)}</p> }
    });
    view! {
        <details class="decide">
            <summary class=step.class>{text(step.ask)} " …"</summary>
            <form method="post" action=format!("/act/staff/refund/{}", step.path)>
                <p>{text_with(step.means, &[amount.clone(), ("name", whose)])}</p>
                {unnamed}
                <input type="hidden" name="refund" value=row.refund.to_string() />
                <input type="hidden" name="version" value=row.version.to_string() />
                <input type="hidden" name="gone" value=row.gone.minor.to_string() />
                <label for=note.clone()>{text(step.note)}</label>
                <input type="text" class="whole" id=note name="note" maxlength="600" autocomplete="off" />
                <button type="submit" class=step.class>{text_with(step.confirm, &[amount])}</button>
            </form>
        </details>
    }
}

/// Caller: a supervisor. Approves a requested refund, or tries a failed one again.
#[server(prefix = "/act", endpoint = "staff/refund/approve")]
pub async fn approve_refund(
    refund: Uuid,
    version: i64,
    #[server(default)] gone: String,
    #[server(default)] note: String,
) -> Result<(), ServerFnError> {
    decide((refund, version), true, &gone, note).await;
    Ok(())
}

/// Caller: a supervisor. Declines a refund.
#[server(prefix = "/act", endpoint = "staff/refund/decline")]
pub async fn decline_refund(
    refund: Uuid,
    version: i64,
    #[server(default)] gone: String,
    #[server(default)] note: String,
) -> Result<(), ServerFnError> {
    decide((refund, version), false, &gone, note).await;
    Ok(())
}

async fn decide((refund, version): (Uuid, i64), approve: bool, gone: &str, note: String) {
    let decision = RefundDecision {
        refund,
        version,
        approve,
        note,
        gone: gone.parse().ok(),
    };
    let decided = staff_service().decide_refund(&caller(), &decision).await;
    let word = decided.as_ref().map_or("", |decided| decided.as_str());
    answer(decided.map(|_| ()), word, &OtherWayForm::default());
}
