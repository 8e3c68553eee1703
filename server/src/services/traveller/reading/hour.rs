//! An hour of the day, as people write it.

/// The hour (0 to 23) of `14:30`, `14.30`, `14h30`, `1430`, `14` or `2:30 pm`; nothing where it is none of
/// these, or empty.
pub(super) fn hour_of_day(typed: &str) -> Option<u32> {
    let text = typed.trim().to_lowercase();
    let (time, half) = half_of_day(&text);
    let time = time.trim_end();
    let (hour, minute) = match time.find([':', '.', 'h']) {
        Some(sign) => (&time[..sign], &time[sign + 1..]),
        None if time.is_ascii() && matches!(time.len(), 3 | 4) => time.split_at(time.len() - 2),
        None => (time, ""),
    };
    let minute = minute.trim();
    let is_minute = minute.len() == 2 && digits(minute).is_some_and(|minute| minute < 60);
    let hour = digits(hour.trim())?;
    match half {
        _ if !minute.is_empty() && !is_minute => None,
        None => (hour < 24).then_some(hour),
        Some(after) => (1..=12).contains(&hour).then_some(hour % 12 + after),
    }
}

/// The time without the sign of its half of the day, and the hours that lie before that half.
fn half_of_day(text: &str) -> (&str, Option<u32>) {
    let halves = [("am", 0), ("a.m.", 0), ("pm", 12), ("p.m.", 12)];
    let mut halves = halves.into_iter();
    let found = halves.find_map(|(sign, after)| Some((text.strip_suffix(sign)?, after)));
    found.map_or((text, None), |(time, after)| (time, Some(after)))
}

fn digits(text: &str) -> Option<u32> {
    let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_read_as_people_write_it() {
        for (typed, hour) in [
            ("14:30", 14),
            ("14.30", 14),
            ("14h30", 14),
            ("14 h", 14),
            (" 14 ", 14),
            ("1430", 14),
            ("930", 9),
            ("9:05", 9),
            ("0", 0),
            ("00:00", 0),
            ("23:59", 23),
            ("2 pm", 14),
            ("2:30 PM", 14),
            ("2.30 p.m.", 14),
            ("12 am", 0),
            ("12:15pm", 12),
        ] {
            assert_eq!(hour_of_day(typed), Some(hour), "{typed}");
        }
        for none in [
            "", " ", "24", "24:00", "14:60", "14:3", "14:300", "noon", "-1", "1 4", "13 pm",
            "0 am", "១៤", "14:30:00", "20261", "h", "+9",
        ] {
            assert_eq!(hour_of_day(none), None, "{none}");
        }
    }
}
