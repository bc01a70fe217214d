//! When a sale price holds: `2016-02-24T13:00-0800/2016-02-29T15:30-0800` (Google, "Sale price effective date"), ISO 8601.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime};

/// First moment and first moment after, UTC milliseconds. A date without a time is the whole day.
pub(in crate::import) fn interval(text: &str) -> Option<(i64, i64)> {
    let (from, until) = text.trim().split_once('/')?;
    let from = moment(from.trim(), Days::new(0))?;
    let until = moment(until.trim(), Days::new(1))?;
    (from < until).then_some((from, until))
}

fn moment(text: &str, whole_days: Days) -> Option<i64> {
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(date.checked_add_days(whole_days)?.and_time(NaiveTime::MIN).and_utc().timestamp_millis());
    }
    let text = text.replacen(' ', "T", 1);
    let zoned = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"];
    if let Some(time) = zoned.iter().find_map(|format| DateTime::parse_from_str(&text, format).ok()) {
        return Some(time.timestamp_millis());
    }
    let bare = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let time = bare.iter().find_map(|format| NaiveDateTime::parse_from_str(&text, format).ok())?;
    Some(time.and_utc().timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::interval;

    #[test]
    fn intervals_in_googles_forms() {
        let expected = Some((1_456_347_600_000, 1_456_788_600_000));
        assert_eq!(interval("2016-02-24T13:00-0800/2016-02-29T15:30-0800"), expected);
        assert_eq!(interval(" 2016-02-24T21:00Z / 2016-02-29T23:30:00Z "), expected);
        assert_eq!(interval("2016-02-24T13:00:00-08:00/2016-02-29T15:30:00.000-08:00"), expected);
        assert_eq!(interval("1970-01-01/1970-01-01"), Some((0, 86_400_000)));
        for bad in ["", "2016-02-24", "2016-02-30/2016-03-01", "2017-01-01/2016-01-01", "9999999-01-01/x", "soon/later"]
        {
            assert_eq!(interval(bad), None, "{bad}");
        }
    }
}
