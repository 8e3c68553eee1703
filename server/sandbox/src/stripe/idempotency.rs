//! Idempotency keys: the same key with the same call gives the same answer for a day, errors included;
//! with another call it is refused; while the first still runs it is a conflict.

use std::sync::PoisonError;

use axum::http::Method;
use sha2::{Digest, Sha256};

use super::{Answer, ApiError, Call};
use crate::{
    state::{SandboxState, Transaction},
    store::keys::{self, StoredResponse},
};

/// How long a key is remembered, in seconds of the sandbox's clock.
const LAPSES_AFTER: i64 = 24 * 60 * 60;
/// The longest key.
const LONGEST: usize = 255;

/// What is to be done with a call.
pub(super) enum Entry<'a> {
    Run(Guard<'a>),
    Replay(Answer),
}

/// Holds a key while its call runs; free again when dropped. Without a key it does nothing.
pub(super) struct Guard<'a> {
    state: &'a SandboxState,
    key: Option<String>,
    fingerprint: String,
}

impl Guard<'_> {
    /// The key, as events name it.
    pub fn name(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Keeps the answer under the key.
    pub async fn keep(
        &self,
        tx: &mut Transaction<'_>,
        status: u16,
        body: &str,
    ) -> Result<(), sqlx::Error> {
        let Some(key) = &self.key else { return Ok(()) };
        let answer = StoredResponse {
            fingerprint: self.fingerprint.clone(),
            status,
            body: body.to_owned(),
        };
        keys::store_response(&mut tx.db, key, tx.now, &answer).await
    }
}

impl Drop for Guard<'_> {
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

/// Looks the call's key up. Only POST has one: other methods repeat safely by themselves.
pub(super) async fn enter<'a>(
    state: &'a SandboxState,
    call: &Call<'_>,
) -> Result<Entry<'a>, ApiError> {
    let given = call
        .headers
        .get("idempotency-key")
        .filter(|_| call.method == Method::POST);
    let mut guard = Guard {
        state,
        key: None,
        fingerprint: String::new(),
    };
    let Some(given) = given else {
        return Ok(Entry::Run(guard));
    };
    let key = given
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
    guard.key = Some(key.to_owned());
    guard.fingerprint = fingerprint(call);
    let mut tx = state.begin().await?;
    let kept = keys::find(&mut tx.db, key, tx.now - LAPSES_AFTER).await?;
    tx.commit().await?;
    match kept {
        None => Ok(Entry::Run(guard)),
        Some(kept) if kept.fingerprint == guard.fingerprint => Ok(Entry::Replay(Answer {
            replayed: true,
            ..Answer::new(kept.status, kept.body)
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

fn fingerprint(call: &Call<'_>) -> String {
    let mut hash = Sha256::new();
    for part in [
        call.path.as_bytes(),
        b"\n",
        call.query.as_bytes(),
        b"\n",
        &call.body,
    ] {
        hash.update(part);
    }
    data_encoding::HEXLOWER.encode(&hash.finalize())
}
