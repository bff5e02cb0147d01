//! The report as people read it: a table of figures, then the worst places.

use super::report::{Distances, Fault, FaultKind, Filled, Quality, Stretch};
use std::fmt::Write;

/// How wide the names of figures are.
const NAME: usize = 24;

pub fn render(quality: &Quality) -> String {
    let mut text = String::new();
    for (name, value) in figures(quality) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name:<NAME$}{value}");
    }
    text.push('\n');
    text.push_str(&targets(quality));
    text.push_str(&faults(quality));
    text
}

fn figures(quality: &Quality) -> Vec<(String, String)> {
    let lines = &quality.lines;
    let mut rows = vec![
        ("pages", quality.pages.to_string()),
        ("lines", format!("{}, of which {} justified", lines.all, lines.justified)),
        (
            "hyphens",
            format!(
                "{} ({}), {} in succession; {} by division",
                lines.hyphenated,
                percent(lines.hyphen_share),
                lines.hyphens_in_succession,
                lines.divided
            ),
        ),
        ("word space", format!("{:.3} pt in the font", quality.word_space)),
        ("stretch, all lines", stretch(quality.spacing.all.as_ref())),
        ("  full measure", stretch(quality.spacing.full.as_ref())),
        ("  no dictionary", stretch(quality.spacing.full_undivided.as_ref())),
        ("  wrapped", stretch(quality.spacing.wrapped.as_ref())),
        ("  narrow measure", stretch(quality.spacing.narrow.as_ref())),
    ];
    let (glyphs, filling) = (&quality.glyphs, &quality.filling);
    rows.extend([
        ("glyph scaling", format!("{} lines, {:.3} to {:.3}", glyphs.scaled_lines, glyphs.narrowest, glyphs.widest)),
        ("letterspacing", format!("{} lines, at most {:.3} em", glyphs.letterspaced_lines, glyphs.most_letterspacing)),
        ("rivers", format!("{}, longest {} lines", quality.rivers.count, quality.rivers.longest)),
        ("widows, orphans, runts", {
            let found = &quality.paragraphs;
            format!("{}, {}, {}", found.widows, found.orphans, found.runts)
        }),
        ("off the grid", format!("{:.3} pt at most", quality.grid.most_off)),
        ("column feet", {
            let found = &quality.columns;
            format!("{} rows apart at most; {} of {} bands uneven", found.most_apart, found.uneven, found.bands)
        }),
        ("least filled page", filled(filling.least.as_ref())),
        ("last page", filled(filling.last.as_ref())),
        ("quotes", distances(&quality.quotes)),
        ("pictures", distances(&quality.pictures)),
    ]);
    let mut rows: Vec<(String, String)> = rows.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let languages = quality.languages.iter().filter(|_| quality.languages.len() > 1);
    let languages = languages.map(|language| {
        let dictionary = if language.dictionary { "" } else { "no dictionary; " };
        let (lines, share) = (language.justified, percent(language.hyphen_share));
        let (full, wrapped) = (stretch(language.full.as_ref()), stretch(language.wrapped.as_ref()));
        let value = format!("{dictionary}{lines} lines, hyphens {share}; full: {full}; wrapped: {wrapped}");
        (format!("language {}", language.language), value)
    });
    rows.extend(languages);
    rows
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

fn distances(found: &Distances) -> String {
    if found.count == 0 {
        return "none".to_owned();
    }
    let rows = match (found.median_rows, found.most_rows) {
        (Some(median), Some(most)) => format!("; {median} rows from their words, at most {most}"),
        _ => String::new(),
    };
    let Distances { count, same_column, other_column, other_page, .. } = found;
    format!(
        "{count}: {same_column} in the column of their words, {other_column} in another, {other_page} on another page{rows}"
    )
}

fn targets(quality: &Quality) -> String {
    let missed = quality.targets.iter().filter(|target| !target.met);
    let missed: Vec<String> = missed.map(|t| format!("  {}: {} (limit {})", t.name, t.value, t.limit)).collect();
    match &missed[..] {
        [] => "All targets are met.\n".to_owned(),
        missed => format!("Targets missed:\n{}\n", missed.join("\n")),
    }
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
        FaultKind::HyphenPair => format!("{amount} hyphens in succession"),
        FaultKind::River => format!("river of {amount} lines ends"),
        FaultKind::UnevenFeet => format!("feet {amount} rows apart"),
        FaultKind::ThinPage => format!("filled to {}", percent(amount)),
        FaultKind::FarFromWords => "far from its words".to_owned(),
        FaultKind::LooseLine => format!("loose, {amount:.2}"),
    }
}
