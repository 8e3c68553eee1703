//! The answers to the question of the need, carried along in addresses until the passport page, so
//! that nobody is asked twice. A nationality and a kind of passport identify nobody.

use crate::session::query;

/// The address of a page with these answers; without them where they are no codes.
pub(super) fn with_answers(page: &str, nationality: &str, kind: &str) -> String {
    let is_code = |code: &str| !code.is_empty() && code.bytes().all(|b| b.is_ascii_alphabetic());
    if is_code(nationality) && is_code(kind) {
        format!("{page}?nationality={nationality}&kind={kind}")
    } else {
        page.to_owned()
    }
}

/// The address of a page with the answers in that of this request.
pub(super) fn with_answers_of_query(page: &str) -> String {
    with_answers(page, &query("nationality"), &query("kind"))
}
