//! What is said of an application as a whole.

use super::body::{Body, Part};
use crate::mail::letter::Letter;
use app::text::{date, instant};
use chrono::{DateTime, NaiveDate, Utc};
use domain::states::ApplicationKind;

pub(super) fn resume<'a>(letter: &'a Letter, code: Option<&str>, days: u32) -> Body<'a> {
    // While the address is not confirmed, the link opens it in the first browser only.
    let button = if code.is_none() {
        "mail-go-on-anywhere"
    } else {
        "mail-go-on"
    };
    Body::of(letter, "mail-resume-subject")
        .says("mail-resume")
        .button(button)
        .confirming(code)
        .tells("mail-resume-kept", &[("days", days.to_string())])
        .says("mail-not-you")
        .says("mail-secret-link")
}

pub(super) fn status<'a>(letter: &'a Letter, code: Option<&str>) -> Body<'a> {
    Body::of(letter, "mail-status-subject")
        .says("mail-status")
        .button("mail-open")
        .confirming(code)
        .says("mail-secret-link")
        .says("mail-status-not-you")
}

pub(super) fn card(letter: &Letter, arrives_on: NaiveDate) -> Body<'_> {
    let body =
        Body::of(letter, "mail-card-subject").tells("mail-card", &[("arrives", date(arrives_on))]);
    match letter.kind {
        ApplicationKind::Card => body.button("mail-open-card").says("mail-card-show"),
        ApplicationKind::Visa => body.button("mail-open").says("mail-card-show-visa"),
    }
    .says("mail-secret-link")
}

pub(super) fn email_code<'a>(letter: &'a Letter, code: &str) -> Body<'a> {
    Body::of(letter, "mail-code-subject")
        .says("mail-code")
        .says("mail-code-type")
        .part(Part::Code(code.to_owned()))
        .says("mail-code-not-you")
}

pub(super) fn address_changed(letter: &Letter) -> Body<'_> {
    Body::of(letter, "mail-moved-subject")
        .says("mail-moved")
        .says("mail-moved-yours")
        .says("mail-moved-not-you")
}

pub(super) fn ending(letter: &Letter, until: DateTime<Utc>) -> Body<'_> {
    Body::of(letter, "mail-ending-subject")
        .tells("mail-ending", &[("until", instant(until))])
        .button("mail-go-on")
        .says("mail-ending-no-need")
}

pub(super) fn late(letter: &Letter, due_on: NaiveDate, expected_on: NaiveDate) -> Body<'_> {
    Body::of(letter, "mail-late-subject")
        .tells("mail-late", &[("due", date(due_on))])
        .tells("mail-late-next", &[("expected", date(expected_on))])
        .button("mail-follow")
}

/// A visa issued from today on is good for the trip (Art. 13).
pub(super) fn may_apply<'a>(
    letter: &'a Letter,
    until: DateTime<Utc>,
    code: Option<&str>,
) -> Body<'a> {
    Body::of(letter, "mail-may-apply-subject")
        .says("mail-may-apply")
        .tells("mail-may-apply-kept", &[("until", instant(until))])
        .button("mail-go-on")
        .confirming(code)
}
