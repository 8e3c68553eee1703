//! How a fine is settled (Art. 28, 29), and what an unsettled one bars (Art. 23 b.5).

use super::{Fine, FineKind};
use crate::law::Ground;
use crate::states::FineState;
use crate::text_enum::text_enum;

/// The ground that a fine in this state gives against a departure (Art. 23 b.5): a due fine for
/// overstay, and no other. A fine of Art. 27 is not named there; its holder is expelled. "Unless
/// otherwise stated by the Minister of Interior" is the exemption of Art. 28.
pub const fn bars_departure(kind: FineKind, state: FineState) -> Option<Ground> {
    match (kind, state) {
        (FineKind::Overstay, FineState::Due) => Some(Ground::ExitUnpaidFine),
        (FineKind::Overstay, FineState::Paid | FineState::Exempted) | (FineKind::Misuse, _) => None,
    }
}

/// Why a fine cannot be exempted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExemptionError {
    /// What was paid or exempted stays so.
    #[error("the fine is {0} already")]
    Settled(FineState),
    /// Nobody is named who exempts.
    #[error("an exemption names who grants it")]
    NobodyNamed,
    /// No reason is given.
    #[error("an exemption gives its reason")]
    NoReason,
}

/// What is written down of an exemption: who granted it and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exempted<'a> {
    /// The fine that nobody has to pay any more.
    pub fine: Fine,
    /// Who grants it in the Minister's name, as given but for space around it.
    pub by: &'a str,
    /// Why, as given but for space around it.
    pub reason: &'a str,
}

/// Exempts from a due fine of Art. 24, 26 or 27, whatever its kind (Art. 28). The right is the
/// Minister of Interior's. The article asks for no form; our reading: it is recorded with who and
/// why.
///
/// # Errors
/// The fine is settled already, or who or why is blank.
pub fn exempt<'a>(
    fine: Fine,
    state: FineState,
    by: &'a str,
    reason: &'a str,
) -> Result<Exempted<'a>, ExemptionError> {
    let (by, reason) = (by.trim(), reason.trim());
    if !state.may_become(FineState::Exempted) {
        return Err(ExemptionError::Settled(state));
    }
    if by.is_empty() {
        return Err(ExemptionError::NobodyNamed);
    }
    if reason.is_empty() {
        return Err(ExemptionError::NoReason);
    }
    Ok(Exempted { fine, by, reason })
}

text_enum! {
    /// What a fine means for the court (Art. 29).
    Lawsuit {
        /// Neither paid nor refused yet.
        Open = "open",
        /// Paying averts the lawsuit.
        Averted = "averted",
        /// Refusing to pay leads to one.
        Filed = "filed",
    }
}

/// What a fine in this state means for the court (Art. 29): paid or exempted (Art. 28), no lawsuit;
/// refused, a lawsuit under the legal procedures.
pub const fn lawsuit(state: FineState, refused_to_pay: bool) -> Lawsuit {
    match (state, refused_to_pay) {
        (FineState::Paid | FineState::Exempted, _) => Lawsuit::Averted,
        (FineState::Due, true) => Lawsuit::Filed,
        (FineState::Due, false) => Lawsuit::Open,
    }
}
