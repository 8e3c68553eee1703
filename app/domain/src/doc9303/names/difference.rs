//! The differences that Doc 9303 allows between a typed name and the name in an MRZ.

use crate::text_enum::text_enum;

text_enum! {
    /// A difference between a typed name and the name in an MRZ that Doc 9303 allows.
    AllowedDifference {
        /// An apostrophe, omitted in the MRZ (part 3, 4.6).
        Apostrophe = "apostrophe",
        /// A hyphen, a filler in the MRZ (part 3, 4.6).
        Hyphen = "hyphen",
        /// Other punctuation: a comma is a filler in the MRZ, the rest is omitted (part 3, 4.6).
        Punctuation = "punctuation",
        /// A letter in one of its published transliterations (part 3, section 6); for a Latin
        /// letter that table A lacks, its base letter (our reading).
        Transliteration = "transliteration",
        /// A name truncated because the field is too short (part 4, 4.2.3).
        Truncation = "truncation",
        /// A single name in the other identifier. The MRZ has it in the primary one (part 3, 4.6),
        /// wherever it was typed; some states write it in the secondary one.
        SingleName = "single_name",
        /// A prefix or suffix such as `Dr.` or `Jr.`, omitted in the MRZ unless it is legally part
        /// of the name (part 3, 4.6).
        Title = "title",
    }
}
