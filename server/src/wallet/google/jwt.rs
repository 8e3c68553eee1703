//! JSON Web Tokens with RS256 (RFC 7515, RFC 7518 section 3.3).

use crate::wallet::WalletError;
use crate::wallet::keys::SigningKey;
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;

/// The token of these claims, signed. The key must be of RSA.
///
/// # Errors
/// When the key cannot sign.
pub fn signed(key: &SigningKey, claims: &Value) -> Result<String, WalletError> {
    let part = |text: &str| BASE64URL_NOPAD.encode(text.as_bytes());
    let signed = format!(
        "{}.{}",
        part(r#"{"alg":"RS256","typ":"JWT"}"#),
        part(&claims.to_string())
    );
    let (_, signature) = key.sign(signed.as_bytes())?;
    Ok(format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature)))
}
