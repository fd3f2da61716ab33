//! The clock of a log.

use crate::generate::Moment;

/// Seconds since 1970, zone UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock(u64);

impl Clock {
    /// 2026-01-05 06:00:00
    pub const START: Self = Self(1_767_592_800);

    /// Goes on by some seconds, and tells the time.
    pub fn after(&mut self, seconds: u32) -> Moment {
        self.0 += u64::from(seconds);
        self.moment()
    }

    /// The time. <http://howardhinnant.github.io/date_algorithms.html#civil_from_days>
    #[expect(
        clippy::cast_possible_truncation,
        reason = "each is less than its unit; years end before 2^32 days"
    )]
    fn moment(self) -> Moment {
        let (days, second) = ((self.0 / 86_400) as u32 + 719_468, (self.0 % 86_400) as u32);
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        Moment {
            year: year_of_era + era * 400 + u32::from(month < 3),
            month,
            day: day_of_year - (153 * from_march + 2) / 5 + 1,
            hour: second / 3600,
            minute: second / 60 % 60,
            second: second % 60,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_goes_over_the_ends_of_months_and_leap_days() {
        let mut clock = Clock::START;
        assert_eq!(clock.after(0).iso(), "2026-01-05T06:00:00");
        assert_eq!(clock.after(27 * 86_400 - 1).iso(), "2026-02-01T05:59:59");
        assert_eq!(clock.after(28 * 86_400).iso(), "2026-03-01T05:59:59");
        assert_eq!(clock.after(730 * 86_400).iso(), "2028-02-29T05:59:59");
        assert_eq!(clock.after(1).millis() % 86_400_000, 6 * 3_600_000);
    }
}
