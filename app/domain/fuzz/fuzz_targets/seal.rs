//! Decoding a seal never panics, and a decoded seal is encoded to the same bytes.
#![no_main]

use chrono::NaiveDate;
use domain::doc9303::seal::{Seal, SealKeys, SealList, inspect, verify};
use libfuzzer_sys::fuzz_target;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();

fuzz_target!(|data: &[u8]| {
    let keys = SealKeys::default();
    let result = verify(data, &keys, TODAY, None);
    assert!(!result.is_valid());
    let _ = SealList::decode(data, &keys, TODAY);
    if let Ok(seal) = Seal::decode(data) {
        let _ = inspect(&seal);
        assert_eq!(seal.encode().expect("it was encoded before"), data);
    }
});
