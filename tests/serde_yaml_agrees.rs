//! `serde_yaml`, which the customer named, reads every sample to the same tree as Plenary's own reader. (It is not used
//! itself because it is archived and forgets where values stood.)

use plenary::diagnostic::{Diagnostics, SourceMap};
use plenary::{event, yaml};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let entries = fs::read_dir(folder).expect("there are samples").map(|entry| entry.expect("an entry").path());
    let mut samples: Vec<PathBuf> = entries.map(|path| path.join("event.yaml")).filter(|path| path.is_file()).collect();
    samples.sort();
    samples
}

/// A file as Plenary's reader sees it where no types are given.
fn our_tree(path: &Path, text: &str) -> Value {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let file = sources.add(path, text);
    let tree = yaml::read::<Value>(&sources, file, &mut diagnostics);
    assert_eq!(diagnostics.list, [], "{}", path.display());
    tree.expect("a file without errors has a tree")
}

#[test]
fn samples_are_the_same_tree() {
    let samples = samples();
    assert!(!samples.is_empty(), "no samples/*/event.yaml found");
    for path in samples {
        let text = fs::read_to_string(&path).expect("the sample can be read");
        let theirs: Value = serde_yaml::from_str(&text).expect("serde_yaml reads the sample");
        let ours = our_tree(&path, &text);
        // As text, the order of keys counts too.
        assert_eq!(format!("{ours:#}"), format!("{theirs:#}"), "{}", path.display());
    }
}

#[test]
fn samples_are_sound_events() {
    for path in samples() {
        let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
        let file = sources.add(&path, fs::read_to_string(&path).expect("the sample can be read"));
        let event = event::read(&sources, file, &mut diagnostics).expect("an event");
        event::check_texts(&event, &mut diagnostics);
        assert_eq!(diagnostics.list, [], "{}", path.display());
    }
}
