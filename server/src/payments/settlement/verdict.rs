//! Whether a charge buys its application or goes back: a pure reading of the books.

use domain::law::refunds::RefundGround;
use domain::money::Money;
use domain::states::ApplicationState;

/// What a charge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It buys the application.
    Settles,
    /// It buys nothing and goes back.
    GivesBack(RefundGround),
}

/// What stands in the books when a charge arrives.
#[derive(Debug, Clone, Copy)]
pub struct Books {
    pub asked: Money,
    pub application: ApplicationState,
    /// Another charge bought the application.
    pub bought: bool,
    /// At least one traveller has not withdrawn.
    pub travellers: bool,
}

/// Whether a charge buys the application or goes back (Art. 6–8: money taken without a service
/// is given back without being asked for).
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
        _ => Verdict::GivesBack(RefundGround::LateCharge),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ApplicationState::{Closed, Draft, Expired, Paid, Submitted};
    use domain::money::Currency;

    #[test]
    fn a_charge_buys_once_what_was_asked_and_is_still_wanted() {
        let asked = Money::usd(6000);
        let books = |application, bought, travellers| Books {
            asked,
            application,
            bought,
            travellers,
        };
        let back = Verdict::GivesBack;
        for (charged, books, verdict) in [
            (asked, books(Submitted, false, true), Verdict::Settles),
            (
                asked,
                books(Paid, true, true),
                back(RefundGround::DoubleCharge),
            ),
            (
                asked,
                books(Closed, true, true),
                back(RefundGround::DoubleCharge),
            ),
            (
                asked,
                books(Expired, false, true),
                back(RefundGround::LateCharge),
            ),
            (
                asked,
                books(Closed, false, false),
                back(RefundGround::LateCharge),
            ),
            (
                asked,
                books(Submitted, false, false),
                back(RefundGround::LateCharge),
            ),
            (
                asked,
                books(Draft, false, true),
                back(RefundGround::UnrecordedCharge),
            ),
            (
                Money::usd(5999),
                books(Submitted, false, true),
                back(RefundGround::UnrecordedCharge),
            ),
            (
                Money::new(6000, Currency::Khr),
                books(Submitted, false, true),
                back(RefundGround::UnrecordedCharge),
            ),
        ] {
            assert_eq!(judge(charged, books), verdict, "{charged} {books:?}");
        }
    }
}
