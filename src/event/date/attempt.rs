//! Texts that look like dates in figures without being any: what they lack, and what to write.
//!
//! In: a text that is neither a date nor an interval. Out: an [`Attempt`], or nothing for free text such as "Spring 2026",
//! "2026" or "2025/26".

use super::{Date, iso_fields, month_name};

/// A text that was probably meant as a date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attempt {
    /// It cannot have been meant as free text.
    pub certain: bool,
    pub label: &'static str,
    pub help: String,
}

impl Attempt {
    pub fn of(text: &str) -> Option<Attempt> {
        let text = text.trim();
        let attempt = |certain, label, help| Some(Attempt { certain, label, help });
        if let Some(day) = eight_figures(text) {
            return attempt(true, "figures without hyphens", format!("write `{}`", day.iso()));
        }
        if let Some((year, month)) = year_and_month(text) {
            return attempt(false, "a month without a day", format!("write `{} {year}`", month_name(month)));
        }
        let days = days_in(text);
        let first = days.first()?;
        if let Some(last) = short_last_day(text, *first) {
            let help = format!("write both days in full: `{}/{}`", first.iso(), last.iso());
            return attempt(true, "the last day lacks year and month", help);
        }
        match days.as_slice() {
            [day] if text.trim_matches('/').trim() == day.iso() => {
                let help = format!("write `{}` for one day, or the other day too: `{0}/YYYY-MM-DD`", day.iso());
                attempt(true, "one of the two days is missing", help)
            }
            [first, last] if first < last => {
                let help = format!("write `{}/{}`, with a stroke and nothing else", first.iso(), last.iso());
                attempt(false, "not an interval as Plenary reads it", help)
            }
            [_, _, ..] if text.contains('/') => {
                let help = "write the first day and the last: `2026-02-26/2026-02-28`".to_owned();
                attempt(true, "an interval has two days, the earlier one first", help)
            }
            [day] => {
                let help = format!("write `{}` alone, or the whole date in words: `{}`", day.iso(), day.in_words());
                attempt(false, "a date with something else", help)
            }
            _ => None,
        }
    }
}

/// `20260501`
fn eight_figures(text: &str) -> Option<Date> {
    let shaped = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let number: u32 = text.parse().ok().filter(|_| shaped)?;
    Date::new((number / 10_000) as u16, (number / 100 % 100) as u8, (number % 100) as u8)
}

/// `2026-05`; `2025/26` and the like are years.
fn year_and_month(text: &str) -> Option<(u16, u8)> {
    let (year, month) = text.split_once('-')?;
    let shaped = [year, month].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if !shaped || year.len() != 4 || month.len() != 2 {
        return None;
    }
    let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some((year.parse().ok()?, month))
}

/// All days of the form `2026-02-26` in a text.
fn days_in(text: &str) -> Vec<Date> {
    let is_figure = |c: &char| c.is_ascii_digit() || *c == '-';
    let words = text.split(|c: char| !is_figure(&c)).map(|word| word.trim_matches('-'));
    words.filter(|word| iso_fields(word).is_some()).filter_map(Date::parse).collect()
}

/// The last day of `2026-05-01/03` or `2026-05-01/05-03`.
fn short_last_day(text: &str, first: Date) -> Option<Date> {
    let (start, rest) = text.split_once('/')?;
    let rest = rest.trim();
    let two = |text: &str| text.parse::<u8>().ok().filter(|_| matches!(text.len(), 1 | 2));
    let (month, day) = match rest.split_once('-') {
        Some((month, day)) => (two(month)?, two(day)?),
        None => (first.month, two(rest)?),
    };
    let last = Date::new(first.year, month, day)?;
    (Date::parse(start.trim()) == Some(first) && last > first).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_dates_are_found() {
        let help = |text: &str| Attempt::of(text).map(|attempt| attempt.help).unwrap_or_default();
        for (text, part) in [
            ("20260501", "`2026-05-01`"),
            ("2026-05-01/", "`2026-05-01` for one day"),
            ("/2026-05-01", "`2026-05-01` for one day"),
            ("2026-05", "`May 2026`"),
            ("2026-05-01/03", "`2026-05-01/2026-05-03`"),
            ("2026-05-01/06-03", "`2026-05-01/2026-06-03`"),
            ("2026-05-01 - 2026-05-03", "`2026-05-01/2026-05-03`"),
            ("2026-05-01–2026-05-03", "`2026-05-01/2026-05-03`"),
            ("2026-05-01/2026-05-02/2026-05-03", "the first day and the last"),
            ("2026-05-01T10:00", "`1 May 2026`"),
        ] {
            assert!(help(text).contains(part), "{text}: {}", help(text));
        }
    }

    #[test]
    fn free_text_is_free() {
        for text in ["Spring 2026", "2026", "2025/26", "26.–28.02.2026", "26 February 2026", "1–3 May 2026", "99999999"]
        {
            assert_eq!(Attempt::of(text), None, "{text}");
        }
    }
}
