//! The wiring, in one place: every part of the portal, made once from the configuration and
//! shared by all requests and jobs.

use crate::accounts::{Passwords, Throttles};
use crate::ambient::{Clock, Entropy};
use crate::config::Config;
use crate::crash::Crash;
use crate::documents::Documents;
use crate::mail::Mailer;
use crate::payments::provider::CardProvider;
use crate::photos::PhotoStore;
use crate::store::Store;
use crate::vault::Vault;
use chrono::{DateTime, Utc};
use std::sync::Arc;
use uuid::Uuid;

/// The portal's parts. The desks (contracts of `app::desks`) are implemented on it.
pub struct Portal {
    pub config: Config,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<Entropy>,
    pub store: Arc<dyn Store>,
    pub vault: Vault,
    pub cards: Arc<dyn CardProvider>,
    pub crash: Crash,
    /// Rings when this process queued a job.
    pub bell: Arc<tokio::sync::Notify>,
    pub throttles: Throttles,
    pub passwords: Passwords,
    pub photos: PhotoStore,
    pub documents: Documents,
    pub mailer: Mailer,
}

impl Portal {
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A fresh time-ordered id.
    pub fn id(&self) -> Uuid {
        self.entropy.id(self.now())
    }
}
