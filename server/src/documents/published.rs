//! What verifiers fetch: the public keys and the list of seals that no longer hold; and the
//! verification for browsers that cannot do it themselves.

use super::Documents;
use chrono::{Days, Months, NaiveDate};
use data_encoding::BASE64;
use domain::doc9303::seal::list::{Covers, FEW, ListError};
use domain::doc9303::seal::{
    PublishedKey, Seal, SealId, SealKeys, SealList, SealSigner, SealState, address,
};

/// Months for which the key in use is published as good, from the day of asking: longer than any
/// document that the portal issues lasts (a T visa and the stay on it).
const KEY_MONTHS: Months = Months::new(48);

/// No seal is older.
const FIRST_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 1, 1);

impl Documents {
    /// The keys that seals verify with, as published under `/.well-known/portal-keys.json`.
    pub fn published_keys(&self, today: NaiveDate) -> Vec<PublishedKey> {
        let present = self.present_key(today);
        let retired = self.retired.iter().filter(|key| {
            key.valid_until >= today && key.certificate_reference != present.certificate_reference
        });
        let mut keys: Vec<_> = retired.cloned().collect();
        keys.insert(0, present);
        keys
    }

    /// The key that signs now, good as long from today as any document lasts.
    pub fn present_key(&self, today: NaiveDate) -> PublishedKey {
        let identity = self.signer.identity();
        PublishedKey {
            issuer: identity.issuer,
            certificate_reference: self.key_reference(),
            public_key: BASE64.encode(&self.signer.public_key()),
            valid_until: today.checked_add_months(KEY_MONTHS).unwrap_or(today),
            revoked: false,
            document_types: Vec::new(),
        }
    }

    /// The name under which the key that signs now is published.
    pub(super) fn key_reference(&self) -> String {
        let identity = self.signer.identity();
        format!("{}{}", identity.signer, identity.certificate)
    }

    /// All keys that ever signed, ready for use: a seal of one that has expired is told from one of a key
    /// that nobody knows.
    pub fn keys(&self, today: NaiveDate) -> SealKeys {
        let expired = self.retired.iter().filter(|key| key.valid_until < today);
        let mut keys = self.published_keys(today);
        keys.extend(expired.cloned());
        SealKeys::new(&keys)
    }

    /// Whether the key that signed a seal of ours is still good, so that anybody can verify it.
    pub fn has_good_key(&self, seal: &[u8], today: NaiveDate) -> bool {
        let Ok(seal) = Seal::decode(seal) else {
            return false;
        };
        // The signature was made here: it is not verified again for each look at its page.
        let name = seal.header.certificate_reference();
        let mut retired = self.retired.iter();
        name == self.key_reference()
            || retired
                .find(|key| key.certificate_reference == name)
                .is_none_or(|key| key.is_good_on(today))
    }

    /// The signed list of replaced and revoked seals, as published under
    /// `/.well-known/portal-seals.bin`. Hashes are those of [`super::IssuedSeal`]; `standing`
    /// are all seals that still hold.
    ///
    /// A hash that is none of ours is left out, with a line in the log.
    ///
    /// # Errors
    /// A seal stands on both sides, or signing failed.
    pub fn seal_list(
        &self,
        today: NaiveDate,
        withdrawn: &[(Vec<u8>, SealState)],
        standing: &[Vec<u8>],
    ) -> Result<Vec<u8>, ListError> {
        // A list is exact for the seals it was made with. More are signed in the course of today:
        // with a wide filter they pass, with a narrow one today has to wait for tomorrow's list.
        let until = if withdrawn.len() <= FEW {
            today
        } else {
            today.checked_sub_days(Days::new(1)).unwrap_or(today)
        };
        let covers = Covers {
            from: FIRST_DAY.unwrap_or(today),
            until,
            next_update: today.checked_add_days(Days::new(1)).unwrap_or(today),
        };
        let listed: Vec<_> = withdrawn
            .iter()
            .filter_map(|(hash, state)| Some((id(hash)?, *state)))
            .collect();
        let others: Vec<_> = standing.iter().filter_map(|hash| id(hash)).collect();
        SealList::build(covers, &listed, &others, &self.signer)
    }

    /// The seal in an address, a fragment or hexadecimal, and the hash that stores know it by;
    /// none when there is none.
    pub fn seal_of(text: &str) -> Option<(Vec<u8>, Vec<u8>)> {
        let bytes = address::bytes(text).ok()?;
        let SealId(hash) = Seal::decode(&bytes).ok()?.id();
        Some((bytes, hash.to_vec()))
    }

    /// A list that says of one seal what the store knows of it, for verifying on the server in the
    /// way of all verifiers; none when the seal still holds.
    pub fn list_of_one(
        &self,
        hash: &[u8],
        withdrawn: Option<SealState>,
        today: NaiveDate,
    ) -> Option<SealList> {
        let list = self
            .seal_list(today, &[(hash.to_vec(), withdrawn?)], &[])
            .ok()?;
        SealList::decode(&list, &self.keys(today), today).ok()
    }
}

fn id(hash: &[u8]) -> Option<SealId> {
    let id = hash.try_into().map(SealId).ok();
    if id.is_none() {
        tracing::error!(bytes = hash.len(), "the hash of a stored seal is none");
    }
    id
}
