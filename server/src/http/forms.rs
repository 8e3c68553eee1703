//! Keeps a form that is sent back with what was typed: encrypted into a cookie, for a while.

use crate::clock::Clock;
use crate::rng::Rng;
use crate::state::Portal;
use crate::vault::Vault;
use app::context::FlashCipher;
use data_encoding::BASE64URL_NOPAD;
use std::sync::Arc;

const PURPOSE: &str = "returned form";

/// The portal's cipher of flashes.
pub struct PortalFlashCipher(pub Arc<Portal>);

impl FlashCipher for PortalFlashCipher {
    fn encrypt(&self, plain: &[u8], seconds: i64) -> String {
        let until = self.0.now().timestamp().saturating_add(seconds);
        encrypt(&self.0.vault, &self.0.rng, until, plain).unwrap_or_default()
    }

    fn decrypt(&self, encrypted: &str) -> Option<Vec<u8>> {
        decrypt(&self.0.vault, &*self.0.clock, encrypted)
    }
}

fn encrypt(vault: &Vault, rng: &Rng, until: i64, plain: &[u8]) -> Option<String> {
    let stamped = [until.to_be_bytes().as_slice(), plain].concat();
    let encrypted = vault.encrypt_cookie(rng, PURPOSE, &stamped).ok()?;
    Some(BASE64URL_NOPAD.encode(&encrypted))
}

fn decrypt(vault: &Vault, clock: &dyn Clock, encrypted: &str) -> Option<Vec<u8>> {
    let bytes = BASE64URL_NOPAD.decode(encrypted.as_bytes()).ok()?;
    let plain = vault.decrypt_cookie(PURPOSE, &bytes).ok()?;
    let (stamp, plain) = plain.split_at_checked(8)?;
    let until = i64::from_be_bytes(stamp.try_into().ok()?);
    (clock.now().timestamp() <= until).then(|| plain.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::FixedClock;
    use chrono::{DateTime, TimeDelta};

    #[test]
    fn a_flash_opens_for_its_time_and_only_unchanged() {
        let rng = Rng::seeded(3);
        let vault = Vault::in_memory(&rng);
        let clock = FixedClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let until = clock.now().timestamp() + 600;
        let encrypted = encrypt(&vault, &rng, until, b"as typed").unwrap();
        assert_eq!(decrypt(&vault, &clock, &encrypted).unwrap(), b"as typed");
        assert_eq!(decrypt(&vault, &clock, &encrypted[1..]), None);
        assert_eq!(decrypt(&vault, &clock, "nonsense"), None);
        clock.advance(TimeDelta::seconds(601));
        assert_eq!(decrypt(&vault, &clock, &encrypted), None);
    }
}
