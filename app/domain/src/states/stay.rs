//! Border crossings, the stay between two of them, and the fines of a stay.

use crate::text_enum::text_enum;

text_enum! {
    /// The kind of a border crossing, as an officer at the entry point enters it.
    CrossingKind {
        /// Admitted; a stay begins (Art. 14).
        Admission = "admission",
        /// Entry refused, on grounds of Art. 7 or 23 a.
        Refusal = "refusal",
        /// Left the country; the stay ends.
        Departure = "departure",
    }
}

text_enum! {
    /// The state of a stay, from admission to departure, and of its V-Pass.
    StayState {
        /// The holder is in the country.
        Open = "open",
        /// The holder has left.
        Departed = "departed",
    }
}

text_enum! {
    /// The state of a fine of Art. 24, 26 or 27.
    FineState {
        /// Neither paid nor exempted; a due fine for overstay bars departure (Art. 23 b.5).
        Due = "due",
        /// Paid: no lawsuit (Art. 29).
        Paid = "paid",
        /// Exempted by the Minister of Interior (Art. 28).
        Exempted = "exempted",
    }
}

impl StayState {
    /// Whether `next` may follow this state: a departure closes a stay for good.
    pub const fn may_become(self, next: Self) -> bool {
        matches!((self, next), (Self::Open, Self::Departed))
    }
}

impl FineState {
    /// Whether `next` may follow this state. A fine that is paid or exempted stays so.
    pub const fn may_become(self, next: Self) -> bool {
        matches!((self, next), (Self::Due, Self::Paid | Self::Exempted))
    }
}
