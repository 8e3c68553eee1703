//! What one traveller can be refunded: their share of the charge that bought the application, and
//! what was asked for it before.

use super::{event, open};
use crate::audit::Actor;
use crate::error::OrInternal;
use crate::state::Portal;
use crate::store::{CaseRow, Connection, PaymentRow, RefundRow};
use crate::transaction::Transaction;
use app::error::Result;
use domain::law::refunds::{Decision, Event, Ledger, NotRefunded, decide};
use domain::money::Money;
use domain::states::{PaymentState, RefundState};
use uuid::Uuid;

/// A traveller's share, in the caller's transaction.
pub struct RefundEntitlement(Option<Share>);

struct Share {
    case: Uuid,
    payment: PaymentRow,
    ledger: Ledger,
    /// A request that waits for the supervisor; it does not stand in the ledger, since what happens
    /// now judges it anew.
    waiting: Option<RefundRow>,
}

impl RefundEntitlement {
    /// The share of a case; an empty one when that traveller paid nothing. What a supervisor declined
    /// counts no more.
    pub async fn of(db: &mut dyn Connection, case: &CaseRow) -> Result<Self> {
        let payments = db.payments_of(case.application_id).await?;
        let Some(payment) = payments.into_iter().find(|payment| payment.settles) else {
            return Ok(Self(None));
        };
        let shares = db.shares_of(payment.id).await?;
        let Some((_, share)) = shares.into_iter().find(|(id, _)| *id == case.id) else {
            return Ok(Self(None));
        };
        let (waiting, counted): (Vec<_>, Vec<_>) = db
            .refunds_of(payment.id)
            .await?
            .into_iter()
            .filter(|row| row.state().counts())
            .partition(|row| row.case_id == Some(case.id) && row.state() == RefundState::Requested);
        let currency = payment.amount.currency;
        let sum = |rows: &mut dyn Iterator<Item = &RefundRow>| {
            Money::new(rows.map(|row| row.amount.minor).sum(), currency)
        };
        let ledger = Ledger {
            // Refunds are counted by their rows below. What went back elsewhere was on no ground of the
            // law: whether it counts towards this refund is looked at when that is sent.
            payment: match payment.state() {
                PaymentState::PartlyRefunded | PaymentState::Refunded => PaymentState::Paid,
                state => state,
            },
            paid: payment.amount,
            refunded: sum(&mut counted.iter()),
            share: Money::new(share, currency),
            share_refunded: sum(&mut counted.iter().filter(|row| row.case_id == Some(case.id))),
        };
        Ok(Self(Some(Share {
            case: case.id,
            payment,
            ledger,
            waiting: waiting.into_iter().next(),
        })))
    }

    /// Whether a request for it waits for a supervisor.
    pub fn waits(&self) -> bool {
        self.0.as_ref().is_some_and(|share| share.waiting.is_some())
    }

    /// Whether the whole charge went back, by whatever way.
    pub fn is_all_back(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(|share| share.payment.is_all_back())
    }

    /// What the law says of the share after an event (Art. 6, 7).
    pub fn decide(&self, event: Event<'_>) -> Result<Decision> {
        match &self.0 {
            Some(share) => decide(event, &share.ledger).or_internal(),
            None => Ok(Decision::No(NotRefunded::NotPaid)),
        }
    }

    /// Asks for the refund that was decided; its id, nothing where there is none. A request that
    /// waits is from now on that of the refusal `crossing`.
    ///
    /// # Errors
    /// `Conflict` when a supervisor decided on an earlier request meanwhile.
    pub async fn ask(
        self,
        portal: &Portal,
        tx: &mut Transaction,
        decision: Decision,
        crossing: Uuid,
        by: Uuid,
    ) -> Result<Option<Uuid>> {
        let (amount, ground) = match decision {
            Decision::Refund { amount, ground }
            | Decision::SupervisorDecides { amount, ground } => (amount, ground),
            Decision::No(why) => {
                tracing::info!(%crossing, %why, "nothing is refunded");
                return Ok(None);
            }
        };
        let Some(share) = self.0 else {
            return Ok(None);
        };
        let asked = |mut row: RefundRow| {
            row.crossing_id = Some(crossing);
            row.ground = ground;
            row.requested_by = Some(by);
            row
        };
        if let Some(row) = share.waiting {
            ask_again(tx, &share.payment, &asked(row.clone())).await?;
            return Ok(Some(row.id));
        }
        let (id, now) = (portal.id(), tx.now());
        let row = RefundRow::new(id, share.payment.id, Some(share.case), amount, ground, now);
        Ok(open(tx, &share.payment, asked(row)).await?)
    }
}

/// Puts a later refusal in the place of the one that a request was made for.
async fn ask_again(tx: &mut Transaction, payment: &PaymentRow, row: &RefundRow) -> Result<()> {
    tx.save_refund(row).await?;
    let actor = row.requested_by.map_or(Actor::System, Actor::Staff);
    tx.append(event(payment, row, actor, "refund.requested"));
    Ok(())
}
