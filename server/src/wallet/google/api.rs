//! Google's interface: the port, and behind it the adapter that speaks REST at the configured address. The service
//! account signs for an access token (RFC 7523), which is kept while it lasts.

use super::{Account, jwt};
use crate::config;
use crate::wallet::WalletError;
use crate::wallet::client::{Client, NoAnswer};
use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Method, Request, StatusCode, header};
use http_body_util::Full;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Mutex;

/// What an issuer of passes may ask.
const SCOPE: &str = "https://www.googleapis.com/auth/wallet_object.issuer";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/// A token is not used in its last minute.
const EARLY: TimeDelta = TimeDelta::minutes(1);

/// Google did not take what it was given. The answer itself is not kept: it may repeat it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GoogleError {
    #[error("Google gave {0}")]
    Away(#[from] NoAnswer),
    #[error("Google refuses with status {0}")]
    Refused(u16),
    #[error("nothing can be signed for Google: {0}")]
    Key(String),
    #[error("Google's answer cannot be read")]
    Unreadable,
}

/// Puts passes where Google keeps them; each call may be made again.
#[async_trait]
pub trait GooglePasses: Send + Sync {
    /// Makes the class of this id, or has it say this.
    async fn put_class(
        &self,
        id: &str,
        class: &Value,
        now: DateTime<Utc>,
    ) -> Result<(), GoogleError>;
    /// Makes the object of this id, or has it say this and nothing else.
    async fn put_object(
        &self,
        id: &str,
        object: &Value,
        now: DateTime<Utc>,
    ) -> Result<(), GoogleError>;
}

/// The interface over HTTP.
pub struct RestApi {
    client: Client,
    /// Without a slash at the end.
    url: String,
    token_url: String,
    account: Arc<Account>,
    /// The access token and when it ends.
    token: Mutex<Option<(String, DateTime<Utc>)>>,
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    /// Seconds.
    expires_in: i64,
}

impl RestApi {
    pub(super) fn new(
        settings: &config::GoogleWallet,
        account: Arc<Account>,
    ) -> Result<Self, WalletError> {
        Ok(Self {
            client: Client::new()?,
            url: settings.url.trim_end_matches('/').to_owned(),
            token_url: settings.token_url.clone(),
            account,
            token: Mutex::default(),
        })
    }

    async fn token(&self, now: DateTime<Utc>) -> Result<String, GoogleError> {
        let mut kept = self.token.lock().await;
        if let Some((token, ends_at)) = &*kept
            && now < *ends_at - EARLY
        {
            return Ok(token.clone());
        }
        let claims = json!({
            "iss": self.account.email,
            "scope": SCOPE,
            "aud": self.token_url,
            "iat": now.timestamp(),
            "exp": (now + TimeDelta::hours(1)).timestamp(),
        });
        let assertion = jwt::signed(&self.account.key, &claims)
            .map_err(|error| GoogleError::Key(error.to_string()))?;
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", GRANT)
            .append_pair("assertion", &assertion)
            .finish();
        let request = Request::post(&self.token_url)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::from(form))
            .map_err(|_| GoogleError::Unreadable)?;
        let (status, body) = self.client.send(request).await?;
        if status != StatusCode::OK {
            return Err(GoogleError::Refused(status.as_u16()));
        }
        let granted: Granted =
            serde_json::from_slice(&body).map_err(|_| GoogleError::Unreadable)?;
        let ends_at = now + TimeDelta::seconds(granted.expires_in.clamp(0, 3600));
        *kept = Some((granted.access_token.clone(), ends_at));
        Ok(granted.access_token)
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        body: &Value,
        now: DateTime<Utc>,
    ) -> Result<StatusCode, GoogleError> {
        let token = self.token(now).await?;
        let request = Request::builder()
            .method(method)
            .uri(format!("{}/walletobjects/v1/{path}", self.url))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::from(Bytes::from(body.to_string())))
            .map_err(|_| GoogleError::Unreadable)?;
        let (status, _) = self.client.send(request).await?;
        if status == StatusCode::UNAUTHORIZED {
            // Revoked before its time: the next try asks for another.
            *self.token.lock().await = None;
        }
        Ok(status)
    }

    /// Changes what is there, or makes it.
    async fn put(
        &self,
        kind: &str,
        id: &str,
        body: &Value,
        now: DateTime<Utc>,
    ) -> Result<(), GoogleError> {
        let path = format!("{kind}/{id}");
        let mut status = self.call(Method::PUT, &path, body, now).await?;
        if status == StatusCode::NOT_FOUND {
            status = self.call(Method::POST, kind, body, now).await?;
        }
        // Somebody else made it between the two.
        if status == StatusCode::CONFLICT {
            status = self.call(Method::PUT, &path, body, now).await?;
        }
        if status.is_success() {
            Ok(())
        } else {
            Err(GoogleError::Refused(status.as_u16()))
        }
    }
}

#[async_trait]
impl GooglePasses for RestApi {
    async fn put_class(
        &self,
        id: &str,
        class: &Value,
        now: DateTime<Utc>,
    ) -> Result<(), GoogleError> {
        self.put("genericClass", id, class, now).await
    }

    async fn put_object(
        &self,
        id: &str,
        object: &Value,
        now: DateTime<Utc>,
    ) -> Result<(), GoogleError> {
        self.put("genericObject", id, object, now).await
    }
}
