//! Times as Windows and log files print them for people: a date in any order, a time of day, and what stands beside them.

use super::{PrintedDay, Time};
use crate::text::caseless;
use jiff::civil::{Date, Time as OfDay};

/// Reads a date and a time of day.
pub(super) fn read(text: &str, month_first: bool) -> Option<Time> {
    let text = text.replace(['年', '月'], "/").replace('日', " ");
    let mut parts = Parts { month_first, ..Parts::default() };
    for word in text.split(' ').filter(|word| !word.is_empty()).take(MAX_WORDS + 1) {
        parts.words += 1;
        parts.add(word.trim_matches([',', ';', '(', ')']))?;
    }
    if parts.words > MAX_WORDS { None } else { parts.time() }
}

/// `Thursday, October 26, 2022 8:02:57 p. m. +02:00`
const MAX_WORDS: usize = 9;

#[derive(Default)]
struct Parts {
    words: usize,
    month_first: bool,
    day: Option<Day>,
    clock: Option<OfDay>,
    half: Option<Half>,
    /// Minutes east of UTC.
    offset: Option<i64>,
    month: Option<i8>,
    /// Numbers that stand alone, and whether a dot follows.
    numbers: Vec<(i16, bool)>,
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

/// A day, as far as it is known.
#[derive(Clone, Copy)]
enum Day {
    Known(Date),
    Printed(PrintedDay),
}

impl Parts {
    /// Takes a word; `None` when it has no place in a time.
    fn add(&mut self, word: &str) -> Option<()> {
        if let Some((half, rest)) = half(word) {
            self.half.get_or_insert(half);
            return if rest.is_empty() { Some(()) } else { self.add_clock(rest) };
        }
        if word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) {
            return self.add_clock(word);
        }
        if let Some(offset) = offset(word) {
            self.offset = Some(offset);
            return Some(());
        }
        if let Some(month) = month(word) {
            self.month = Some(month);
            return Some(());
        }
        if let Some(numbers) = numbers(word) {
            self.numbers.extend(numbers);
            return (self.numbers.len() <= 3).then_some(());
        }
        if let Some(day) = date(word, self.month_first) {
            self.day = Some(day);
            return Some(());
        }
        // `a. m.` is two words; a day of the week says nothing.
        (matches!(word, "m." | "M.") || is_weekday(word)).then_some(())
    }

    fn add_clock(&mut self, word: &str) -> Option<()> {
        if self.clock.is_some() {
            return None;
        }
        // The date that precedes a clock has no sign; what follows it is a zone.
        let zone = word.find(['+', '-', 'Z']).unwrap_or(word.len());
        let (clock, zone) = (&word[..zone], &word[zone..]);
        if !zone.is_empty() {
            self.offset = Some(bias(zone).or_else(|| offset(zone))?);
        }
        self.clock = Some(clock_of(clock)?);
        Some(())
    }

    fn time(self) -> Option<Time> {
        let day = match self.day {
            // A day in one word leaves no number over.
            Some(day) if self.numbers.is_empty() && self.month.is_none() => day,
            Some(_) => return None,
            None => self.loose_day()?,
        };
        let clock = in_half(self.clock?, self.half)?;
        let date = match day {
            Day::Known(date) => date,
            Day::Printed(day) => {
                let ms = clock.duration_since(OfDay::midnight()).as_millis();
                return Some(Time::OnDay { day, ms: i64::try_from(ms).ok()? });
            }
        };
        let local = Time::local(date.to_datetime(clock))?;
        Some(match self.offset {
            Some(minutes) => Time::Utc(local.millis() - minutes * 60_000),
            None => local,
        })
    }

    /// A day in several words: `Jan 2 2026`, `2 January 2026`, `2022. 11. 5.`, `5. 11. 2022`, `Jan 2`, `0102`.
    fn loose_day(&self) -> Option<Day> {
        match (self.month, self.numbers.as_slice()) {
            (Some(month), &[(day, _)]) => {
                let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
                Some(Day::Printed(PrintedDay::new(0, month, day)))
            }
            // klog's month and day, in four digits.
            (None, &[(both, _)]) => {
                let part =
                    |number: i16, most| i8::try_from(number).ok().filter(|part| (1..=most).contains(part));
                Some(Day::Printed(PrintedDay::new(0, part(both / 100, 12)?, part(both % 100, 31)?)))
            }
            (Some(month), &[(a, _), (b, _)]) => {
                let (day, year) = if a > 31 { (b, a) } else { (a, b) };
                known(year, month, i8::try_from(day).ok()?)
            }
            (None, &[(a, true), (b, true), (c, _)]) => {
                let (year, day) = if a > 31 { (a, c) } else { (c, a) };
                known(year, i8::try_from(b).ok()?, i8::try_from(day).ok()?)
            }
            _ => None,
        }
    }
}

fn known(year: i16, month: i8, day: i8) -> Option<Day> {
    if year < 1000 { None } else { Date::new(year, month, day).ok().map(Day::Known) }
}

/// A date in one word: `2014/6/25`, `26.10.2022`, `10/26/2022`, `09-07-2022`.
fn date(word: &str, month_first: bool) -> Option<Day> {
    let separator = word.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '.' | '/' | '-'))?;
    let mut parts = word.trim_end_matches('.').split(separator).map(str::parse::<i16>);
    let (a, b, c) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    if parts.next().is_some() {
        return None;
    }
    let small = |number: i16| i8::try_from(number).ok();
    if a > 31 {
        return known(a, small(b)?, small(c)?);
    }
    let (first, second) = (small(a)?, small(b)?);
    match separator {
        '.' if c < 100 && word.len() - word.rfind('.')? == 3 => known(c + 2000, second, first),
        '.' => known(c, second, first),
        _ if month_first || second > 12 || first == second => known(c, first, second),
        _ if first > 12 => known(c, second, first),
        // Either is a day and a month of that year.
        _ => known(c, first, second).map(|_| Day::Printed(PrintedDay::new(c, first, second))),
    }
}

/// A number alone, with or without a dot behind it; `5.11.` is two.
fn numbers(word: &str) -> Option<Vec<(i16, bool)>> {
    let digits = word.strip_suffix('.').unwrap_or(word);
    let alone = !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
    if alone { Some(vec![(digits.parse().ok()?, digits.len() < word.len())]) } else { None }
}

/// `20:02:57`, with a fraction behind a dot, a comma or, in `WindowsUpdate.log`, a colon.
fn clock_of(text: &str) -> Option<OfDay> {
    let mut parts = text.splitn(3, ':');
    let mut next = || parts.next().map(str::parse::<i8>);
    let (hour, minute) = (next()?.ok()?, next()?.ok()?);
    let (second, fraction) = match parts.next() {
        None => ("0", ""),
        Some(rest) => rest.split_once([':', '.', ',']).unwrap_or((rest, "")),
    };
    let ms = i32::try_from(milliseconds(fraction)?).ok()?;
    OfDay::new(hour, minute, second.parse().ok()?, ms * 1_000_000).ok()
}

/// The milliseconds of a decimal fraction.
pub(super) fn milliseconds(fraction: &str) -> Option<i64> {
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    format!("{fraction:0<3}").get(..3)?.parse().ok()
}

/// The time of day on a clock of 24 hours.
fn in_half(clock: OfDay, half: Option<Half>) -> Option<OfDay> {
    let hour = match half {
        Some(Half::Morning) if clock.hour() <= 12 => clock.hour() % 12,
        Some(Half::Afternoon) if clock.hour() <= 12 => clock.hour() % 12 + 12,
        _ => clock.hour(),
    };
    OfDay::new(hour, clock.minute(), clock.second(), clock.subsec_nanosecond()).ok()
}

/// The words for the halves of a day, in lower case: Latin ones stand behind a time, the others before it.
/// Source: `AM` and `PM` designators of the regions, <https://cldr.unicode.org/>.
const HALVES: [(&str, Half); 18] = [
    ("a.m.", Half::Morning),
    ("p.m.", Half::Afternoon),
    ("a.m", Half::Morning),
    ("p.m", Half::Afternoon),
    ("am", Half::Morning),
    ("pm", Half::Afternoon),
    ("a.", Half::Morning),
    ("p.", Half::Afternoon),
    ("上午", Half::Morning),
    ("下午", Half::Afternoon),
    ("오전", Half::Morning),
    ("오후", Half::Afternoon),
    ("午前", Half::Morning),
    ("午後", Half::Afternoon),
    ("π.μ.", Half::Morning),
    ("μ.μ.", Half::Afternoon),
    ("πμ", Half::Morning),
    ("μμ", Half::Afternoon),
];

/// The half of the day that a word is, or that is written together with a time; and that time.
fn half(word: &str) -> Option<(Half, &str)> {
    HALVES.iter().find_map(|&(name, half)| {
        let rest = before_ending(word, name).or_else(|| word.strip_prefix(name))?;
        let fits = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':');
        fits.then_some((half, rest))
    })
}

/// `word` without `ending`, in any case of its letters.
fn before_ending<'t>(word: &'t str, ending: &str) -> Option<&'t str> {
    let at = word.len().checked_sub(ending.len())?;
    word.get(at..).filter(|tail| caseless(tail) == ending)?;
    word.get(..at)
}

/// Minutes east of UTC: `Z`, `UTC`, `GMT`, `+02:00`, `+0200`, `UTC+02:00`.
fn offset(word: &str) -> Option<i64> {
    let upper = word.to_ascii_uppercase();
    let rest = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(&upper);
    if (rest.is_empty() && !upper.is_empty()) || rest == "Z" {
        return Some(0);
    }
    let digits = rest.strip_prefix(['+', '-'])?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(pair) => pair,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let number = |text: &str| text.parse::<i64>().ok().filter(|_| text.len() <= 2);
    let minutes = number(hours)? * 60 + number(minutes)?;
    Some(if rest.starts_with('-') { -minutes } else { minutes })
}

/// Minutes east of UTC, of the bias in minutes that Configuration Manager prints: `-60` is one hour east, as in Windows' own
/// `TIME_ZONE_INFORMATION`, where UTC is the local time plus the bias.
///
/// Source: <https://learn.microsoft.com/windows/win32/api/timezoneapi/ns-timezoneapi-time_zone_information>.
fn bias(zone: &str) -> Option<i64> {
    let digits = zone.strip_prefix(['+', '-'])?;
    let bias = digits.len() == 3 || (digits.len() == 2 && zone.starts_with('-')) || digits.len() == 1;
    let minutes = digits.parse::<i64>().ok().filter(|_| bias)?;
    Some(if zone.starts_with('-') { minutes } else { -minutes })
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// An English month, in full or by at least three letters.
fn month(word: &str) -> Option<i8> {
    let name = word.trim_end_matches('.').to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| name.len() >= 3 && month.starts_with(&name))?;
    i8::try_from(at + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let name = word.trim_end_matches('.').to_ascii_lowercase();
    name.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&name))
}
