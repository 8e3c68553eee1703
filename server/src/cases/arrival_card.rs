//! What an arrival card says of one traveller.

use super::records::{ApplicationDocument, CaseDocument};
use domain::states::ApplicationKind;

/// Codes of the questions that the traveller answered with yes; nothing of who is on no card.
pub fn declared(
    kind: ApplicationKind,
    application: &ApplicationDocument,
    case: &CaseDocument,
) -> Option<Vec<String>> {
    let card = application.card.as_ref()?;
    // While a card was for one traveller it stood with the others of its answers.
    let alone = || (kind == ApplicationKind::Card).then(|| card.declared.clone());
    case.declared.clone().or_else(alone)
}
