//! The status page: each traveller, the payments, and the timeline.

pub mod correction;
mod fate;
mod people;

use super::everywhere::{self, OfferedOn};
use super::pay::state_label;
use crate::area::Area;
use crate::components::{Audience, ErrorSummary, Notice, NoticeKind, Timeline};
use crate::contract::{PaymentView, Status};
use crate::flash::take_form;
use crate::page::{Page, load_page};
use crate::session::{caller, traveller_service};
use crate::text::{date, instant, label, money, text, text_with};
use domain::states::{ApplicationState, PaymentState, RefundState};
use fate::{Fate, fate};
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let status = traveller_service().status(&caller()).await?;
        let heading = heading(&status);
        let ((), mut errors) = take_form(correction::FORM);
        if errors.is_empty() {
            errors = everywhere::take_errors();
        }
        let has_errors = !errors.is_empty();
        let people: Vec<_> = status
            .travellers
            .iter()
            // A draft of which the passport page is not right yet names nobody.
            .filter(|traveller| !traveller.name.is_empty())
            .map(|traveller| people::card(traveller, status.state, status.can_withdraw))
            .collect();
        let people = (!people.is_empty()).then(|| {
            view! {
                <h2>{text("status-travellers")}</h2>
                {people}
            }
        });
        let sent = (status.state == ApplicationState::Paid
            || status.state == ApplicationState::Closed)
            .then(|| {
                let label = if status.is_under_review() {
                    "sent-link-mistake"
                } else {
                    "sent-link"
                };
                view! { <p><a href="/apply/check">{text(label)}</a></p> }
            });
        let money_part = payments(&status.payments);
        let timeline = status.timeline.clone();
        Ok(Page::new(
            text("status-title"),
            view! {
                <ErrorSummary errors=errors />
                {everywhere::done()}
                {heading}
                {sent}
                {people}
                {money_part}
                <h2>{text("status-timeline")}</h2>
                <Timeline entries=timeline audience=Audience::Traveller />
                <p class="small kept">{text("status-keep-reference")}</p>
                {everywhere::offer(status.reference, OfferedOn::Status)}
            },
        )
        .with_errors(has_errors))
    })
}

fn heading(status: &Status) -> AnyView {
    let fate = fate(status);
    // While the traveller is asked for something, no day is promised.
    let awaited = fate == Fate::BeingDecided;
    let decision_due = status.decision_due_on.filter(|_| awaited).map(|day| {
        let says = match status.decision_expected_on {
            Some(expected) => text_with(
                "status-decision-late",
                &[("due", date(day)), ("expected", date(expected))],
            ),
            None => text_with("status-decision-due", &[("date", date(day))]),
        };
        view! { <p class="lead">{says}</p> }
    });
    let unpaid = text_with("status-unpaid", &[("total", money(status.total))]);
    let pay = status.can_pay.then(|| {
        view! {
            <Notice kind=NoticeKind::Warning>
                <p>{unpaid}</p>
                <p>
                    <a class="button" href="/pay">
                        {text("status-pay")}
                    </a>
                </p>
                <p>
                    <a href="/apply/check">{text("status-change")}</a>
                </p>
            </Notice>
        }
    });
    let draft = (status.state == ApplicationState::Draft).then(|| {
        view! {
            <Notice>
                <p>{text("status-draft")}</p>
                <p>
                    <a class="button" href="/resume">
                        {text("continue")}
                    </a>
                </p>
            </Notice>
        }
    });
    let next = fate.next_key().map(|key| view! { <p>{text(key)}</p> });
    view! {
        <p class="caption">
            {text("reference")} " " <span class="reference">{status.reference.clone()}</span>
        </p>
        <h1>{fate.title(status.state)}</h1>
        {decision_due}
        {next}
        {pay}
        {draft}
    }
    .into_any()
}

/// The payments; nothing where none has begun.
fn payments(payments: &[PaymentView]) -> Option<AnyView> {
    let rows: Vec<_> = payments
        .iter()
        .filter(|payment| payment.state != PaymentState::Created || payment.paid_at.is_some())
        .map(|payment| {
            let at = payment.paid_at.map(instant);
            let refunds: Vec<_> = payment
                .refunds
                .iter()
                .map(|refund| {
                    let class = if refund.state == RefundState::Succeeded {
                        "tag good"
                    } else {
                        "tag warn"
                    };
                    let elsewhere = (refund.elsewhere.minor > 0).then(|| {
                        let amount = money(refund.elsewhere);
                        view! { <p class="small">{text_with("status-refund-elsewhere", &[("amount", amount)])}</p> }
                    });
                    view! {
                        <li>
                            <p>
                                {text_with("status-refund", &[("amount", money(refund.amount))])} " "
                                <span class=class>
                                    {label("refund-state", refund.state)}
                                </span>
                            </p>
                            <p class="small">{text(&refund.reason.message_key())} ". " {instant(refund.at)}</p>
                            {elsewhere}
                        </li>
                    }
                })
                .collect();
            let elsewhere = (payment.refunded_elsewhere.minor > 0).then(|| {
                let amount = money(payment.refunded_elsewhere);
                view! { <p>{text_with("status-given-back-elsewhere", &[("amount", amount)])}</p> }
            });
            let refunds =
                (!refunds.is_empty()).then(|| view! { <ul class="refunds">{refunds}</ul> });
            view! {
                <section class="card">
                    <p>
                        <strong>{money(payment.amount)}</strong> " "
                        <span class="tag">{state_label(payment.state, payment.is_refund_on_its_way())}</span>
                    </p>
                    <p class="small">{at}</p>
                    {elsewhere}
                    {refunds}
                </section>
            }
        })
        .collect();
    let has_rows = !rows.is_empty();
    let shown = view! {
        <h2>{text("status-money")}</h2>
        {rows}
    };
    has_rows.then(|| shown.into_any())
}
