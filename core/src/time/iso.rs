//! ISO 8601 and RFC 3339, with what RFC 9557 lets stand behind: `2022-10-26T20:02:57.5+02:00[Europe/Berlin]`.
//!
//! The calendar is jiff's. Its own parser of these takes the same texts, which the tests hold; with the words for what may be wrong
//! with them it is 80 KB of the page's engine, which asks for no words.

use super::Time;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time as OfDay};

/// A date, a time of day, and how far that is from UTC, as far as they are printed.
pub(super) struct Moment {
    date: Date,
    clock: Option<OfDay>,
    zone: Option<Zone>,
}

enum Zone {
    Zulu,
    /// Seconds east of UTC.
    East(i64),
}

impl Moment {
    /// The whole of a text.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut rest = Rest(text.as_bytes());
        let date = rest.date()?;
        let mut moment = Self { date, clock: None, zone: None };
        if rest.eat(b" Tt").is_some() {
            moment.clock = Some(rest.clock()?);
            moment.zone = rest.zone()?;
        }
        rest.skip_annotations()?;
        rest.0.is_empty().then_some(moment)
    }

    /// The instant; `None` without a time of day or a zone.
    pub(super) fn instant(&self) -> Option<Time> {
        let east = match self.zone.as_ref()? {
            Zone::Zulu => 0,
            Zone::East(seconds) => *seconds,
        };
        let local = Time::local(self.date.to_datetime(self.clock?))?;
        let ms = local.millis() - east * 1000;
        Timestamp::from_millisecond(ms).is_ok().then_some(Time::Utc(ms))
    }

    /// What it says without its zone; `None` when that is UTC.
    pub(super) fn civil(&self) -> Option<DateTime> {
        let clock = self.clock.unwrap_or_default();
        if matches!(self.zone, Some(Zone::Zulu)) { None } else { Some(self.date.to_datetime(clock)) }
    }
}

/// What is still to be read.
struct Rest<'t>(&'t [u8]);

impl Rest<'_> {
    /// Takes one of these bytes, if it comes next.
    fn eat(&mut self, any_of: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        any_of.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    /// Takes a number of so many digits.
    fn number(&mut self, digits: usize) -> Option<i16> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        let number = number.iter().try_fold(0_i16, |number, byte| {
            let digit = byte.is_ascii_digit().then(|| i16::from(byte - b'0'))?;
            number.checked_mul(10)?.checked_add(digit)
        })?;
        self.0 = rest;
        Some(number)
    }

    /// Takes a number of two digits below `end`.
    fn below(&mut self, end: i8) -> Option<i8> {
        let number = i8::try_from(self.number(2)?).ok()?;
        (number < end).then_some(number)
    }

    /// `2022-10-26`, `20221026`, `+002022-10-26`.
    fn date(&mut self) -> Option<Date> {
        let year = match self.eat(b"+-") {
            None => self.number(4)?,
            Some(b'+') => self.number(6)?,
            Some(_) => Some(-self.number(6)?).filter(|year| *year != 0)?,
        };
        let dashed = self.eat(b"-").is_some();
        let month = self.below(13)?;
        if self.eat(b"-").is_some() != dashed {
            return None;
        }
        Date::new(year, month, self.below(32)?).ok()
    }

    /// `20:02:57.5`, `20:02`, `20`, or all of it without colons.
    fn clock(&mut self) -> Option<OfDay> {
        let hour = self.below(24)?;
        let colons = self.0.starts_with(b":");
        let minute = if self.goes_on(colons) { Some(self.below(60)?) } else { None };
        if minute.is_none() || !self.goes_on(colons) {
            return OfDay::new(hour, minute.unwrap_or(0), 0, 0).ok();
        }
        // A leap second is the end of the one before it.
        let second = self.below(61)?.min(59);
        let fraction = if self.eat(b".,").is_some() { self.fraction()? } else { 0 };
        OfDay::new(hour, minute?, second, fraction).ok()
    }

    /// Whether another part of a time follows, of which the colon is taken.
    fn goes_on(&mut self, colons: bool) -> bool {
        match colons {
            true => self.eat(b":").is_some(),
            false => matches!(self.0, [a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit()),
        }
    }

    /// The nanoseconds of up to nine decimals.
    fn fraction(&mut self) -> Option<i32> {
        let digits = self.0.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
        let (decimals, rest) = self.0.split_at_checked(digits).filter(|_| digits > 0)?;
        self.0 = rest;
        let padded = decimals.iter().copied().chain(std::iter::repeat(b'0')).take(9);
        Some(padded.fold(0, |number, digit| number * 10 + i32::from(digit - b'0')))
    }

    /// `Z`, `+02:00`, `+0200`, `+02`, or nothing; `None` for what only begins like one.
    fn zone(&mut self) -> Option<Option<Zone>> {
        let sign = match self.eat(b"zZ+-") {
            None => return Some(None),
            Some(b'z' | b'Z') => return Some(Some(Zone::Zulu)),
            Some(b'-') => -1,
            Some(_) => 1,
        };
        let mut seconds = i64::from(self.below(26)?) * 3600;
        let colons = self.0.starts_with(b":");
        for unit in [60, 1] {
            if !self.goes_on(colons) {
                break;
            }
            seconds += i64::from(self.below(60)?) * unit;
        }
        Some(Some(Zone::East(sign * seconds)))
    }

    /// `[Europe/Berlin][u-ca=gregory]`; `None` when one does not end.
    fn skip_annotations(&mut self) -> Option<()> {
        while self.eat(b"[").is_some() {
            let end = self.0.iter().position(|byte| *byte == b']').filter(|end| *end > 0)?;
            self.0 = &self.0[end + 1..];
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn jiffs_instant(text: &str) -> Option<Time> {
        Some(Time::Utc(text.parse::<Timestamp>().ok()?.as_millisecond()))
    }

    fn instant(text: &str) -> Option<Time> {
        Moment::read(text)?.instant()
    }

    #[test]
    fn a_zone_makes_an_instant() {
        for text in [
            "2022-10-26T20:02:57.123Z",
            "20221026t200257,5-0130",
            "2022-10-26 20+02",
            "2016-12-31T23:59:60+00:00",
            "+002022-10-26T20:02-25:59:59",
            "2022-10-26T20:02:57+02:00[Europe/Berlin][u-ca=gregory]",
        ] {
            assert!(instant(text).is_some(), "{text}");
            assert_eq!(instant(text), jiffs_instant(text), "{text}");
        }
        assert_eq!(instant("2022-10-26T20:02:57"), None);
    }

    /// What looks like a time, and is one more often than not.
    fn times() -> impl Strategy<Value = String> {
        let date = r"(\+00|-00)?(19[7-9][0-9]|20[0-9]{2})(-?[0-3][0-9]){2}";
        let clock = r"[ Tt]([0-2][0-9](:[0-6][0-9]){0,2}|[0-2][0-9]{3,5})([.,][0-9]{0,10})?";
        let zone = r"[Zz]|[+-][0-2][0-9](:?[0-6][0-9]){0,2}|[+-][0-9]{0,6}";
        proptest::string::string_regex(&format!("{date}({clock})?({zone})?.?")).expect("an expression")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn jiff_reads_the_same(text in times()) {
            prop_assert_eq!(instant(&text), jiffs_instant(&text), "{}", text);
            let civil = Moment::read(&text).and_then(|moment| moment.civil());
            prop_assert_eq!(civil, text.parse::<DateTime>().ok(), "{}", text);
        }
    }
}
