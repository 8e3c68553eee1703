//! Applying at a mission or an international entry point (Art. 6), and what an application there
//! has to include. The same form is filled in on paper, and a clerk enters it.

use super::application::passport_is_valid_long_enough;
use crate::text_enum::text_enum;
use crate::visa::VisaType;
use chrono::NaiveDate;

/// The number of photos of 4 × 6 (Art. 6.3).
pub const PHOTOS: u32 = 1;

/// The contents of an application at a mission or entry point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Application {
    /// Whether the form is filled in: the applicant's own, or that of the parent or guardian on
    /// whose passport the applicant travels (Art. 6.1, 6.4).
    pub form: bool,
    /// The last day on which the passport is valid; `None` without a passport (Art. 6.2).
    pub passport_expiry: Option<NaiveDate>,
    /// The number of photos (Art. 6.3).
    pub photos: u32,
    /// Whether the fee is paid (Art. 6.5).
    pub fee: bool,
    /// Whether documents that prove Khmer nationality by birth are attached (Art. 6, end).
    pub proof_of_khmer_birth: bool,
}

text_enum! {
    /// An item that an application at a mission or entry point lacks (Art. 6).
    MissingItem {
        /// The form (Art. 6.1).
        Form = "form",
        /// A passport, valid for six months (Art. 6.2).
        Passport = "passport",
        /// The photo (Art. 6.3).
        Photo = "photo",
        /// The fee (Art. 6.5).
        Fee = "fee",
        /// The proof of Khmer nationality by birth, for K only (Art. 6, end).
        ProofOfKhmerBirth = "proof_of_khmer_birth",
    }
}

/// Whether a visa type requires documents that prove Khmer nationality by birth (Art. 6, end): K
/// does.
pub const fn needs_proof_of_khmer_birth(visa_type: VisaType) -> bool {
    matches!(visa_type, VisaType::K)
}

/// The items that an application for an entry on `entry` lacks, in the order of Art. 6; empty when
/// it is complete. The six months of the passport are counted like those of Art. 7.3.
pub fn missing_items(
    visa_type: VisaType,
    entry: NaiveDate,
    application: Application,
) -> Vec<MissingItem> {
    let passport = application
        .passport_expiry
        .is_some_and(|expiry| passport_is_valid_long_enough(expiry, entry));
    let proof = application.proof_of_khmer_birth || !needs_proof_of_khmer_birth(visa_type);
    [
        (application.form, MissingItem::Form),
        (passport, MissingItem::Passport),
        (application.photos >= PHOTOS, MissingItem::Photo),
        (application.fee, MissingItem::Fee),
        (proof, MissingItem::ProofOfKhmerBirth),
    ]
    .into_iter()
    .filter_map(|(present, item)| (!present).then_some(item))
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
        let all = Application {
            form: true,
            passport_expiry: Some(day(2027, 2, 28)),
            photos: 1,
            fee: true,
            proof_of_khmer_birth: false,
        };
        let lacks = |application| missing_items(VisaType::T, entry, application);
        assert_eq!(lacks(all), []);
        let early = Some(day(2027, 2, 27));
        for (application, item) in [
            (Application { form: false, ..all }, MissingItem::Form),
            (
                Application {
                    passport_expiry: None,
                    ..all
                },
                MissingItem::Passport,
            ),
            (
                Application {
                    passport_expiry: early,
                    ..all
                },
                MissingItem::Passport,
            ),
            (Application { photos: 0, ..all }, MissingItem::Photo),
            (Application { fee: false, ..all }, MissingItem::Fee),
        ] {
            assert_eq!(lacks(application), [item]);
        }
    }

    #[test]
    fn article_6_end_proof_of_khmer_birth_for_k_alone() {
        let nothing = Application {
            form: false,
            passport_expiry: None,
            photos: 0,
            fee: false,
            proof_of_khmer_birth: false,
        };
        for &visa_type in VisaType::ALL {
            let lacks = missing_items(visa_type, day(2026, 8, 31), nothing);
            let proof = lacks.contains(&MissingItem::ProofOfKhmerBirth);
            assert_eq!(proof, visa_type.as_str() == "K", "{visa_type}");
        }
        let proved = Application {
            proof_of_khmer_birth: true,
            ..nothing
        };
        let lacks = missing_items(VisaType::K, day(2026, 8, 31), proved);
        assert!(!lacks.contains(&MissingItem::ProofOfKhmerBirth));
    }
}
