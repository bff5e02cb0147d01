//! What stands on a page, item by item: text dumps of two pages of the twin and of the minimal sample, compared whole
//! with tests/dumps/. `UPDATE=1 cargo test --test display_list` rewrites them; read the difference before it is
//! committed.
#![allow(clippy::disallowed_methods, reason = "UPDATE is read from the environment")]

mod pages_support;

use pages_support::*;
use plenary::paint::dump::dump;
use std::fs;

/// Samples and their pages, from 1: title page, a band with portrait and quote; the title page and all remarks.
const PAGES: [(&str, usize); 4] = [(TWIN, 1), (TWIN, 5), (MINIMAL, 1), (MINIMAL, 2)];

/// A page of a sample as text.
fn dumped(name: &str, page: usize) -> String {
    let set = typeset(&sample(name));
    let mut list = painted(&set);
    list.pages = vec![list.pages.swap_remove(page - 1)];
    dump(&list, &|font| set.fonts.face(font).postscript_name.clone())
}

/// The first line that differs, for a look before the whole.
fn first_difference(expected: &str, found: &str) -> String {
    let mut pairs = expected.lines().zip(found.lines()).enumerate();
    match pairs.find(|(_, (expected, found))| expected != found) {
        Some((line, (expected, found))) => format!("line {}\n- {expected}\n+ {found}", line + 1),
        None => format!("{} lines instead of {}", found.lines().count(), expected.lines().count()),
    }
}

#[test]
fn pages_are_listed_as_before() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut different = Vec::new();
    for (name, page) in PAGES {
        let path = in_project("tests/dumps").join(format!("{name}-{page}.txt"));
        let found = dumped(name, page);
        if update {
            fs::write(&path, &found).expect("the dump can be written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            different.push(format!("{}: {}\n{found}", path.display(), first_difference(&expected, &found)));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n\n"));
}
