//! The charges of which money moved without the portal, or that it cannot book.

use super::answer;
use crate::components::TableHead;
use crate::contract::{ChargeToReview, OtherWayForm, ReviewedCharge};
use crate::session::{caller, staff_service};
use crate::text::{money, text, text_with};
use leptos::prelude::*;
use uuid::Uuid;

pub(super) fn list(charges: Vec<ChargeToReview>) -> Option<impl IntoView> {
    let heads = [
        "staff-queue-reference",
        "staff-refunds-amount",
        "staff-charges-why",
        "staff-refunds-action",
    ]
    .map(text);
    let labels = heads.clone();
    (!charges.is_empty()).then(|| {
        view! {
            <section aria-labelledby="charges">
                <h2 id="charges">{text("staff-charges-title")}</h2>
                <p>{text("staff-charges-text")}</p>
                <table class="cards-on-phone">
                    <TableHead heads=heads />
                    <tbody>{charges.into_iter().map(|charge| line(charge, labels.clone())).collect_view()}</tbody>
                </table>
            </section>
        }
    })
}

fn line(charge: ChargeToReview, labels: [String; 4]) -> impl IntoView {
    let [reference, amount, why, action] = labels;
    let holds = charge.holds.then(|| {
        view! { <span class="failure">{text("staff-charges-holds")}</span> }
    });
    let is_seen = !matches!(charge.why, ReviewedCharge::UnknownCurrency(_));
    let button = is_seen.then(|| {
        let label = if charge.holds {
            "staff-charges-accept"
        } else {
            "staff-charges-seen"
        };
        view! {
            <form method="post" action="/act/staff/refund/accept">
                <input type="hidden" name="payment" value=charge.payment.to_string() />
                <input type="hidden" name="version" value=charge.version.to_string() />
                <button type="submit" class="button main">{text(label)}</button>
            </form>
        }
    });
    let says = what_happened(charge.why);
    view! {
        <tr>
            <th scope="row" data-label=reference>{charge.reference}</th>
            <td class="number" data-label=amount>{money(charge.amount)}</td>
            <td data-label=why><span>{says} {holds}</span></td>
            <td data-label=action>{button}</td>
        </tr>
    }
}

fn what_happened(why: ReviewedCharge) -> String {
    match why {
        ReviewedCharge::GivenBack(back) => {
            text_with("staff-charges-given-back", &[("amount", money(back))])
        }
        ReviewedCharge::Lost { amount, voids } => {
            let lost = text_with("staff-charges-lost", &[("amount", money(amount))]);
            if voids {
                format!("{lost} {}", text("staff-charges-void"))
            } else {
                lost
            }
        }
        ReviewedCharge::UnknownCurrency(currency) => {
            text_with("staff-charges-currency", &[("currency", currency)])
        }
    }
}

/// Caller: a supervisor. Lets the review go on, although a part of the fee went back.
#[server(prefix = "/act", endpoint = "staff/refund/accept")]
pub async fn accept_given_back(payment: Uuid, version: i64) -> Result<(), ServerFnError> {
    let accepted = staff_service()
        .accept_given_back(&caller(), payment, version)
        .await;
    answer(accepted, "accepted", &OtherWayForm::default());
    Ok(())
}
