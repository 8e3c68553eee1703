//! The source of random ids, repeatable with a seed.

use std::sync::{Mutex, PoisonError};

use rand::{RngExt, SeedableRng, rngs::StdRng};

/// The random number generator of the sandbox.
pub struct Rng(Mutex<StdRng>);

impl Rng {
    /// A generator that is repeatable with a seed, and seeded by the operating system without.
    pub fn new(seed: Option<u64>) -> Self {
        Self(Mutex::new(
            seed.map_or_else(rand::make_rng, StdRng::seed_from_u64),
        ))
    }

    /// A random text of `length` letters and digits.
    pub fn token(&self, length: usize) -> String {
        const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        let mut rng = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (0..length)
            .map(|_| char::from(ALPHABET[rng.random_range(0..ALPHABET.len())]))
            .collect()
    }
}
