//! The checks of a case before its decision (Art. 5, 7, 13, 14, 23), each with its article.

use crate::text_enum::text_enum;

text_enum! {
    /// A check of a case, whose result a reviewer sees.
    ReviewCheck {
        /// The form is filled in (Art. 7.1).
        Form = "form",
        /// A photo is attached (Art. 7.2).
        Photo = "photo",
        /// The passport is valid long enough (Art. 7.3).
        PassportValidity = "passport_validity",
        /// A traveller without a passport travels on that of a parent or guardian (Art. 7.4).
        AdultsPassport = "adults_passport",
        /// The passport's MRZ agrees with the typed data page (Doc 9303-3).
        Mrz = "zone",
        /// An agreement may exempt from the visa (Art. 5).
        Exemption = "exemption",
        /// A visa granted today covers the trip (Art. 13, 14).
        Trip = "trip",
        /// Earlier denials and refusals of entry (Art. 23 a).
        History = "history",
        /// The fee is paid, and did not go back (Art. 7.5).
        Fee = "fee",
        /// Other applications on the same passport (Art. 7.1: one form each).
        OtherApplications = "other_applications",
        /// The fee is paid by card (Art. 7), and nobody disputes the charge.
        Payment = "payment",
    }
}

impl ReviewCheck {
    /// The article or standard of the check, as cited.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Form | Self::OtherApplications => "Art. 7.1",
            Self::Photo => "Art. 7.2",
            Self::PassportValidity => "Art. 7.3",
            Self::AdultsPassport => "Art. 7.4",
            Self::Fee => "Art. 7.5",
            Self::Mrz => "Doc 9303-3",
            Self::Exemption => "Art. 5",
            Self::Trip => "Art. 13, 14",
            Self::History => "Art. 23 a",
            Self::Payment => "Art. 7",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_5_7_13_14_and_23_each_check_is_from_one() {
        let articles: Vec<&str> = ReviewCheck::ALL.iter().map(|c| c.article()).collect();
        assert_eq!(
            articles,
            [
                "Art. 7.1",
                "Art. 7.2",
                "Art. 7.3",
                "Art. 7.4",
                "Doc 9303-3",
                "Art. 5",
                "Art. 13, 14",
                "Art. 23 a",
                "Art. 7.5",
                "Art. 7.1",
                "Art. 7"
            ]
        );
    }
}
