//! Writing an MRZ.

use super::*;

#[test]
fn written_as_read() {
    for text in published()
        .iter()
        .map(String::as_str)
        .chain([TD1, TD2, TD1_LONG])
    {
        assert_eq!(read_mrz(text).fields.lines().unwrap().join("\n"), text);
    }
}

#[test]
fn an_empty_personal_number_is_written_with_a_filler_for_its_check_digit() {
    let text = &published()[0];
    let mut fields = read_mrz(text).fields;
    fields.optional_data = String::new();
    let written = fields.lines().unwrap().join("\n");
    assert_eq!(&written[45 + 28..45 + 43], "<<<<<<<<<<<<<<<");
    assert!(read_mrz(&written).is_valid());
}

#[test]
fn what_does_not_fit_is_not_written() {
    let fields = read_mrz(&published()[0]).fields;
    let fails = |change: &dyn Fn(&mut Fields), error: WriteError| {
        let mut fields = fields.clone();
        change(&mut fields);
        assert_eq!(fields.lines(), Err(error));
    };
    let (long, wrong) = (WriteError::TooLong, WriteError::Character);
    fails(
        &|f| f.document_code = "PPP".into(),
        long(Field::DocumentCode),
    );
    fails(&|f| f.issuer = "UTOP".into(), long(Field::Issuer));
    fails(
        &|f| f.document_number = "1234567890".into(),
        long(Field::DocumentNumber),
    );
    fails(
        &|f| f.document_number = "é".into(),
        wrong(Field::DocumentNumber),
    );
    fails(
        &|f| f.document_number = "a".into(),
        wrong(Field::DocumentNumber),
    );
    fails(
        &|f| f.optional_data = "1".repeat(15),
        long(Field::OptionalData),
    );
    fails(&|f| f.nationality = "UT0".into(), wrong(Field::Nationality));
    fails(
        &|f| f.birth_date.raw = "74O812".into(),
        wrong(Field::BirthDate),
    );
    fails(
        &|f| f.expiry_date.raw = "<<<<<<".into(),
        wrong(Field::ExpiryDate),
    );
    let mut just = fields;
    just.optional_data = "1".repeat(14);
    just.document_number = "123456789".into();
    assert!(just.lines().is_ok());
    // A card has room for thirteen more characters of a number, with its check digit and a filler.
    just.format = Format::Td1;
    just.document_code = "I".into();
    just.optional_data = String::new();
    just.document_number = "1".repeat(22);
    assert!(just.lines().is_ok());
    just.document_number.push('1');
    assert_eq!(just.lines(), Err(long(Field::OptionalData)));
}
