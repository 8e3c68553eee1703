//! What is wrong with a configuration, before anything starts.

use super::{Config, MailTransport, Mode};
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
    if !(30..=1440).contains(&config.service.checkout_minutes) {
        add("service.checkout_minutes", "must lie between 30 and 1440");
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
            "set an address such as `e-visa <evisa@example.org>` (PORTAL_MAIL_FROM)",
        );
    }
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
    if config.stripe.secret_key.expose_secret().contains("sandbox") {
        add(
            "stripe.secret_key",
            "the sandbox's key is refused in production",
        );
    }
    if config.service.issuing_state == "UTO" {
        add("service.issuing_state", "UTO is for specimens only");
    }
    if config.service.crash_at.is_some() {
        add("service.crash_at", "is for demonstrations and tests only");
    }
}
