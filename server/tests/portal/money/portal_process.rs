//! The portal as it is started, in a process of its own, which can be killed.

use secrecy::ExposeSecret;
use server::failpoint::Failpoint;
use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;
use test_support::{Browser, TestPortal};
use tokio::process::Command;

/// An address where nothing listens, nor will before the portal does: connections go out from
/// another host of the loopback network.
pub fn unused_address() -> SocketAddr {
    static HOST: AtomicU8 = AtomicU8::new(1);
    let host = [127, 0, 1, HOST.fetch_add(1, Ordering::SeqCst)];
    let listener = std::net::TcpListener::bind(SocketAddr::from((host, 0)));
    listener.unwrap().local_addr().unwrap()
}

/// Runs the portal on the data of this test.
pub fn command(test: &TestPortal, address: SocketAddr, crash_at: Option<Failpoint>) -> Command {
    let config = &test.portal.config;
    let mut command = Command::new(env!("CARGO_BIN_EXE_portal"));
    command
        .args(["serve", "--demo"])
        .env("PORTAL_SERVER_ADDRESS", address.to_string())
        .env("PORTAL_SERVER_METRICS_ADDRESS", "127.0.0.1:0")
        .env("PORTAL_SERVER_PUBLIC_URL", format!("http://{address}"))
        .env("PORTAL_DATABASE_URL", config.database.url.expose_secret())
        .env("PORTAL_OBJECTS_FOLDER", &config.objects.folder)
        .env("PORTAL_KEYS_FOLDER", &config.keys.folder)
        .env("PORTAL_MAIL_URL", config.mail.url.expose_secret())
        .env("PORTAL_STRIPE_URL", &config.stripe.url)
        .env(
            "PORTAL_STRIPE_CHECKOUT_ORIGIN",
            &config.stripe.checkout_origin,
        )
        .env("PORTAL_STRIPE_TIMEOUT_SECONDS", "3")
        // Nobody stands in for the makers of wallets.
        .env("PORTAL_WALLET_APPLE_PASS_TYPE", "")
        .env("PORTAL_WALLET_GOOGLE_ISSUER", "")
        .env("RUST_LOG", "warn")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    if let Some(point) = crash_at {
        command.env("PORTAL_SERVICE_CRASH_AT", point.as_str());
    }
    command
}

/// Asks again and again until there is an answer.
pub async fn patiently<T, F: Future<Output = Option<T>>>(
    what: &str,
    mut ask: impl FnMut() -> F,
) -> T {
    for _ in 0..1200 {
        if let Some(answer) = ask().await {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("waited in vain for {what}");
}

/// The address of a card page, if the portal leads there now.
pub async fn card_page(browser: &Browser, reference: &str) -> Option<String> {
    let answer = browser
        .client
        .post(format!("{}/act/pay", browser.base))
        .header("accept", "text/html")
        .header("origin", &browser.base)
        .form(&[("reference", reference)])
        .timeout(Duration::from_secs(8))
        .send()
        .await
        .ok()?;
    let page = answer.url().to_string();
    page.contains("/c/pay/").then_some(page)
}
