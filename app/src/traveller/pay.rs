//! Paying: the total, the way to the hosted checkout, and back.

use crate::area::Area;
use crate::components::{
    ErrorSummary, FieldErrors, Notice, NoticeKind, PostForm, Row, SubmitButton, SummaryList,
};
use crate::contract::PaymentOutcome;
use crate::error::{PortalError, Result};
use crate::flash::{finish, of_application, take_flash_of};
use crate::page::{Page, load_page};
use crate::session::go;
use crate::session::{caller, traveller_service};
use crate::text::{date, label, money, text, text_with};
use crate::traveller::status::{closed, correction};
use domain::states::{CaseState, PaymentState, PendingPayment};
use leptos::prelude::*;

const PAGE: &str = "/pay";
const FORM: &str = "pay";
/// What says that nothing can be paid, whatever the payer does.
const NOT_PAYABLE: [&str; 5] = [
    "conflict-already-paid",
    "conflict-withdrawn",
    "conflict-not-sent",
    "conflict-not-payable",
    "conflict-payment-confirming",
];

/// Caller: the traveller. Goes on to the hosted checkout.
#[server(prefix = "/act", endpoint = "pay")]
pub async fn pay(#[server(default)] reference: String) -> Result<(), ServerFnError> {
    to_checkout(&reference).await;
    Ok(())
}

/// Sends the browser on to the hosted checkout of the application with this reference.
pub(super) async fn to_checkout(reference: &str) {
    let outcome = traveller_service().pay(&caller(), reference).await;
    // Where nothing is to be paid any more, the page of the payment would only mislead.
    let (page, form) = match &outcome {
        Err(PortalError::Conflict(key)) if NOT_PAYABLE.contains(&key.as_str()) => {
            ("/status", correction::FORM)
        }
        _ => (PAGE, FORM),
    };
    let form = of_application(form, reference);
    finish(Area::Traveller, outcome, page, &form, &());
}

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let status = traveller_service().status(&caller()).await?;
        let taken = take_flash_of::<()>(FORM, &status.reference);
        let error = taken.map(|((), error)| error);
        if !status.can_pay {
            return Ok(closed(&status.reference, error.as_ref()));
        }
        if !status.email_confirmed {
            go("/apply/email");
        }
        let errors = error
            .as_ref()
            .map(FieldErrors::of_error)
            .unwrap_or_default();
        let names: Vec<_> = status
            .travellers
            .iter()
            .filter(|traveller| traveller.state != CaseState::Withdrawn)
            .map(|traveller| traveller.name.clone())
            .collect();
        let rows = vec![
            Row::new(text("reference"), status.reference.clone()),
            Row::new(text("pay-travellers"), names.join("\n")),
            Row::new(text("pay-total"), money(status.total)),
        ];
        let has_errors = !errors.is_empty();
        Ok(Page::new(
            text("pay-title"),
            view! {
                <ErrorSummary errors=errors />
                <h1>{text("pay-title")}</h1>
                <p>{text("pay-saved")}</p>
                <SummaryList rows=rows />
                <p>{text("pay-hosted-checkout")}</p>
                <PostForm action="/act/pay">
                    <input type="hidden" name="reference" value=status.reference.clone() />
                    <SubmitButton label=text_with("pay-button", &[("total", money(status.total))]) />
                </PostForm>
                <p class="small kept">
                    {text("pay-later")} " " <a href="/status">{text("pay-status")}</a>
                </p>
            },
        )
        .with_errors(has_errors))
    })
}

/// The page after the hosted checkout.
pub fn done() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let outcome = traveller_service().payment_outcome(&caller()).await?;
        outcome_page(outcome, "pay-failed").await
    })
}

/// The page after a hosted checkout that the traveller left. It may have been paid all the same, in
/// another tab or a moment before.
pub fn cancelled() -> impl IntoView {
    load_page(Area::Traveller, async move {
        caller().traveller()?;
        let outcome = match traveller_service().payment_outcome(&caller()).await {
            // There was no checkout.
            Err(PortalError::NotFound) => return unpaid("pay-cancelled").await,
            outcome => outcome?,
        };
        if outcome.settles {
            go("/status");
        }
        if outcome.is_unpaid {
            unpaid("pay-cancelled").await
        } else {
            outcome_page(outcome, "pay-cancelled").await
        }
    })
}

/// The page where nothing was charged: with the way to pay, where somebody still can.
async fn unpaid(key: &'static str) -> Result<Page> {
    let status = traveller_service().status(&caller()).await?;
    Ok(if status.can_pay || status.pending.is_some() {
        not_received(key)
    } else {
        closed(&status.reference, None)
    })
}

/// The page of an outcome; `key` is the text where nothing was charged.
async fn outcome_page(outcome: PaymentOutcome, key: &'static str) -> Result<Page> {
    Ok(match outcome.state {
        PaymentState::Paid | PaymentState::PartlyRefunded | PaymentState::Refunded => {
            if outcome.settles {
                if outcome.decision_due_on.is_none() {
                    // Opened again later: the status page tells what came of it.
                    go("/status");
                }
                received(outcome)
            } else {
                charged(outcome, "pay-back")
            }
        }
        PaymentState::Disputed => charged(outcome, "pay-disputed"),
        PaymentState::Created => {
            // The provider is asked only so often.
            let key = outcome.pending.map_or("pay-unknown", pending_key);
            confirming(outcome, key)
        }
        PaymentState::Failed | PaymentState::Expired => return unpaid(key).await,
    })
}

/// The text on a payment that is not booked yet; its title has `-title` behind it.
pub(super) const fn pending_key(pending: PendingPayment) -> &'static str {
    match pending {
        PendingPayment::Bank => "pay-confirming",
        PendingPayment::Supervisor => "pay-looked-at",
    }
}

/// The label of a payment; a refund counts as one only when it has succeeded.
pub(super) fn state_label(state: PaymentState, refund_on_its_way: bool) -> String {
    match state {
        PaymentState::PartlyRefunded | PaymentState::Refunded if refund_on_its_way => {
            text("payment-state-refund-on-its-way")
        }
        state => label("payment-state", state),
    }
}

/// The page of a charge that was taken, and of which there is more to say than that.
fn charged(outcome: PaymentOutcome, key: &'static str) -> Page {
    let title = text(&format!("{key}-title"));
    let state = state_label(outcome.state, outcome.refund_on_its_way);
    let rows = vec![
        Row::new(text("reference"), outcome.reference),
        Row::new(text("pay-amount"), money(outcome.amount)),
        Row::new(text("pay-state"), state),
    ];
    Page::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <Notice kind=NoticeKind::Warning>
                <p>{text(key)}</p>
            </Notice>
            <SummaryList rows=rows />
            <div class="buttons">
                <a class="button" href="/status">
                    {text("pay-status")}
                </a>
            </div>
        },
    )
}

fn received(outcome: PaymentOutcome) -> Page {
    let title = text("pay-done-title");
    let state = (outcome.state != PaymentState::Paid).then(|| {
        let state = state_label(outcome.state, outcome.refund_on_its_way);
        Row::new(text("pay-state"), state)
    });
    let mut rows = vec![
        Row::new(text("reference"), outcome.reference),
        Row::new(text("pay-amount"), money(outcome.amount)),
    ];
    rows.extend(state);
    if let Some(day) = outcome.decision_due_on {
        rows.push(Row::new(text("pay-decision-due"), date(day)));
    }
    Page::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <Notice kind=NoticeKind::Success>
                <p>{text("pay-done")}</p>
            </Notice>
            <SummaryList rows=rows />
            <h2>{text("pay-next")}</h2>
            <p>{text("pay-next-text")}</p>
            <div class="buttons">
                <a class="button" href="/status">
                    {text("pay-status")}
                </a>
            </div>
        },
    )
}

/// The page of a payment of which is not known yet what came of it.
fn confirming(outcome: PaymentOutcome, key: &'static str) -> Page {
    let title = text(&format!("{key}-title"));
    let rows = vec![
        Row::new(text("reference"), outcome.reference),
        // Neither "to pay" nor "paid": nobody knows yet.
        Row::new(text("pay-sum"), money(outcome.amount)),
    ];
    Page::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <p>{text(key)}</p>
            <SummaryList rows=rows />
            <div class="buttons">
                <a class="button" href="/pay/done">
                    {text("pay-check-again")}
                </a>
                <a class="button second" href="/status">
                    {text("pay-status")}
                </a>
            </div>
        },
    )
}

/// The page of a payment by which nothing was charged.
fn not_received(key: &'static str) -> Page {
    let title = text(&format!("{key}-title"));
    Page::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <p>{text(key)}</p>
            <div class="buttons">
                <a class="button" href="/pay">
                    {text("pay-again")}
                </a>
                <a class="button second" href="/status">
                    {text("pay-status")}
                </a>
            </div>
        },
    )
}
