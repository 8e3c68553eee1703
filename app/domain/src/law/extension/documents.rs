//! The supporting documents of Art. 20.5, for extensions of business visas.

use crate::text_enum::text_enum;

text_enum! {
    /// A supporting document, or a choice between several (Art. 20.5).
    SupportingDocument {
        /// Licence and patent, or work contract, or documents on the need (Art. 20.5 a: the first
        /// three points, joined by "or").
        LicenceAndPatentOrContractOrNecessity = "eb_licence_or_contract_or_necessity",
        /// Marital status and relation to children (Art. 20.5 a, last point).
        FamilyRelation = "eb_family_relation",
        /// The purpose of the extension (Art. 20.5 b).
        PurposeOfExtension = "purpose_of_extension",
        /// Project, or purpose of the extension (Art. 20.5 c).
        ProjectOrPurpose = "ep_project_or_purpose",
        /// Proof of retirement (Art. 20.5 d, first point).
        ProofOfRetirement = "er_proof_of_retirement",
        /// Retirement funds (Art. 20.5 d, second point).
        RetirementFunds = "er_retirement_funds",
        /// Letter of the school (Art. 20.5 e, first point).
        SchoolLetter = "es_school_letter",
        /// Assurance of support (Art. 20.5 e, second point).
        SupportAssurance = "es_support_assurance",
        /// Operating licence of the employer (Art. 20.5 f, first point).
        OperatingLicence = "et_operating_licence",
        /// Work contract (Art. 20.5 f, second point).
        WorkContract = "et_work_contract",
        /// Statement of family relations (Art. 20.5 f, third point).
        FamilyStatement = "et_family_statement",
    }
}

pub(super) const EB: &[SupportingDocument] = &[
    SupportingDocument::LicenceAndPatentOrContractOrNecessity,
    SupportingDocument::FamilyRelation,
];
pub(super) const EG: &[SupportingDocument] = &[SupportingDocument::PurposeOfExtension];
pub(super) const EP: &[SupportingDocument] = &[SupportingDocument::ProjectOrPurpose];
pub(super) const ER: &[SupportingDocument] = &[
    SupportingDocument::ProofOfRetirement,
    SupportingDocument::RetirementFunds,
];
pub(super) const ES: &[SupportingDocument] = &[
    SupportingDocument::SchoolLetter,
    SupportingDocument::SupportAssurance,
];
pub(super) const ET: &[SupportingDocument] = &[
    SupportingDocument::OperatingLicence,
    SupportingDocument::WorkContract,
    SupportingDocument::FamilyStatement,
];

impl SupportingDocument {
    /// The document in plain words.
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

    /// The key of the message in plain words: `paper-et-work-contract`.
    pub fn message_key(self) -> String {
        format!("paper-{}", self.as_str().replace('_', "-"))
    }
}
