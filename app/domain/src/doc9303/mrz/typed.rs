//! What somebody typed from a passport, beside the passport's zone.

use super::{Field, Mrz, Sex, ZoneDate};
use crate::doc9303::names::{Comparison, compare};
use chrono::NaiveDate;

/// A passport's data page as a person typed it, each value in the form that the visual zone has. What
/// could not be read of it is `None`, and differs from whatever the zone says.
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
    /// Parts of it may be unknown (part 3, 4.8).
    pub birth_date: Option<&'a ZoneDate>,
    /// As the visual zone has it (part 4, 4.1.1.1).
    pub sex: Option<Sex>,
    /// The last day on which the passport is valid.
    pub expiry_date: Option<NaiveDate>,
}

/// What a comparison found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The names (part 3, 4.6 and section 6).
    pub names: Comparison,
    /// The other fields in which the two differ, in the order of the zone of a passport (part 4,
    /// 4.2.2).
    pub differing: Vec<Field>,
}

impl Mrz {
    /// Compares the zone with what was typed. A zone has no century: whoever is a hundred years old
    /// has the digits of a newborn, and both are the same (part 3, 4.8).
    pub fn beside(&self, typed: &Typed) -> Beside {
        let zone = &self.fields;
        let same = [
            (Field::Issuer, zone.issuer == typed.issuer),
            (
                Field::DocumentNumber,
                zone.document_number == typed.document_number,
            ),
            (Field::Nationality, zone.nationality == typed.nationality),
            (
                Field::BirthDate,
                typed
                    .birth_date
                    .is_some_and(|date| date.raw == zone.birth_date.raw),
            ),
            (Field::Sex, Some(zone.sex) == typed.sex),
            (
                Field::ExpiryDate,
                typed.expiry_date.is_some() && zone.expiry_date.date() == typed.expiry_date,
            ),
        ];
        Beside {
            names: compare(typed.surname, typed.given_names, &zone.names),
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
    use std::sync::LazyLock;

    /// Doc 9303-4, appendix A, as its data page is printed.
    const SPECIMEN: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

    static BIRTH: LazyLock<ZoneDate> = LazyLock::new(|| born("1974-08-12"));

    fn born(text: &str) -> ZoneDate {
        ZoneDate::of_iso(text).unwrap()
    }

    fn anna() -> Typed<'static> {
        Typed {
            surname: "Eriksson",
            given_names: "Anna Maria",
            document_number: "L898902C3",
            issuer: "UTO",
            nationality: "UTO",
            birth_date: Some(&BIRTH),
            sex: Some(Sex::Female),
            expiry_date: NaiveDate::from_ymd_opt(2012, 4, 15),
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
        let (next_day, unknown_day) = (born("1974-08-13"), born("1974-08-00"));
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
                    birth_date: Some(&next_day),
                    ..anna()
                },
                Field::BirthDate,
            ),
            (
                Typed {
                    birth_date: Some(&unknown_day),
                    ..anna()
                },
                Field::BirthDate,
            ),
            (
                Typed {
                    birth_date: None,
                    ..anna()
                },
                Field::BirthDate,
            ),
            (
                Typed {
                    sex: Some(Sex::Unspecified),
                    ..anna()
                },
                Field::Sex,
            ),
            (
                Typed {
                    sex: None,
                    ..anna()
                },
                Field::Sex,
            ),
            (
                Typed {
                    expiry_date: NaiveDate::from_ymd_opt(2012, 4, 16),
                    ..anna()
                },
                Field::ExpiryDate,
            ),
            (
                Typed {
                    expiry_date: None,
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
    fn a_century_that_the_zone_cannot_say_does_not_differ() {
        let birth_date = born("1874-08-12");
        let older = Typed {
            birth_date: Some(&birth_date),
            ..anna()
        };
        assert_eq!(beside(&older).differing, []);
    }
}
