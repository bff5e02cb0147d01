//! Invented events, for benchmarks, tests and the gallery: nothing on their pages was looked at while layouts were made.
//!
//! In: a [`Kind`] and a seed, or a [`Plan`] drawn by a property test. Out: an [`Event`], the text of an event file and the pictures
//! that it names. The same kind, seed and language give the same bytes. `kinds` makes plans, that is numbers, of
//! kinds; `shapes` has them drawn by proptest; `writing` puts words to them, which are in `words` and `sentences-*.txt`:
//! sentences of natural lengths, in an order of chance. `cargo run --example invent` writes one.
#![allow(dead_code, reason = "each test, benchmark and example takes its part")]

pub mod chance;
mod kinds;
pub mod pictures;
pub mod plan;
pub mod shapes;
pub mod words;
mod writing;

pub use kinds::Kind;
pub use plan::{Language, Plan};

use pictures::Picture;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The text of an event file, and the pictures that it names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    pub yaml: String,
    /// Each once, in the order of their names.
    pub pictures: Vec<Picture>,
}

impl Event {
    /// The event of a kind and a seed.
    pub fn of(kind: Kind, seed: u64, language: Language) -> Event {
        Event::from(&kind.plan(seed, language))
    }

    /// Writes the file into a folder, the pictures into a folder within it; several events may share them.
    pub fn write(&self, folder: &Path, file: &str) -> io::Result<PathBuf> {
        fs::create_dir_all(folder.join(pictures::FOLDER))?;
        for picture in &self.pictures {
            picture.put(folder)?;
        }
        let path = folder.join(file);
        fs::write(&path, &self.yaml)?;
        Ok(path)
    }
}

impl From<&Plan> for Event {
    fn from(plan: &Plan) -> Event {
        writing::event(plan)
    }
}
