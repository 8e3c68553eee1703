//! A typed name always matches the MRZ that was written from it.
#![no_main]

use domain::doc9303::names::{MrzNames, compare, mrz_name};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str, &str, u8)| {
    let (surname, given, field, width) = input;
    let _ = compare(surname, given, &MrzNames::read(field));
    let width = 30 + usize::from(width % 10);
    let Ok(written) = mrz_name(surname, given, width) else {
        return;
    };
    assert_eq!(written.len(), width);
    let mrz = MrzNames::read(&written);
    let Ok(whole) = MrzNames::of(surname, given) else {
        return;
    };
    // The truncation of a name of nearly nothing but single letters does not always show.
    let length = whole.field(4000).trim_end_matches('<').len();
    if !whole.surname.is_empty() && (length <= width || !written.ends_with('<')) {
        assert!(compare(surname, given, &mrz).matches(), "{written}");
    }
});
