//! What happens at the provider and at the payers' banks, and what goes wrong on the way there.

use super::world::{Dispute, World};
use rand::RngExt;
use serde_json::{Value, json};

impl World<'_> {
    pub async fn give_back_by_hand(&mut self) {
        let Some((payment, intent)) = self.some_charge().await else {
            return;
        };
        let charge = self.test.charge_of(&intent).await;
        let amount = self.part_of(payment.amount.minor);
        let path = format!("refunds/{charge}");
        let given = self.test.ask_sandbox(&path, json!({ "amount": amount }));
        let given = given.await.is_some();
        self.log.about(format!("{amount} {given}"));
    }

    pub async fn open_dispute(&mut self) {
        let Some((payment, intent)) = self.some_charge().await else {
            return;
        };
        let charge = self.test.charge_of(&intent).await;
        let amount = self.part_of(payment.amount.minor);
        let is_inquiry = self.once_in(3);
        let kind = if is_inquiry { "inquiry" } else { "dispute" };
        let path = format!("disputes/{charge}");
        let order = json!({ "amount": amount, "kind": kind });
        let dispute = self.test.ask_sandbox(&path, order).await;
        self.log
            .about(format!("{amount} {kind} {}", dispute.is_some()));
        if let Some(dispute) = dispute {
            self.disputes.push(Dispute {
                id: text(&dispute["id"]),
                intent,
                amount,
                is_inquiry,
                won: None,
            });
        }
    }

    /// A part or, mostly, all of it.
    fn part_of(&mut self, amount: i64) -> i64 {
        if self.once_in(2) {
            self.rng.random_range(1..=amount / 1000) * 1000
        } else {
            amount
        }
    }

    /// Ends one, or makes a dispute of an inquiry.
    pub async fn close_dispute(&mut self) {
        let open = |dispute: &Dispute| dispute.won.is_none();
        let Some(index) = self.disputes.iter().position(open) else {
            return;
        };
        let id = self.disputes[index].id.clone();
        self.log.about(id.clone());
        if self.disputes[index].is_inquiry && self.once_in(2) {
            let path = format!("disputes/{id}/escalate");
            self.test.tell_sandbox(&path, json!({})).await;
            self.disputes[index].is_inquiry = false;
            return;
        }
        let won = self.once_in(2);
        let path = format!("disputes/{id}/close");
        self.test.tell_sandbox(&path, json!({ "won": won })).await;
        let dispute = &mut self.disputes[index];
        dispute.won = Some(won || dispute.is_inquiry);
        self.log.about(format!("won: {won}"));
    }

    /// Something goes wrong once, or a few times.
    pub async fn fault(&mut self) {
        let count = self.rng.random_range(1..4);
        let kind = self.one_of(&[
            "webhook_doubled",
            "webhook_dropped",
            "webhook_forged",
            "api_error",
            "api_rate_limited",
            "api_disconnect_after_commit",
            "refund_pending",
            "refund_fails",
            "mail_refused",
        ]);
        self.log.about(format!("{kind} {count}"));
        let fault = json!({ "kind": kind, "count": count });
        self.test.fault(fault).await;
    }

    /// Webhooks stop arriving, or all that waited arrive at once.
    pub async fn webhooks(&mut self) {
        let on = self.once_in(2);
        self.set_webhooks(on).await;
    }

    pub async fn set_webhooks(&mut self, on: bool) {
        let url = on.then(|| format!("{}/webhooks/stripe", self.test.url));
        self.log.about(format!("webhooks: {on}"));
        let order = json!({ "url": url });
        self.test.tell_sandbox("webhook", order).await;
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
