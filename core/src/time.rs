use jiff::civil::{Date, DateTime, Time as Clock};
use jiff::tz::TimeZone;
use std::str::FromStr;

/// When an event was logged. Two times can be compared only when they are of the same kind: a local time without a zone is
/// not UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// With a zone: milliseconds since 1970 in UTC.
    Utc(i64),
    /// The machine's own clock, without a zone: milliseconds on that clock since 1970.
    Local(i64),
}

impl Time {
    /// Milliseconds from `earlier` to `self`, where both are of the same kind.
    pub fn since(self, earlier: Self) -> Option<i64> {
        match (self, earlier) {
            (Self::Utc(b), Self::Utc(a)) | (Self::Local(b), Self::Local(a)) => b.checked_sub(a),
            _ => None,
        }
    }

    /// Reads a time as events print it: ISO 8601 with or without a zone, `10/26/2022 8:02:57 PM`, `26.10.2022 21:03:25`,
    /// `2014/6/25 14:56:04`.
    ///
    /// Between slashes the month comes first unless the first number is above 12; between dots the day does. Where that guess
    /// is wrong, days of different months compare wrongly; times of one day do not.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            return Some(Self::Utc(instant.as_millisecond()));
        }
        let civil = DateTime::from_str(text).ok().or_else(|| printed(text))?;
        let instant = civil.to_zoned(TimeZone::UTC).ok()?.timestamp();
        Some(Self::Local(instant.as_millisecond()))
    }
}

/// A date and a time of day as Windows prints them for people.
fn printed(text: &str) -> Option<DateTime> {
    let mut words = text.split_whitespace();
    let (date, clock) = (words.next()?, words.next()?);
    let half = words.next();
    if words.next().is_some() {
        return None;
    }
    Some(date_of(date)?.to_datetime(clock_of(clock, half)?))
}

fn date_of(text: &str) -> Option<Date> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<i16> = text.split(separator).map(str::parse).collect::<Result<_, _>>().ok()?;
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = match separator {
        _ if a > 31 => (a, b, c),
        '.' => (c, b, a),
        '/' | '-' if a > 12 => (c, b, a),
        '/' | '-' => (c, a, b),
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn clock_of(text: &str, half: Option<&str>) -> Option<Clock> {
    let mut parts = text.split(':');
    let mut next = || parts.next().map(str::parse::<i8>);
    let (hour, minute, second) = (next()?.ok()?, next()?.ok()?, next().unwrap_or(Ok(0)).ok()?);
    let hour = match half {
        None => hour,
        Some(half) if half.eq_ignore_ascii_case("am") => hour % 12,
        Some(half) if half.eq_ignore_ascii_case("pm") => hour % 12 + 12,
        Some(_) => return None,
    };
    Clock::new(hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_the_layouts_of_windows() {
        let local = Time::parse("2022-10-26T20:02:57").expect("ISO");
        for text in [
            "10/26/2022 8:02:57 PM",
            "26.10.2022 20:02:57",
            "2022/10/26 20:02:57",
            "2022-10-26 20:02:57",
            "26/10/2022 20:02:57",
        ] {
            assert_eq!(Time::parse(text), Some(local), "{text}");
        }
        assert_eq!(Time::parse("10/26/2022 12:00:00 AM"), Time::parse("2022-10-26T00:00:00"));
        assert!(matches!(local, Time::Local(_)));
    }

    #[test]
    fn a_zone_makes_it_utc_and_local_times_do_not_compare_with_it() {
        let utc = Time::parse("2022-10-26T18:02:57.1130676Z").expect("UTC");
        assert_eq!(Time::parse("2022-10-26T20:02:57.113+02:00"), Some(utc));
        assert_eq!(utc.since(Time::parse("2022-10-26T18:02:57").expect("local")), None);
        assert_eq!(Time::parse("2022-10-26T18:03:57.113Z").and_then(|t| t.since(utc)), Some(60_000));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "yesterday",
            "yyyy-mmmm-dddd 01:30:38Z",
            "13/13/2022 1:00:00",
            "1/1",
            "99:99",
            "1.2.3 4:5:6 7",
        ] {
            assert_eq!(Time::parse(text), None, "{text}");
        }
    }
}
