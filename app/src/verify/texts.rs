//! The texts of a verification: all of them for the island, and the explanation of one code.

use crate::contract::SealFact;
use crate::islands::outcome::explanation_key;
use crate::islands::{DATE, Texts};
use crate::text::{is_message, text, text_with};
use domain::doc9303::seal::SubIndication;

/// The message keys of the island, besides facts and codes of a seal. Texts with a date hold [`DATE`], for the device to fill in.
const KEYS: &[&str] = &[
    "seal-valid",
    "verify-camera",
    "verify-camera-none",
    "verify-camera-stop",
    "verify-keys-unreadable",
    "verify-list-bad",
    "verify-list-covers",
    "verify-list-missing",
    "verify-list-old",
    "verify-no-keys",
    "verify-not-valid",
    "verify-offline-ready",
    "verify-picture",
    "verify-picture-none",
    "verify-says",
    "verify-specimen",
    "verify-submit",
    "verify-text",
    "verify-text-hint",
    "verify-unsure",
    "verify-valid",
    "verify-working",
];

pub fn texts() -> Texts {
    let facts = SealFact::ALL.iter().map(|fact| fact.message_key());
    let plain = KEYS.iter().copied().chain(facts).map(str::to_owned);
    let explanations = SubIndication::ALL.iter().map(|code| code.message_key());
    Texts(
        plain
            .chain(explanations)
            .map(|key| {
                let text = text_with(&key, &[("date", DATE.to_owned())]);
                (key, text)
            })
            .collect(),
    )
}

/// The explanation of a code of Doc 9303 part 13 or part 7.
pub fn explanation(code: &str) -> String {
    let key = explanation_key(code);
    if is_message(&key) {
        text(&key)
    } else {
        text("seal-not-valid")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_island_is_there() {
        for (key, text) in texts().0 {
            assert_ne!(key, text, "no message for {key}");
        }
    }
}
