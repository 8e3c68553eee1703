//! Apple's push service (Apple, *User Notifications*, "Sending notification requests to APNs"). It knows us by
//! the certificate of the pass type, whose identifier is the topic.

use super::{ApplePush, PushError};
use crate::config;
use crate::wallet::WalletError;
use crate::wallet::client::Client;
use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::Full;
use serde::Deserialize;

/// Apple Push Notification service.
pub struct Apns {
    client: Client,
    /// Without a slash at the end.
    url: String,
    topic: String,
}

/// What it answers when it refuses.
#[derive(Deserialize)]
struct Refusal {
    reason: String,
}

impl Apns {
    /// # Errors
    /// When certificate or key cannot be used.
    pub fn new(settings: &config::AppleWallet) -> Result<Self, WalletError> {
        Ok(Self {
            client: Client::with_certificate(&settings.certificate, &settings.key)?,
            url: settings.push_url.trim_end_matches('/').to_owned(),
            topic: settings.pass_type.clone(),
        })
    }
}

#[async_trait]
impl ApplePush for Apns {
    async fn notify(&self, push_token: &str) -> Result<(), PushError> {
        let request = Request::post(format!("{}/3/device/{push_token}", self.url))
            .header("apns-topic", &self.topic)
            // Wallet takes an empty dictionary.
            .body(Full::from(Bytes::from_static(b"{}")))
            .map_err(|_| PushError::Gone)?;
        let answer = self.client.send(request).await;
        let (status, body) = answer.map_err(|no_answer| PushError::Away(no_answer.0))?;
        if status == StatusCode::OK {
            return Ok(());
        }
        let reason = serde_json::from_slice::<Refusal>(&body)
            .map(|refusal| refusal.reason)
            .unwrap_or_default();
        match (status, reason.as_str()) {
            (StatusCode::GONE, _)
            | (StatusCode::BAD_REQUEST, "BadDeviceToken" | "DeviceTokenNotForTopic") => {
                Err(PushError::Gone)
            }
            (status, _) if status.is_server_error() => Err(PushError::Away("server error")),
            (StatusCode::TOO_MANY_REQUESTS, _) => Err(PushError::Away("too many requests")),
            (status, _) => Err(PushError::Refused {
                status: status.as_u16(),
                // Its reasons are words of letters.
                reason: reason.chars().filter(char::is_ascii_alphabetic).collect(),
            }),
        }
    }
}
