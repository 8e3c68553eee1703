//! Writing fields as the lines of an MRZ.

use super::check::check_digit;
use super::layout::{Field, Format};
use super::{Fields, Sex};

/// A field that cannot be written into an MRZ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The value is longer than its field.
    #[error("{0} does not fit its positions in the MRZ")]
    TooLong(Field),
    /// The value holds a character that its field does not allow.
    #[error("{0} holds a character that the MRZ does not allow there")]
    Character(Field),
}

impl Fields {
    /// The lines of the MRZ, check digits and fillers included. Names that are too long are
    /// truncated as part 4, 4.2.3 permits.
    ///
    /// # Errors
    /// A field is too long, or holds a character that it does not allow. A document number of more
    /// than nine characters can be written in TD1 and TD2 only.
    pub fn lines(&self) -> Result<Vec<String>, WriteError> {
        let format = self.format;
        let mut lines = vec![vec!['<'; format.width()]; format.line_count()];
        let (number, number_check, optional) = self.number_and_optional()?;
        for span in format.spans().iter().filter(|span| !span.is_check) {
            let text = match span.field {
                Field::DocumentCode => self.document_code.clone(),
                Field::Issuer => self.issuer.clone(),
                Field::Names => self.names.field(format.name_width()),
                Field::DocumentNumber => number.clone(),
                Field::Nationality => self.nationality.clone(),
                Field::BirthDate => self.birth_date.raw.clone(),
                Field::Sex => match self.sex {
                    Sex::Female => "F".into(),
                    Sex::Male => "M".into(),
                    Sex::Unspecified => "<".into(),
                },
                Field::ExpiryDate => self.expiry_date.raw.clone(),
                Field::OptionalData => optional.clone(),
                Field::OptionalData2 => self.optional_data_2.clone(),
                Field::Composite => continue,
            };
            if text.chars().count() > span.end - span.start {
                return Err(WriteError::TooLong(span.field));
            }
            if !text.chars().all(|c| span.class.holds(c)) {
                return Err(WriteError::Character(span.field));
            }
            put(&mut lines, span.line, span.start, &text);
        }
        for span in format.spans().iter().filter(|span| span.is_check) {
            let covered: String = match span.field {
                Field::Composite => format
                    .composite()
                    .iter()
                    .map(|&(line, start, end)| part(&lines, line, start, end))
                    .collect(),
                field => format
                    .spans()
                    .iter()
                    .filter(|other| other.field == field && !other.is_check)
                    .map(|other| part(&lines, other.line, other.start, other.end))
                    .collect(),
            };
            let digit = match span.field {
                Field::DocumentNumber => number_check,
                // Both 0 and a filler are legal for an empty personal number; only the filler shows
                // that there is none.
                Field::OptionalData if self.optional_data.is_empty() => Some('<'),
                _ => check_digit(&covered),
            };
            let digit = digit.ok_or(WriteError::Character(span.field))?;
            put(&mut lines, span.line, span.start, &digit.to_string());
        }
        Ok(lines
            .into_iter()
            .map(|line| line.into_iter().collect())
            .collect())
    }

    /// The nine positions of the document number, its check digit, and the optional data, in which
    /// a longer number continues (part 5, 4.2.2; part 6, 4.2.2).
    fn number_and_optional(&self) -> Result<(String, Option<char>, String), WriteError> {
        let number = &self.document_number;
        if !number.is_ascii() {
            return Err(WriteError::Character(Field::DocumentNumber));
        }
        if number.len() <= 9 {
            let padded = format!("{number:<<9}");
            let digit = check_digit(&padded);
            return Ok((padded, digit, self.optional_data.clone()));
        }
        if !matches!(self.format, Format::Td1 | Format::Td2) {
            return Err(WriteError::TooLong(Field::DocumentNumber));
        }
        let digit = check_digit(number).ok_or(WriteError::Character(Field::DocumentNumber))?;
        let mut optional = format!("{}{digit}", &number[9..]);
        optional.push('<');
        optional.push_str(&self.optional_data);
        Ok((number[..9].to_owned(), Some('<'), optional))
    }
}

fn put(lines: &mut [Vec<char>], line: usize, start: usize, text: &str) {
    if let Some(line) = lines.get_mut(line) {
        for (position, c) in line.iter_mut().skip(start).zip(text.chars()) {
            *position = c;
        }
    }
}

fn part(lines: &[Vec<char>], line: usize, start: usize, end: usize) -> String {
    lines
        .get(line)
        .and_then(|line| line.get(start..end))
        .unwrap_or_default()
        .iter()
        .collect()
}
