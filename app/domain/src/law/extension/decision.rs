//! The decision on an application for an extension (Art. 10, 19, 20).

use super::application::{Application, MissingItem, missing_items};
use super::{Choice, ExtensionKind, extended_until, needs_necessity};
use crate::visa::VisaType;
use chrono::NaiveDate;

/// The extension applied for, and the stay that it extends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtensionRequest<'a> {
    /// The kind of extension.
    pub kind: ExtensionKind,
    /// The type of the visa on which the holder entered.
    pub visa_type: VisaType,
    /// The extensions granted for this stay so far, in their order.
    pub granted: &'a [Choice],
    /// The length applied for.
    pub choice: Choice,
    /// The last permitted day of the stay without this extension.
    pub last_permitted: NaiveDate,
    /// The last day of the mission, for A and B.
    pub mission_end: Option<NaiveDate>,
    /// Whether specific and extremely necessary circumstances are shown, for D.
    pub necessity: bool,
}

/// The reason why an extension is not granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotExtended {
    /// The kind of extension is for holders of other visa types (Art. 10).
    NotOfThisVisa,
    /// All extensions of this kind were granted; the holder must leave by the last permitted day
    /// (Art. 19).
    MustLeave,
    /// The length cannot be chosen now; these lengths can (Art. 19).
    NotThisLong(Vec<Choice>),
    /// For D, no extremely necessary circumstances are shown (Art. 19).
    NoNecessity,
    /// For A and B, the end of the mission is unknown or no later than the last permitted day (Art.
    /// 19).
    NoMissionEnd,
    /// The application lacks these items (Art. 19, 20).
    Incomplete(Vec<MissingItem>),
}

/// Decides on an extension: the last permitted day of the extended stay (Art. 10, 19, 20).
///
/// # Errors
/// The first of the reasons, in the order of [`NotExtended`].
pub fn decide(
    request: ExtensionRequest<'_>,
    application: Application<'_>,
) -> Result<NaiveDate, NotExtended> {
    if !request.kind.rule().of.contains(&request.visa_type) {
        return Err(NotExtended::NotOfThisVisa);
    }
    let open = request.kind.choices(request.granted);
    if open.is_empty() {
        return Err(NotExtended::MustLeave);
    }
    if !open.contains(&request.choice) {
        return Err(NotExtended::NotThisLong(open));
    }
    if needs_necessity(request.visa_type) && !request.necessity {
        return Err(NotExtended::NoNecessity);
    }
    let until = extended_until(request.last_permitted, request.choice, request.mission_end)
        .ok_or(NotExtended::NoMissionEnd)?;
    match missing_items(request.kind, until, application) {
        lacks if lacks.is_empty() => Ok(until),
        lacks => Err(NotExtended::Incomplete(lacks)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn request_for(
        kind: ExtensionKind,
        visa_type: VisaType,
        choice: Choice,
    ) -> ExtensionRequest<'static> {
        ExtensionRequest {
            kind,
            visa_type,
            granted: &[],
            choice,
            last_permitted: day(2027, 2, 10),
            mission_end: None,
            necessity: false,
        }
    }

    fn everything(passport_expiry: NaiveDate) -> Application<'static> {
        Application {
            form: true,
            passport_expiry: Some(passport_expiry),
            photos: 1,
            fee_settled: true,
            documents: &[],
            in_person: true,
        }
    }

    const T: VisaType = VisaType::T;
    const ONE_MONTH: Choice = Choice::Months(1);

    #[test]
    fn article_19_a_tourist_gets_one_month_once() {
        let application = everything(day(2027, 9, 10));
        let request = request_for(ExtensionKind::TEx, T, ONE_MONTH);
        assert_eq!(decide(request, application), Ok(day(2027, 3, 10)));
        let long = Choice::Months(12);
        assert_eq!(
            decide(
                ExtensionRequest {
                    choice: long,
                    ..request
                },
                application
            ),
            Err(NotExtended::NotThisLong(vec![ONE_MONTH]))
        );
        let again = ExtensionRequest {
            granted: &[ONE_MONTH],
            ..request
        };
        assert_eq!(decide(again, application), Err(NotExtended::MustLeave));
        let other = request_for(ExtensionKind::T1Ex, T, ONE_MONTH);
        assert_eq!(decide(other, application), Err(NotExtended::NotOfThisVisa));
    }

    #[test]
    fn article_20_2_the_passport_lasts_six_months_beyond_the_extension() {
        let request = request_for(ExtensionKind::TEx, T, ONE_MONTH);
        assert_eq!(
            decide(request, everything(day(2027, 9, 9))),
            Err(NotExtended::Incomplete(vec![MissingItem::Passport]))
        );
    }

    #[test]
    fn article_19_transit_only_when_extremely_necessary() {
        let application = everything(day(2028, 1, 1));
        let request = request_for(ExtensionKind::TEx, VisaType::D, ONE_MONTH);
        assert_eq!(decide(request, application), Err(NotExtended::NoNecessity));
        let necessary = ExtensionRequest {
            necessity: true,
            ..request
        };
        assert_eq!(decide(necessary, application), Ok(day(2027, 3, 10)));
    }

    #[test]
    fn article_19_experts_leave_after_the_fourth() {
        use Choice::Months;
        let granted = [Months(24), Months(12), Months(12), Months(12)];
        let request = request_for(ExtensionKind::Et, VisaType::E, Months(12));
        let after = |count| {
            let granted = &granted[..count];
            match decide(
                ExtensionRequest { granted, ..request },
                everything(day(2040, 1, 1)),
            ) {
                // The supporting documents of Art. 20.5 are not the subject here.
                Ok(_) | Err(NotExtended::Incomplete(_)) => Ok(()),
                Err(reason) => Err(reason),
            }
        };
        assert_eq!(after(0), Err(NotExtended::NotThisLong(vec![Months(24)])));
        assert_eq!(after(1), Ok(()));
        assert_eq!(after(3), Ok(()));
        assert_eq!(after(4), Err(NotExtended::MustLeave));
    }

    #[test]
    fn article_19_until_the_end_of_a_mission_that_is_known() {
        let application = everything(day(2030, 1, 1));
        let request = request_for(ExtensionKind::AEx, VisaType::A, Choice::MissionEnd);
        assert_eq!(decide(request, application), Err(NotExtended::NoMissionEnd));
        let known = ExtensionRequest {
            mission_end: Some(day(2027, 12, 31)),
            ..request
        };
        assert_eq!(decide(known, application), Ok(day(2027, 12, 31)));
    }
}
