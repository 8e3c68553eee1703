//! The checks of a case that the portal makes by itself, each with its article. A case with a failed
//! check cannot be granted; one with a check that a person must look at can.

mod passport;

use crate::cases::case_file::CaseFile;
use crate::cases::records::ApplicationDocument;
use crate::state::Portal;
use crate::store::{CaseRow, Connection};
use app::contract::{CaseCheck, CheckFinding, CheckOutcome};
use app::error::Result;
use chrono::NaiveDate;
use domain::calendar::{Period, last_day, ministry_date};
use domain::law::application::{Exemption, TripWarning, VisaNeed, trip_warnings, visa_need};
use domain::law::review::ReviewCheck;
use domain::law::visa_types::{SOLD_ONLINE, Settings};
use domain::person::Person;
use domain::states::{CaseState, CrossingKind, PaymentState};
use std::collections::BTreeSet;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Every check that applies to the case, on the ministry's day.
pub async fn checks(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
) -> Result<Vec<CaseCheck>> {
    let today = ministry_date(portal.now());
    let answers = file.application_document(portal)?;
    let mut checks = vec![photo(portal, db, file).await?];
    let Some(person) = &file.document.person else {
        checks.push(check(
            CheckFinding::PersonMissing,
            ReviewCheck::Form.article(),
            CheckOutcome::Fail,
        ));
        return Ok(checks);
    };
    let entry = file.application.entry_date;
    checks.push(passport::validity(person, entry.unwrap_or(today)));
    if file.case.adult_id.is_some() {
        checks.push(on_adults_passport(db, file).await?);
    } else {
        checks.extend(passport::mrz(person, today));
    }
    checks.push(exemption(db, person, &answers, entry.unwrap_or(today)).await?);
    if let Some(entry) = entry {
        checks.extend(stay(portal.config.law, person, &answers, entry, today));
    }
    checks.extend(fee(db, file).await?);
    checks.extend(history(portal, db, file).await?);
    checks.extend(dispute(db, file).await?);
    Ok(checks)
}

fn check(finding: CheckFinding, article: &'static str, outcome: CheckOutcome) -> CaseCheck {
    CaseCheck {
        finding,
        article,
        outcome,
    }
}

/// The photo, and whether it serves another traveller of the application too: one person cannot be
/// two.
async fn photo(portal: &Portal, db: &mut dyn Connection, file: &CaseFile) -> Result<CaseCheck> {
    const ARTICLE: &str = ReviewCheck::Photo.article();
    let Some(name) = &file.case.photo else {
        return Ok(check(
            CheckFinding::PhotoMissing,
            ARTICLE,
            CheckOutcome::Fail,
        ));
    };
    if !is_readable(portal, file, name).await? {
        return Ok(check(
            CheckFinding::PhotoUnreadable,
            ARTICLE,
            CheckOutcome::Fail,
        ));
    }
    let own = small_photo(portal, file, file.case.id, name).await?;
    let mut positions = Vec::new();
    for other in db.cases_of(file.application.id).await? {
        let is_other = other.id != file.case.id && other.state() != CaseState::Withdrawn;
        let Some(name) = other.photo.as_ref().filter(|_| is_other && own.is_some()) else {
            continue;
        };
        if small_photo(portal, file, other.id, name).await? == own {
            positions.push(other.position);
        }
    }
    Ok(if positions.is_empty() {
        check(CheckFinding::Photo, ARTICLE, CheckOutcome::Pass)
    } else {
        let shared = CheckFinding::PhotoShared { positions };
        check(shared, ARTICLE, CheckOutcome::Look)
    })
}

/// Whether the photo can be put on a document.
async fn is_readable(portal: &Portal, file: &CaseFile, name: &str) -> Result<bool> {
    match portal.photos.get(&file.key, file.case.id, name).await {
        Ok(_) => Ok(true),
        Err(error) if error.is_of_the_photo() => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The small picture of a traveller's photo, which is the same for a file that is uploaded twice.
async fn small_photo(
    portal: &Portal,
    file: &CaseFile,
    case: Uuid,
    name: &str,
) -> Result<Option<Zeroizing<Vec<u8>>>> {
    match portal.photos.get_small(&file.key, case, name).await {
        Ok(picture) => Ok(Some(picture)),
        Err(error) if error.is_of_the_photo() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A traveller on a parent's or guardian's passport is included in that person's form.
async fn on_adults_passport(db: &mut dyn Connection, file: &CaseFile) -> Result<CaseCheck> {
    const ARTICLE: &str = ReviewCheck::AdultsPassport.article();
    let adult = match file.case.adult_id {
        Some(id) => db.case(id).await?,
        None => None,
    };
    Ok(
        match adult.filter(|adult| adult.application_id == file.application.id) {
            None => check(CheckFinding::AdultMissing, ARTICLE, CheckOutcome::Fail),
            Some(adult) => {
                let outcome = match adult.state() {
                    CaseState::Granted => CheckOutcome::Pass,
                    CaseState::Withdrawn => CheckOutcome::Fail,
                    _ => CheckOutcome::Look,
                };
                check(CheckFinding::Adult(adult.state()), ARTICLE, outcome)
            }
        },
    )
}

async fn exemption(
    db: &mut dyn Connection,
    person: &Person,
    answers: &ApplicationDocument,
    entry: NaiveDate,
) -> Result<CaseCheck> {
    const ARTICLE: &str = ReviewCheck::Exemption.article();
    let row = db
        .exemption(person.nationality.code, person.passport_kind, entry)
        .await?;
    let agreement = row.map(|row| Exemption { days: row.days });
    Ok(match visa_need(agreement, stay_days(answers)) {
        VisaNeed::Needed => check(CheckFinding::VisaNeeded, ARTICLE, CheckOutcome::Pass),
        VisaNeed::LongerThanExemption { days } => check(
            CheckFinding::LongerThanExemption { days },
            ARTICLE,
            CheckOutcome::Pass,
        ),
        VisaNeed::Exempt { days } => {
            check(CheckFinding::Exempt { days }, ARTICLE, CheckOutcome::Look)
        }
    })
}

/// Whether a visa issued today covers the trip as stated.
fn stay(
    settings: Settings,
    person: &Person,
    answers: &ApplicationDocument,
    entry: NaiveDate,
    today: NaiveDate,
) -> Vec<CaseCheck> {
    let departure = stay_days(answers).map(|days| last_day(entry, Period::Days(days)));
    let warnings = trip_warnings(
        SOLD_ONLINE,
        today,
        entry,
        departure,
        person.expires_on,
        &settings,
    );
    if warnings.is_empty() {
        return vec![check(
            CheckFinding::StayCovered,
            ReviewCheck::Trip.article(),
            CheckOutcome::Pass,
        )];
    }
    let look = |warning: TripWarning| {
        let article = warning.article();
        check(CheckFinding::Trip(warning), article, CheckOutcome::Look)
    };
    warnings.into_iter().map(look).collect()
}

fn stay_days(answers: &ApplicationDocument) -> Option<u32> {
    answers.trip.as_ref()?.stay_days.trim().parse().ok()
}

/// Whether the fee went back without the portal: nothing is granted until a supervisor has decided.
async fn fee(db: &mut dyn Connection, file: &CaseFile) -> Result<Option<CaseCheck>> {
    let payments = db.payments_of(file.application.id).await?;
    let payment = payments
        .into_iter()
        .find(|payment| payment.settles && payment.refunded_elsewhere > 0);
    Ok(payment.map(|payment| {
        let finding = CheckFinding::FeeGivenBack {
            amount: payment.given_back_elsewhere(),
            decided: !payment.is_held(),
        };
        let outcome = if payment.is_held() {
            CheckOutcome::Fail
        } else {
            CheckOutcome::Look
        };
        check(finding, ReviewCheck::Fee.article(), outcome)
    }))
}

/// A charge that the payer disputes: the money may go back by the bank.
async fn dispute(db: &mut dyn Connection, file: &CaseFile) -> Result<Option<CaseCheck>> {
    let payments = db.payments_of(file.application.id).await?;
    let disputed = payments
        .iter()
        .any(|payment| payment.state() == PaymentState::Disputed);
    Ok(disputed.then(|| {
        check(
            CheckFinding::ChargeDisputed,
            ReviewCheck::Payment.article(),
            CheckOutcome::Look,
        )
    }))
}

/// The history of this passport in other applications, and of this person on any passport.
async fn history(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
) -> Result<Vec<CaseCheck>> {
    let Some(hash) = &file.case.passport_hash else {
        return Ok(Vec::new());
    };
    let cases = db.cases_on_passport(hash).await?;
    let others: Vec<&CaseRow> = cases
        .iter()
        .filter(|case| case.application_id != file.application.id)
        .collect();
    let denied = others
        .iter()
        .filter(|case| case.state() == CaseState::Denied)
        .count();
    let mut crossed: BTreeSet<Uuid> = cases.iter().map(|case| case.id).collect();
    if let Some(person) = &file.document.person {
        crossed.extend(db.cases_of_person(&portal.person_hash(person)).await?);
    }
    let mut refused = 0;
    for case in crossed {
        let crossings = db.crossings_of(case).await?;
        refused += crossings
            .iter()
            .filter(|crossing| crossing.kind == CrossingKind::Refusal)
            .count();
    }
    let open = others
        .iter()
        .filter(|case| case.state().is_undecided())
        .count();
    let passes_if = |passes| {
        if passes {
            CheckOutcome::Pass
        } else {
            CheckOutcome::Look
        }
    };
    Ok(vec![
        check(
            CheckFinding::History { denied, refused },
            ReviewCheck::History.article(),
            passes_if(denied + refused == 0),
        ),
        check(
            CheckFinding::OpenApplications(open),
            ReviewCheck::OtherApplications.article(),
            passes_if(open == 0),
        ),
    ])
}
