//! A refusal of entry that still stands against an admission (Art. 23 a).

use super::grounds::Ground;
use crate::states::CrossingKind;

/// Whether a ground of refusal goes on standing against the person. Those of Art. 7 speak of the
/// system or of what was missing, and void the visa by themselves; all of Art. 23 do (our reading),
/// until an officer admits the person all the same.
pub fn stands(ground: Ground) -> bool {
    !ground.is_refundable()
}

/// The index of the latest refusal that stands against an admission now, among all crossings of the
/// person in the order of the events. An admission ends those before it.
pub fn standing<'a>(
    crossings: impl IntoIterator<Item = (CrossingKind, &'a [Ground])>,
) -> Option<usize> {
    let mut found = None;
    for (index, (kind, grounds)) in crossings.into_iter().enumerate() {
        match kind {
            CrossingKind::Admission => found = None,
            CrossingKind::Refusal if grounds.iter().any(|&ground| stands(ground)) => {
                found = Some(index);
            }
            CrossingKind::Refusal | CrossingKind::Departure => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFENCES: &[Ground] = &[Ground::EntryOffencesAbroad];
    const FAULT: &[Ground] = &[Ground::TechnicalFault];
    const BOTH: &[Ground] = &[Ground::TechnicalFault, Ground::EntryNoMeans];
    const REFUSED: CrossingKind = CrossingKind::Refusal;

    #[test]
    fn article_23_a_a_refusal_stands_until_an_admission() {
        let admitted = (CrossingKind::Admission, [].as_slice());
        let departed = (CrossingKind::Departure, [].as_slice());
        assert_eq!(standing([]), None);
        assert_eq!(standing([(REFUSED, OFFENCES)]), Some(0));
        assert_eq!(standing([(REFUSED, OFFENCES), admitted]), None);
        assert_eq!(standing([(REFUSED, OFFENCES), admitted, departed]), None);
        let again = [admitted, departed, (REFUSED, OFFENCES)];
        assert_eq!(standing(again), Some(2));
        let twice = [(REFUSED, OFFENCES), (REFUSED, BOTH)];
        assert_eq!(standing(twice), Some(1));
    }

    #[test]
    fn article_7_a_fault_of_the_system_stands_against_nobody_and_ends_no_other() {
        assert_eq!(standing([(REFUSED, FAULT)]), None);
        assert_eq!(standing([(REFUSED, BOTH)]), Some(0));
        assert_eq!(standing([(REFUSED, OFFENCES), (REFUSED, FAULT)]), Some(0));
    }
}
