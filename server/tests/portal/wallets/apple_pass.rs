//! The pass for Apple Wallet: its files, its words, its keys, and its signature as OpenSSL sees it (Debian's
//! `openssl`, which `ca-certificates` brings).

use super::opened::Opened;
use app::contract::{Caller, Verifier};
use app::error::PortalError;
use chrono::{DateTime, Utc};
use reqwest::StatusCode;
use serde_json::{Value, json};
use server::wallet::demonstration::ROOT;
use std::fs;
use std::path::Path;
use std::process::Command;
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_pages, with_sandbox, with_wallets]
    a_pass_is_offered_signed_and_whole;
    [with_sandbox, with_wallets]
    a_closed_pass_is_void,
    a_revoked_pass_is_void;
    [with_pages, with_sandbox]
    nothing_is_offered_without_a_certificate
);

/// Keys of `Pass` (Apple, *Wallet Passes*, "Pass", 2026).
const PASS: [&str; 34] = [
    "accessibilityURL",
    "addOnURL",
    "appLaunchURL",
    "associatedStoreIdentifiers",
    "authenticationToken",
    "backgroundColor",
    "barcode",
    "barcodes",
    "beacons",
    "boardingPass",
    "coupon",
    "description",
    "eventTicket",
    "expirationDate",
    "foregroundColor",
    "formatVersion",
    "generic",
    "groupingIdentifier",
    "labelColor",
    "locations",
    "logoText",
    "maxDistance",
    "nfc",
    "organizationName",
    "passTypeIdentifier",
    "relevantDate",
    "relevantDates",
    "semantics",
    "serialNumber",
    "sharingProhibited",
    "storeCard",
    "teamIdentifier",
    "voided",
    "webServiceURL",
];
/// Those that it must have ("Pass": Required).
const REQUIRED: [&str; 6] = [
    "description",
    "formatVersion",
    "organizationName",
    "passTypeIdentifier",
    "serialNumber",
    "teamIdentifier",
];
/// Keys of `PassFields`.
const GROUPS: [&str; 6] = [
    "additionalInfoFields",
    "auxiliaryFields",
    "backFields",
    "headerFields",
    "primaryFields",
    "secondaryFields",
];
/// Keys of `PassFieldContent`.
const FIELD: [&str; 14] = [
    "attributedValue",
    "changeMessage",
    "currencyCode",
    "dataDetectorTypes",
    "dateStyle",
    "ignoresTimeZone",
    "isRelative",
    "key",
    "label",
    "numberStyle",
    "semantics",
    "textAlignment",
    "timeStyle",
    "value",
];
/// Keys of `Pass.Barcodes` and `Pass.RelevantDates`.
const BARCODE: [&str; 4] = ["altText", "format", "message", "messageEncoding"];
const RELEVANT: [&str; 3] = ["date", "endDate", "startDate"];

/// A traveller whom the officer let in; the case, and the secret of the pass.
pub async fn admitted(test: &TestPortal, officer: &Caller) -> (Uuid, String) {
    let reviewer = test.reviewer().await;
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    test.grant(&reviewer, case).await;
    test.admit(officer, case).await.unwrap();
    let pass = test.pass(case).await;
    (case, test.portal.vault.pass_secret(pass.id))
}

async fn downloaded(test: &TestPortal, secret: &str) -> Opened {
    let file = test.portal.apple_pass(&Caller::default(), secret).await;
    Opened::read(file.unwrap().bytes)
}

async fn a_pass_is_offered_signed_and_whole(test: &TestPortal) {
    let (case, secret) = admitted(test, &test.officer().await).await;
    let browser = test.browser();
    let page = browser.get(&format!("/v/{secret}")).await;
    let path = format!("/v/{secret}/pass.pkpass");
    assert!(page.text.contains(&path), "{}", page.words());
    let answer = browser.client.get(format!("{}{path}", test.url));
    let answer = answer.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let media_type = answer.headers()["content-type"].to_str().unwrap();
    assert_eq!(media_type, "application/vnd.apple.pkpass");
    let opened = Opened::read(answer.bytes().await.unwrap().to_vec());

    assert_signed(test, &opened);
    let json = opened.json();
    assert_keys(&json);
    assert_words(&opened, &json);
    let view = test.pass_view(case).await;
    assert_eq!(json["barcodes"][0]["message"], view.seal_url);
    let primary = &json["generic"]["primaryFields"][0]["value"];
    assert_eq!(primary, "Eriksson, Anna Maria");
    let last = format!("{}T23:59:59+07:00", view.last_permitted_day);
    assert_eq!(json["expirationDate"], last);
    assert_eq!(json["voided"], false);

    // Pictures of the sizes that Apple asks for.
    for (name, width, height) in [
        ("icon.png", 29, 29),
        ("icon@2x.png", 58, 58),
        ("icon@3x.png", 87, 87),
        ("logo@2x.png", 100, 100),
        ("thumbnail.png", 60, 90),
        ("thumbnail@3x.png", 180, 270),
    ] {
        let picture = image::load_from_memory(opened.file(name)).unwrap();
        assert_eq!((picture.width(), picture.height()), (width, height));
    }

    // Neither serial number nor token lead to the page, and nothing but the seal names the portal's pages.
    let serial = json["serialNumber"].as_str().unwrap();
    let token = json["authenticationToken"].as_str().unwrap();
    assert!(serial.len() == 32 && token.len() == 43);
    assert!(!json.to_string().contains(&secret));
    for guess in [serial, token] {
        let page = browser.get(&format!("/v/{guess}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
}

/// Every key is one that Apple publishes, and of the required ones none is missing.
fn assert_keys(json: &Value) {
    let within = |value: &Value, known: &[&str]| {
        for key in value.as_object().unwrap().keys() {
            assert!(known.contains(&key.as_str()), "{key}");
        }
    };
    within(json, &PASS);
    for key in REQUIRED {
        assert!(!json[key].is_null(), "{key}");
    }
    within(&json["generic"], &GROUPS);
    for group in json["generic"].as_object().unwrap().values() {
        for field in group.as_array().unwrap() {
            within(field, &FIELD);
            assert!(field["key"].is_string() && !field["value"].is_null());
        }
    }
    within(&json["barcodes"][0], &BARCODE);
    within(&json["relevantDates"][0], &RELEVANT);
    for key in ["expirationDate", "relevantDate"] {
        let at = json[key].as_str().unwrap();
        at.parse::<DateTime<Utc>>().unwrap();
    }
}

/// Both languages have a word for every label.
fn assert_words(opened: &Opened, json: &Value) {
    let (english, khmer) = (opened.words("en"), opened.words("km"));
    let fields = json["generic"].as_object().unwrap().values();
    let fields = fields.flat_map(|group| group.as_array().unwrap());
    let labels = fields.map(|field| &field["label"]);
    let texts = ["organizationName", "description", "logoText"].map(|key| &json[key]);
    for key in labels.chain(texts) {
        let key = key.as_str().unwrap();
        assert_ne!(english[key], khmer[key], "{key}");
    }
}

/// OpenSSL verifies the detached signature by the demonstration's root, and refuses it for other bytes.
fn assert_signed(test: &TestPortal, opened: &Opened) {
    let folder = tempfile::tempdir().unwrap();
    let root = test.folder().join("keys/wallet").join(ROOT);
    let manifest = opened.file("manifest.json");
    let signature = opened.file("signature");
    let at = test.now().timestamp();
    assert!(is_verified(folder.path(), &root, at, signature, manifest));
    let other = [manifest, b" "].concat();
    assert!(!is_verified(folder.path(), &root, at, signature, &other));
}

fn is_verified(folder: &Path, root: &Path, at: i64, signature: &[u8], manifest: &[u8]) -> bool {
    let (signed, content) = (folder.join("signature"), folder.join("manifest.json"));
    fs::write(&signed, signature).unwrap();
    fs::write(&content, manifest).unwrap();
    let verified = Command::new("openssl")
        .args(["smime", "-verify", "-binary", "-inform", "DER"])
        .args(["-attime", &at.to_string()])
        .arg("-in")
        .arg(&signed)
        .arg("-content")
        .arg(&content)
        .arg("-CAfile")
        .arg(root)
        .output()
        .unwrap();
    verified.status.success()
}

async fn a_closed_pass_is_void(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let before = downloaded(test, &secret).await.json();
    test.depart(&officer, case).await.unwrap();
    let after = downloaded(test, &secret).await.json();
    assert_eq!(after["voided"], true);
    assert_eq!(standing(&after), "wallet-departed");
    for same in ["serialNumber", "authenticationToken"] {
        assert_eq!(before[same], after[same]);
    }
}

async fn a_revoked_pass_is_void(test: &TestPortal) {
    use domain::doc9303::seal::SealState;
    let (case, secret) = admitted(test, &test.officer().await).await;
    let pass = test.pass(case).await;
    let mut tx = test.portal.begin().await.unwrap();
    let now = test.now();
    tx.withdraw_seal(&pass.seal_hash, SealState::Revoked, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let json = downloaded(test, &secret).await.json();
    assert_eq!(json["voided"], true);
    assert_eq!(standing(&json), "wallet-revoked");
}

fn standing(json: &Value) -> &Value {
    let fields = json["generic"]["auxiliaryFields"].as_array().unwrap();
    let field = fields
        .iter()
        .find(|field| field["key"] == json!("standing"));
    &field.unwrap()["value"]
}

async fn nothing_is_offered_without_a_certificate(test: &TestPortal) {
    let (_, secret) = admitted(test, &test.officer().await).await;
    let browser = test.browser();
    let page = browser.get(&format!("/v/{secret}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("pkpass"));
    let (status, _) = browser.file(&format!("/v/{secret}/pass.pkpass")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let file = test.portal.apple_pass(&Caller::default(), &secret).await;
    assert!(matches!(file, Err(PortalError::NotFound)));
}
