//! Times as events print them.
//!
//! What is decided here:
//!
//! - A time without a zone is [`Time::Local`]: it does not compare with UTC, whatever it says.
//! - Where day and month cannot be told apart (`04/05/2022`), or the year is not printed (`Jan  2`), the time compares only with
//!   times of the same printed day ([`Time::OnDay`]): their order on that day is certain, the order of such days is not.
//! - Between dots the day comes first, after a year the month does; Windows has no region that prints otherwise.
//! - A date without a time of day is no time.

mod iso;
mod printed;
#[cfg(test)]
mod tests;

use iso::Moment;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// When an event was logged. Two times can be compared only when they are of the same [`Clock`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// With a zone: milliseconds since 1970 in UTC.
    Utc(i64),
    /// The machine's own clock, without a zone: milliseconds on that clock since 1970.
    Local(i64),
    /// A time of day on a day that is printed, but not known.
    OnDay {
        /// The day.
        day: PrintedDay,
        /// Milliseconds since that day's midnight.
        ms: i64,
    },
}

/// A day as it was printed, where that leaves open which day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PrintedDay(u32);

impl PrintedDay {
    /// Of two numbers, day and month in some order, and a year; none is 0.
    fn new(year: i16, first: i8, second: i8) -> Self {
        let [first, second] = [first, second].map(|number| u32::from(number.unsigned_abs()));
        Self(u32::from(year.unsigned_abs()) << 16 | first << 8 | second)
    }
}

/// What a time was read off: times of one clock compare, others do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clock {
    /// Coordinated universal time.
    Utc,
    /// A machine's own clock.
    Local,
    /// A clock on one day.
    Day(PrintedDay),
}

impl Time {
    /// What it was read off.
    pub fn clock(self) -> Clock {
        match self {
            Self::Utc(_) => Clock::Utc,
            Self::Local(_) => Clock::Local,
            Self::OnDay { day, .. } => Clock::Day(day),
        }
    }

    /// Milliseconds on its clock.
    pub fn millis(self) -> i64 {
        match self {
            Self::Utc(ms) | Self::Local(ms) | Self::OnDay { ms, .. } => ms,
        }
    }

    /// Milliseconds from `earlier` to `self`, where both are of the same clock.
    pub fn since(self, earlier: Self) -> Option<i64> {
        if self.clock() == earlier.clock() { self.millis().checked_sub(earlier.millis()) } else { None }
    }

    /// Reads a time as events print it: ISO 8601 with or without a zone, `10/26/2022 8:02:57 PM`, `26.10.2022 21:03:25`,
    /// `2020/10/10 下午 06:32:37`, `Mon Jan  2 15:04:05 2026`, `\/Date(1595374458918)\/`, seconds or milliseconds since 1970.
    pub fn parse(text: &str) -> Option<Self> {
        parse(text, false)
    }

    /// As [`Time::parse`], of a log that prints the month before the day: `09-07-2022 10:35:33.039-60`.
    pub fn parse_month_first(text: &str) -> Option<Self> {
        parse(text, true)
    }

    /// In ISO 8601: in UTC with a `Z`, local without; `None` when its day is not known.
    pub fn iso(self) -> Option<String> {
        match self {
            Self::Utc(ms) => Some(Timestamp::from_millisecond(ms).ok()?.to_string()),
            Self::Local(ms) => {
                Some(Offset::UTC.to_datetime(Timestamp::from_millisecond(ms).ok()?).to_string())
            }
            Self::OnDay { .. } => None,
        }
    }

    fn local(moment: DateTime) -> Option<Self> {
        Some(Self::Local(Offset::UTC.to_timestamp(moment).ok()?.as_millisecond()))
    }
}

/// No time is longer, in bytes.
const MAX_TIME: usize = 100;

fn parse(text: &str, month_first: bool) -> Option<Time> {
    if text.len() > MAX_TIME {
        return None;
    }
    if let Some(instant) = Moment::read(text.trim()).and_then(|moment| moment.instant()) {
        return Some(instant);
    }
    let clean = clean(text);
    let text = clean.trim().trim_matches(['[', ']']);
    if let Some(ms) = unix(text) {
        return Some(Time::Utc(ms));
    }
    if text.contains(':')
        && let Some(moment) = Moment::read(text).and_then(|moment| moment.civil())
    {
        return Time::local(moment);
    }
    printed::read(text, month_first)
}

/// `text` with plain spaces, without the marks of direction that some regions print around their numbers.
fn clean(text: &str) -> String {
    let is_mark = |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}');
    text.chars().filter(|c| !is_mark(c)).map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

/// Milliseconds since 1970: .NET's `\/Date(1595374458918)\/`, or a number whose length tells its unit.
///
/// Source: <https://learn.microsoft.com/previous-versions/dotnet/articles/bb299886(v=msdn.10)#from-javascript-literals-to-json>.
fn unix(text: &str) -> Option<i64> {
    let dated = text.trim_matches(['\\', '/']).strip_prefix("Date(").and_then(|rest| rest.strip_suffix(')'));
    if let Some(number) = dated {
        // What follows a sign is the zone in which it was printed; the number is UTC.
        let end = number
            .char_indices()
            .skip(1)
            .find(|(_, c)| matches!(c, '+' | '-'))
            .map_or(number.len(), |(at, _)| at);
        return number[..end].parse().ok().filter(|&ms| Timestamp::from_millisecond(ms).is_ok());
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        10 => Some(number * 1000 + printed::milliseconds(fraction)?),
        13 => Some(number),
        16 => Some(number / 1000),
        19 => Some(number / 1_000_000),
        _ => None,
    }
}
