//! The papers of Art. 20.5, for extensions of business visas.

use crate::text_enum::text_enum;

text_enum! {
    /// One paper, or one choice of papers.
    Paper {
        /// Art. 20.5 a: the first three points, joined by "or".
        LicenceAndPatentOrContractOrNecessity = "eb_licence_or_contract_or_necessity",
        /// Art. 20.5 a, its last point.
        FamilyRelation = "eb_family_relation",
        /// Art. 20.5 b.
        PurposeOfExtension = "purpose_of_extension",
        /// Art. 20.5 c.
        ProjectOrPurpose = "ep_project_or_purpose",
        /// Art. 20.5 d, first point.
        ProofOfRetirement = "er_proof_of_retirement",
        /// Art. 20.5 d, second point.
        RetirementFunds = "er_retirement_funds",
        /// Art. 20.5 e, first point.
        SchoolLetter = "es_school_letter",
        /// Art. 20.5 e, second point.
        SupportAssurance = "es_support_assurance",
        /// Art. 20.5 f, first point.
        OperatingLicence = "et_operating_licence",
        /// Art. 20.5 f, second point.
        WorkContract = "et_work_contract",
        /// Art. 20.5 f, third point.
        FamilyStatement = "et_family_statement",
    }
}

pub(super) const EB: &[Paper] = &[
    Paper::LicenceAndPatentOrContractOrNecessity,
    Paper::FamilyRelation,
];
pub(super) const EG: &[Paper] = &[Paper::PurposeOfExtension];
pub(super) const EP: &[Paper] = &[Paper::ProjectOrPurpose];
pub(super) const ER: &[Paper] = &[Paper::ProofOfRetirement, Paper::RetirementFunds];
pub(super) const ES: &[Paper] = &[Paper::SchoolLetter, Paper::SupportAssurance];
pub(super) const ET: &[Paper] = &[
    Paper::OperatingLicence,
    Paper::WorkContract,
    Paper::FamilyStatement,
];

impl Paper {
    /// In plain words.
    pub const fn text(self) -> &'static str {
        match self {
            Self::LicenceAndPatentOrContractOrNecessity => {
                "business licence and patent certificate, or work contract, or papers that support the need during the extension"
            }
            Self::FamilyRelation => "papers that prove marital status and relation to children",
            Self::PurposeOfExtension => "papers that support the purpose of the extension",
            Self::ProjectOrPurpose => {
                "project, or papers that support the purpose of the extension"
            }
            Self::ProofOfRetirement => "papers or letters that prove retirement",
            Self::RetirementFunds => {
                "papers that show retirement funds in a bank, or other relevant papers"
            }
            Self::SchoolLetter => {
                "letter of an institution that the ministry of education recognises"
            }
            Self::SupportAssurance => {
                "assurance of parents or guardians that the studies are paid for, or other relevant papers"
            }
            Self::OperatingLicence => {
                "operating licence of the company, enterprise or entity worked for"
            }
            Self::WorkContract => "work contract",
            Self::FamilyStatement => {
                "statement of marital status and of relation as spouse or child"
            }
        }
    }

    /// The id of the message in plain words: `paper-et-work-contract`.
    pub fn message_key(self) -> String {
        format!("paper-{}", self.as_str().replace('_', "-"))
    }
}
