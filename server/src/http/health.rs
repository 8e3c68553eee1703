//! `/healthz`: the process answers. `/readyz`: the portal can serve; the card provider and the
//! mail server being away degrade it, since what was asked is kept and done later; so does a
//! certificate of a wallet that ends soon.

use crate::error;
use crate::state::Portal;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use domain::calendar::ministry_date;
use http::StatusCode;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

pub async fn healthz() -> &'static str {
    "ok\n"
}

pub async fn readyz(State(portal): State<Arc<Portal>>) -> Response {
    let (database, damaged, keys, objects, (provider, mail)) = tokio::join!(
        database(&portal),
        damaged(&portal),
        within(holds_current_key(&portal)),
        within(async { portal.photos.ready().await.is_ok() }),
        outside(&portal),
    );
    let ready = database && !damaged && keys && objects;
    let ends_soon = portal.wallets.ends_soon(portal.now());
    let degraded = !(provider && mail) || ends_soon.is_some();
    let label = |ok: bool| if ok { "ok" } else { "away" };
    let status = match (ready, degraded) {
        (false, _) => "not ready",
        (true, true) => "degraded",
        (true, false) => "ready",
    };
    let body = json!({
        "status": status,
        "database": if damaged { "damaged" } else { label(database) },
        "keys": if keys { "ok" } else { "an old copy, or the database is away" },
        "object_store": label(objects),
        "stripe": label(provider),
        "mail": label(mail),
        "wallets": wallets(&portal, ends_soon),
    });
    let code = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (code, Json(body)).into_response()
}

/// How the wallets stand: a certificate that ends within thirty days is named with its last day.
fn wallets(portal: &Portal, ends_soon: Option<DateTime<Utc>>) -> String {
    match ends_soon {
        _ if !portal.wallets.are_on() => "off".to_owned(),
        Some(at) => format!("certificate valid until {}", ministry_date(at)),
        None => "ok".to_owned(),
    }
}

/// Whether the master key that wraps was not forgotten elsewhere.
async fn holds_current_key(portal: &Portal) -> bool {
    let id = portal.vault.encrypting_key_id();
    match portal.store.autocommit().await {
        Ok(mut db) => db.is_master_key_forgotten(&id).await.is_ok_and(|is| !is),
        Err(_) => false,
    }
}

/// The file of the database is read through so often at most, and only once a statement met damage.
const READ_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Whether the database is damaged, as was last found.
async fn damaged(portal: &Arc<Portal>) -> bool {
    if !error::has_met_damage() {
        return false;
    }
    let mut read = portal.cache.read_through.lock().await;
    match *read {
        Some((at, damaged)) if portal.now() - at < READ_EVERY => damaged,
        _ => {
            let damaged = !within(async { portal.store.check_and_tell().await }).await;
            *read = Some((portal.now(), damaged));
            damaged
        }
    }
}

/// The database is asked so often at most: writing waits for the one writer of SQLite.
const WRITTEN_EVERY: TimeDelta = TimeDelta::seconds(1);

/// Whether the database is at this binary's migration and takes writes, as found within a second.
async fn database(portal: &Portal) -> bool {
    let mut written = portal.cache.written.lock().await;
    if let Some((at, takes_writes)) = *written
        && portal.now() - at < WRITTEN_EVERY
    {
        return takes_writes;
    }
    let takes_writes = within(async {
        let migrated = portal.store.is_migrated().await;
        migrated.is_ok_and(|migrated| migrated) && portal.store.probe_write().await.is_ok()
    })
    .await;
    *written = Some((portal.now(), takes_writes));
    takes_writes
}

/// Outside services are asked so often at most, whoever asks us and how often.
const ASKED_EVERY: TimeDelta = TimeDelta::seconds(20);

/// Whether the card provider and the mail server answer, as found cache.
async fn outside(portal: &Portal) -> (bool, bool) {
    let mut probed = portal.cache.probed.lock().await;
    if let Some((at, provider, mail)) = *probed
        && portal.now() - at < ASKED_EVERY
    {
        return (provider, mail);
    }
    let (provider, mail) = tokio::join!(
        within(async { portal.cards.probe().await.is_ok() }),
        within(async { portal.mailer.probe().await.is_ok() }),
    );
    *probed = Some((portal.now(), provider, mail));
    (provider, mail)
}

async fn within(probe: impl Future<Output = bool>) -> bool {
    tokio::time::timeout(Duration::from_secs(3), probe)
        .await
        .unwrap_or(false)
}
