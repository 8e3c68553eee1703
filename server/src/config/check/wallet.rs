//! What is wrong with the settings of the wallets. Whether their files can be used, is seen when they are read.

use crate::config::{Config, Mode};

pub(super) fn problems(config: &Config, add: &mut impl FnMut(&'static str, &str)) {
    let (apple, google) = (&config.wallet.apple, &config.wallet.google);
    let is_named = |path: &std::path::Path| !path.as_os_str().is_empty();
    let apple_needs = [
        ("wallet.apple.team", !apple.team.is_empty()),
        ("wallet.apple.certificate", is_named(&apple.certificate)),
        ("wallet.apple.key", is_named(&apple.key)),
        ("wallet.apple.intermediate", is_named(&apple.intermediate)),
    ];
    let google_needs = [
        (
            "wallet.google.service_account",
            !google.service_account.is_empty(),
        ),
        ("wallet.google.key", is_named(&google.key)),
    ];
    let needs = [
        (apple.is_on(), apple_needs.as_slice()),
        (google.is_on(), google_needs.as_slice()),
    ];
    for (_, settings) in needs.iter().filter(|(is_on, _)| *is_on) {
        for (setting, _) in settings.iter().filter(|(_, is_set)| !is_set) {
            add(setting, "set it, or leave this wallet out");
        }
    }
    if config.mode != Mode::Production {
        return;
    }
    let called = [
        (apple.is_on(), "wallet.apple.push_url", &apple.push_url),
        (google.is_on(), "wallet.google.url", &google.url),
        (google.is_on(), "wallet.google.token_url", &google.token_url),
        (google.is_on(), "wallet.google.save_url", &google.save_url),
    ];
    for (is_on, setting, address) in called {
        if is_on && !address.starts_with("https://") {
            add(setting, "must begin with https:// in production");
        }
    }
}
