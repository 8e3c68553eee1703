//! Paying: the total, the way to the hosted checkout, and back.

use crate::area::Area;
use crate::components::{
    ErrorSummary, Notice, NoticeKind, PostForm, Row, SubmitButton, SummaryList,
};
use crate::contract::PaymentOutcome;
use crate::flash::{finish, take_form};
use crate::page::{Page, load_page};
use crate::session::go;
use crate::session::{caller, traveller_service};
use crate::text::{date, label, money, text, text_with};
use domain::states::{CaseState, PaymentState};
use leptos::prelude::*;

const PAGE: &str = "/pay";
const FORM: &str = "pay";

/// Caller: the traveller. Goes on to the hosted checkout.
#[server(prefix = "/act", endpoint = "pay")]
pub async fn pay(#[server(default)] reference: String) -> Result<(), ServerFnError> {
    let outcome = traveller_service().pay(&caller(), &reference).await;
    finish(Area::Traveller, outcome, PAGE, FORM, &());
    Ok(())
}

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let ((), errors) = take_form(FORM);
        let status = traveller_service().status(&caller()).await?;
        if !status.can_pay && errors.is_empty() {
            go("/status");
        }
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
        let button = status.can_pay.then(|| {
            view! {
                <PostForm action="/act/pay">
                    <input type="hidden" name="reference" value=status.reference.clone() />
                    <SubmitButton label=text_with("pay-button", &[("total", money(status.total))]) />
                </PostForm>
            }
        });
        Ok(Page::new(
            text("pay-title"),
            view! {
                <ErrorSummary errors=errors />
                <h1>{text("pay-title")}</h1>
                <p>{text("pay-saved")}</p>
                <SummaryList rows=rows />
                <p>{text("pay-hosted-checkout")}</p>
                {button}
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
        Ok(match outcome.state {
            PaymentState::Paid | PaymentState::PartlyRefunded | PaymentState::Refunded => {
                received(outcome)
            }
            PaymentState::Created => confirming(outcome),
            PaymentState::Failed | PaymentState::Expired | PaymentState::Disputed => {
                not_received(text("pay-failed-title"), text("pay-failed"))
            }
        })
    })
}

fn received(outcome: PaymentOutcome) -> Page {
    let title = text("pay-done-title");
    let state = (outcome.state != PaymentState::Paid)
        .then(|| Row::new(text("pay-state"), label("payment-state", outcome.state)));
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

fn confirming(outcome: PaymentOutcome) -> Page {
    let title = text("pay-confirming-title");
    let rows = vec![
        Row::new(text("reference"), outcome.reference),
        Row::new(text("pay-total"), money(outcome.amount)),
    ];
    Page::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <p>{text("pay-confirming")}</p>
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

/// The page after a hosted checkout that the traveller left without paying.
pub fn cancelled() -> impl IntoView {
    load_page(Area::Traveller, async move {
        caller().traveller()?;
        Ok(not_received(
            text("pay-cancelled-title"),
            text("pay-cancelled"),
        ))
    })
}

fn not_received(title: String, says: String) -> Page {
    Page::new(
        title.clone(),
        view! {
            <h1>{title}</h1>
            <p>{says}</p>
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
