//! Places where the portal can be told to stop and wait to be killed, so that a test can show
//! what a crash there leaves behind. Only a demonstration listens to `service.crash_at`;
//! production refuses to start with it.
//!
//! A new place is a line below and one call of [`Failpoints::reach`] between a commit and a call.

use crate::config::Config;
use std::sync::atomic::{AtomicBool, Ordering};

macro_rules! failpoints {
    ($($(#[$meta:meta])* $variant:ident = $code:literal),+ $(,)?) => {
        /// A place in paying, settling or refunding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Failpoint { $($(#[$meta])* $variant),+ }

        impl Failpoint {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code of the setting.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

failpoints! {
    /// The attempt is committed; the provider has not been called.
    CheckoutBeforeCall = "checkout_before_call",
    /// The hosted checkout exists; its id is not committed.
    CheckoutAfterCall = "checkout_after_call",
    /// The id of the hosted checkout is committed; the traveller has not been sent there.
    CheckoutAfterCommit = "checkout_after_commit",
    /// The event is verified; nothing is committed.
    WebhookBeforeStore = "webhook_before_store",
    /// The event and its job are committed; it is not answered.
    WebhookAfterStore = "webhook_after_store",
    /// The provider says paid; nothing is committed.
    SettleBeforeCommit = "settle_before_commit",
    /// The settlement is committed; its job is not finished.
    SettleAfterCommit = "settle_after_commit",
    /// The attempt to refund is committed; the provider has not been called.
    RefundBeforeCall = "refund_before_call",
    /// The provider has taken the refund; the result is not committed.
    RefundAfterCall = "refund_after_call",
    /// The result is committed; the job is not finished.
    RefundAfterCommit = "refund_after_commit",
}

impl std::str::FromStr for Failpoint {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .iter()
            .find(|point| point.as_str() == text)
            .copied()
            .ok_or(())
    }
}

/// Where to stop, if anywhere.
#[derive(Debug, Default)]
pub struct Failpoints {
    at: Option<Failpoint>,
    reached: AtomicBool,
}

impl Failpoints {
    /// As the configuration says; nowhere outside a demonstration, nor at an unknown code.
    pub fn from_config(config: &Config) -> Self {
        let at = config
            .service
            .crash_at
            .as_deref()
            .filter(|_| config.is_demo())
            .and_then(|code| code.parse().ok());
        Self {
            at,
            reached: AtomicBool::new(false),
        }
    }

    /// Stops here for good if this is the place; else costs one comparison.
    pub async fn reach(&self, point: Failpoint) {
        if self.at == Some(point) {
            eprintln!("crash point reached: {}", point.as_str());
            self.reached.store(true, Ordering::SeqCst);
            std::future::pending::<()>().await;
        }
    }

    /// Whether the place was reached, for tests that run the portal in their own process.
    pub fn was_reached(&self) -> bool {
        self.reached.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Mode;

    #[test]
    fn only_a_demonstration_stops() {
        for &point in Failpoint::ALL {
            for (mode, at) in [(Mode::Demo, Some(point)), (Mode::Production, None)] {
                let mut config = Config::defaults(mode);
                config.service.crash_at = Some(point.as_str().to_owned());
                assert_eq!(Failpoints::from_config(&config).at, at);
            }
        }
    }
}
