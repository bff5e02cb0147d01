//! Words that are wider than their lines.
//!
//! In: composed pages. Out: a finding for each line that sticks out, with the word and its place in the event: nothing
//! runs into the gutter or off the page in silence.

use super::page::{Composed, Fragment, FragmentKind};
use crate::diagnostic::Diagnostic;
use crate::geometry::Length;
use crate::text::Line;

/// What nobody sees, in points.
const UNSEEN: f64 = 1.0;
/// From here on it is an error, in points: half of a gutter.
const ERROR: f64 = 6.0;
/// Of a word that is told, in characters.
const TOLD: usize = 40;

/// One finding for each line.
pub fn find(composed: &Composed) -> impl Iterator<Item = Diagnostic> + '_ {
    composed.pages.iter().flat_map(|page| {
        page.fragments.iter().filter_map(|fragment| match &fragment.kind {
            FragmentKind::Line { line, .. } if line.over > Length::pt(UNSEEN) => {
                Some(finding(line, fragment, page.number))
            }
            _ => None,
        })
    })
}

fn finding(line: &Line, fragment: &Fragment, page: usize) -> Diagnostic {
    let text: String = line.runs.iter().map(|run| &*run.text).collect();
    let word = text.split_whitespace().max_by_key(|word| word.chars().count()).unwrap_or_default();
    let holding = line.runs.iter().find(|run| run.text.contains(word)).or(line.runs.first());
    let told = match word.char_indices().nth(TOLD) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    };
    let over = line.over.to_mm();
    let message = format!("`{told}` is {over:.0} mm too long for its line on page {page}");
    let finding = match line.over > Length::pt(ERROR) {
        true => Diagnostic::error("overset", message),
        false => Diagnostic::warning("overset", message),
    };
    let help =
        "shorten it, write a soft hyphen (U+00AD) where it may be divided, or give the layout a smaller style for it";
    let mut finding = finding.maybe_at(holding.and_then(|run| run.source).or(fragment.source)).help(help);
    finding.characters = Some(word.to_owned());
    finding
}
