//! The class, which says how our passes look, and the object, which is one of them. Source: Google, *Google
//! Wallet API*, REST resources `genericclass` and `genericobject`.
//!
//! Of the holder it says what `google-gives-…` tells them, and nothing else; the photo stays here.

use crate::wallet::content::PassContent;
use app::text::{date, khmer, text};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::calendar::{PHNOM_PENH, end_of_day, start_of_day};
use serde_json::{Value, json};

/// The colour of the V-Pass page's band.
const BAND: &str = "#2b3a8f";

/// By what an object is named, and where its logo is found.
pub(super) struct Names<'a> {
    pub id: &'a str,
    pub class_id: &'a str,
    pub public_url: &'a str,
}

/// The class of all V-Passes: two rows under the name, and one account for each pass.
pub(super) fn class(id: &str) -> Value {
    let item = |module: &str| {
        let path = format!("object.textModulesData['{module}']");
        json!({ "firstValue": { "fields": [{ "fieldPath": path }] } })
    };
    let row = |start: &str, end: &str| json!({ "twoItems": { "startItem": item(start), "endItem": item(end) } });
    json!({
        "id": id,
        "multipleDevicesAndHoldersAllowedStatus": "ONE_USER_ALL_DEVICES",
        "classTemplateInfo": { "cardTemplateOverride": { "cardRowTemplateInfos": [
            row("passport", "nationality"),
            row("entered", "last-day"),
        ] } },
    })
}

pub(super) fn object(names: &Names, content: &PassContent) -> Value {
    let title = if content.specimen {
        "wallet-specimen"
    } else {
        "country"
    };
    let entered = date(content.entered_on);
    let last_day = date(content.last_permitted_day);
    json!({
        "id": names.id,
        "classId": names.class_id,
        "state": "ACTIVE",
        "genericType": "GENERIC_OTHER",
        "cardTitle": both(title),
        "subheader": both("document-pass"),
        "header": value(&content.name),
        "hexBackgroundColor": BAND,
        "logo": { "sourceUri": { "uri": format!("{}/icons/icon-192.png", names.public_url) } },
        "barcode": {
            "type": "QR_CODE",
            "value": content.code,
            "alternateText": content.number,
        },
        "validTimeInterval": {
            "start": { "date": instant(start_of_day(content.entered_on)) },
            "end": { "date": instant(end_of_day(content.last_permitted_day)) },
        },
        "textModulesData": [
            module("passport", "passport-number", &content.passport_number),
            module("nationality", "nationality", &content.nationality),
            module("entered", "document-entered-on", &entered),
            module("last-day", "document-last-day", &last_day),
            module("port", "document-port", &content.port),
            module("number", "document-pass-number", &content.number),
        ],
    })
}

/// What is left of an object whose pass is void.
pub(super) fn cleared(id: &str, class_id: &str) -> Value {
    json!({
        "id": id,
        "classId": class_id,
        "state": "EXPIRED",
        "genericType": "GENERIC_OTHER",
        "cardTitle": both("country"),
        "header": both("document-pass"),
        "hexBackgroundColor": BAND,
    })
}

/// A message in both languages.
fn both(key: &str) -> Value {
    json!({
        "defaultValue": { "language": "en", "value": text(key) },
        "translatedValues": [{ "language": "km", "value": khmer(key) }],
    })
}

fn value(text: &str) -> Value {
    json!({ "defaultValue": { "language": "en", "value": text } })
}

fn module(id: &str, label: &str, body: &str) -> Value {
    json!({ "id": id, "localizedHeader": both(label), "body": body })
}

/// ISO 8601 with the offset of Phnom Penh.
fn instant(at: DateTime<Utc>) -> String {
    at.with_timezone(&PHNOM_PENH)
        .to_rfc3339_opts(SecondsFormat::Secs, false)
}
