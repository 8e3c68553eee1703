//! The list of replaced and revoked seals, small enough to be held offline.
//!
//! For every seal signed within the days that it covers, the list answers exactly. It holds no
//! personal data and cannot be turned back into seals. Seals are named by [`SealId`].
//!
//! **How.** Whoever makes the list knows all seals of those days. Three tables of
//! [`retrieval`](self) kind, each of which answers with a few bits for its keys and takes no room for
//! the keys:
//! 1. the *filter* holds for each listed seal (replaced or revoked) the lowest bits of its id; a
//!    seal that disagrees is not listed. Others agree by chance;
//! 2. the *check* holds one bit for each listed seal and each other seal that agrees by chance: 1
//!    for the listed;
//! 3. the *kind* holds one bit for each listed seal: 1 for revoked, 0 for replaced.
//!
//! **Size.** It follows from two numbers, r listed of n. A table of k keys has 3 · (⌊0.41 · k⌋ + 11)
//! slots. The filter has r keys with w bits each, the check about r + (n − r) / 2^w keys with one bit,
//! the kind r keys with one bit; w is the width that makes the list smallest. Of ten
//! million seals, with a certificate reference of six characters:
//!
//! | listed | bytes | bits for each listed |
//! |---|---|---|
//! | 1,000,000 | 941,844 | 7.5 |
//! | 500,000 | 552,668 | 8.8 |
//! | 100,000 | 146,920 | 11.8 |
//!
//! So a year of ten million documents stays under 1 MB with up to a million of them listed; *per
//! million listed* it is under 1 MB where a tenth or more are listed. A smaller share takes fewer bytes
//! in all but more bits for each: a list that makes no mistakes has to tell it from more others. A
//! sorted list of hashes that makes no mistakes takes three times as much.
//!
//! **Format.** Numbers are big-endian, dates those of the seal (three bytes MMDDYYYY).
//!
//! | bytes | content |
//! |---|---|
//! | 4 | `KVSL` |
//! | 1 | 1, the version |
//! | 3 + 3 | first and last day covered, by the header's signature creation date |
//! | 3 | day by which there will be a newer list |
//! | for each of the three tables | |
//! | 1 | bits in a slot, 0 for an empty table |
//! | 1 | seed |
//! | 4 | slots in a third of the table |
//! | ⌈3 · slots · bits / 8⌉ | the slots, lowest bit first |
//! | at the end | |
//! | 1 + n | the signer's certificate reference, ASCII, after its length |
//! | 64 | ECDSA on P-256 with SHA-256 over all before it, r and s |
//!
//! A key's slots: word k (k = 0, 1, 2; eight bytes, big-endian) of the id is mixed with the seed as
//! `SplitMix64` does after seed + 1 steps, and multiplied by the slots of a third; the upper 64 bits
//! of the product are the slot in the k-th third. The value is the exclusive or of the three slots.
//! The filter's bits are the lowest ones of word 3.

mod retrieval;

use super::{Seal, SealError, SealId, SealKeys, SealSigner, decode_date, encode_date};
use crate::text_enum::text_enum;
use chrono::NaiveDate;
use retrieval::{Retrieval, fingerprint};

text_enum! {
    /// What has become of a seal.
    SealState {
        /// A newer version of the document was issued.
        Replaced = "replaced",
        /// The document was made void.
        Revoked = "revoked",
    }
}

const MAGIC: &[u8; 4] = b"KVSL";
const VERSION: u8 = 1;
/// Widths of filters that are worth their room at most; at 15 one seal in 32768 agrees by chance.
const WIDEST: u8 = 15;
const SIGNATURE: usize = 64;

/// The days that a list speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Covers {
    /// First day of signing.
    pub from: NaiveDate,
    /// Last day of signing.
    pub until: NaiveDate,
    /// By when there will be a newer list.
    pub next_update: NaiveDate,
}

/// Why a list cannot be used or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// The bytes are something else, or end too early.
    #[error("this is no list of seals")]
    WrongFormat,
    /// Its key is not among those given.
    #[error("the list is signed with a key that is not known")]
    UnknownCertificate,
    /// On the day of asking.
    #[error("the key of the list has expired or was revoked")]
    CertificateNotValid,
    /// It was changed, or signed by somebody else.
    #[error("the list's signature does not belong to its content")]
    InvalidSignature,
    /// Only when a list is made.
    #[error("a seal stands twice, or as listed and not listed at once")]
    Contradiction,
    /// Only when a list is made.
    #[error("the list cannot be signed: {0}")]
    Seal(#[from] SealError),
}

/// A list that was read and whose signature was found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealList {
    /// Whose seals it speaks of: the state of the key that signed it.
    issuer: String,
    covers: Covers,
    filter: Option<Retrieval>,
    check: Option<Retrieval>,
    kind: Option<Retrieval>,
}

impl SealList {
    /// Makes and signs a list. `others` are all seals signed within the days covered that are
    /// neither replaced nor revoked.
    ///
    /// # Errors
    /// A seal stands twice or on both sides, or signing failed.
    pub fn build(
        covers: Covers,
        listed: &[(SealId, SealState)],
        others: &[SealId],
        signer: &dyn SealSigner,
    ) -> Result<Vec<u8>, ListError> {
        let width = filter_width(listed.len(), others.len());
        let agreeing = |id: &&SealId, filter: &Retrieval| filter.get(id) == fingerprint(id, width);
        let of_listed = |value: &dyn Fn(&SealId, SealState) -> u16| -> Vec<(SealId, u16)> {
            listed
                .iter()
                .map(|(id, state)| (*id, value(id, *state)))
                .collect()
        };
        let filter = Retrieval::build(&of_listed(&|id, _| fingerprint(id, width)), width)
            .ok_or(ListError::Contradiction)?;
        let mut checked = of_listed(&|_, _| 1);
        checked.extend(
            others
                .iter()
                .filter(|id| agreeing(id, &filter))
                .map(|id| (*id, 0)),
        );
        let check = Retrieval::build(&checked, 1).ok_or(ListError::Contradiction)?;
        let kind = Retrieval::build(
            &of_listed(&|_, state| u16::from(state == SealState::Revoked)),
            1,
        )
        .ok_or(ListError::Contradiction)?;

        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        for date in [covers.from, covers.until, covers.next_update] {
            bytes.extend(encode_date(date)?);
        }
        for table in [&filter, &check, &kind] {
            if listed.is_empty() {
                bytes.extend([0; 6]);
            } else {
                put_table(&mut bytes, table)?;
            }
        }
        let identity = signer.identity();
        let reference = format!("{}{}", identity.signer, identity.certificate);
        bytes.push(u8::try_from(reference.len()).map_err(|_| SealError::Length)?);
        bytes.extend(reference.as_bytes());
        let signature = signer.sign(&bytes)?;
        bytes.extend(signature);
        Ok(bytes)
    }

    /// Reads a list and verifies its signature on the day `today`.
    ///
    /// # Errors
    /// The bytes are no list, or the signature cannot be trusted.
    pub fn decode(bytes: &[u8], keys: &SealKeys, today: NaiveDate) -> Result<Self, ListError> {
        let content = bytes
            .len()
            .checked_sub(SIGNATURE)
            .ok_or(ListError::WrongFormat)?;
        let (content, signature) = bytes.split_at(content);
        let mut reader = Reader(content);
        if reader.take(4)? != MAGIC || reader.byte()? != VERSION {
            return Err(ListError::WrongFormat);
        }
        let mut date = || decode_date(reader.take(3)?).map_err(|_| ListError::WrongFormat);
        let covers = Covers {
            from: date()?,
            until: date()?,
            next_update: date()?,
        };
        let (filter, check, kind) = (reader.table()?, reader.table()?, reader.table()?);
        let length = usize::from(reader.byte()?);
        let reference = std::str::from_utf8(reader.take(length)?);
        let reference = reference.map_err(|_| ListError::WrongFormat)?;
        if !reader.0.is_empty() {
            return Err(ListError::WrongFormat);
        }
        let key = keys.find(reference).ok_or(ListError::UnknownCertificate)?;
        if key.revoked || key.valid_until < today {
            return Err(ListError::CertificateNotValid);
        }
        if !key.verifies(content, signature) {
            return Err(ListError::InvalidSignature);
        }
        Ok(Self {
            issuer: key.issuer.clone(),
            covers,
            filter,
            check,
            kind,
        })
    }

    /// The days that the list speaks of.
    pub const fn covers(&self) -> Covers {
        self.covers
    }

    /// What has become of a seal; none when it is not listed, is another state's, or was signed on a
    /// day that the list does not cover. The answer holds for seals whose signature is good.
    pub fn state(&self, seal: &Seal) -> Option<SealState> {
        let signed = seal.header.signed;
        let covered = (self.covers.from..=self.covers.until).contains(&signed);
        if seal.header.issuer != self.issuer || !covered {
            return None;
        }
        self.state_of(&seal.id())
    }

    fn state_of(&self, id: &SealId) -> Option<SealState> {
        let filter = self.filter.as_ref()?;
        let listed =
            filter.get(id) == fingerprint(id, filter.width) && self.check.as_ref()?.get(id) == 1;
        if !listed {
            return None;
        }
        Some(if self.kind.as_ref()?.get(id) == 1 {
            SealState::Revoked
        } else {
            SealState::Replaced
        })
    }
}

/// With so few listed seals the filter has its full width: it stays below 5 KB, and a seal signed
/// after the list was made is taken for a listed one only once in 32768 times.
pub const FEW: usize = 2048;

/// The width that makes filter and check smallest together: width bits for each listed seal, one
/// bit for each listed and each other that agrees by chance.
fn filter_width(listed: usize, others: usize) -> u8 {
    if listed <= FEW {
        return WIDEST;
    }
    (1..=WIDEST)
        .min_by_key(|&width| usize::from(width) * listed + (others >> width))
        .unwrap_or(1)
}

fn put_table(bytes: &mut Vec<u8>, table: &Retrieval) -> Result<(), SealError> {
    bytes.extend([table.width, table.seed]);
    let third = u32::try_from(table.third).map_err(|_| SealError::Length)?;
    bytes.extend(third.to_be_bytes());
    bytes.extend(&table.bits);
    Ok(())
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ListError> {
        let (taken, rest) = self
            .0
            .split_at_checked(count)
            .ok_or(ListError::WrongFormat)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, ListError> {
        self.take(1)?.first().copied().ok_or(ListError::WrongFormat)
    }

    fn table(&mut self) -> Result<Option<Retrieval>, ListError> {
        let (width, seed) = (self.byte()?, self.byte()?);
        let third = self
            .take(4)?
            .iter()
            .fold(0usize, |number, &byte| number << 8 | usize::from(byte));
        if width == 0 {
            return if third == 0 {
                Ok(None)
            } else {
                Err(ListError::WrongFormat)
            };
        }
        // A table that claims more than the file holds is refused before it is measured.
        if width > WIDEST || third == 0 || third > self.0.len() * 8 {
            return Err(ListError::WrongFormat);
        }
        let bits = self.take(Retrieval::byte_length(third, width))?.to_vec();
        Ok(Some(Retrieval {
            width,
            seed,
            third,
            bits,
        }))
    }
}

#[cfg(test)]
mod tests;
