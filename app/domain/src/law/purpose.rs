//! The purpose of a stay (Art. 9, 15), which must be in line with the visa, or with the exemption
//! agreement in its place. Any other use of a visa is fined
//! ([`misuse_fine`](super::overstay::misuse_fine), Art. 27).

use crate::text_enum::text_enum;
use crate::visa::VisaType;

text_enum! {
    /// The purpose of a stay, in the kinds of Art. 9.
    Purpose {
        /// Diplomacy: holders of diplomatic passports and their family (Art. 9.1).
        Diplomacy = "diplomacy",
        /// A mission for a state or an international organisation (Art. 9.2).
        Mission = "mission",
        /// A visit of cooperation or courtesy (Art. 9.3).
        Courtesy = "courtesy",
        /// Transit, or work on a vehicle, train, ship or aircraft (Art. 9.4).
        Transit = "transit",
        /// Business, work, study, retirement, and any purpose of no other type (Art. 9.5, 9.6; the
        /// extensions of E in Art. 10 name these).
        Business = "business",
        /// Travel for pleasure (Art. 9.8–9.10).
        Tourism = "tourism",
    }
}

/// The permission for a stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission<'a> {
    /// A visa of this type.
    Visa(VisaType),
    /// An exemption agreement for these purposes (Art. 5).
    Agreement(&'a [Purpose]),
}

/// The purposes of a visa type (Art. 9). K is granted for Khmer birth and not for a purpose; our
/// reading: its holder may stay for any. An exit visa permits no stay.
pub const fn purposes(visa_type: VisaType) -> &'static [Purpose] {
    match visa_type {
        VisaType::A => &[Purpose::Diplomacy],
        VisaType::B => &[Purpose::Mission],
        VisaType::C => &[Purpose::Courtesy],
        VisaType::D => &[Purpose::Transit],
        VisaType::E | VisaType::E1 | VisaType::E2 | VisaType::E3 => &[Purpose::Business],
        VisaType::K => Purpose::ALL,
        VisaType::Khm | VisaType::T | VisaType::T1 | VisaType::T2 | VisaType::T3 => {
            &[Purpose::Tourism]
        }
        VisaType::Ex => &[],
    }
}

/// Whether a stay for this purpose is in line with its permission (Art. 15).
pub fn is_in_line(permission: Permission<'_>, purpose: Purpose) -> bool {
    match permission {
        Permission::Visa(visa_type) => purposes(visa_type).contains(&purpose),
        Permission::Agreement(named) => named.contains(&purpose),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_15_the_stay_is_in_line_with_the_type_of_visa() {
        for (code, purpose) in [
            ("A", "diplomacy"),
            ("B", "mission"),
            ("C", "courtesy"),
            ("D", "transit"),
            ("E", "business"),
            ("E1", "business"),
            ("E2", "business"),
            ("E3", "business"),
            ("Ex", ""),
            ("KHM", "tourism"),
            ("T", "tourism"),
            ("T1", "tourism"),
            ("T2", "tourism"),
            ("T3", "tourism"),
        ] {
            let visa = Permission::Visa(code.parse().unwrap());
            for &other in Purpose::ALL {
                let fits = other.as_str() == purpose;
                assert_eq!(is_in_line(visa, other), fits, "{code} {other}");
            }
        }
    }

    #[test]
    fn article_15_a_holder_of_k_may_stay_for_any_purpose() {
        for &purpose in Purpose::ALL {
            assert!(is_in_line(Permission::Visa(VisaType::K), purpose));
        }
    }

    #[test]
    fn article_15_or_with_the_exemption_agreement() {
        let agreement = Permission::Agreement(&[Purpose::Tourism, Purpose::Mission]);
        assert!(is_in_line(agreement, Purpose::Mission));
        assert!(!is_in_line(agreement, Purpose::Business));
        assert!(!is_in_line(Permission::Agreement(&[]), Purpose::Tourism));
    }
}
