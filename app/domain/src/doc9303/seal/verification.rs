//! The verification of a seal, with the results of part 13, appendix D and part 7, 9.4.

use super::document::Document;
use super::{Seal, SealKeys, SealList, SealState};
use crate::doc9303::mrz::{Field, Fields, Mrz};
use crate::text_enum::text_enum;
use chrono::NaiveDate;
use serde::Serialize;

text_enum! {
    /// The status indication of a verification (part 13, appendix D).
    Status {
        /// The seal is genuine and belongs to the document.
        Valid = "VALID",
        /// The seal is not to be relied on, for the reason in the [`SubIndication`].
        Invalid = "INVALID",
    }
}

text_enum! {
    /// The status sub-indication: why a seal is invalid, or a remark on a valid one (part 13,
    /// appendix D; part 7, 9.4; three are ours).
    SubIndication {
        /// Part 13: the code could not be read at all.
        ReadError = "READ_ERROR",
        /// Part 13: not a seal, an unknown kind of document, or features missing or malformed.
        WrongFormat = "WRONG_FORMAT",
        /// Part 13: a feature that the definition does not have. The seal may be valid all the
        /// same.
        UnknownFeature = "UNKNOWN_FEATURE",
        /// Part 13: the signer's key is not known.
        UnknownCertificate = "UNKNOWN_CERTIFICATE",
        /// Part 13: the signer's key is another state's.
        UntrustedCertificate = "UNTRUSTED_CERTIFICATE",
        /// Part 13: the certificate is not for documents with the document code of the MRZ.
        InvalidDocumentType = "INVALID_DOCUMENTTYPE",
        /// Part 13: the signer's certificate has expired.
        ExpiredCertificate = "EXPIRED_CERTIFICATE",
        /// Part 13: the signer's certificate was revoked.
        RevokedCertificate = "REVOKED_CERTIFICATE",
        /// Part 13: the signature does not belong to the content.
        InvalidSignature = "INVALID_SIGNATURE",
        /// Part 7: a check digit of the printed MRZ is wrong.
        InvalidVisaMrz = "INVALID_VISA_MRZ",
        /// Part 7: the printed MRZ differs from the seal.
        SealVisaMismatch = "SEAL_VISA_MISMATCH",
        /// Part 7: a check digit of the passport's MRZ is wrong.
        InvalidPassportMrz = "INVALID_PASSPORT_MRZ",
        /// Part 7: the seal belongs to another passport.
        SealPassportMismatch = "SEAL_PASSPORT_MISMATCH",
        /// Ours: a newer version of the document was issued.
        Replaced = "REPLACED",
        /// Ours: the document was made void.
        Revoked = "REVOKED",
        /// Ours: the visa's single entry was used.
        Used = "USED",
    }
}

text_enum! {
    /// The recommended trust level (part 13, table D.1; part 7, table 2).
    TrustLevel {
        /// No sign of fraud.
        Trustable = "trustable",
        /// Fraud is possible, but so is an innocent reason such as a damaged code.
        MediumFraudPotential = "medium_fraud_potential",
        /// The document is probably forged or altered.
        HighFraudPotential = "high_fraud_potential",
    }
}

impl SubIndication {
    /// The status that goes with the sub-indication.
    pub const fn status(self) -> Status {
        match self {
            Self::UnknownFeature => Status::Valid,
            _ => Status::Invalid,
        }
    }

    /// The trust level that goes with the sub-indication. A replaced, revoked or used document
    /// is genuine, but no longer in force.
    pub const fn trust(self) -> TrustLevel {
        match self {
            Self::UnknownFeature => TrustLevel::Trustable,
            Self::ReadError | Self::ExpiredCertificate | Self::Replaced | Self::Used => {
                TrustLevel::MediumFraudPotential
            }
            _ => TrustLevel::HighFraudPotential,
        }
    }

    /// Whether the seal was signed with a good key, even if its document is no longer in force.
    pub const fn is_genuine(self) -> bool {
        matches!(
            self,
            Self::UnknownFeature | Self::Replaced | Self::Revoked | Self::Used
        )
    }

    /// Whether it speaks of the key alone: the seal may be one that the portal made before the key was
    /// revoked or expired, or one that whoever stole the key made after it.
    pub const fn is_of_the_key(self) -> bool {
        matches!(self, Self::RevokedCertificate | Self::ExpiredCertificate)
    }

    /// The key of the message in plain words: `seal-invalid-signature`.
    pub fn message_key(self) -> String {
        format!("seal-{}", self.as_str().to_lowercase().replace('_', "-"))
    }
}

impl From<SealState> for SubIndication {
    fn from(state: SealState) -> Self {
        match state {
            SealState::Replaced => Self::Replaced,
            SealState::Revoked => Self::Revoked,
            SealState::Used => Self::Used,
        }
    }
}

/// The result of verifying a seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerificationResult {
    /// Whether the seal is valid.
    pub status: Status,
    /// The reason why it is invalid, or a remark on a valid seal.
    pub sub_indication: Option<SubIndication>,
    /// The trust level.
    pub trust: TrustLevel,
    /// The fields in which a printed MRZ or the passport differs from the seal; empty for any other
    /// result.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differing: Vec<Field>,
    /// The content of the seal, which must not be shown as true when the seal is invalid.
    pub document: Option<Document>,
}

impl VerificationResult {
    fn new(sub_indication: Option<SubIndication>, document: Option<Document>) -> Self {
        Self {
            status: sub_indication.map_or(Status::Valid, SubIndication::status),
            trust: sub_indication.map_or(TrustLevel::Trustable, SubIndication::trust),
            sub_indication,
            differing: Vec::new(),
            document,
        }
    }

    /// The result where no code could be read: `READ_ERROR` (part 13, appendix D).
    pub fn unread() -> Self {
        Self::new(Some(SubIndication::ReadError), None)
    }

    /// Whether the status is VALID.
    pub fn is_valid(&self) -> bool {
        self.status == Status::Valid
    }

    fn invalid(self, sub_indication: SubIndication) -> Self {
        Self::new(Some(sub_indication), self.document)
    }

    /// Compares the seal with the MRZ printed on its document (part 7, 9.4, visa MRZ validation).
    /// The result of an invalid seal stays unchanged.
    #[must_use]
    pub fn with_printed_mrz(self, printed: &Mrz) -> Self {
        let Some(document) = self.document.as_ref().filter(|_| self.is_valid()) else {
            return self;
        };
        if !printed.is_valid() {
            return self.invalid(SubIndication::InvalidVisaMrz);
        }
        let [first, second] = document.mrz();
        // The seal does not hold the optional data at the end.
        let second = second.get(..OPTIONAL_DATA).unwrap_or(second);
        let mut differing = printed.differing_fields(0, first);
        differing.extend(printed.differing_fields(1, second));
        let format = printed.fields.format;
        if differing.is_empty() && (format.line_count(), format.width()) == (2, first.len()) {
            self
        } else {
            self.mismatch(SubIndication::SealVisaMismatch, differing)
        }
    }

    fn mismatch(self, sub_indication: SubIndication, differing: Vec<Field>) -> Self {
        Self {
            differing,
            ..self.invalid(sub_indication)
        }
    }

    /// Compares the seal with the passport's MRZ (part 7, 9.4, passport MRZ and link validation):
    /// the passport number, and the state, which has to be the nationality in the seal. Since a
    /// passport may have one code for its issuer and another for the nationality, either of them
    /// will do. The result of an invalid seal stays unchanged.
    #[must_use]
    pub fn with_passport(self, passport: &Mrz) -> Self {
        if !passport.is_valid() && self.is_valid() {
            return self.invalid(SubIndication::InvalidPassportMrz);
        }
        self.with_passport_fields(&passport.fields)
    }

    /// Like [`Self::with_passport`], for passport data that were not read from an MRZ.
    #[must_use]
    pub fn with_passport_fields(self, passport: &Fields) -> Self {
        let Some(document) = self.document.as_ref().filter(|_| self.is_valid()) else {
            return self;
        };
        let state = document.mrz()[1]
            .get(10..13)
            .unwrap_or_default()
            .trim_end_matches('<');
        let mut differing = Vec::new();
        if document.passport_number() != principal(&passport.document_number) {
            differing.push(Field::DocumentNumber);
        }
        if state != passport.issuer && state != passport.nationality {
            differing.push(Field::Nationality);
        }
        if differing.is_empty() {
            self
        } else {
            self.mismatch(SubIndication::SealPassportMismatch, differing)
        }
    }
}

/// Verifies an encoded seal on the day `today`, with a list of replaced and revoked seals where
/// there is one.
///
/// The checks have the order of part 13, appendix D: format, certificate, signature; then the list.
pub fn verify(
    bytes: &[u8],
    keys: &SealKeys,
    today: NaiveDate,
    list: Option<&SealList>,
) -> VerificationResult {
    let Ok(seal) = Seal::decode(bytes) else {
        return VerificationResult::new(Some(SubIndication::WrongFormat), None);
    };
    verify_seal(&seal, keys, today, list)
}

/// Like [`verify`], for a decoded seal.
pub fn verify_seal(
    seal: &Seal,
    keys: &SealKeys,
    today: NaiveDate,
    list: Option<&SealList>,
) -> VerificationResult {
    let Ok(document) = Document::of(seal) else {
        return VerificationResult::new(Some(SubIndication::WrongFormat), None);
    };
    let problem = check_signature(seal, &document, keys, today)
        .or_else(|| list?.state(seal).map(SubIndication::from));
    let unknown_feature = || {
        seal.features
            .iter()
            .any(|feature| !document.knows(feature.tag))
            .then_some(SubIndication::UnknownFeature)
    };
    let sub_indication = problem.or_else(unknown_feature);
    VerificationResult::new(sub_indication, Some(document))
}

fn check_signature(
    seal: &Seal,
    document: &Document,
    keys: &SealKeys,
    today: NaiveDate,
) -> Option<SubIndication> {
    let Some(key) = keys.find(&seal.header.certificate_reference()) else {
        return Some(SubIndication::UnknownCertificate);
    };
    if key.issuer != seal.header.issuer {
        Some(SubIndication::UntrustedCertificate)
    } else if !key.may_sign(document_code(document)) {
        Some(SubIndication::InvalidDocumentType)
    } else if key.valid_until < today {
        Some(SubIndication::ExpiredCertificate)
    } else if key.revoked {
        Some(SubIndication::RevokedCertificate)
    } else if !key.verifies(seal.signed_part(), &seal.signature) {
        Some(SubIndication::InvalidSignature)
    } else {
        None
    }
}

/// Whether the signature of a seal is that of the key which it names, however good that key is today.
pub fn is_signed(seal: &Seal, keys: &SealKeys) -> bool {
    keys.find(&seal.header.certificate_reference())
        .is_some_and(|key| key.verifies(seal.signed_part(), &seal.signature))
}

/// The index of the optional data in the second line of a visa's MRZ (part 7, 5.2 and 6.2).
const OPTIONAL_DATA: usize = 28;

/// The principal part of a document number, as an MRZ has it: at most nine characters, fillers in
/// place of blanks (part 7, 7.2.2, note j).
fn principal(number: &str) -> String {
    let written: String = number.replace(' ', "<").chars().take(9).collect();
    written.trim_end_matches('<').to_owned()
}

/// The document code of the MRZ: `V`, `VC`.
fn document_code(document: &Document) -> &str {
    let code = document.mrz()[0].get(..2).unwrap_or_default();
    code.trim_end_matches('<')
}
