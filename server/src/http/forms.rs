//! Keeps a form that is sent back with what was typed: sealed into a cookie, for a while.

use crate::clock::Clock;
use crate::rng::Entropy;
use crate::state::Portal;
use crate::vault::Vault;
use app::context::FormKeeper;
use data_encoding::BASE64URL_NOPAD;
use std::sync::Arc;

const PURPOSE: &str = "returned form";

/// The portal's keeper of returned forms.
pub struct Keeper(pub Arc<Portal>);

impl FormKeeper for Keeper {
    fn seal(&self, plain: &[u8], seconds: i64) -> String {
        let until = self.0.now().timestamp().saturating_add(seconds);
        seal(&self.0.vault, &self.0.entropy, until, plain).unwrap_or_default()
    }

    fn open(&self, sealed: &str) -> Option<Vec<u8>> {
        open(&self.0.vault, &*self.0.clock, sealed)
    }
}

fn seal(vault: &Vault, entropy: &Entropy, until: i64, plain: &[u8]) -> Option<String> {
    let stamped = [until.to_be_bytes().as_slice(), plain].concat();
    let sealed = vault.seal_cookie(entropy, PURPOSE, &stamped).ok()?;
    Some(BASE64URL_NOPAD.encode(&sealed))
}

fn open(vault: &Vault, clock: &dyn Clock, sealed: &str) -> Option<Vec<u8>> {
    let bytes = BASE64URL_NOPAD.decode(sealed.as_bytes()).ok()?;
    let plain = vault.open_cookie(PURPOSE, &bytes).ok()?;
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
    fn a_returned_form_opens_for_its_time_and_only_unchanged() {
        let entropy = Entropy::seeded(3);
        let vault = Vault::in_memory(&entropy);
        let clock = FixedClock::at(DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let until = clock.now().timestamp() + 600;
        let sealed = seal(&vault, &entropy, until, b"as typed").unwrap();
        assert_eq!(open(&vault, &clock, &sealed).unwrap(), b"as typed");
        assert_eq!(open(&vault, &clock, &sealed[1..]), None);
        assert_eq!(open(&vault, &clock, "nonsense"), None);
        clock.advance(TimeDelta::seconds(601));
        assert_eq!(open(&vault, &clock, &sealed), None);
    }
}
