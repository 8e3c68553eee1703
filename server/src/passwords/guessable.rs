//! Passwords that guessers try first (NIST SP 800-63B, 3.1.1.2; ASVS 6.2.4): common ones, alone or
//! with a little around them, repeated or sequential signs, and the names of portal and person.

mod words;

use super::LEAST_CHARACTERS;
use domain::typed_text::plain_letters;
use std::collections::BTreeSet;
use unicode_security::skeleton;
use words::{BETWEEN, OFFICE, OWN, PLACES, TITLES};
use zxcvbn::{Score, zxcvbn};

/// Whether less than 10^10 guesses find it, or nothing is in it but the words of the portal, of the
/// country and of the person, with digits and signs around them. `names` are those of the person, with
/// titles or without.
pub fn is_guessable(password: &str, names: &[&str]) -> bool {
    let names = of_person(names);
    let known = [OWN, PLACES, OFFICE, TITLES, BETWEEN];
    let known = known.into_iter().flatten().copied();
    let inputs: Vec<&str> = names.iter().map(String::as_str).chain(known).collect();
    let plain = plain_letters(password);
    let alike: Vec<String> = inputs.iter().map(|word| as_it_looks(word)).collect();
    let alike: Vec<&str> = alike.iter().map(String::as_str).collect();
    [password, &plain]
        .into_iter()
        .any(|password| zxcvbn(password, &inputs).score() < Score::Four)
        || is_made_of(&plain, &inputs)
        || is_made_of(&as_it_looks(&plain), &alike)
        || repeats(&plain)
}

/// The letters that look the same as one letter (Unicode Technical Standard 39): whoever types a Latin word
/// in Cyrillic letters has hidden nothing.
fn as_it_looks(text: &str) -> String {
    let looks = text.split_inclusive(|_| true).map(|letter| {
        // Of Latin signs only the digits have another look, and those stand for themselves here.
        if letter.is_ascii() {
            letter.to_owned()
        } else {
            skeleton(letter).collect()
        }
    });
    plain_letters(&looks.collect::<String>())
}

/// Whether it is one thing over and over, which is as good as that thing alone.
fn repeats(password: &str) -> bool {
    let signs: Vec<char> = password
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .collect();
    (1..=signs.len() / 2)
        .filter(|&unit| unit < LEAST_CHARACTERS)
        .any(|unit| {
            signs
                .iter()
                .skip(unit)
                .zip(&signs)
                .all(|(later, sign)| later == sign)
        })
}

/// The names of a person as they may stand in a password: each word with and without its accents, forwards
/// and backwards, all of them together, and the initials.
fn of_person(names: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for name in names {
        for name in [plain_letters(name), plain_letters(&spelled_out(name))] {
            let words: Vec<&str> = name
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| !word.is_empty())
                .collect();
            for word in &words {
                found.insert((*word).to_owned());
                found.insert(word.chars().rev().collect());
            }
            found.insert(name.clone());
            found.insert(words.concat());
            // Of some of the words too: titles have no part in initials.
            for from in 0..words.len() {
                let initials = words[from..].iter().filter_map(|word| word.chars().next());
                let initials: String = initials.collect();
                found.insert(initials.chars().rev().collect());
                found.insert(initials);
            }
        }
    }
    found.retain(|word| word.chars().count() > 1);
    found
}

/// With the letters that stand for an umlaut where there is none.
fn spelled_out(name: &str) -> String {
    let mut spelled = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'æ' => spelled.push_str("ae"),
            'ö' | 'ø' | 'œ' => spelled.push_str("oe"),
            'ü' => spelled.push_str("ue"),
            'å' => spelled.push_str("aa"),
            'þ' => spelled.push_str("th"),
            other => spelled.push(other),
        }
    }
    spelled
}

/// Whether a password is these words, one after the other, whatever digits and signs stand around and
/// within them; any of those may stand for a letter.
fn is_made_of(password: &str, words: &[&str]) -> bool {
    let letters = |text: &str| -> Vec<char> {
        let plain = plain_letters(text);
        plain.chars().filter(|c| c.is_alphabetic()).collect()
    };
    let words: BTreeSet<Vec<char>> = words
        .iter()
        .flat_map(|word| word.split(|c: char| !c.is_alphabetic()).chain([*word]))
        .map(letters)
        .filter(|word| word.len() > 1)
        .collect();
    let password: Vec<char> = password.chars().collect();
    if password.len() > MOST_LETTERS {
        return false;
    }
    // Up to which places the password is made of words; whether of any.
    let mut reached = vec![[false; 2]; password.len() + 1];
    reached[0][0] = true;
    for at in 0..password.len() {
        for any in [0, 1] {
            if !reached[at][any] {
                continue;
            }
            if !password[at].is_alphabetic() {
                reached[at + 1][any] = true;
            }
            for word in &words {
                for end in ends(&password, at, word) {
                    reached[end][1] = true;
                }
            }
        }
    }
    reached[password.len()][1]
}

/// The most digits and signs between two letters of a word.
const MOST_BETWEEN: usize = 3;

/// The longest password that is looked at for words: more of them than fit are as good as any others.
const MOST_LETTERS: usize = 128;

/// Where a word that begins at this place may end.
fn ends(password: &[char], at: usize, word: &[char]) -> Vec<usize> {
    let mut places = vec![at];
    for (index, &letter) in word.iter().enumerate() {
        let mut next = Vec::new();
        for from in places {
            let near = password.iter().enumerate().skip(from);
            for (place, &sign) in near.take(1 + MOST_BETWEEN) {
                if stands_for(sign, letter) {
                    next.push(place + 1);
                }
                // Only digits and signs may lie between two letters, and nothing before the first.
                if sign.is_alphabetic() || index == 0 {
                    break;
                }
            }
        }
        next.sort_unstable();
        next.dedup();
        places = next;
    }
    places
}

/// Whether a sign is this letter, or is written for it.
fn stands_for(sign: char, letter: char) -> bool {
    let as_letters = match sign {
        '0' => "o",
        '1' | '!' | '|' => "il",
        '2' => "z",
        '3' | '€' => "e",
        '4' => "a",
        '@' => "ao",
        '5' | '$' => "s",
        '6' | '9' => "g",
        '7' | '+' => "t",
        '8' => "b",
        '(' => "c",
        _ => return sign == letter,
    };
    as_letters.contains(letter)
}

#[cfg(test)]
mod tests;
