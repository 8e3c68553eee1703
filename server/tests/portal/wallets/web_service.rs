//! Apple's protocol from the side of a device: it registers, learns of changes, fetches the pass, leaves.

use super::apple_pass::admitted;
use super::device::Device;
use chrono::TimeDelta;
use reqwest::StatusCode;
use serde_json::json;
use test_support::log::{keep, kept};
use test_support::{TestPortal, on_both};

on_both!(
    [with_pages, with_sandbox, with_wallets]
    a_device_registers_fetches_and_leaves,
    nobody_comes_in_without_the_pass,
    an_address_that_holds_a_nul_is_none,
    of_too_many_devices_the_oldest_is_forgotten,
    complaints_do_not_fill_the_log
);

async fn a_device_registers_fetches_and_leaves(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let phone = Device::new("4c3d0f", "a1b2c3");
    let pass = phone
        .open(&format!("{}/v/{secret}/pass.pkpass", test.url))
        .await;
    assert!(phone.updated(&pass, None).await.is_none());
    assert_eq!(phone.register(&pass).await, StatusCode::CREATED);
    assert_eq!(phone.register(&pass).await, StatusCode::OK);

    // A device that knows nothing is told of every pass, and later of what changed.
    let first = phone.updated(&pass, None).await.unwrap();
    assert_eq!(first["serialNumbers"], json!([pass.key("serialNumber")]));
    let tag = first["lastUpdated"].as_str().unwrap();
    test.advance(TimeDelta::minutes(1)).await;
    let later = phone.updated(&pass, None).await.unwrap();
    let tag_later = later["lastUpdated"].as_str().unwrap();
    assert!(tag < tag_later);
    assert!(phone.updated(&pass, Some(tag_later)).await.is_none());

    let fetched = phone.fetch(&pass).await.unwrap();
    assert!(!fetched.is_void());
    assert!(phone.fetch(&fetched).await.is_none());
    let stay = test.stay(case).await.id;
    let mut db = test.portal.store.autocommit().await.unwrap();
    let row = &db.wallet_registrations(stay).await.unwrap()[0];
    assert!(!contains(&row.push_token, b"a1b2c3") && !contains(&row.device_hash, b"4c3d0f"));
    drop(db);

    assert_eq!(phone.complain(&pass).await, StatusCode::OK);
    assert!(!kept().contains("cannot be shown"));
    assert_eq!(phone.unregister(&pass).await, StatusCode::OK);
    assert_eq!(phone.unregister(&pass).await, StatusCode::OK);
    assert!(phone.updated(&pass, None).await.is_none());
}

async fn an_address_that_holds_a_nul_is_none(test: &TestPortal) {
    for path in ["passes/x/%00", "devices/%00/registrations/x"] {
        let address = format!("{}/wallet/apple/v1/{path}", test.url);
        let answer = reqwest::get(address).await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }
}

async fn nobody_comes_in_without_the_pass(test: &TestPortal) {
    let officer = test.officer().await;
    let (_, secret) = admitted(test, &officer).await;
    let link = format!("{}/v/{secret}/pass.pkpass", test.url);
    let phone = Device::new("4c3d0f", "a1b2c3");
    let pass = phone.open(&link).await;
    let token = pass.key("authenticationToken");
    for wrong in [
        String::new(),
        "ApplePass ".to_owned(),
        format!("Bearer {token}"),
        format!("ApplePass {}", &token[1..]),
        format!("ApplePass {secret}"),
    ] {
        let status = phone.register_by(&wrong, &pass).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    // What is no push token is not kept: it would stand in an address.
    let broken = Device::new("5d4e1f", "../../a");
    assert_eq!(broken.register(&pass).await, StatusCode::NOT_FOUND);
    // Guessing ends, and the holder is let in all the same.
    let mut last = StatusCode::UNAUTHORIZED;
    for _ in 0..30 {
        last = phone.register_by("ApplePass guess", &pass).await;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(phone.register(&pass).await, StatusCode::CREATED);
}

async fn of_too_many_devices_the_oldest_is_forgotten(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let link = format!("{}/v/{secret}/pass.pkpass", test.url);
    let phone = |number: usize| Device::new(&format!("device-{number}"), "a1b2c3");
    let pass = phone(0).open(&link).await;
    for number in 0..21 {
        assert_eq!(phone(number).register(&pass).await, StatusCode::CREATED);
        test.advance_portal(TimeDelta::seconds(1));
    }
    let stay = test.stay(case).await.id;
    let mut db = test.portal.store.autocommit().await.unwrap();
    assert_eq!(db.wallet_registrations(stay).await.unwrap().len(), 20);
    drop(db);
    assert!(phone(0).updated(&pass, None).await.is_none());
    assert!(phone(1).updated(&pass, None).await.is_some());
    assert!(phone(20).updated(&pass, None).await.is_some());
}

async fn complaints_do_not_fill_the_log(test: &TestPortal) {
    keep();
    // So many messages that nobody else's line says the same.
    let port: usize = test.url.rsplit(':').next().unwrap().parse().unwrap();
    let body = json!({ "logs": vec![0; port % 10_000 + 10] });
    let client = reqwest::Client::new();
    for _ in 0..30 {
        let request = client.post(format!("{}/wallet/apple/v1/log", test.url));
        let answer = request.json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }
    let line = format!("with a pass messages={}", port % 10_000 + 10);
    let log = kept();
    let told = log.lines().filter(|told| told.contains(&line));
    assert_eq!(told.count(), 5);
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
