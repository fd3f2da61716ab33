//! Days of the calendar, as articles give them and as a caller tells what day it is.

use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

/// A day. `core` reads no clock: whoever asks says what day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

/// A text that is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADay;

impl fmt::Display for NotADay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day is written year, month, day: 2020-06-08")
    }
}

impl std::error::Error for NotADay {}

/// Ways of writing a day in which year, month and day cannot be taken for each other.
const PLAIN: [&str; 8] =
    ["%Y/%m/%d", "%Y.%m.%d", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d. %B %Y"];

impl Day {
    /// The day of a time in seconds since 1970, in UTC; `None` beyond the calendar.
    pub fn of_unix_seconds(seconds: i64) -> Option<Self> {
        let stamp = jiff::Timestamp::from_second(seconds).ok()?;
        Some(Self(stamp.to_zoned(jiff::tz::TimeZone::UTC).date()))
    }

    /// The day that a text means which is not written as articles write days, when it can be no other.
    pub(super) fn meant_by(text: &str) -> Option<Self> {
        // A time behind the day says nothing about the day.
        let text = text.split_once('T').map_or(text, |(day, _)| day).trim();
        PLAIN.iter().find_map(|format| Date::strptime(format, text).ok()).map(Self)
    }

    /// The same day so many years earlier.
    pub(super) fn years_before(self, years: u16) -> Self {
        let span = jiff::Span::new().years(i64::from(years));
        Self(self.0.checked_sub(span).unwrap_or(Date::MIN))
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let date = if text.len() == 10 { text.parse().ok() } else { None };
        date.map(Self).ok_or(NotADay)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_one_way_and_meant_in_several() {
        assert_eq!("2020-06-08".parse::<Day>().map(|day| day.to_string()), Ok("2020-06-08".to_owned()));
        for text in ["2020/06/08", "2020-6-8", "8 June 2020", "Jun 8, 2020", "2020-06-08T10:00:00Z"] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
            assert_eq!(Day::meant_by(text), "2020-06-08".parse().ok(), "{text}");
        }
        assert_eq!(Day::meant_by("08/06/2020"), None, "June or August");
        assert_eq!(Day::meant_by("2020-13-40"), None);
    }

    #[test]
    fn seconds_since_1970_are_a_day() {
        assert_eq!(Day::of_unix_seconds(1_591_660_799), "2020-06-08".parse().ok());
        assert_eq!(Day::of_unix_seconds(i64::MAX), None);
    }
}
