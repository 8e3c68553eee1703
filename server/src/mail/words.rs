//! A letter in words: subject, text and HTML. What it says is a row of [`Part`]s in the words of
//! `app/locales`, said once by [`application`], [`case`], [`border`] and [`money`]; the two templates
//! in `templates/mail` draw each kind of part.

mod application;
mod body;
mod border;
mod case;
mod money;

use self::body::{Body, Part};
use super::letter::{Letter, News, Who};
use app::text::{text, text_with};
use askama::Template;
use domain::states::ApplicationKind;
use domain::typed_text::TypedText;

/// The most letters of a name in a subject: what has come about has to be seen beside it.
const MOST_OF_A_NAME: usize = 48;

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Text<'a> {
    parts: &'a [Part],
    application: &'a str,
    demo: bool,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    subject: &'a str,
    news: &'a str,
    parts: &'a [Part],
    application: &'a str,
    demo: bool,
}

/// A letter in words.
pub(super) struct Words {
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Words {
    /// # Errors
    /// When a template fails, which none of them can with these types.
    pub(super) fn of(letter: &Letter, demo: bool) -> Result<Self, askama::Error> {
        let Body { news, parts, .. } = body(letter);
        let subject = subject(letter, &news);
        let reference = [("reference", letter.reference.clone())];
        let application = match letter.kind {
            ApplicationKind::Visa => text_with("mail-application", &reference),
            ApplicationKind::Card => text_with("mail-of-card", &reference),
        };
        let html = Html {
            subject: &subject,
            news: &capitalized(&news),
            parts: &parts,
            application: &application,
            demo,
        }
        .render()?;
        let text = Text {
            parts: &parts,
            application: &application,
            demo,
        }
        .render()?;
        Ok(Self {
            subject,
            text,
            html,
        })
    }
}

fn body(letter: &Letter) -> Body<'_> {
    match &letter.news {
        News::ResumeLink { code, days } => application::resume(letter, code.as_deref(), *days),
        News::StatusLink { code } => application::status(letter, code.as_deref()),
        News::Card { arrives_on } => application::card(letter, *arrives_on),
        News::EmailCode { code } => application::email_code(letter, code),
        News::AddressChanged => application::address_changed(letter),
        News::Ending { until } => application::ending(letter, *until),
        News::Late {
            due_on,
            expected_on,
        } => application::late(letter, *due_on, *expected_on),
        News::MayApply { until, code } => application::may_apply(letter, *until, code.as_deref()),
        News::CorrectionAsked { correction, until } => case::correction(letter, correction, *until),
        News::CorrectionReminder { correction, until } => {
            case::correction_reminder(letter, correction, *until)
        }
        News::CorrectionOver { decision_due_on } => case::correction_over(letter, *decision_due_on),
        News::Withdrawn { fee } => case::withdrawn(letter, *fee),
        News::Granted {
            visa_number,
            valid_until,
            page,
            ..
        } => case::granted(letter, (visa_number, page), *valid_until),
        News::Denied {
            ground,
            article,
            is_kept,
        } => case::denied(letter, (ground, article), *is_kept),
        News::Pass {
            last_permitted_day,
            pdf,
        } => border::pass(letter, *last_permitted_day, pdf.is_some()),
        News::RefusedEntry {
            port,
            at,
            grounds,
            visa,
            fee,
        } => border::refused(letter, (port, *at), grounds, *visa, *fee),
        News::AdmissionUndone {
            port,
            at,
            usable_until,
        } => border::undone(letter, (port, *at), *usable_until),
        News::Departed {
            port,
            at,
            fine,
            needs_visa,
        } => border::departed(letter, (port, *at), fine.as_ref(), *needs_visa),
        News::PaymentReceived {
            receipt,
            decision_due_on,
        } => money::received(letter, receipt, *decision_due_on),
        News::RefundSent {
            amount,
            elsewhere,
            reason,
        } => money::refund_sent(letter, *amount, *elsewhere, reason),
        News::RefundDone { amount, elsewhere } => money::refund_done(letter, *amount, *elsewhere),
        News::RefundElsewhere { amount } => money::refund_elsewhere(letter, *amount),
        News::RefundDeclined { amount, elsewhere } => {
            money::refund_declined(letter, *amount, *elsewhere)
        }
        News::RefundFailed { amount } => money::refund_failed(letter, *amount),
    }
}

/// `Smith, João: visa granted – KV-7F3K-92QX`; the portal's name where nobody is named. One line,
/// whatever a name or a reference holds, and no sign that a reader does not see.
fn subject(letter: &Letter, news: &str) -> String {
    let who = letter.who.as_ref().map(named);
    let who = who.filter(|who| !who.is_empty());
    let subject = text_with(
        "mail-subject",
        &[
            ("who", who.unwrap_or_else(|| text("portal-name"))),
            ("news", news.to_owned()),
            ("reference", letter.reference.clone()),
        ],
    );
    one_line(&subject)
}

fn named(who: &Who) -> String {
    let mut name = one_line(&who.name);
    if name.chars().count() > MOST_OF_A_NAME {
        name = name.chars().take(MOST_OF_A_NAME - 1).collect();
        name.push('…');
    }
    if who.others == 0 {
        return name;
    }
    let others = who.others.to_string();
    text_with("mail-others", &[("name", name), ("others", others)])
}

fn one_line(words: &str) -> String {
    let words = TypedText::Phrase.fold(words);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests;
