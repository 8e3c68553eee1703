//! What it costs, where it is accepted, and who needs no visa (Art. 5, 16).

use crate::error::internal;
use crate::state::Portal;
use crate::store::{Connection, FeeRow};
use app::contract::{ExemptionInfo, Offer, Port, VisaNeed};
use app::error::{FieldError, PortalError, Result};
use chrono::TimeDelta;
use domain::calendar::ministry_date;
use domain::doc9303::countries;
use domain::law::visa_types::SOLD_ONLINE;
use domain::person::PassportKind;

/// So long after a change of the fee or the ports pages may still name what was; what is paid and where
/// somebody crosses is always read anew.
const KEPT: TimeDelta = TimeDelta::seconds(5);

pub async fn offer(portal: &Portal) -> Result<Offer> {
    let now = portal.now();
    if let Some((at, offer)) = portal.cache.offer.lock().await.as_ref()
        && (now - at).abs() < KEPT
        && ministry_date(*at) == ministry_date(now)
    {
        return Ok(offer.clone());
    }
    let mut db = portal.store.autocommit().await?;
    let fee = fee(portal, &mut *db).await?;
    let offer = Offer {
        fee: fee.fee,
        fee_source: fee.source,
        fee_source_date: fee.source_date,
        promised_days: portal.config.service.promised_days,
        demo: portal.config.is_demo(),
    };
    *portal.cache.offer.lock().await = Some((now, offer.clone()));
    Ok(offer)
}

/// The fee for a T visa in force today.
pub async fn fee(portal: &Portal, db: &mut dyn Connection) -> Result<FeeRow> {
    let today = ministry_date(portal.now());
    db.fee(SOLD_ONLINE, today)
        .await?
        .ok_or_else(|| internal("no fee for T is in force today"))
}

/// The ports as the pages list them. What an administrator changes is seen within [`KEPT`].
pub async fn ports(portal: &Portal) -> Result<Vec<Port>> {
    let now = portal.now();
    let mut kept = portal.cache.ports.lock().await;
    if let Some((at, ports)) = kept.as_ref()
        && (now - *at).abs() < KEPT
    {
        return Ok(ports.clone());
    }
    let rows = portal.store.autocommit().await?.ports().await?;
    let ports: Vec<Port> = rows
        .into_iter()
        .map(|row| Port {
            code: row.code,
            name: row.name,
            evisa: row.evisa,
        })
        .collect();
    *kept = Some((now, ports.clone()));
    Ok(ports)
}

pub async fn visa_need(portal: &Portal, nationality: &str, kind: &str) -> Result<VisaNeed> {
    let mut errors = Vec::new();
    let country = countries::country(nationality);
    if country.is_none() {
        errors.push(FieldError::new(
            "nationality",
            "field-error-choose-nationality",
        ));
    }
    let parsed: Option<PassportKind> = kind.parse().ok();
    if parsed.is_none() {
        errors.push(FieldError::new("kind", "field-error-choose-passport-kind"));
    }
    let (Some(country), Some(kind)) = (country, parsed) else {
        return Err(PortalError::Invalid(errors));
    };
    let mut db = portal.store.read().await?;
    let exemption = db
        .exemption(country.code, kind, ministry_date(portal.now()))
        .await?;
    Ok(VisaNeed {
        nationality: country.code.to_owned(),
        nationality_name: country.name.to_owned(),
        kind,
        exemption: exemption.map(|row| ExemptionInfo {
            days: row.days,
            source: row.source,
            source_date: row.source_date,
        }),
    })
}
