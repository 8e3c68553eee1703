//! What is said of money.

use super::body::{Body, Part};
use crate::mail::letter::{Letter, Receipt};
use app::text::{date, text, text_with};
use chrono::NaiveDate;
use domain::money::Money;

/// The receipt: when, for whom, how much each, and in all.
pub(super) fn received<'a>(
    letter: &'a Letter,
    receipt: &Receipt,
    due_on: Option<NaiveDate>,
) -> Body<'a> {
    let item = |(name, fee): &(String, Money)| {
        let says = text_with("mail-paid-item", &[("name", name.clone())]);
        (says, fee.to_string())
    };
    let mut facts = vec![(text("mail-paid-on"), date(receipt.paid_on))];
    facts.extend(receipt.items.iter().map(item));
    facts.push((text("mail-paid-total"), receipt.total.to_string()));
    let body = Body::of(letter, "mail-paid-subject")
        .says("mail-paid")
        .part(Part::Facts(facts));
    match due_on {
        Some(due_on) => body
            .tells("mail-paid-next", &[("due", date(due_on))])
            .button("mail-follow")
            .says("mail-paid-kept"),
        None => body.says("mail-paid-since").button("mail-open"),
    }
}

pub(super) fn refund_sent<'a>(
    letter: &'a Letter,
    amount: Money,
    elsewhere: Option<Money>,
    reason: &str,
) -> Body<'a> {
    let body = Body::of(letter, "mail-refund-sent-subject")
        .tells("mail-refund-sent", &of(amount))
        .says("mail-refund-reason")
        .quotes(reason)
        .says("mail-refund-sent-card");
    before(body, elsewhere).button("mail-follow-refund")
}

pub(super) fn refund_done(letter: &Letter, amount: Money, elsewhere: Option<Money>) -> Body<'_> {
    let body = Body::of(letter, "mail-refund-done-subject").tells("mail-refund-done", &of(amount));
    before(body, elsewhere).button("mail-open")
}

pub(super) fn refund_elsewhere(letter: &Letter, amount: Money) -> Body<'_> {
    Body::of(letter, "mail-refund-done-subject")
        .tells("mail-refund-elsewhere", &of(amount))
        .says("mail-refund-see")
        .button("mail-open")
}

/// A ground of Art. 23 stood beside the one of Art. 7, or no visa was valid.
pub(super) fn refund_declined(
    letter: &Letter,
    amount: Money,
    elsewhere: Option<Money>,
) -> Body<'_> {
    let body = Body::of(letter, "mail-refund-declined-subject").tells(
        match elsewhere {
            Some(_) => "mail-refund-declined-rest",
            None => "mail-refund-declined",
        },
        &of(amount),
    );
    before(body, elsewhere)
        .says("mail-refund-declined-why")
        .button("mail-open")
}

pub(super) fn refund_failed(letter: &Letter, amount: Money) -> Body<'_> {
    Body::of(letter, "mail-refund-failed-subject")
        .tells("mail-refund-failed", &of(amount))
        .says("mail-refund-failed-next")
        .button("mail-follow-refund")
}

/// What had gone back by other means before, if anything.
fn before(body: Body<'_>, elsewhere: Option<Money>) -> Body<'_> {
    match elsewhere {
        Some(part) => body.tells("mail-refund-before", &of(part)),
        None => body,
    }
}

fn of(amount: Money) -> [(&'static str, String); 1] {
    [("amount", amount.to_string())]
}
