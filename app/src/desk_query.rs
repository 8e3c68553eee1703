//! What stands in the one box of the desk: whatever a reader sends or a hand types, told apart by its
//! form alone. The server reads it, and the browser itself where there is no network.

use crate::error::PortalError;
use chrono::NaiveDate;
use domain::doc9303::countries::{Country, SPECIMEN, name_with_code, named};
use domain::doc9303::mrz::{self, Field};
use domain::doc9303::seal::{Seal, SealId, address};
use domain::reference::Reference;
use std::fmt::Write as _;

/// Signs in a line of a passport's MRZ (Doc 9303-4).
const MRZ_WIDTH: usize = 44;
const TWO_LINES: usize = 2 * MRZ_WIDTH;
/// The number of an e-visa or a V-Pass: two letters that say which, and seven signs.
const DOCUMENT_NUMBER: usize = 9;
/// Letters of a state in a passport, where nothing parts them from the number.
const CODE: usize = 3;
/// The most signs of a passport number with what people write around it.
const MOST_PASSPORT_NUMBER: usize = 40;
/// Digits or hexadecimal of fewer signs are no code.
const LEAST_CODE: usize = 45;

/// The name of the box, for errors.
const BOX: &str = "query";

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// A visible digital seal.
    Seal(Vec<u8>),
    /// A passport, by its number and the code of its holder's nationality.
    Passport { number: String, nationality: String },
    /// An application.
    Reference(Reference),
    /// The page of an e-visa or a V-Pass, by the secret in its address.
    Page(DocumentPage),
    /// A number without a state: of an e-visa or a V-Pass, in capitals.
    DocumentNumber(String),
}

impl Query {
    /// The line by which a day-pack finds its holder, whatever spaces and case were typed: a kind and a
    /// value. `None` for a code that cannot be read. A seal is named by what it says, not by its
    /// signature: its line tells whom it is about, not that it is genuine.
    pub fn line(&self) -> Option<String> {
        let plain = |text: &str| -> String {
            let signs = text.chars().filter(char::is_ascii_alphanumeric);
            signs.map(|sign| sign.to_ascii_uppercase()).collect()
        };
        Some(match self {
            Self::Seal(bytes) => {
                let SealId(hash) = Seal::decode(bytes).ok()?.id();
                let mut line = "seal ".to_owned();
                for byte in hash {
                    // Nothing can go wrong in a text.
                    let _ = write!(line, "{byte:02x}");
                }
                line
            }
            Self::Passport {
                number,
                nationality,
            } => format!("passport {} {}", plain(number), plain(nationality)),
            Self::Reference(reference) => format!("reference {reference}"),
            Self::DocumentNumber(number) => format!("document {}", plain(number)),
            // Only the portal knows whose it is.
            Self::Page(_) => return None,
        })
    }
}

/// The secret of a document's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentPage {
    Evisa(String),
    Pass(String),
}

/// Reads the box. `today` tells the century of a day of birth in an MRZ.
///
/// # Errors
/// `Invalid` with what to do, for what is none of these or was misread.
pub fn read(text: &str, today: NaiveDate) -> Result<Query, PortalError> {
    let text = text.trim();
    if text.is_empty() {
        return wrong("field-error-find-nothing");
    }
    if let Ok(reference) = text.parse::<Reference>() {
        return Ok(Query::Reference(reference));
    }
    if let Some(passport) = mrz(text, today)? {
        return Ok(passport);
    }
    if let Some(page) = document_page(text) {
        return Ok(Query::Page(page));
    }
    if looks_like_code(text) {
        return address::bytes(text)
            .map(Query::Seal)
            .or_else(|_| wrong("field-error-seal"));
    }
    number(text)
}

/// The line of [`Query::line`], for a day as `YYYY-MM-DD`.
///
/// # Errors
/// The key of the message that says what is wrong.
pub fn browser_line(text: &str, today: &str) -> Result<String, String> {
    const SEAL: &str = "field-error-seal";
    let today = today.parse().map_err(|_| SEAL.to_owned())?;
    match read(text, today) {
        Ok(query) => query.line().ok_or_else(|| SEAL.to_owned()),
        Err(PortalError::Invalid(errors)) => {
            let first = errors.into_iter().next();
            Err(first.map_or_else(|| SEAL.to_owned(), |error| error.message))
        }
        Err(error) => Err(error.message_key().to_owned()),
    }
}

/// A state with its code, for the card of who was found in the browser.
pub fn browser_state(code: &str) -> String {
    name_with_code(code)
}

fn wrong<T>(message: &str) -> Result<T, PortalError> {
    Err(PortalError::invalid(BOX, message))
}

/// An address with a fragment, or more digits or hexadecimal than any number has.
fn looks_like_code(text: &str) -> bool {
    let mut signs = text.chars().filter(|sign| !sign.is_whitespace());
    text.contains('#')
        || text.contains("://")
        || signs.clone().count() >= LEAST_CODE && signs.all(|sign| sign.is_ascii_hexdigit())
}

/// The address of a page that its holder opened from the mail: `https://…/e/SECRET`, `…/v/SECRET`. Codes
/// have a fragment, and no secret.
fn document_page(text: &str) -> Option<DocumentPage> {
    let (_, path) = text.split_once("://")?;
    let (_, path) = path.split_once('/')?;
    let path = path.split(['#', '?']).next().unwrap_or_default();
    let mut parts = path.trim_end_matches('/').split('/');
    let (kind, secret) = (parts.next()?, parts.next()?.to_owned());
    match kind {
        "e" => Some(DocumentPage::Evisa(secret)),
        "v" => Some(DocumentPage::Pass(secret)),
        _ => None,
    }
}

/// A number alone, or one with a state before or behind it: `L898902C3 UTO`, `South Korea M1234567`.
fn number(text: &str) -> Result<Query, PortalError> {
    let words: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';' | '/'))
        .filter(|word| !word.is_empty())
        .collect();
    let passport = |number: &[&str], state: &[&str]| -> Option<Query> {
        let number: String = number.concat();
        let is_number = number.len() <= MOST_PASSPORT_NUMBER
            && number.contains(|sign: char| sign.is_ascii_digit());
        let Country { code, .. } = named(&state.join(" ")).filter(|_| is_number)?;
        Some(Query::Passport {
            number,
            nationality: code.to_owned(),
        })
    };
    // The longest name first: what is left over must have a digit.
    let split = (1..words.len()).find_map(|at| {
        let (before, behind) = words.split_at(at);
        passport(before, behind)
    });
    let split = split.or_else(|| {
        (1..words.len()).rev().find_map(|at| {
            let (before, behind) = words.split_at(at);
            passport(behind, before)
        })
    });
    // A state beside it makes it a passport's, however it looks.
    let compact = words.concat();
    let split = split
        .or_else(|| document_number(&compact).map(Query::DocumentNumber))
        .or_else(|| {
            let glued = |number: &str, state: &str| {
                let is_code = state.len() == CODE && named(state).is_some();
                passport(&[number], &[state]).filter(|_| is_code)
            };
            let at = compact.len().checked_sub(CODE)?;
            let (number, state) = compact.split_at_checked(at)?;
            let behind = glued(number, state);
            behind.or_else(|| {
                compact
                    .split_at_checked(CODE)
                    .and_then(|(state, number)| glued(number, state))
            })
        });
    match split {
        Some(query) => Ok(query),
        None if is_bare_number(&words.concat()) => wrong("field-error-find-state"),
        None => wrong("field-error-find-what"),
    }
}

/// Whether it could be a passport number whose state is missing or misspelt.
fn is_bare_number(compact: &str) -> bool {
    compact.len() <= MOST_PASSPORT_NUMBER && compact.contains(|sign: char| sign.is_ascii_digit())
}

/// The number of an e-visa or a V-Pass, whatever looks alike.
fn document_number(compact: &str) -> Option<String> {
    let plain = |sign: char| match sign.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let compact: String = compact.chars().filter(|&sign| sign != '-').collect();
    let kind = compact.get(..2)?.to_ascii_uppercase();
    let is_ours = matches!(kind.as_str(), "KV" | "VP");
    let rest: String = compact[2..].chars().map(plain).collect();
    let fits =
        compact.len() == DOCUMENT_NUMBER && rest.chars().all(|sign| sign.is_ascii_alphanumeric());
    (is_ours && fits).then(|| kind + &rest)
}

/// The two lines of a passport, as a reader types them, in one line or two, or the second alone, which
/// has the number and the nationality; `None` for other texts.
///
/// # Errors
/// `Invalid` for the first line alone, for lines of another length, and for two whose number does not
/// agree with its check digit.
fn mrz(text: &str, today: NaiveDate) -> Result<Option<Query>, PortalError> {
    let signs: String = text.split_whitespace().collect();
    let begins = signs.starts_with(['P', 'p']);
    let (first, second) = match signs.len() {
        _ if !signs.is_ascii() => return Ok(None),
        TWO_LINES if begins => {
            let (first, second) = signs.split_at(MRZ_WIDTH);
            (first.to_owned(), second)
        }
        // A number may begin with P too; the first line alone has no digit.
        MRZ_WIDTH if begins && !signs.contains(|sign: char| sign.is_ascii_digit()) => {
            return wrong("field-error-mrz-first-line");
        }
        MRZ_WIDTH => (
            format!("{:<<MRZ_WIDTH$}", format!("P<{SPECIMEN}X")),
            signs.as_str(),
        ),
        // No code of a document has a filler in it.
        _ if signs.contains('<') => return wrong("field-error-mrz-length"),
        _ => return Ok(None),
    };
    // Any 44 signs might be the second line; its check digits tell.
    let is_alone = signs.len() == MRZ_WIDTH;
    let Ok(mrz) = mrz::read(&format!("{first}\n{second}"), today) else {
        return Ok(None);
    };
    let mut checks = mrz.checks.iter();
    if is_alone && !checks.all(|check| check.ok) {
        return if looks_like_second(&signs) {
            wrong("field-error-mrz-second-line")
        } else {
            Ok(None)
        };
    }
    if checks.any(|check| check.field == Field::DocumentNumber && !check.ok) {
        return wrong("field-error-mrz-number");
    }
    Ok(Some(Query::Passport {
        number: mrz.fields.document_number,
        nationality: mrz.fields.nationality,
    }))
}

/// Whether a line is built as the second one: the nationality and the day of birth stand where they stand
/// there, or it has a filler.
fn looks_like_second(signs: &str) -> bool {
    let is = |range, of: fn(&u8) -> bool| {
        let part: Option<&str> = signs.get(range);
        part.is_some_and(|part| part.bytes().all(|sign| of(&sign)))
    };
    signs.contains('<') || is(10..13, u8::is_ascii_alphabetic) && is(13..19, u8::is_ascii_digit)
}

#[cfg(test)]
mod tests;
