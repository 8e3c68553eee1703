//! From what happened and the ledger to yes or no, how much, and why (Art. 6, 7).

use super::charges::{Books, Verdict, judge};
use super::{RefundGround, RefusalRefund, after_refusal, refundable_amount};
use crate::law::Ground;
use crate::money::{Money, MoneyError};
use crate::states::{PaymentState, VisaState};
use crate::text_enum::text_enum;

/// What happened to a traveller, or to a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// Officers did not let the traveller in.
    RefusedEntry {
        /// As recorded with the refusal.
        grounds: &'a [Ground],
        /// The traveller's visa as it stood at that moment, if there was one.
        visa: Option<VisaState>,
    },
    /// The traveller's request was denied.
    Denied,
    /// The traveller withdrew after the payment.
    Withdrawn,
    /// The visa's validity ended before it was used.
    NotUsed,
    /// A charge arrived, and this stood in the books.
    Charged(Books),
}

/// What the books say of the money. All amounts are in the currency paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ledger {
    /// The payment's state, with this event's charge counted in.
    pub payment: PaymentState,
    /// The whole payment.
    pub paid: Money,
    /// What was asked, sent or given back of the whole payment so far. A refund that failed counts,
    /// since it is tried again.
    pub given_back: Money,
    /// What this traveller paid of it. For a charge, the whole.
    pub share: Money,
    /// What was asked, sent or given back of this share so far, counted in the same way.
    pub share_given_back: Money,
}

impl Ledger {
    /// The ledger of a whole charge.
    pub const fn of_charge(payment: PaymentState, paid: Money, given_back: Money) -> Self {
        Self {
            payment,
            paid,
            given_back,
            share: paid,
            share_given_back: given_back,
        }
    }

    /// What is left of the share to give back (Art. 7), more than nothing; or why nothing is.
    ///
    /// # Errors
    /// The amounts are of different currencies.
    pub fn owed(&self) -> Result<Result<Money, NotGivenBack>, MoneyError> {
        let no = match self.payment {
            PaymentState::Paid | PaymentState::PartlyRefunded => None,
            PaymentState::Created | PaymentState::Failed | PaymentState::Expired => {
                Some(NotGivenBack::NotPaid)
            }
            PaymentState::Disputed => Some(NotGivenBack::Disputed),
            PaymentState::Refunded => Some(NotGivenBack::AlreadyGivenBack),
        };
        if let Some(no) = no {
            return Ok(Err(no));
        }
        let share = refundable_amount(self.share, self.share_given_back)?;
        let whole = refundable_amount(self.paid, self.given_back)?;
        if share.currency != whole.currency {
            return Err(MoneyError::Currencies(share.currency, whole.currency));
        }
        let left = share.minor.min(whole.minor);
        Ok(if self.share.minor <= 0 {
            Err(NotGivenBack::NotPaid)
        } else if left == 0 {
            Err(NotGivenBack::AlreadyGivenBack)
        } else {
            Ok(Money::new(left, share.currency))
        })
    }
}

/// Yes or no, how much, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Given back: by itself where [`RefundGround::is_automatic`], else after a supervisor's
    /// approval. The visa becomes [`super::VISA_AFTER_REFUND`] in the same act.
    GiveBack {
        /// How much, in the currency paid; more than nothing.
        amount: Money,
        /// Why.
        ground: RefundGround,
    },
    /// A supervisor decides whether it is given back; a valid visa becomes void only if so.
    SupervisorDecides {
        /// How much it would be, in the currency paid; more than nothing.
        amount: Money,
        /// Which ground of Art. 7 stands for it.
        ground: RefundGround,
    },
    /// Not given back.
    No(NotGivenBack),
}

text_enum! {
    /// Why nothing is given back.
    NotGivenBack {
        /// Art. 6: "non-refundable even in the case a visa request is denied"; our reading: online too.
        Denied = "denied",
        /// Art. 7 names two grounds of refusal, and neither stands.
        OtherGround = "other_ground",
        /// Our reading: withdrawing after the payment is the traveller's own choice.
        Withdrawn = "withdrawn",
        /// Art. 13: who did not use the visa within its validity applies again. Our reading: and pays
        /// again.
        NotUsed = "not_used",
        /// Our reading: what the holder disputes with the card's bank is not given back as well.
        Disputed = "disputed",
        /// The charge bought the application.
        Bought = "bought",
        /// Nothing was paid.
        NotPaid = "not_paid",
        /// It went back before; nothing is left of it.
        AlreadyGivenBack = "already_given_back",
    }
}

impl NotGivenBack {
    /// What people are told before they pay (our reading of Art. 6 asks so).
    pub const TOLD_BEFORE_PAYMENT: &'static [Self] = &[
        Self::Denied,
        Self::OtherGround,
        Self::Withdrawn,
        Self::NotUsed,
        Self::Disputed,
    ];

    /// The article, as cited; none where the project's reading or the ledger alone says so.
    pub const fn article(self) -> Option<&'static str> {
        match self {
            Self::Denied => Some("Art. 6"),
            Self::OtherGround => Some("Art. 7"),
            Self::NotUsed => Some("Art. 13"),
            Self::Withdrawn
            | Self::Disputed
            | Self::Bought
            | Self::NotPaid
            | Self::AlreadyGivenBack => None,
        }
    }

    /// The id of the message that says it in plain words: `refund-no-other-ground`.
    pub fn message_key(self) -> String {
        format!("refund-no-{}", self.as_str().replace('_', "-"))
    }
}

/// Whether the fee is given back after an event, how much of it and why (Art. 6, 7). Never more than
/// the traveller paid, never more than is left of the payment, in the currency paid.
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
        Ok(amount) => Decision::GiveBack { amount, ground },
    })
}

/// The ground that the event gives, and whether a supervisor decides on it.
fn entitled(event: Event<'_>, charged: Money) -> Result<(RefundGround, bool), NotGivenBack> {
    match event {
        Event::Denied => Err(NotGivenBack::Denied),
        Event::Withdrawn => Err(NotGivenBack::Withdrawn),
        Event::NotUsed => Err(NotGivenBack::NotUsed),
        Event::Charged(books) => match judge(charged, books) {
            Verdict::Settles => Err(NotGivenBack::Bought),
            Verdict::GivesBack(ground) => Ok((ground, false)),
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
