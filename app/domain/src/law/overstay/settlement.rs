//! The settlement of a fine (Art. 28, 29), and the bar of departure while it is due (Art. 23 b.5).

use super::{Fine, FineKind};
use crate::law::Ground;
use crate::states::FineState;
use crate::text_enum::text_enum;

/// The ground that bars a departure because of a fine in this state (Art. 23 b.5): only a due fine
/// for overstay. A fine of Art. 27 is not named there, since its holder is expelled. "Unless
/// otherwise stated by the Minister of Interior" is the exemption of Art. 28.
pub const fn bars_departure(kind: FineKind, state: FineState) -> Option<Ground> {
    match (kind, state) {
        (FineKind::Overstay, FineState::Due) => Some(Ground::ExitUnpaidFine),
        (FineKind::Overstay, FineState::Paid | FineState::Exempted) | (FineKind::Misuse, _) => None,
    }
}

/// The reason why a person cannot be exempted from a fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExemptionError {
    /// The fine is paid or exempted already, and stays so.
    #[error("the fine is {0} already")]
    Settled(FineState),
    /// The name of the person who grants the exemption is missing.
    #[error("an exemption names who grants it")]
    NobodyNamed,
    /// The reason is missing.
    #[error("an exemption gives its reason")]
    NoReason,
}

/// An exemption from a fine (Art. 28).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exempted<'a> {
    /// The fine, which is no longer due.
    pub fine: Fine,
    /// The name of the person who grants it for the Minister, trimmed.
    pub by: &'a str,
    /// The reason, trimmed.
    pub reason: &'a str,
}

/// Exempts from a due fine of Art. 24, 26 or 27, whatever its kind (Art. 28), which is the right of
/// the Minister of Interior. The article requires no form; our reading: a name and a reason.
///
/// # Errors
/// The fine is settled already, or the name or the reason is blank.
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
    /// The lawsuit over a fine (Art. 29).
    Lawsuit {
        /// None yet: the fine is neither paid nor refused.
        Open = "open",
        /// None any more: the fine is paid or exempted.
        Averted = "averted",
        /// Filed, since the holder refuses to pay.
        Filed = "filed",
    }
}

/// The lawsuit over a fine in this state (Art. 29): none once it is paid or exempted (Art. 28), one
/// under the legal procedures when the holder refuses to pay.
pub const fn lawsuit(state: FineState, refused_to_pay: bool) -> Lawsuit {
    match (state, refused_to_pay) {
        (FineState::Paid | FineState::Exempted, _) => Lawsuit::Averted,
        (FineState::Due, true) => Lawsuit::Filed,
        (FineState::Due, false) => Lawsuit::Open,
    }
}
