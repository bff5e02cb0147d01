//! Whole messages: each `tests/diagnostics/*.yaml` is read as an event, and everything that is said about it must equal
//! the `.txt` beside it, excerpts and carets included. Each `tests/diagnostics/layouts/*.yaml` is the layout of one small
//! event, every other file of `tests/diagnostics/attendees/` a list of attendees, whose text has `.txt` after its whole name. `UPDATE=1 cargo test --test diagnostics` rewrites the texts; a
//! new mistake is one new YAML file.
#![allow(clippy::disallowed_methods, reason = "UPDATE is read from the environment")]

use plenary::diagnostic::render;
use plenary::{Edition, Request, Session, attendees, event, typeset, yaml};
use std::fs;
use std::path::{Path, PathBuf};

/// What is said about an event file.
fn messages(path: &Path) -> String {
    let mut session = Session::default();
    let name = Path::new(path.file_name().expect("the file has a name"));
    let bytes = fs::read(path).expect("the file can be read");
    let file = yaml::load(name, bytes, &mut session.sources, &mut session.diagnostics);
    let unread = session.diagnostics.has_errors();
    event::hide_password(&mut session.sources, file, &mut session.diagnostics);
    if !unread && let Some(event) = event::read(&session.sources, file, &mut session.diagnostics) {
        event::check_texts(&event, &mut session.diagnostics);
    }
    render::render(&session.diagnostics, &session.sources, false)
}

/// What is said about a layout file.
fn layout_messages(path: &Path) -> String {
    let mut session = Session::default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = path.strip_prefix(folder).expect("it is in the repository");
    // Tests run in the repository's folder, so that messages name the file as a user there would.
    let event = PathBuf::from("tests/diagnostics/layouts/event/event.yaml");
    let layout = Some(path.to_string_lossy().into_owned());
    let request = Request { layout, ..Request::new(event, Edition::Screen) };
    let done = typeset(&request, &mut session);
    assert_eq!(done.is_err(), session.diagnostics.has_errors(), "{}", path.display());
    without_lines_of_built_in(&render::render(&session.diagnostics, &session.sources, false))
}

/// What is said about a list of attendees.
fn list_messages(path: &Path) -> String {
    let mut session = Session::default();
    let path = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("it is in the repository");
    let list = attendees::read(path, &mut session);
    assert_eq!(list.is_err(), session.diagnostics.has_errors(), "{}", path.display());
    render::render(&session.diagnostics, &session.sources, false)
}

/// Messages that show a built-in layout, without the numbers of its lines and the gutter as wide as they are: these
/// change whenever the layout does.
fn without_lines_of_built_in(messages: &str) -> String {
    if !messages.contains("<layout ") {
        return messages.to_owned();
    }
    let mut built_in = false;
    let line = |line: &str| {
        let line = line.trim_start();
        if let Some((before, rest)) = line.split_once("<layout ") {
            built_in = true;
            return format!("{before}<layout {}>\n", rest.split('>').next().unwrap_or_default());
        }
        built_in &= !line.is_empty() && !line.starts_with("-->");
        let number = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(line.len());
        format!("{}\n", if built_in && number > 0 { line[number..].trim_start() } else { line })
    };
    messages.lines().map(line).collect()
}

fn files(folder: &str, is_wanted: fn(&str) -> bool) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("the folder can be read").map(|entry| entry.expect("an entry").path());
    let wanted = |path: &PathBuf| path.extension().and_then(|own| own.to_str()).is_some_and(is_wanted);
    let mut files: Vec<PathBuf> = entries.filter(wanted).collect();
    files.sort();
    files
}

fn compare(files: Vec<PathBuf>, text_of: fn(&Path) -> PathBuf, messages: fn(&Path) -> String) {
    let update = std::env::var_os("UPDATE").is_some();
    let mut different = Vec::new();
    for path in files {
        let expected_path = text_of(&path);
        let found = messages(&path);
        assert_ne!(found, "", "{} is told to be sound", path.display());
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if found != expected {
            different.push(format!("{}\n--- expected\n{expected}\n--- found\n{found}", path.display()));
        }
        if update {
            fs::write(&expected_path, &found).expect("the text can be written");
        }
    }
    assert!(update || different.is_empty(), "{}", different.join("\n"));
}

fn is_yaml(extension: &str) -> bool {
    extension == "yaml"
}

fn in_place_of_extension(path: &Path) -> PathBuf {
    path.with_extension("txt")
}

#[test]
fn every_mistake_is_told_in_full() {
    let files = files("tests/diagnostics", is_yaml);
    assert!(files.len() > 20);
    compare(files, in_place_of_extension, messages);
}

#[test]
fn every_mistake_in_a_layout_is_told_in_full() {
    let files = files("tests/diagnostics/layouts", is_yaml);
    assert!(files.len() > 10);
    compare(files, in_place_of_extension, layout_messages);
}

#[test]
fn every_mistake_in_a_list_is_told_in_full() {
    let files = files("tests/diagnostics/attendees", |extension| extension != "txt");
    assert!(files.len() > 10);
    compare(files, |path| path.with_added_extension("txt"), list_messages);
}
