//! Mails about what happened at the border.

use super::{case_row, letter, status_link, traveller};
use crate::cases::case_file::CaseFile;
use crate::cases::documents::PassDocument;
use crate::cases::issue::port_name;
use crate::mail::{FineTold, Letter, News, VisaLeft};
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, Connection, CrossingRow};
use crate::worker::job_error::JobError;
use app::text::text;
use domain::law::refunds::{ChargeStanding, FeeStanding, RefundStanding};
use domain::states::{
    ApplicationKind, CrossingKind, FineState, PaymentState, StayState, VisaState,
};
use uuid::Uuid;

pub(super) async fn pass_issued(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let (row, case, document) = {
        let mut db = portal.store.read().await?;
        let pass = db
            .pass(id)
            .await?
            .ok_or_else(|| JobError::missing("pass", id))?;
        let stay = db
            .stay(pass.stay_id)
            .await?
            .ok_or_else(|| JobError::Retry("a pass has a stay".to_owned()))?;
        if stay.undone_at.is_some() {
            return Err(JobError::Moot);
        }
        let (row, case) = case_row(&mut *db, stay.case_id).await?;
        // Who has left already is not welcomed.
        if stay.state() == StayState::Departed {
            drop(db);
            let who = traveller(portal, &row, &case)?;
            let letter = letter(portal, &row, Some(who), status_link()).await?;
            return Ok((row, letter));
        }
        let file = CaseFile::of(portal, &mut *db, case.clone()).await?;
        let document = PassDocument::load(portal, &mut *db, file, pass, stay).await?;
        (row, case, document)
    };
    // Nobody has confirmed the address of a card: what is mailed to it shows nothing of its holder.
    if row.kind == ApplicationKind::Card {
        let last_permitted_day = document.stay.last_permitted_day;
        let news = News::Pass {
            last_permitted_day,
            pdf: None,
        };
        let letter = letter(portal, &row, None, news).await?;
        return Ok((row, letter));
    }
    let letter = Letter {
        reference: row.reference.clone(),
        kind: row.kind,
        who: Some(traveller(portal, &row, &case)?),
        link: Some(format!(
            "{}/v/{}",
            portal.config.server.public_url,
            portal.vault.pass_secret(document.pass.id)
        )),
        news: News::Pass {
            last_permitted_day: document.stay.last_permitted_day,
            pdf: Some(document.pdf(portal).await?.bytes),
        },
    };
    Ok((row, letter))
}

/// A crossing with its case, and the name of its port.
struct Crossed {
    application: ApplicationRow,
    case: CaseRow,
    crossing: CrossingRow,
    port: String,
}

async fn crossed(db: &mut dyn Connection, id: Uuid) -> Result<Crossed, JobError> {
    let crossing = db
        .crossing(id)
        .await?
        .ok_or_else(|| JobError::missing("crossing", id))?;
    let (application, case) = case_row(db, crossing.case_id).await?;
    Ok(Crossed {
        port: port_name(db, &crossing.port).await?,
        application,
        case,
        crossing,
    })
}

pub(super) async fn refused(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let mut db = portal.store.read().await?;
    let Crossed {
        application,
        case,
        crossing,
        port,
    } = crossed(&mut *db, id).await?;
    let crossings = db.crossings_of(case.id).await?;
    // Admitted, or refused again, before the letter left: of a later refusal its own letter tells, and
    // what becomes of the fee follows from the last one.
    let is_over = crossings
        .iter()
        .any(|other| other.id != crossing.id && other.recorded_at > crossing.recorded_at);
    if is_over {
        drop(db);
        let who = traveller(portal, &application, &case)?;
        let letter = letter(portal, &application, Some(who), status_link()).await?;
        return Ok((application, letter));
    }
    let visa = match db.visa_of_case(case.id).await? {
        Some(visa) if visa.state() == VisaState::Valid => VisaLeft::UsableUntil(visa.valid_until),
        Some(visa) if visa.state() == VisaState::Void => VisaLeft::Void,
        _ => VisaLeft::None,
    };
    let fee = match application.kind {
        ApplicationKind::Visa => Some(fee_left(&mut *db, &case, &crossing).await?),
        ApplicationKind::Card => None,
    };
    drop(db);
    let grounds = crossing.grounds.iter().map(|ground| {
        let words = text(&ground.message_key());
        format!("{words} ({})", ground.article())
    });
    let news = News::RefusedEntry {
        port,
        at: crossing.event_at,
        grounds: grounds.collect(),
        visa,
        fee,
    };
    let who = traveller(portal, &application, &case)?;
    let letter = letter(portal, &application, Some(who), news).await?;
    Ok((application, letter))
}

/// What becomes of the fee of who was refused by this crossing, as the status page says it.
async fn fee_left(
    db: &mut dyn Connection,
    case: &CaseRow,
    refusal: &CrossingRow,
) -> Result<FeeStanding, JobError> {
    let payments = db.payments_of(case.application_id).await?;
    let (mut charge, mut standings) = (ChargeStanding::default(), Vec::new());
    for payment in payments.into_iter().filter(|payment| payment.settles) {
        let refunds = db.refunds_of(payment.id).await?;
        charge = ChargeStanding {
            is_all_back: payment.arrived(&refunds) == payment.amount,
            is_disputed: payment.state() == PaymentState::Disputed,
        };
        let theirs = refunds
            .iter()
            .filter(|refund| refund.case_id.is_none_or(|whose| whose == case.id));
        standings.extend(theirs.map(|refund| RefundStanding {
            state: refund.state(),
            went_to_card: refund.went_to_card(),
        }));
    }
    Ok(FeeStanding::of(&refusal.grounds, charge, &standings))
}

pub(super) async fn departed(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let mut db = portal.store.read().await?;
    let Crossed {
        application,
        case,
        crossing,
        port,
    } = crossed(&mut *db, id).await?;
    let stay = db.latest_stay(case.id).await?;
    let fine = match stay.filter(|stay| stay.departure_id == Some(id)) {
        Some(stay) => db.fine_of_stay(stay.id).await?,
        None => None,
    };
    drop(db);
    let news = News::Departed {
        port,
        at: crossing.event_at,
        fine: fine.map(|fine| FineTold {
            amount: fine.amount,
            days: fine.days,
            paid: fine.state == FineState::Paid,
        }),
        needs_visa: application.kind == ApplicationKind::Visa,
    };
    let who = traveller(portal, &application, &case)?;
    let letter = letter(portal, &application, Some(who), news).await?;
    Ok((application, letter))
}

/// That an admission was undone, to who may have had its V-Pass already.
pub(super) async fn undone(
    portal: &Portal,
    id: Uuid,
) -> Result<(ApplicationRow, Letter), JobError> {
    let mut db = portal.store.read().await?;
    let Crossed {
        application,
        case,
        crossing,
        port,
    } = crossed(&mut *db, id).await?;
    // Admitted after all before the letter left.
    let crossings = db.crossings_of(case.id).await?;
    let is_over = crossings.iter().any(|other| {
        other.kind == CrossingKind::Admission && other.recorded_at > crossing.recorded_at
    });
    if is_over {
        drop(db);
        let who = traveller(portal, &application, &case)?;
        let letter = letter(portal, &application, Some(who), status_link()).await?;
        return Ok((application, letter));
    }
    let visa = db.visa_of_case(case.id).await?;
    drop(db);
    let usable = visa.filter(|visa| visa.state() == VisaState::Valid);
    let news = News::AdmissionUndone {
        port,
        at: crossing.event_at,
        usable_until: usable.map(|visa| visa.valid_until),
    };
    let who = traveller(portal, &application, &case)?;
    let letter = letter(portal, &application, Some(who), news).await?;
    Ok((application, letter))
}
