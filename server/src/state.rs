//! The wiring, in one place: every part of the portal, made once from the configuration and
//! shared by all requests and jobs.

use crate::audit::Together;
use crate::card_provider::CardProvider;
use crate::card_provider::stripe::Stripe;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::documents::Documents;
use crate::failpoint::Failpoints;
use crate::mail::Mailer;
use crate::passwords::Passwords;
use crate::photos::PhotoStore;
use crate::rng::Entropy;
use crate::store::{self, Store};
use crate::throttle::Throttles;
use crate::vault::{self, Vault};
use anyhow::Context;
use app::contract::Offer;
use chrono::{DateTime, NaiveDate, Utc};
use secrecy::ExposeSecret;
use std::sync::Arc;
use tokio::sync::{Mutex, Semaphore};
use uuid::Uuid;

/// Answers that anybody may ask for and that cost something: kept for a while, made by one at a time.
#[derive(Default)]
pub struct Lately {
    /// When Stripe and the mail server were last asked, and whether they answered.
    pub probed: Mutex<Option<(DateTime<Utc>, bool, bool)>>,
    /// The day and the number of withdrawn seals that the list was made for, when, and the list.
    pub seals: Mutex<Option<SealListMade>>,
    /// The fee and the rest of the landing page, and when they were read.
    pub offer: Mutex<Option<(DateTime<Utc>, Offer)>>,
}

/// A list of seals as it was made.
pub struct SealListMade {
    pub day: NaiveDate,
    pub withdrawn: i64,
    pub at: DateTime<Utc>,
    pub bytes: Vec<u8>,
}

/// The portal's parts. The desks (contracts of `app::contract`) are implemented on it.
pub struct Portal {
    pub config: Config,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<Entropy>,
    pub store: Arc<dyn Store>,
    pub vault: Vault,
    pub cards: Arc<dyn CardProvider>,
    pub failpoints: Failpoints,
    /// Rings when this process queued a job.
    pub bell: Arc<tokio::sync::Notify>,
    pub documents: Arc<Documents>,
    pub throttles: Throttles,
    pub passwords: Passwords,
    pub photos: PhotoStore,
    /// Photos that may be decoded at once: each takes a core and a quarter of a gigabyte.
    pub photo_slots: Arc<Semaphore>,
    /// Uploads that may be under way at once: each holds its file in memory.
    pub uploads: Arc<Semaphore>,
    /// Documents that may be drawn at once.
    pub drawing: Arc<Semaphore>,
    /// What was asked lately and need not be found out again.
    pub lately: Lately,
    /// Looks that are being recorded.
    pub looks: Together,
    pub mailer: Mailer,
}

impl Portal {
    /// Makes every part from the settings, on the machine's clock and randomness.
    ///
    /// # Errors
    /// Names the part that cannot be made and why.
    pub async fn assemble(config: Config) -> anyhow::Result<Arc<Self>> {
        Self::builder(config).build().await
    }

    /// A portal of these settings, some of whose parts are given.
    pub fn builder(config: Config) -> PortalBuilder {
        PortalBuilder {
            config,
            clock: None,
            entropy: None,
            store: None,
            cards: None,
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A fresh time-ordered id.
    pub fn id(&self) -> Uuid {
        self.entropy.id(self.now())
    }
}

/// Makes a portal; what is not given is made from the settings. A new part that tests replace is a
/// field and a method here.
#[must_use]
pub struct PortalBuilder {
    config: Config,
    clock: Option<Arc<dyn Clock>>,
    entropy: Option<Arc<Entropy>>,
    store: Option<Arc<dyn Store>>,
    cards: Option<Arc<dyn CardProvider>>,
}

impl PortalBuilder {
    /// In place of the machine's clock.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// In place of the machine's randomness.
    pub fn entropy(mut self, entropy: Arc<Entropy>) -> Self {
        self.entropy = Some(entropy);
        self
    }

    /// A database that is open already, for several portals in one process.
    pub fn store(mut self, store: Arc<dyn Store>) -> Self {
        self.store = Some(store);
        self
    }

    /// In place of Stripe.
    pub fn cards(mut self, cards: Arc<dyn CardProvider>) -> Self {
        self.cards = Some(cards);
        self
    }

    /// Makes the parts and puts them together. Only a demonstration makes the keys that are missing:
    /// new keys could open nothing that is stored already.
    ///
    /// # Errors
    /// Names the part that cannot be made and why.
    pub async fn build(self) -> anyhow::Result<Arc<Portal>> {
        let Self { config, .. } = self;
        let demo = config.is_demo();
        let clock = self.clock.unwrap_or_else(|| Arc::new(SystemClock));
        let entropy = match self.entropy {
            Some(entropy) => entropy,
            None => Arc::new(Entropy::system().context("the machine gives no randomness")?),
        };
        vault::keep_modes_apart(&config.keys.folder, demo)?;
        let vault = vault::load_or_create(&config.keys.folder, demo, &entropy)?;
        let signing_key = vault::load_signing_key(&config.keys.folder, demo, &entropy)?;
        let retired = vault::retired_seal_keys(&config.keys.folder)?;
        let store = match self.store {
            Some(store) => store,
            None => store::open(config.database.url.expose_secret()).await?,
        };
        let cards = match self.cards {
            Some(cards) => cards,
            None => {
                let stripe = Stripe::new(&config.stripe);
                Arc::new(stripe.context("the card provider's settings")?)
            }
        };
        Ok(Arc::new(Portal {
            failpoints: Failpoints::from_config(&config),
            bell: Arc::default(),
            cards,
            throttles: Throttles::new(clock.clone()),
            passwords: Passwords::default(),
            photos: PhotoStore::in_folder(&config.objects.folder)?,
            photo_slots: Arc::new(Semaphore::new(2)),
            uploads: Arc::new(Semaphore::new(8)),
            drawing: Arc::new(Semaphore::new(2)),
            lately: Lately::default(),
            looks: Together::default(),
            documents: Arc::new(
                Documents::new(
                    signing_key,
                    &config.service.issuing_state,
                    &config.server.public_url,
                    demo,
                )?
                .with_retired(retired),
            ),
            mailer: Mailer::new(&config, clock.clone())?,
            config,
            clock,
            entropy,
            store,
            vault,
        }))
    }
}
