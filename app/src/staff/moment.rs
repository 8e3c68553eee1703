//! Times on the pages of staff, each with its zone.

use crate::components::brief_date;
use chrono::{DateTime, Utc};
use domain::calendar::{PHNOM_PENH, ministry_date};

/// An instant in Phnom Penh: `22 Nov 2026, 14:05 +07`.
pub fn moment(at: DateTime<Utc>) -> String {
    let hour = at.with_timezone(&PHNOM_PENH).format("%H:%M %:::z");
    format!("{}, {hour}", brief_date(ministry_date(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_says_its_time_zone() {
        let at = DateTime::from_timestamp(1_795_330_800, 0).unwrap();
        assert_eq!(moment(at), "22 Nov 2026, 14:00 +07");
    }
}
