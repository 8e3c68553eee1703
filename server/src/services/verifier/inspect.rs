//! What a seal says and whether it holds, by our keys and by what we know of replaced and revoked
//! documents.

use crate::state::Portal;
use crate::store::Connection;
use app::error::Result;
use domain::calendar::ministry_date;
use domain::doc9303::seal::verification::{VerificationResult, verify_seal};
use domain::doc9303::seal::{Document, Seal, SealState, SubIndication};

/// A seal as it was found.
#[derive(Debug, Clone)]
pub struct Inspection {
    /// `VALID`, or the sub-indication of Doc 9303 part 13 or part 7, or our `REPLACED`, `REVOKED`.
    pub code: &'static str,
    /// What is inside, where it can be read.
    pub document: Option<Document>,
    /// The seal's name in lists, where it can be read.
    pub hash: Option<Vec<u8>>,
    /// The issuing state in its header.
    pub issuer: Option<String>,
}

/// Verifies a seal. The database is asked for replaced and revoked seals rather than the
/// published list, which may be hours old.
pub async fn inspect(portal: &Portal, db: &mut dyn Connection, bytes: &[u8]) -> Result<Inspection> {
    let Ok(seal) = Seal::decode(bytes) else {
        return Ok(Inspection {
            code: SubIndication::WrongFormat.as_str(),
            document: None,
            hash: None,
            issuer: None,
        });
    };
    let today = ministry_date(portal.now());
    let keys = portal.documents.keys(today);
    let result = verify_seal(&seal, &keys, today, None);
    let hash = seal.id().0.to_vec();
    let withdrawn = db.withdrawn_seal(&hash).await?;
    let code = code(&result, withdrawn);
    Ok(Inspection {
        code,
        document: result.document,
        hash: Some(hash),
        issuer: Some(seal.header.issuer),
    })
}

fn code(result: &VerificationResult, withdrawn: Option<SealState>) -> &'static str {
    let withdrawn = withdrawn
        .filter(|_| result.is_valid())
        .map(|state| match state {
            SealState::Replaced => SubIndication::Replaced,
            SealState::Revoked => SubIndication::Revoked,
        });
    withdrawn
        .or(result.sub_indication)
        .map_or(result.status.as_str(), SubIndication::as_str)
}
