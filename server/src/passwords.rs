//! Passwords: Argon2id (RFC 9106) by the parameters that OWASP's password storage sheet gives,
//! and one-time passwords that are printed once.

mod guessable;

pub use guessable::is_guessable;

use crate::rng::Rng;
use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// OWASP: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// So many hashes are computed at once: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;
/// So long a try waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// A password of the right form that nobody has, for logins that do not exist.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Fewer characters are refused. OWASP and NIST SP 800-63B ask for 8 with a second factor, and
/// 15 without; a demonstration has none.
pub const LEAST_CHARACTERS: usize = 12;
/// More bytes are refused: nobody types them, and hashing them costs.
pub const MOST_BYTES: usize = 512;

/// The crate refused to compute, or too many were before us.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    #[error("the machine is busy with other passwords")]
    Busy,
    #[error("{0}")]
    Hash(String),
}

/// Computes password hashes, a few at a time, off the threads that answer requests.
pub struct Passwords {
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Passwords {
    /// The hash to store, as a PHC string.
    pub async fn hash(&self, rng: &Rng, password: &str) -> Result<String, PasswordError> {
        let salt: [u8; 16] = rng.bytes();
        let password = Zeroizing::new(password.to_owned());
        self.run(move || {
            hasher()?
                .hash_password_with_salt(password.as_bytes(), &salt)
                .map(|hash| hash.to_string())
                .map_err(wrong)
        })
        .await
    }

    /// Whether it is the password of this hash. Without a hash the same work is done in vain, so
    /// that the time of the answer does not tell which logins exist.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, PasswordError> {
        let known = hash.is_some();
        let hash = hash.unwrap_or(NOBODY).to_owned();
        let bytes = password.as_bytes();
        let password = Zeroizing::new(bytes[..bytes.len().min(MOST_BYTES + 1)].to_vec());
        self.run(move || {
            let hash = PasswordHash::new(&hash).map_err(wrong)?;
            Ok(hasher()?.verify_password(&password, &hash).is_ok() && known)
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let turn = tokio::time::timeout(PATIENCE, self.turns.clone().acquire_owned())
            .await
            .map_err(|_| PasswordError::Busy)?
            .map_err(|_| PasswordError::Busy)?;
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        })
        .await
        .map_err(wrong)?
    }
}

fn hasher() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(wrong)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn wrong(error: impl ToString) -> PasswordError {
    PasswordError::Hash(error.to_string())
}

/// A one-time password: 80 random bits in four groups, without letters that look alike
/// (Crockford's base 32).
pub fn one_time(rng: &Rng) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let letters: Vec<char> = rng
        .bytes::<16>()
        .iter()
        .map(|byte| LETTERS[usize::from(byte & 31)].into())
        .collect();
    letters
        .chunks(4)
        .map(String::from_iter)
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_itself_is_right() {
        let (passwords, rng) = (Passwords::default(), Rng::seeded(3));
        let hash = passwords.hash(&rng, "krama and lotus").await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        let verify = async |password: &str, hash| passwords.verify(password, hash).await.unwrap();
        assert!(verify("krama and lotus", Some(&hash)).await);
        assert!(!verify("krama and lotuS", Some(&hash)).await);
        assert!(!verify("", Some(&hash)).await);
        assert!(!verify("krama and lotus", None).await);
        let again = passwords.hash(&rng, "krama and lotus").await.unwrap();
        assert_ne!(hash, again, "each hash has its own salt");
    }

    #[test]
    fn one_time_passwords_are_readable_and_differ() {
        let rng = Rng::seeded(1);
        let (one, two) = (one_time(&rng), one_time(&rng));
        assert_ne!(one, two);
        assert_eq!(one.len(), 19);
        assert!(!one.contains(['i', 'l', 'o', 'u']));
    }
}
