//! The sandbox: a stand-in for Stripe, faithful in the calls that the portal makes, and a mailbox. For
//! demonstration and tests only, never shipped: own process, own database, loopback unless told otherwise.
//!
//! - `stripe`: the API, one file per resource; `payment`, `cards`, `checkout_page`: payments by card;
//! - `webhooks`: signed events; `scheduler`: asynchronous refunds, disputes and expiry;
//! - `faults`: injected faults; `control`: the control endpoints for tests; `reports`: the reports for tests;
//! - `wallets`, `phones`: a stand-in for the makers of wallets, and what it was told;
//! - `mailbox`: SMTP server and pages; `store`: every SQL statement; `state`: shared state and transaction.
//!
//! A test starts a sandbox with [`Sandbox::start`].

// Stripe's objects have many fields, and `json!` recurses once per token.
#![recursion_limit = "256"]

mod cards;
mod checkout_page;
mod clock;
mod config;
mod control;
mod email;
mod faults;
mod mailbox;
mod pages;
mod payment;
mod phones;
mod reports;
mod rng;
mod scheduler;
mod state;
mod store;
mod stripe;
mod wallets;
mod webhooks;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{any, get, post, put},
};
use tokio::{net::TcpListener, task::JoinHandle};
use tower_http::catch_panic::CatchPanicLayer;

pub use crate::config::{Database, SandboxConfig};
use crate::state::SandboxState;
pub use crate::webhooks::signature;

/// An error that keeps a sandbox from starting.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the sandbox's database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the sandbox cannot listen on {address}: {source}")]
    Listen {
        address: SocketAddr,
        source: std::io::Error,
    },
    #[error("the sandbox's client for webhooks cannot be made: {0}")]
    Client(#[from] reqwest::Error),
}

/// The sandbox; [`Sandbox::start`] starts one.
pub struct Sandbox;

impl Sandbox {
    /// Starts a sandbox in this process; it serves when this function returns.
    pub async fn start(config: SandboxConfig) -> Result<Running, StartError> {
        let http = listen(config.http).await?;
        let smtp = listen(config.smtp).await?;
        let address =
            |listener: &TcpListener, configured| listener.local_addr().unwrap_or(configured);
        let (http_addr, smtp_addr) = (address(&http, config.http), address(&smtp, config.smtp));
        let base_url = config.public_url.as_deref().map_or_else(
            || format!("http://{http_addr}"),
            |url| url.trim_end_matches('/').to_owned(),
        );
        let state = Arc::new(SandboxState::open(config, base_url.clone()).await?);
        // Webhooks are posted to the address as given: no proxy, no redirects.
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let stop = state.stop.clone();
        let router = router(Arc::clone(&state));
        let serving = tokio::spawn(async move {
            let served = axum::serve(http, router)
                .with_graceful_shutdown(async move { stop.cancelled().await })
                .await;
            if let Err(error) = served {
                tracing::error!(%error, "the HTTP server broke off");
            }
        });
        let tasks = vec![
            serving,
            tokio::spawn(mailbox::smtp::run(Arc::clone(&state), smtp)),
            tokio::spawn(webhooks::run(Arc::clone(&state), client)),
            tokio::spawn(scheduler::run(Arc::clone(&state))),
        ];
        Ok(Running {
            http_addr,
            smtp_addr,
            base_url,
            state,
            tasks,
        })
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| StartError::Listen { address, source })
}

/// A running sandbox; it stops when this is dropped.
pub struct Running {
    pub http_addr: SocketAddr,
    pub smtp_addr: SocketAddr,
    base_url: String,
    state: Arc<SandboxState>,
    tasks: Vec<JoinHandle<()>>,
}

impl Running {
    /// The address of API and pages, without a slash at the end.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Changes the address that events are posted to, for a portal that starts after the sandbox.
    pub fn set_webhook_url(&self, url: Option<String>) {
        self.state.set_webhook_url(url);
    }

    /// Stops serving, gives requests two seconds to end, and closes the database.
    pub async fn stop(mut self) {
        self.state.stop.cancel();
        for mut task in std::mem::take(&mut self.tasks) {
            if tokio::time::timeout(Duration::from_secs(2), &mut task)
                .await
                .is_err()
            {
                task.abort();
            }
        }
        self.state.store.close().await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.state.stop.cancel();
    }
}

fn router(state: Arc<SandboxState>) -> Router {
    Router::new()
        .route("/", get(pages::front))
        .route("/sandbox.css", get(pages::style_sheet))
        .route("/v1/{*rest}", any(stripe::serve))
        .route(
            "/c/pay/{session}",
            get(checkout_page::show).post(checkout_page::pay),
        )
        .route(
            "/c/pay/{session}/authenticate",
            get(checkout_page::challenge).post(checkout_page::authenticate),
        )
        .route("/3/device/{token}", post(wallets::push))
        .route("/google/token", post(wallets::google::token))
        .route(
            "/google/walletobjects/v1/{kind}",
            post(wallets::google::insert),
        )
        .route(
            "/google/walletobjects/v1/{kind}/{id}",
            put(wallets::google::update),
        )
        .route("/google/save/{jwt}", get(wallets::google::save))
        .route("/sandbox/google", get(wallets::google::kept))
        .route("/sandbox/pushes", get(wallets::pushes))
        .route("/sandbox/pushes/gone", post(wallets::lose))
        .route("/sandbox", get(control::overview))
        .route(
            "/sandbox/faults",
            get(control::show_faults)
                .post(control::add_faults)
                .delete(control::clear_faults),
        )
        .route("/sandbox/faults/clear", post(control::clear_faults_form))
        .route(
            "/sandbox/clock",
            get(control::show_clock).post(control::move_clock),
        )
        .route("/sandbox/webhook", post(control::set_webhook))
        .route("/sandbox/charges", get(control::charges::page))
        .route("/sandbox/pay/{session}", post(control::charges::pay))
        .route(
            "/sandbox/pay/{session}/finish",
            post(control::charges::finish),
        )
        .route(
            "/sandbox/refunds/{charge}",
            post(control::charges::give_back),
        )
        .route(
            "/sandbox/disputes/{charge}",
            post(control::charges::open_dispute),
        )
        .route(
            "/sandbox/disputes/{charge}/escalate",
            post(control::charges::escalate_dispute),
        )
        .route(
            "/sandbox/disputes/{charge}/close",
            post(control::charges::close_dispute),
        )
        .route("/sandbox/ledger", get(reports::show_ledger))
        .route("/sandbox/deliveries", get(reports::show_deliveries))
        .route("/sandbox/deliveries/retry", post(control::retry_deliveries))
        .route("/sandbox/receipts/{charge}", get(reports::receipt))
        .route(
            "/mail",
            get(mailbox::pages::list).delete(mailbox::pages::clear),
        )
        .route("/mail.json", get(mailbox::pages::list_json))
        .route("/mail/{id}", get(mailbox::pages::show))
        .route("/mail/{id}/html", get(mailbox::pages::html))
        .route(
            "/mail/{id}/attachments/{index}",
            get(mailbox::pages::attachment),
        )
        .layer(DefaultBodyLimit::max(1024 * 1024))
        .layer(CatchPanicLayer::new())
        .with_state(state)
}
