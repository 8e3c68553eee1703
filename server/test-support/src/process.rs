//! The portal as it is started, in a process of its own on the data of a test.

use crate::TestPortal;
use secrecy::ExposeSecret;
use std::net::SocketAddr;
use std::process::Command;
use std::sync::atomic::{AtomicU8, Ordering};

/// An address where nothing listens, nor will before the portal does: connections go out from
/// another host of the loopback network.
pub fn unused_address() -> SocketAddr {
    static HOST: AtomicU8 = AtomicU8::new(1);
    let host = [127, 0, 1, HOST.fetch_add(1, Ordering::SeqCst)];
    let listener = std::net::TcpListener::bind(SocketAddr::from((host, 0)));
    listener.unwrap().local_addr().unwrap()
}

impl TestPortal {
    /// The command that serves at the address; the binary's path is known to whoever is compiled beside it.
    pub fn serve_command(&self, binary: &str, address: SocketAddr) -> Command {
        let config = &self.portal.config;
        let mut command = Command::new(binary);
        command
            .args(["serve", "--demo"])
            .env("PORTAL_SERVER_ADDRESS", address.to_string())
            .env("PORTAL_SERVER_METRICS_ADDRESS", "127.0.0.1:0")
            .env("PORTAL_SERVER_PUBLIC_URL", format!("http://{address}"))
            .env("PORTAL_DATABASE_URL", config.database.url.expose_secret())
            .env("PORTAL_OBJECTS_FOLDER", &config.objects.folder)
            .env("PORTAL_KEYS_FOLDER", &config.keys.folder)
            .env("PORTAL_MAIL_URL", config.mail.url.expose_secret())
            .env("PORTAL_STRIPE_URL", &config.stripe.url)
            // Nobody stands in for the makers of wallets, whose keys are made once, at the first start.
            .env("PORTAL_WALLET_APPLE_PASS_TYPE", "")
            .env("PORTAL_WALLET_GOOGLE_ISSUER", "")
            .env("RUST_LOG", "warn");
        command
    }
}
