//! A disk without room: reading goes on, and whatever has to be written down first says that it is not
//! available just now, to people and to the card provider alike.

use app::contract::Role;
use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::StatusCode;
use secrecy::ExposeSecret;
use server::store::{Connection, Result, Store, StoreError};
use sha2::Sha256;
use std::borrow::Cow;
use std::sync::Arc;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_pages, with_sandbox]
    what_cannot_be_written_down_is_not_available_just_now,
    a_damaged_file_is_not_available_and_readyz_says_so,
);

/// What SQLite says of a full disk, or by another code of a damaged page.
#[derive(Debug)]
struct Full(&'static str);

const FULL: &str = "13";
const DAMAGED: &str = "11";

impl std::fmt::Display for Full {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("database or disk is full")
    }
}

impl std::error::Error for Full {}

impl sqlx::error::DatabaseError for Full {
    fn message(&self) -> &'static str {
        "database or disk is full"
    }
    fn code(&self) -> Option<Cow<'_, str>> {
        Some(self.0.into())
    }
    fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        self
    }
    fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
        self
    }
    fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
        self
    }
    fn kind(&self) -> sqlx::error::ErrorKind {
        sqlx::error::ErrorKind::Other
    }
}

/// A database that reads and has no room.
struct FullDisk(Arc<dyn Store>);

#[async_trait]
impl Store for FullDisk {
    async fn begin(&self) -> Result<Box<dyn Connection>> {
        Err(StoreError::from(sqlx::Error::from(Full(FULL))))
    }
    async fn read(&self) -> Result<Box<dyn Connection>> {
        self.0.read().await
    }
    async fn autocommit(&self) -> Result<Box<dyn Connection>> {
        self.0.autocommit().await
    }
    async fn migrate(&self) -> Result<()> {
        self.0.migrate().await
    }
    async fn is_migrated(&self) -> Result<bool> {
        self.0.is_migrated().await
    }
    async fn close(&self) {}
}

/// A database of which some pages cannot be read.
struct DamagedPages(Arc<dyn Store>);

#[async_trait]
impl Store for DamagedPages {
    async fn begin(&self) -> Result<Box<dyn Connection>> {
        self.0.begin().await
    }
    async fn read(&self) -> Result<Box<dyn Connection>> {
        Err(StoreError::from(sqlx::Error::from(Full(DAMAGED))))
    }
    async fn autocommit(&self) -> Result<Box<dyn Connection>> {
        self.0.autocommit().await
    }
    async fn migrate(&self) -> Result<()> {
        self.0.migrate().await
    }
    async fn is_migrated(&self) -> Result<bool> {
        self.0.is_migrated().await
    }
    async fn check(&self) -> Result<()> {
        Err(StoreError::Damaged {
            database: "portal.db".to_owned(),
            found: "page 4".to_owned(),
        })
    }
    async fn close(&self) {}
}

async fn a_damaged_file_is_not_available_and_readyz_says_so(test: &TestPortal) {
    let reviewer = test.sign_in("reviewer", Role::Reviewer).await;
    let process = test.process(|_| {});
    let damaged = process.store(Arc::new(DamagedPages(test.portal.store.clone())));
    let damaged = damaged.build().await.unwrap();
    test.serve(&damaged).await;
    let page = reviewer.get("/staff/queue").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    page.assert_says("This is not available just now");
    let ready = reviewer.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    let told: serde_json::Value = serde_json::from_str(&ready.text).unwrap();
    assert_eq!(told["database"], "damaged");
    // Another portal, on a database that is whole, is not minded by it.
    test.serve(&test.portal).await;
    let ready = reviewer.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::OK, "{}", ready.text);
}

async fn what_cannot_be_written_down_is_not_available_just_now(test: &TestPortal) {
    let anna = Traveller::anna();
    let case = test.paid(std::slice::from_ref(&anna)).await[0];
    let reviewer = test.sign_in("reviewer", Role::Reviewer).await;
    let supervisor = test.sign_in("supervisor", Role::Supervisor).await;
    let officer = test.sign_in("officer", Role::Border).await;
    let reference = test.applicant(case).await;
    let reference = test.reference(&reference).await;
    let process = test.process(|_| {});
    let full = process.store(Arc::new(FullDisk(test.portal.store.clone())));
    test.serve(&full.build().await.unwrap()).await;

    for (staff, path) in [
        (&reviewer, "/staff/queue".to_owned()),
        (&reviewer, format!("/staff/cases/{case}")),
        (&reviewer, format!("/staff/cases/{case}/photo")),
        (&supervisor, "/staff/refunds".to_owned()),
        (&supervisor, "/staff/mails".to_owned()),
        (&officer, format!("/border/person/{case}")),
        (&officer, format!("/border/people/{case}/photo")),
    ] {
        let page = staff.get(&path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        page.assert_says("This is not available just now");
    }
    let number = format!("{} {}", anna.passport_number, anna.nationality);
    for query in [number, reference, "P9999999 UTO".to_owned()] {
        let page = officer.post("/act/border/find", &[("query", &query)]).await;
        page.assert_says("This is not available just now");
    }
    assert_eq!(webhook(test).await, StatusCode::SERVICE_UNAVAILABLE);
}

/// The answer to an event that the card provider signed.
async fn webhook(test: &TestPortal) -> StatusCode {
    let body =
        r#"{"id":"evt_full","type":"charge.updated","created":1,"data":{"object":{"id":"ch_1"}}}"#;
    let time = test.portal.now().timestamp();
    let secret = test.portal.config.stripe.webhook_secret.expose_secret();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{time}.{body}").as_bytes());
    let signature = data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes());
    let sent = reqwest::Client::new()
        .post(format!("{}/webhooks/stripe", test.url))
        .header("stripe-signature", format!("t={time},v1={signature}"))
        .body(body)
        .send();
    sent.await.unwrap().status()
}
