//! Admitting: it begins the stay, uses up a single entry, and makes the V-Pass (Art. 13, 14, 18).
//! The version of the case, that of the visa, and the one open stay that the schema allows make
//! sure that of two admissions at once one wins.

use super::again::{Press, answer_again};
use super::elsewhere::is_in_country;
use super::refusal::standing_refusal;
use super::{admission, event, forged, key};
use crate::audit::Actor;
use crate::cases::case_file::{CaseFile, named};
use crate::cases::issue;
use crate::error::{case_changed, case_error};
use crate::queue::Job;
use crate::state::Portal;
use crate::store::{Connection, CrossingRow, PassRow, PortRow, StayRow, VisaAndStay, VisaRow};
use crate::transaction::Transaction;
use crate::vault::Purpose;
use app::contract::{Caller, CrossingForm, Role, StaffIdentity, stands_forged};
use app::error::{FieldError, PortalError, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{Period, end_of_day, last_day};
use domain::law::application::Exemption;
use domain::law::grounds::{LEAST_REASON, is_explained};
use domain::law::stay::after_admission;
use domain::law::visa_types::{last_permitted_day, last_permitted_day_exempt};
use domain::person::PassportKind;
use domain::states::{ApplicationKind, CrossingKind, VisaState};
use serde_json::json;
use uuid::Uuid;

/// The most people who are admitted in one press: those on one passport.
const MOST_TOGETHER: usize = 20;

/// Admits the traveller, and whoever is named `with` them: all of them, or nobody.
pub async fn admit(portal: &Portal, caller: &Caller, form: &CrossingForm) -> Result<()> {
    let officer = caller.with_role(Role::Border)?;
    let mut tx = portal.begin_together().await?;
    let press = Press::of(portal, officer, form, CrossingKind::Admission)?;
    let by = (officer, press.at, Some(press.hash.as_slice()));
    let page = named(&form.case, &form.version)?;
    let companions = companions(form)?;
    let first = match CaseFile::for_change(portal, &mut tx, page).await {
        Ok(first) => first,
        Err(error) => {
            let pages: Vec<_> = [page].into_iter().chain(companions).collect();
            return answer_again(tx, error, &press, &pages).await;
        }
    };
    let (application, passport) = (first.application.id, first.case.passport_hash.clone());
    admit_one(portal, &mut tx, by, first, form).await?;
    // No reason that was given for the one holds for another.
    let form = CrossingForm {
        despite: String::new(),
        note: String::new(),
        ..form.clone()
    };
    for (case, version) in companions {
        let row = tx.case(case).await?.ok_or(PortalError::NotFound)?;
        // Before its application is locked: another one would be locked out of turn.
        if row.application_id != application || row.passport_hash != passport {
            return Err(PortalError::NotFound);
        }
        let file = CaseFile::for_change(portal, &mut tx, (case, version)).await?;
        let admitted = admit_one(portal, &mut tx, by, file, &form).await;
        // What stands against them is read on their own page, and decided there.
        admitted.map_err(|error| match error {
            PortalError::Conflict(_) | PortalError::Invalid(_) => {
                PortalError::conflict("conflict-companion")
            }
            other => other,
        })?;
    }
    tx.commit().await?;
    Ok(())
}

/// The cases that are admitted with the first, each with the version that its page showed.
fn companions(form: &CrossingForm) -> Result<Vec<(Uuid, i64)>> {
    let companions: Vec<_> = form.with.split_whitespace().collect();
    if companions.len() > MOST_TOGETHER {
        return Err(PortalError::NotFound);
    }
    let pages = companions.into_iter().map(|companion| {
        let (case, version) = companion.split_once(':').ok_or(PortalError::NotFound)?;
        named(case, version)
    });
    pages.collect()
}

/// Admits one traveller inside the transaction; the crossing. It is recorded by an officer, at an instant,
/// with the hash of the press, where it was one.
pub(super) async fn admit_one(
    portal: &Portal,
    tx: &mut Transaction,
    (officer, now, press): (&StaffIdentity, DateTime<Utc>, Option<&[u8]>),
    file: CaseFile,
    form: &CrossingForm,
) -> Result<Uuid> {
    let case = file.case.id;
    // On two visas of one person nobody enters twice, at two desks at once either.
    if let Some(passport) = &file.case.passport_hash {
        tx.lock_passport(passport).await?;
    }
    let elsewhere = is_in_country(portal, &mut **tx, &file).await?;
    let VisaAndStay { visa, stay, .. } = tx.visa_and_stay(case).await?;
    let ports = tx.ports().await?;
    let issued = visa
        .as_ref()
        .map(|visa| (visa.issued_at, "field-error-event-before-visa"));
    let event = event::read(portal, officer, form, &ports, issued).map_err(PortalError::Invalid)?;
    let agreement = admission::agreement(&mut **tx, &file, visa.as_ref(), event.day).await?;
    check_port(&file, &event)?;
    let right = (visa.as_ref(), agreement);
    let obstacles = admission::obstacles(&file, right, (stay.as_ref(), elsewhere), event.day);
    if let Some(obstacle) = obstacles.first() {
        return Err(PortalError::conflict(&obstacle.message_key()));
    }
    if agreement.is_some() && !is_kind_seen(&file, form) {
        return Err(PortalError::invalid(
            "passport_seen",
            "field-error-passport-seen",
        ));
    }
    let last_permitted = last_day_of_stay(&file, right, event.day)?;
    // Who is exempt uses up no visa.
    let visa = visa.filter(|_| agreement.is_none());
    let caution = caution(portal, &mut **tx, &file, form).await?;

    let raised = tx.raise_case_version(case, file.case.version).await;
    raised.map_err(case_error)?;
    let (visa_id, visa_state) = use_right(tx, &file, visa, last_permitted).await?;
    let id = portal.id();
    let note = [caution.reason.as_str(), &event.note].join("\n");
    let crossing = CrossingRow {
        id,
        case_id: case,
        visa_id,
        visa_state,
        kind: CrossingKind::Admission,
        port: event.port.code.clone(),
        officer_id: officer.id,
        event_at: event.at,
        recorded_at: now,
        undone_at: None,
        press_hash: press.map(<[u8]>::to_vec),
        person_hash: file
            .document
            .person
            .as_ref()
            .map(|person| portal.person_hash(person)),
        note: file.encrypt_note(portal, "crossings", id, &note)?,
        grounds: Vec::new(),
    };
    tx.add_crossing(&crossing).await?;
    let stay = StayRow::open(portal.id(), &crossing, visa_id, event.day, last_permitted);
    tx.add_stay(&stay).await.map_err(case_error)?;
    let pass = issue_pass(portal, &mut **tx, &file, (&stay, &event.port)).await?;

    let actor = Actor::Staff(officer.id);
    let mut detail = event.detail();
    detail.insert("stay".to_owned(), json!(stay.id));
    let last_day = json!(stay.last_permitted_day);
    detail.insert("last_permitted_day".to_owned(), last_day);
    if let Some(refusal) = caution.refusal {
        detail.insert("despite_refusal".to_owned(), json!(refusal));
    }
    if let Some(code) = caution.code {
        detail.insert(code.to_owned(), json!(true));
    }
    tx.append(file.event(actor, "border.admitted").with(detail.into()));
    tx.append(
        file.event(actor, "pass.issued")
            .with(json!({ "pass": pass.id })),
    );
    // No wallet can have it yet.
    tx.enqueue(Job::MailPass(pass.id));
    Ok(id)
}

/// A visa on paper, or an agreement, is good at each port; an e-visa is not.
fn check_port(file: &CaseFile, event: &event::Event) -> Result<()> {
    if file.application.kind == ApplicationKind::Visa && !event.port.evisa {
        let message = "field-error-port-without-evisa";
        return Err(PortalError::invalid("port", message));
    }
    Ok(())
}

/// Whether the officer has seen the passport, where its kind alone exempts: whoever makes a card says it
/// (Art. 5). An ordinary one is in every hand.
fn is_kind_seen(file: &CaseFile, form: &CrossingForm) -> bool {
    let kind = file.document.person.as_ref();
    let is_ordinary = kind.is_some_and(|person| person.passport_kind == PassportKind::Ordinary);
    is_ordinary || form.passport_seen == "yes"
}

/// What asks an officer for a reason before admitting, and that reason.
struct Caution {
    refusal: Option<Uuid>,
    /// What the record says of the code, if one stands against the traveller.
    code: Option<&'static str>,
    reason: String,
}

/// A refusal that stands, or a scanned code that is not genuine, with the officer's reason to admit
/// all the same.
async fn caution(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
    form: &CrossingForm,
) -> Result<Caution> {
    let crossings = db.crossings_of(file.case.id).await?;
    // Whatever time is given: a refusal that was recorded stands against what is recorded now.
    let refusal = standing_refusal(portal, db, file, crossings, portal.now()).await?;
    let scan = key::scan_of(portal, &form.scan)?;
    let scanned = scan.as_ref().and_then(|scan| scan.case) == Some(file.case.id);
    let seal = match scan {
        Some(scan) => Some(scan.verdict(portal, db).await?),
        None => None,
    };
    let before = forged::lately(portal, db, &file.case).await?;
    let forged = stands_forged(seal, scanned, before.is_some());
    let code = match seal {
        Some(seal) if seal.proves_nothing() && before.is_none() => "despite_code_of_a_bad_key",
        _ => "despite_forged_code",
    };
    let reason = event::not_too_long("despite", form.despite.trim())?;
    if (refusal.is_some() || forged) && !is_explained(reason) {
        let error = FieldError::new("despite", "field-error-despite");
        return Err(PortalError::Invalid(vec![
            error.with("least", LEAST_REASON),
        ]));
    }
    Ok(Caution {
        refusal: refusal.map(|refusal| refusal.id),
        code: forged.then_some(code),
        reason: reason.to_owned(),
    })
}

/// The last permitted day of who enters on the day, by the agreement or on the visa (Art. 5, 14).
fn last_day_of_stay(
    file: &CaseFile,
    right: (Option<&VisaRow>, Option<Exemption>),
    day: NaiveDate,
) -> Result<NaiveDate> {
    match right {
        (_, Some(agreement)) => Ok(last_permitted_day_exempt(day, agreement.days)),
        (Some(visa), None) => {
            let expiry = file.person()?.expires_on;
            Ok(last_permitted_day(visa.visa_type, day, expiry))
        }
        (None, None) => Err(case_changed()),
    }
}

/// Uses up a single entry (Art. 18), and keeps the card; the visa, and its state before.
async fn use_right(
    tx: &mut Transaction,
    file: &CaseFile,
    visa: Option<VisaRow>,
    last_permitted: NaiveDate,
) -> Result<(Option<Uuid>, Option<VisaState>)> {
    if file.application.kind == ApplicationKind::Card {
        keep_card(tx, file, last_permitted).await?;
    }
    let Some(mut visa) = visa else {
        return Ok((None, None));
    };
    let before = visa.state();
    let next = after_admission(visa.visa_type);
    if next != before {
        visa.advance(next).map_err(case_error)?;
    }
    tx.save_visa(&visa).await.map_err(case_error)?;
    Ok((Some(visa.id), Some(before)))
}

/// How long after the last permitted day the card of somebody who was admitted is kept while nobody records
/// the departure.
const CARD_KEPT: Period = Period::Months(12);

/// The card of somebody who was admitted on it does not end before the stay.
async fn keep_card(tx: &mut Transaction, file: &CaseFile, last_permitted: NaiveDate) -> Result<()> {
    let row = tx.application(file.application.id).await?;
    let mut row = row.ok_or_else(case_changed)?;
    let kept = end_of_day(last_day(last_permitted, CARD_KEPT));
    row.expires_at = row.expires_at.max(kept);
    tx.save_application(&row).await.map_err(case_error)
}

async fn issue_pass(
    portal: &Portal,
    db: &mut dyn Connection,
    file: &CaseFile,
    (stay, port): (&StayRow, &PortRow),
) -> Result<PassRow> {
    let id = portal.id();
    let secret = portal.vault.pass_secret(id);
    let mut pass = PassRow {
        id,
        stay_id: stay.id,
        edition: 1,
        number: String::new(),
        link_hash: portal.vault.hash(Purpose::Pass, &[&secret]),
        seal: Vec::new(),
        seal_hash: Vec::new(),
        issued_at: portal.now(),
    };
    let holder = issue::holder(portal, db, file).await?;
    loop {
        pass.number = issue::number(portal, "VP");
        let facts = issue::pass_facts(file, holder.clone(), (stay, &port.name), &pass)?;
        let issued = portal.documents.issue_pass(&facts, facts.issued_on)?;
        let place = issue::seal_data("passes", id);
        pass.seal = file.key.encrypt(&portal.rng, place, &issued.bytes)?;
        pass.seal_hash = issued.hash;
        if db.add_pass(&pass).await? {
            return Ok(pass);
        }
    }
}
