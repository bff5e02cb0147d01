//! Which module of `src/` may name which: the table of ARCHITECTURE.md, held against every path in the source.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A module and what it may name. `a` allows all of a module, `a::b` only that part; `a!` an item of the root.
const ALLOWED: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("jobs", &[]),
    ("geometry", &[]),
    ("ledger", &[]),
    ("structure", &[]),
    ("color", &["diagnostic"]),
    ("glyph", &["color", "diagnostic", "geometry", "structure"]),
    ("assets", &["geometry", "glyph"]),
    ("yaml", &["diagnostic"]),
    ("attendees", &["diagnostic", "yaml", "Failure!", "Session!"]),
    ("print", &["yaml"]),
    ("screen", &["yaml"]),
    ("event", &["diagnostic", "print", "screen", "yaml"]),
    ("layout", &["assets", "diagnostic", "geometry", "print", "screen", "yaml", "Failure!", "Session!"]),
    (
        "resolve",
        &[
            "assets",
            "color",
            "diagnostic",
            "event",
            "geometry",
            "glyph",
            "layout",
            "print",
            "screen",
            "structure",
            "yaml",
        ],
    ),
    (
        "text",
        &[
            "assets",
            "color",
            "diagnostic",
            "geometry",
            "glyph",
            "ledger",
            "structure",
            "resolve::story",
            "resolve::style",
        ],
    ),
    (
        "compose",
        &[
            "assets",
            "color",
            "diagnostic",
            "geometry",
            "ledger",
            "structure",
            "resolve::document",
            "resolve::story",
            "resolve::style",
            "text",
        ],
    ),
    (
        "paint",
        &[
            "assets",
            "color",
            "diagnostic",
            "geometry",
            "glyph",
            "structure",
            "compose::page",
            "resolve::document",
            "text::Line",
        ],
    ),
    (
        "quality",
        &[
            "assets",
            "diagnostic",
            "geometry",
            "glyph",
            "ledger",
            "structure",
            "compose::page",
            "resolve::document",
            "resolve::story",
            "resolve::style",
            "text::Line",
            "text::hyphenates",
        ],
    ),
    (
        "pdf",
        &[
            "assets",
            "color",
            "diagnostic",
            "geometry",
            "glyph",
            "jobs",
            "structure",
            "paint::display_list",
            "press::pictures::Coding",
            "press::pictures::Prepared",
            "press::pictures::PreparedPicture",
            "press::pictures::Space",
        ],
    ),
    (
        "press",
        &[
            "assets",
            "color",
            "diagnostic",
            "geometry",
            "glyph",
            "jobs",
            "paint::display_list",
            "resolve::story",
            "resolve::style",
            "text::Line",
            "text::set_lines",
            "text::shape",
        ],
    ),
    (
        "fitting",
        &[
            "assets::cache",
            "diagnostic",
            "paint::display_list",
            "pdf",
            "press::pictures",
            "screen",
            "Edition!",
            "Output!",
            "Painted!",
        ],
    ),
    (
        "outputs",
        &[
            "assets",
            "diagnostic",
            "event",
            "jobs",
            "layout",
            "paint::display_list",
            "press",
            "yaml",
            "Edition!",
            "Failure!",
            "MISSING_ALT!",
            "Output!",
            "Painted!",
            "Product!",
            "Session!",
            "Surroundings!",
            "Typeset!",
            "read_event!",
            "set!",
        ],
    ),
    (
        "mail",
        &[
            "attendees",
            "diagnostic",
            "event",
            "press::pictures::Prepared",
            "resolve::dates",
            "screen",
            "yaml",
            "Edition!",
            "Failure!",
            "Painted!",
            "Request!",
            "Session!",
            "read_event!",
            "typeset_event!",
        ],
    ),
    (
        "copies",
        &[
            "attendees",
            "compose::Typesetter",
            "compose::page",
            "diagnostic",
            "event::typography",
            "geometry",
            "jobs",
            "paint",
            "pdf",
            "press::pictures::Prepared",
            "resolve::NO_FRAME",
            "resolve::direction",
            "resolve::document",
            "resolve::language",
            "resolve::story",
            "screen",
            "fitting",
            "Failure!",
            "Painted!",
            "Product!",
            "Request!",
            "Session!",
            "typeset!",
        ],
    ),
    (
        "cli",
        &[
            "attendees",
            "copies",
            "jobs",
            "assets::cache",
            "assets::catalogue",
            "diagnostic",
            "event::AttachSpec",
            "event::Event",
            "event::MailSpec",
            "event::PasswordSpec",
            "event::SecuritySpec",
            "event::ServerSpec",
            "geometry",
            "layout::Choice",
            "layout::file_schema",
            "layout::LayoutEntry",
            "mail",
            "outputs::compile_all",
            "press",
            "quality",
            "yaml::schema_of",
            "Edition!",
            "Failure!",
            "Inspection!",
            "Output!",
            "Preflight!",
            "Request!",
            "Session!",
            "compile!",
            "fonts!",
            "inspect!",
            "layouts!",
            "read_event!",
        ],
    ),
];

fn source_files(folder: &Path, list: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            source_files(&path, list);
        } else if path.extension().is_some_and(|own| own == "rs") {
            list.push(path);
        }
    }
}

/// The words of a source file without its comments and literals, each path joined: `crate::a::{b, c}` stays apart.
fn tokens(source: &str) -> Vec<String> {
    let bytes: Vec<char> = source.chars().collect();
    let (mut tokens, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let c = bytes[at];
        if c == '/' && bytes.get(at + 1) == Some(&'/') {
            while at < bytes.len() && bytes[at] != '\n' {
                at += 1;
            }
        } else if c == '"' {
            at += 1;
            while at < bytes.len() && bytes[at] != '"' {
                at += if bytes[at] == '\\' { 2 } else { 1 };
            }
            at += 1;
        } else if c == '\'' && bytes.get(at + 2) == Some(&'\'') {
            at += 3;
        } else if c == '\'' && bytes.get(at + 1) == Some(&'\\') {
            at += 3;
            while at < bytes.len() && bytes[at] != '\'' {
                at += 1;
            }
            at += 1;
        } else if c.is_alphanumeric() || c == '_' {
            let start = at;
            while at < bytes.len() && (bytes[at].is_alphanumeric() || bytes[at] == '_') {
                at += 1;
            }
            tokens.push(bytes[start..at].iter().collect());
        } else if c == ':' && bytes.get(at + 1) == Some(&':') {
            tokens.push("::".to_owned());
            at += 2;
        } else {
            if !c.is_whitespace() {
                tokens.push(c.to_string());
            }
            at += 1;
        }
    }
    tokens
}

/// Reads the rest of a path after `prefix` and collects every path that it stands for. Gives the next token's index.
fn read_path(tokens: &[String], mut at: usize, prefix: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = prefix.to_vec();
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("{") => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token != "}") {
                    at = match tokens[at].as_str() {
                        "," => at + 1,
                        _ => read_path(tokens, at, &path, found),
                    };
                }
                return at + 1;
            }
            Some("*") => at += 1,
            Some(word) if word.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                path.push(word.to_owned());
                at += 1;
            }
            _ => {}
        }
        if tokens.get(at).is_none_or(|token| token != "::") {
            break;
        }
        at += 1;
    }
    if tokens.get(at).is_some_and(|token| token == "as") {
        at += 2;
    }
    found.push(path);
    at
}

/// Every path of a file that begins at the crate's root. `depth`: how many modules deep the file is.
fn root_paths(source: &str, depth: usize) -> Vec<Vec<String>> {
    let tokens = tokens(source);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let follows_path = at > 0 && tokens[at - 1] == "::";
        let double_colon = |index: usize| tokens.get(index).is_some_and(|token| token == "::");
        if follows_path || !double_colon(at + 1) {
            at += 1;
        } else if tokens[at] == "crate" {
            at = read_path(&tokens, at + 2, &[], &mut found);
        } else if tokens[at] == "super" {
            let mut ups = 0;
            while tokens.get(at).is_some_and(|token| token == "super") && double_colon(at + 1) {
                ups += 1;
                at += 2;
            }
            if ups >= depth {
                at = read_path(&tokens, at, &[], &mut found);
            }
        } else {
            at += 1;
        }
    }
    found
}

fn is_allowed(path: &[String], allowed: &[&str]) -> bool {
    allowed.iter().any(|rule| match rule.strip_suffix('!') {
        Some(item) => path[0] == item,
        None => rule.split("::").zip(path).filter(|(a, b)| a == b).count() == rule.split("::").count(),
    })
}

#[test]
fn each_stage_names_only_what_it_may() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    source_files(&root, &mut files);
    let mut wrong = BTreeSet::new();
    let mut named = BTreeSet::new();
    for file in &files {
        let relative = file.strip_prefix(&root).expect("it is in src").with_extension("");
        let mut modules: Vec<String> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        if modules.last().is_some_and(|last| last == "mod") {
            modules.pop();
        }
        let module = modules[0].clone();
        if module == "lib" || module == "main" {
            continue;
        }
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == module) else {
            wrong.insert(format!("`{module}` has no row in the table"));
            continue;
        };
        let source = fs::read_to_string(file).expect("the file can be read");
        for path in root_paths(&source, modules.len()) {
            if path.is_empty() || path[0] == module {
                continue;
            }
            let rule = allowed.iter().find(|rule| is_allowed(&path, &[rule]));
            named.extend(rule.map(|rule| (module.clone(), (*rule).to_owned())));
            // `use super::*` in the tests of a module that is one file names the module itself.
            let known = ALLOWED.iter().any(|(name, _)| *name == path[0]) || path[0].starts_with(char::is_uppercase);
            if rule.is_none() && (known || path[0] == "compile") {
                wrong.insert(format!("src/{}.rs names {}", relative.display(), path.join("::")));
            }
        }
    }
    let rows = ALLOWED.iter().flat_map(|(module, rules)| rules.iter().map(move |rule| (*module, *rule)));
    for (module, rule) in rows {
        if !named.contains(&(module.to_owned(), rule.to_owned())) {
            wrong.insert(format!("`{module}` may name `{rule}` but does not: take it out of the table"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn paths_are_found_in_every_form() {
    let source = "use crate::a::{b, c::{D, e as f}};\nuse super::super::g::H;\nfn x() { crate::i::j(\"crate::k\"); }\n// crate::l\n";
    let found: Vec<String> = root_paths(source, 2).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["a::b", "a::c::D", "a::c::e", "g::H", "i::j"]);
}
