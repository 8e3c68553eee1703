//! What is wrong with a configuration, before anything starts.

mod wallet;

use super::shown::is_plain_address;
use super::{Config, MailTransport, Mode};
use domain::calendar::Period;
use secrecy::ExposeSecret;

/// One reason not to start: the setting and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub setting: &'static str,
    pub advice: String,
}

/// Everything that stands against starting with these settings; empty when nothing does.
pub fn problems(config: &Config) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut add = |setting, advice: &str| {
        found.push(Problem {
            setting,
            advice: advice.to_owned(),
        });
    };
    if config.server.public_url.is_empty() {
        add(
            "server.public_url",
            "set the address that people use (PORTAL_SERVER_PUBLIC_URL)",
        );
    }
    for (setting, address) in addresses(config) {
        if !address.is_empty() && !is_plain_address(address) {
            add(
                setting,
                "must be an address such as `https://example.org`, without a user or password",
            );
        }
    }
    if !(30..=1439).contains(&config.service.checkout_minutes) {
        add("service.checkout_minutes", "must lie between 30 and 1439");
    }
    if config.service.promised_days == 0 {
        add("service.promised_days", "must be a day at least");
    }
    if config.service.draft_days == 0 {
        add("service.draft_days", "must be a day at least");
    }
    if config.stripe.timeout_seconds == 0 {
        add("stripe.timeout_seconds", "must be a second at least");
    }
    if !(1..=100).contains(&config.service.keep_years) {
        add("service.keep_years", "must lie between 1 and 100");
    }
    if matches!(
        config.law.exit_visa_validity,
        Period::Days(0) | Period::Months(0)
    ) {
        add(
            "law.exit_visa_validity",
            "must be a day at least, such as `7 days`",
        );
    }
    if config.stripe.secret_key.expose_secret().is_empty() {
        add("stripe.secret_key", "set PORTAL_STRIPE_SECRET_KEY");
    }
    if config.stripe.webhook_secret.expose_secret().is_empty() {
        add("stripe.webhook_secret", "set PORTAL_STRIPE_WEBHOOK_SECRET");
    }
    if config
        .mail
        .from
        .parse::<lettre::message::Mailbox>()
        .is_err()
    {
        add(
            "mail.from",
            "set an address such as `e-Visa <evisa@example.org>` (PORTAL_MAIL_FROM)",
        );
    }
    wallet::problems(config, &mut add);
    match config.mode {
        Mode::Production => production(config, &mut add),
        Mode::Demo => {
            if config
                .stripe
                .secret_key
                .expose_secret()
                .starts_with("sk_live")
            {
                add(
                    "stripe.secret_key",
                    "a demonstration never takes a live key",
                );
            }
        }
    }
    found
}

/// The settings that are addresses without a secret.
fn addresses(config: &Config) -> [(&'static str, &str); 8] {
    let (apple, google) = (&config.wallet.apple, &config.wallet.google);
    [
        ("server.public_url", &config.server.public_url),
        ("stripe.url", &config.stripe.url),
        ("stripe.checkout_origin", &config.stripe.checkout_origin),
        ("service.source_url", &config.service.source_url),
        ("wallet.apple.push_url", &apple.push_url),
        ("wallet.google.url", &google.url),
        ("wallet.google.token_url", &google.token_url),
        ("wallet.google.save_url", &google.save_url),
    ]
}

/// What does not stand against starting, but ought to be looked at.
pub fn warnings(config: &Config) -> Vec<Problem> {
    let mut found = Vec::new();
    if config.server.behind_proxy && !config.server.address.ip().is_loopback() {
        found.push(Problem {
            setting: "server.behind_proxy",
            advice: format!(
                "callers that reach {} past the proxy can write any address into X-Forwarded-For: \
                 let nothing but the proxy reach it",
                config.server.address
            ),
        });
    }
    found
}

/// Whether the database is asked in the clear, over a network.
fn is_in_the_clear(url: &str) -> bool {
    use sqlx::postgres::{PgConnectOptions, PgSslMode};
    if !url.starts_with("postgres") {
        return false;
    }
    let Ok(options) = url.parse::<PgConnectOptions>() else {
        return false;
    };
    let host = options.get_host();
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    let here = options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || address.is_ok_and(|address| address.is_loopback());
    let encrypted = matches!(
        options.get_ssl_mode(),
        PgSslMode::Require | PgSslMode::VerifyCa | PgSslMode::VerifyFull
    );
    !here && !encrypted
}

fn production(config: &Config, add: &mut impl FnMut(&'static str, &str)) {
    if !config.server.public_url.starts_with("https://") {
        add(
            "server.public_url",
            "must begin with https:// in production",
        );
    }
    if config.mail.transport != MailTransport::Smtp {
        add("mail.transport", "must be smtp in production");
    }
    if config.mail.url.expose_secret().is_empty() {
        add("mail.url", "set PORTAL_MAIL_URL");
    }
    if !config.stripe.url.starts_with("https://") {
        add(
            "stripe.url",
            "must begin with https:// in production: the sandbox is refused",
        );
    }
    let key = config.stripe.secret_key.expose_secret();
    if !key.is_empty() && !key.starts_with("sk_live_") && !key.starts_with("rk_live_") {
        add(
            "stripe.secret_key",
            "must be a live key in production: with a test key nobody pays",
        );
    }
    if config.stripe.webhook_secret.expose_secret() == "whsec_sandbox" {
        add(
            "stripe.webhook_secret",
            "the sandbox's secret is refused in production",
        );
    }
    if !config.stripe.checkout_origin.starts_with("https://") {
        add(
            "stripe.checkout_origin",
            "must begin with https:// in production",
        );
    }
    if is_in_the_clear(config.database.url.expose_secret()) {
        add(
            "database.url",
            "must ask for an encrypted connection in production: add ?sslmode=verify-full (or require)",
        );
    }
    if config.server.address.ip().is_loopback() && !config.server.behind_proxy {
        add(
            "server.behind_proxy",
            "set it to true where a proxy on this machine passes requests on, or all callers look like one",
        );
    }
    if config.service.issuing_state != "KHM" {
        add(
            "service.issuing_state",
            "must be KHM in production: other seals are not read as this portal's, and UTO is for specimens",
        );
    }
    if !config.service.source_url.starts_with("https://") {
        add(
            "service.source_url",
            "set the address at which you offer the source code that runs, as the licence asks (PORTAL_SERVICE_SOURCE_URL)",
        );
    }
    if config.service.crash_at.is_some() {
        add("service.crash_at", "is for demonstrations and tests only");
    }
}

#[cfg(test)]
mod tests;
