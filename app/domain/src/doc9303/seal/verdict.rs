//! Verification, with the results as part 13, appendix D and part 7, 9.4 name them.

use super::document::Document;
use super::{Seal, SealKeys, SealList, SealState};
use crate::doc9303::mrz::{Field, Fields, Mrz};
use crate::text_enum::text_enum;
use chrono::NaiveDate;
use serde::Serialize;

text_enum! {
    /// The status indication (part 13, appendix D).
    Status {
        /// Genuine, and of the document shown (part 13, appendix D).
        Valid = "VALID",
        /// Not to be relied on: [`SubIndication`] says why (part 13, appendix D).
        Invalid = "INVALID",
    }
}

text_enum! {
    /// Why a seal is invalid, or what is worth knowing of a valid one.
    SubIndication {
        /// Part 13: the code could not be read at all.
        ReadError = "READ_ERROR",
        /// Part 13: no seal, of no document that is known, or features missing or malformed.
        WrongFormat = "WRONG_FORMAT",
        /// Part 13: a feature that the definition does not have. It leaves a valid seal valid.
        UnknownFeature = "UNKNOWN_FEATURE",
        /// Part 13: the key is not in the list.
        UnknownCertificate = "UNKNOWN_CERTIFICATE",
        /// Part 13: the key is not one for this issuing state.
        UntrustedCertificate = "UNTRUSTED_CERTIFICATE",
        /// Part 13: the certificate is not for documents with the code in this MRZ.
        InvalidDocumentType = "INVALID_DOCUMENTTYPE",
        /// Part 13: the signer's certificate has expired.
        ExpiredCertificate = "EXPIRED_CERTIFICATE",
        /// Part 13: the signer's certificate was revoked.
        RevokedCertificate = "REVOKED_CERTIFICATE",
        /// Part 13: the signature does not belong to the content.
        InvalidSignature = "INVALID_SIGNATURE",
        /// Part 7: a check digit of the printed MRZ is wrong.
        InvalidVisaMrz = "INVALID_VISA_MRZ",
        /// Part 7: the printed MRZ says something else than the seal.
        SealVisaMismatch = "SEAL_VISA_MISMATCH",
        /// Part 7: a check digit of the passport's MRZ is wrong.
        InvalidPassportMrz = "INVALID_PASSPORT_MRZ",
        /// Part 7: the seal is of another passport.
        SealPassportMismatch = "SEAL_PASSPORT_MISMATCH",
        /// Ours: a newer version of the document was issued.
        Replaced = "REPLACED",
        /// Ours: the document was made void.
        Revoked = "REVOKED",
    }
}

text_enum! {
    /// The recommended trust levels (part 13, table D.1; part 7, table 2).
    TrustLevel {
        /// Nothing speaks of fraud (part 13, table D.1).
        Trustable = "trustable",
        /// There may be an innocent reason, such as a damaged code (part 13, table D.1).
        MediumFraudPotential = "medium_fraud_potential",
        /// It looks forged or altered (part 13, table D.1).
        HighFraudPotential = "high_fraud_potential",
    }
}

impl SubIndication {
    /// The status that goes with it.
    pub const fn status(self) -> Status {
        match self {
            Self::UnknownFeature => Status::Valid,
            _ => Status::Invalid,
        }
    }

    /// How much fraud to fear. A replaced or revoked document is genuine, but shown after its time.
    pub const fn trust(self) -> TrustLevel {
        match self {
            Self::UnknownFeature => TrustLevel::Trustable,
            Self::ReadError | Self::ExpiredCertificate | Self::Replaced => {
                TrustLevel::MediumFraudPotential
            }
            _ => TrustLevel::HighFraudPotential,
        }
    }

    /// The id of the message in plain words: `seal-invalid-signature`.
    pub fn message_key(self) -> String {
        format!("seal-{}", self.as_str().to_lowercase().replace('_', "-"))
    }
}

/// The outcome of verifying a seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Valid or not.
    pub status: Status,
    /// Why.
    pub sub_indication: Option<SubIndication>,
    /// How much fraud to fear.
    pub trust: TrustLevel,
    /// The fields in which the MRZ beside it says something else, when that is why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differing: Vec<Field>,
    /// What the seal says. Do not show it as true when the seal is invalid.
    pub document: Option<Document>,
}

impl Verdict {
    fn new(sub_indication: Option<SubIndication>, document: Option<Document>) -> Self {
        Self {
            status: sub_indication.map_or(Status::Valid, SubIndication::status),
            trust: sub_indication.map_or(TrustLevel::Trustable, SubIndication::trust),
            sub_indication,
            differing: Vec::new(),
            document,
        }
    }

    /// The verdict where no code could be read: `READ_ERROR` (part 13, appendix D).
    pub fn unread() -> Self {
        Self::new(Some(SubIndication::ReadError), None)
    }

    /// The status is VALID.
    pub fn is_valid(&self) -> bool {
        self.status == Status::Valid
    }

    fn invalid(self, sub_indication: SubIndication) -> Self {
        Self::new(Some(sub_indication), self.document)
    }

    /// Goes on with the MRZ printed on the document (part 7, 9.4, visa MRZ validation). An invalid
    /// seal stays as invalid as it was.
    #[must_use]
    pub fn with_printed_mrz(self, printed: &Mrz) -> Self {
        let Some(document) = self.document.as_ref().filter(|_| self.is_valid()) else {
            return self;
        };
        if !printed.is_valid() {
            return self.invalid(SubIndication::InvalidVisaMrz);
        }
        let [first, second] = document.mrz();
        // The seal leaves out the optional data at the end.
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

    /// Goes on with the passport (part 7, 9.4, passport MRZ and link validation): its number, and
    /// its state, which has to be the nationality in the seal's MRZ. A state may issue a passport
    /// under one code and write another for the nationality, so either of them will do.
    #[must_use]
    pub fn with_passport(self, passport: &Mrz) -> Self {
        if !passport.is_valid() && self.is_valid() {
            return self.invalid(SubIndication::InvalidPassportMrz);
        }
        self.with_passport_fields(&passport.fields)
    }

    /// Like [`Self::with_passport`], for data that were not read from an MRZ.
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

/// Verifies a seal on the day `today`, with a list of replaced and revoked seals where there is one.
///
/// The order is that of part 13, appendix D: format, certificate, signature; then the list.
pub fn verify(bytes: &[u8], keys: &SealKeys, today: NaiveDate, list: Option<&SealList>) -> Verdict {
    let Ok(seal) = Seal::decode(bytes) else {
        return Verdict::new(Some(SubIndication::WrongFormat), None);
    };
    verify_seal(&seal, keys, today, list)
}

/// Like [`verify`], for a seal that was taken apart already.
pub fn verify_seal(
    seal: &Seal,
    keys: &SealKeys,
    today: NaiveDate,
    list: Option<&SealList>,
) -> Verdict {
    let Ok(document) = Document::of(seal) else {
        return Verdict::new(Some(SubIndication::WrongFormat), None);
    };
    let problem = check_signature(seal, &document, keys, today).or_else(|| {
        match list.and_then(|list| list.state(seal)) {
            Some(SealState::Revoked) => Some(SubIndication::Revoked),
            Some(SealState::Replaced) => Some(SubIndication::Replaced),
            None => None,
        }
    });
    let unknown_feature = || {
        seal.features
            .iter()
            .any(|feature| !document.knows(feature.tag))
            .then_some(SubIndication::UnknownFeature)
    };
    let sub_indication = problem.or_else(unknown_feature);
    Verdict::new(sub_indication, Some(document))
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
    } else if !key.seals(document_code(document)) {
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

/// Position of the optional data in the second line of a visa's MRZ (part 7, 5.2 and 6.2).
const OPTIONAL_DATA: usize = 28;

/// A document number as an MRZ writes it: blanks as fillers, and of more than nine characters the
/// nine principal ones (part 7, 7.2.2, note j).
fn principal(number: &str) -> String {
    let written: String = number.replace(' ', "<").chars().take(9).collect();
    written.trim_end_matches('<').to_owned()
}

/// The document code in the MRZ: `V`, `VC`.
fn document_code(document: &Document) -> &str {
    let code = document.mrz()[0].get(..2).unwrap_or_default();
    code.trim_end_matches('<')
}
