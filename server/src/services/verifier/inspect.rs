//! What a seal says and whether it holds, by our keys and by what we know of replaced and revoked
//! documents.

use crate::state::Portal;
use crate::store::Connection;
use app::error::Result;
use domain::calendar::ministry_date;
use domain::doc9303::seal::verification::{is_signed, verify_seal};
use domain::doc9303::seal::{Document, Seal, SubIndication};

/// A seal as it was found.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// The sub-indication of Doc 9303 part 13 or part 7, or our `REPLACED`, `REVOKED`, `USED`; none
    /// of a valid seal.
    pub sub_indication: Option<SubIndication>,
    /// What is inside, where it can be read.
    pub document: Option<Document>,
    /// The seal's name in lists, where it can be read.
    pub hash: Option<Vec<u8>>,
    /// The issuing state in its header.
    pub issuer: Option<String>,
    /// Whether the key that it names has signed it, be that key good or not.
    pub is_signed: bool,
}

/// Verifies a seal. The database is asked for replaced, revoked and used seals rather
/// than the published list, which may be hours old.
pub async fn inspect(portal: &Portal, db: &mut dyn Connection, bytes: &[u8]) -> Result<Inspection> {
    let Ok(seal) = Seal::decode(bytes) else {
        return Ok(Inspection {
            sub_indication: Some(SubIndication::WrongFormat),
            document: None,
            hash: None,
            issuer: None,
            is_signed: false,
        });
    };
    let today = ministry_date(portal.now());
    let keys = portal.documents.keys(today);
    let result = verify_seal(&seal, &keys, today, None);
    let hash = seal.id().0.to_vec();
    let state = db.seal_state(&hash, today).await?;
    let listed = state.filter(|_| result.is_valid()).map(SubIndication::from);
    Ok(Inspection {
        is_signed: is_signed(&seal, &keys),
        sub_indication: listed.or(result.sub_indication),
        document: result.document,
        hash: Some(hash),
        issuer: Some(seal.header.issuer),
    })
}
