//! The positions of each field in each format, and the characters that they may hold.

use crate::text_enum::text_enum;

text_enum! {
    /// The format of an MRZ, by the size of its document.
    Format {
        /// Cards of size TD1: 3 lines of 30 (part 5).
        Td1 = "TD1",
        /// Cards of size TD2: 2 lines of 36 (part 6).
        Td2 = "TD2",
        /// Passports, TD3: 2 lines of 44 (part 4).
        Td3 = "TD3",
        /// Full-page visas, MRV-A: 2 lines of 44 (part 7).
        MrvA = "MRV-A",
        /// Smaller visas, MRV-B: 2 lines of 36 (part 7).
        MrvB = "MRV-B",
    }
}

text_enum! {
    /// A field of an MRZ.
    Field {
        /// The document code: one or two letters for the kind of document (parts 4 to 7).
        DocumentCode = "document_code",
        /// The issuing state or organisation, by the codes of part 3, section 5.
        Issuer = "issuer",
        /// Primary and secondary identifier (part 3, 4.6).
        Names = "names",
        /// The document number, nine positions; TD1 and TD2 continue a longer one in the optional
        /// data (parts 5 and 6).
        DocumentNumber = "document_number",
        /// The holder's nationality, by the codes of part 3, section 5.
        Nationality = "nationality",
        /// The date of birth, YYMMDD, fillers for unknown parts (part 3, 4.8).
        BirthDate = "birth_date",
        /// The holder's sex: F, M or the filler (part 4, 4.2.2).
        Sex = "sex",
        /// The date of expiry, YYMMDD, all parts known (part 3, 4.8).
        ExpiryDate = "expiry_date",
        /// Optional data of the issuer's choice (parts 4 to 7): on a TD3 the personal number.
        OptionalData = "optional_data",
        /// The second field of optional data, on a TD1 only (part 5, 4.2.2).
        OptionalData2 = "optional_data_2",
        /// The composite check digit over several fields (part 3, 4.9), which visas lack.
        Composite = "composite",
    }
}

/// The characters that a position may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A–Z and the filler.
    Letters,
    /// 0–9 only.
    Digits,
    /// 0–9 and the filler.
    DigitsOrFiller,
    /// A letter, then a letter, a digit or the filler: the document code of a card (part 5, 4.2.2).
    Code,
    /// M, F and the filler.
    Sex,
    Any,
}

impl Class {
    pub(super) const fn holds(self, c: char) -> bool {
        match self {
            Self::Letters => c.is_ascii_uppercase() || c == '<',
            Self::Digits => c.is_ascii_digit(),
            Self::DigitsOrFiller => c.is_ascii_digit() || c == '<',
            Self::Sex => matches!(c, 'M' | 'F' | '<'),
            Self::Any | Self::Code => c.is_ascii_uppercase() || c.is_ascii_digit() || c == '<',
        }
    }

    /// The class of the position at `offset` in a span of this class.
    pub(super) const fn at(self, offset: usize) -> Self {
        match (self, offset) {
            (Self::Code, 0) => Self::Letters,
            _ => self,
        }
    }
}

/// A span of positions in one line: a field, or its check digit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub field: Field,
    pub is_check: bool,
    pub line: usize,
    pub start: usize,
    pub end: usize,
    pub class: Class,
}

const fn span(field: Field, line: usize, start: usize, end: usize, class: Class) -> Span {
    Span {
        field,
        is_check: false,
        line,
        start,
        end,
        class,
    }
}

const fn check(field: Field, line: usize, at: usize, class: Class) -> Span {
    Span {
        is_check: true,
        ..span(field, line, at, at + 1, class)
    }
}

const TD1: &[Span] = &[
    span(Field::DocumentCode, 0, 0, 2, Class::Code),
    span(Field::Issuer, 0, 2, 5, Class::Letters),
    span(Field::DocumentNumber, 0, 5, 14, Class::Any),
    check(Field::DocumentNumber, 0, 14, Class::DigitsOrFiller),
    span(Field::OptionalData, 0, 15, 30, Class::Any),
    span(Field::BirthDate, 1, 0, 6, Class::DigitsOrFiller),
    check(Field::BirthDate, 1, 6, Class::Digits),
    span(Field::Sex, 1, 7, 8, Class::Sex),
    span(Field::ExpiryDate, 1, 8, 14, Class::Digits),
    check(Field::ExpiryDate, 1, 14, Class::Digits),
    span(Field::Nationality, 1, 15, 18, Class::Letters),
    span(Field::OptionalData2, 1, 18, 29, Class::Any),
    check(Field::Composite, 1, 29, Class::Digits),
    span(Field::Names, 2, 0, 30, Class::Letters),
];

/// The layout that TD2, TD3 and both visas share: all but what follows the expiry date.
macro_rules! two_lines {
    ($width:literal, $number_check:expr $(, $more:expr)*) => {
        &[
            span(Field::DocumentCode, 0, 0, 2, Class::Letters),
            span(Field::Issuer, 0, 2, 5, Class::Letters),
            span(Field::Names, 0, 5, $width, Class::Letters),
            span(Field::DocumentNumber, 1, 0, 9, Class::Any),
            check(Field::DocumentNumber, 1, 9, $number_check),
            span(Field::Nationality, 1, 10, 13, Class::Letters),
            span(Field::BirthDate, 1, 13, 19, Class::DigitsOrFiller),
            check(Field::BirthDate, 1, 19, Class::Digits),
            span(Field::Sex, 1, 20, 21, Class::Sex),
            span(Field::ExpiryDate, 1, 21, 27, Class::Digits),
            check(Field::ExpiryDate, 1, 27, Class::Digits),
            $($more),*
        ]
    };
}

const TD2: &[Span] = two_lines!(
    36,
    Class::DigitsOrFiller,
    span(Field::OptionalData, 1, 28, 35, Class::Any),
    check(Field::Composite, 1, 35, Class::Digits)
);
const TD3: &[Span] = two_lines!(
    44,
    Class::Digits,
    span(Field::OptionalData, 1, 28, 42, Class::Any),
    check(Field::OptionalData, 1, 42, Class::DigitsOrFiller),
    check(Field::Composite, 1, 43, Class::Digits)
);
const MRV_A: &[Span] = two_lines!(
    44,
    Class::Digits,
    span(Field::OptionalData, 1, 28, 44, Class::Any)
);
const MRV_B: &[Span] = two_lines!(
    36,
    Class::Digits,
    span(Field::OptionalData, 1, 28, 36, Class::Any)
);

impl Format {
    /// The number of lines.
    pub const fn line_count(self) -> usize {
        match self {
            Self::Td1 => 3,
            _ => 2,
        }
    }

    /// The number of positions in each line.
    pub const fn width(self) -> usize {
        match self {
            Self::Td1 => 30,
            Self::Td2 | Self::MrvB => 36,
            Self::Td3 | Self::MrvA => 44,
        }
    }

    /// The number of positions in the field for names.
    pub const fn name_width(self) -> usize {
        match self {
            Self::Td1 => 30,
            Self::Td2 | Self::MrvB => 31,
            Self::Td3 | Self::MrvA => 39,
        }
    }

    /// Whether a document code of this format may begin with this letter (parts 4 to 7).
    pub const fn begins_with(self, letter: char) -> bool {
        match self {
            Self::Td1 | Self::Td2 => matches!(letter, 'A' | 'C' | 'I'),
            Self::Td3 => letter == 'P',
            Self::MrvA | Self::MrvB => letter == 'V',
        }
    }

    /// Whether a document of this format may have this document code: its first letter by
    /// [`Self::begins_with`]; on cards no V as the second, no AI on a TD1, no AC on a TD2 (parts 5
    /// and 6, 4.2.2.1).
    pub fn has_code(self, code: &str) -> bool {
        let mut letters = code.chars();
        let (first, second) = (letters.next().unwrap_or('<'), letters.next());
        let forbidden = match self {
            Self::Td1 => second == Some('V') || code == "AI",
            Self::Td2 => second == Some('V') || code == "AC",
            Self::Td3 | Self::MrvA | Self::MrvB => false,
        };
        self.begins_with(first) && !forbidden
    }

    /// The format of an MRZ of `lines` lines of `width` positions that begins with `letter`.
    pub(super) const fn of(lines: usize, width: usize, letter: char) -> Option<Self> {
        match (lines, width, letter) {
            (3, 30, _) => Some(Self::Td1),
            (2, 36, 'V') => Some(Self::MrvB),
            (2, 36, _) => Some(Self::Td2),
            (2, 44, 'V') => Some(Self::MrvA),
            (2, 44, _) => Some(Self::Td3),
            _ => None,
        }
    }

    pub(super) const fn spans(self) -> &'static [Span] {
        match self {
            Self::Td1 => TD1,
            Self::Td2 => TD2,
            Self::Td3 => TD3,
            Self::MrvA => MRV_A,
            Self::MrvB => MRV_B,
        }
    }

    /// The spans that the composite check digit covers: line, first position, end.
    pub(super) const fn composite(self) -> &'static [(usize, usize, usize)] {
        match self {
            Self::Td1 => &[(0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)],
            Self::Td2 => &[(1, 0, 10), (1, 13, 20), (1, 21, 35)],
            Self::Td3 => &[(1, 0, 10), (1, 13, 20), (1, 21, 43)],
            Self::MrvA | Self::MrvB => &[],
        }
    }
}
