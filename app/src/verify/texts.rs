//! The texts of a verification, for the island and for the page of browsers without wasm.

use crate::contract::{Port, SealFact};
use crate::islands::outcome::PORT;
use crate::islands::{DATE, Texts};
use crate::text::text_with;
use domain::doc9303::seal::SubIndication;

/// The message keys of the island, besides facts and codes of a seal. Texts with a date hold [`DATE`], for the device to fill in.
const KEYS: &[&str] = &[
    "document-entries-single",
    "seal-departed",
    "seal-expired",
    "seal-stay-ended",
    "seal-unchecked",
    "seal-valid",
    "verify-camera",
    "verify-camera-next",
    "verify-camera-none",
    "verify-camera-stop",
    "verify-code",
    "verify-compare",
    "verify-departed",
    "verify-expired",
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
    "verify-replaced",
    "verify-revoked",
    "verify-says",
    "verify-specimen",
    "verify-stay-ended",
    "verify-submit",
    "verify-text",
    "verify-text-hint",
    "verify-unchecked",
    "verify-unsure",
    "verify-used",
    "verify-valid",
    "verify-working",
    "visa-type-t",
];

/// The texts of the island, with the names of the ports that may stand in a V-Pass.
pub fn texts(ports: &[Port]) -> Texts {
    let facts = SealFact::ALL.iter().map(|fact| fact.message_key());
    let plain = KEYS.iter().copied().chain(facts).map(str::to_owned);
    let explanations = SubIndication::ALL.iter().map(|code| code.message_key());
    let names = ports.iter().map(|port| format!("{PORT}{}", port.code));
    Texts(
        plain
            .chain(explanations)
            .chain(names)
            .map(|key| {
                let text = text_by_key(&key, ports);
                (key, text)
            })
            .collect(),
    )
}

/// The text of a key as the island knows it: with [`DATE`] where a date stands, and with the names
/// of ports.
pub fn text_by_key(key: &str, ports: &[Port]) -> String {
    let port = key
        .strip_prefix(PORT)
        .and_then(|code| ports.iter().find(|port| port.code == code));
    match port {
        Some(port) => port.name.clone(),
        None => text_with(key, &[("date", DATE.to_owned())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_island_is_there() {
        for (key, text) in texts(&[]).0 {
            assert_ne!(key, text, "no message for {key}");
        }
    }
}
