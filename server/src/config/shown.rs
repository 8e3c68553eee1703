//! Settings as they are printed, and errors about them: without any secret, and without what may be one in
//! a wrong place.

use secrecy::{ExposeSecret, SecretString};
use serde::Serializer;
use std::path::Path;

/// Where secrets stand.
const SECRETS: [[&str; 2]; 4] = [
    ["database", "url"],
    ["mail", "url"],
    ["stripe", "secret_key"],
    ["stripe", "webhook_secret"],
];

/// Every setting stands in a section, those of the wallets in a section of that.
fn depth(path: &[String]) -> usize {
    if path.first().is_some_and(|section| section == "wallet") {
        3
    } else {
        2
    }
}

/// An error that says what is wrong, and nothing of what was written: a secret may stand in the place
/// of another setting, or of a setting's name, which is told where it has no digit. One of digits only
/// is read as a number.
pub(super) fn without_secret(mut error: figment::Error) -> figment::Error {
    use figment::error::{Actual, Kind};
    // Where a section stands in the place of a setting, its names are no names of ours.
    error.path.truncate(depth(&error.path));
    error.kind = if SECRETS.iter().any(|secret| error.path == *secret) {
        Kind::Message("is no text: put it in quotes, in the environment too ('\"…\"')".to_owned())
    } else {
        match error.kind {
            Kind::InvalidType(Actual::Str(_), expected) => {
                Kind::Message(format!("is a text, where {expected} is expected"))
            }
            Kind::InvalidType(_, expected) | Kind::InvalidValue(_, expected) => {
                Kind::Message(format!("is not what is expected: {expected}"))
            }
            Kind::UnknownVariant(_, known) => {
                Kind::Message(format!("is none of: {}", known.join(", ")))
            }
            Kind::UnknownField(name, known) if name.contains(|c: char| c.is_ascii_digit()) => {
                error.path.pop();
                Kind::Message(format!("unknown setting; there are: {}", known.join(", ")))
            }
            kind => kind,
        }
    };
    error
        .path
        .retain(|part| !part.contains(|c: char| c.is_ascii_digit()));
    // A file that cannot be parsed is quoted in the message, with whatever stands in that line.
    if let figment::error::Kind::Message(message) = &error.kind
        && let Some((first, _)) = message.split_once('\n')
    {
        error.kind = figment::error::Kind::Message(first.to_owned());
    }
    error
}

pub(super) fn hidden<S: Serializer>(
    secret: &SecretString,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(if secret.expose_secret().is_empty() {
        ""
    } else {
        "[hidden]"
    })
}

/// What stands for a text that is not what it should be: it may be a secret in the wrong place.
const NOT_SHOWN: &str = "[not shown]";

/// An address without a user, a password or a query; nothing of what is none.
pub(super) fn address<S: Serializer>(address: &str, serializer: S) -> Result<S::Ok, S::Error> {
    // A name of a host may have a `_`; so has a key of the card provider.
    let is_shown =
        address.is_empty() || is_plain_address(address) && !address.contains(['?', '#', '_']);
    serializer.serialize_str(if is_shown { address } else { NOT_SHOWN })
}

/// Whether it is an address of the web, without a user or password.
pub(super) fn is_plain_address(address: &str) -> bool {
    address.parse::<http::Uri>().is_ok_and(|uri| {
        let host = uri.authority().map(http::uri::Authority::as_str);
        let is_host = |c: char| c.is_ascii_alphanumeric() || "_.-:[]".contains(c);
        matches!(uri.scheme_str(), Some("http" | "https"))
            && host.is_some_and(|host| !host.is_empty() && host.chars().all(is_host))
    })
}

/// A folder; not an address with a user and a password.
pub(super) fn folder<S: Serializer>(folder: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    let text = folder.to_string_lossy();
    let is_secret = ["sk_", "rk_", "whsec_"]
        .iter()
        .any(|key| text.contains(key));
    let is_shown = !text.contains("://") && !text.contains('@') && !is_secret;
    serializer.serialize_str(if is_shown { &text } else { NOT_SHOWN })
}

/// The sender of mails.
pub(super) fn sender<S: Serializer>(sender: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let is_shown = sender.is_empty() || sender.parse::<lettre::message::Mailbox>().is_ok();
    serializer.serialize_str(if is_shown { sender } else { NOT_SHOWN })
}

/// A code of a state: three letters.
pub(super) fn state<S: Serializer>(code: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    serializer.serialize_str(if is_code { code } else { NOT_SHOWN })
}

/// An identifier that others gave: letters, digits and what stands between them.
pub(super) fn plain<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let is_plain = text.len() <= 100
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-@_".contains(&byte));
    let is_secret = ["sk_", "rk_", "whsec_"]
        .iter()
        .any(|key| text.contains(key));
    serializer.serialize_str(if is_plain && !is_secret {
        text
    } else {
        NOT_SHOWN
    })
}

/// A word of small letters.
#[expect(clippy::ref_option, reason = "serde hands the field as it is")]
pub(super) fn word<S: Serializer>(word: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    let is_word = |word: &str| {
        word.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    match word {
        Some(word) if is_word(word) => serializer.serialize_some(word),
        Some(_) => serializer.serialize_some(NOT_SHOWN),
        None => serializer.serialize_none(),
    }
}
