//! The words of a pass, one `pass.strings` for each language: from a key to what is shown.

use app::text::{khmer, text};
use std::fmt::Write;

/// What to do with the pass.
pub(super) const SHOWN_WITH: &str = "wallet-show";

/// Every key that `pass.json` names.
pub(super) const KEYS: [&str; 19] = [
    "birth-date",
    "country",
    "document-application",
    "document-entered-on",
    "document-last-day",
    "document-name",
    "document-pass",
    "document-pass-number",
    "document-port",
    "document-to-do",
    "nationality",
    "passport-number",
    "wallet-departed",
    "wallet-last-day-changed",
    "wallet-open",
    "wallet-revoked",
    SHOWN_WITH,
    "wallet-specimen",
    "wallet-standing",
];

/// The files of the languages, UTF-8.
pub(super) fn files() -> [(String, Vec<u8>); 2] {
    [
        ("en.lproj/pass.strings".to_owned(), strings(text)),
        ("km.lproj/pass.strings".to_owned(), strings(khmer)),
    ]
}

fn strings(says: impl Fn(&str) -> String) -> Vec<u8> {
    let mut file = String::new();
    for key in KEYS {
        // A `String` takes everything.
        let _ = writeln!(file, "\"{key}\" = \"{}\";", escaped(&says(key)));
    }
    file.into_bytes()
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_every_word() {
        for key in KEYS {
            assert_ne!(text(key), key);
            assert_ne!(khmer(key), key);
        }
        assert_eq!(escaped("a \"b\"\\\n"), "a \\\"b\\\"\\\\\\n");
    }
}
