//! What the codes of a seal's verification say in plain words.

use crate::text::{is_message, text, word_key};

/// The sentence for a code of Doc 9303 part 13 or part 7.
pub fn sentence(code: &str) -> String {
    let key = word_key("seal", &code.to_lowercase());
    text(if is_message(&key) {
        &key
    } else {
        "seal-not-valid"
    })
}
