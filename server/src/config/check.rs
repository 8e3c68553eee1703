//! What is wrong with a configuration, before anything starts.

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
mod tests {
    use super::*;

    /// What a ministry would set.
    fn right() -> Config {
        let mut config = Config::defaults(Mode::Production);
        config.server.public_url = "https://evisa.example.org".to_owned();
        config.server.behind_proxy = true;
        config.mail.url = "smtps://user:word@mail.example.org".into();
        config.mail.from = "e-Visa <evisa@example.org>".to_owned();
        config.stripe.secret_key = "sk_live_1".into();
        config.stripe.webhook_secret = "whsec_1".into();
        config.service.source_url = "https://source.example.org/portal".to_owned();
        config
    }

    fn found(change: impl FnOnce(&mut Config)) -> Vec<&'static str> {
        let mut config = right();
        change(&mut config);
        problems(&config)
            .into_iter()
            .map(|problem| problem.setting)
            .collect()
    }

    #[test]
    fn production_starts_with_everything_set_and_names_what_is_missing() {
        assert_eq!(found(|_| {}), [""; 0]);
        let missing = problems(&Config::defaults(Mode::Production));
        for setting in [
            "server.public_url",
            "mail.url",
            "mail.from",
            "stripe.secret_key",
            "stripe.webhook_secret",
            "service.source_url",
        ] {
            assert!(
                missing.iter().any(|problem| problem.setting == setting),
                "{setting}"
            );
        }
    }

    #[test]
    fn a_card_page_is_open_from_half_an_hour_to_less_than_a_day() {
        for (minutes, fine) in [(29, false), (30, true), (1439, true), (1440, false)] {
            let set = |config: &mut Config| config.service.checkout_minutes = minutes;
            assert_eq!(found(set).is_empty(), fine, "{minutes}");
        }
    }

    #[test]
    fn production_refuses_what_belongs_to_a_demonstration() {
        assert_eq!(
            found(|config| config.server.public_url = "http://evisa.example.org".to_owned()),
            ["server.public_url"]
        );
        assert_eq!(
            found(|config| config.mail.transport = MailTransport::File),
            ["mail.transport"]
        );
        assert_eq!(
            found(|config| config.stripe.url = "http://127.0.0.1:8090".to_owned()),
            ["stripe.url"]
        );
        assert_eq!(
            found(|config| config.stripe.secret_key = "sk_test_sandbox".into()),
            ["stripe.secret_key"]
        );
        assert_eq!(
            found(|config| config.stripe.secret_key = "sk_test_51abc".into()),
            ["stripe.secret_key"]
        );
        assert_eq!(
            found(|config| config.stripe.webhook_secret = "whsec_sandbox".into()),
            ["stripe.webhook_secret"]
        );
        assert_eq!(
            found(|config| config.server.behind_proxy = false),
            ["server.behind_proxy"]
        );
        assert_eq!(
            found(|config| config.service.issuing_state = "UTO".to_owned()),
            ["service.issuing_state"]
        );
        assert_eq!(
            found(|config| config.service.crash_at = Some("settle".to_owned())),
            ["service.crash_at"]
        );
    }

    #[test]
    fn production_asks_no_database_in_the_clear() {
        for (url, fine) in [
            ("sqlite:var/portal.db", true),
            ("postgres://portal@db.example.org/portal", false),
            (
                "postgresql://portal@db.example.org/portal?sslmode=prefer",
                false,
            ),
            ("postgres://portal@192.0.2.7/portal?sslmode=disable", false),
            (
                "postgres://portal@db.example.org/portal?sslmode=require",
                true,
            ),
            (
                "postgres://portal@db.example.org/portal?sslmode=verify-full",
                true,
            ),
            ("postgres://portal@127.0.0.1/portal", true),
            ("postgres://portal@[::1]/portal", true),
            ("postgres://portal@localhost/portal", true),
            ("postgres:///portal?host=/var/run/postgresql", true),
        ] {
            let set = |config: &mut Config| config.database.url = url.into();
            assert_eq!(found(set).is_empty(), fine, "{url}");
        }
    }

    #[test]
    fn a_proxy_that_can_be_passed_by_is_warned_of() {
        let mut config = right();
        assert!(warnings(&config).is_empty());
        config.server.address = "0.0.0.0:8080".parse().unwrap();
        assert_eq!(warnings(&config)[0].setting, "server.behind_proxy");
    }

    #[test]
    fn a_secret_of_digits_is_not_printed() {
        let file = tempfile::NamedTempFile::new().unwrap();
        for text in [
            "[stripe]\nsecret_key = 70071337",
            "[stripe]\nwebhook_secret = 70071337",
            "[mail]\nurl = 70071337",
            "[database]\nurl = 70071337",
            "[stripe]\nsecret_key = sk_live_70071337",
            "[stripe]\nsecret_key = \"sk_live_70071337",
            "[stripe]\nsk_live_70071337 = 1",
            "[stripe]\ntimeout_seconds = \"sk_live_70071337\"",
            "[mail]\ntransport = \"smtps://u:70071337@h\"",
            "[server]\npublic_url = 70071337",
            "[server]\npublic_url = -70071337",
            "[server]\npublic_url = 70071337.5",
            "[service]\nissuing_state = [70071337]",
            "[service]\npromised_days = 70071337.5",
            "[server]\nbehind_proxy = 70071337",
            "[law]\nexit_visa_validity = \"70071337\"",
        ] {
            std::fs::write(file.path(), text).unwrap();
            let error = Config::load(Mode::Production, Some(file.path())).unwrap_err();
            let error = error.to_string();
            assert!(!error.contains("70071337"), "{error}");
            assert!(
                [
                    "quotes",
                    "line 2",
                    "unknown",
                    "is a text",
                    "is no",
                    "no period",
                    "expected"
                ]
                .iter()
                .any(|says| error.contains(says)),
                "{error}"
            );
        }
    }

    #[test]
    fn an_exit_visa_lasts_a_day_at_least() {
        for validity in [Period::Days(0), Period::Months(0)] {
            let set = |config: &mut Config| config.law.exit_visa_validity = validity;
            assert_eq!(found(set), ["law.exit_visa_validity"]);
        }
        let printed = Period::Months(84);
        assert_eq!(
            found(|config| config.law.exit_visa_validity = printed),
            [""; 0]
        );
    }

    #[test]
    fn a_period_is_set_as_one_text() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let load = |text: &str| {
            std::fs::write(file.path(), text).unwrap();
            Config::load(Mode::Production, Some(file.path()))
        };
        let config = load("[law]\nexit_visa_validity = \"7 years\"").unwrap();
        assert_eq!(config.law.exit_visa_validity, Period::Months(84));
        for wrong in ["exit_visa_validity = \"9 weeks\"", "exit_visa = \"7 days\""] {
            let error = load(&format!("[law]\n{wrong}")).unwrap_err().to_string();
            assert!(error.contains("exit_visa"), "{error}");
        }
    }

    #[test]
    fn a_demonstration_takes_no_live_key() {
        let mut config = Config::defaults(Mode::Demo);
        assert!(problems(&config).is_empty());
        config.stripe.secret_key = "sk_live_1".into();
        assert_eq!(problems(&config)[0].setting, "stripe.secret_key");
    }
}
