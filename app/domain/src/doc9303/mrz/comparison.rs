//! A passport's MRZ compared with the data page as a person typed it.

use super::{Field, Mrz, MrzDate, Sex};
use crate::doc9303::names::{Comparison, compare};
use chrono::NaiveDate;

/// A passport's data page as a person typed it. Each value has its form in the visual inspection
/// zone; one that could not be read is `None`, and differs from any MRZ.
#[derive(Debug, Clone, Copy)]
pub struct DataPage<'a> {
    /// The primary identifier; empty where there is none.
    pub surname: &'a str,
    /// The secondary identifier; empty where there is none.
    pub given_names: &'a str,
    /// The document number: capitals and digits.
    pub document_number: &'a str,
    /// The code of the issuing state (part 3, section 5).
    pub issuer: &'a str,
    /// The code of the nationality (part 3, section 5).
    pub nationality: &'a str,
    /// The date of birth, parts of which may be unknown (part 3, 4.8).
    pub birth_date: Option<&'a MrzDate>,
    /// The holder's sex (part 4, 4.1.1.1).
    pub sex: Option<Sex>,
    /// The last day on which the passport is valid.
    pub expiry_date: Option<NaiveDate>,
}

/// The result of comparing an MRZ with the typed data page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MrzComparison {
    /// The comparison of the names (part 3, 4.6 and section 6).
    pub names: Comparison,
    /// The other fields that differ, in the order of a passport's MRZ (part 4, 4.2.2).
    pub differing: Vec<Field>,
}

impl Mrz {
    /// Compares the MRZ with the typed data page. Since an MRZ has no century, birth dates a
    /// hundred years apart are the same (part 3, 4.8).
    pub fn compare(&self, page: &DataPage) -> MrzComparison {
        let mrz = &self.fields;
        let same = [
            (Field::Issuer, mrz.issuer == page.issuer),
            (
                Field::DocumentNumber,
                mrz.document_number == page.document_number,
            ),
            (Field::Nationality, mrz.nationality == page.nationality),
            (
                Field::BirthDate,
                page.birth_date
                    .is_some_and(|date| date.is_written_as(&mrz.birth_date)),
            ),
            (Field::Sex, page.sex == Some(mrz.sex)),
            (
                Field::ExpiryDate,
                page.expiry_date.is_some() && page.expiry_date == mrz.expiry_date.date(),
            ),
        ];
        MrzComparison {
            names: compare(page.surname, page.given_names, &mrz.names),
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

    static BIRTH: LazyLock<MrzDate> = LazyLock::new(|| born("1974-08-12"));

    fn born(text: &str) -> MrzDate {
        MrzDate::of_iso(text).unwrap()
    }

    fn anna() -> DataPage<'static> {
        DataPage {
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

    fn compare_specimen(page: &DataPage) -> MrzComparison {
        let today = NaiveDate::from_ymd_opt(2011, 1, 1).unwrap();
        read(SPECIMEN, today).unwrap().compare(page)
    }

    #[test]
    fn part_4_appendix_a_is_the_same_as_its_data_page() {
        let found = compare_specimen(&anna());
        assert_eq!(found.names, Comparison::Same);
        assert_eq!(found.differing, []);
    }

    #[test]
    fn each_field_that_differs_is_named() {
        let (next_day, unknown_day) = (born("1974-08-13"), born("1974-08-00"));
        for (page, field) in [
            (
                DataPage {
                    issuer: "D",
                    ..anna()
                },
                Field::Issuer,
            ),
            (
                DataPage {
                    document_number: "L898902C",
                    ..anna()
                },
                Field::DocumentNumber,
            ),
            (
                DataPage {
                    nationality: "D",
                    ..anna()
                },
                Field::Nationality,
            ),
            (
                DataPage {
                    birth_date: Some(&next_day),
                    ..anna()
                },
                Field::BirthDate,
            ),
            (
                DataPage {
                    birth_date: Some(&unknown_day),
                    ..anna()
                },
                Field::BirthDate,
            ),
            (
                DataPage {
                    birth_date: None,
                    ..anna()
                },
                Field::BirthDate,
            ),
            (
                DataPage {
                    sex: Some(Sex::Unspecified),
                    ..anna()
                },
                Field::Sex,
            ),
            (
                DataPage {
                    sex: None,
                    ..anna()
                },
                Field::Sex,
            ),
            (
                DataPage {
                    expiry_date: NaiveDate::from_ymd_opt(2012, 4, 16),
                    ..anna()
                },
                Field::ExpiryDate,
            ),
            (
                DataPage {
                    expiry_date: None,
                    ..anna()
                },
                Field::ExpiryDate,
            ),
        ] {
            assert_eq!(compare_specimen(&page).differing, [field], "{page:?}");
        }
    }

    #[test]
    fn a_name_that_differs_is_told() {
        let other = DataPage {
            surname: "Ericsson",
            ..anna()
        };
        assert!(matches!(
            compare_specimen(&other).names,
            Comparison::Different { .. }
        ));
    }

    #[test]
    fn a_century_that_the_mrz_cannot_say_does_not_differ() {
        let birth_date = born("1874-08-12");
        let older = DataPage {
            birth_date: Some(&birth_date),
            ..anna()
        };
        assert_eq!(compare_specimen(&older).differing, []);
    }
}
