//! What is said of one traveller's case.

use super::body::{Body, Part};
use crate::mail::letter::Letter;
use app::text::{date, text, text_with};
use chrono::NaiveDate;
use domain::law::refunds::WithdrawalFee;

pub(super) fn correction<'a>(letter: &'a Letter, asked: &str, until: NaiveDate) -> Body<'a> {
    Body::of(letter, "mail-correction-subject")
        .says("mail-correction")
        .quotes(asked)
        .tells("mail-correction-next", &[("until", date(until))])
        .button("mail-correct")
}

pub(super) fn correction_reminder<'a>(
    letter: &'a Letter,
    asked: &str,
    until: NaiveDate,
) -> Body<'a> {
    Body::of(letter, "mail-reminder-subject")
        .says("mail-reminder")
        .quotes(asked)
        .tells("mail-reminder-next", &[("until", date(until))])
        .button("mail-correct")
}

pub(super) fn correction_over(letter: &Letter, decision_due_on: NaiveDate) -> Body<'_> {
    Body::of(letter, "mail-correction-over-subject")
        .says("mail-correction-over")
        .tells(
            "mail-correction-over-next",
            &[("due", date(decision_due_on))],
        )
        .button("mail-open")
}

pub(super) fn withdrawn(letter: &Letter, fee: Option<WithdrawalFee>) -> Body<'_> {
    Body::of(letter, "mail-withdrawn-subject")
        .says("mail-withdrawn")
        .says(match fee {
            Some(WithdrawalFee::Kept) => "mail-withdrawn-paid",
            Some(WithdrawalFee::Unpaid) => "mail-withdrawn-unpaid",
            None => "mail-fee-since",
        })
        .says("mail-withdrawn-not-you")
        .button("mail-open")
}

pub(super) fn granted<'a>(
    letter: &'a Letter,
    (number, page): (&str, &str),
    valid_until: NaiveDate,
) -> Body<'a> {
    Body::of(letter, "mail-granted-subject")
        .tells("mail-granted", &[("number", number.to_owned())])
        .tells("mail-granted-enter", &[("until", date(valid_until))])
        .says("mail-granted-keep")
        .part(Part::Link {
            says: text("mail-open-evisa"),
            url: page.to_owned(),
        })
        .button("mail-open")
}

/// The fee of a denied application is kept (Art. 6).
pub(super) fn denied<'a>(
    letter: &'a Letter,
    (ground, article): (&str, &str),
    is_kept: bool,
) -> Body<'a> {
    let ground = text_with(
        "mail-ground",
        &[
            ("ground", ground.to_owned()),
            ("article", article.to_owned()),
        ],
    );
    Body::of(letter, "mail-denied-subject")
        .says("mail-denied")
        .says("mail-denied-ground")
        .quotes(&ground)
        .says(if is_kept {
            "mail-denied-kept"
        } else {
            "mail-fee-since"
        })
        .says("mail-denied-again")
        .button("mail-open")
}
