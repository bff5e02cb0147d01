//! The messages of a plan as files to look at; nothing is sent.
//!
//! In: a plan and its messages. Out: a file `ADDRESS.eml` for each entry in a folder, each written whole under another
//! name first, and a summary.

use super::plan::{Entry, Messages, Plan};
use crate::Failure;
use crate::diagnostic::Diagnostic;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    pub folder: PathBuf,
    /// One for each entry of the plan.
    pub messages: usize,
    /// In bytes.
    pub largest: u64,
    /// Of the plan.
    pub digest: String,
    /// Messages of earlier runs that stand in the folder and are none of this plan's.
    pub others: usize,
}

/// Why a dry run ended early.
#[derive(Debug)]
pub enum Stopped {
    Message(Box<Diagnostic>),
    System(Failure),
}

/// Writes the messages into a folder, which is made where it is missing. `date` as each message's; `each` is called after
/// every file.
pub fn dry_run(
    plan: &Plan,
    messages: &dyn Messages,
    folder: &Path,
    date: i64,
    mut each: impl FnMut(&Entry),
) -> Result<Summary, Stopped> {
    let fail = |path: &Path, error| Stopped::System(Failure::system("write", path, error));
    fs::create_dir_all(folder).map_err(|error| fail(folder, error))?;
    let mut names = BTreeSet::new();
    let mut largest = 0;
    for entry in &plan.entries {
        let message = messages.message(entry, date).map_err(|mistake| Stopped::Message(Box::new(mistake)))?;
        largest = largest.max(message.len() as u64);
        let name = file_name(&entry.key, &names);
        let path = folder.join(&name);
        write(folder, &path, &message).map_err(|error| fail(&path, error))?;
        names.insert(name);
        each(entry);
    }
    let others = others(folder, &names).map_err(|error| fail(folder, error))?;
    let (digest, messages) = (plan.digest.clone(), plan.entries.len());
    Ok(Summary { folder: folder.to_owned(), messages, largest, digest, others })
}

fn write(folder: &Path, path: &Path, message: &[u8]) -> std::io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(message)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// An address as a file's name: it is in lower case and ASCII already.
fn file_name(key: &str, taken: &BTreeSet<String>) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "@.+-_".contains(c) { c } else { '_' };
    let stem: String = key.chars().map(plain).take(200).collect();
    let stem = stem.trim_start_matches(['.', '-']);
    let numbered = (2..).map(|number| format!("{stem} ({number}).eml"));
    let mut names = std::iter::once(format!("{stem}.eml")).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

fn others(folder: &Path, names: &BTreeSet<String>) -> std::io::Result<usize> {
    let mut others = 0;
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        others += usize::from(name.ends_with(".eml") && !names.contains(&name));
    }
    Ok(others)
}
