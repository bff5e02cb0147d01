//! What is known of the ways of paragraphs: each (paragraph, indent, profile) is searched once.
//!
//! A table belongs to the paragraphs of one story and lives no longer than they; it changes no result, only the work.

use super::profile::Profile;
use super::ways::{Text, Way, Work, ways};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

/// Ways by paragraph and profile; the work that finding them took.
#[derive(Default)]
pub struct WayTable {
    known: RefCell<HashMap<usize, Vec<Known>>>,
    work: Cell<Work>,
}

/// The ways of a paragraph with an indent and a profile.
struct Known {
    indent: i64,
    profile: Profile,
    ways: Arc<[Way]>,
}

impl WayTable {
    /// The ways of a paragraph. `paragraph` tells it from all others of the table.
    pub(super) fn ways(&self, paragraph: usize, text: &Text, profile: &Profile) -> Arc<[Way]> {
        let is_same = |known: &&Known| known.indent == text.indent && known.profile == *profile;
        if let Some(known) = self.known.borrow().get(&paragraph).and_then(|list| list.iter().find(is_same)) {
            return known.ways.clone();
        }
        let mut work = self.work.get();
        let found: Arc<[Way]> = ways(text, profile, &mut work).into();
        self.work.set(work);
        let known = Known { indent: text.indent, profile: profile.clone(), ways: found.clone() };
        self.known.borrow_mut().entry(paragraph).or_default().push(known);
        found
    }

    pub(super) fn offered(&self, offers: u64) {
        let mut work = self.work.get();
        work.offers += offers;
        self.work.set(work);
    }

    /// All that was done for the paragraphs of this table.
    pub fn work(&self) -> Work {
        self.work.get()
    }
}

impl std::fmt::Debug for WayTable {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(out, "WayTable {{ work: {:?} }}", self.work.get())
    }
}
