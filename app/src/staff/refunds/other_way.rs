//! Recording that a failed refund was paid another way than to the card.

use super::answer;
use crate::components::FieldErrors;
use crate::contract::OtherWayForm;
use crate::session::{caller, staff_service};
use crate::text::text;
use leptos::prelude::*;
use uuid::Uuid;

/// The form by which a failed refund is recorded as paid another way.
pub(super) fn form(
    refund: Uuid,
    version: i64,
    (typed, errors): &(OtherWayForm, FieldErrors),
) -> impl IntoView + use<> {
    // Errors link to the field of the form that was sent.
    let sent = typed.refund == refund.to_string();
    let id = if sent {
        "receipt".to_owned()
    } else {
        format!("receipt-{refund}")
    };
    let value = sent.then(|| typed.receipt.clone());
    let invalid = (sent && errors.at(&["receipt"]).is_some()).then_some("true");
    view! {
        <form method="post" action="/act/staff/refund/other-way">
            <input type="hidden" name="refund" value=refund.to_string() />
            <input type="hidden" name="version" value=version.to_string() />
            <label for=id.clone()>{text("staff-refunds-receipt-label")}</label>
            <input type="text" id=id name="receipt" value=value maxlength="40" autocomplete="off" aria-invalid=invalid />
            <button type="submit" class="button second">{text("staff-refunds-other-way")}</button>
        </form>
    }
}

/// Caller: a supervisor. Records that a failed refund was paid by another way.
#[server(prefix = "/act", endpoint = "staff/refund/other-way")]
pub async fn record_other_way(
    #[server(default)] refund: String,
    #[server(default)] version: String,
    #[server(default)] receipt: String,
) -> Result<(), ServerFnError> {
    let form = OtherWayForm {
        refund,
        version,
        receipt,
    };
    let outcome = staff_service().record_other_way(&caller(), &form).await;
    answer(outcome, "recorded", &form);
    Ok(())
}
