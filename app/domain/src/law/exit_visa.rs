//! The exit visa, Ex (Art. 8, 11, 13): its application, its fee, and the bar of departure without
//! it.

use super::grounds::Ground;
use crate::text_enum::text_enum;
use chrono::NaiveDate;

/// The number of photos of 4 × 6 (Art. 8.3).
pub const PHOTOS: u32 = 2;

text_enum! {
    /// A reason for an exit visa (Art. 11).
    Reason {
        /// The holder has a new passport or travel document from the embassy and wishes to leave.
        NewPassport = "new_passport",
        /// The holder is required to leave the Kingdom.
        RequiredToLeave = "required_to_leave",
    }
}

text_enum! {
    /// A supporting document of Art. 8.4. The article lists them without saying whether all are
    /// required; since no one person has them all, our reading is that one is enough.
    Proof {
        /// A complaint about loss or damage of the passport, certified by the authorities.
        LossReport = "loss_report",
        /// A letter of the court, or a release from prison.
        ReleaseLetter = "release_letter",
        /// A birth certificate, for a child born in Cambodia.
        BirthCertificate = "birth_certificate",
        /// Other documents as needed.
        Other = "other",
    }
}

impl Proof {
    /// The document in plain words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::LossReport => "complaint about loss or damage of the passport, certified",
            Self::ReleaseLetter => "letter of the court, or release from prison",
            Self::BirthCertificate => {
                "birth certificate or equivalent, for a child born in Cambodia"
            }
            Self::Other => "other papers as needed",
        }
    }
}

/// The contents of an application for an exit visa (Art. 8.1–4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Application<'a> {
    /// Whether the form is filled in (Art. 8.1).
    pub form: bool,
    /// Whether a passport, or a travel document of equivalent value, is attached (Art. 8.2).
    pub passport: bool,
    /// The number of 4 × 6 photos (Art. 8.3).
    pub photos: u32,
    /// The supporting documents (Art. 8.4).
    pub proofs: &'a [Proof],
}

text_enum! {
    /// An item that an application for an exit visa lacks (Art. 8).
    MissingItem {
        /// The form (Art. 8.1).
        Form = "form",
        /// The passport or travel document (Art. 8.2).
        Passport = "passport",
        /// The two photos (Art. 8.3).
        Photos = "photos",
        /// A supporting document (Art. 8.4).
        Proof = "proof",
    }
}

/// The items that an application lacks, in the order of Art. 8; empty when it is complete but for
/// its fee.
pub fn missing_items(application: Application<'_>) -> Vec<MissingItem> {
    [
        (application.form, MissingItem::Form),
        (application.passport, MissingItem::Passport),
        (application.photos >= PHOTOS, MissingItem::Photos),
        (!application.proofs.is_empty(), MissingItem::Proof),
    ]
    .into_iter()
    .filter_map(|(present, item)| (!present).then_some(item))
    .collect()
}

/// Whether the fee may still be refunded: not once the visa has expired (Art. 8.5). The article
/// does not say that it is refunded before; that is for the authority to decide.
pub fn may_be_refunded(valid_until: NaiveDate, today: NaiveDate) -> bool {
    today <= valid_until
}

/// The ground that bars the departure of a person who needs an exit visa, for the reason `needed`,
/// and has none that is valid today (Art. 23 b.1).
pub fn bars_departure(
    needed: Option<Reason>,
    valid_until: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<Ground> {
    let has_one = valid_until.is_some_and(|until| today <= until);
    (needed.is_some() && !has_one).then_some(Ground::ExitNoVisa)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
    }

    #[test]
    fn article_8_form_passport_two_photos_and_one_of_the_documents() {
        let all = Application {
            form: true,
            passport: true,
            photos: 2,
            proofs: &[Proof::LossReport],
        };
        assert_eq!(missing_items(all), []);
        let nothing = Application {
            form: false,
            passport: false,
            photos: 1,
            proofs: &[],
        };
        assert_eq!(missing_items(nothing), MissingItem::ALL);
        for proof in Proof::ALL {
            let application = Application {
                proofs: std::slice::from_ref(proof),
                ..all
            };
            assert_eq!(missing_items(application), []);
        }
        for (proof, words) in [
            (Proof::LossReport, "loss or damage of the passport"),
            (Proof::ReleaseLetter, "release from prison"),
            (Proof::BirthCertificate, "birth certificate"),
            (Proof::Other, "other papers as needed"),
        ] {
            assert!(proof.text().contains(words), "{proof}");
        }
    }

    #[test]
    fn article_8_3_two_photos_and_more_do_no_harm() {
        let application = |photos| Application {
            form: true,
            passport: true,
            photos,
            proofs: &[Proof::Other],
        };
        assert_eq!(missing_items(application(1)), [MissingItem::Photos]);
        assert_eq!(missing_items(application(3)), []);
    }

    #[test]
    fn article_8_5_not_refunded_once_expired() {
        assert!(may_be_refunded(day(7), day(7)));
        assert!(!may_be_refunded(day(7), day(8)));
    }

    #[test]
    fn articles_11_and_23_b_1_without_the_exit_visa_that_is_needed() {
        let bars = |needed, until| bars_departure(needed, until, day(7));
        assert_eq!(bars(None, None), None);
        let needed = Some(Reason::NewPassport);
        assert_eq!(bars(needed, None), Some(Ground::ExitNoVisa));
        assert_eq!(bars(needed, Some(day(6))), Some(Ground::ExitNoVisa));
        assert_eq!(bars(needed, Some(day(7))), None);
        let required = Some(Reason::RequiredToLeave);
        assert_eq!(bars(required, None), Some(Ground::ExitNoVisa));
    }
}
