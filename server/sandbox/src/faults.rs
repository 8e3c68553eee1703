//! Injected faults: failures on the way to Stripe, from Stripe, and of mail, which tests switch on.
//!
//! Each fault has a count of its remaining strikes. A new fault is a variant of [`FaultKind`] and one call of
//! [`Faults::strike`].

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// The kind of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// A webhook leaves `ms` later than it should.
    WebhookLate,
    /// A webhook is sent twice.
    WebhookDoubled,
    /// The next `count` webhooks leave in reverse order, `ms` apart.
    WebhookReordered,
    /// A webhook is never sent.
    WebhookDropped,
    /// A second webhook with a wrong signature is sent.
    WebhookForged,
    /// A request fails with status 500 and changes nothing.
    ApiError,
    /// A request is committed; then the connection is silent for `ms`, and closes without a response.
    ApiTimeoutAfterCommit,
    /// A request is committed; then the connection closes at once, without a response.
    ApiDisconnectAfterCommit,
    /// A request fails with status 429.
    ApiRateLimited,
    /// A request lasts `ms` longer.
    ApiSlow,
    /// A search misses objects younger than `ms`: Stripe's index runs up to a minute behind.
    SearchStale,
    /// A refund is `pending` at first, and succeeds a moment later.
    RefundPending,
    /// A refund is `succeeded` at first, and fails a moment later.
    RefundFails,
    /// A mail is refused for now (451), to `address` or to anybody.
    MailRefused,
    /// Mail to `address` is refused for good (550); lasts until cleared when no `count` is given.
    MailAddressRejected,
}

impl FaultKind {
    /// Every kind, for the page of faults.
    pub const ALL: [Self; 15] = [
        Self::WebhookLate,
        Self::WebhookDoubled,
        Self::WebhookReordered,
        Self::WebhookDropped,
        Self::WebhookForged,
        Self::ApiError,
        Self::ApiTimeoutAfterCommit,
        Self::ApiDisconnectAfterCommit,
        Self::ApiRateLimited,
        Self::ApiSlow,
        Self::SearchStale,
        Self::RefundPending,
        Self::RefundFails,
        Self::MailRefused,
        Self::MailAddressRejected,
    ];
}

/// A fault that is switched on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    pub kind: FaultKind,
    /// The remaining strikes; one when absent (an address stays rejected until cleared).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Webhooks: only events of this type.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub event_type: Option<String>,
    /// API: only this route, as `POST /v1/refunds`, `/v1/refunds` or `GET /v1/refunds/{id}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// Mail: only this recipient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The length in milliseconds, for kinds with a length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ms: Option<u64>,
}

/// The target that a fault may strike.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    Event(&'a str),
    Request {
        method: &'a str,
        pattern: &'a str,
        path: &'a str,
    },
    Recipient(&'a str),
    Anything,
}

/// The faults that are switched on.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    /// Switches further faults on.
    pub fn add(&self, faults: impl IntoIterator<Item = Fault>) {
        let faults = faults.into_iter().map(|mut fault| {
            if fault.count.is_none() && fault.kind != FaultKind::MailAddressRejected {
                fault.count = Some(1);
            }
            fault
        });
        self.locked().extend(faults);
    }

    /// Switches all faults off.
    pub fn clear(&self) {
        self.locked().clear();
    }

    /// The faults that are switched on, oldest first.
    pub fn all(&self) -> Vec<Fault> {
        self.locked().clone()
    }

    /// Strikes a target once, if a fault of this kind is on for it; returns the fault as it was before.
    pub fn strike(&self, kind: FaultKind, target: Target<'_>) -> Option<Fault> {
        let mut faults = self.locked();
        let index = faults.iter().position(|fault| {
            fault.kind == kind && fault.count != Some(0) && fault.matches(target)
        })?;
        let before = faults[index].clone();
        if let Some(count) = &mut faults[index].count {
            *count = count.saturating_sub(1);
        }
        faults.retain(|fault| fault.count != Some(0));
        Some(before)
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fault {
    /// The fault's length, or `default` milliseconds.
    pub fn ms_or(&self, default: u64) -> u64 {
        self.ms.unwrap_or(default)
    }

    fn matches(&self, target: Target<'_>) -> bool {
        match target {
            Target::Event(kind) => self
                .event_type
                .as_deref()
                .is_none_or(|wanted| wanted == kind),
            Target::Request {
                method,
                pattern,
                path,
            } => self
                .route
                .as_deref()
                .is_none_or(|wanted| match wanted.split_once(' ') {
                    Some((verb, route)) => {
                        verb.eq_ignore_ascii_case(method) && (route == pattern || route == path)
                    }
                    None => wanted == pattern || wanted == path,
                }),
            Target::Recipient(address) => self
                .address
                .as_deref()
                .is_none_or(|wanted| wanted.eq_ignore_ascii_case(address)),
            Target::Anything => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Fault {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_fault_strikes_as_often_as_asked() {
        let faults = Faults::default();
        faults.add([fault(
            r#"{"kind":"api_error","route":"POST /v1/refunds","count":2}"#,
        )]);
        let request = |method| Target::Request {
            method,
            pattern: "/v1/refunds",
            path: "/v1/refunds",
        };
        assert!(faults.strike(FaultKind::ApiError, request("GET")).is_none());
        assert!(
            faults
                .strike(FaultKind::ApiError, request("POST"))
                .is_some()
        );
        assert!(faults.strike(FaultKind::ApiSlow, request("POST")).is_none());
        assert!(
            faults
                .strike(FaultKind::ApiError, request("POST"))
                .is_some()
        );
        assert!(
            faults
                .strike(FaultKind::ApiError, request("POST"))
                .is_none()
        );
        assert!(faults.all().is_empty());
    }

    #[test]
    fn a_rejected_address_stays_rejected() {
        let faults = Faults::default();
        faults.add([fault(
            r#"{"kind":"mail_address_rejected","address":"a@example.com"}"#,
        )]);
        for _ in 0..3 {
            let to =
                |address| faults.strike(FaultKind::MailAddressRejected, Target::Recipient(address));
            assert!(to("A@example.com").is_some());
            assert!(to("b@example.com").is_none());
        }
    }
}
