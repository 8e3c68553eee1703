//! What every part of the sandbox shares, and the unit of work in which anything changes.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError, RwLock},
};

use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{
    clock::{Clock, Entropy, machine_ms},
    config::SandboxConfig,
    faults::{FaultKind, Faults, Target},
    store::{self, Store, Tx, objects::Object},
};

/// The version of Stripe's API whose shapes the sandbox answers: the one async-stripe pins.
pub const API_VERSION: &str = "2026-09-30.endive";

/// The sandbox's shared state.
pub struct Desk {
    pub config: SandboxConfig,
    pub store: Store,
    pub clock: Clock,
    pub entropy: Entropy,
    pub faults: Faults,
    /// Idempotency keys of calls that are running.
    pub keys_in_use: Mutex<HashSet<String>>,
    /// Wakes the webhook sender.
    pub webhooks_planned: Notify,
    /// Wakes whoever waits for time to pass.
    pub clock_moved: Notify,
    pub stop: CancellationToken,
    /// Where browsers find the sandbox, without a slash at the end.
    pub base_url: String,
    webhook_url: RwLock<Option<String>>,
}

impl Desk {
    /// Puts the shared state together; the clock's offset comes from the database where it holds one.
    pub async fn open(config: SandboxConfig, base_url: String) -> Result<Self, sqlx::Error> {
        let store = Store::open(&config.database).await?;
        let clock = Clock::default();
        let mut tx = store.begin().await?;
        let kept = store::setting(&mut tx, "clock_offset_seconds").await?;
        tx.commit().await?;
        clock.set_offset(
            kept.and_then(|text| text.parse().ok())
                .unwrap_or(config.clock_offset_seconds),
        );
        Ok(Self {
            store,
            clock,
            entropy: Entropy::new(config.seed),
            faults: Faults::default(),
            keys_in_use: Mutex::default(),
            webhooks_planned: Notify::new(),
            clock_moved: Notify::new(),
            stop: CancellationToken::new(),
            base_url,
            webhook_url: RwLock::new(config.webhook_url.clone()),
            config,
        })
    }

    /// Where events are posted now.
    pub fn webhook_url(&self) -> Option<String> {
        self.webhook_url
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Changes where events are posted; nowhere with `None`.
    pub fn set_webhook_url(&self, url: Option<String>) {
        *self
            .webhook_url
            .write()
            .unwrap_or_else(PoisonError::into_inner) = url;
        self.webhooks_planned.notify_one();
    }

    /// Moves the clock and keeps the offset for the next start.
    pub async fn move_clock(&self, offset_seconds: i64) -> Result<(), sqlx::Error> {
        let mut tx = self.store.begin().await?;
        store::set_setting(&mut tx, "clock_offset_seconds", &offset_seconds.to_string()).await?;
        tx.commit().await?;
        self.clock.set_offset(offset_seconds);
        self.clock_moved.notify_one();
        Ok(())
    }

    /// Begins a unit of work.
    pub async fn begin(&self) -> Result<Work<'_>, sqlx::Error> {
        let tx = self.store.begin().await?;
        Ok(Work {
            desk: self,
            tx,
            now: self.clock.now(),
            request: json!({ "id": null, "idempotency_key": null }),
            webhooks_planned: false,
        })
    }
}

/// A unit of work: what it writes is kept by [`Work::commit`] or not at all.
pub struct Work<'a> {
    pub desk: &'a Desk,
    pub tx: Tx,
    /// Seconds since 1970 on the sandbox's clock, the same throughout.
    pub now: i64,
    /// The request that causes the events of this work, as events name it.
    pub request: Value,
    webhooks_planned: bool,
}

impl Work<'_> {
    /// Keeps everything and lets the webhooks go.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        self.tx.commit().await?;
        if self.webhooks_planned {
            self.desk.webhooks_planned.notify_one();
        }
        Ok(())
    }

    /// Finds an object.
    pub async fn find(&mut self, kind: &str, id: &str) -> Result<Option<Object>, sqlx::Error> {
        store::objects::find(&mut self.tx, kind, id).await
    }

    /// Writes an object.
    pub async fn save(&mut self, object: &Object) -> Result<(), sqlx::Error> {
        store::objects::save(&mut self.tx, object).await
    }

    /// Records an event with the object as it is now, and plans its webhooks, faults included.
    pub async fn emit(&mut self, kind: &str, object: &Value) -> Result<(), sqlx::Error> {
        self.emit_change(kind, object, None).await
    }

    /// As [`Work::emit`], naming the attributes that an update changed, with their former values.
    pub async fn emit_change(
        &mut self,
        kind: &str,
        object: &Value,
        previous: Option<Value>,
    ) -> Result<(), sqlx::Error> {
        let id = format!("evt_1{}", self.desk.entropy.token(23));
        let mut data = json!({ "object": object });
        if let Some(previous) = previous {
            data["previous_attributes"] = previous;
        }
        let event = json!({
            "id": id,
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now,
            "data": data,
            "livemode": false,
            "pending_webhooks": 0,
            "request": self.request,
            "type": kind,
        });
        let listened_to = self.desk.webhook_url().is_some();
        store::events::insert(
            &mut self.tx,
            &id,
            kind,
            self.now,
            i64::from(listened_to),
            &event,
        )
        .await?;
        if listened_to {
            self.plan_webhooks(&id, kind).await?;
        }
        Ok(())
    }

    /// Plans a task for a moment later.
    pub async fn later(&mut self, task: &str, object: &str) -> Result<(), sqlx::Error> {
        let wait = i64::try_from(self.desk.config.settles_after.as_millis()).unwrap_or(i64::MAX);
        let due = machine_ms().saturating_add(wait);
        store::schedule::plan(&mut self.tx, due, task, object).await
    }

    async fn plan_webhooks(&mut self, event: &str, kind: &str) -> Result<(), sqlx::Error> {
        let strike = |fault| self.desk.faults.strike(fault, Target::Event(kind));
        let after = |ms: u64| machine_ms().saturating_add(i64::try_from(ms).unwrap_or(i64::MAX));
        let mut plans = Vec::new();
        if strike(FaultKind::WebhookDropped).is_some() {
            plans.push(("dropped", machine_ms(), "dropped"));
        } else if let Some(fault) = strike(FaultKind::WebhookLate) {
            plans.push(("late", after(fault.ms_or(3000)), "pending"));
        } else if let Some(fault) = strike(FaultKind::WebhookReordered) {
            // The one with the most still to come waits longest.
            let behind = u64::from(fault.count.unwrap_or(1).saturating_sub(1));
            plans.push((
                "reordered",
                after(fault.ms_or(300).saturating_mul(behind)),
                "pending",
            ));
        } else {
            plans.push(("plain", machine_ms(), "pending"));
        }
        if strike(FaultKind::WebhookDoubled).is_some() {
            plans.push(("doubled", after(50), "pending"));
        }
        if strike(FaultKind::WebhookForged).is_some() {
            plans.push(("forged", machine_ms(), "pending"));
        }
        for (flavour, due_ms, state) in plans {
            store::deliveries::plan(&mut self.tx, event, flavour, due_ms, state).await?;
        }
        self.webhooks_planned = true;
        Ok(())
    }
}
