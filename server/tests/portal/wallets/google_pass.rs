//! Google Wallet: asked first, then class and object at Google, a link that verifies, and what a departure
//! leaves there.

use super::apple_pass::admitted;
use app::contract::{Caller, Verifier as _};
use app::error::PortalError;
use chrono::TimeDelta;
use data_encoding::BASE64URL_NOPAD;
use reqwest::StatusCode;
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::pkcs8::DecodePrivateKey;
use rsa::signature::Verifier as _;
use serde_json::{Value, json};
use server::worker::retention;
use sha2::Sha256;
use std::fs;
use test_support::{TestPortal, on_both};

on_both!(
    [with_pages, with_sandbox, with_wallets]
    google_gets_nothing_before_the_holder_says_so,
    a_departure_takes_the_data_back,
    an_erased_pass_is_taken_out,
    what_google_misses_it_gets_later,
    what_is_given_again_is_given_once
);

/// Fields of `GenericObject` (Google, *Google Wallet API*, REST resource `genericobject`, 2026).
const OBJECT: [&str; 26] = [
    "appLinkData",
    "barcode",
    "cardTitle",
    "classId",
    "genericType",
    "groupingInfo",
    "hasUsers",
    "header",
    "heroImage",
    "hexBackgroundColor",
    "id",
    "imageModulesData",
    "linkedObjectIds",
    "linksModuleData",
    "logo",
    "merchantLocations",
    "notifications",
    "passConstraints",
    "rotatingBarcode",
    "saveRestrictions",
    "smartTapRedemptionValue",
    "state",
    "subheader",
    "textModulesData",
    "validTimeInterval",
    "valueAddedModuleData",
];
/// Those that it must have.
const REQUIRED: [&str; 4] = ["cardTitle", "classId", "header", "id"];
/// Fields of `GenericClass`, `Barcode`, `TextModuleData`, `LocalizedString`, and values of `State`.
const CLASS: [&str; 14] = [
    "appLinkData",
    "callbackOptions",
    "classTemplateInfo",
    "enableSmartTap",
    "id",
    "imageModulesData",
    "linksModuleData",
    "merchantLocations",
    "messages",
    "multipleDevicesAndHoldersAllowedStatus",
    "redemptionIssuers",
    "securityAnimation",
    "textModulesData",
    "viewUnlockRequirement",
];
const BARCODE: [&str; 6] = [
    "alternateText",
    "kind",
    "renderEncoding",
    "showCodeText",
    "type",
    "value",
];
const MODULE: [&str; 5] = ["body", "header", "id", "localizedBody", "localizedHeader"];
const LOCALIZED: [&str; 3] = ["defaultValue", "kind", "translatedValues"];
const STATES: [&str; 4] = ["ACTIVE", "COMPLETED", "EXPIRED", "INACTIVE"];

fn within(value: &Value, known: &[&str]) {
    for key in value.as_object().unwrap().keys() {
        assert!(known.contains(&key.as_str()), "{key}");
    }
}

/// What Google was given, by id.
async fn at_google(test: &TestPortal) -> Value {
    let url = format!("{}/sandbox/google", test.sandbox().base_url());
    reqwest::get(url).await.unwrap().json().await.unwrap()
}

/// The object among it.
pub async fn object(test: &TestPortal) -> Value {
    let kept = at_google(test).await;
    let mut kept = kept.as_object().unwrap().values();
    kept.find(|value| !value["classId"].is_null())
        .cloned()
        .unwrap()
}

/// The holder presses the button; the link of the page that follows.
pub async fn given(test: &TestPortal, secret: &str) -> String {
    let browser = test.browser();
    let path = format!("/v/{secret}/google");
    let page = browser.fill_in(&path, "/act/give-to-google", &[]).await;
    page.assert_at(&path);
    link(test, &page.text).unwrap_or_else(|| panic!("{}", page.words()))
}

fn link(test: &TestPortal, page: &str) -> Option<String> {
    let save = format!("{}/google/save/", test.sandbox().base_url());
    let (_, rest) = page.split_once(&save)?;
    let token = rest.split('"').next()?;
    Some(format!("{save}{token}"))
}

async fn google_gets_nothing_before_the_holder_says_so(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let browser = test.browser();
    let path = format!("/v/{secret}/google");
    let pass = browser.get(&format!("/v/{secret}")).await;
    assert!(pass.text.contains(&path));
    let asked = browser.get(&path).await;
    assert!(asked.words().contains("your passport number"));
    assert_eq!(link(test, &asked.text), None);
    test.work().await;
    assert_eq!(at_google(test).await, json!({}));

    let link = given(test, &secret).await;
    let kept = at_google(test).await;
    let view = test.pass_view(case).await;
    let object = object(test).await;
    assert_object(&object);
    assert_eq!(object["state"], "ACTIVE");
    assert_eq!(object["barcode"]["value"], view.seal_url);
    let name = &object["header"]["defaultValue"]["value"];
    assert_eq!(name, "Eriksson, Anna Maria");
    // The date of birth is in the code alone, and the photo nowhere.
    assert!(!object.to_string().contains("1974"));
    let class = &kept[object["classId"].as_str().unwrap()];
    within(class, &CLASS);

    let claims = verified(test, &link);
    assert_eq!(claims["aud"], "google");
    assert_eq!(claims["typ"], "savetowallet");
    let named = &claims["payload"]["genericObjects"][0];
    assert_eq!(named["id"], object["id"]);
    within(named, &["id", "classId"]);
    assert!(!claims.to_string().contains("Eriksson"));
    let page = reqwest::get(&link).await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.text().await.unwrap().contains("Eriksson"));
    let event = test.last_event(case, "pass.given_to_google").await;
    assert_eq!(event["stay"], json!(test.stay(case).await.id));

    // Pressed once more it is the same object.
    browser
        .post("/act/give-to-google", &[("secret", &secret)])
        .await;
    assert_eq!(at_google(test).await.as_object().unwrap().len(), 2);
}

fn assert_object(object: &Value) {
    within(object, &OBJECT);
    for key in REQUIRED {
        assert!(!object[key].is_null(), "{key}");
    }
    assert!(STATES.contains(&object["state"].as_str().unwrap()));
    for key in ["cardTitle", "header", "subheader"] {
        if !object[key].is_null() {
            within(&object[key], &LOCALIZED);
        }
    }
    if !object["barcode"].is_null() {
        within(&object["barcode"], &BARCODE);
    }
    for module in object["textModulesData"].as_array().into_iter().flatten() {
        within(module, &MODULE);
        within(&module["localizedHeader"], &LOCALIZED);
    }
}

/// The claims of a link, whose signature is that of the service account.
fn verified(test: &TestPortal, link: &str) -> Value {
    let token = link.rsplit('/').next().unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let decoded = |part: &str| BASE64URL_NOPAD.decode(part.as_bytes()).unwrap();
    let pem = fs::read_to_string(test.folder().join("keys/wallet/google-key.pem")).unwrap();
    let key = rsa::PrivateKey::from_pkcs8_pem(&pem).unwrap();
    let key = VerifyingKey::<Sha256>::new(key.to_public_key());
    let signature = Signature::try_from(decoded(signature).as_slice()).unwrap();
    key.verify(signed.as_bytes(), &signature).unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let header: Value = serde_json::from_slice(&decoded(header)).unwrap();
    assert_eq!(header, json!({ "alg": "RS256", "typ": "JWT" }));
    serde_json::from_slice(&decoded(claims)).unwrap()
}

pub fn assert_cleared(object: &Value) {
    assert_object(object);
    assert_eq!(object["state"], "EXPIRED");
    for personal in ["Eriksson", "Anna", "L898902C3", "Utopia"] {
        assert!(!object.to_string().contains(personal), "{object}");
    }
    assert!(object["barcode"].is_null());
}

async fn a_departure_takes_the_data_back(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    given(test, &secret).await;
    test.depart(&officer, case).await.unwrap();
    assert_eq!(object(test).await["state"], "ACTIVE");
    test.work().await;
    assert_cleared(&object(test).await);
    // Nothing more can be given.
    let browser = test.browser();
    let page = browser.get(&format!("/v/{secret}/google")).await;
    assert!(page.words().contains("is closed"), "{}", page.words());
    let form = [("secret", secret.as_str())];
    browser.post("/act/give-to-google", &form).await;
    assert_cleared(&object(test).await);
}

async fn an_erased_pass_is_taken_out(test: &TestPortal) {
    let officer = test.officer().await;
    let (_, secret) = admitted(test, &officer).await;
    given(test, &secret).await;
    // Nobody recorded a departure.
    test.advance(TimeDelta::days(7 * 366)).await;
    retention::run(&test.portal).await.unwrap();
    test.work().await;
    assert_cleared(&object(test).await);
}

async fn what_google_misses_it_gets_later(test: &TestPortal) {
    let officer = test.officer().await;
    let (_, secret) = admitted(test, &officer).await;
    // A process whose Google is away.
    let away = test.process(|config| {
        "http://127.0.0.1:9".clone_into(&mut config.wallet.google.url);
    });
    let away = away.build().await.unwrap();
    test.serve(&away).await;
    let browser = test.browser();
    let form = [("secret", secret.as_str())];
    let page = browser.post("/act/give-to-google", &form).await;
    assert_eq!(at_google(test).await, json!({}), "{}", page.words());
    test.work().await;
    assert_eq!(object(test).await["state"], "ACTIVE");
}

async fn what_is_given_again_is_given_once(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let (caller, portal) = (Caller::default(), &test.portal);
    let (one, other) = tokio::join!(
        portal.give_to_google(&caller, &secret),
        portal.give_to_google(&caller, &secret),
    );
    one.and(other).unwrap();
    for _ in 0..8 {
        portal.give_to_google(&caller, &secret).await.unwrap();
    }
    let refused = portal.give_to_google(&caller, &secret).await;
    assert!(matches!(refused, Err(PortalError::TooManyTries { .. })));
    let told = test.told_of_case(case).await;
    let given = told
        .iter()
        .filter(|action| *action == "pass.given_to_google");
    assert_eq!(given.count(), 1);
}
