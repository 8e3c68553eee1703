//! Reading the URL of a seal never panics, and its digits are read as they were written.
#![no_main]

use domain::doc9303::seal::address;
use domain::reference::Reference;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(seal) = address::from_any(data) {
        assert!(!seal.is_empty());
    }
    let text = String::from_utf8_lossy(data);
    let _ = address::bytes(&text);
    if let Ok(reference) = text.parse::<Reference>() {
        assert_eq!(reference.to_string().parse(), Ok(reference));
    }
    if !data.is_empty() && data.len() < 1000 {
        let url = address::address("https://example.org", data);
        assert_eq!(address::bytes(&url).as_deref(), Ok(data));
    }
});
