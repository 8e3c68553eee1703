//! Mended readings: what a camera or a hand commonly gets wrong, put right where only one reading
//! is legal, and said so.

mod positions;

pub(super) use positions::{classes, fillers};

use super::layout::Class;
use crate::text_enum::text_enum;
use serde::Serialize;

text_enum! {
    /// What kind of mistake was mended.
    MendKind {
        /// Blanks that do not belong there.
        Spaces = "spaces",
        /// Small letters; an MRZ has capitals only (part 3, 4.3).
        LowerCase = "lower_case",
        /// Another character, or a blank, in the place of `<`.
        Filler = "filler",
        /// Fillers missing or too many at the end of a line.
        Length = "length",
        /// O for 0, 1 for I and the like, where only the other class is legal.
        LetterOrDigit = "letter_or_digit",
        /// Lines that ran together.
        Lines = "lines",
    }
}

/// One thing that was mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Mend {
    /// What kind of mistake.
    pub kind: MendKind,
    /// From 1.
    pub line: usize,
    /// From 1, in the mended line; none where it is about the line as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// What stood there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<char>,
    /// What was read instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<char>,
}

impl Mend {
    const fn line(kind: MendKind, line: usize) -> Self {
        Self {
            kind,
            line: line + 1,
            column: None,
            from: None,
            to: None,
        }
    }
}

const WIDTHS: [usize; 3] = [30, 36, 44];
/// Whole MRZs of two or three lines without a break between them.
const RUN_TOGETHER: [(usize, usize); 3] = [(90, 30), (72, 36), (88, 44)];
/// Fillers that may be missing or too many at the end of a line.
const LENGTH_SLACK: usize = 4;

/// Lines that are an MRZ as they stand, but for blanks around them: most are.
pub(super) fn unmended(input: &str) -> Option<Vec<String>> {
    let mut lines = input
        .lines()
        .map(str::trim_ascii)
        .filter(|line| !line.is_empty());
    let (first, second, third) = (lines.next()?, lines.next()?, lines.next());
    let fits = match third {
        None => matches!(first.len(), 36 | 44),
        Some(third) => first.len() == 30 && third.len() == 30 && lines.next().is_none(),
    };
    let legal = |line: &str| line.bytes().all(|b| Class::Any.holds(char::from(b)));
    let all = [Some(first), Some(second), third];
    (fits && first.len() == second.len() && all.into_iter().flatten().all(legal))
        .then(|| all.into_iter().flatten().map(str::to_owned).collect())
}

/// Splits, cleans and brings to width. `None` when no format has such lines.
pub(super) fn lines(input: &str) -> Option<(Vec<Vec<char>>, Vec<Mend>)> {
    let mut mended = Vec::new();
    let mut raw: Vec<Vec<char>> = input
        .lines()
        .map(|line| line.trim().chars().take(400).collect())
        .filter(|line: &Vec<char>| !line.is_empty())
        .take(4)
        .collect();
    if let [only] = raw.as_slice() {
        let cleaned: Vec<char> = only
            .iter()
            .copied()
            .filter(|c| !c.is_whitespace())
            .collect();
        let (_, width) = *RUN_TOGETHER.iter().find(|(all, _)| *all == cleaned.len())?;
        raw = cleaned.chunks(width).map(<[char]>::to_vec).collect();
        mended.push(Mend::line(MendKind::Lines, 0));
    }
    if !(2..=3).contains(&raw.len()) {
        return None;
    }
    let candidates: &[usize] = if raw.len() == 3 {
        &WIDTHS[..1]
    } else {
        &WIDTHS[1..]
    };
    let width = best_width(&raw, candidates)?;
    let lines = raw
        .iter()
        .enumerate()
        .map(|(number, line)| {
            let is_names = number == name_line(raw.len());
            clean(line, number, width, is_names, &mut mended)
        })
        .collect::<Option<Vec<_>>>()?;
    Some((lines, mended))
}

/// The width that the lines have already, with or without their blanks; else the nearest. The line
/// of names says nothing where it is short: people leave out the fillers at its end.
fn best_width(lines: &[Vec<char>], candidates: &[usize]) -> Option<usize> {
    let names = name_line(lines.len());
    let distance = |width: usize| -> usize {
        lines
            .iter()
            .enumerate()
            .map(|(number, line)| {
                let with = expanded(line).len();
                let without = with - line.iter().filter(|c| c.is_whitespace()).count();
                if number == names && with < width {
                    0
                } else {
                    with.abs_diff(width).min(without.abs_diff(width))
                }
            })
            .sum()
    };
    candidates
        .iter()
        .copied()
        .min_by_key(|&width| distance(width))
        .filter(|&width| distance(width) <= LENGTH_SLACK * lines.len())
}

/// The line that ends with the field for names: the third of a card, the first of the others.
const fn name_line(lines: usize) -> usize {
    if lines == 3 { 2 } else { 0 }
}

/// A double angle quote is two fillers that a text program joined.
fn expanded(line: &[char]) -> Vec<char> {
    line.iter()
        .flat_map(|&c| match c {
            '«' | '»' | '≪' | '≫' | '《' | '》' => vec!['<', '<'],
            other => vec![other],
        })
        .collect()
}

fn clean(
    line: &[char],
    number: usize,
    width: usize,
    is_names: bool,
    mended: &mut Vec<Mend>,
) -> Option<Vec<char>> {
    let mut chars = expanded(line);
    if chars.len() != line.len() {
        mended.push(Mend::line(MendKind::Filler, number));
    }
    let blanks = chars.iter().filter(|c| c.is_whitespace()).count();
    if blanks > 0 {
        // Blanks that stand for fillers: they make up the width, or part the names.
        let pair = |a: fn(char) -> bool| chars.windows(2).any(|two| two.iter().all(|&c| a(c)));
        let part_names = is_names && pair(char::is_whitespace) && !pair(|c| c == '<');
        if chars.len() == width || part_names {
            for c in chars.iter_mut().filter(|c| c.is_whitespace()) {
                *c = '<';
            }
            mended.push(Mend::line(MendKind::Filler, number));
        } else {
            chars.retain(|c| !c.is_whitespace());
            mended.push(Mend::line(MendKind::Spaces, number));
        }
    }
    if chars.iter().any(char::is_ascii_lowercase) {
        for c in &mut chars {
            c.make_ascii_uppercase();
        }
        mended.push(Mend::line(MendKind::LowerCase, number));
    }
    for (position, c) in chars.iter_mut().enumerate() {
        if matches!(
            *c,
            '‹' | '›'
                | '>'
                | '＜'
                | '＞'
                | '〈'
                | '〉'
                | '≤'
                | '≥'
                | '-'
                | '_'
                | '*'
                | '.'
                | '('
                | '['
                | '{'
                | '~'
        ) {
            mended.push(Mend {
                kind: MendKind::Filler,
                line: number + 1,
                column: Some(position + 1),
                from: Some(*c),
                to: Some('<'),
            });
            *c = '<';
        }
    }
    let excess = chars.len().saturating_sub(width);
    let lacking = width.saturating_sub(chars.len());
    if excess > 0 {
        let at_end = chars.iter().rev().take_while(|c| **c == '<').count();
        if excess > LENGTH_SLACK || at_end < excess {
            return None;
        }
        chars.truncate(width);
        mended.push(Mend::line(MendKind::Length, number));
    } else if lacking > 0 {
        if !is_names && (lacking > LENGTH_SLACK || chars.last() != Some(&'<')) {
            return None;
        }
        chars.resize(width, '<');
        mended.push(Mend::line(MendKind::Length, number));
    }
    Some(chars)
}
