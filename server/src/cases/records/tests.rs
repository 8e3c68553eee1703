//! The form in which people are stored: what was written is read for years.

use super::{CaseDocument, case_data, read};
use domain::doc9303::mrz::Sex;
use domain::person::PassportKind;
use uuid::Uuid;

/// As it has been written since the first version.
const ANNA: &str = concat!(
    r#"{"passport":null,"person":{"surname":"Eriksson","given_names":"Anna Maria","sex":"F","#,
    r#""birth_date":"1974-08-12","birth_place":"Zenith","nationality":"UTO","#,
    r#""issuing_state":"D","passport_kind":"ordinary","passport_number":"L898902C3","#,
    r#""issued_on":"2022-03-01","expires_on":"2032-03-01","mrz":"P<UTOERIKSSON<<ANNA<MARIA"}}"#,
);

/// Of whom the passport says less.
const NILS: &str = concat!(
    r#"{"passport":null,"person":{"surname":"","given_names":"Nils","sex":"X","#,
    r#""birth_date":"1974-00-00","birth_place":"Zenith","nationality":"XXA","#,
    r#""issuing_state":"UNO","passport_kind":"diplomatic","passport_number":"D23145890","#,
    r#""issued_on":null,"expires_on":"2032-03-01","mrz":null}}"#,
);

fn document(stored: &str) -> Result<CaseDocument, String> {
    read(case_data(Uuid::nil()), stored.as_bytes()).map_err(|error| error.to_string())
}

#[test]
fn a_person_is_stored_as_ever() {
    let month_known = NILS.replace("1974-00-00", "1974-08-00");
    for stored in [ANNA, NILS, &month_known] {
        let document = document(stored).unwrap();
        let person = serde_json::to_string(&document.person).unwrap();
        assert!(stored.contains(&person), "{person}");
    }
    let nils = document(NILS).unwrap().person.unwrap();
    assert_eq!(
        (nils.sex, nils.birth_date.year),
        (Sex::Unspecified, Some(1974))
    );
    assert_eq!((nils.birth_date.month, nils.birth_date.day), (None, None));
    assert_eq!(nils.issuing_state.name, "United Nations Organization");
    assert_eq!(nils.passport_kind, PassportKind::Diplomatic);
}

#[test]
fn an_unreadable_document_tells_where_and_nothing_personal() {
    let place = case_data(Uuid::nil());
    assert_eq!(
        document(&ANNA[..60]).unwrap_err(),
        format!("{place:?}: unreadable at column 60")
    );
    for (right, wrong) in [
        (r#""sex":"F""#, r#""sex":"Eriksson""#),
        ("1974-08-12", "1974-08-32"),
        (r#""issuing_state":"D""#, r#""issuing_state":"Eriksson""#),
        ("ordinary", "L898902C3"),
    ] {
        let told = document(&ANNA.replace(right, wrong)).unwrap_err();
        let column = told.strip_prefix(&format!("{place:?}: unreadable at column "));
        column.unwrap().parse::<usize>().unwrap();
    }
}
