//! Document type category and document feature definition reference (part 13, 2.2.2), which
//! together name the kind of document of a seal.

/// The kind of document of a seal: category and feature definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// The document type category: odd ones are ICAO's, even ones are free for national use.
    pub category: u8,
    /// The document feature definition reference.
    pub definition: u8,
}

/// Visas (part 7, 9.1.1): category 0x01, definition 93.
pub const VISA: Definition = Definition {
    category: 0x01,
    definition: 93,
};

/// The V-Pass: category 0x56, of our own and even, hence national; definition 1.
pub const V_PASS: Definition = Definition {
    category: 0x56,
    definition: 1,
};
