//! The report as people read it: a table of figures, then the worst places.

use super::report::{Bill, Distances, Fault, FaultKind, Filled, Language, PageWhite, Quality, Stretch, Target, White};
use super::targets::HYPHENS;
use std::fmt::Write;

/// How wide the names of figures are.
const NAME: usize = 24;
/// Pages that are named where there are too many hyphens.
const MOST_PAGES: usize = 3;

pub fn render(quality: &Quality) -> String {
    let mut text = String::new();
    for (name, value) in figures(quality) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name:<NAME$}{value}");
    }
    text.push('\n');
    text.push_str(&bill(&quality.bill));
    text.push_str(&targets(quality));
    text.push_str(&faults(quality));
    text
}

type Row = (String, String);

fn row(name: &str, value: String) -> Row {
    (name.to_owned(), value)
}

fn figures(quality: &Quality) -> Vec<Row> {
    let mut rows = lines(quality);
    rows.extend(pages(quality));
    rows.extend(languages(quality));
    rows
}

fn lines(quality: &Quality) -> Vec<Row> {
    let (lines, spacing, glyphs) = (&quality.lines, &quality.spacing, &quality.glyphs);
    let hyphens = format!(
        "{} ({}), {} in succession; {} by division",
        lines.hyphenated,
        percent(lines.hyphen_share),
        lines.hyphens_in_succession,
        lines.divided
    );
    let scaling = format!("{} lines, {:.3} to {:.3}", glyphs.scaled_lines, glyphs.narrowest, glyphs.widest);
    let spaced = format!("{} lines, at most {:.3} em", glyphs.letterspaced_lines, glyphs.most_letterspacing);
    vec![
        row("pages", quality.pages.to_string()),
        row("lines", format!("{}, of which {} justified", lines.all, lines.justified)),
        row("hyphens", hyphens),
        row("word space", format!("{:.3} pt in the font", quality.word_space)),
        row("stretch, all lines", stretch(spacing.all.as_ref())),
        row("  full measure", stretch(spacing.full.as_ref())),
        row("  never hyphenated", stretch(spacing.full_undivided.as_ref())),
        row("  wrapped", stretch(spacing.wrapped.as_ref())),
        row("  narrow measure", stretch(spacing.narrow.as_ref())),
        row("glyph scaling", scaling),
        row("letterspacing", spaced),
        row("rivers", format!("{}, longest {} lines", quality.rivers.count, quality.rivers.longest)),
    ]
}

fn pages(quality: &Quality) -> Vec<Row> {
    let (lone, columns) = (&quality.paragraphs, &quality.columns);
    let feet =
        format!("{} rows apart at most; {} of {} bands uneven", columns.most_apart, columns.uneven, columns.bands);
    vec![
        row("widows, orphans, runts", format!("{}, {}, {}", lone.widows, lone.orphans, lone.runts)),
        row("off the grid", format!("{:.3} pt at most", quality.grid.most_off)),
        row("column feet", feet),
        row("least filled page", filled(quality.filling.least.as_ref())),
        row("last page", filled(quality.filling.last.as_ref())),
        row("largest hole", holes(&quality.white)),
        row("white at the foot", feet_of_pages(&quality.white)),
        row("quotes", distances(&quality.quotes)),
        row("pictures", distances(&quality.pictures)),
    ]
}

/// Each language where there are several, or where its words cannot be divided.
fn languages(quality: &Quality) -> Vec<Row> {
    let several = quality.languages.len() > 1;
    let shown = quality.languages.iter().filter(|language| several || !language.hyphenates);
    let of = |language: &Language| {
        let whole = if language.hyphenates { "" } else { "never hyphenated; " };
        let (lines, share) = (language.justified, percent(language.hyphen_share));
        let (full, wrapped) = (stretch(language.full.as_ref()), stretch(language.wrapped.as_ref()));
        let value = format!("{whole}{lines} lines, hyphens {share}; full: {full}; wrapped: {wrapped}");
        row(&format!("language {}", language.language), value)
    };
    shown.map(of).collect()
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn stretch(stretch: Option<&Stretch>) -> String {
    match stretch {
        Some(s) => format!("median {:.2}, p95 {:.2}, most {:.2} ({} lines)", s.median, s.p95, s.most, s.lines),
        None => "no lines".to_owned(),
    }
}

fn filled(page: Option<&Filled>) -> String {
    page.map_or_else(|| "none".to_owned(), |page| format!("page {}, {}", page.page, percent(page.share)))
}

fn holes(white: &White) -> String {
    let Some(largest) = white.pages.iter().max_by(|a, b| a.hole.total_cmp(&b.hole)) else { return "none".to_owned() };
    let PageWhite { page, hole, .. } = largest;
    format!("page {page}, {} of the type area; {} on average", percent(*hole), percent(white.mean_hole))
}

fn feet_of_pages(white: &White) -> String {
    let Some(most) = white.pages.iter().max_by(|a, b| a.foot.total_cmp(&b.foot)) else { return "none".to_owned() };
    let facing = white.pages.iter().filter_map(|page| page.facing).max_by(f64::total_cmp);
    let facing = facing.map(|apart| format!("; facing pages {} apart at most", percent(apart))).unwrap_or_default();
    format!("page {}, {} of the height{facing}", most.page, percent(most.foot))
}

fn distances(found: &Distances) -> String {
    if found.count == 0 {
        return "none".to_owned();
    }
    let rows = match (found.median_rows, found.most_rows) {
        (Some(median), Some(most)) => format!("; {median} rows from their words, at most {most}"),
        _ => String::new(),
    };
    let Distances { count, same_column, other_column, other_page, too_near, .. } = found;
    let near = if *too_near > 0 { format!("; {too_near} too near the words that they repeat") } else { String::new() };
    format!(
        "{count}: {same_column} in the column of their words, {other_column} in another, {other_page} on another page{rows}{near}"
    )
}

/// What each kind of fault costs, under one another like the figures.
fn bill(bill: &Bill) -> String {
    if bill.items.is_empty() {
        return String::new();
    }
    let line = |name: &str, count: &str, rows: f64| format!("  {:<22}{count:>5}{rows:>10.1}\n", name.replace('-', " "));
    let items = bill.items.iter().map(|item| line(item.kind, &item.count.to_string(), item.rows));
    format!("Bill, in rows of text:\n{}{}\n", items.collect::<String>(), line("together", "", bill.rows))
}

fn targets(quality: &Quality) -> String {
    let missed = quality.targets.iter().filter(|target| !target.met);
    let missed: Vec<String> = missed.map(|target| missed_target(target, quality)).collect();
    match &missed[..] {
        [] => "All targets are met.\n".to_owned(),
        missed => format!("Targets missed:\n{}\n", missed.join("\n")),
    }
}

/// Hyphens have no place of their own among the faults: the pages with most of them are named here.
fn missed_target(target: &Target, quality: &Quality) -> String {
    let mut text = format!("  {}: {} (limit {})", target.name, target.value, target.limit);
    if target.name == HYPHENS {
        let most = quality.lines.hyphens_by_page.iter().take(MOST_PAGES);
        let most: Vec<String> = most.map(|page| format!("page {} ({})", page.page, page.hyphenated)).collect();
        text.push_str(&format!(", most of them on {}", most.join(", ")));
        for language in quality.languages.iter().filter(|own| own.hyphen_share > target.limit) {
            let Language { language, word_letters, line_characters, .. } = language;
            let why = format!("; `{language}` has {word_letters} letters a word, {line_characters} characters a line");
            text.push_str(&why);
        }
    }
    text
}

fn faults(quality: &Quality) -> String {
    if quality.faults.is_empty() {
        return "Nothing to name.\n".to_owned();
    }
    let lines = quality.faults.iter().map(fault);
    format!("Worst places:\n{}", lines.collect::<String>())
}

fn fault(fault: &Fault) -> String {
    let column = fault.column.map(|column| format!(", column {column}")).unwrap_or_default();
    let place = fault.place.as_ref().map(|p| format!(" ({}:{}:{})", p.file, p.line, p.column)).unwrap_or_default();
    let why = if fault.why.is_empty() { String::new() } else { format!(" [{}]", fault.why.join("; ")) };
    format!("  page {}{column}: {}: “{}”{place}{why}\n", fault.page, what(fault), fault.words)
}

fn what(fault: &Fault) -> String {
    let amount = fault.amount;
    match fault.kind {
        FaultKind::OffGrid => format!("{amount:.2} pt off the grid"),
        FaultKind::TouchingBox => format!("{amount:.1} pt of white round it"),
        FaultKind::Widow => "widow".to_owned(),
        FaultKind::Orphan => "orphan".to_owned(),
        FaultKind::Runt => format!("runt of {amount} characters"),
        FaultKind::ShortEnd => format!("a last line of one word, {amount} characters"),
        FaultKind::DividedAtEnd => "a last line begins with the rest of a word".to_owned(),
        FaultKind::HyphenPair => format!("{amount} hyphens in succession"),
        FaultKind::HyphenAtEnd => "a word goes on in another column".to_owned(),
        FaultKind::River => format!("river of {amount} lines ends"),
        FaultKind::UnevenFeet => format!("feet {amount} rows apart"),
        FaultKind::ThinPage => format!("filled to {}", percent(amount)),
        FaultKind::Hole => format!("{} of the type area empty in one piece", percent(amount)),
        FaultKind::FarFromWords => "far from its words".to_owned(),
        FaultKind::NearItsWords => format!("a quote {amount} rows from the words that it repeats"),
        FaultKind::LooseLine => format!("loose, {amount:.2}"),
    }
}
