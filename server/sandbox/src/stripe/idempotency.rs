//! Idempotency keys: for a day the same key with the same request gets the same response, errors included.
//! A key with another request is refused; a key whose first request is in progress is a conflict.

use std::sync::PoisonError;

use axum::http::Method;
use sha2::{Digest, Sha256};

use super::{ApiError, ApiRequest, ApiResponse};
use crate::{
    state::{SandboxState, Transaction},
    store::keys::{self, StoredResponse},
};

/// The lifetime of a key, in seconds of the sandbox's clock.
const EXPIRES_AFTER: i64 = 24 * 60 * 60;
/// The longest key, in bytes.
const LONGEST: usize = 255;

/// The result of looking a key up: run the request, or replay the stored response.
pub(super) enum Lookup<'a> {
    Run(KeyLock<'a>),
    Replay(ApiResponse),
}

/// A lock on a key while its request is in progress, released when dropped. Without a key it does nothing.
pub(super) struct KeyLock<'a> {
    state: &'a SandboxState,
    key: Option<String>,
    fingerprint: String,
}

impl KeyLock<'_> {
    /// The key, as events name it.
    pub fn name(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Stores the response under the key.
    pub async fn store_response(
        &self,
        tx: &mut Transaction<'_>,
        status: u16,
        body: &str,
    ) -> Result<(), sqlx::Error> {
        let Some(key) = &self.key else { return Ok(()) };
        let response = StoredResponse {
            fingerprint: self.fingerprint.clone(),
            status,
            body: body.to_owned(),
        };
        keys::store_response(&mut tx.db, key, tx.now, &response).await
    }
}

impl Drop for KeyLock<'_> {
    fn drop(&mut self) {
        if let Some(key) = &self.key {
            self.state
                .keys_in_use
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .remove(key);
        }
    }
}

/// Looks up the key of a request. Only POST has one: other methods are idempotent by themselves.
pub(super) async fn lookup<'a>(
    state: &'a SandboxState,
    request: &ApiRequest<'_>,
) -> Result<Lookup<'a>, ApiError> {
    let header = request
        .headers
        .get("idempotency-key")
        .filter(|_| request.method == Method::POST);
    let mut lock = KeyLock {
        state,
        key: None,
        fingerprint: String::new(),
    };
    let Some(header) = header else {
        return Ok(Lookup::Run(lock));
    };
    let key = header
        .to_str()
        .ok()
        .filter(|key| !key.is_empty() && key.len() <= LONGEST)
        .ok_or_else(|| ApiError {
            begun: false,
            ..ApiError::refused(
                None,
                "Idempotency keys must be between 1 and 255 characters of plain text.",
            )
        })?;
    let free = state
        .keys_in_use
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(key.to_owned());
    if !free {
        return Err(ApiError {
            status: 409,
            kind: "idempotency_error",
            begun: false,
            ..ApiError::refused(
                Some("idempotency_key_in_use"),
                format!(
                    "There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): {key}. Please try again later."
                ),
            )
        });
    }
    lock.key = Some(key.to_owned());
    lock.fingerprint = fingerprint(request);
    let mut tx = state.begin().await?;
    let stored = keys::find(&mut tx.db, key, tx.now - EXPIRES_AFTER).await?;
    tx.commit().await?;
    match stored {
        None => Ok(Lookup::Run(lock)),
        Some(stored) if stored.fingerprint == lock.fingerprint => Ok(Lookup::Replay(ApiResponse {
            replayed: true,
            ..ApiResponse::new(stored.status, stored.body)
        })),
        Some(_) => Err(ApiError {
            kind: "idempotency_error",
            begun: false,
            ..ApiError::refused(
                None,
                format!(
                    "Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '{key}' if you meant to execute a different request."
                ),
            )
        }),
    }
}

/// The request by its parameters, in whatever order they came: Stripe compares parameters, not bytes.
fn fingerprint(request: &ApiRequest<'_>) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    };
    add(request.path);
    for encoded in [request.query.as_bytes(), &request.body] {
        let mut parameters: Vec<_> = form_urlencoded::parse(encoded).collect();
        parameters.sort_unstable();
        add(&parameters.len().to_string());
        for (name, value) in parameters {
            add(&name);
            add(&value);
        }
    }
    data_encoding::HEXLOWER.encode(&hash.finalize())
}
