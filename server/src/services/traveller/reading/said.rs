//! What an answer says, however it is written.

use super::{dates, passport};
use domain::typed_text::TypedText;

/// The form in which two answers of a control are the same that say the same.
pub fn said(control: &str, typed: &str) -> String {
    match control.rsplit_once('_') {
        Some((_, "day" | "year" | "days")) => number(typed),
        Some((_, "month")) => match dates::month_number(typed) {
            Some(month) => month.to_string(),
            None => number(typed),
        },
        _ => match control {
            "passport_number" => passport::number(typed),
            "phone" => phone(typed),
            "mrz" => typed.split_whitespace().collect::<String>().to_uppercase(),
            "surname" | "given_names" | "birth_place" | "address" | "home_address" => words(typed),
            _ => typed.split_whitespace().collect::<Vec<_>>().join(" "),
        },
    }
}

fn number(typed: &str) -> String {
    match dates::number(typed) {
        Some(number) => number.to_string(),
        None => typed.trim().to_owned(),
    }
}

/// With the country code behind a `+`, without the signs between the digits.
fn phone(typed: &str) -> String {
    // The 0 that is dialled within a country only.
    let typed = typed.replace("(0)", "");
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("00") {
        Some(number) if !typed.contains('+') => format!("+{number}"),
        _ if typed.contains('+') => format!("+{digits}"),
        _ => digits,
    }
}

/// The words of a text: letters, digits and marks, without what stands between them, in one form of
/// letters.
fn words(typed: &str) -> String {
    let folded = TypedText::Line.fold(typed).to_lowercase();
    let words = folded.split(|c: char| c.is_whitespace() || ",.;:".contains(c));
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
