//! Our books and the provider's, and whether they say the same.

use crate::TestPortal;
use serde_json::{Value, json};
use server::store::PaymentRow;
use uuid::Uuid;

/// What the provider holds.
#[derive(Debug, PartialEq)]
pub struct Ledger {
    pub charges: Vec<Value>,
    pub refunds: Vec<Value>,
    /// Every movement of its balance.
    pub entries: Vec<Value>,
}

impl TestPortal {
    pub async fn ledger(&self) -> Ledger {
        let url = format!("{}/sandbox/ledger", self.sandbox().base_url());
        let ledger: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
        let list = |name: &str| ledger[name].as_array().unwrap().clone();
        Ledger {
            charges: list("charges"),
            refunds: list("refunds"),
            entries: list("entries"),
        }
    }

    /// Both books say the same of the only application that was charged: every charge has one
    /// payment, nothing went back twice, and no charge went back beyond its amount.
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
        self.assert_record_holds().await;
    }
}
