//! Dates in words, by language: weekday, ordinal and month as the Unicode CLDR's long patterns have them, with the
//! raised ordinal of English kept apart so that it can be set in superiors.

use crate::event::{Date, EventDate, months};

/// A stretch of a date; `raised` ones are ordinals.
#[derive(Clone, PartialEq, Debug)]
pub struct DatePart {
    pub text: String,
    pub raised: bool,
}

struct Names {
    /// Monday first.
    weekdays: [&'static str; 7],
    months: [&'static str; 12],
}

const ENGLISH: Names = Names {
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: months::ENGLISH,
};

const TURKISH: Names = Names {
    weekdays: ["Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar"],
    months: months::TURKISH,
};

const AZERBAIJANI: Names = Names {
    weekdays: ["bazar ertəsi", "çərşənbə axşamı", "çərşənbə", "cümə axşamı", "cümə", "şənbə", "bazar"],
    months: months::AZERBAIJANI,
};

const URDU: Names = Names {
    weekdays: ["پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ", "اتوار"],
    months: ["جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"],
};

const ARABIC: Names = Names {
    weekdays: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    months: [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
};

#[derive(Clone, Copy, PartialEq)]
enum Pattern {
    /// Thursday, 26th February 2026
    British,
    /// Thursday, February 26, 2026
    American,
    /// 26 Şubat 2026 Perşembe
    WeekdayLast(&'static str),
    /// weekday, 26 month 2026
    WeekdayFirst(&'static str),
}

fn language(tag: &str) -> (&'static Names, Pattern) {
    match tag.split('-').next().unwrap_or(tag) {
        "tr" => (&TURKISH, Pattern::WeekdayLast(" ")),
        "az" => (&AZERBAIJANI, Pattern::WeekdayLast(", ")),
        "ur" => (&URDU, Pattern::WeekdayFirst("، ")),
        "ar" => (&ARABIC, Pattern::WeekdayFirst("، ")),
        _ if tag.eq_ignore_ascii_case("en-us") => (&ENGLISH, Pattern::American),
        _ => (&ENGLISH, Pattern::British),
    }
}

/// An event's date in words.
pub fn in_words(date: &EventDate, tag: &str) -> Vec<DatePart> {
    let (names, pattern) = language(tag);
    let mut words = Words(Vec::new());
    match date {
        EventDate::Text(text) => words.plain(text),
        EventDate::Day(day) => words.day(*day, names, pattern),
        EventDate::Interval(first, last) => words.interval(*first, *last, names, pattern),
    }
    words.0
}

/// The day of the month in figures, or the days: `26`, `26–28`. Empty for free text and for intervals over a month's
/// end, whose figures alone would mislead.
pub fn days(date: &EventDate) -> String {
    match date {
        EventDate::Text(_) => String::new(),
        EventDate::Day(day) => day.day.to_string(),
        EventDate::Interval(first, last) if (first.year, first.month) == (last.year, last.month) => {
            format!("{}–{}", first.day, last.day)
        }
        EventDate::Interval(..) => String::new(),
    }
}

/// `2026-02-26` or `2026-02-26 to 2026-02-28`; a date in words as it is.
pub fn in_numbers(date: &EventDate) -> String {
    let numbers = |day: &Date| format!("{:04}-{:02}-{:02}", day.year, day.month, day.day);
    match date {
        EventDate::Text(text) => text.clone(),
        EventDate::Day(day) => numbers(day),
        EventDate::Interval(first, last) => format!("{} to {}", numbers(first), numbers(last)),
    }
}

/// Year, month and day of an event's first and last day, or of its one day.
pub fn first_and_last(date: &EventDate) -> Vec<(u16, u8, u8)> {
    let numbers = |day: &Date| (day.year, day.month, day.day);
    match date {
        EventDate::Text(_) => Vec::new(),
        EventDate::Day(day) => vec![numbers(day)],
        EventDate::Interval(first, last) => vec![numbers(first), numbers(last)],
    }
}

/// Seconds since 1970-01-01 UTC of noon on an event's (first) day; noon is the same day in nearly every time zone.
pub fn timestamp(date: &EventDate) -> Option<i64> {
    let day = match date {
        EventDate::Text(_) => return None,
        EventDate::Day(day) | EventDate::Interval(day, _) => *day,
    };
    // Days from civil: the year begins in March, so that the leap day is its last.
    let year = i64::from(day.year) - i64::from(day.month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month = (i64::from(day.month) + 9) % 12;
    let day_of_year = (153 * month + 2) / 5 + i64::from(day.day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some((era * 146_097 + day_of_era - 719_468) * 86_400 + 43_200)
}

struct Words(Vec<DatePart>);

impl Words {
    fn plain(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(part) if !part.raised => part.text.push_str(text),
            _ => self.0.push(DatePart { text: text.to_owned(), raised: false }),
        }
    }

    fn ordinal(&mut self, day: u8) {
        self.plain(&day.to_string());
        let ending = match (day % 10, day / 10) {
            (_, 1) => "th",
            (1, _) => "st",
            (2, _) => "nd",
            (3, _) => "rd",
            _ => "th",
        };
        self.0.push(DatePart { text: ending.to_owned(), raised: true });
    }

    fn day_of_month(&mut self, day: Date, pattern: Pattern) {
        match pattern {
            Pattern::British => self.ordinal(day.day),
            _ => self.plain(&day.day.to_string()),
        }
    }

    /// The figures of one date stay together; a line may break after the weekday.
    fn day(&mut self, day: Date, names: &Names, pattern: Pattern) {
        let weekday = names.weekdays[usize::from(day.weekday())];
        let month = names.months[usize::from(day.month - 1)];
        match pattern {
            Pattern::American => self.plain(&format!("{weekday}, {month}\u{a0}{}, {}", day.day, day.year)),
            Pattern::British => {
                self.plain(&format!("{weekday}, "));
                self.ordinal(day.day);
                self.plain(&format!("\u{a0}{month} {}", day.year));
            }
            Pattern::WeekdayFirst(comma) => self.plain(&format!("{weekday}{comma}{} {month} {}", day.day, day.year)),
            Pattern::WeekdayLast(comma) => {
                self.plain(&format!("{}\u{a0}{month} {}{comma}{weekday}", day.day, day.year));
            }
        }
    }

    fn interval(&mut self, first: Date, last: Date, names: &Names, pattern: Pattern) {
        let month = |day: Date| names.months[usize::from(day.month - 1)];
        if pattern == Pattern::American {
            let start = match (first.year == last.year, first.month == last.month) {
                (true, true) => format!("{}\u{a0}{}–{}, {}", month(first), first.day, last.day, last.year),
                (true, false) => {
                    format!("{}\u{a0}{} – {}\u{a0}{}, {}", month(first), first.day, month(last), last.day, last.year)
                }
                _ => format!(
                    "{}\u{a0}{}, {} – {}\u{a0}{}, {}",
                    month(first),
                    first.day,
                    first.year,
                    month(last),
                    last.day,
                    last.year
                ),
            };
            return self.plain(&start);
        }
        self.day_of_month(first, pattern);
        if (first.year, first.month) == (last.year, last.month) {
            self.plain("–");
        } else {
            self.plain(&format!("\u{a0}{}", month(first)));
            if first.year != last.year {
                self.plain(&format!(" {}", first.year));
            }
            self.plain(" – ");
        }
        self.day_of_month(last, pattern);
        self.plain(&format!("\u{a0}{} {}", month(last), last.year));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, tag: &str) -> String {
        in_words(&EventDate::from(text.to_owned()), tag)
            .iter()
            .map(|part| if part.raised { format!("^{}^", part.text) } else { part.text.replace('\u{a0}', " ") })
            .collect()
    }

    #[test]
    fn each_language_writes_a_date_its_own_way() {
        assert_eq!(written("2026-02-26", "en"), "Thursday, 26^th^ February 2026");
        assert_eq!(written("2026-03-01", "en-US"), "Sunday, March 1, 2026");
        assert_eq!(written("2026-02-26", "tr"), "26 Şubat 2026 Perşembe");
        assert_eq!(written("2026-02-26", "az"), "26 fevral 2026, cümə axşamı");
        assert_eq!(written("2026-02-26/2026-02-28", "en"), "26^th^–28^th^ February 2026");
        assert_eq!(written("2026-12-31/2027-01-02", "tr"), "31 Aralık 2026 – 2 Ocak 2027");
        assert_eq!(written("2026-05-11", "en"), "Monday, 11^th^ May 2026");
        assert_eq!(written("Spring 2026", "en"), "Spring 2026");
    }

    #[test]
    fn timestamps_count_from_1970() {
        assert_eq!(timestamp(&EventDate::from("1970-01-01".to_owned())), Some(43_200));
        assert_eq!(timestamp(&EventDate::from("2026-02-26".to_owned())), Some(1_772_107_200));
    }
}
