//! The second factor: time-based one-time codes (RFC 6238, SHA-1, six digits, 30 seconds), one
//! step early or late, each step once.

use crate::rng::Rng;
use crate::vault::{AssociatedData, Vault, VaultError};
use chrono::{DateTime, Utc};
use totp_rs::{Algorithm, Builder, Totp};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The name under which authenticator apps list the account.
pub const ISSUER: &str = "evisa";

/// RFC 4226, 4: 160 bits.
const SECRET_BYTES: usize = 20;
const STEP_SECONDS: u64 = 30;

/// The secret of a second factor, in the clear: while it is made, shown or asked.
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    pub fn fresh(rng: &Rng) -> Self {
        let bytes: Zeroizing<[u8; SECRET_BYTES]> = Zeroizing::new(rng.bytes());
        Self(Zeroizing::new(bytes.to_vec()))
    }

    pub fn encrypt(
        &self,
        vault: &Vault,
        rng: &Rng,
        place: AssociatedData,
    ) -> Result<Vec<u8>, VaultError> {
        vault.encrypt_for_staff(rng, place, &self.0)
    }

    pub fn decrypt(
        vault: &Vault,
        place: AssociatedData,
        encrypted: &[u8],
    ) -> Result<Self, VaultError> {
        vault.decrypt_for_staff(place, encrypted).map(Self)
    }

    /// As it is typed into an authenticator app.
    pub fn text(&self) -> String {
        data_encoding::BASE32_NOPAD.encode(&self.0)
    }

    /// The address that an authenticator app takes.
    pub fn address(&self, issuer: &str, login: &str) -> String {
        let text = self.text();
        let issuer: String = issuer
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        // Logins are plain letters, digits, dots and hyphens: nothing needs escaping.
        format!(
            "otpauth://totp/{issuer}:{login}?secret={text}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP_SECONDS}"
        )
    }

    /// The time step that the code belongs to, if it is right at `now`. The caller accepts a step
    /// only once.
    pub fn step(&self, code: &str, now: DateTime<Utc>) -> Result<Option<i64>, VaultError> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(None);
        }
        let Ok(seconds) = u64::try_from(now.timestamp()) else {
            return Ok(None);
        };
        Ok(totp(&self.0)?
            .check(&code, seconds)
            .and_then(|step| i64::try_from(step).ok()))
    }
}

/// A fresh secret: encrypted to store, and the address that an authenticator app takes.
pub fn provision(
    vault: &Vault,
    rng: &Rng,
    staff: Uuid,
    login: &str,
    issuer: &str,
) -> Result<(Vec<u8>, String), VaultError> {
    let secret = Secret::fresh(rng);
    let encrypted = secret.encrypt(vault, rng, place(staff))?;
    Ok((encrypted, secret.address(issuer, login)))
}

/// The time step of a code of the stored secret, as [`Secret::step`].
pub fn step(
    vault: &Vault,
    staff: Uuid,
    encrypted: &[u8],
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<i64>, VaultError> {
    Secret::decrypt(vault, place(staff), encrypted)?.step(code, now)
}

fn totp(secret: &[u8]) -> Result<Totp, VaultError> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(STEP_SECONDS)
        .with_secret(secret.to_vec())
        .build()
        .map_err(|_| VaultError::Undecryptable)
}

/// Where the secret in force is stored.
pub const fn place(staff: Uuid) -> AssociatedData {
    AssociatedData {
        table: "staff",
        column: "totp_secret",
        row: staff,
    }
}

/// Where a secret is stored that waits for its first code.
pub const fn pending_place(staff: Uuid) -> AssociatedData {
    AssociatedData {
        table: "sessions",
        column: "pending_totp",
        row: staff,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAFF: Uuid = Uuid::from_u128(1);

    /// RFC 6238, appendix B, cut to six digits.
    #[test]
    fn rfc_6238_codes() {
        let rng = Rng::seeded(1);
        let vault = Vault::in_memory(&rng);
        let encrypted = vault
            .encrypt_for_staff(&rng, place(STAFF), b"12345678901234567890")
            .unwrap();
        let step_at = |code: &str, seconds| {
            let now = DateTime::from_timestamp(seconds, 0).unwrap();
            step(&vault, STAFF, &encrypted, code, now).unwrap()
        };
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(step_at(code, seconds), Some(seconds / 30));
            assert_eq!(step_at(code, seconds + 30), Some(seconds / 30), "one late");
            assert_eq!(step_at(code, seconds - 30), Some(seconds / 30), "one early");
            assert_eq!(step_at(code, seconds + 61), None);
            assert_eq!(step_at(code, seconds - 61), None);
        }
        assert_eq!(step_at("287 082", 59), Some(1));
        for wrong in ["", "28708", "2870822", "28708a", "２87082"] {
            assert_eq!(step_at(wrong, 59), None);
        }
    }

    #[test]
    fn a_provisioned_secret_opens_for_its_owner_alone() {
        let rng = Rng::seeded(1);
        let vault = Vault::in_memory(&rng);
        let (encrypted, address) =
            provision(&vault, &rng, STAFF, "sok.dara", "e-visa portal").unwrap();
        assert!(address.starts_with("otpauth://totp/e-visa-portal:sok.dara?secret="));
        let secret = address.split(['=', '&']).nth(1).unwrap();
        let secret = data_encoding::BASE32_NOPAD
            .decode(secret.as_bytes())
            .unwrap();
        let code = totp(&secret).unwrap().generate(3000).to_string();
        let now = DateTime::from_timestamp(3000, 0).unwrap();
        assert_eq!(
            step(&vault, STAFF, &encrypted, &code, now).unwrap(),
            Some(100)
        );
        assert!(step(&vault, Uuid::from_u128(2), &encrypted, &code, now).is_err());
    }

    #[test]
    fn a_secret_that_waits_is_none_in_force() {
        let rng = Rng::seeded(1);
        let vault = Vault::in_memory(&rng);
        let secret = Secret::fresh(&rng);
        assert_ne!(secret.text(), Secret::fresh(&rng).text());
        let waits = secret.encrypt(&vault, &rng, pending_place(STAFF)).unwrap();
        assert!(Secret::decrypt(&vault, place(STAFF), &waits).is_err());
        let opened = Secret::decrypt(&vault, pending_place(STAFF), &waits).unwrap();
        assert_eq!(opened.text(), secret.text());
        let issued = secret.address(ISSUER, "sok.dara");
        assert!(issued.contains(&format!("secret={}&", secret.text())));
    }
}
