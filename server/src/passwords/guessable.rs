//! Passwords that guessers try first (NIST SP 800-63B, 3.1.1.2; ASVS 6.2.4): common ones, alone or
//! with a little around them, repeated or sequential signs, and the names of portal and person.

use zxcvbn::{Score, zxcvbn};

/// What people write about this portal.
const OWN: &[&str] = &[
    "evisa",
    "visa",
    "vpass",
    "portal",
    "cambodia",
    "cambodian",
    "kampuchea",
    "khmer",
    "angkor",
    "phnompenh",
    "phnom",
    "penh",
    "ministry",
    "border",
    "officer",
    "reviewer",
    "supervisor",
    "evisa-portal",
    "cambodia-evisa",
    // The one that everybody has read of.
    "correcthorsebatterystaple",
    "correct horse battery staple",
];

/// Whether less than 10^10 guesses find it. `names` are those of the person.
pub fn is_guessable(password: &str, names: &[&str]) -> bool {
    let inputs: Vec<&str> = OWN.iter().chain(names).copied().collect();
    zxcvbn(password, &inputs).score() < Score::Four
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_guessers_try_first_is_found() {
        for password in [
            "password1234",
            "Password2026!",
            "p@ssw0rd1234",
            "!!Password!!",
            "qwertyuiop12",
            "aaaaaaaaaaaa",
            "abababababab",
            "123456789012",
            "123456123456",
            "210987654321",
            "1qaz2wsx3edc",
            "abcdefghijkl",
            "evisa-portal1",
            "Cambodia-2026",
            "sok.dara2026!",
            "iloveyouiloveyou",
            "Summer2026!!!!",
            "phnompenh123456",
            "welcome to cambodia",
            "letmein-letmein",
            "cambodia-evisa-2026",
            "correcthorsebatterystaple",
            "",
        ] {
            assert!(is_guessable(password, &["sok.dara"]), "{password}");
        }
    }

    #[test]
    fn what_nobody_has_in_a_list_is_taken() {
        for password in [
            "lotus krama river",
            "quiet river, seven lanterns",
            "rT7#kq0Zv_pL",
            "0k4m-x9tq-77fz-hw2n",
            "mango boat 41 candle",
            "ទន្លេមេគង្គហូរ",
        ] {
            assert!(!is_guessable(password, &["sok", "dara"]), "{password}");
        }
    }
}
