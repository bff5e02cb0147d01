//! Pictures made for an edition: brought to its resolution, converted to its inks, coded anew.
//!
//! In: a display list, its pictures, a [`Target`]. Out: [`Prepared`], the same for the same input with any number of
//! threads, with and without a cache. Each picture is made once, for the largest of its places, and never enlarged. What fits
//! as it is passes untouched. Drawings are no matter of this stage.

mod budget;
mod encode;
mod extent;
mod inks;
mod preview;
mod raster;
mod reduce;
mod store;
mod workshop;

use crate::assets::PictureId;
use crate::assets::cache::Cache;
use crate::assets::pictures::{PictureError, Pictures, Problem};
use crate::color::condition::PrintCondition;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::jobs;
use crate::paint::display_list::{DisplayList, Press};
pub use preview::Preview;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;
use workshop::Workshop;

/// What pictures are made for.
#[derive(Clone, PartialEq, Debug)]
pub struct Target {
    pub inks: Inks,
    /// Pixels per inch, at most.
    pub ppi: f64,
    /// Of JPEG coding, 1 to 100.
    pub quality: u8,
}

/// Which inks there are.
#[derive(Clone, PartialEq, Debug)]
pub enum Inks {
    /// Four, of a print condition, and so much of them on one place, in percent.
    Process { condition: Arc<PrintCondition>, limit: f32 },
    /// Black alone: pictures become greys.
    Black,
}

impl Target {
    /// For the print edition. At 92 of 100 coding is not seen at a printed picture's size.
    pub fn print(press: &Press) -> Target {
        let inks = Inks::Process { condition: press.condition.clone(), limit: press.ink_limit };
        Target { inks, ppi: f64::from(press.resolution), quality: 92 }
    }

    /// For an office printer, whose screen shows no more than 200 pixels an inch; the file stays small.
    pub fn office() -> Target {
        Target { inks: Inks::Black, ppi: 200.0, quality: 80 }
    }
}

/// Pictures made for an edition.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Prepared {
    list: BTreeMap<PictureId, PreparedPicture>,
}

impl Prepared {
    pub fn get(&self, id: PictureId) -> Option<&PreparedPicture> {
        self.list.get(&id)
    }
}

/// A picture made for an edition. Width and height are those of the stored pixels, before a camera's orientation.
#[derive(Clone, PartialEq, Debug)]
pub struct PreparedPicture {
    pub width: u32,
    pub height: u32,
    pub space: Space,
    pub coding: Coding,
    /// Opacity, one byte a pixel, packed by [`crate::assets::pictures::pack_rows`].
    pub mask: Option<Vec<u8>>,
    /// The picture in small; none of a grey JPEG file that passes as it is, which need not be decoded.
    pub preview: Option<Preview>,
}

/// What a pixel's samples are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Space {
    /// One: a grey's level, 0 for black; to be printed with black ink alone.
    Black,
    /// Four: cyan, magenta, yellow, black; 255 for all of an ink.
    Cmyk,
}

impl Space {
    pub fn channels(self) -> usize {
        match self {
            Space::Black => 1,
            Space::Cmyk => 4,
        }
    }
}

/// How the pixels are stored.
#[derive(Clone, PartialEq, Debug)]
pub enum Coding {
    /// The picture's own JPEG file.
    Untouched,
    /// A JPEG file; four channels are inverted, as its Adobe marker tells.
    Jpeg(Vec<u8>),
    /// Packed by [`crate::assets::pictures::pack_rows`].
    Samples(Vec<u8>),
    /// `colors` are four inks each, `indices` one byte a pixel, packed likewise.
    Indexed { colors: Vec<u8>, indices: Vec<u8> },
}

/// A picture that is to be made.
#[derive(Clone, Copy, Debug)]
struct Order {
    id: PictureId,
    /// Stored pixels that its largest place needs; never more than it has.
    size: (u32, u32),
    /// Where the event names it first.
    at: Option<Span>,
}

/// Why a picture cannot be made.
#[derive(Clone, PartialEq, Debug)]
enum Fault {
    Picture(Problem),
    /// Its file says that its inks are stored in one way, and they make sense only in the other.
    Inverted,
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Fault {
        Fault::Picture(problem)
    }
}

/// Makes every picture that the pages show. Fails with one finding for every picture that cannot be made.
pub fn prepare(
    list: &DisplayList,
    pictures: &Pictures,
    target: &Target,
    cache: Option<&Cache>,
    threads: Option<NonZeroUsize>,
) -> Result<Prepared, Diagnostics> {
    let mut orders = extent::orders(list, pictures, target.ppi);
    // The longest work first, so that the threads end together.
    orders.sort_by_key(|order| std::cmp::Reverse(pictures.get(order.id).and_then(|picture| picture.pixels())));
    let workshop = Workshop::new(pictures, target, cache);
    let made = jobs::run(threads, orders.len(), |index| workshop.make(&orders[index]));
    let mut prepared = Prepared::default();
    let mut findings = Diagnostics::default();
    for (order, result) in orders.iter().zip(made) {
        match result {
            Ok(picture) => drop(prepared.list.insert(order.id, picture)),
            Err(fault) => findings.push(finding(pictures, order, fault)),
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(prepared) }
}

fn finding(pictures: &Pictures, order: &Order, fault: Fault) -> Diagnostic {
    let path = pictures.get(order.id).map(|picture| picture.path.clone()).unwrap_or_default();
    let finding = match fault {
        Fault::Picture(problem) => {
            let error = PictureError { path, problem };
            Diagnostic::error("damaged-picture", error.to_string()).help(error.help())
        }
        Fault::Inverted => {
            let message =
                format!("the inks of picture `{}` are stored the other way round than it says", path.display());
            Diagnostic::error("inverted-picture", message).help(
                "its Adobe marker is wrong: open it in a picture editor, look at it, and save it again as a CMYK JPEG",
            )
        }
    };
    match order.at {
        Some(span) => finding.at(span),
        None => finding,
    }
}
