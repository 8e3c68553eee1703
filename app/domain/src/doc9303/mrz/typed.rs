//! What somebody typed from a passport, beside the passport's MRZ.

use super::{Field, Mrz, MrzDate};
use crate::doc9303::names::{Comparison, compare};
use chrono::NaiveDate;

/// A passport's data page as a person typed it, each value in the form that the visual inspection zone has.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// Primary identifier; empty where there is none.
    pub surname: &'a str,
    /// Secondary identifier; empty where there is none.
    pub given_names: &'a str,
    /// Letters and digits, in capitals.
    pub document_number: &'a str,
    /// The code of the issuing state (part 3, section 5).
    pub issuer: &'a str,
    /// The code of the nationality (part 3, section 5).
    pub nationality: &'a str,
    /// `YYYY-MM-DD`, unknown parts as `00`.
    pub birth_date: &'a str,
    /// `M`, `F` or `X`, as the visual inspection zone has it (part 4, 4.1.1.1).
    pub sex: &'a str,
    /// The last day on which the passport is valid.
    pub expiry_date: NaiveDate,
}

/// What a comparison found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The names (part 3, 4.6 and section 6).
    pub names: Comparison,
    /// The other fields in which the two differ, in the order of the MRZ of a passport (part 4,
    /// 4.2.2).
    pub differing: Vec<Field>,
}

impl Mrz {
    /// Compares the MRZ with what was typed. An MRZ has no century: whoever is a hundred years old
    /// has the digits of a newborn, and both are the same (part 3, 4.8).
    pub fn beside(&self, typed: &Typed) -> Beside {
        let mrz = &self.fields;
        let birth_date = MrzDate::of_iso(typed.birth_date);
        let same = [
            (Field::Issuer, mrz.issuer == typed.issuer),
            (
                Field::DocumentNumber,
                mrz.document_number == typed.document_number,
            ),
            (Field::Nationality, mrz.nationality == typed.nationality),
            (
                Field::BirthDate,
                birth_date.is_some_and(|date| date.raw == mrz.birth_date.raw),
            ),
            (Field::Sex, mrz.sex.as_str() == typed.sex),
            (
                Field::ExpiryDate,
                mrz.expiry_date.date() == Some(typed.expiry_date),
            ),
        ];
        Beside {
            names: compare(typed.surname, typed.given_names, &mrz.names),
            differing: same
                .into_iter()
                .filter_map(|(field, same)| (!same).then_some(field))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc9303::mrz::read;

    /// Doc 9303-4, appendix A, as its data page is printed.
    const SPECIMEN: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

    fn anna() -> Typed<'static> {
        Typed {
            surname: "Eriksson",
            given_names: "Anna Maria",
            document_number: "L898902C3",
            issuer: "UTO",
            nationality: "UTO",
            birth_date: "1974-08-12",
            sex: "F",
            expiry_date: NaiveDate::from_ymd_opt(2012, 4, 15).unwrap(),
        }
    }

    fn beside(typed: &Typed) -> Beside {
        let today = NaiveDate::from_ymd_opt(2011, 1, 1).unwrap();
        read(SPECIMEN, today).unwrap().beside(typed)
    }

    #[test]
    fn part_4_appendix_a_is_the_same_as_its_data_page() {
        let found = beside(&anna());
        assert_eq!(found.names, Comparison::Same);
        assert_eq!(found.differing, []);
    }

    #[test]
    fn each_field_that_differs_is_named() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let cases = [
            (
                Typed {
                    issuer: "D",
                    ..anna()
                },
                Field::Issuer,
            ),
            (
                Typed {
                    document_number: "L898902C",
                    ..anna()
                },
                Field::DocumentNumber,
            ),
            (
                Typed {
                    nationality: "D",
                    ..anna()
                },
                Field::Nationality,
            ),
            (
                Typed {
                    birth_date: "1974-08-13",
                    ..anna()
                },
                Field::BirthDate,
            ),
            (
                Typed {
                    birth_date: "1974-08-00",
                    ..anna()
                },
                Field::BirthDate,
            ),
            (
                Typed {
                    birth_date: "yesterday",
                    ..anna()
                },
                Field::BirthDate,
            ),
            (Typed { sex: "X", ..anna() }, Field::Sex),
            (
                Typed {
                    expiry_date: day("2012-04-16"),
                    ..anna()
                },
                Field::ExpiryDate,
            ),
        ];
        for (typed, field) in cases {
            assert_eq!(beside(&typed).differing, [field], "{typed:?}");
        }
        let other = Typed {
            surname: "Ericsson",
            ..anna()
        };
        assert!(matches!(beside(&other).names, Comparison::Different { .. }));
    }

    #[test]
    fn a_century_that_the_mrz_cannot_say_does_not_differ() {
        let older = Typed {
            birth_date: "1874-08-12",
            ..anna()
        };
        assert_eq!(beside(&older).differing, []);
    }
}
