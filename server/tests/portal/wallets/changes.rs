//! A change of the stay reaches the phone: a push, the list, the pass.

use super::apple_pass::admitted;
use super::device::{Device, OnDevice};
use app::contract::BorderService;
use chrono::TimeDelta;
use domain::doc9303::seal::SealState;
use reqwest::StatusCode;
use serde_json::{Value, json};
use server::cases::wallet;
use server::worker::retention;
use test_support::{TestPortal, on_both};
use uuid::Uuid;

on_both!(
    [with_pages, with_sandbox, with_wallets]
    a_departure_closes_the_pass_on_the_phone,
    a_revoked_pass_is_void_on_the_phone,
    an_undone_admission_voids_the_pass_on_the_phone,
    a_device_that_is_gone_is_forgotten,
    an_erased_pass_is_forgotten
);

/// A phone with the pass on it.
pub async fn registered(test: &TestPortal, secret: &str, push_token: &str) -> (Device, OnDevice) {
    // What the admission asks for is done before.
    test.work().await;
    let phone = Device::new(&format!("device-{push_token}"), push_token);
    let link = format!("{}/v/{secret}/pass.pkpass", test.url);
    let pass = phone.open(&link).await;
    assert_eq!(phone.register(&pass).await, StatusCode::CREATED);
    let pass = phone.fetch(&pass).await.unwrap();
    (phone, pass)
}

/// What the push service was asked so far.
pub async fn pushes(test: &TestPortal) -> Vec<Value> {
    let url = format!("{}/sandbox/pushes", test.sandbox().base_url());
    reqwest::get(url).await.unwrap().json().await.unwrap()
}

async fn a_departure_closes_the_pass_on_the_phone(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let (phone, pass) = registered(test, &secret, "a1b2c3").await;
    test.advance(TimeDelta::minutes(5)).await;
    let tag = phone.updated(&pass, None).await.unwrap();
    let tag = tag["lastUpdated"].as_str().unwrap().to_owned();
    assert!(phone.updated(&pass, Some(&tag)).await.is_none());

    test.depart(&officer, case).await.unwrap();
    assert!(pushes(test).await.is_empty());
    test.work().await;
    let push = json!({ "token": "a1b2c3", "topic": pass.key("passTypeIdentifier") });
    assert_eq!(pushes(test).await, [push]);
    let changed = phone.updated(&pass, Some(&tag)).await.unwrap();
    assert_eq!(changed["serialNumbers"], json!([pass.key("serialNumber")]));
    let closed = phone.fetch(&pass).await.unwrap();
    assert!(closed.is_void() && !pass.is_void());
    assert!(phone.fetch(&closed).await.is_none());
}

async fn a_revoked_pass_is_void_on_the_phone(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let (phone, pass) = registered(test, &secret, "a1b2c3").await;
    test.advance(TimeDelta::minutes(5)).await;
    assert!(phone.fetch(&pass).await.is_none());
    let hash = test.pass(case).await.seal_hash;
    let mut tx = test.portal.begin().await.unwrap();
    let now = test.now();
    tx.withdraw_seal(&hash, SealState::Revoked, now)
        .await
        .unwrap();
    wallet::changed(&test.portal, &mut tx, test.stay(case).await.id);
    tx.commit().await.unwrap();
    test.work().await;
    assert!(phone.fetch(&pass).await.unwrap().is_void());
}

async fn an_undone_admission_voids_the_pass_on_the_phone(test: &TestPortal) {
    let officer = test.officer().await;
    let (_, secret) = admitted(test, &officer).await;
    let (phone, pass) = registered(test, &secret, "a1b2c3").await;
    let crossing = test.portal.shift(&officer, "").await.unwrap().rows[0].crossing;
    test.portal
        .undo_admission(&officer, crossing)
        .await
        .unwrap();
    test.work().await;
    assert_eq!(pushes(test).await.len(), 1);
    assert!(phone.fetch(&pass).await.unwrap().is_void());
}

async fn a_device_that_is_gone_is_forgotten(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let (old, pass) = registered(test, &secret, "00ff00").await;
    let (new, _) = registered(test, &secret, "a1b2c3").await;
    test.tell_sandbox("pushes/gone", json!({ "token": "00ff00" }))
        .await;
    test.depart(&officer, case).await.unwrap();
    test.work().await;
    assert_eq!(pushes(test).await.last().unwrap()["token"], "a1b2c3");
    assert!(old.updated(&pass, None).await.is_none());
    assert!(new.updated(&pass, None).await.is_some());
}

async fn an_erased_pass_is_forgotten(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let (phone, pass) = registered(test, &secret, "a1b2c3").await;
    let stay = test.stay(case).await.id;
    test.depart(&officer, case).await.unwrap();
    test.work().await;
    test.advance(TimeDelta::days(6 * 366)).await;
    retention::run(&test.portal).await.unwrap();
    assert_eq!(phone.ask(&pass).await.status(), StatusCode::NOT_FOUND);
    test.work().await;
    assert!(!is_known(test, stay).await);
    assert_eq!(phone.ask(&pass).await.status(), StatusCode::UNAUTHORIZED);
}

pub async fn is_known(test: &TestPortal, stay: Uuid) -> bool {
    let mut db = test.portal.store.autocommit().await.unwrap();
    let registrations = db.wallet_registrations(stay).await.unwrap();
    !registrations.is_empty() || db.wallet_pass(stay).await.unwrap().is_some()
}
