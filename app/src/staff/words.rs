//! How staff read times, and addresses with a query. Dense tables use ISO dates, which sort and
//! cannot be misread between day and month.

use chrono::{DateTime, Utc};
use domain::calendar::PHNOM_PENH;
use std::fmt::Write;

/// `2026-11-22 14:05 +07` in Phnom Penh.
pub fn moment(at: DateTime<Utc>) -> String {
    at.with_timezone(&PHNOM_PENH)
        .format("%Y-%m-%d %H:%M %:::z")
        .to_string()
}

/// The path with those pairs that have a value, encoded.
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let query: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", query.join("&"))
    }
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
pub fn encode(value: &str) -> String {
    value.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_says_its_zone() {
        let at = DateTime::from_timestamp(1_795_330_800, 0).unwrap();
        assert_eq!(moment(at), "2026-11-22 14:00 +07");
    }

    #[test]
    fn empty_values_leave_no_trace_and_others_are_encoded() {
        assert_eq!(address("/q", &[("a", "")]), "/q");
        assert_eq!(
            address("/q", &[("a", "x y&z"), ("b", ""), ("c", "1")]),
            "/q?a=x%20y%26z&c=1"
        );
    }
}
