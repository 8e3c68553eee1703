//! Applying at a mission or at an international entry point (Art. 6): what an applicant brings.
//!
//! At a mission the same form is filled in on paper, and a clerk enters it.

use super::application::passport_is_valid_long_enough;
use crate::text_enum::text_enum;
use crate::visa::VisaType;
use chrono::NaiveDate;

/// Art. 6.3: photos of 4 × 6.
pub const PHOTOS: u32 = 1;

/// What an applicant has brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought {
    /// The form, filled in: an own one, or that of a parent or guardian whose passport it is
    /// (Art. 6.1, 6.4).
    pub form: bool,
    /// The last day on which the passport shown is valid; none without a passport (Art. 6.2).
    pub passport_expiry: Option<NaiveDate>,
    /// How many photos (Art. 6.3).
    pub photos: u32,
    /// The fee is paid (Art. 6.5).
    pub fee: bool,
    /// Papers that prove Khmer nationality by birth (Art. 6, end).
    pub proof_of_khmer_birth: bool,
}

text_enum! {
    /// What an application at a mission or entry point still lacks (Art. 6).
    Lacking {
        /// Art. 6.1.
        Form = "form",
        /// Art. 6.2: none, or not valid for six months.
        Passport = "passport",
        /// Art. 6.3.
        Photo = "photo",
        /// Art. 6.5.
        Fee = "fee",
        /// Art. 6, end: for K alone.
        ProofOfKhmerBirth = "proof_of_khmer_birth",
    }
}

/// Whether papers that prove Khmer nationality by birth are attached (Art. 6, end): for K.
pub const fn needs_proof_of_khmer_birth(visa_type: VisaType) -> bool {
    matches!(visa_type, VisaType::K)
}

/// What is lacking for an entry on `entry`, in the order of Art. 6; nothing when the application is
/// complete. The six months of the passport are counted as those of Art. 7.3 are.
pub fn lacking(visa_type: VisaType, entry: NaiveDate, brought: Brought) -> Vec<Lacking> {
    let passport = brought
        .passport_expiry
        .is_some_and(|expiry| passport_is_valid_long_enough(expiry, entry));
    let proof = brought.proof_of_khmer_birth || !needs_proof_of_khmer_birth(visa_type);
    [
        (brought.form, Lacking::Form),
        (passport, Lacking::Passport),
        (brought.photos >= PHOTOS, Lacking::Photo),
        (brought.fee, Lacking::Fee),
        (proof, Lacking::ProofOfKhmerBirth),
    ]
    .into_iter()
    .filter_map(|(present, lacking)| (!present).then_some(lacking))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn article_6_1_to_6_5_form_passport_photo_and_fee() {
        let entry = day(2026, 8, 31);
        let all = Brought {
            form: true,
            passport_expiry: Some(day(2027, 2, 28)),
            photos: 1,
            fee: true,
            proof_of_khmer_birth: false,
        };
        let lacks = |brought| lacking(VisaType::T, entry, brought);
        assert_eq!(lacks(all), []);
        let early = Some(day(2027, 2, 27));
        for (brought, lacking) in [
            (Brought { form: false, ..all }, Lacking::Form),
            (
                Brought {
                    passport_expiry: None,
                    ..all
                },
                Lacking::Passport,
            ),
            (
                Brought {
                    passport_expiry: early,
                    ..all
                },
                Lacking::Passport,
            ),
            (Brought { photos: 0, ..all }, Lacking::Photo),
            (Brought { fee: false, ..all }, Lacking::Fee),
        ] {
            assert_eq!(lacks(brought), [lacking]);
        }
    }

    #[test]
    fn article_6_end_proof_of_khmer_birth_for_k_alone() {
        let nothing = Brought {
            form: false,
            passport_expiry: None,
            photos: 0,
            fee: false,
            proof_of_khmer_birth: false,
        };
        for &visa_type in VisaType::ALL {
            let lacks = lacking(visa_type, day(2026, 8, 31), nothing);
            let proof = lacks.contains(&Lacking::ProofOfKhmerBirth);
            assert_eq!(proof, visa_type.as_str() == "K", "{visa_type}");
        }
        let proved = Brought {
            proof_of_khmer_birth: true,
            ..nothing
        };
        let lacks = lacking(VisaType::K, day(2026, 8, 31), proved);
        assert!(!lacks.contains(&Lacking::ProofOfKhmerBirth));
    }
}
