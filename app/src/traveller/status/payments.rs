//! The payments as on a receipt: what was paid and when, and what went back.

use crate::components::day;
use crate::contract::{PaymentView, RefundView, Status};
use crate::text::{label, money, text, text_with};
use crate::traveller::pay::state_label;
use domain::money::Money;
use domain::states::{PaymentState, RefundState};
use leptos::prelude::*;

/// Nothing where nothing was charged.
pub(super) fn receipt(status: &Status) -> Option<AnyView> {
    let lines: Vec<_> = status
        .payments
        .iter()
        .filter(|payment| is_charged(payment))
        .map(|payment| {
            let refunds: Vec<_> = payment
                .refunds
                .iter()
                .filter(|refund| !is_overtaken(refund, payment))
                .map(|refund| refund_line(refund, status))
                .collect();
            view! {
                {payment_line(payment)}
                {refunds}
            }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="receipt">
                <h2>{text("status-money")}</h2>
                <ul>{lines}</ul>
            </section>
        }
        .into_any()
    })
}

/// Whether a refund is still asked for though all of the charge is back by other means, as is said above.
fn is_overtaken(refund: &RefundView, payment: &PaymentView) -> bool {
    refund.state == RefundState::Requested && payment.given_back == payment.amount
}

fn is_charged(payment: &PaymentView) -> bool {
    let nothing = matches!(
        payment.state,
        PaymentState::Created | PaymentState::Failed | PaymentState::Expired
    );
    !nothing || payment.paid_at.is_some()
}

fn payment_line(payment: &PaymentView) -> AnyView {
    let elsewhere = told("status-given-back-elsewhere", payment.refunded_elsewhere);
    let on_its_way = payment.is_refund_on_its_way();
    // What went back stands below it.
    let went_back = matches!(
        payment.state,
        PaymentState::PartlyRefunded | PaymentState::Refunded
    ) && !payment.refunds.is_empty();
    let state = if went_back && !on_its_way {
        PaymentState::Paid
    } else {
        payment.state
    };
    view! {
        <li>
            <p>
                <span class="what">{state_label(state, on_its_way)}</span>
                <span class="small">{payment.paid_at.map(day)}</span>
                <span class="amount">{money(payment.amount)}</span>
            </p>
            {elsewhere}
        </li>
    }
    .into_any()
}

fn refund_line(refund: &RefundView, status: &Status) -> AnyView {
    let is_family = status.travellers.len() > 1;
    let name = refund
        .traveller
        .filter(|_| is_family)
        .and_then(|whose| status.travellers.iter().find(|one| one.id == whose))
        .map(|one| one.name.clone());
    let what = name.map_or_else(
        || text("status-refund"),
        |name| text_with("status-refund-of", &[("name", name)]),
    );
    let class = match refund.state {
        RefundState::Succeeded => "tag good",
        RefundState::Declined => "tag",
        _ => "tag warn",
    };
    // A refund that was declined gives nothing back.
    let amount = (refund.state != RefundState::Declined).then(|| {
        let amount = money(refund.amount);
        view! { <span class="amount">"−" {amount}</span> }
    });
    let ground = text(&refund.reason.message_key());
    let reason = if refund.state == RefundState::Declined {
        // The ground was one for giving back.
        text_with("status-refund-declined", &[("ground", ground)])
    } else {
        ground
    };
    view! {
        <li>
            <p>
                <span class="what">
                    {what} " " <span class=class>{label("refund-state", refund.state)}</span>
                </span>
                {amount}
            </p>
            <p class="small">{day(refund.at)} ". " {reason}</p>
            {told("status-refund-elsewhere", refund.elsewhere)}
        </li>
    }
    .into_any()
}

/// What went another way than to the card, if something did.
fn told(key: &str, amount: Money) -> Option<AnyView> {
    (amount.minor > 0).then(|| {
        let says = text_with(key, &[("amount", money(amount))]);
        view! { <p class="small">{says}</p> }.into_any()
    })
}
