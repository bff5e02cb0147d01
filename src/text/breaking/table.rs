//! What is known of the paragraphs of a story: each (paragraph, indent, profile) is searched once.
//!
//! A table belongs to the paragraphs of one story and lives no longer than they; it changes no result, only the work.

use super::profile::Profile;
use super::ways::{Text, Way, Work, ways};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many offers take as long as judging one line.
const OFFERS_A_LINE: u64 = 4;

/// Counts what is done to find lines, for all tables that share it.
#[derive(Debug, Default)]
pub struct WorkCount {
    judged: AtomicU64,
    offers: AtomicU64,
    spent: AtomicU64,
}

impl WorkCount {
    fn add(&self, work: Work) {
        self.judged.fetch_add(work.judged, Ordering::Relaxed);
        self.offers.fetch_add(work.offers, Ordering::Relaxed);
    }

    /// A budget of work has ended.
    fn end(&self) {
        self.spent.fetch_add(1, Ordering::Relaxed);
    }

    /// How many tables have spent their budget.
    pub fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }

    /// All that was done so far.
    pub fn total(&self) -> Work {
        Work { judged: self.judged.load(Ordering::Relaxed), offers: self.offers.load(Ordering::Relaxed) }
    }
}

/// Ways by paragraph and profile.
#[derive(Default)]
pub struct WayTable {
    known: Mutex<Paragraphs>,
    work: Arc<WorkCount>,
    /// Lines judged for these paragraphs alone, with what offers count for.
    judged: AtomicU64,
    is_spent: AtomicBool,
}

#[derive(Default)]
struct Paragraphs {
    list: Vec<Paragraph>,
    /// By what tells a paragraph from all others.
    index: HashMap<usize, usize>,
}

struct Paragraph {
    facts: Facts,
    known: Vec<Known>,
}

/// What is asked of a paragraph again and again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// Its place in the table.
    pub entry: usize,
    /// Lines that its author ends.
    pub forced: usize,
    /// Width of its longest piece that cannot be divided, in units.
    pub longest: i64,
    /// The least width that all of it can be given in one line.
    pub least_width: f64,
}

/// The ways of a paragraph with an indent and a profile.
struct Known {
    indent: i64,
    profile: Profile,
    /// Lines of which the profile matters.
    reach: u32,
    ways: Arc<[Way]>,
}

impl WayTable {
    /// An empty table whose work is counted with that of others.
    pub fn counted(work: &Arc<WorkCount>) -> WayTable {
        WayTable { work: work.clone(), ..WayTable::default() }
    }

    /// What is known of a paragraph; `key` tells it from all others of the table.
    pub(super) fn facts(&self, key: usize, text: &Text) -> Facts {
        let mut paragraphs = self.known();
        let count = paragraphs.list.len();
        let entry = *paragraphs.index.entry(key).or_insert(count);
        if entry == count {
            let (forced, longest) = (text.forced(), text.list.longest_piece());
            let facts = Facts { entry, forced, longest, least_width: text.least_width() };
            paragraphs.list.push(Paragraph { facts, known: Vec::new() });
        }
        paragraphs.list[entry].facts
    }

    /// The ways of the paragraph in this place of the table.
    pub(super) fn ways(&self, entry: usize, text: &Text, profile: &Profile) -> Arc<[Way]> {
        let is_same = |known: &&Known| known.indent == text.indent && known.profile.agrees(profile, known.reach);
        if let Some(known) = self.known().list[entry].known.iter().find(is_same) {
            return known.ways.clone();
        }
        let mut work = Work::default();
        let (found, reach) = ways(text, profile, &mut work);
        let found: Arc<[Way]> = found.into();
        self.work.add(work);
        self.judged.fetch_add(work.judged, Ordering::Relaxed);
        let known = Known { indent: text.indent, profile: profile.clone(), reach, ways: found.clone() };
        self.known().list[entry].known.push(known);
        found
    }

    /// Whether more was done for these paragraphs than judging so many lines.
    pub fn exceeds(&self, judged: u64) -> bool {
        let exceeds = self.judged.load(Ordering::Relaxed) > judged;
        if exceeds && !self.is_spent.swap(true, Ordering::Relaxed) {
            self.work.end();
        }
        exceeds
    }

    fn known(&self) -> MutexGuard<'_, Paragraphs> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ways that were offered to columns: of lines that are known these are all the work.
    pub(super) fn offered(&self, offers: u64) {
        self.work.add(Work { offers, ..Work::default() });
        self.judged.fetch_add(offers / OFFERS_A_LINE, Ordering::Relaxed);
    }
}

impl std::fmt::Debug for WayTable {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(out, "WayTable {{ work: {:?} }}", self.work.total())
    }
}
