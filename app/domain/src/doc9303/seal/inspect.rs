//! The whole content of a seal in readable form: known features decoded, unknown ones as bytes.

use super::definition::{Definition, V_PASS, VISA};
use super::document::Document;
use super::{Header, Seal, c40, decode_date};
use data_encoding::HEXUPPER;
use serde::Serialize;

/// The content of a seal in readable form. It does not tell whether the seal is genuine: see
/// [`verify`](super::verify).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// The header: signer, dates and kind of document.
    pub header: Header,
    /// The features of the message zone, in their order.
    pub features: Vec<InspectedFeature>,
    /// The signature, r and s, hexadecimal.
    pub signature: String,
    /// The [`SealId`](super::SealId), hexadecimal.
    pub id: String,
    /// The document; `None` when its kind is not known or a feature is malformed.
    pub document: Option<Document>,
}

/// A feature in readable form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InspectedFeature {
    /// The tag, 0 to 254.
    pub tag: u8,
    /// The name of the feature; `None` where the definition has no such tag.
    pub name: Option<&'static str>,
    /// The length of the value in bytes.
    pub length: usize,
    /// The value, hexadecimal.
    pub hex: String,
    /// The value as text; `None` where its type is not known.
    pub text: Option<String>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Mrz,
    Text,
    Number,
    Stay,
    Date,
    Ascii,
    Bytes,
}

/// The content of a seal in readable form.
pub fn inspect(seal: &Seal) -> Inspection {
    let definition = Definition {
        category: seal.header.category,
        definition: seal.header.definition,
    };
    Inspection {
        header: seal.header.clone(),
        features: seal
            .features
            .iter()
            .map(|feature| {
                let known = named(definition, feature.tag);
                InspectedFeature {
                    tag: feature.tag,
                    name: known.map(|(name, _)| name),
                    length: feature.value.len(),
                    hex: HEXUPPER.encode(&feature.value),
                    text: known.and_then(|(_, kind)| readable(kind, &feature.value)),
                }
            })
            .collect(),
        signature: HEXUPPER.encode(&seal.signature),
        id: HEXUPPER.encode(&seal.id().0),
        document: Document::of(seal).ok(),
    }
}

const fn named(definition: Definition, tag: u8) -> Option<(&'static str, Kind)> {
    match (definition, tag) {
        (VISA, 0x01) => Some(("mrz_mrv_a", Kind::Mrz)),
        (VISA | V_PASS, 0x02) => Some(("mrz_mrv_b", Kind::Mrz)),
        (VISA, 0x03) => Some(("number_of_entries", Kind::Number)),
        (VISA, 0x04) => Some(("duration_of_stay", Kind::Stay)),
        (VISA, 0x05) => Some(("passport_number", Kind::Text)),
        (VISA, 0x06) => Some(("visa_type", Kind::Ascii)),
        (VISA, 0x07) => Some(("additional", Kind::Bytes)),
        (V_PASS, 0x01) => Some(("pass_number", Kind::Text)),
        (V_PASS, 0x03) => Some(("date_of_entry", Kind::Date)),
        (V_PASS, 0x04) => Some(("last_permitted_day", Kind::Date)),
        (V_PASS, 0x05) => Some(("port_of_entry", Kind::Text)),
        (V_PASS, 0x06) => Some(("version", Kind::Number)),
        _ => None,
    }
}

fn readable(kind: Kind, value: &[u8]) -> Option<String> {
    match kind {
        Kind::Mrz => c40::decode(value).ok().map(|text| text.replace(' ', "<")),
        Kind::Text => c40::decode(value)
            .ok()
            .map(|text| text.trim_end().replace(' ', "<")),
        Kind::Number => match value {
            [number] => Some(number.to_string()),
            _ => None,
        },
        Kind::Stay => match value {
            [0, 0, 0] => Some("until the date of the zone".into()),
            [254, 254, 254] => Some("transit without entry".into()),
            [255, 255, 255] => Some("determined on entry".into()),
            [days, months, years] => Some(format!("{days} days, {months} months, {years} years")),
            _ => None,
        },
        Kind::Date => decode_date(value).ok().map(|date| date.to_string()),
        Kind::Ascii => std::str::from_utf8(value)
            .ok()
            .filter(|text| text.bytes().all(|b| b.is_ascii_graphic()))
            .map(str::to_owned),
        Kind::Bytes => None,
    }
}
