//! The sandbox as a process of its own.

use std::{io::IsTerminal, net::SocketAddr, path::PathBuf};

use clap::Parser;
use sandbox::{Database, Sandbox, SandboxConfig};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// A stand-in for Stripe and a mailbox, for demonstration and tests.
#[derive(Debug, Parser)]
#[command(version)]
struct Flags {
    /// Address of API, card page, mail pages and switches.
    #[arg(long, default_value = "127.0.0.1:8090")]
    http: SocketAddr,
    /// Address of the SMTP server.
    #[arg(long, default_value = "127.0.0.1:8025")]
    smtp: SocketAddr,
    /// Database file; made when it is missing.
    #[arg(long, default_value = "var/sandbox.db")]
    database: PathBuf,
    /// Where browsers find the sandbox, when not at its address.
    #[arg(long)]
    public_url: Option<String>,
    /// Where events are posted.
    #[arg(long)]
    webhook_url: Option<String>,
    /// Signs the webhooks.
    #[arg(
        long,
        env = "SANDBOX_WEBHOOK_SECRET",
        hide_env_values = true,
        default_value = "whsec_sandbox"
    )]
    webhook_secret: String,
    /// The secret key that the API accepts.
    #[arg(
        long,
        env = "SANDBOX_API_KEY",
        hide_env_values = true,
        default_value = "sk_test_sandbox"
    )]
    api_key: String,
    /// Seconds that the clock is ahead of the machine's, for a new database.
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    clock_offset: i64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let flags = Flags::parse();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let running = Sandbox::start(SandboxConfig {
        http: flags.http,
        smtp: flags.smtp,
        database: Database::File(flags.database),
        public_url: flags.public_url,
        webhook_url: flags.webhook_url,
        webhook_secret: flags.webhook_secret,
        api_key: flags.api_key,
        clock_offset_seconds: flags.clock_offset,
        ..SandboxConfig::default()
    })
    .await?;
    tracing::info!(
        http = %running.http_addr,
        smtp = %running.smtp_addr,
        "sandbox ready: API and pages at {}, mail accepted at {}",
        running.base_url(),
        running.smtp_addr,
    );
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("sandbox stopping");
    running.stop().await;
    Ok(())
}
