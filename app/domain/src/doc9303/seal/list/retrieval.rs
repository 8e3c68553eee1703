//! A retrieval table: it gives a value of a few bits for each of its keys without storing the keys.
//! Three slots of the table, combined by exclusive or, are the value. The value that it gives for
//! any other key means nothing.
//!
//! The table is built by peeling: a slot that only one key uses can hold whatever makes that key's
//! value right; the other slots follow in reverse order. With 1.23 slots for each key this nearly
//! always succeeds; where it fails, the next seed is tried.

use super::super::SealId;

/// The number of seeds to try. Each fails with a probability far below one half.
const SEEDS: u8 = 100;

/// The number of slots in a third of the table: 1.23 slots for each key, and a few more for small
/// tables.
pub(super) const fn third(keys: usize) -> usize {
    keys * 41 / 100 + 11
}

/// A retrieval table: three thirds of slots with `width` bits each, packed, lowest bit first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Retrieval {
    pub width: u8,
    pub seed: u8,
    pub third: usize,
    pub bits: Vec<u8>,
}

impl Retrieval {
    /// The number of bytes of the packed table.
    pub(super) const fn byte_length(third: usize, width: u8) -> usize {
        (3 * third * width as usize).div_ceil(8)
    }

    /// Builds a table that gives each key its value. `None` when no seed works, which happens only
    /// when a key stands twice.
    pub(super) fn build(pairs: &[(SealId, u16)], width: u8) -> Option<Self> {
        (0..SEEDS).find_map(|seed| Self::build_with(pairs, width, seed))
    }

    fn build_with(pairs: &[(SealId, u16)], width: u8, seed: u8) -> Option<Self> {
        let third = third(pairs.len());
        let slots: Vec<[usize; 3]> = pairs
            .iter()
            .map(|(key, _)| slots_of(key, seed, third))
            .collect();
        // For each slot how many keys use it, and the exclusive or of their indices.
        let mut uses = vec![(0u32, 0usize); 3 * third];
        for (index, own) in slots.iter().enumerate() {
            for &slot in own {
                uses[slot].0 += 1;
                uses[slot].1 ^= index;
            }
        }
        let mut alone: Vec<usize> = (0..uses.len()).filter(|&slot| uses[slot].0 == 1).collect();
        let mut order = Vec::with_capacity(pairs.len());
        while let Some(slot) = alone.pop() {
            if uses[slot].0 != 1 {
                continue;
            }
            let index = uses[slot].1;
            order.push((index, slot));
            for &other in &slots[index] {
                uses[other].0 -= 1;
                uses[other].1 ^= index;
                if uses[other].0 == 1 {
                    alone.push(other);
                }
            }
        }
        if order.len() != pairs.len() {
            return None;
        }
        let mut values = vec![0u16; 3 * third];
        for &(index, slot) in order.iter().rev() {
            // The slot itself is still zero.
            let others = slots[index]
                .iter()
                .fold(0, |all, &other| all ^ values[other]);
            values[slot] = others ^ pairs[index].1;
        }
        let mut table = Self {
            width,
            seed,
            third,
            bits: vec![0; Self::byte_length(third, width)],
        };
        for (slot, &value) in values.iter().enumerate() {
            table.put(slot, value);
        }
        Some(table)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &SealId) -> u16 {
        slots_of(key, self.seed, self.third)
            .into_iter()
            .fold(0, |all, slot| all ^ self.slot(slot))
    }

    fn positions(&self, slot: usize) -> impl Iterator<Item = (u16, usize)> + use<> {
        let start = slot * usize::from(self.width);
        (0..u16::from(self.width)).map(move |bit| (bit, start + usize::from(bit)))
    }

    fn slot(&self, slot: usize) -> u16 {
        self.positions(slot).fold(0, |value, (bit, at)| {
            let byte = self.bits.get(at / 8).copied().unwrap_or(0);
            value | u16::from(byte >> (at % 8) & 1) << bit
        })
    }

    fn put(&mut self, slot: usize, value: u16) {
        for (bit, at) in self.positions(slot) {
            if value >> bit & 1 == 1
                && let Some(byte) = self.bits.get_mut(at / 8)
            {
                *byte |= 1 << (at % 8);
            }
        }
    }
}

/// The 64-bit word of the id at this index, big-endian.
fn word(id: &SealId, index: usize) -> u64 {
    id.0[index * 8..index * 8 + 8]
        .iter()
        .fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// Mixes a word of the id with the seed: the finaliser of `SplitMix64`.
fn mixed(word: u64, seed: u8) -> u64 {
    let mut z = word.wrapping_add(0x9E37_79B9_7F4A_7C15u64.wrapping_mul(u64::from(seed) + 1));
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}

/// One slot in each third of the table, from the first three words of the id.
fn slots_of(id: &SealId, seed: u8, third: usize) -> [usize; 3] {
    std::array::from_fn(|part| {
        let scaled = (u128::from(mixed(word(id, part), seed)) * third as u128) >> 64;
        part * third + usize::try_from(scaled).unwrap_or(0)
    })
}

/// The fingerprint that a filter stores: the lowest bits of the id's last word.
pub(super) fn fingerprint(id: &SealId, width: u8) -> u16 {
    let mask = (1u64 << width) - 1;
    u16::try_from(word(id, 3) & mask).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_is_that_of_splitmix64() {
        // The published outputs for the seed 1234567.
        let outputs = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        for (seed, output) in (0..).zip(outputs) {
            assert_eq!(mixed(1_234_567, seed), output);
        }
    }

    #[test]
    fn words_and_fingerprints_are_big_endian() {
        let id = SealId(std::array::from_fn(|index| {
            u8::try_from(index).unwrap_or(0)
        }));
        assert_eq!(word(&id, 1), 0x0809_0A0B_0C0D_0E0F);
        assert_eq!((fingerprint(&id, 3), fingerprint(&id, 12)), (0b111, 0xE1F));
    }
}
