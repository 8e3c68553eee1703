//! The decision on a refund, from an event and the ledger (Art. 6, 7).

use super::charges::{ChargeOutcome, LedgerSnapshot, classify_charge};
use super::{RefundGround, RefusalRefund, after_refusal, refundable_amount};
use crate::law::Ground;
use crate::money::{Money, MoneyError};
use crate::states::{PaymentState, VisaState};
use crate::text_enum::text_enum;

/// An event after which a refund is decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// Officers refused the traveller entry.
    RefusedEntry {
        /// The grounds of the refusal.
        grounds: &'a [Ground],
        /// The state of the traveller's visa at that moment, if there was one.
        visa: Option<VisaState>,
    },
    /// The traveller's request was denied.
    Denied,
    /// The traveller withdrew after the payment.
    Withdrawn,
    /// The visa's validity ended before it was used.
    NotUsed,
    /// A charge arrived, while the application and its payments stood like this.
    Charged(LedgerSnapshot),
}

/// The amounts paid and refunded of a payment and of one share of it, all in the currency paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ledger {
    /// The state of the payment, this event's charge included.
    pub payment: PaymentState,
    /// The amount of the whole payment.
    pub paid: Money,
    /// The amount of the whole payment that is refunded or on its way. A failed refund counts,
    /// since it is tried again.
    pub refunded: Money,
    /// The traveller's share of the payment; for a whole charge, all of it.
    pub share: Money,
    /// The amount of the share that is refunded or on its way, counted in the same way.
    pub share_refunded: Money,
}

impl Ledger {
    /// The ledger of a whole charge.
    pub const fn of_charge(payment: PaymentState, paid: Money, refunded: Money) -> Self {
        Self {
            payment,
            paid,
            refunded,
            share: paid,
            share_refunded: refunded,
        }
    }

    /// The amount of the share that can be refunded (Art. 7), more than 0; or the reason why none
    /// can.
    ///
    /// # Errors
    /// The amounts are of different currencies.
    pub fn owed(&self) -> Result<Result<Money, NotRefunded>, MoneyError> {
        let no = match self.payment {
            PaymentState::Paid | PaymentState::PartlyRefunded => None,
            PaymentState::Created | PaymentState::Failed | PaymentState::Expired => {
                Some(NotRefunded::NotPaid)
            }
            PaymentState::Disputed => Some(NotRefunded::Disputed),
            PaymentState::Refunded => Some(NotRefunded::AlreadyRefunded),
        };
        if let Some(no) = no {
            return Ok(Err(no));
        }
        let share = refundable_amount(self.share, self.share_refunded)?;
        let whole = refundable_amount(self.paid, self.refunded)?;
        if share.currency != whole.currency {
            return Err(MoneyError::Currencies(share.currency, whole.currency));
        }
        let left = share.minor.min(whole.minor);
        Ok(if self.share.minor <= 0 {
            Err(NotRefunded::NotPaid)
        } else if left == 0 {
            Err(NotRefunded::AlreadyRefunded)
        } else {
            Ok(Money::new(left, share.currency))
        })
    }
}

/// The decision on a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// A refund: automatic where [`RefundGround::is_automatic`], else after a supervisor's
    /// approval. The visa becomes [`super::VISA_AFTER_REFUND`] by the same action.
    Refund {
        /// The amount in the currency paid, more than 0.
        amount: Money,
        /// The ground of the refund.
        ground: RefundGround,
    },
    /// A supervisor decides on the refund; a valid visa becomes void only with it.
    SupervisorDecides {
        /// The amount that would be refunded, in the currency paid, more than 0.
        amount: Money,
        /// The ground of Art. 7.
        ground: RefundGround,
    },
    /// No refund.
    No(NotRefunded),
}

text_enum! {
    /// The reason why nothing is refunded.
    NotRefunded {
        /// Art. 6: "non-refundable even in the case a visa request is denied"; our reading: online
        /// too.
        Denied = "denied",
        /// The refusal of entry is on neither of the two grounds of Art. 7.
        OtherGround = "other_ground",
        /// Our reading: withdrawing after the payment is the traveller's own choice.
        Withdrawn = "withdrawn",
        /// Art. 13: the visa was not used within its validity; the holder applies again and, by our
        /// reading, pays again.
        NotUsed = "not_used",
        /// Our reading: a charge that the cardholder disputes with the card's bank is not refunded
        /// as well.
        Disputed = "disputed",
        /// The charge settled the application.
        SettledApplication = "bought",
        /// Nothing was paid.
        NotPaid = "not_paid",
        /// The whole amount is refunded already.
        AlreadyRefunded = "already_given_back",
    }
}

impl NotRefunded {
    /// The reasons that people are told before they pay (our reading of Art. 6).
    pub const TOLD_BEFORE_PAYMENT: &'static [Self] = &[
        Self::Denied,
        Self::OtherGround,
        Self::Withdrawn,
        Self::NotUsed,
        Self::Disputed,
    ];

    /// The article, as cited; `None` where it is our reading or follows from the ledger alone.
    pub const fn article(self) -> Option<&'static str> {
        match self {
            Self::Denied => Some("Art. 6"),
            Self::OtherGround => Some("Art. 7"),
            Self::NotUsed => Some("Art. 13"),
            Self::Withdrawn
            | Self::Disputed
            | Self::SettledApplication
            | Self::NotPaid
            | Self::AlreadyRefunded => None,
        }
    }

    /// The key of the message in plain words: `refund-no-other-ground`.
    pub fn message_key(self) -> String {
        format!("refund-no-{}", self.as_str().replace('_', "-"))
    }
}

/// Decides on the refund after an event (Art. 6, 7): never more than the traveller paid, never more
/// than is left of the payment, in the currency paid.
///
/// # Errors
/// The amounts of the ledger are of different currencies.
pub fn decide(event: Event<'_>, ledger: &Ledger) -> Result<Decision, MoneyError> {
    let (ground, supervisor) = match entitled(event, ledger.paid) {
        Ok(entitled) => entitled,
        Err(no) => return Ok(Decision::No(no)),
    };
    Ok(match ledger.owed()? {
        Err(no) => Decision::No(no),
        Ok(amount) if supervisor => Decision::SupervisorDecides { amount, ground },
        Ok(amount) => Decision::Refund { amount, ground },
    })
}

/// The ground of a refund for the event, and whether a supervisor decides on it; or the reason
/// against one.
fn entitled(event: Event<'_>, charged: Money) -> Result<(RefundGround, bool), NotRefunded> {
    match event {
        Event::Denied => Err(NotRefunded::Denied),
        Event::Withdrawn => Err(NotRefunded::Withdrawn),
        Event::NotUsed => Err(NotRefunded::NotUsed),
        Event::Charged(snapshot) => match classify_charge(charged, snapshot) {
            ChargeOutcome::Settles => Err(NotRefunded::SettledApplication),
            ChargeOutcome::Refund(ground) => Ok((ground, false)),
        },
        Event::RefusedEntry { grounds, visa } => match after_refusal(grounds, visa) {
            RefusalRefund::Refund { ground } => Ok((ground, false)),
            RefusalRefund::SupervisorDecides { ground } => Ok((ground, true)),
            RefusalRefund::No(why) => Err(why),
        },
    }
}

#[cfg(test)]
mod tests;
