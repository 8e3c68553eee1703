//! Eligibility of a person for each visa type (Art. 6, 7, 9).

use crate::person::PassportKind;
use crate::visa::VisaType;

/// The conditions of Art. 9 on a person, apart from the purpose of the visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// The kind of the passport that the person travels on.
    pub passport: PassportKind,
    /// Whether the person is a family member of the holder of a diplomatic passport (Art. 9.1).
    pub diplomats_family: bool,
    /// Whether the person is Khmer by birth, with the proof of Art. 6.
    pub khmer_by_birth: bool,
}

impl VisaType {
    /// Whether a person is eligible for this type (Art. 9): A requires a diplomatic passport or a
    /// family member with one (9.1), B an official passport (9.2), K Khmer birth (9.7). The other
    /// types require a purpose, on which officers decide. Ex requires a reason of Art. 11
    /// ([`crate::law::exit_visa::Reason`]), whatever the passport. KHM is for tourists in the
    /// ACMECS countries (9.8): the article names the countries of the journey, not a nationality.
    pub const fn is_open_to(self, holder: Holder) -> bool {
        match self {
            Self::A => {
                matches!(holder.passport, PassportKind::Diplomatic) || holder.diplomats_family
            }
            Self::B => matches!(holder.passport, PassportKind::Official),
            Self::K => holder.khmer_by_birth,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(passport: PassportKind) -> Holder {
        Holder {
            passport,
            diplomats_family: false,
            khmer_by_birth: false,
        }
    }

    fn closed(holder: Holder) -> Vec<VisaType> {
        let all = VisaType::ALL.iter().copied();
        all.filter(|one| !one.is_open_to(holder)).collect()
    }

    #[test]
    fn article_9_the_passport_decides_on_a_and_b_and_birth_on_k() {
        use VisaType::{A, B, K};
        assert_eq!(closed(holder(PassportKind::Ordinary)), [A, B, K]);
        assert_eq!(closed(holder(PassportKind::Diplomatic)), [B, K]);
        assert_eq!(closed(holder(PassportKind::Official)), [A, K]);
        let family = Holder {
            diplomats_family: true,
            ..holder(PassportKind::Ordinary)
        };
        assert_eq!(closed(family), [B, K]);
        let khmer = Holder {
            khmer_by_birth: true,
            ..holder(PassportKind::Ordinary)
        };
        assert_eq!(closed(khmer), [A, B]);
    }
}
