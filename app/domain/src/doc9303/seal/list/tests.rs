use super::*;
use crate::doc9303::seal::tests::{TestSigner, day};
use sha2::{Digest, Sha256};

fn covers() -> Covers {
    Covers {
        from: day(2026, 1, 1),
        until: day(2026, 12, 31),
        next_update: day(2027, 1, 7),
    }
}

fn id(number: u32) -> SealId {
    SealId(Sha256::digest(number.to_be_bytes()).into())
}

/// One of ten is listed, every third of these as replaced.
fn year(count: u32) -> (Vec<(SealId, SealState)>, Vec<SealId>) {
    let state = |n: u32| {
        if n.is_multiple_of(30) {
            SealState::Replaced
        } else {
            SealState::Revoked
        }
    };
    let (listed, others): (Vec<u32>, Vec<u32>) = (0..count).partition(|n| n.is_multiple_of(10));
    (
        listed.into_iter().map(|n| (id(n), state(n))).collect(),
        others.into_iter().map(id).collect(),
    )
}

#[test]
fn every_seal_gets_its_own_answer_in_less_than_eight_bits() {
    let signer = TestSigner::new("01");
    let (listed, others) = year(60_000);
    let bytes = SealList::build(covers(), &listed, &others, &signer).unwrap();
    // Under one megabyte for a million: eight bits each.
    assert!(
        bytes.len() < listed.len(),
        "{} bytes for {}",
        bytes.len(),
        listed.len()
    );
    let list = SealList::decode(&bytes, &signer.keys(), day(2027, 1, 1)).unwrap();
    assert_eq!(list.covers(), covers());
    for (id, state) in &listed {
        assert_eq!(list.state_of(id), Some(*state));
    }
    for id in &others {
        assert_eq!(list.state_of(id), None);
    }
}

#[test]
fn used_seals_stand_beside_replaced_and_revoked_ones() {
    let signer = TestSigner::new("01");
    let state = |n: u32| match n % 3 {
        0 => SealState::Replaced,
        1 => SealState::Revoked,
        _ => SealState::Used,
    };
    let listed: Vec<_> = (0..3_000).map(|n| (id(n), state(n))).collect();
    let others: Vec<_> = (3_000..9_000).map(id).collect();
    let bytes = SealList::build(covers(), &listed, &others, &signer).unwrap();
    let list = SealList::decode(&bytes, &signer.keys(), day(2027, 1, 1)).unwrap();
    for (id, state) in &listed {
        assert_eq!(list.state_of(id), Some(*state));
    }
    for id in &others {
        assert_eq!(list.state_of(id), None);
    }
}

/// The bytes that the module's text gives for so many listed of so many seals.
fn size(listed: usize, all: usize) -> usize {
    let table = |keys: usize, width: usize| 6 + (3 * (keys * 41 / 100 + 11) * width).div_ceil(8);
    let by_width = |width: usize| {
        let agreeing = (all - listed) >> width;
        table(listed, width) + table(listed + agreeing, 1) + table(listed, 1)
    };
    let tables = (1..=15).map(by_width).min().unwrap();
    let (head, reference, signature) = (14, 1 + "UTEV01".len(), 64);
    head + tables + reference + signature
}

#[test]
fn the_sizes_that_the_documentation_gives() {
    for (listed, bytes) in [(1_000_000, 941_844), (500_000, 552_668), (100_000, 146_920)] {
        assert_eq!(size(listed, 10_000_000), bytes);
    }
}

/// A tenth of all seals, which is the share that the claim of a megabyte is about.
#[test]
fn a_real_list_is_as_large_as_the_formula_says() {
    let (listed, all) = (100_000, 1_000_000);
    // Spread well enough without a hash, which takes long in a debug build.
    let id = |number: u64| {
        let words: [u64; 4] = std::array::from_fn(|word| {
            let odd = 0x9E37_79B9_7F4A_7C15 + 2 * word as u64;
            let spread = (number + 1).wrapping_mul(odd);
            (spread ^ spread >> 29)
                .wrapping_mul(0xBF58_476D_1CE4_E5B9)
                .rotate_left(32)
        });
        SealId(words.map(u64::to_be_bytes).concat().try_into().unwrap())
    };
    let signer = TestSigner::new("01");
    let revoked: Vec<_> = (0..listed)
        .map(|number| (id(number), SealState::Revoked))
        .collect();
    let others: Vec<_> = (listed..all).map(id).collect();
    let bytes = SealList::build(covers(), &revoked, &others, &signer).unwrap();
    let expected = size(100_000, 1_000_000);
    assert!(
        bytes.len().abs_diff(expected) * 50 < expected,
        "{} bytes, by the formula {expected}",
        bytes.len()
    );
    let list = SealList::decode(&bytes, &signer.keys(), day(2027, 1, 1)).unwrap();
    for number in (0..all).step_by(97) {
        let expected = (number < listed).then_some(SealState::Revoked);
        assert_eq!(list.state_of(&id(number)), expected);
    }
}

#[test]
fn small_and_empty_lists() {
    let signer = TestSigner::new("01");
    for count in [0, 1, 5, 11, 50] {
        let (listed, others) = year(count);
        let bytes = SealList::build(covers(), &listed, &others, &signer).unwrap();
        let list = SealList::decode(&bytes, &signer.keys(), day(2027, 1, 1)).unwrap();
        assert!(
            listed
                .iter()
                .all(|(id, state)| list.state_of(id) == Some(*state))
        );
        assert!(others.iter().all(|id| list.state_of(id).is_none()));
    }
}

#[test]
fn one_among_very_many() {
    let signer = TestSigner::new("01");
    let listed = [(id(0), SealState::Revoked)];
    let others: Vec<SealId> = (1..70_000).map(id).collect();
    let bytes = SealList::build(covers(), &listed, &others, &signer).unwrap();
    assert!(bytes.len() < 300, "{}", bytes.len());
    let list = SealList::decode(&bytes, &signer.keys(), day(2027, 1, 1)).unwrap();
    assert_eq!(list.state_of(&id(0)), Some(SealState::Revoked));
    assert!(others.iter().all(|id| list.state_of(id).is_none()));
}

#[test]
fn a_seal_that_stands_twice_is_refused() {
    let signer = TestSigner::new("01");
    let twice = [(id(1), SealState::Revoked), (id(1), SealState::Replaced)];
    assert_eq!(
        SealList::build(covers(), &twice, &[], &signer),
        Err(ListError::Contradiction)
    );
    assert_eq!(
        SealList::build(covers(), &twice[..1], &[id(1)], &signer),
        Err(ListError::Contradiction)
    );
}

#[test]
fn only_a_good_signature_is_believed() {
    let signer = TestSigner::new("01");
    let (listed, others) = year(40);
    let bytes = SealList::build(covers(), &listed, &others, &signer).unwrap();
    let today = day(2027, 1, 1);
    for position in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[position] ^= 1;
        assert!(SealList::decode(&changed, &signer.keys(), today).is_err());
        assert!(SealList::decode(&bytes[..position], &signer.keys(), today).is_err());
    }
    assert_eq!(
        SealList::decode(&bytes, &SealKeys::default(), today),
        Err(ListError::UnknownCertificate)
    );
    assert_eq!(
        SealList::decode(&bytes, &signer.keys(), day(2031, 1, 1)),
        Err(ListError::CertificateNotValid)
    );
}

#[test]
fn a_table_that_no_list_has_is_refused_before_the_signature_is_looked_at() {
    let signer = TestSigner::new("01");
    let empty = SealList::build(covers(), &[], &[], &signer).unwrap();
    let read = |table: &[u8]| {
        let bytes = [&empty[..14], table, &empty[20..]].concat();
        SealList::decode(&bytes, &signer.keys(), day(2027, 1, 1))
    };
    // One slot in a third, of one bit and of fifteen; the list is only not signed like this.
    for table in [
        &[1, 0, 0, 0, 0, 1, 0][..],
        &[15, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
    ] {
        assert_eq!(read(table), Err(ListError::InvalidSignature));
    }
    for table in [
        // Too wide; without slots; slots without bits; more than there is.
        &[16, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0][..],
        &[1, 0, 0, 0, 0, 0],
        &[0, 0, 0, 0, 0, 1],
        &[15, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0],
    ] {
        assert_eq!(read(table), Err(ListError::WrongFormat), "{table:?}");
    }
}

#[test]
fn a_seal_signed_outside_the_days_covered_has_no_state() {
    use crate::doc9303::seal::definition::V_PASS;
    use crate::doc9303::seal::{Feature, Seal};
    let signer = TestSigner::new("01");
    let seal = |signed| {
        let features = [Feature::new(1, [1])];
        let bytes = Seal::sign(V_PASS, day(2025, 12, 31), signed, &features, &signer);
        Seal::decode(&bytes.unwrap()).unwrap()
    };
    let days = [
        day(2025, 12, 31),
        day(2026, 1, 1),
        day(2026, 12, 31),
        day(2027, 1, 1),
    ];
    let listed: Vec<_> = days
        .iter()
        .map(|&signed| (seal(signed).id(), SealState::Revoked))
        .collect();
    let bytes = SealList::build(covers(), &listed, &[], &signer).unwrap();
    let list = SealList::decode(&bytes, &signer.keys(), day(2027, 1, 1)).unwrap();
    let states = days.map(|signed| list.state(&seal(signed)));
    let revoked = Some(SealState::Revoked);
    assert_eq!(states, [None, revoked, revoked, None]);
}
