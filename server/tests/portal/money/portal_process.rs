//! The portal as it is started, in a process of its own, which can be killed.

use server::failpoint::Failpoint;
use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;
use test_support::{Browser, TestPortal};
use tokio::process::Command;

/// Runs the portal on the data of this test.
pub fn command(test: &TestPortal, address: SocketAddr, crash_at: Option<Failpoint>) -> Command {
    let command = test.serve_command(env!("CARGO_BIN_EXE_portal"), address);
    let mut command = Command::from(command);
    command
        .env(
            "PORTAL_STRIPE_CHECKOUT_ORIGIN",
            &test.portal.config.stripe.checkout_origin,
        )
        .env("PORTAL_STRIPE_TIMEOUT_SECONDS", "3")
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
