//! Measuring a story: its bands shaped and set, each as one or more units.
//!
//! In: a story, what copy-fitting changes in it. Out: [`Unit`]s in the order of the bands, and what was found wrong.

use super::type_setter::{Change, Typesetter};
use super::unit::{self, Before, Unit};
use crate::assets::fonts::FontBook;
use crate::diagnostic::Diagnostics;
use crate::resolve::document::{Document, Story};
use crate::text::WorkCount;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Shapes and measures all bands; of units that were measured with another change `before`, what both have in common is
/// taken. On as many threads as the machine has; the order of the bands is kept.
pub fn story<'a>(
    document: &'a Document,
    fonts: &'a FontBook,
    story: &'a Story,
    change: Change,
    before: Option<(Change, &[Unit<'a>])>,
    counted: &Arc<WorkCount>,
) -> (Vec<Unit<'a>>, Diagnostics) {
    let count = story.bands.len();
    let known = before.filter(|(before, _)| before.text == change.text);
    let known = known.map_or_else(Vec::new, |(_, units)| by_band(units, count));
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Vec<Unit<'a>>, Diagnostics)>> = Mutex::new(Vec::with_capacity(count));
    let work = || {
        let mut setter = Typesetter::new(document, fonts);
        setter.change = change;
        setter.work = counted.clone();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(band) = story.bands.get(index) else { break };
            let pictures = before.is_some_and(|(before, _)| before.pictures != change.pictures);
            let before = Before { units: known.get(index).map_or(&[][..], |units| units), pictures };
            let units = unit::measure(index, band, &document.page, before, &mut setter);
            let found = std::mem::take(&mut setter.diagnostics);
            if let Ok(mut done) = done.lock() {
                done.push((index, units, found));
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get).min(count.max(1));
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(index, ..)| *index);
    let mut units = Vec::new();
    let mut diagnostics = Diagnostics::default();
    for (_, mut of_band, mut found) in done {
        diagnostics.list.append(&mut found.list);
        units.append(&mut of_band);
    }
    (units, diagnostics)
}

fn by_band<'k, 'a>(units: &'k [Unit<'a>], bands: usize) -> Vec<Vec<&'k Unit<'a>>> {
    let mut by_band = vec![Vec::new(); bands];
    for unit in units {
        if let Some(band) = by_band.get_mut(unit.band) {
            band.push(unit);
        }
    }
    by_band
}
