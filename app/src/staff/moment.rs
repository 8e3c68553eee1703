//! Times in the tables of staff: ISO dates, which sort and cannot be misread between day and month.

use chrono::{DateTime, Utc};
use domain::calendar::PHNOM_PENH;

/// An instant in Phnom Penh: `2026-11-22 14:05 +07`.
pub fn moment(at: DateTime<Utc>) -> String {
    at.with_timezone(&PHNOM_PENH)
        .format("%Y-%m-%d %H:%M %:::z")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_says_its_time_zone() {
        let at = DateTime::from_timestamp(1_795_330_800, 0).unwrap();
        assert_eq!(moment(at), "2026-11-22 14:00 +07");
    }
}
