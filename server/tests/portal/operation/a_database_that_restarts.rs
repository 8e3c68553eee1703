//! A database server that is restarted, or ends every connection: the portal goes on as soon as it is
//! back, and says until then that it cannot.

use reqwest::StatusCode;
use secrecy::ExposeSecret;
use sqlx::Connection;
use std::time::Duration;
use test_support::{TestPortal, Traveller};

/// Ends every connection of the portal's to its database.
async fn cut_all(test: &TestPortal) {
    let url = test.portal.config.database.url.expose_secret();
    let mut own = sqlx::PgConnection::connect(url).await.unwrap();
    sqlx::query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .execute(&mut own)
    .await
    .unwrap();
    own.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_portal_goes_on_when_it_is_back() {
    let test = TestPortal::postgres()
        .with_pages()
        .with_sandbox()
        .open()
        .await;
    let browser = test.apply_and_pay(&Traveller::anna()).await;
    for _ in 0..3 {
        browser.get("/status").await.assert_says("Your application");
        cut_all(&test).await;
        // In the first second a dead connection may be lent: that is said, and nothing is lost.
        for _ in 0..12 {
            let page = browser.get("/status").await;
            let known = [StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE];
            assert!(known.contains(&page.status), "{}", page.status);
        }
        tokio::time::sleep(Duration::from_millis(1100)).await;
        for _ in 0..12 {
            assert_eq!(browser.get("/status").await.status, StatusCode::OK);
        }
        assert_eq!(browser.get("/readyz").await.status, StatusCode::OK);
        test.work().await;
    }
}
