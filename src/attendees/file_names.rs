//! Names of files for attendees: such as every file system takes, and no two of which one of them takes for the same.
//!
//! In: a template and the list. Out: a name for each attendee, in the list's order. What cannot stand in a name is
//! known from Windows, which forbids most (and the names of its devices); that names differ in more than case or accents
//! is for the file systems of Windows and macOS, which do not tell those apart or write them in another way.

use super::{Attendees, Template};
use crate::diagnostic::{Diagnostic, Diagnostics};
use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_segmenter::GraphemeClusterSegmenter;
use std::collections::btree_map::{BTreeMap, Entry};

/// The most bytes before the extension; file systems take 255 with it, mail programs and archives cut at less.
const MAX_BYTES: usize = 120;
/// Devices of Windows, which no file can be called, whatever follows a full stop; `COM` and `LPT` have a figure after them.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"];

/// A name with the extension (`pdf`) for each attendee of the list. An attendee whose name has no letter that can stand
/// gets its number in the list, from 1; one whose name was given to an earlier attendee gets ` (2)` and so on after it.
/// Both are told in a note.
pub fn file_names(
    template: &Template,
    attendees: &Attendees,
    extension: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut given = Given::default();
    let mut names = Vec::with_capacity(attendees.list.len());
    let mut unnamed = Vec::new();
    let mut again = Vec::new();
    for (index, attendee) in attendees.list.iter().enumerate() {
        let stem = match file_stem(&template.fill(attendee)) {
            stem if stem.is_empty() => {
                unnamed.push(index);
                (index + 1).to_string()
            }
            stem => stem,
        };
        let name = given.take(&stem);
        if name != stem {
            again.push(index);
        }
        names.push(format!("{name}.{extension}"));
    }
    let note = |which: &[usize], one: &str, several: &str| {
        let first = *which.first()?;
        let message = match which.len() {
            1 => one.to_owned(),
            many => format!("{many} {several}"),
        };
        let diagnostic = Diagnostic::note("file-name", message).at(attendees.list.get(first)?.span);
        Some(diagnostic.label(format!("this file is called `{}`", names.get(first)?)))
    };
    diagnostics.list.extend(note(&unnamed, "a file is called by its number", "files are called by their numbers"));
    diagnostics.list.extend(note(&again, "a name was given before", "names were given before"));
    names
}

/// Names that are taken.
#[derive(Default)]
struct Given {
    /// By what file systems compare: the next number to try.
    next: BTreeMap<String, usize>,
}

impl Given {
    /// The name itself, or with a number after it.
    fn take(&mut self, stem: &str) -> String {
        let mut number = match self.next.entry(compared(stem)) {
            Entry::Vacant(entry) => {
                entry.insert(2);
                return stem.to_owned();
            }
            Entry::Occupied(entry) => *entry.get(),
        };
        let name = loop {
            let suffix = format!(" ({number})");
            let name = format!("{}{suffix}", cut(stem, MAX_BYTES - suffix.len()).trim_end_matches(['.', ' ']));
            number += 1;
            if let Entry::Vacant(entry) = self.next.entry(compared(&name)) {
                entry.insert(2);
                break name;
            }
        };
        self.next.insert(compared(stem), number);
        name
    }
}

/// What can stand in a file's name, of a text, without an extension; empty where nothing can.
pub fn file_stem(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_unseen(*c)) {
        match c {
            '"' => plain.push('\''),
            '/' | '\\' | ':' | '*' | '?' | '<' | '>' | '|' => plain.push('-'),
            c if c.is_whitespace() || c.is_control() => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c => plain.push(c),
        }
    }
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&plain);
    // A stop at the beginning hides a file, a hyphen makes an option of it.
    let trimmed = composed.trim_start_matches(['.', ' ', '-']);
    let stem = cut(trimmed, MAX_BYTES).trim_end_matches(['.', ' ']);
    match is_device(stem) {
        true => format!("_{stem}"),
        false => stem.to_owned(),
    }
}

/// What is not seen, but would make two names of one: marks of direction and of order, spaces of no width. The joiners
/// (U+200C, U+200D) change letters and stay.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt")).is_some_and(|number| {
        let mut characters = number.chars();
        characters.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c)) && characters.next().is_none()
    });
    port || DEVICES.contains(&name.as_str())
}

/// The beginning of a name, of so many bytes at most, that ends with a whole character as readers see it.
fn cut(name: &str, bytes: usize) -> &str {
    if name.len() <= bytes {
        return name;
    }
    let whole = GraphemeClusterSegmenter::new().segment_str(name).take_while(|end| *end <= bytes).last();
    let whole = whole.filter(|end| *end > 0);
    // One character of that many marks is cut in the midst of them.
    let end = whole.or_else(|| (0..=bytes).rev().find(|end| name.is_char_boundary(*end))).unwrap_or(0);
    &name[..end]
}

/// A name as the least discerning file system compares it: without case, accents and joiners.
fn compared(name: &str) -> String {
    let decompose = DecomposingNormalizerBorrowed::new_nfd();
    let folded = CaseMapper::new().fold_string(&decompose.normalize(name)).into_owned();
    let letters = decompose.normalize(&folded);
    let told_apart = letters.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}'));
    told_apart.map(|c| if c == 'ı' { 'i' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_some_system_refuses() {
        for (text, name) in [
            ("Liv Aradóttir", "Liv Aradóttir"),
            ("A/B\\C: \"D\" <E>|F*?", "A-B-C- 'D' -E--F--"),
            ("..hidden.", "hidden"),
            ("--force", "force"),
            ("  two   spaces\u{a0}", "two spaces"),
            ("CON", "_CON"),
            ("nul.notes", "_nul.notes"),
            ("Lpt1", "_Lpt1"),
            ("COM²", "_COM²"),
            ("Conrad", "Conrad"),
            ("com10", "com10"),
            ("e\u{301}", "é"),
            ("a\u{200b}\u{301}", "á"),
            ("بی‌بی", "بی‌بی"),
            ("\u{202e}fdp.exe", "fdp.exe"),
            ("/// ...", "-- "),
            ("...", ""),
        ] {
            assert_eq!(file_stem(text), name.trim_end().trim_start_matches('-'), "{text:?}");
        }
    }

    #[test]
    fn long_names_end_with_a_whole_character() {
        let long = "ş".repeat(100);
        assert_eq!(file_stem(&long), "ş".repeat(60));
        let devanagari = "क्षि".repeat(20);
        let stem = file_stem(&devanagari);
        assert!(
            stem.len() <= MAX_BYTES && devanagari.starts_with(&stem) && stem.chars().count().is_multiple_of(4),
            "{stem}"
        );
        assert_eq!(cut(&format!("a{}", "\u{301}".repeat(100)), 120).len(), 119);
    }

    #[test]
    fn names_given_before_get_a_number() {
        let mut given = Given::default();
        let taken: Vec<String> =
            ["Ali", "ALİ", "Alı", "Ali (2)", "Áli", "Straße", "STRASSE"].iter().map(|name| given.take(name)).collect();
        assert_eq!(taken, ["Ali", "ALİ (2)", "Alı (3)", "Ali (2) (2)", "Áli (4)", "Straße", "STRASSE (2)"]);
        let long = "x".repeat(120);
        assert_eq!(given.take(&long), long);
        assert_eq!(given.take(&long), format!("{} (2)", "x".repeat(116)));
    }
}
