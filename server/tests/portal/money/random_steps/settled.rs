//! The end: everything that is due is done, and then the books, the record and the queue are right.

use super::world::World;
use chrono::TimeDelta;
use serde_json::{Value, json};
use server::payments::reconciliation::sweep;
use server::store::{PaymentRow, RefundRow};
use server::worker::{retention, run_due};
use std::time::Duration;

/// Rounds in which everything must have come to its end.
const ROUNDS: usize = 40;

impl World<'_> {
    /// Nothing goes wrong any more, webhooks arrive, and time passes, until nothing is left to do.
    pub async fn settle(&mut self) {
        self.test.clear_faults().await;
        self.set_webhooks(true).await;
        let mut quiet = 0;
        for _ in 0..ROUNDS {
            tokio::time::sleep(Duration::from_millis(250)).await;
            self.test.advance(TimeDelta::minutes(31)).await;
            sweep(&self.test.portal).await.unwrap();
            run_due(&self.test.portal).await.unwrap();
            self.check_changes().await;
            let waiting = self.test.jobs("queued").await + self.test.jobs("running").await;
            quiet = if waiting == 0 { quiet + 1 } else { 0 };
            if quiet == 3 {
                retention::run(&self.test.portal).await.unwrap();
                self.check_changes().await;
                return;
            }
        }
        panic!("something is never done");
    }

    pub async fn check_everything(&mut self) {
        assert_eq!(self.test.jobs("dead").await, 0, "given up");
        self.test.assert_record_holds().await;
        let ledger = self.test.ledger().await;
        let mut charged = 0;
        for application in self.all.clone() {
            self.test.application(application).await;
            let payments = self.test.payments(application).await;
            let settling = payments.iter().filter(|payment| payment.settles);
            assert!(settling.count() <= 1, "{application} was bought twice");
            let refunds = self.test.refunds(application).await;
            for payment in payments.iter().filter(|row| row.intent_id.is_some()) {
                charged += 1;
                self.check_payment(payment, &refunds, &ledger);
            }
        }
        assert_eq!(ledger.charges.len(), charged, "charges that nobody booked");
        eprintln!("{charged} charges, {} refunds", ledger.refunds.len());
    }

    /// Our row says what the provider says.
    fn check_payment(
        &self,
        payment: &PaymentRow,
        refunds: &[RefundRow],
        ledger: &test_support::Ledger,
    ) {
        let of = |value: &&Value| value["payment_intent"] == json!(payment.intent_id);
        let charges: Vec<&Value> = ledger.charges.iter().filter(of).collect();
        assert_eq!(charges.len(), 1, "charges of {}", payment.id);
        let charge = charges[0];
        assert_eq!(charge["amount"], json!(payment.amount.minor));
        let theirs = ledger.refunds.iter().filter(of);
        let theirs: Vec<&Value> = theirs.filter(|found| found["status"] != "failed").collect();
        let sum = |which: &dyn Fn(&&&Value) -> bool| -> i64 {
            let amounts = theirs.iter().filter(which);
            amounts.filter_map(|found| found["amount"].as_i64()).sum()
        };
        let lost = self.lost(payment);
        let refunded = sum(&|_| true);
        assert!(
            refunded <= payment.amount.minor,
            "{} went twice",
            payment.id
        );
        let ours = refunds.iter().filter(|row| row.payment_id == payment.id);
        let mut by_receipt = 0;
        for refund in ours {
            let id = json!(refund.id);
            let sent = sum(&|found| found["metadata"]["refund_id"] == id);
            let gone = refund.gone();
            if refund.receipt.is_some() {
                by_receipt += gone;
                assert_eq!(sent, 0, "{} went twice", refund.id);
            } else {
                assert_eq!(sent, gone, "refund {} {}", refund.id, refund.state());
            }
        }
        let whole = lost >= payment.amount.minor;
        let expected = (refunded + lost + by_receipt).min(payment.amount.minor);
        if !whole && !self.is_contested(payment) {
            let (id, state) = (payment.id, payment.state());
            assert_eq!(payment.refunded, expected, "given back of {id} {state}");
        }
    }

    /// What the bank took for good.
    fn lost(&self, payment: &PaymentRow) -> i64 {
        let of = |dispute: &&super::world::Dispute| {
            payment.intent_id.as_ref() == Some(&dispute.intent) && dispute.won == Some(false)
        };
        let lost = self.disputes.iter().filter(of);
        lost.map(|dispute| dispute.amount).sum()
    }

    /// Whether the bank has not said its last word.
    fn is_contested(&self, payment: &PaymentRow) -> bool {
        let of = |dispute: &super::world::Dispute| {
            payment.intent_id.as_ref() == Some(&dispute.intent)
                && dispute.won.is_none()
                && !dispute.is_inquiry
        };
        self.disputes.iter().any(of)
    }
}
