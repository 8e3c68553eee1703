//! The card provider: paying at its page, disputes, and what is to go wrong there.

use crate::TestPortal;
use domain::states::{ApplicationState, PaymentState, RefundState};
use serde_json::{Value, json};
use uuid::Uuid;

impl TestPortal {
    /// Turns one of the sandbox's switches; its answer.
    pub async fn tell_sandbox(&self, switch: &str, order: Value) -> Value {
        let url = format!("{}/sandbox/{switch}", self.sandbox().base_url());
        let answer = reqwest::Client::new().post(url).json(&order).send().await;
        let answer = answer.unwrap();
        assert!(answer.status().is_success(), "{switch} {order}");
        answer.json().await.unwrap()
    }

    /// The same of a switch that may refuse; its answer, if it did not.
    pub async fn ask_sandbox(&self, switch: &str, order: Value) -> Option<Value> {
        let url = format!("{}/sandbox/{switch}", self.sandbox().base_url());
        let answer = reqwest::Client::new().post(url).json(&order).send().await;
        let answer = answer.unwrap();
        assert!(!answer.status().is_server_error(), "{switch} {order}");
        let done = answer.status().is_success();
        let body = answer.json().await.unwrap();
        done.then_some(body)
    }

    /// Something goes wrong: one fault of the sandbox, or a list of them.
    pub async fn fault(&self, fault: Value) {
        self.tell_sandbox("faults", fault).await;
    }

    /// Nothing goes wrong any more.
    pub async fn clear_faults(&self) {
        let url = format!("{}/sandbox/faults", self.sandbox().base_url());
        let answer = reqwest::Client::new().delete(url).send().await;
        assert!(answer.unwrap().status().is_success());
    }

    /// No webhook arrives any more.
    pub async fn drop_webhooks(&self) {
        self.fault(json!({ "kind": "webhook_dropped", "count": 1000 }))
            .await;
    }

    /// Pays on the card page; what came of it.
    pub async fn pay_at(&self, page: &str, card: &str) -> String {
        let path = page.split(['?', '#']).next().unwrap();
        let session = path.rsplit('/').next().unwrap();
        let answer = self
            .tell_sandbox(&format!("pay/{session}"), json!({ "card": card }))
            .await;
        answer["outcome"].as_str().unwrap().to_owned()
    }

    /// The payer of an application disputes its charge, and the portal has heard of it; the dispute.
    pub async fn dispute(&self, application: Uuid) -> String {
        let dispute = self.dispute_part(application, json!({})).await;
        self.until_payment(application, PaymentState::Disputed)
            .await;
        dispute
    }

    /// The payer disputes a part (`amount`), or the bank inquires (`kind`); the dispute.
    pub async fn dispute_part(&self, application: Uuid, order: Value) -> String {
        let path = format!("disputes/{}", self.charge(application).await);
        let dispute = self.tell_sandbox(&path, order).await;
        dispute["id"].as_str().unwrap().to_owned()
    }

    /// Somebody gives so much back at the provider, by hand, and the portal has heard of it.
    pub async fn give_back_by_hand(&self, application: Uuid, amount: i64) {
        let before = self.payments(application).await.remove(0);
        let path = format!("refunds/{}", self.charge(application).await);
        let order = json!({ "amount": amount });
        self.tell_sandbox(&path, order).await;
        self.eventually("the money given back by hand", async || {
            let payment = self.payments(application).await.remove(0);
            let booked = payment.refunded_elsewhere - before.refunded_elsewhere;
            (booked == amount).then_some(())
        })
        .await;
    }

    /// Completes a card page whose payment takes its time; its session.
    pub async fn pay_later_at(&self, page: &str) -> String {
        let path = page.split(['?', '#']).next().unwrap();
        let session = path.rsplit('/').next().unwrap().to_owned();
        let order = json!({ "card": "4242424242424242", "later": true });
        self.tell_sandbox(&format!("pay/{session}"), order).await;
        session
    }

    /// Pays at a hosted checkout by a good card, and is charged in another currency.
    pub async fn pay_in(&self, page: &str, currency: &str) {
        let path = page.split(['?', '#']).next().unwrap();
        let session = path.rsplit('/').next().unwrap();
        let order = json!({ "card": "4242424242424242", "currency": currency });
        self.tell_sandbox(&format!("pay/{session}"), order).await;
    }

    /// Ends a payment that took its time.
    pub async fn finish_payment(&self, session: &str, succeeds: bool) {
        let path = format!("pay/{session}/finish");
        self.tell_sandbox(&path, json!({ "succeeds": succeeds }))
            .await;
    }

    /// The first charge of an application, by its id at the provider.
    async fn charge(&self, application: Uuid) -> String {
        let intent = self.payments(application).await.remove(0).intent_id;
        self.charge_of(&intent.unwrap()).await
    }

    /// The charge that was taken by a payment intent, by its id at the provider.
    pub async fn charge_of(&self, intent: &str) -> String {
        let ledger = self.ledger().await;
        let charge = |charge: &&Value| charge["payment_intent"] == intent;
        let charge = ledger.charges.iter().find(charge).unwrap();
        charge["charge"].as_str().unwrap().to_owned()
    }

    /// The bank leaves the money of an application here, and the portal has heard of it.
    pub async fn win(&self, application: Uuid, dispute: &str) {
        let path = format!("disputes/{dispute}/close");
        self.tell_sandbox(&path, json!({ "won": true })).await;
        self.until_payment(application, PaymentState::Paid).await;
    }

    /// Works until the first payment of an application stands so.
    pub async fn until_payment(&self, application: Uuid, state: PaymentState) {
        self.eventually(state.as_str(), async || {
            let payment = self.payments(application).await.remove(0);
            (payment.state() == state).then_some(())
        })
        .await;
    }

    pub async fn until_refund(&self, refund: Uuid, state: RefundState) {
        self.eventually(state.as_str(), async || {
            (self.refund(refund).await.state() == state).then_some(())
        })
        .await;
    }

    pub async fn until_paid(&self, application: Uuid) {
        self.eventually("the settlement", async || {
            let state = self.application(application).await.state();
            (state == ApplicationState::Paid).then_some(())
        })
        .await;
    }
}
