//! `pass.json`. Labels and words are message keys, which Wallet looks up in the texts of the device's
//! language ([`super::texts`]); dates are written as the device writes them.

use super::Apple;
use super::texts::SHOWN_WITH;
use crate::wallet::content::PassContent;
use app::text::birth_date;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::calendar::{PHNOM_PENH, end_of_day, start_of_day};
use serde_json::{Value, json};

/// The colours of the V-Pass page: the band, and what stands on it.
const BAND: &str = "rgb(43, 58, 143)";
const WHITE: &str = "rgb(255, 255, 255)";
const GOLD: &str = "rgb(224, 189, 108)";

pub(super) fn pass_json(apple: &Apple, content: &PassContent, token: &str) -> Value {
    let last_day = content.last_permitted_day;
    let title = if content.specimen {
        "wallet-specimen"
    } else {
        "country"
    };
    json!({
        "formatVersion": 1,
        "passTypeIdentifier": apple.pass_type,
        "teamIdentifier": apple.team,
        "serialNumber": content.serial,
        "webServiceURL": apple.web_service_url,
        "authenticationToken": token,
        "organizationName": "country",
        "description": "document-pass",
        "logoText": title,
        "backgroundColor": BAND,
        "foregroundColor": WHITE,
        "labelColor": GOLD,
        // Who has the file can show it: it is not handed on from within Wallet.
        "sharingProhibited": true,
        "voided": content.standing.is_void(),
        "expirationDate": instant(end_of_day(last_day)),
        // Until iOS 17, and since iOS 18.
        "relevantDate": instant(start_of_day(last_day)),
        "relevantDates": [{
            "startDate": instant(start_of_day(last_day)),
            "endDate": instant(end_of_day(last_day)),
        }],
        "barcodes": [{
            "format": "PKBarcodeFormatQR",
            "message": content.code,
            // The address of a seal is ASCII.
            "messageEncoding": "iso-8859-1",
            "altText": content.number,
        }],
        "generic": fields(content),
    })
}

fn fields(content: &PassContent) -> Value {
    let mut last_day = day("last-day", "document-last-day", content.last_permitted_day);
    last_day["changeMessage"] = json!("wallet-last-day-changed");
    let mut standing = field(
        "standing",
        "wallet-standing",
        content.standing.message_key(),
    );
    // What the device then says is the standing alone.
    standing["changeMessage"] = json!("%@");
    json!({
        "headerFields": [last_day],
        "primaryFields": [field("name", "document-name", &content.name)],
        "secondaryFields": [
            field("passport", "passport-number", &content.passport_number),
            field("nationality", "nationality", &content.nationality),
            birth(content),
        ],
        "auxiliaryFields": [
            day("entered", "document-entered-on", content.entered_on),
            field("port", "document-port", &content.port),
            standing,
        ],
        "backFields": [
            field("show", "document-to-do", SHOWN_WITH),
            field("number", "document-pass-number", &content.number),
            field("application", "document-application", &content.reference),
        ],
    })
}

/// Wallet takes numbers of passports and passes for telephone numbers, if it is let.
fn field(key: &str, label: &str, value: &str) -> Value {
    json!({ "key": key, "label": label, "value": value, "dataDetectorTypes": [] })
}

/// A day that is the same wherever the phone is.
fn day(key: &str, label: &str, date: NaiveDate) -> Value {
    json!({
        "key": key,
        "label": label,
        "value": instant(start_of_day(date)),
        "dateStyle": "PKDateStyleMedium",
        "timeStyle": "PKDateStyleNone",
        "ignoresTimeZone": true,
    })
}

/// The date of birth, of which a passport may leave parts open.
fn birth(content: &PassContent) -> Value {
    let (key, label) = ("birth", "birth-date");
    match content.birth_date.iso().parse() {
        Ok(date) => day(key, label, date),
        Err(_) => field(key, label, &birth_date(&content.birth_date)),
    }
}

/// ISO 8601 with the offset of Phnom Penh.
fn instant(at: DateTime<Utc>) -> String {
    at.with_timezone(&PHNOM_PENH)
        .to_rfc3339_opts(SecondsFormat::Secs, false)
}
