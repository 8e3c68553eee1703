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
    "kingdom",
    "royal",
    "foreign",
    "affairs",
    "immigration",
    "airport",
    "arrival",
    "temple",
    "riel",
    "the",
    "of",
    "on",
    "and",
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

/// Towns and ports that everybody here knows.
const PLACES: &[&str] = &[
    "siemreap",
    "siem",
    "reap",
    "battambang",
    "sihanoukville",
    "sihanouk",
    "kampot",
    "kandal",
    "takeo",
    "pursat",
    "kratie",
    "poipet",
    "bavet",
    "pochentong",
    "techo",
    "mekong",
    "tonlesap",
    "bayon",
    "wat",
    "preah",
    "vihear",
    "preahvihear",
];

/// Whether less than 10^10 guesses find it, or nothing is in it but the words of the portal, of the
/// country and of the person, with digits and signs around them. `names` are those of the person.
pub fn is_guessable(password: &str, names: &[&str]) -> bool {
    let inputs: Vec<&str> = OWN.iter().chain(PLACES).chain(names).copied().collect();
    zxcvbn(password, &inputs).score() < Score::Four || is_made_of(password, &inputs)
}

/// Whether the letters of a password are these words, one after the other, whatever stands between.
fn is_made_of(password: &str, words: &[&str]) -> bool {
    let letters = |text: &str| -> Vec<char> {
        let lower = text.chars().flat_map(char::to_lowercase);
        lower.filter(|c| c.is_alphabetic()).collect()
    };
    // Digits and signs that stand for letters.
    let spelled: String = password
        .chars()
        .map(|c| match c {
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            other => other,
        })
        .collect();
    let words: Vec<Vec<char>> = words
        .iter()
        .flat_map(|word| word.split(|c: char| !c.is_alphabetic()).chain([*word]))
        .map(letters)
        .filter(|word| word.len() > 1)
        .collect();
    [password, &spelled]
        .into_iter()
        .any(|password| is_sequence(&letters(password), &words))
}

/// Whether letters are these words, one after the other.
fn is_sequence(password: &[char], words: &[Vec<char>]) -> bool {
    // Up to which places the password is made of words.
    let mut reached = vec![false; password.len() + 1];
    reached[0] = true;
    for at in 0..password.len() {
        if reached[at] {
            for word in words {
                if password[at..].starts_with(word) {
                    reached[at + word.len()] = true;
                }
            }
        }
    }
    reached[password.len()] && !password.is_empty()
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
            "phnom penh 2026",
            "siem reap siem reap",
            "Siem-Reap.2026.Angkor",
            "sok dara 481516",
            "dara//dara//7093",
            "borderofficer99",
            "KingdomOfCambodia2026",
            "TheKingdomOfCambodia",
            "RoyalKingdomCambodia1",
            "Techo Airport 2026",
            "MinistryOfForeignAffairs",
            "khmer-riel-2026",
            "preahvihear2026",
            "AngkorWatTemple2026",
            "VisaOnArrival2026",
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
