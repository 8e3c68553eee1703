//! Document type category and feature definition (part 13, 2.2.2): which document a seal is of.

/// What a pair of category and definition stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// Document type category: odd ones are ICAO's, even ones are free for a nation.
    pub category: u8,
    /// Document feature definition reference.
    pub definition: u8,
}

/// Visas (part 7, 9.1.1): category 0x01, definition 93.
pub const VISA: Definition = Definition {
    category: 0x01,
    definition: 93,
};

/// The V-Pass: a national category (even) of our own, first definition.
pub const V_PASS: Definition = Definition {
    category: 0x56,
    definition: 1,
};
