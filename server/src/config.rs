//! Settings: defaults, then `portal.toml`, then `PORTAL_SECTION_NAME` in the environment
//! (`PORTAL_DATABASE_URL`, `PORTAL_STRIPE_URL` …). One struct per section; a new setting is a
//! field with its default and its doc comment. `portal check-config` prints the result.

mod check;
mod shown;
mod wallet;

pub use check::{Problem, problems, warnings};
pub use wallet::{AppleWallet, GoogleWallet, Wallet};

use domain::doc9303::countries::SPECIMEN;
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use shown::{address, folder, hidden, sender, state, without_secret, word};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Production is what runs when nobody says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    Production,
    /// Asked for by `--demo`: specimen data and documents, banner, sandbox.
    Demo,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub mode: Mode,
    pub server: Server,
    pub database: Database,
    pub objects: Objects,
    pub keys: Keys,
    pub mail: Mail,
    pub stripe: Stripe,
    pub service: Service,
    /// What the sub-decree leaves open and a ministry sets: `exit_visa_validity = "7 days"`.
    pub law: domain::law::visa_types::Settings,
    /// Passes for phones' wallets.
    pub wallet: Wallet,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Where the portal listens.
    pub address: SocketAddr,
    /// Where Prometheus reads metrics; another address, since it is not for the public.
    pub metrics_address: SocketAddr,
    /// The address people use, without a slash at the end; `https` in production.
    #[serde(serialize_with = "address")]
    pub public_url: String,
    /// Folder with `pkg/` and the public files, as the build leaves it.
    #[serde(serialize_with = "folder")]
    pub site_root: PathBuf,
    /// Whether a proxy in front sets `X-Forwarded-For`; its last entry is then the caller.
    pub behind_proxy: bool,
    /// Whether this process also works the job queue (else `portal worker` does).
    pub worker: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite:PATH` or `postgres://…`.
    #[serde(serialize_with = "hidden")]
    pub url: SecretString,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objects {
    /// Folder in which encrypted photos lie.
    #[serde(serialize_with = "folder")]
    pub folder: PathBuf,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// Folder with the master key and the signing key, mode 600 each.
    #[serde(serialize_with = "folder")]
    pub folder: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    Smtp,
    File,
    Memory,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub transport: MailTransport,
    /// `smtp://host:port` (demonstration only), `smtps://user:password@host` or
    /// `smtp://user:password@host:587?tls=required`.
    #[serde(serialize_with = "hidden")]
    pub url: SecretString,
    /// For the `file` transport.
    #[serde(serialize_with = "folder")]
    pub folder: PathBuf,
    #[serde(serialize_with = "sender")]
    pub from: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stripe {
    /// Address of the API.
    #[serde(serialize_with = "address")]
    pub url: String,
    /// Origin of the hosted checkout, which forms may lead to.
    #[serde(serialize_with = "address")]
    pub checkout_origin: String,
    #[serde(serialize_with = "hidden")]
    pub secret_key: SecretString,
    #[serde(serialize_with = "hidden")]
    pub webhook_secret: SecretString,
    /// Seconds after which a call is given up and tried again later.
    pub timeout_seconds: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Working days within which a decision is promised.
    pub promised_days: u32,
    /// Days for which a draft is kept.
    pub draft_days: u32,
    /// Years for which the personal data of a paid application is kept after it was closed.
    pub keep_years: u32,
    /// Minutes for which a hosted checkout stays open (30 to 1439).
    pub checkout_minutes: u32,
    /// ICAO code of the state that issues documents; `UTO` in a demonstration.
    #[serde(serialize_with = "state")]
    pub issuing_state: String,
    /// Where the source code of the running version lies, which the licence asks to tell (AGPL,
    /// section 13).
    #[serde(serialize_with = "address")]
    pub source_url: String,
    /// Only in a demonstration: where the portal stops and waits to be killed.
    #[serde(serialize_with = "word")]
    pub crash_at: Option<String>,
}

impl Config {
    /// Where everything is without any setting. A demonstration finds the sandbox beside it.
    pub fn defaults(mode: Mode) -> Self {
        let demo = mode == Mode::Demo;
        let in_demo = |value: &str| {
            if demo {
                value.to_owned()
            } else {
                String::new()
            }
        };
        Self {
            mode,
            server: Server {
                address: SocketAddr::from(([127, 0, 0, 1], 8080)),
                metrics_address: SocketAddr::from(([127, 0, 0, 1], 9090)),
                public_url: in_demo("http://127.0.0.1:8080"),
                site_root: "target/site".into(),
                behind_proxy: false,
                worker: true,
            },
            database: Database {
                url: "sqlite:var/portal.db".into(),
            },
            objects: Objects {
                folder: "var/objects".into(),
            },
            keys: Keys {
                folder: "var/keys".into(),
            },
            mail: Mail {
                transport: MailTransport::Smtp,
                url: in_demo("smtp://127.0.0.1:8025").into(),
                folder: "var/mail".into(),
                from: in_demo("Kingdom of Cambodia e-Visa <evisa@example.org>"),
            },
            stripe: Stripe {
                url: if demo {
                    "http://127.0.0.1:8090"
                } else {
                    "https://api.stripe.com"
                }
                .into(),
                checkout_origin: if demo {
                    "http://127.0.0.1:8090"
                } else {
                    "https://checkout.stripe.com"
                }
                .into(),
                secret_key: in_demo("sk_test_sandbox").into(),
                webhook_secret: in_demo("whsec_sandbox").into(),
                timeout_seconds: 20,
            },
            service: Service {
                promised_days: 3,
                draft_days: 30,
                keep_years: 5,
                checkout_minutes: 60,
                issuing_state: if demo { SPECIMEN } else { "KHM" }.into(),
                source_url: String::new(),
                crash_at: None,
            },
            law: domain::law::visa_types::Settings::DEFAULT,
            wallet: Wallet::defaults(mode),
        }
    }

    /// Reads the settings for the mode, from the file (when it exists) and the environment.
    ///
    /// # Errors
    /// Names the setting that cannot be read.
    pub fn load(mode: Mode, file: Option<&Path>) -> Result<Self, Box<figment::Error>> {
        let mut figment = Figment::from(Serialized::defaults(Plain::from(Self::defaults(mode))));
        figment = match file {
            Some(file) => figment.merge(Toml::file_exact(file)),
            None => figment.merge(Toml::file("portal.toml")),
        };
        let mut config: Self = figment
            .merge(
                Env::prefixed("PORTAL_")
                    .filter(|key| key.as_str().contains('_'))
                    .map(|key| setting(key.as_str()).into()),
            )
            .extract()
            .map_err(|error| Box::new(without_secret(error)))?;
        config.mode = mode;
        config.server.public_url = config.server.public_url.trim_end_matches('/').to_owned();
        Ok(config)
    }

    pub fn is_demo(&self) -> bool {
        self.mode == Mode::Demo
    }

    /// Whether people come over `https`.
    pub fn is_secure(&self) -> bool {
        self.server.public_url.starts_with("https://")
    }
}

/// The setting that a variable names: section and name; the wallets' sections have sections.
fn setting(variable: &str) -> String {
    let sections = if variable.to_ascii_lowercase().starts_with("wallet_") {
        2
    } else {
        1
    };
    variable.replacen('_', ".", sections)
}

/// The defaults with their secrets spelled out, which figment needs to merge over.
#[derive(Serialize)]
struct Plain {
    #[serde(flatten)]
    config: serde_json::Value,
}

impl From<Config> for Plain {
    fn from(config: Config) -> Self {
        let mut value = serde_json::to_value(&config).unwrap_or_default();
        for (section, name, secret) in [
            ("database", "url", &config.database.url),
            ("mail", "url", &config.mail.url),
            ("stripe", "secret_key", &config.stripe.secret_key),
            ("stripe", "webhook_secret", &config.stripe.webhook_secret),
        ] {
            value[section][name] = secret.expose_secret().into();
        }
        Self { config: value }
    }
}
