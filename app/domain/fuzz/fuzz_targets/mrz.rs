//! Reading an MRZ never panics, and its fields can be written and read again.
#![no_main]

use chrono::NaiveDate;
use domain::doc9303::mrz::read;
use libfuzzer_sys::fuzz_target;

const REFERENCE: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let Ok(mrz) = read(&text, REFERENCE) else {
        return;
    };
    let again = read(&mrz.lines.join("\n"), REFERENCE).expect("corrected lines are an MRZ");
    assert_eq!(again.fields, mrz.fields);
    assert!(again.corrections.is_empty());
    if mrz.is_valid()
        && let Ok(lines) = mrz.fields.lines()
    {
        let written = read(&lines.join("\n"), REFERENCE).expect("written lines are an MRZ");
        assert!(written.checks.iter().all(|check| check.ok));
    }
});
