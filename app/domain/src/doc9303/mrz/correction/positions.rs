//! Corrections position by position, once the format is known.

use super::{Correction, CorrectionKind};
use crate::doc9303::mrz::layout::{Class, Field, Format};

/// Letters that a reader may report in place of a filler. K is the worst of them: its value of 20
/// adds nothing to a check digit, as that of a filler does.
const LIKE_A_FILLER: [char; 3] = ['K', 'C', 'L'];

/// Corrects fillers that were read as letters in the field for names: after the secondary
/// identifier, and in runs of four or more.
pub(in crate::doc9303::mrz) fn correct_fillers(
    format: Format,
    lines: &mut [String],
    corrections: &mut Vec<Correction>,
) {
    for span in format.spans() {
        let Some(line) = lines
            .get_mut(span.line)
            .filter(|_| span.field == Field::Names)
        else {
            continue;
        };
        for offset in misread_fillers(line.get(span.start..span.end).unwrap_or_default()) {
            let at = span.start + offset;
            corrections.push(Correction {
                kind: CorrectionKind::Filler,
                line: span.line + 1,
                column: Some(at + 1),
                from: line[at..].chars().next(),
                to: Some('<'),
            });
            line.replace_range(at..=at, "<");
        }
    }
}

/// The indices in the field for names at which one of these letters stands for a filler.
fn misread_fillers(field: &str) -> Vec<usize> {
    let mut wrong = Vec::new();
    let mut start = 0;
    for run in field.as_bytes().chunk_by(|a, b| a == b) {
        // A field for names does not begin with a filler.
        if start > 0 && run.len() >= 4 && LIKE_A_FILLER.contains(&char::from(run[0])) {
            wrong.extend(start..start + run.len());
        }
        start += run.len();
    }
    let is_filler = |at: usize| wrong.contains(&at) || field.as_bytes()[at] == b'<';
    let double = |from: usize| {
        (from..field.len().saturating_sub(1)).find(|&at| is_filler(at) && is_filler(at + 1))
    };
    let tail = double(0)
        .and_then(|first| double(first + 2))
        .unwrap_or(field.len());
    let after: Vec<usize> = field
        .char_indices()
        .skip(tail)
        .filter(|(at, c)| LIKE_A_FILLER.contains(c) && !wrong.contains(at))
        .map(|(at, _)| at)
        .collect();
    wrong.extend(after);
    wrong
}

/// Corrects letters and digits where the position allows the other class only.
pub(in crate::doc9303::mrz) fn correct_classes(
    format: Format,
    lines: &mut [String],
    corrections: &mut Vec<Correction>,
) {
    for span in format.spans() {
        let Some(line) = lines.get_mut(span.line) else {
            continue;
        };
        let text = line.get(span.start..span.end).unwrap_or_default();
        let holds = |(offset, c)| span.class.at(offset).holds(c);
        if text.char_indices().all(holds) {
            continue;
        }
        let mut read = String::with_capacity(text.len());
        for (offset, c) in text.char_indices() {
            let to = if holds((offset, c)) {
                None
            } else {
                likely(span.class.at(offset), c)
            };
            if to.is_some() {
                corrections.push(Correction {
                    kind: CorrectionKind::LetterOrDigit,
                    line: span.line + 1,
                    column: Some(span.start + offset + 1),
                    from: Some(c),
                    to,
                });
            }
            read.push(to.unwrap_or(c));
        }
        line.replace_range(span.start..span.end, &read);
    }
}

/// The one legal character of the class that is commonly misread as `c`.
const fn likely(class: Class, c: char) -> Option<char> {
    match (class, c) {
        (Class::Digits | Class::DigitsOrFiller, 'O' | 'Q' | 'D') => Some('0'),
        (Class::Digits | Class::DigitsOrFiller, 'I' | 'L') => Some('1'),
        (Class::Digits | Class::DigitsOrFiller, 'Z') => Some('2'),
        (Class::Digits | Class::DigitsOrFiller, 'S') => Some('5'),
        (Class::Digits | Class::DigitsOrFiller, 'G') => Some('6'),
        (Class::Digits | Class::DigitsOrFiller, 'B') => Some('8'),
        (Class::Letters, '0') => Some('O'),
        (Class::Letters, '1') => Some('I'),
        (Class::Letters, '2') => Some('Z'),
        (Class::Letters, '5') => Some('S'),
        (Class::Letters, '6') => Some('G'),
        (Class::Letters, '8') => Some('B'),
        // The visual inspection zone writes X where the MRZ has a filler.
        (Class::Sex, 'X') => Some('<'),
        _ => None,
    }
}
