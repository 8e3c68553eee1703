//! What a stay is for (Art. 9, 15): it must be in line with the visa or with the agreement that
//! takes its place. Whoever uses a visa otherwise is fined
//! ([`misuse_fine`](super::overstay::misuse_fine), Art. 27).

use crate::text_enum::text_enum;
use crate::visa::VisaType;

text_enum! {
    /// What a stay is for, in the kinds that Art. 9 tells apart.
    Purpose {
        /// Holders of diplomatic passports and their family (Art. 9.1).
        Diplomacy = "diplomacy",
        /// A mission for a state or an international organisation (Art. 9.2).
        Mission = "mission",
        /// A visit of cooperation or courtesy (Art. 9.3).
        Courtesy = "courtesy",
        /// Passing through, or work on a vehicle, train, ship or aircraft (Art. 9.4).
        Transit = "transit",
        /// Business, work, study, retirement, and all that no other type is for (Art. 9.5, 9.6; the
        /// extensions of E in Art. 10 name these).
        Business = "business",
        /// Travel for pleasure (Art. 9.8–9.10).
        Tourism = "tourism",
    }
}

/// What permits a stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission<'a> {
    /// A visa of this type.
    Visa(VisaType),
    /// An exemption agreement, with the purposes that it names (Art. 5).
    Agreement(&'a [Purpose]),
}

/// What a visa of this type is for (Art. 9). K is given for a birth, not for a purpose: our reading,
/// its holder may stay for any. An exit visa permits no stay.
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

/// Whether a stay for this purpose is in line with what permits it (Art. 15).
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
        for (word, purpose) in [
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
            let visa = Permission::Visa(word.parse().unwrap());
            for &other in Purpose::ALL {
                let fits = other.as_str() == purpose;
                assert_eq!(is_in_line(visa, other), fits, "{word} {other}");
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
