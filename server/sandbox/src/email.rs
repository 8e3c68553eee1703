//! The form of e-mail addresses.

/// Whether a text has the form of an e-mail address: a local part, an at sign, a host.
pub fn is_email_address(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(local, host)| {
        !local.is_empty()
            && !local.contains('@')
            && !host.is_empty()
            && !host.starts_with('.')
            && !host.ends_with('.')
            && host
                .chars()
                .all(|letter| letter.is_alphanumeric() || ".-".contains(letter))
            && !text
                .chars()
                .any(|letter| letter.is_whitespace() || "<>,;\"\\".contains(letter))
            && text.len() <= 254
    })
}
