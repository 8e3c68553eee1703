//! Our books and the provider's, and whether they say the same.

use super::Bench;
use serde_json::{Value, json};
use server::store::{ApplicationRow, CaseRow, PaymentRow, RefundRow};
use uuid::Uuid;

/// What the provider holds.
pub struct Ledger {
    pub charges: Vec<Value>,
    pub refunds: Vec<Value>,
}

impl Bench {
    pub async fn ledger(&self) -> Ledger {
        let url = format!("{}/sandbox/ledger", self.sandbox.base_url());
        let ledger: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
        Ledger {
            charges: ledger["charges"].as_array().unwrap().clone(),
            refunds: ledger["refunds"].as_array().unwrap().clone(),
        }
    }

    pub async fn application(&self, id: Uuid) -> ApplicationRow {
        let mut unit = self.store.read().await.unwrap();
        unit.application(id).await.unwrap().unwrap()
    }

    pub async fn cases(&self, application: Uuid) -> Vec<CaseRow> {
        let mut unit = self.store.read().await.unwrap();
        unit.cases_of(application).await.unwrap()
    }

    /// Oldest first.
    pub async fn payments(&self, application: Uuid) -> Vec<PaymentRow> {
        let mut unit = self.store.read().await.unwrap();
        let mut payments = unit.payments_of(application).await.unwrap();
        payments.reverse();
        payments
    }

    pub async fn refunds(&self, application: Uuid) -> Vec<RefundRow> {
        let mut found = Vec::new();
        for payment in self.payments(application).await {
            let mut unit = self.store.read().await.unwrap();
            found.extend(unit.refunds_of(payment.id).await.unwrap());
        }
        found
    }

    /// The record's actions for an application, oldest first.
    pub async fn told(&self, application: Uuid) -> Vec<String> {
        let mut unit = self.store.read().await.unwrap();
        let rows = unit.audit_of_application(application).await.unwrap();
        rows.into_iter().map(|row| row.action).collect()
    }

    pub async fn count_told(&self, application: Uuid, action: &str) -> usize {
        let told = self.told(application).await;
        told.iter().filter(|found| *found == action).count()
    }

    pub async fn refund(&self, id: Uuid) -> RefundRow {
        let mut unit = self.store.read().await.unwrap();
        unit.refund(id).await.unwrap().unwrap()
    }

    /// Both books say the same: every charge has one payment, nothing went back twice, and no
    /// charge went back beyond its amount.
    pub async fn assert_books(&self, application: Uuid) {
        let ledger = self.ledger().await;
        let payments = self.payments(application).await;
        let charged: Vec<&PaymentRow> = payments
            .iter()
            .filter(|payment| payment.intent_id.is_some())
            .collect();
        assert_eq!(ledger.charges.len(), charged.len(), "charges");
        assert!(charged.iter().filter(|payment| payment.settles).count() <= 1);
        let refunds = self.refunds(application).await;
        for payment in charged {
            let theirs: Vec<&Value> = ledger
                .refunds
                .iter()
                .filter(|refund| refund["payment_intent"] == json!(payment.intent_id))
                .filter(|refund| refund["status"] != "failed")
                .collect();
            let total: i64 = theirs
                .iter()
                .map(|refund| refund["amount"].as_i64().unwrap())
                .sum();
            assert_eq!(payment.refunded, total, "given back of {}", payment.id);
            assert!(payment.refunded <= payment.amount.minor);
            for refund in refunds
                .iter()
                .filter(|refund| refund.payment_id == payment.id)
            {
                let same = theirs
                    .iter()
                    .filter(|found| found["metadata"]["refund_id"] == json!(refund.id))
                    .count();
                assert!(same <= 1, "a refund was sent {same} times");
            }
        }
        let mut unit = self.store.read().await.unwrap();
        assert!(server::audit::verify(&mut *unit).await.unwrap().is_ok());
    }
}
