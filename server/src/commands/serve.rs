//! `portal serve`: the service itself.

use super::{Settings, demo, say};
use crate::config::warnings;
use crate::error::met_damage;
use crate::http::connections::serve;
use crate::http::{self, metrics};
use crate::state::Portal;
use crate::worker;
use anyhow::Context;
use domain::calendar::ministry_date;
use domain::law::arrival_card::questions;
use domain::law::visa_types::SOLD_ONLINE;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Requests that are under way get this long to end.
const LAST_WORDS: Duration = Duration::from_secs(20);

pub async fn run(settings: &Settings) -> anyhow::Result<()> {
    let begun = Instant::now();
    start_log();
    let config = settings.load_checked()?;
    let listener = listen(config.server.address).await?;
    let metrics_listener = listen(config.server.metrics_address).await?;
    let portal = Portal::assemble(config).await?;
    check_production(&portal).await?;
    let of_wallets = portal.wallets.warning(portal.now());
    for warning in warnings(&portal.config).into_iter().chain(of_wallets) {
        tracing::warn!(setting = warning.setting, "{}", warning.advice);
    }
    let public_url = &portal.config.server.public_url;
    if portal.config.is_demo() {
        say("This is a demonstration: no real visas, no real money. Staff accounts:")?;
        demo::prepare(&portal).await?;
        say(&format!("  Travellers  {public_url}/"))?;
        say(&format!("  Staff       {public_url}/staff/sign-in"))?;
        say(&format!(
            "  Mailbox     {}/mail",
            portal.config.stripe.checkout_origin
        ))?;
    }

    let stop = CancellationToken::new();
    let working = portal
        .config
        .server
        .worker
        .then(|| tokio::spawn(worker::run(portal.clone(), stop.clone())));
    let metrics_router = metrics::router(metrics::install());
    let serving_metrics = tokio::spawn(serve(
        metrics_listener,
        metrics_router,
        stop.clone().cancelled_owned(),
    ));
    tokio::spawn(look_for_damage(portal.clone()));
    let router = http::router(portal.clone())?;
    tracing::info!(
        address = %portal.config.server.address,
        milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        "ready"
    );
    let serving = tokio::spawn(serve(listener, router, stop.clone().cancelled_owned()));

    shutdown_signal().await;
    tracing::info!("stopping: requests and jobs under way may end");
    stop.cancel();
    let ended = async {
        if let Some(working) = working {
            working.await?;
        }
        serving.await??;
        serving_metrics.await??;
        anyhow::Ok(())
    };
    match tokio::time::timeout(LAST_WORDS, ended).await {
        Ok(ended) => ended?,
        Err(_) => tracing::warn!("requests or jobs were cut off; jobs go on at the next start"),
    }
    portal.store.close().await;
    Ok(())
}

/// Beside the first requests: a large file takes a while, and most of a damaged one can be read.
async fn look_for_damage(portal: Arc<Portal>) {
    if !portal.store.check_and_tell().await {
        met_damage();
    }
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}: is another portal running?"))
}

/// What production refuses although the settings are right: an old schema, specimen rows,
/// staff without a second factor.
pub(super) async fn check_production(portal: &Arc<Portal>) -> anyhow::Result<()> {
    if portal.config.is_demo() {
        return Ok(portal.store.migrate().await?);
    }
    if !portal.store.is_migrated().await.unwrap_or(false) {
        anyhow::bail!("the database is not up to date: run `portal migrate`");
    }
    let mut db = portal.store.read().await?;
    let specimens = db.count_specimens().await?;
    if specimens > 0 {
        anyhow::bail!(
            "the database holds {specimens} specimen rows of fees, exemptions, ports or questions \
             of the arrival card: replace them with official ones by `portal reference load FILE`"
        );
    }
    let today = ministry_date(portal.now());
    if db.fee(SOLD_ONLINE, today).await?.is_none() {
        anyhow::bail!(
            "no fee for visa T is in force today: load one by `portal reference load FILE`"
        );
    }
    if !db.ports().await?.iter().any(|port| port.evisa) {
        anyhow::bail!(
            "no port of entry takes the e-Visa: load them by `portal reference load FILE`"
        );
    }
    if questions(&db.questions().await?, today).next().is_none() {
        tracing::warn!(
            "no question of the arrival card is in force today: it asks nothing of health and customs"
        );
    }
    let (staff, without_second_factor) = db.count_staff().await?;
    if staff == 0 {
        anyhow::bail!("there is no staff yet: run `portal staff add`");
    }
    if without_second_factor > 0 {
        anyhow::bail!("{without_second_factor} members of staff have no second factor");
    }
    Ok(())
}

/// The log goes to standard error; `RUST_LOG` filters it.
pub(super) fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| "info,sqlx=warn,hyper=warn".into());
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if log.try_init().is_err() {
        tracing::debug!("a log is already there");
    }
}

/// Ctrl-C or SIGTERM.
pub(super) async fn shutdown_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}
