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
fn a_wallet_that_is_on_has_all_its_settings_and_no_stand_in() {
    let apple = |config: &mut Config| config.wallet.apple.pass_type = "pass.a".to_owned();
    let needed = [
        "wallet.apple.team",
        "wallet.apple.certificate",
        "wallet.apple.key",
        "wallet.apple.intermediate",
    ];
    assert_eq!(found(apple), needed);
    let google = |config: &mut Config| config.wallet.google.issuer = "1".to_owned();
    let needed = ["wallet.google.service_account", "wallet.google.key"];
    assert_eq!(found(google), needed);
    let demonstration = Config::defaults(Mode::Demo).wallet;
    let stand_in = [
        "wallet.apple.push_url",
        "wallet.google.url",
        "wallet.google.token_url",
        "wallet.google.save_url",
    ];
    assert_eq!(found(|config| config.wallet = demonstration), stand_in);
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
        "[mail.transport]\nsk_live_70071337 = 1",
        "[server.public_url]\nsk_live_70071337 = 1",
        "[server.behind_proxy.sk_live_70071337]\nx = 1",
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

type Set = fn(&mut Config, String);

#[test]
fn an_address_holds_no_password() {
    let secret = "https://user:70071337@example.org";
    let set: [(&str, Set); 4] = [
        ("server.public_url", |config, to| {
            config.server.public_url = to;
        }),
        ("stripe.url", |config, to| config.stripe.url = to),
        ("stripe.checkout_origin", |config, to| {
            config.stripe.checkout_origin = to;
        }),
        ("service.source_url", |config, to| {
            config.service.source_url = to;
        }),
    ];
    for (setting, set) in set {
        for wrong in [secret, "https://", "https:// a", "https://a b", "sk_live_1"] {
            let found = found(|config| set(config, wrong.to_owned()));
            assert!(found.iter().all(|one| *one == setting) && !found.is_empty());
        }
        let mut config = right();
        set(&mut config, secret.to_owned());
        let printed = serde_json::to_string(&config).unwrap();
        assert!(!printed.contains("70071337"), "{printed}");
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

#[test]
fn a_secret_in_the_place_of_another_setting_is_not_shown() {
    let set: [Set; 5] = [
        |config, to| config.stripe.url = to,
        |config, to| config.server.public_url = format!("https://example.org/?token={to}"),
        |config, to| config.objects.folder = format!("s3://AK:{to}@bucket").into(),
        |config, to| config.mail.from = to,
        |config, to| config.service.source_url = format!("https://{to}"),
    ];
    for set in set {
        let mut config = right();
        set(&mut config, "sk_live_70071337".to_owned());
        let printed = serde_json::to_string(&config).unwrap();
        assert!(!printed.contains("70071337"), "{printed}");
    }
}
