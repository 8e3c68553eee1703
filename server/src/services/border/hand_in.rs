//! Handing in what a desk did without a network. Each act is one transaction that records the admission as
//! one that is recorded afterwards, or keeps that and why it was not accepted. The desk gives each act its
//! id, so that one that is handed in twice, or after an answer that got lost, is done once.

use super::admit::admit_one;
use super::day_pack::own_port;
use crate::audit::{Actor, Event};
use crate::cases::case_file::CaseFile;
use crate::error::{case_changed, changed_elsewhere};
use crate::state::Portal;
use crate::store::{DayPackRow, ProvisionalRow};
use crate::transaction::{MayBeStale, retry_stale};
use app::contract::{Caller, CrossingForm, HandIn, HandedIn, ProvisionalAct, Role, StaffIdentity};
use app::error::{PortalError, Result};
use app::text::{is_message, text, text_with};
use chrono::TimeDelta;
use domain::calendar::PHNOM_PENH;
use serde_json::json;

/// The most acts at once.
const MOST_ACTS: usize = 100;
/// Clocks differ: what is so little in the future is now.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(5);

/// What lies farther outside the time of a list is written as so far.
const FAR_OUTSIDE: TimeDelta = TimeDelta::days(1);

const OF_ANOTHER_PORT: &str = "conflict-day-pack-of-others";
const NOT_ON_THE_LIST: &str = "provisional-not-on-the-list";
const OUTSIDE_THE_LIST: &str = "provisional-outside-the-list";
/// A refusal or a forged code that nobody at the desk knew of.
const SOMETHING_STANDS: &str = "provisional-something-stands";

/// An error of one act, which may mean that somebody else was faster.
struct Fault(PortalError);

impl<E: Into<PortalError>> From<E> for Fault {
    #[track_caller]
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl MayBeStale for Fault {
    fn is_stale(&self) -> bool {
        self.0 == case_changed() || self.0 == changed_elsewhere()
    }
}

pub async fn hand_in(portal: &Portal, caller: &Caller, form: &HandIn) -> Result<Vec<HandedIn>> {
    let officer = caller.with_role(Role::Border)?;
    let port = own_port(officer)?;
    if form.acts.len() > MOST_ACTS {
        return Err(PortalError::invalid("acts", "error-invalid"));
    }
    let mut done = Vec::new();
    for act in &form.acts {
        let reason = retry_stale(|| one(portal, (officer, port), act)).await;
        let mut handed_in = HandedIn {
            id: act.id,
            accepted: false,
            says: String::new(),
            keep: false,
        };
        match reason {
            Ok(None) => handed_in.accepted = true,
            Ok(Some(reason)) => handed_in.says = says(&reason),
            // It stops none of the others.
            Err(Fault(error)) if error == PortalError::conflict(OF_ANOTHER_PORT) => {
                handed_in.says = says(OF_ANOTHER_PORT);
                handed_in.keep = true;
            }
            Err(Fault(error)) => return Err(error),
        }
        done.push(handed_in);
    }
    Ok(done)
}

/// A reason in words.
fn says(reason: &str) -> String {
    let known = Some(reason).filter(|reason| is_message(reason));
    text(known.unwrap_or("error-invalid"))
}

/// Records one act; the key of why not, where it is not accepted.
async fn one(
    portal: &Portal,
    (officer, port): (&StaffIdentity, &str),
    act: &ProvisionalAct,
) -> Result<Option<String>, Fault> {
    let mut tx = portal.begin().await?;
    if let Some(before) = tx.provisional(act.id).await? {
        return Ok(answer_of(before, act));
    }
    let pack = tx.day_pack(act.pack).await?;
    let pack = pack.filter(|pack| pack.port == port);
    let Some(pack) = pack else {
        return Err(PortalError::conflict(OF_ANOTHER_PORT).into());
    };
    // What no list of ours held, no desk of ours did: it is not kept, and told.
    if !tx.is_on_day_pack(pack.id, act.case).await? {
        let event = Event::new(Actor::Staff(officer.id), "border.hand_in_refused");
        let detail = json!({ "act": act.id, "case": act.case, "event_at": act.at.to_rfc3339() });
        tx.append(event.about(pack.id).with(detail));
        tx.commit().await?;
        return Ok(Some(NOT_ON_THE_LIST.to_owned()));
    }
    let row = provisional(portal, officer, &pack, act);
    if !tx.add_provisional(&row).await? {
        // Handed in at the same moment.
        let before = tx.provisional(act.id).await?.ok_or_else(case_changed)?;
        return Ok(answer_of(before, act));
    }
    let case = tx.case(row.case_id).await?.ok_or(PortalError::NotFound)?;
    let (application, case) = (case.application_id, case.id);
    let recorded = record(portal, &mut tx, officer, (&pack, &row)).await;
    let event = |what| {
        let event = Event::new(Actor::Staff(officer.id), what);
        event.of(application).about(case)
    };
    let detail = json!({
        "act": row.id,
        "pack": pack.id,
        "officer": pack.officer_id,
        "event_at": row.event_at,
    });
    let reason = match recorded {
        Ok(crossing) => {
            tx.accept_provisional(row.id, crossing).await?;
            tx.append(event("border.provisional_accepted").with(detail));
            tx.commit().await?;
            return Ok(None);
        }
        Err(error) => reason_of(error)?,
    };
    // Nothing of the admission is kept.
    drop(tx);
    let mut tx = portal.begin().await?;
    let row = ProvisionalRow {
        reason: Some(reason.clone()),
        ..row
    };
    if !tx.add_provisional(&row).await? {
        return Err(case_changed().into());
    }
    tx.append(event("border.provisional_not_accepted").with(detail));
    tx.commit().await?;
    Ok(Some(reason))
}

/// What was answered before to the act of this id; another act under its id is none of ours.
fn answer_of(before: ProvisionalRow, act: &ProvisionalAct) -> Option<String> {
    if (before.pack_id, before.case_id) == (act.pack, act.case) {
        before.reason
    } else {
        Some(NOT_ON_THE_LIST.to_owned())
    }
}

fn provisional(
    portal: &Portal,
    officer: &StaffIdentity,
    pack: &DayPackRow,
    act: &ProvisionalAct,
) -> ProvisionalRow {
    let now = portal.now();
    let is_now = act.at > now && act.at - now <= CLOCKS_DIFFER;
    // A clock that is years off says no more than that the time is outside the list.
    let at = act
        .at
        .clamp(pack.made_at - FAR_OUTSIDE, pack.good_until + FAR_OUTSIDE);
    ProvisionalRow {
        id: act.id,
        pack_id: pack.id,
        case_id: act.case,
        port: pack.port.clone(),
        officer_id: pack.officer_id,
        handed_in_by: officer.id,
        event_at: if is_now { now } else { at },
        handed_in_at: now,
        crossing_id: None,
        reason: None,
        seen_by: None,
        seen_at: None,
    }
}

/// The admission, as one that is recorded afterwards.
async fn record(
    portal: &Portal,
    tx: &mut crate::transaction::Transaction,
    officer: &StaffIdentity,
    (pack, act): (&DayPackRow, &ProvisionalRow),
) -> Result<uuid::Uuid> {
    if act.event_at < pack.made_at - CLOCKS_DIFFER || act.event_at > pack.good_until {
        return Err(PortalError::conflict(OUTSIDE_THE_LIST));
    }
    let file = CaseFile::locked(portal, tx, act.case_id).await?;
    let made = pack.made_at.with_timezone(&PHNOM_PENH).format("%H:%M");
    let form = CrossingForm {
        port: pack.port.clone(),
        event_at: Some(act.event_at),
        note: text_with("provisional-note", &[("time", made.to_string())]),
        ..CrossingForm::default()
    };
    admit_one(portal, tx, (officer, portal.now(), None), file, &form).await
}

/// The key of why an act is not accepted.
///
/// # Errors
/// Those after which it may be handed in again.
fn reason_of(error: PortalError) -> Result<String, Fault> {
    let fault = Fault(error);
    if fault.is_stale() {
        return Err(fault);
    }
    match fault.0 {
        PortalError::Conflict(reason) => Ok(reason),
        PortalError::Invalid(errors) => {
            let first = errors.into_iter().next();
            let first = first.filter(|error| error.field != "despite");
            Ok(first.map_or_else(|| SOMETHING_STANDS.to_owned(), |error| error.message))
        }
        PortalError::NotFound => Ok(PortalError::NotFound.message_key().to_owned()),
        error => Err(Fault(error)),
    }
}
