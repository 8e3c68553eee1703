//! Visa types and passport kinds (Art. 5, 9).

use crate::text_enum::text_enum;

text_enum! {
    /// Art. 9 and 11.
    VisaType {
        A = "A", B = "B", C = "C", D = "D", E = "E", E1 = "E1", E2 = "E2", E3 = "E3",
        Ex = "Ex", K = "K", Khm = "KHM", T = "T", T1 = "T1", T2 = "T2", T3 = "T3",
    }
}

text_enum! {
    /// Art. 18.
    Entries { Single = "single", Multiple = "multiple" }
}

text_enum! {
    /// The passports that exemption agreements name (Art. 5).
    PassportKind {
        Ordinary = "ordinary",
        Diplomatic = "diplomatic",
        Official = "official",
        Special = "special",
        Business = "business",
    }
}
