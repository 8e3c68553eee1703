//! The ways in which a typed name may differ from that of an MRZ.

use crate::text_enum::text_enum;

text_enum! {
    /// A difference that Doc 9303 allows.
    AllowedDifference {
        /// Omitted in the MRZ (part 3, 4.6).
        Apostrophe = "apostrophe",
        /// A filler in the MRZ (part 3, 4.6).
        Hyphen = "hyphen",
        /// A comma is a filler in the MRZ, all other punctuation is omitted (part 3, 4.6).
        Punctuation = "punctuation",
        /// A letter in one of its published transliterations (part 3, section 6); of a Latin letter that
        /// table A does not have, its base letter (our reading).
        Transliteration = "transliteration",
        /// Cut because the field is too short (part 4, 4.2.3).
        Truncation = "truncation",
        /// A person with one name has it in the MRZ's primary identifier (part 3, 4.6), wherever it was
        /// typed; some states write it in the secondary one.
        SingleName = "single_name",
        /// A prefix or suffix such as `Dr.` or `Jr.`, which the MRZ leaves out unless it is legally
        /// part of the name (part 3, 4.6).
        Title = "title",
    }
}
