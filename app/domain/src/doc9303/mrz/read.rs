//! Reading the lines of an MRZ into fields.

use super::check::{Check, check_digit_of};
use super::correction::{self, Correction};
use super::dates::{Century, MrzDate};
use super::layout::{Class, Field, Format, Span};
use super::{Fields, Mrz, Problem, Sex};
use crate::doc9303::countries::country;
use crate::doc9303::names::MrzNames;
use chrono::NaiveDate;

/// The input is not an MRZ of any format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MrzError {
    /// The lines have not the number and width of any format.
    #[error("a machine-readable zone has two lines of 36 or 44 characters, or three of 30")]
    Shape,
    /// A character outside A–Z, 0–9 and `<` that could not be corrected.
    #[error(
        "the character at line {line}, position {column} cannot stand in a machine-readable zone"
    )]
    Character {
        /// The line, counted from 1.
        line: usize,
        /// The position in the line, counted from 1.
        column: usize,
    },
}

/// Reads an MRZ of two or three lines, separated by line ends.
///
/// `reference` is the date by which two-digit years get their century (see [`super::dates`]):
/// today, or the day on which the document was inspected.
///
/// # Errors
/// The input has not the lines or the characters of an MRZ. Wrong check digits and other deviations
/// from the standard are no errors but part of the result.
pub fn read(input: &str, reference: NaiveDate) -> Result<Mrz, MrzError> {
    let (mut lines, mut corrections) = match correction::exact_lines(input) {
        Some(lines) => (lines, Vec::new()),
        None => corrected(input)?,
    };
    let first = lines.first().and_then(|line| line.chars().next());
    let width = lines.first().map_or(0, String::len);
    let format = Format::of(lines.len(), width, first.unwrap_or('<')).ok_or(MrzError::Shape)?;
    // One correction may reveal the next. Each turns a letter into a filler or into what its
    // position allows, so the loop ends.
    loop {
        let before = corrections.len();
        correction::correct_fillers(format, &mut lines, &mut corrections);
        correction::correct_classes(format, &mut lines, &mut corrections);
        if corrections.len() == before {
            break;
        }
    }
    let mrz = MrzLines { format, lines };
    let mut problems = mrz.character_problems();
    let (document_number, optional_data, number_check) = mrz.document_number(&mut problems);
    let names = MrzNames::read(mrz.text(Field::Names));
    let birth_date = mrz.date(Field::BirthDate, Century::Birth, reference, &mut problems);
    let expiry_date = mrz.date(Field::ExpiryDate, Century::Near, reference, &mut problems);
    let fields = Fields {
        format,
        document_code: trimmed(mrz.text(Field::DocumentCode)),
        issuer: trimmed(mrz.text(Field::Issuer)),
        names,
        document_number,
        nationality: trimmed(mrz.text(Field::Nationality)),
        birth_date,
        sex: match mrz.text(Field::Sex) {
            "F" => Sex::Female,
            "M" => Sex::Male,
            _ => Sex::Unspecified,
        },
        expiry_date,
        optional_data,
        optional_data_2: trimmed(mrz.text(Field::OptionalData2)),
    };
    for (field, code) in [
        (Field::Issuer, &fields.issuer),
        (Field::Nationality, &fields.nationality),
    ] {
        // Data stand at the left of their field (part 3, 4.10).
        if code.starts_with('<') || country(code).is_none() {
            problems.push(Problem::UnknownState { field });
        }
    }
    if !format.has_code(&fields.document_code) {
        problems.push(Problem::DocumentCode);
    }
    if fields.document_number.is_empty() {
        problems.push(Problem::NoNumber);
    }
    if fields.names.surname.is_empty() {
        problems.push(if fields.names.given_names.is_empty() {
            Problem::NoName
        } else {
            Problem::NoSurname
        });
    }
    Ok(Mrz {
        checks: mrz.checks(number_check),
        fields,
        problems,
        corrections,
        lines: mrz.lines,
    })
}

/// The corrected lines, checked for characters outside A–Z, 0–9 and `<`.
fn corrected(input: &str) -> Result<(Vec<String>, Vec<Correction>), MrzError> {
    let (lines, corrections) = correction::corrected_lines(input).ok_or(MrzError::Shape)?;
    for (line, chars) in lines.iter().enumerate() {
        if let Some(column) = chars.iter().position(|&c| !Class::Any.holds(c)) {
            return Err(MrzError::Character {
                line: line + 1,
                column: column + 1,
            });
        }
    }
    let lines = lines.iter().map(|line| line.iter().collect()).collect();
    Ok((lines, corrections))
}

fn trimmed(text: &str) -> String {
    text.trim_end_matches('<').to_owned()
}

/// The lines of an MRZ: ASCII, each of the format's width.
struct MrzLines {
    format: Format,
    lines: Vec<String>,
}

impl MrzLines {
    fn slice(&self, span: &Span) -> &str {
        self.part(span.line, span.start, span.end)
    }

    fn part(&self, line: usize, start: usize, end: usize) -> &str {
        self.lines
            .get(line)
            .and_then(|line| line.get(start..end))
            .unwrap_or_default()
    }

    fn text(&self, field: Field) -> &str {
        self.format
            .spans()
            .iter()
            .find(|span| span.field == field && !span.is_check)
            .map_or("", |span| self.slice(span))
    }

    fn character_problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for span in self.format.spans() {
            for (offset, found) in self.slice(span).bytes().map(char::from).enumerate() {
                if !span.class.at(offset).holds(found) {
                    problems.push(Problem::Character {
                        line: span.line + 1,
                        column: span.start + offset + 1,
                        found,
                    });
                }
            }
        }
        problems
    }

    /// The document number, the optional data without it, and its check digit. On a TD1 or TD2 a
    /// number of more than nine characters continues in the optional data; a filler stands in the
    /// position of its check digit, which then follows the number (part 5, 4.2.2; part 6, 4.2.2).
    fn document_number(&self, problems: &mut Vec<Problem>) -> (String, String, Check) {
        let number = self.text(Field::DocumentNumber);
        let optional = self.text(Field::OptionalData);
        let found = self
            .format
            .spans()
            .iter()
            .find(|span| span.field == Field::DocumentNumber && span.is_check)
            .and_then(|span| self.slice(span).chars().next())
            .unwrap_or('<');
        if found == '<' && matches!(self.format, Format::Td1 | Format::Td2) {
            let split = optional.split_once('<');
            let (continued, rest) = split.unwrap_or((optional, ""));
            if continued.len() == 1 || split.is_none() {
                problems.push(Problem::LongNumber);
            }
            if let Some(digit) = continued.chars().next_back() {
                let whole = format!("{number}{}", &continued[..continued.len() - 1]);
                let check = check(Field::DocumentNumber, &[&whole], digit);
                return (trimmed(&whole), trimmed(rest), check);
            }
        }
        let check = check(Field::DocumentNumber, &[number], found);
        (trimmed(number), trimmed(optional), check)
    }

    fn date(
        &self,
        field: Field,
        century: Century,
        reference: NaiveDate,
        problems: &mut Vec<Problem>,
    ) -> MrzDate {
        let raw = self.text(field);
        MrzDate::read(raw, century, reference).unwrap_or_else(|| {
            problems.push(Problem::Date { field });
            MrzDate {
                raw: raw.to_owned(),
                year: None,
                month: None,
                day: None,
            }
        })
    }

    fn checks(&self, number_check: Check) -> Vec<Check> {
        self.format
            .spans()
            .iter()
            .filter(|span| span.is_check)
            .map(|span| {
                let found = self.slice(span).chars().next().unwrap_or('<');
                match span.field {
                    Field::DocumentNumber => number_check,
                    Field::Composite => {
                        let spans = self.format.composite();
                        let covered: [&str; 4] = std::array::from_fn(|index| {
                            spans
                                .get(index)
                                .map_or("", |&(line, start, end)| self.part(line, start, end))
                        });
                        check(Field::Composite, &covered, found)
                    }
                    field => check(field, &[self.text(field)], found),
                }
            })
            .collect()
    }
}

/// The check digit `found` over the texts covered. An empty personal number of a TD3 may have a
/// filler for its check digit (part 4, 4.2.2).
fn check(field: Field, covered: &[&str], found: char) -> Check {
    let expected = check_digit_of(covered).unwrap_or('<');
    let empty = || covered.iter().all(|part| part.bytes().all(|b| b == b'<'));
    Check {
        field,
        found,
        expected,
        ok: found == expected || (field == Field::OptionalData && found == '<' && empty()),
    }
}
