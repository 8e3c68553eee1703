//! An issued visa.

use crate::text_enum::text_enum;

text_enum! {
    /// The state of an issued visa. It begins valid and ends in one of the others.
    VisaState {
        /// It can be entered on within its validity (Art. 13).
        Valid = "valid",
        /// Entered on: a single entry is used up (Art. 18).
        Used = "used",
        /// Not used within its validity: the holder applies again (Art. 13).
        Expired = "expired",
        /// Its fee is refunded after a refusal of entry (Art. 7).
        Void = "void",
        /// Re-issued after a correction; verification shows the old seal as replaced.
        Replaced = "replaced",
    }
}

impl VisaState {
    /// Whether `next` may follow this state. An expired visa becomes used only by an entry within
    /// its validity that is stored afterwards; a used one becomes what it was before only by undoing
    /// that entry.
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (
                Self::Valid,
                Self::Used | Self::Expired | Self::Void | Self::Replaced
            ) | (Self::Expired, Self::Used)
                | (Self::Used, Self::Valid | Self::Expired)
        )
    }

    /// Whether its e-visa document is still handed out: not once the visa is void or replaced.
    pub const fn is_shown(self) -> bool {
        !matches!(self, Self::Void | Self::Replaced)
    }
}
