//! What copy-fitting did, and why it could not, in words.

use super::copyfit::Success;
use super::problem::Pages;
use crate::compose::unit::{Body, Unit};
use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::resolve::document::{Document, PageCount, PageNumber, Part};

/// Width of a word and its space in text of 9.75 pt, in points; half of a row is taken for heads, gaps and pictures.
const USUAL_WORD: f64 = 28.0;
/// The longest remarks that are named.
const MOST_NAMES: usize = 3;

/// The number of pages was reached.
pub fn fitted(success: &Success, count: PageCount, pages: usize, blanks: usize) -> Diagnostic {
    let mut done = Vec::new();
    let (changed, of) = success.paragraphs;
    let tracking = success.change.text.tracking;
    if tracking != 0 && changed > 0 {
        done.push(format!("tracking {} % in {changed} of {of} paragraphs", percent(tracking)));
    }
    let size = success.change.text.size;
    if size != 0 && changed > 0 {
        done.push(format!("type size {} % in {changed} of {of} paragraphs", percent(size)));
    }
    if success.change.pictures != 0 && success.pictures {
        done.push(format!("height of pictures {} %", percent(success.change.pictures)));
    }
    if success.variants > 0 {
        done.push(match success.variants {
            1 => "one part a little shorter or longer by its word spaces".to_owned(),
            parts => format!("{parts} parts a little shorter or longer by their word spaces"),
        });
    }
    match blanks {
        0 => {}
        1 => done.push("one page before the back cover is blank".to_owned()),
        blanks => done.push(format!("{blanks} pages before the back cover are blank")),
    }
    if done.is_empty() {
        done.push("by other page breaks alone".to_owned());
    }
    let note = Diagnostic::note("pages-fitted", format!("fitted to {pages} pages: {}", done.join("; ")));
    match count.source {
        Some(source) => note.at(source).label("asked for here"),
        None => note.help("that saves a sheet, or a page with little on it; `pages:` asks for another number"),
    }
}

/// Blank pages make up the number.
pub fn blanks(blanks: usize, count: PageCount) -> Diagnostic {
    let message = match blanks {
        1 => "one page before the back cover is blank".to_owned(),
        blanks => format!("{blanks} pages before the back cover are blank"),
    };
    Diagnostic::note("blank-pages", message).maybe_at(count.source).label("allowed here")
}

/// The number cannot be reached. `others`: pages besides the story's; `filled`: those that the layout adds where no number
/// is asked for.
pub fn failed(
    units: &[Unit],
    pages: &Pages,
    count: PageCount,
    (others, filled): (usize, usize),
    document: &Document,
) -> Diagnostic {
    let total = pages.plans.len() + others;
    let asked = match count.number {
        PageNumber::Exactly(number) => number.to_string(),
        PageNumber::MultipleOf(number) => format!("a multiple of {number}"),
    };
    let (fewer, more) = count.neighbours(total);
    let words = Words::count(units, document);
    let mut ways = Vec::new();
    match fewer {
        Some(fewer) if fewer > others => {
            let over = words.after(pages, fewer - others);
            ways.push(format!("take out about {over} words for {fewer} pages"));
        }
        Some(_) => ways.push(format!("it has {others} pages besides the words; ask for more")),
        None => {}
    }
    if let Some(more) = more {
        let under = words.to_fill(pages, more.saturating_sub(others), document.page.rows);
        ways.push(format!("add about {under} words for {more} pages"));
    }
    let blanks = match more {
        Some(more) if more - total <= 3 => {
            format!("; or allow {} blank before the back cover: `blanks: {}`", more - total, more - total)
        }
        _ => String::new(),
    };
    let longest = words.longest();
    let whose = if longest.is_empty() || fewer.is_none() {
        String::new()
    } else {
        format!("; the longest are {}", longest.join(", "))
    };
    let takes = match filled {
        0 => format!("{total} pages"),
        1 => format!("{} pages ({total} and one that the layout adds)", total + 1),
        filled => format!("{} pages ({total} and {filled} that the layout adds)", total + filled),
    };
    let message = format!("the report takes {takes}; {asked} cannot be reached within the layout's limits");
    Diagnostic::error("pages", message)
        .maybe_at(count.source)
        .label("asked for here")
        .help(format!("{}{whose}{blanks}", ways.join(", or ")))
}

impl PageCount {
    /// The numbers of pages below and above one that it does not hold for.
    fn neighbours(self, pages: usize) -> (Option<usize>, Option<usize>) {
        match self.number {
            PageNumber::Exactly(number) if number < pages => (Some(number), None),
            PageNumber::Exactly(number) => (None, Some(number)),
            PageNumber::MultipleOf(number) => {
                let below = pages / number.max(1) * number;
                (Some(below).filter(|below| *below > 0), Some(below + number))
            }
        }
    }
}

/// Words and rows of the story's bands.
struct Words {
    /// Of each unit.
    units: Vec<usize>,
    words_a_row: f64,
    /// Name and words of each speaker or section, the longest first.
    parts: Vec<(String, usize)>,
}

impl Words {
    fn count(units: &[Unit], document: &Document) -> Words {
        let of_units: Vec<usize> = units.iter().map(words).collect();
        let rows: i32 = units.iter().filter(|unit| words(unit) > 0).map(|unit| unit.extent + 1).sum();
        let mut parts: Vec<(String, usize)> = Vec::new();
        let mut bands = document.parts.iter().filter_map(|part| match part {
            Part::Story(story) => Some(&story.bands),
            Part::Page(_) | Part::Fill(_) => None,
        });
        for (index, band) in bands.next_back().into_iter().flatten().enumerate() {
            let words =
                units.iter().zip(&of_units).filter(|(unit, _)| unit.band == index).map(|(_, words)| words).sum();
            if let Some((name, _)) = &band.bookmark {
                parts.push((name.clone(), words));
            }
        }
        parts.sort_by_key(|(_, words)| std::cmp::Reverse(*words));
        let total: usize = of_units.iter().sum();
        // A few words say nothing about how many a row takes.
        let usual = document.page.text_width().ratio(Length::pt(USUAL_WORD)) / 2.0;
        Words { units: of_units, words_a_row: (total as f64 / f64::from(rows.max(1))).max(usual), parts }
    }

    /// Words on the pages after so many.
    fn after(&self, pages: &Pages, story_pages: usize) -> usize {
        let over = pages.plans.iter().skip(story_pages);
        let rows: i32 = over.flat_map(|plan| &plan.units).map(|unit| unit.end - unit.start + 1).sum();
        round(f64::from(rows) * self.words_a_row)
    }

    /// Words that bring the last page to its third.
    fn to_fill(&self, pages: &Pages, story_pages: usize, rows: i32) -> usize {
        let last = pages.plans.last().and_then(|plan| plan.units.last()).map_or(0, |unit| unit.end);
        let more = story_pages.saturating_sub(pages.plans.len()) as f64;
        round(((more - 1.0) * f64::from(rows) + f64::from(rows - last) + f64::from(rows) / 3.0) * self.words_a_row)
    }

    fn longest(&self) -> Vec<String> {
        let mean = self.units.iter().sum::<usize>() / self.parts.len().max(1);
        let long = self.parts.iter().take(MOST_NAMES).filter(|(_, words)| *words >= mean && *words > 0);
        long.map(|(name, words)| format!("{name} ({words} words)")).collect()
    }
}

fn words(unit: &Unit) -> usize {
    match &unit.body {
        Body::Columns(columns) => columns.material.words(),
        Body::Cards(cards) => cards.cards.iter().map(|card| card.words).sum(),
        _ => 0,
    }
}

/// To tens: nobody counts closer.
fn round(words: f64) -> usize {
    ((words / 10.0).ceil() as usize * 10).max(10)
}

/// Thousandths as percent, with its sign.
fn percent(thousandths: i16) -> String {
    let text = format!("{:.1}", f64::from(thousandths.abs()) / 10.0);
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if thousandths < 0 { format!("−{text}") } else { format!("+{text}") }
}
