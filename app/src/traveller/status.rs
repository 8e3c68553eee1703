//! The status page: each traveller, the payments, and the timeline.

pub mod correction;
mod people;

use super::pay::state_label;
use crate::area::Area;
use crate::components::{Audience, ErrorSummary, Notice, NoticeKind, Timeline};
use crate::contract::{PaymentView, Status};
use crate::flash::take_form;
use crate::page::{Page, load_page};
use crate::session::{caller, traveller_service};
use crate::text::{date, instant, label, money, text, text_with};
use domain::states::{ApplicationState, PaymentState, RefundState};
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let status = traveller_service().status(&caller()).await?;
        let heading = heading(&status);
        let ((), errors) = take_form(correction::FORM);
        let has_errors = !errors.is_empty();
        let people: Vec<_> = status
            .travellers
            .iter()
            .map(|traveller| people::card(traveller, status.state, status.can_withdraw))
            .collect();
        let money_part = (!status.payments.is_empty()).then(|| payments(&status.payments));
        let timeline = status.timeline.clone();
        Ok(Page::new(
            text("status-title"),
            view! {
                <ErrorSummary errors=errors />
                {heading}
                <h2>{text("status-travellers")}</h2>
                {people}
                {money_part}
                <h2>{text("status-timeline")}</h2>
                <Timeline entries=timeline audience=Audience::Traveller />
                <p class="small kept">{text("status-keep-reference")}</p>
            },
        )
        .with_errors(has_errors))
    })
}

fn heading(status: &Status) -> AnyView {
    let awaited = status.state == ApplicationState::Paid && status.is_awaited();
    let decision_due = status.decision_due_on.filter(|_| awaited).map(|day| {
        view! { <p class="lead">{text_with("status-decision-due", &[("date", date(day))])}</p> }
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
    let title = if status.state == ApplicationState::Paid && !awaited {
        text("status-decided")
    } else {
        label("application-state", status.state)
    };
    view! {
        <p class="caption">
            {text("reference")} " " <span class="reference">{status.reference.clone()}</span>
        </p>
        <h1>{title}</h1>
        {decision_due}
        {pay}
        {draft}
    }
    .into_any()
}

fn payments(payments: &[PaymentView]) -> AnyView {
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
    view! {
        <h2>{text("status-money")}</h2>
        {rows}
    }
    .into_any()
}
