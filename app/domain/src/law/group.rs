//! The travelling group of an application (Art. 6.4, 7.4). Each traveller has a passport of their
//! own, or travels on that of a parent or guardian in the same application.

use super::application::MAX_TRAVELLERS;
use crate::calendar::{Period, last_day};
use crate::states::CaseState;
use chrono::NaiveDate;

/// The age from which others may travel on a person's passport. The law says "parents or guardians"
/// and no age; our reading is eighteen years.
pub const ADULT: Period = Period::Months(18 * 12);

/// Whether somebody of so many months is an adult.
pub const fn is_adult_age(months: u32) -> bool {
    matches!(ADULT, Period::Months(adult) if months >= adult)
}

/// The passport on which a traveller travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passport {
    /// The traveller's own.
    Own,
    /// That of the traveller with this index in the application, from 0.
    Of(usize),
}

/// A traveller of the group, as far as these rules need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The passport on which the traveller travels.
    pub passport: Passport,
    /// The date of birth; `None` when not wholly known, which counts as an adult's.
    pub birth: Option<NaiveDate>,
}

/// The reason why a travelling group cannot apply. Travellers are given by their index, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GroupError {
    /// The group is empty (our reading).
    #[error("an application has one traveller at least")]
    Nobody,
    /// The group has more than [`MAX_TRAVELLERS`] (our reading).
    #[error("an application has {MAX_TRAVELLERS} travellers at most")]
    TooMany,
    /// The holder of the passport is not in the application, or is the traveller themselves (Art.
    /// 6.4, 7.4).
    #[error("traveller {0} is on the passport of someone who is not in the application")]
    NotInApplication(usize),
    /// The holder of the passport travels on another's passport (Art. 6.4, 7.4: our reading).
    #[error("traveller {0} is on the passport of someone who has none of their own")]
    NoOwnPassport(usize),
    /// The passport is also given as another traveller's own (our reading).
    #[error("traveller {0} has given the passport of another as their own")]
    SamePassport(usize),
    /// The holder of the passport is younger than [`ADULT`] (our reading).
    #[error("traveller {0} is on the passport of someone who is not an adult")]
    NotAdult(usize),
    /// The traveller is an adult, who has no parent or guardian to travel with (our reading).
    #[error("traveller {0} is on another's passport and no child")]
    NotChild(usize),
}

impl GroupError {
    /// The key of the message in plain words.
    pub const fn message_key(self) -> &'static str {
        match self {
            Self::Nobody => "party-nobody",
            Self::TooMany => "party-too-many",
            Self::NotInApplication(_) => "party-not-in-application",
            Self::NoOwnPassport(_) => "party-no-own-passport",
            Self::NotAdult(_) => "party-not-adult",
            Self::NotChild(_) => "party-not-child",
            Self::SamePassport(_) => "party-same-passport",
        }
    }
}

/// Checks the travelling group of an application on the day of applying (Art. 6.4, 7.4). Our
/// reading: a traveller without a passport names an adult of the same application who has one.
///
/// # Errors
/// The first problem, in the order of the travellers.
pub fn check(members: &[Member], today: NaiveDate) -> Result<(), GroupError> {
    if members.is_empty() {
        return Err(GroupError::Nobody);
    }
    if members.len() > MAX_TRAVELLERS {
        return Err(GroupError::TooMany);
    }
    for (index, member) in members.iter().enumerate() {
        check_passport(members, index, member.passport, today)?;
    }
    Ok(())
}

/// Checks whether one more traveller may join the group, on this passport (Art. 6.4, 7.4).
///
/// # Errors
/// The problem; the index of the new traveller is the number of members.
pub fn check_joining(
    members: &[Member],
    passport: Passport,
    today: NaiveDate,
) -> Result<(), GroupError> {
    if members.len() >= MAX_TRAVELLERS {
        return Err(GroupError::TooMany);
    }
    check_passport(members, members.len(), passport, today)
}

/// Checks the passport of the traveller with this index (Art. 6.4, 7.4).
///
/// # Errors
/// The problem with it.
pub fn check_passport(
    members: &[Member],
    index: usize,
    passport: Passport,
    today: NaiveDate,
) -> Result<(), GroupError> {
    let Passport::Of(other) = passport else {
        return Ok(());
    };
    let holder = members
        .get(other)
        .filter(|_| other != index)
        .ok_or(GroupError::NotInApplication(index))?;
    if holder.passport != Passport::Own {
        Err(GroupError::NoOwnPassport(index))
    } else if may_hold_others(holder.birth, today) {
        Ok(())
    } else {
        Err(GroupError::NotAdult(index))
    }
}

/// Whether a traveller may withdraw whose passport others travel on, given the states of the
/// others' cases: only when none of these can still be granted a visa. The others are on that
/// traveller's form (Art. 7.4; our reading: without it they have none).
pub fn may_withdraw(dependants: &[CaseState]) -> bool {
    dependants
        .iter()
        .all(|state| matches!(state, CaseState::Denied | CaseState::Withdrawn))
}

/// Checks that no passport is given as that of two travellers (our reading of Art. 7.4).
/// `passports` has what identifies each traveller's own passport, in the order of the travellers;
/// `None` for a traveller on another's.
///
/// # Errors
/// The first traveller with the passport of an earlier one.
pub fn check_own_passports<P: PartialEq>(passports: &[Option<P>]) -> Result<(), GroupError> {
    for (index, passport) in passports.iter().enumerate() {
        if passport.is_some() && passports[..index].contains(passport) {
            return Err(GroupError::SamePassport(index));
        }
    }
    Ok(())
}

/// Whether others may travel on the passport of a person born on `birth` (Art. 7.4): only on an
/// adult's. Our reading: a person whose date of birth is unknown counts as an adult; where only
/// year or month is known, the caller gives its first day.
pub fn may_hold_others(birth: Option<NaiveDate>, today: NaiveDate) -> bool {
    birth.is_none_or(|birth| is_adult(birth, today))
}

/// Whether a person born on `birth` may travel on another's passport (Art. 6.4, 7.4): only a child,
/// since adults have neither "parents or guardians" to stand for them nor, in our reading, an entry
/// in another's passport. A person whose date of birth is unknown may; where only year or month is
/// known, the caller gives its last day.
pub fn may_be_on_anothers(birth: Option<NaiveDate>, today: NaiveDate) -> bool {
    birth.is_none_or(|birth| !is_adult(birth, today))
}

/// Whether a person born on `birth` is an adult on `today`, as the "parents or guardians" of Art.
/// 6.4 and 7.4 are: from the eighteenth birthday on, which for 29 February is 28 February in other
/// years (our reading).
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
            Err(GroupError::SamePassport(3))
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
        assert_eq!(check(&[], today), Err(GroupError::Nobody));
        assert_eq!(check(&[parent; 20], today), Ok(()));
        assert_eq!(check(&[parent; 21], today), Err(GroupError::TooMany));
        assert_eq!(check(&[parent, child(0), child(0)], today), Ok(()));
        assert_eq!(check(&[child(1), parent], today), Ok(()));
        assert_eq!(
            check(&[parent, child(1)], today),
            Err(GroupError::NotInApplication(1))
        );
        assert_eq!(
            check(&[parent, child(2)], today),
            Err(GroupError::NotInApplication(1))
        );
        assert_eq!(
            check(&[parent, child(0), child(1)], today),
            Err(GroupError::NoOwnPassport(2))
        );
        let young = member(Passport::Own, day(2008, 11, 23));
        assert_eq!(
            check(&[young, child(0)], today),
            Err(GroupError::NotAdult(1))
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
        assert_eq!(joining(&[parent; 20], 0), Err(GroupError::TooMany));
        assert_eq!(joining(&[parent], 1), Err(GroupError::NotInApplication(1)));
        assert_eq!(
            joining(&[parent, child(0)], 1),
            Err(GroupError::NoOwnPassport(2))
        );
        assert_eq!(joining(&[young], 0), Err(GroupError::NotAdult(1)));
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
        // Nobody is both.
        assert!(may_be_on_anothers(Some(day(2009, 3, 1)), today));
        assert!(!may_be_on_anothers(Some(day(2009, 2, 28)), today));
        assert!(!may_be_on_anothers(Some(day(1940, 5, 1)), today));
        assert!(may_be_on_anothers(None, today));
    }

    #[test]
    fn message_keys() {
        for (error, key) in [
            (GroupError::Nobody, "party-nobody"),
            (GroupError::TooMany, "party-too-many"),
            (GroupError::NotInApplication(1), "party-not-in-application"),
            (GroupError::NoOwnPassport(1), "party-no-own-passport"),
            (GroupError::NotAdult(1), "party-not-adult"),
            (GroupError::NotChild(1), "party-not-child"),
        ] {
            assert_eq!(error.message_key(), key);
        }
    }
}
