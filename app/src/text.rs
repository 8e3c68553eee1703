//! The texts that people read, by message key, from `app/locales`. Fluent holds them because
//! domain rules, mails and documents carry message keys that are known only at run time and are
//! needed outside the pages.
//!
//! A new message is a line in `en.ftl`; a new language a file beside it, as `km.ftl` with the labels
//! that the documents have in Khmer too, and its code in [`LANGUAGES`]. The key of an enumeration's
//! variant is a prefix and the variant's code, see [`label`].

mod law;

use crate::error::{FieldError, PortalError};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::calendar::{PHNOM_PENH, Period};
use domain::doc9303::mrz::MrzDate;
use domain::money::Money;
use domain::states::VisaState;
use domain::visa::VisaType;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::HashMap;
use std::fmt::Display;
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../locales/en.ftl");
/// The codes of the languages; where one has no words of its own, the first one's are shown.
pub const LANGUAGES: [&str; 2] = ["en", "km"];

const KHMER: &str = include_str!("../locales/km.ftl");

type Bundle = FluentBundle<FluentResource>;

fn bundle() -> &'static Bundle {
    static BUNDLE: OnceLock<Bundle> = OnceLock::new();
    BUNDLE.get_or_init(|| bundle_of(unic_langid::langid!("en"), ENGLISH))
}

fn khmer_bundle() -> &'static Bundle {
    static BUNDLE: OnceLock<Bundle> = OnceLock::new();
    BUNDLE.get_or_init(|| bundle_of(unic_langid::langid!("km"), KHMER))
}

fn bundle_of(language: LanguageIdentifier, messages: &str) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    // A message that cannot be parsed is left out; a test parses them all.
    let resource =
        FluentResource::try_new(messages.to_owned()).unwrap_or_else(|(resource, _errors)| resource);
    bundle.add_resource_overriding(resource);
    // It fails only where there is one of this name.
    let _ = bundle.add_function("LAW", law::law);
    let _ = bundle.add_function("TEXT", message);
    bundle
}

/// The messages without arguments, as they read: a page has dozens of them, and nothing in them changes.
fn without_arguments() -> &'static HashMap<&'static str, String> {
    static MESSAGES: OnceLock<HashMap<&str, String>> = OnceLock::new();
    MESSAGES.get_or_init(|| {
        let keys = ENGLISH.lines().filter_map(|line| line.split_once(" ="));
        keys.filter_map(|(key, _)| {
            let pattern = bundle().get_message(key)?.value()?;
            let mut errors = Vec::new();
            let says = bundle().format_pattern(pattern, None, &mut errors);
            // What misses an argument is none of them.
            errors.is_empty().then(|| (key, says.into_owned()))
        })
        .collect()
    })
}

/// Whether there is a message of this key.
pub fn is_message(key: &str) -> bool {
    bundle()
        .get_message(key)
        .is_some_and(|m| m.value().is_some())
}

/// The message of this key; the key itself where there is none.
pub fn text(key: &str) -> String {
    match without_arguments().get(key) {
        Some(says) => says.clone(),
        None => format(bundle(), key, None),
    }
}

/// The message of this key in Khmer; the key itself where there is none.
pub fn khmer(key: &str) -> String {
    format(khmer_bundle(), key, None)
}

/// The message with its arguments by name. Whole numbers choose plural forms.
pub fn text_with(key: &str, arguments: &[(&str, String)]) -> String {
    let mut values = FluentArgs::new();
    for (name, value) in arguments {
        values.set(*name, value_of(value));
    }
    format(bundle(), key, Some(&values))
}

/// The message with arguments as timelines, checks and field errors carry them.
pub fn text_of(key: &str, arguments: &[(String, String)]) -> String {
    let mut values = FluentArgs::new();
    for (name, value) in arguments {
        values.set(name.as_str(), value_of(value));
    }
    format(bundle(), key, Some(&values))
}

/// The message of a field error.
pub fn field_error(error: &FieldError) -> String {
    text_of(&error.message, &error.arguments)
}

/// The title of an error.
pub fn error_title(error: &PortalError) -> String {
    match error {
        PortalError::TooManyTries { seconds } => text_with(
            error.message_key(),
            &[("minutes", seconds.div_ceil(60).max(1).to_string())],
        ),
        PortalError::OtherApplication { reference } => {
            text_with(error.message_key(), &[("reference", reference.clone())])
        }
        _ => text(error.message_key()),
    }
}

/// The label of an enumeration's variant by its code: `label("case-state", CaseState::InReview)` is
/// the message `case-state-in-review`.
pub fn label(prefix: &str, code: impl Display) -> String {
    text(&label_key(prefix, code))
}

/// The message key of a [`label`].
pub fn label_key(prefix: &str, code: impl Display) -> String {
    format!("{prefix}-{}", code.to_string().replace(['.', '_'], "-"))
}

/// A date: `12 February 2027`.
pub fn date(date: NaiveDate) -> String {
    text_with(
        "date-long",
        &[
            ("day", date.day().to_string()),
            ("month", text(&format!("month-{}", date.month()))),
            ("year", date.year().to_string()),
        ],
    )
}

/// A date of birth, as far as it is known: `12 August 1974`, `August 1974`, `1974`.
pub fn birth_date(birth: &MrzDate) -> String {
    match (birth.date(), birth.year, birth.month) {
        (Some(whole), _, _) => date(whole),
        (None, Some(year), Some(month)) => text_with(
            "date-month-year",
            &[
                ("month", text(&format!("month-{month}"))),
                ("year", year.to_string()),
            ],
        ),
        (None, Some(year), None) => year.to_string(),
        (None, None, _) => text("document-birth-unknown"),
    }
}

/// The same of its stored form; the text itself where it is none.
pub fn birth_date_of_iso(birth: &str) -> String {
    MrzDate::of_iso(birth).map_or_else(|| birth.to_owned(), |birth| birth_date(&birth))
}

/// An instant: `12 February 2027, 14:05 Phnom Penh time`.
pub fn instant(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&PHNOM_PENH);
    text_with(
        "instant-long",
        &[
            ("date", date(local.date_naive())),
            ("time", local.format("%H:%M").to_string()),
        ],
    )
}

/// How a visa stands, in one clear word: the last day only where it counts.
pub fn visa_standing(state: VisaState, valid_until: NaiveDate) -> String {
    let until = ("until", date(valid_until));
    text_with("visa-standing", &[("state", state.to_string()), until])
}

/// The type of a visa: `Tourist (T)`; the letter alone of a type that is not sold here.
pub fn visa_type(visa_type: VisaType) -> String {
    match visa_type {
        VisaType::T => text("visa-type-t"),
        other => other.to_string(),
    }
}

/// A period: `30 days`, `1 month`.
pub fn period(period: Period) -> String {
    let (key, count) = match period {
        Period::Days(days) => ("days", days),
        Period::Months(months) if months >= 12 && months.is_multiple_of(12) => {
            ("years", months / 12)
        }
        Period::Months(months) => ("months", months),
    };
    text_with(key, &[("count", count.to_string())])
}

/// An amount: `USD 30.00`, with a space that does not break.
pub fn money(amount: Money) -> String {
    amount.to_string().replace(' ', "\u{a0}")
}

/// The function `TEXT` of the messages: `{ TEXT($which) }` is the message of the key in `which`, so
/// that an argument can be a label.
fn message<'a>(positional: &[FluentValue<'a>], _: &FluentArgs<'_>) -> FluentValue<'a> {
    match positional {
        [FluentValue::String(key)] => FluentValue::from(format(bundle(), key, None)),
        _ => FluentValue::Error,
    }
}

/// The value as a number only where it is written exactly as a whole one: `007` and references stay
/// text. A date, which the services write `YYYY-MM-DD`, is one in words.
fn value_of(value: &str) -> FluentValue<'static> {
    match value.parse::<i32>() {
        Ok(number) if number.to_string() == value => FluentValue::from(number),
        _ => FluentValue::from(iso_date(value).map_or_else(|| value.to_owned(), date)),
    }
}

fn iso_date(value: &str) -> Option<NaiveDate> {
    let date: NaiveDate = (value.len() == 10).then(|| value.parse().ok())??;
    (date.to_string() == value).then_some(date)
}

fn format(bundle: &Bundle, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let mut errors = Vec::new();
    bundle
        .format_pattern(pattern, arguments, &mut errors)
        .into_owned()
}

#[cfg(test)]
mod tests;
