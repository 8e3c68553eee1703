//! The wiring, in one place: every part of the portal, made once from the configuration and
//! shared by all requests and jobs.

use crate::audit::AccessLog;
use crate::card_provider::CardProvider;
use crate::card_provider::stripe::Stripe;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::documents::Documents;
use crate::failpoint::Failpoints;
use crate::mail::Mailer;
use crate::passwords::Passwords;
use crate::photos::{PhotoStore, Turns, Uploads};
use crate::rng::Rng;
use crate::store::{self, Connection, Store, StoreError};
use crate::throttle::Throttles;
use crate::transaction::Transaction;
use crate::vault::{self, Vault};
use crate::wallet::{Wallets, demonstration};
use anyhow::Context;
use app::contract::{Offer, Port};
use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{ministry_date, working_days_after};
use domain::law::arrival_card::Question;
use secrecy::ExposeSecret;
use std::sync::Arc;
use tokio::sync::{Mutex, Semaphore};
use uuid::Uuid;

/// Answers that anybody may ask for and that cost something: kept for a while, made by one at a time.
#[derive(Default)]
pub struct Cache {
    /// When the database was last written to, and whether it took that.
    pub written: Mutex<Option<(DateTime<Utc>, bool)>>,
    /// When the file of the database was last read through, and whether it is damaged.
    pub read_through: Mutex<Option<(DateTime<Utc>, bool)>>,
    /// When Stripe and the mail server were last asked, and whether they answered.
    pub probed: Mutex<Option<(DateTime<Utc>, bool, bool)>>,
    /// The day and the number of listed seals that the list was made for, when, and the list.
    pub seals: Mutex<Option<SealListMade>>,
    /// The fee and the rest of the landing page, and when they were read.
    pub offer: Mutex<Option<(DateTime<Utc>, Offer)>>,
    /// The ports, and when they were read.
    pub ports: Mutex<Option<(DateTime<Utc>, Vec<Port>)>>,
    pub questions: Mutex<Option<QuestionsRead>>,
}

/// The questions of the arrival card of every day, and when they were read.
pub struct QuestionsRead {
    pub at: DateTime<Utc>,
    pub table: Arc<[Question]>,
}

/// A list of seals as it was made.
pub struct SealListMade {
    pub day: NaiveDate,
    pub listed: i64,
    pub at: DateTime<Utc>,
    pub bytes: Vec<u8>,
}

/// The portal's parts. The services (contracts of `app::contract`) are implemented on it.
pub struct Portal {
    pub config: Config,
    pub clock: Arc<dyn Clock>,
    pub rng: Arc<Rng>,
    pub store: Arc<dyn Store>,
    pub vault: Vault,
    pub cards: Arc<dyn CardProvider>,
    pub failpoints: Failpoints,
    /// Notified when this process queued a job.
    pub job_wakeup: Arc<tokio::sync::Notify>,
    pub documents: Arc<Documents>,
    pub throttles: Throttles,
    pub passwords: Passwords,
    pub photos: PhotoStore,
    /// Whose photo is decoded next.
    pub photo_turns: Turns,
    /// Files on their way in.
    pub uploads: Arc<Uploads>,
    /// Documents that may be drawn at once.
    pub render_slots: Arc<Semaphore>,
    /// Answers that need not be found out again yet.
    pub cache: Cache,
    /// Accesses to personal data, being recorded.
    pub access_log: AccessLog,
    pub mailer: Mailer,
    pub wallets: Arc<Wallets>,
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
            rng: None,
            store: None,
            cards: None,
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        Ok(self.transaction(self.store.begin().await?))
    }

    /// Begins one of those that many do at the same time, see [`Store::begin_together`].
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin_together(&self) -> Result<Transaction, StoreError> {
        Ok(self.transaction(self.store.begin_together().await?))
    }

    fn transaction(&self, connection: Box<dyn Connection>) -> Transaction {
        let (rng, job_wakeup) = (self.rng.clone(), self.job_wakeup.clone());
        let record = self.vault.record_key();
        Transaction::new(connection, rng, job_wakeup, record, self.now())
    }

    /// Until when a decision is promised that can be made from today on.
    pub fn promised_day(&self) -> NaiveDate {
        working_days_after(ministry_date(self.now()), self.config.service.promised_days)
    }

    /// A fresh time-ordered id.
    pub fn id(&self) -> Uuid {
        self.rng.id(self.now())
    }
}

/// Makes a portal; what is not given is made from the settings. A new part that tests replace is a
/// field and a method here.
#[must_use]
pub struct PortalBuilder {
    config: Config,
    clock: Option<Arc<dyn Clock>>,
    rng: Option<Arc<Rng>>,
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
    pub fn rng(mut self, rng: Arc<Rng>) -> Self {
        self.rng = Some(rng);
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
        let rng = match self.rng {
            Some(rng) => rng,
            None => Arc::new(Rng::system().context("the machine gives no randomness")?),
        };
        vault::keep_modes_apart(&config.keys.folder, demo)?;
        let vault = vault::load_or_create(&config.keys.folder, demo, &rng)?;
        let signing_key = vault::load_signing_key(&config.keys.folder, demo, &rng)?;
        let retired = vault::retired_seal_keys(&config.keys.folder)?;
        if demo {
            demonstration::make_missing(&config, &rng, clock.now())?;
        }
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
            job_wakeup: Arc::default(),
            cards,
            throttles: Throttles::new(clock.clone()),
            passwords: Passwords::default(),
            photos: PhotoStore::in_folder(&config.objects.folder)?,
            photo_turns: Turns::default(),
            uploads: Arc::default(),
            render_slots: Arc::new(Semaphore::new(2)),
            cache: Cache::default(),
            access_log: AccessLog::new(vault.record_key()),
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
            wallets: Arc::new(Wallets::new(&config)?),
            config,
            clock,
            rng,
            store,
            vault,
        }))
    }
}
