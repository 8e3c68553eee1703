//! The list of replaced, revoked and used seals, small enough to be held offline.
//!
//! For every seal signed on a day that the list covers, the answer is exact. The list holds no
//! personal data, and no seal can be recovered from it. Seals are identified by [`SealId`].
//!
//! **Method.** The issuer, who makes the list, knows all seals of those days. The list consists of
//! three retrieval tables, each of which gives a few bits for its keys without storing the keys:
//! 1. the *filter* holds for each listed seal (replaced, revoked or used) the lowest bits of its id; a
//!    seal that disagrees is not listed. Others agree by chance;
//! 2. the *check* holds one bit for each listed seal and each other seal that agrees by chance: 1
//!    for the listed;
//! 3. the *kind* holds for each listed seal 1 for revoked, 0 for replaced, 2 for used. It has one
//!    bit for each, or two in a list with used ones; a reader of one bit takes used for replaced.
//!
//! **Size.** It follows from two numbers, r listed of n. A table of k keys has 3 · (⌊0.41 · k⌋ +
//! 11) slots. The filter has r keys with w bits each, the check about r + (n − r) / 2^w keys with
//! one bit, the kind r keys with one bit or two; w is the width that makes the list smallest. Of ten
//! million seals, with a certificate reference of six characters:
//!
//! | listed | bytes | bits for each listed |
//! |---|---|---|
//! | 1,000,000 | 941,844 | 7.5 |
//! | 500,000 | 552,668 | 8.8 |
//! | 100,000 | 146,920 | 11.8 |
//!
//! So a year of ten million documents stays under 1 MB with up to a million of them listed; *per
//! million listed* it is under 1 MB where a tenth or more are listed. A smaller share needs fewer
//! bytes in all but more bits for each, since an exact list has to tell them from more others. An
//! exact sorted list of hashes needs three times as much.
//!
//! **Format.** Numbers are big-endian, dates those of the seal (three bytes MMDDYYYY).
//!
//! | bytes | content |
//! |---|---|
//! | 4 | `KVSL` |
//! | 1 | 1, the version |
//! | 3 + 3 | first and last day covered, by the header's signature creation date |
//! | 3 | day of the next update at the latest |
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
//! `SplitMix64` does after seed + 1 steps, and multiplied by the slots of a third; the upper 64
//! bits of the product are the slot in the k-th third. The value is the exclusive or of the three
//! slots. The filter's bits are the lowest ones of word 3.

mod retrieval;

use super::{Seal, SealError, SealId, SealKeys, SealSigner, decode_date, encode_date};
use crate::text_enum::text_enum;
use chrono::NaiveDate;
use retrieval::{Retrieval, fingerprint};

text_enum! {
    /// The state of a listed seal.
    SealState {
        /// A newer version of the document was issued.
        Replaced = "replaced",
        /// The document was made void.
        Revoked = "revoked",
        /// The visa's single entry was used (Art. 18).
        Used = "used",
    }
}

const MAGIC: &[u8; 4] = b"KVSL";
const VERSION: u8 = 1;
/// The greatest width of a filter; at 15 bits one other seal in 32768 agrees by chance.
const WIDEST: u8 = 15;
const SIGNATURE: usize = 64;

/// The days that a list covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Covers {
    /// The first day of signing covered.
    pub from: NaiveDate,
    /// The last day of signing covered.
    pub until: NaiveDate,
    /// The day by which there will be a newer list.
    pub next_update: NaiveDate,
}

/// An error in reading or making a list of seals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// The bytes are not a list, or end too early.
    #[error("this is no list of seals")]
    WrongFormat,
    /// The key that signed the list is not among those given.
    #[error("the list is signed with a key that is not known")]
    UnknownCertificate,
    /// The key that signed the list has expired or was revoked.
    #[error("the key of the list has expired or was revoked")]
    CertificateNotValid,
    /// The list was altered, or signed with another key.
    #[error("the list's signature does not belong to its content")]
    InvalidSignature,
    /// In making a list: a seal is given twice, or as listed and not listed.
    #[error("a seal stands twice, or as listed and not listed at once")]
    Contradiction,
    /// In making a list: a date or certificate reference cannot be encoded, or signing failed.
    #[error("the list cannot be signed: {0}")]
    Seal(#[from] SealError),
}

/// A list of replaced, revoked and used seals whose signature is verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealList {
    /// The state whose seals it lists: that of the key that signed it.
    issuer: String,
    covers: Covers,
    filter: Option<Retrieval>,
    check: Option<Retrieval>,
    kind: Option<Retrieval>,
}

impl SealList {
    /// Makes and signs a list, as bytes in the format above. `others` are all seals signed on the
    /// days covered that are not listed.
    ///
    /// # Errors
    /// A seal is given twice or as listed and not listed, or signing failed.
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
        let has_used = listed.iter().any(|(_, state)| *state == SealState::Used);
        let kind = of_listed(&|_, state| match state {
            SealState::Replaced => 0,
            SealState::Revoked => 1,
            SealState::Used => 2,
        });
        let kind =
            Retrieval::build(&kind, 1 + u8::from(has_used)).ok_or(ListError::Contradiction)?;

        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        for date in [covers.from, covers.until, covers.next_update] {
            bytes.extend(encode_date(date)?);
        }
        for table in [&filter, &check, &kind] {
            if listed.is_empty() {
                bytes.extend([0; 6]);
            } else {
                append_table(&mut bytes, table)?;
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

    /// Decodes a list and verifies its signature on the day `today`.
    ///
    /// # Errors
    /// The bytes are not a list, the key is unknown or not valid, or the signature is wrong.
    pub fn decode(bytes: &[u8], keys: &SealKeys, today: NaiveDate) -> Result<Self, ListError> {
        let content = bytes
            .len()
            .checked_sub(SIGNATURE)
            .ok_or(ListError::WrongFormat)?;
        let (content, signature) = bytes.split_at(content);
        let mut reader = Reader(content);
        if reader.bytes(4)? != MAGIC || reader.byte()? != VERSION {
            return Err(ListError::WrongFormat);
        }
        let mut date = || decode_date(reader.bytes(3)?).map_err(|_| ListError::WrongFormat);
        let covers = Covers {
            from: date()?,
            until: date()?,
            next_update: date()?,
        };
        let (filter, check, kind) = (reader.table()?, reader.table()?, reader.table()?);
        let length = usize::from(reader.byte()?);
        let reference = std::str::from_utf8(reader.bytes(length)?);
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

    /// The days that the list covers.
    pub const fn covers(&self) -> Covers {
        self.covers
    }

    /// The state of a seal; `None` when it is not listed, is another state's, or was signed on a
    /// day that the list does not cover. The answer holds only for a seal whose signature is right.
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
        Some(match self.kind.as_ref()?.get(id) {
            1 => SealState::Revoked,
            2 => SealState::Used,
            _ => SealState::Replaced,
        })
    }
}

/// The number of listed seals up to which the filter has its full width: it stays below 5 KB, and
/// only one in 32768 seals that are signed after the list was made is mistaken for a listed one.
pub const FEW: usize = 2048;

/// The width, in bits, that makes filter and check smallest together: the filter has this many bits
/// for each listed seal, the check one bit for each listed seal and each other that agrees by
/// chance.
fn filter_width(listed: usize, others: usize) -> u8 {
    if listed <= FEW {
        return WIDEST;
    }
    (1..=WIDEST)
        .min_by_key(|&width| usize::from(width) * listed + (others >> width))
        .unwrap_or(1)
}

fn append_table(bytes: &mut Vec<u8>, table: &Retrieval) -> Result<(), SealError> {
    bytes.extend([table.width, table.seed]);
    let third = u32::try_from(table.third).map_err(|_| SealError::Length)?;
    bytes.extend(third.to_be_bytes());
    bytes.extend(&table.bits);
    Ok(())
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> Result<&'a [u8], ListError> {
        let (read, rest) = self
            .0
            .split_at_checked(count)
            .ok_or(ListError::WrongFormat)?;
        self.0 = rest;
        Ok(read)
    }

    fn byte(&mut self) -> Result<u8, ListError> {
        self.bytes(1)?
            .first()
            .copied()
            .ok_or(ListError::WrongFormat)
    }

    fn table(&mut self) -> Result<Option<Retrieval>, ListError> {
        let (width, seed) = (self.byte()?, self.byte()?);
        let third = self
            .bytes(4)?
            .iter()
            .fold(0usize, |number, &byte| number << 8 | usize::from(byte));
        if width == 0 {
            return if third == 0 {
                Ok(None)
            } else {
                Err(ListError::WrongFormat)
            };
        }
        // A table that claims more than the list holds is refused before anything is allocated.
        if width > WIDEST || third == 0 || third > self.0.len() * 8 {
            return Err(ListError::WrongFormat);
        }
        let bits = self.bytes(Retrieval::byte_length(third, width))?.to_vec();
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
