//! Admitting: it begins the stay, uses up a single entry, and makes the V-Pass (Art. 13, 14, 18).
//! The version of the case, that of the visa, and the one open stay that the schema allows make
//! sure that of two admissions at once one wins.

use super::{admission, event};
use crate::audit::Actor;
use crate::cases::case_file::{CaseFile, named};
use crate::cases::issue;
use crate::error::case_changed;
use crate::error::internal;
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{CrossingRow, PassRow, StayRow, Unit, VisaAndStay, VisaRow};
use crate::vault::Purpose;
use app::contract::{Caller, CrossingForm, Role};
use app::error::{PortalError, Result};
use domain::law::stay::after_admission;
use domain::law::visa_types::last_permitted_day;
use domain::states::{CrossingKind, StayState};
use serde_json::json;

pub async fn admit(portal: &Portal, caller: &Caller, form: &CrossingForm) -> Result<()> {
    let officer = caller.with_role(Role::Border)?;
    let (case, version) = named(&form.case, &form.version)?;
    let mut unit = portal.store.begin().await?;
    let file = CaseFile::load(portal, &mut *unit, case).await?;
    if file.case.version != version {
        return Err(case_changed());
    }
    let VisaAndStay { visa, stay, .. } = unit.visa_and_stay(case).await?;
    let ports = unit.ports().await?;
    let issued = visa
        .as_ref()
        .map(|visa| (visa.issued_at, "fault-event-before-visa"));
    let event = event::read(portal, form, &ports, issued).map_err(PortalError::Invalid)?;
    if !event.port.evisa {
        return Err(PortalError::invalid("port", "fault-port-without-evisa"));
    }
    let obstacles = admission::obstacles(&file, visa.as_ref(), stay.as_ref(), event.day);
    if let Some((obstacle, _)) = obstacles.first() {
        return Err(PortalError::conflict(obstacle));
    }
    let visa = visa.ok_or_else(case_changed)?;

    file.save(&mut *unit).await?;
    if !unit
        .set_visa_state(visa.id, visa.version, after_admission(visa.visa_type))
        .await?
    {
        return Err(case_changed());
    }
    let id = portal.id();
    let crossing = CrossingRow {
        id,
        case_id: case,
        visa_id: Some(visa.id),
        kind: CrossingKind::Admission,
        port: event.port.code.clone(),
        officer_id: officer.id,
        event_at: event.at,
        recorded_at: portal.now(),
        note: file.seal_note(portal, "crossings", id, &event.note)?,
        grounds: Vec::new(),
    };
    unit.add_crossing(&crossing).await?;
    let stay = begin_stay(portal, &mut *unit, &file, &visa, &crossing, &event).await?;
    let pass = issue_pass(portal, &mut *unit, &file, &stay).await?;

    let actor = Actor::Staff(officer.id);
    let detail = json!({
        "port": stay.port,
        "event_at": event.at,
        "stay": stay.id,
        "last_permitted_day": stay.last_permitted_day,
    });
    file.record(portal, &mut *unit, actor, "border.admitted", detail)
        .await?;
    file.record(
        portal,
        &mut *unit,
        actor,
        "pass.issued",
        json!({ "pass": pass.id }),
    )
    .await?;
    file.enqueue(portal, &mut *unit, Job::MailPass(pass.id))
        .await?;
    unit.commit().await?;
    Ok(())
}

async fn begin_stay(
    portal: &Portal,
    unit: &mut dyn Unit,
    file: &CaseFile,
    visa: &VisaRow,
    crossing: &CrossingRow,
    event: &event::Event,
) -> Result<StayRow> {
    let expiry = file.person()?.expires_on;
    let stay = StayRow {
        id: portal.id(),
        case_id: file.case.id,
        visa_id: visa.id,
        admission_id: crossing.id,
        departure_id: None,
        state: StayState::Open,
        version: 1,
        port: event.port.code.clone(),
        entered_on: event.day,
        last_permitted_day: last_permitted_day(visa.visa_type, event.day, expiry),
        departed_on: None,
        overstay_found_on: None,
    };
    match unit.add_stay(&stay).await {
        Ok(()) => Ok(stay),
        Err(error) if error.is_duplicate() => Err(case_changed()),
        Err(error) => Err(internal(error)),
    }
}

async fn issue_pass(
    portal: &Portal,
    unit: &mut dyn Unit,
    file: &CaseFile,
    stay: &StayRow,
) -> Result<PassRow> {
    let mut number = issue::number(portal, "VP");
    while unit.is_pass_number(&number).await? {
        number = issue::number(portal, "VP");
    }
    let id = portal.id();
    let secret = portal.vault.pass_secret(id);
    let mut pass = PassRow {
        id,
        stay_id: stay.id,
        edition: 1,
        number,
        link_hash: portal.vault.hash(Purpose::Pass, &[&secret]),
        seal: Vec::new(),
        seal_hash: Vec::new(),
        issued_at: portal.now(),
    };
    let facts = issue::pass_facts(portal, unit, file, stay, &pass).await?;
    let sealed = portal.documents.issue_pass(&facts, facts.issued_on)?;
    pass.seal = file.key.seal(
        &portal.entropy,
        issue::seal_place("passes", id),
        &sealed.bytes,
    )?;
    pass.seal_hash = sealed.hash;
    unit.add_pass(&pass).await?;
    Ok(pass)
}
