//! Ports of entry.

use crate::text_enum::text_enum;

text_enum! {
    /// The way by which a port of entry is reached.
    PortKind {
        /// An airport.
        Air = "air",
        /// A crossing of a land border.
        Land = "land",
        /// A harbour.
        Sea = "sea",
    }
}
