//! The travellers of one application (Art. 6.4, 7.4): each on an own passport, or on that of a parent
//! or guardian in the same application.

use super::application::MAX_TRAVELLERS;
use crate::calendar::{Period, last_day};
use crate::states::CaseState;
use chrono::NaiveDate;

/// Age from which a person can have others on their passport. The law says "parents or guardians"
/// and no age; the project takes eighteen years.
pub const ADULT: Period = Period::Months(18 * 12);

/// Whose passport a traveller travels on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passport {
    /// Their own.
    Own,
    /// That of the traveller at this place in the application, counted from 0.
    Of(usize),
}

/// One traveller, as far as these rules look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Whose passport.
    pub passport: Passport,
    /// Date of birth. `None` when not wholly known; such a person counts as an adult.
    pub birth: Option<NaiveDate>,
}

/// What is wrong with an application's travellers, who are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartyError {
    /// Nobody to decide on (our reading).
    #[error("an application has one traveller at least")]
    Nobody,
    /// More than [`MAX_TRAVELLERS`] (our reading).
    #[error("an application has {MAX_TRAVELLERS} travellers at most")]
    TooMany,
    /// The adult is not in the application, or is the traveller themselves (Art. 6.4, 7.4).
    #[error("traveller {0} is on the passport of someone who is not in the application")]
    NotInApplication(usize),
    /// The adult is on another's passport (Art. 6.4, 7.4: our reading).
    #[error("traveller {0} is on the passport of someone who has none of their own")]
    NoOwnPassport(usize),
    /// Another traveller has given the same passport as their own (our reading).
    #[error("traveller {0} has given the passport of another as their own")]
    SamePassport(usize),
    /// Younger than [`ADULT`] (our reading).
    #[error("traveller {0} is on the passport of someone who is not an adult")]
    NotAdult(usize),
}

impl PartyError {
    /// The id of the message in plain words.
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::Nobody => "party-nobody",
            Self::TooMany => "party-too-many",
            Self::NotInApplication(_) => "party-not-in-application",
            Self::NoOwnPassport(_) => "party-no-own-passport",
            Self::NotAdult(_) => "party-not-adult",
            Self::SamePassport(_) => "party-same-passport",
        }
    }
}

/// Checks the travellers of an application on the day it is made (Art. 6.4, 7.4). Our reading: whoever
/// has no own passport names an adult of the same application who has one.
///
/// # Errors
/// The first thing that is wrong, in the order of the travellers.
pub fn check(members: &[Member], today: NaiveDate) -> Result<(), PartyError> {
    if members.is_empty() {
        return Err(PartyError::Nobody);
    }
    if members.len() > MAX_TRAVELLERS {
        return Err(PartyError::TooMany);
    }
    for (place, member) in members.iter().enumerate() {
        check_passport(members, place, member.passport, today)?;
    }
    Ok(())
}

/// Checks whether one more may join an application, on this passport (Art. 6.4, 7.4).
///
/// # Errors
/// What is wrong; the newcomer's place is the one behind the last.
pub fn check_joining(
    members: &[Member],
    passport: Passport,
    today: NaiveDate,
) -> Result<(), PartyError> {
    if members.len() >= MAX_TRAVELLERS {
        return Err(PartyError::TooMany);
    }
    check_passport(members, members.len(), passport, today)
}

/// Checks the passport of the traveller at `place` (Art. 6.4, 7.4).
///
/// # Errors
/// What is wrong with it.
pub fn check_passport(
    members: &[Member],
    place: usize,
    passport: Passport,
    today: NaiveDate,
) -> Result<(), PartyError> {
    let Passport::Of(other) = passport else {
        return Ok(());
    };
    let holder = members
        .get(other)
        .filter(|_| other != place)
        .ok_or(PartyError::NotInApplication(place))?;
    if holder.passport != Passport::Own {
        Err(PartyError::NoOwnPassport(place))
    } else if may_hold_others(holder.birth, today) {
        Ok(())
    } else {
        Err(PartyError::NotAdult(place))
    }
}

/// Whether somebody may be withdrawn while others are on their passport, whose cases stand like this:
/// only when none of these can still come to a visa. They are in that person's form (Art. 7.4; our
/// reading: without it they have none).
pub fn may_withdraw(dependants: &[CaseState]) -> bool {
    dependants
        .iter()
        .all(|state| matches!(state, CaseState::Denied | CaseState::Withdrawn))
}

/// Checks that no own passport is given twice (our reading: whoever has none of their own is on an
/// adult's, Art. 7.4). `passports` are what tells passports apart, in the order of the travellers; none
/// where there is no own one.
///
/// # Errors
/// The first traveller whose passport another before them has given.
pub fn check_own_passports<P: PartialEq>(passports: &[Option<P>]) -> Result<(), PartyError> {
    for (place, passport) in passports.iter().enumerate() {
        if passport.is_some() && passports[..place].contains(passport) {
            return Err(PartyError::SamePassport(place));
        }
    }
    Ok(())
}

/// Whether others may travel on the passport of a person born on `birth` (Art. 7.4): an adult's. Our
/// reading: a birth that is not known counts as an adult's; where the year or the month is known, the
/// caller gives its first day.
pub fn may_hold_others(birth: Option<NaiveDate>, today: NaiveDate) -> bool {
    birth.is_none_or(|birth| is_adult(birth, today))
}

/// Whether a person born on `birth` is an adult on `today`, as the "parents or guardians" of Art. 6.4
/// and 7.4 are: from the eighteenth birthday on, that of 29 February being 28 February in other years
/// (our reading).
pub fn is_adult(birth: NaiveDate, today: NaiveDate) -> bool {
    today >= last_day(birth, ADULT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn article_7_4_nobody_leaves_others_without_their_passport() {
        use CaseState::{
            DenialProposed, Denied, Granted, InReview, NeedsCorrection, Waiting, Withdrawn,
        };
        assert!(may_withdraw(&[]));
        assert!(may_withdraw(&[Denied, Withdrawn]));
        for open in [Waiting, InReview, NeedsCorrection, DenialProposed, Granted] {
            assert!(!may_withdraw(&[Withdrawn, open]), "{open}");
        }
    }

    #[test]
    fn article_7_4_one_passport_is_one_persons_own() {
        assert_eq!(
            check_own_passports(&[Some("A"), None, Some("B"), None]),
            Ok(())
        );
        assert_eq!(
            check_own_passports(&[Some("A"), None, Some("B"), Some("A")]),
            Err(PartyError::SamePassport(3))
        );
    }

    /// The adult is in the same application: our reading of Art. 7.4.
    #[test]
    fn article_7_4_a_traveller_on_a_parents_passport() {
        let today = day(2026, 11, 22);
        let member = |passport, birth| Member {
            passport,
            birth: Some(birth),
        };
        let parent = member(Passport::Own, day(1990, 1, 1));
        let child = |of| member(Passport::Of(of), day(2020, 1, 1));
        assert_eq!(check(&[], today), Err(PartyError::Nobody));
        assert_eq!(check(&[parent; 20], today), Ok(()));
        assert_eq!(check(&[parent; 21], today), Err(PartyError::TooMany));
        assert_eq!(check(&[parent, child(0), child(0)], today), Ok(()));
        assert_eq!(check(&[child(1), parent], today), Ok(()));
        assert_eq!(
            check(&[parent, child(1)], today),
            Err(PartyError::NotInApplication(1))
        );
        assert_eq!(
            check(&[parent, child(2)], today),
            Err(PartyError::NotInApplication(1))
        );
        assert_eq!(
            check(&[parent, child(0), child(1)], today),
            Err(PartyError::NoOwnPassport(2))
        );
        let young = member(Passport::Own, day(2008, 11, 23));
        assert_eq!(
            check(&[young, child(0)], today),
            Err(PartyError::NotAdult(1))
        );
        let just = member(Passport::Own, day(2008, 11, 22));
        assert_eq!(check(&[just, child(0)], today), Ok(()));
        let unknown = Member {
            passport: Passport::Own,
            birth: None,
        };
        assert_eq!(check(&[unknown, child(0)], today), Ok(()));
        // One more.
        let joining = |members: &[Member], of| check_joining(members, Passport::Of(of), today);
        assert_eq!(joining(&[parent], 0), Ok(()));
        assert_eq!(joining(&[parent; 19], 0), Ok(()));
        assert_eq!(joining(&[parent; 20], 0), Err(PartyError::TooMany));
        assert_eq!(joining(&[parent], 1), Err(PartyError::NotInApplication(1)));
        assert_eq!(
            joining(&[parent, child(0)], 1),
            Err(PartyError::NoOwnPassport(2))
        );
        assert_eq!(joining(&[young], 0), Err(PartyError::NotAdult(1)));
        assert_eq!(check_joining(&[young], Passport::Own, today), Ok(()));
    }

    /// The age is our reading.
    #[test]
    fn articles_6_4_and_7_4_others_on_the_passport_of_an_adult() {
        let today = day(2027, 2, 28);
        assert!(may_hold_others(Some(day(2009, 2, 28)), today));
        assert!(!may_hold_others(Some(day(2009, 3, 1)), today));
        // A birthday of 29 February is 28 February where there is none.
        assert!(is_adult(day(2008, 2, 29), day(2026, 2, 28)));
        assert!(!is_adult(day(2008, 2, 29), day(2026, 2, 27)));
        assert!(may_hold_others(None, today));
    }

    #[test]
    fn message_keys() {
        for (error, key) in [
            (PartyError::Nobody, "party-nobody"),
            (PartyError::TooMany, "party-too-many"),
            (PartyError::NotInApplication(1), "party-not-in-application"),
            (PartyError::NoOwnPassport(1), "party-no-own-passport"),
            (PartyError::NotAdult(1), "party-not-adult"),
        ] {
            assert_eq!(error.message_key(), key);
        }
    }
}
