//! Dates of events: ISO 8601 dates (calendar date, extended format) and intervals of two, checked against the proleptic
//! Gregorian calendar; anything else is free text.

mod attempt;

pub use attempt::Attempt;

use super::months;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use std::borrow::Cow;

/// A day of the proleptic Gregorian calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Date {
    pub year: u16,
    /// 1 to 12
    pub month: u8,
    /// 1 to 31
    pub day: u8,
}

impl Date {
    /// `None` if there is no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let exists = (1..=12).contains(&month) && day >= 1 && day <= Date::days_in_month(year, month);
        exists.then_some(Date { year, month, day })
    }

    pub fn days_in_month(year: u16, month: u8) -> u8 {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// 0 is Monday. By Sakamoto's method.
    pub fn weekday(self) -> u8 {
        const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        // Four hundred years are a whole number of weeks; adding them keeps January of year 0 above zero.
        let year = u32::from(self.year) + 400 - u32::from(self.month < 3);
        let sunday_based =
            (year + year / 4 - year / 100 + year / 400 + SHIFT[usize::from(self.month - 1)] + u32::from(self.day)) % 7;
        ((sunday_based + 6) % 7) as u8
    }

    /// `26 February 2026`, for messages.
    pub fn in_words(self) -> String {
        format!("{} {} {}", self.day, month_name(self.month), self.year)
    }

    /// `2026-02-26`
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `YYYY-MM-DD`; `None` if it is not written so or is no day.
    pub fn parse(text: &str) -> Option<Date> {
        let [year, month, day] = iso_fields(text)?;
        Date::new(year, month as u8, day as u8)
    }
}

/// In English, for messages; `month` is 1 to 12.
fn month_name(month: u8) -> &'static str {
    months::ENGLISH.get(usize::from(month).wrapping_sub(1)).unwrap_or(&"")
}

/// The figures of a text of the form `0000-00-00`.
fn iso_fields(text: &str) -> Option<[u16; 3]> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
    if !shaped {
        return None;
    }
    Some([text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?])
}

/// When the event took place.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(from = "String")]
pub enum EventDate {
    Day(Date),
    /// First and last day.
    Interval(Date, Date),
    /// As written.
    Text(String),
}

impl From<String> for EventDate {
    fn from(text: String) -> EventDate {
        let days = match text.split_once('/') {
            None => Date::parse(&text).map(EventDate::Day),
            Some((first, last)) => Date::parse(first.trim())
                .zip(Date::parse(last.trim()))
                .filter(|(first, last)| first < last)
                .map(|(first, last)| EventDate::Interval(first, last)),
        };
        days.unwrap_or(EventDate::Text(text))
    }
}

impl JsonSchema for EventDate {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "EventDate".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

impl EventDate {
    /// What is wrong with a text that was meant as an ISO date.
    pub fn mistake(&self) -> Option<Mistake> {
        let EventDate::Text(text) = self else { return None };
        let parts: Vec<&str> = text.split('/').map(str::trim).collect();
        if parts.len() > 2 || !parts.iter().all(|part| iso_fields(part).is_some()) {
            return None;
        }
        Some(match parts.iter().find(|part| Date::parse(part).is_none()) {
            Some(part) => Mistake::NoSuchDay(explain(part)),
            None => match parts.as_slice() {
                [first, last] if first != last => Mistake::Reversed(format!("{last}/{first}")),
                _ => Mistake::SameDay(parts[0].to_owned()),
            },
        })
    }

    /// What a text that looks like a date, and is no text of three numbers, lacks.
    pub fn attempt(&self) -> Option<Attempt> {
        match self {
            EventDate::Text(text) if self.mistake().is_none() && self.figures().is_none() => Attempt::of(text),
            _ => None,
        }
    }

    /// What a text of three numbers, such as `26/02/2026`, may have been meant for; `None` for any other text.
    pub fn figures(&self) -> Option<Figures> {
        let EventDate::Text(text) = self else { return None };
        if iso_fields(text).is_some() {
            return None;
        }
        let separator = ['/', '.', '-'].into_iter().find(|sign| text.contains(*sign))?;
        let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
        let [first, second, third] = parts.as_slice() else { return None };
        let lengths = [first.len(), second.len(), third.len()];
        if !parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        let (year, orders) = match lengths {
            [4, 1..=2, 1..=2] => (first, vec![(second, third)]),
            // Nobody writes the month first with full stops.
            [1..=2, 1..=2, 4] if separator == '.' => (third, vec![(second, first)]),
            [1..=2, 1..=2, 4] => (third, vec![(second, first), (first, second)]),
            [1..=2, 1..=2, 2] => return Some(Figures(Vec::new())),
            _ => return None,
        };
        let mut days: Vec<Date> = orders.into_iter().filter_map(|(month, day)| day_of(year, month, day)).collect();
        days.dedup();
        Some(Figures(days))
    }
}

fn day_of(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// How a text in the form of ISO dates is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mistake {
    /// Why there is no such day.
    NoSuchDay(String),
    /// The last day stands before the first; the interval turned round.
    Reversed(String),
    /// An interval from a day to itself; the day.
    SameDay(String),
}

/// The days that a date of three numbers may mean: one, two where day and month cannot be told apart, or none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures(pub Vec<Date>);

fn explain(text: &str) -> String {
    match iso_fields(text) {
        Some([_, month, _]) if !(1..=12).contains(&month) => format!("there is no month {month:02}"),
        Some([year, month, _]) => {
            let days = Date::days_in_month(year, month as u8);
            format!("{year:04}-{month:02} has {days} days")
        }
        None => format!("`{text}` is no date"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_those_of_known_days() {
        let days = [("2026-02-26", 3), ("2000-02-29", 1), ("1906-01-01", 0), ("1970-01-01", 3), ("0000-01-01", 5)];
        for (day, weekday) in days {
            assert_eq!(Date::parse(day).map(Date::weekday), Some(weekday), "{day}");
        }
    }

    #[test]
    fn dates_intervals_and_words_are_told_apart() {
        let day = |text| Date::parse(text).expect("a day");
        let read = |text: &str| EventDate::from(text.to_owned());
        assert_eq!(read("2026-02-26"), EventDate::Day(day("2026-02-26")));
        assert_eq!(read("2026-02-26 / 2026-02-28"), EventDate::Interval(day("2026-02-26"), day("2026-02-28")));
        for text in ["26 February 2026", "2026", "spring/summer", "1900-02-29", "2026-2-3"] {
            assert_eq!(read(text), EventDate::Text(text.into()));
        }
        assert_eq!(read("1900-02-29").mistake(), Some(Mistake::NoSuchDay("1900-02 has 28 days".into())));
        assert_eq!(read("2026-02-28/2026-02-26").mistake(), Some(Mistake::Reversed("2026-02-26/2026-02-28".into())));
        assert_eq!(read("2026-02-26/2026-02-26").mistake(), Some(Mistake::SameDay("2026-02-26".into())));
        assert_eq!(read("26 February 2026").mistake(), None);
    }

    #[test]
    fn figures_are_taken_for_days() {
        let read = |text: &str| {
            let figures = EventDate::from(text.to_owned()).figures()?;
            Some(figures.0.into_iter().map(Date::iso).collect::<Vec<_>>().join(" "))
        };
        for (text, days) in [
            ("26/02/2026", "2026-02-26"),
            ("02/26/2026", "2026-02-26"),
            ("26.02.2026", "2026-02-26"),
            ("3.2.2026", "2026-02-03"),
            ("03/02/2026", "2026-02-03 2026-03-02"),
            ("02-02-2026", "2026-02-02"),
            ("2026/2/3", "2026-02-03"),
            ("31/02/2026", ""),
            ("26/02/26", ""),
        ] {
            assert_eq!(read(text).as_deref(), Some(days), "{text}");
        }
        for text in ["2026-02-30", "2026", "26 February 2026", "26.–28.02.2026", "spring/summer", "2025/26"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
