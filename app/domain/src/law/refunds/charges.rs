//! Whether a charge buys its application or goes back: money taken without a service is given back
//! without being asked for. The sub-decree is silent; our reading, as a fault of the system (Art. 7).

use super::RefundGround;
use crate::money::Money;
use crate::states::ApplicationState;

/// What a charge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It buys the application.
    Settles,
    /// It buys nothing and goes back.
    GivesBack(RefundGround),
}

/// What stands in the books when a charge arrives (our reading).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Books {
    /// What the payer was asked for.
    pub asked: Money,
    /// The application, as it stands.
    pub application: ApplicationState,
    /// Another charge bought the application.
    pub bought: bool,
    /// At least one traveller has not withdrawn.
    pub travellers: bool,
}

/// Whether a charge buys the application or goes back (our reading).
pub fn judge(charged: Money, books: Books) -> Verdict {
    if charged != books.asked {
        return Verdict::GivesBack(RefundGround::UnrecordedCharge);
    }
    if books.bought {
        return Verdict::GivesBack(RefundGround::DoubleCharge);
    }
    match books.application {
        ApplicationState::Submitted if books.travellers => Verdict::Settles,
        ApplicationState::Draft => Verdict::GivesBack(RefundGround::UnrecordedCharge),
        ApplicationState::Submitted
        | ApplicationState::Paid
        | ApplicationState::Closed
        | ApplicationState::Expired => Verdict::GivesBack(RefundGround::LateCharge),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use ApplicationState::{Closed, Draft, Expired, Paid, Submitted};

    #[test]
    fn our_reading_a_charge_buys_once_what_was_asked_and_is_still_wanted() {
        let asked = Money::usd(6000);
        let books = |application, bought, travellers| Books {
            asked,
            application,
            bought,
            travellers,
        };
        let back = Verdict::GivesBack;
        let (double, late, unrecorded) = (
            back(RefundGround::DoubleCharge),
            back(RefundGround::LateCharge),
            back(RefundGround::UnrecordedCharge),
        );
        for (charged, books, verdict) in [
            (asked, books(Submitted, false, true), Verdict::Settles),
            (asked, books(Paid, true, true), double),
            (asked, books(Closed, true, true), double),
            (asked, books(Paid, false, true), late),
            (asked, books(Expired, false, true), late),
            (asked, books(Closed, false, false), late),
            (asked, books(Submitted, false, false), late),
            (asked, books(Draft, false, true), unrecorded),
            (Money::usd(5999), books(Submitted, false, true), unrecorded),
            (
                Money::new(6000, Currency::Khr),
                books(Submitted, false, true),
                unrecorded,
            ),
        ] {
            assert_eq!(judge(charged, books), verdict, "{charged} {books:?}");
        }
    }
}
