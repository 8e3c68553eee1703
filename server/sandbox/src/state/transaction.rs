//! The transaction: objects, events, webhooks and scheduled tasks that are committed together.

use serde_json::{Value, json};

use super::{API_VERSION, SandboxState};
use crate::{
    clock::machine_ms,
    faults::{FaultKind, Target},
    store::{self, DatabaseTransaction, objects::Object},
};

/// A transaction: rolled back when it is dropped without [`Transaction::commit`].
pub struct Transaction<'a> {
    pub state: &'a SandboxState,
    pub db: DatabaseTransaction,
    /// Seconds since 1970 on the sandbox's clock, when the transaction began.
    pub now: i64,
    /// The `request` of the events that this transaction emits.
    pub request: Value,
    webhooks_planned: bool,
}

impl<'a> Transaction<'a> {
    pub(super) async fn begin(state: &'a SandboxState) -> Result<Self, sqlx::Error> {
        Ok(Self {
            state,
            db: state.store.begin().await?,
            now: state.clock.now(),
            request: json!({ "id": null, "idempotency_key": null }),
            webhooks_planned: false,
        })
    }

    /// Commits, then wakes the webhook sender if webhooks were planned.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        self.db.commit().await?;
        if self.webhooks_planned {
            self.state.webhooks_planned.notify_one();
        }
        Ok(())
    }

    /// Finds an object of a kind by its id.
    pub async fn find(&mut self, kind: &str, id: &str) -> Result<Option<Object>, sqlx::Error> {
        store::objects::find(&mut self.db, kind, id).await
    }

    /// Stores an object, new or changed.
    pub async fn save(&mut self, object: &Object) -> Result<(), sqlx::Error> {
        store::objects::save(&mut self.db, object).await
    }

    /// Stores an event with the object as it is now, and plans its webhooks, with the faults that are on.
    pub async fn emit(&mut self, kind: &str, object: &Value) -> Result<(), sqlx::Error> {
        self.emit_change(kind, object, None).await
    }

    /// As [`Transaction::emit`], naming the attributes that an update changed, with their former values.
    pub async fn emit_change(
        &mut self,
        kind: &str,
        object: &Value,
        previous: Option<Value>,
    ) -> Result<(), sqlx::Error> {
        let id = format!("evt_1{}", self.state.rng.token(23));
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
        let has_receiver = self.state.webhook_url().is_some();
        store::events::insert(
            &mut self.db,
            &id,
            kind,
            self.now,
            i64::from(has_receiver),
            &event,
        )
        .await?;
        if has_receiver {
            self.plan_webhooks(&id, kind).await?;
        }
        Ok(())
    }

    /// Schedules a task for [`settles_after`](crate::SandboxConfig::settles_after) from now.
    pub async fn schedule(&mut self, task: &str, object: &str) -> Result<(), sqlx::Error> {
        let wait = i64::try_from(self.state.config.settles_after.as_millis()).unwrap_or(i64::MAX);
        let due = machine_ms().saturating_add(wait);
        store::schedule::insert(&mut self.db, due, task, object).await
    }

    async fn plan_webhooks(&mut self, event: &str, kind: &str) -> Result<(), sqlx::Error> {
        let strike = |fault| self.state.faults.strike(fault, Target::Event(kind));
        let after = |ms: u64| machine_ms().saturating_add(i64::try_from(ms).unwrap_or(i64::MAX));
        let mut plans = Vec::new();
        if strike(FaultKind::WebhookDropped).is_some() {
            plans.push(("dropped", machine_ms(), "dropped"));
        } else if let Some(fault) = strike(FaultKind::WebhookLate) {
            plans.push(("late", after(fault.ms_or(3000)), "pending"));
        } else if let Some(fault) = strike(FaultKind::WebhookReordered) {
            // The first webhook of the series, which has the most behind it, waits longest.
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
        for (flavour, due_ms, delivery_state) in plans {
            store::deliveries::insert(&mut self.db, event, flavour, due_ms, delivery_state).await?;
        }
        self.webhooks_planned = true;
        Ok(())
    }
}
