//! Points in time as PDF and XMP write them.

/// A moment in UTC.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Moment {
    pub year: u16,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
}

impl Moment {
    /// From seconds since 1970-01-01 UTC; held within the years 1 to 9999.
    ///
    /// The calendar arithmetic counts days from the first of March of year 0 in eras of 400 years, so that leap days
    /// fall at the end of a year (Hinnant, "chrono-compatible low-level date algorithms").
    pub fn from_unix(seconds: i64) -> Moment {
        let seconds = seconds.clamp(-62_135_596_800, 253_402_300_799);
        let (days, time) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let shifted = days + 719_468;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Moment {
            year: year as u16,
            month: month as u8,
            day: (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u8,
            hour: (time / 3600) as u8,
            minute: (time / 60 % 60) as u8,
            second: (time % 60) as u8,
        }
    }

    pub fn pdf(self) -> pdf_writer::Date {
        pdf_writer::Date::new(self.year)
            .month(self.month)
            .day(self.day)
            .hour(self.hour)
            .minute(self.minute)
            .second(self.second)
            .utc_offset_hour(0)
            .utc_offset_minute(0)
    }

    pub fn xmp(self) -> xmp_writer::DateTime {
        xmp_writer::DateTime {
            year: self.year,
            month: Some(self.month),
            day: Some(self.day),
            hour: Some(self.hour),
            minute: Some(self.minute),
            second: Some(self.second),
            timezone: Some(xmp_writer::Timezone::Utc),
        }
    }
}

/// A day without a time, which has no zone.
pub(super) fn xmp_day((year, month, day): (u16, u8, u8)) -> xmp_writer::DateTime {
    let (month, day) = (Some(month), Some(day));
    xmp_writer::DateTime { year, month, day, hour: None, minute: None, second: None, timezone: None }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn days_of_the_calendar() {
        let date = |seconds| {
            let m = Moment::from_unix(seconds);
            (m.year, m.month, m.day, m.hour, m.minute, m.second)
        };
        assert_eq!(date(0), (1970, 1, 1, 0, 0, 0));
        assert_eq!(date(1_772_064_000 + 3_661), (2026, 2, 26, 1, 1, 1));
        assert_eq!(date(951_782_400), (2000, 2, 29, 0, 0, 0));
        assert_eq!(date(-1), (1969, 12, 31, 23, 59, 59));
        assert_eq!(date(i64::MAX), (9999, 12, 31, 23, 59, 59));
    }
}
