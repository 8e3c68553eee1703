//! What is said of what happened at the border.

use super::body::{Body, Part};
use crate::mail::letter::{FineTold, Letter, VisaLeft};
use app::text::{date, instant};
use chrono::{DateTime, NaiveDate, Utc};
use domain::law::refunds::FeeStanding;

/// Names nobody, and leads to the card, where the address was never confirmed.
pub(super) fn pass(letter: &Letter, last_permitted_day: NaiveDate, is_confirmed: bool) -> Body<'_> {
    let last = [("last", date(last_permitted_day))];
    let body = Body::of(letter, "mail-pass-subject");
    if is_confirmed {
        body.says("mail-pass")
            .tells("mail-pass-last", &last)
            .button("mail-open-pass")
            .says("mail-pass-keep")
            .says("mail-pass-secret")
    } else {
        body.says("mail-pass-card")
            .tells("mail-pass-last", &last)
            .button("mail-open-card")
            .says("mail-pass-card-open")
    }
}

/// A refund follows the grounds of Art. 7 only.
pub(super) fn refused<'a>(
    letter: &'a Letter,
    (port, at): (&str, DateTime<Utc>),
    grounds: &[String],
    visa: VisaLeft,
    fee: Option<FeeStanding>,
) -> Body<'a> {
    let place = [("port", port.to_owned()), ("at", instant(at))];
    let body = Body::of(letter, "mail-refused-subject")
        .tells("mail-refused", &place)
        .says("mail-refused-grounds")
        .part(Part::List(grounds.to_vec()));
    let body = match visa {
        VisaLeft::UsableUntil(day) => body.tells("mail-refused-usable", &[("until", date(day))]),
        VisaLeft::Void => body.says("mail-refused-void"),
        VisaLeft::None => body.says("mail-refused-none"),
    };
    let Some(fee) = fee else {
        return body.button("mail-open");
    };
    body.says(match fee {
        FeeStanding::Back => "mail-refused-fee-back",
        FeeStanding::BackOtherwise => "mail-refused-fee-back-otherwise",
        FeeStanding::GoesBack => "mail-refused-fee-goes-back",
        FeeStanding::NotArrived => "mail-refused-fee-not-arrived",
        FeeStanding::ToDecide => "mail-refused-refund",
        FeeStanding::Disputed => "mail-refused-disputed",
        FeeStanding::Declined => "mail-refused-fee-declined",
        FeeStanding::Kept => "mail-refused-kept",
    })
    .button("mail-open")
}

pub(super) fn undone<'a>(
    letter: &'a Letter,
    (port, at): (&str, DateTime<Utc>),
    usable_until: Option<NaiveDate>,
) -> Body<'a> {
    let place = [("port", port.to_owned()), ("at", instant(at))];
    let body = Body::of(letter, "mail-undone-subject")
        .tells("mail-undone", &place)
        .says("mail-undone-pass");
    match usable_until {
        Some(day) => body.tells("mail-undone-visa", &[("until", date(day))]),
        None => body,
    }
    .says("mail-undone-next")
    .button("mail-open")
}

/// The fine is of Art. 24, the exemption from it of Art. 28.
pub(super) fn departed<'a>(
    letter: &'a Letter,
    (port, at): (&str, DateTime<Utc>),
    fine: Option<&FineTold>,
    needs_visa: bool,
) -> Body<'a> {
    let place = [("port", port.to_owned()), ("at", instant(at))];
    let body = Body::of(letter, "mail-departed-subject").tells("mail-departed", &place);
    let body = match fine {
        None => body.says("mail-departed-in-time"),
        Some(fine) => {
            let how = if fine.paid { "paid" } else { "exempted" };
            body.tells(
                "mail-departed-over",
                &[
                    ("days", fine.days.to_string()),
                    ("amount", fine.amount.to_string()),
                    ("how", how.to_owned()),
                ],
            )
        }
    };
    body.says(if needs_visa {
        "mail-departed-next"
    } else {
        "mail-departed-next-card"
    })
    .button("mail-open")
}
