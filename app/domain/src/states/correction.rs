//! The correction that a reviewer asks for.

use crate::text_enum::text_enum;

text_enum! {
    /// A page of an application that a correction opens to the traveller.
    CorrectionPage {
        /// The data page of the passport.
        Passport = "passport",
        /// The photo.
        Photo = "photo",
        /// The trip, which all travellers of the application share.
        Trip = "trip",
        /// The contact, which all travellers of the application share.
        Contact = "contact",
    }
}

impl CorrectionPage {
    /// The pages that a correction opens which names none.
    pub const UNNAMED: [Self; 2] = [Self::Passport, Self::Photo];
}
