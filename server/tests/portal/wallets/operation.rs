//! What whoever runs the portal is told: certificates that end, files that do not fit.

use super::apple_pass::admitted;
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::StatusCode;
use serde_json::Value;
use server::clock::{Clock, SystemClock};
use server::config::{Config, Mode};
use server::rng::Rng;
use server::wallet::keys::ends_at;
use server::wallet::{Wallets, demonstration};
use std::fs;
use std::path::Path;
use std::process::Command;
use test_support::{TestPortal, on_both};

on_both!(
    [with_pages, with_sandbox, with_wallets]
    a_certificate_that_ends_is_told_of
);

async fn ready(test: &TestPortal) -> Value {
    let answer = reqwest::get(format!("{}/readyz", test.url)).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json().await.unwrap()
}

async fn a_certificate_that_ends_is_told_of(test: &TestPortal) {
    let officer = test.officer().await;
    let (_, secret) = admitted(test, &officer).await;
    let told = ready(test).await;
    assert_eq!(
        (&told["wallets"], &told["status"]),
        (&"ok".into(), &"ready".into())
    );
    // The demonstration's is good for 397 days.
    test.advance(TimeDelta::days(366)).await;
    assert_eq!(ready(test).await["wallets"], "ok");
    test.advance(TimeDelta::days(2)).await;
    let told = ready(test).await;
    assert_eq!(told["wallets"], "certificate valid until 2027-04-03");
    assert_eq!(told["status"], "degraded");
    // Afterwards nothing is offered that phones refuse.
    test.advance(TimeDelta::days(30)).await;
    let browser = test.browser();
    let page = browser.get(&format!("/v/{secret}")).await;
    assert!(!page.text.contains("pass.pkpass"));
    let (status, _) = browser.file(&format!("/v/{secret}/pass.pkpass")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

/// The settings of a demonstration with files of this age in this folder.
fn made(folder: &Path, at: DateTime<Utc>) -> Config {
    let mut config = Config::defaults(Mode::Demo);
    folder.clone_into(&mut config.keys.folder);
    let rng = Rng::system().unwrap();
    demonstration::make_missing(&config, &rng, at).unwrap();
    config
}

#[test]
fn check_config_warns_a_month_before() {
    let folder = tempfile::tempdir().unwrap();
    let now = SystemClock.now();
    made(folder.path(), now - TimeDelta::days(380));
    let printed = |variable: &str, value: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_portal"))
            .args(["check-config", "--demo"])
            .env("PORTAL_KEYS_FOLDER", folder.path())
            .env(variable, value)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.success(), text)
    };
    let (fine, text) = printed("PORTAL_WALLET_APPLE_TEAM", "ABCDE12345");
    assert!(fine, "{text}");
    assert!(text.contains("warning: wallet.apple.certificate"), "{text}");
    assert!(text.contains("ABCDE12345"), "{text}");
    let (fine, text) = printed("PORTAL_WALLET_APPLE_PASS_TYPE", "pass.org.example.other");
    assert!(
        !fine && text.contains("is not the certificate of the pass type"),
        "{text}"
    );
    let (fine, text) = printed("PORTAL_WALLET_GOOGLE_SERVICE_ACCOUNT", "");
    assert!(
        !fine && text.contains("problem: wallet.google.service_account"),
        "{text}"
    );
    let (fine, _) = printed("PORTAL_WALLET_GOOGLE_ISSUER", "");
    assert!(fine);
}

#[test]
fn files_that_do_not_fit_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let now = SystemClock.now();
    let config = made(folder.path(), now);
    let wallets = Wallets::new(&config).unwrap();
    assert!(wallets.ends_soon(now).is_none());
    let file = |name: &str| folder.path().join("wallet").join(name);
    let refused = |reason: &str| {
        let error = Wallets::new(&config).err().unwrap().to_string();
        assert!(error.contains(reason), "{error}");
    };
    // The key of another certificate.
    let key = fs::read(file("apple-key.pem")).unwrap();
    fs::copy(file("google-key.pem"), file("apple-key.pem")).unwrap();
    refused("is not the key of the certificate");
    fs::write(file("apple-key.pem"), b"no key").unwrap();
    refused("holds no unencrypted key");
    fs::write(file("apple-key.pem"), key).unwrap();
    let middle = fs::read(file("apple-intermediate.pem")).unwrap();
    fs::copy(file(demonstration::ROOT), file("apple-intermediate.pem")).unwrap();
    refused("did not issue the certificate");
    fs::write(file("apple-intermediate.pem"), middle).unwrap();
    // Google takes RSA alone.
    fs::copy(file("apple-key.pem"), file("google-key.pem")).unwrap();
    refused("is no key of RSA");
}

/// Apple's certificates are of RSA; the demonstration's are not.
#[test]
fn a_key_of_rsa_signs_as_well() {
    use server::wallet::apple::signature::Signer;
    use server::wallet::keys::{SigningKey, read_certificate};
    let folder = tempfile::tempdir().unwrap();
    let (key, certificate) = (
        folder.path().join("key.pem"),
        folder.path().join("cert.pem"),
    );
    let made = Command::new("openssl")
        .args([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9",
        ])
        .args(["-subj", "/CN=Pass Type ID"])
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .unwrap();
    assert!(made.status.success());
    let read = || read_certificate(&certificate).unwrap();
    let private = SigningKey::read(&key).unwrap();
    assert!(private.is_of(&read()));
    let now = SystemClock.now();
    assert!(ends_at(&read()) > now);
    let signature = Signer::new(private, read(), read())
        .sign(b"manifest", now)
        .unwrap();
    let (signed, content) = (
        folder.path().join("signature"),
        folder.path().join("manifest"),
    );
    fs::write(&signed, signature).unwrap();
    fs::write(&content, b"manifest").unwrap();
    let verified = Command::new("openssl")
        .args(["cms", "-verify", "-binary", "-inform", "DER", "-in"])
        .arg(&signed)
        .arg("-content")
        .arg(&content)
        .arg("-CAfile")
        .arg(&certificate)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&verified.stderr);
    assert!(verified.status.success(), "{said}");
}
