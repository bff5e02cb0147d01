//! Pictures made for an edition: brought to its resolution, converted to its inks, coded anew.
//!
//! In: a display list, its pictures, a [`Target`]. Out: [`Prepared`], the same for the same input with any number of
//! threads, with and without a cache. Each picture is made once, for the largest of its places, and never enlarged. What fits
//! as it is passes untouched. On a screen pictures are sRGB, and [`Target::ladder`] gives coarser targets for a file that is to be
//! smaller; [`weights`] tells what each picture weighs. Drawings are no matter of this stage.

mod budget;
mod encode;
mod extent;
mod inks;
mod ladder;
mod preview;
mod raster;
mod reduce;
mod standing;
mod store;
mod weights;
mod workshop;

use crate::assets::PictureId;
use crate::assets::cache::Cache;
use crate::assets::pictures::{PictureError, Pictures, Problem};
use crate::color::condition::PrintCondition;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::geometry::Rect;
use crate::jobs;
use crate::paint::display_list::{DisplayList, Press, Screen};
pub use preview::Preview;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;
pub use weights::{Weight, weights};
use workshop::Workshop;

/// What pictures are made for.
#[derive(Clone, PartialEq, Debug)]
pub struct Target {
    pub inks: Inks,
    /// Pixels per inch, at most; on a screen of small pictures a quarter more.
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
    /// None: a screen's light. Pictures that are up to `leave` times as fine as is asked for stand as they came; without it, only
    /// those that would not become smaller. Inks without a profile are those of `condition`.
    Srgb { condition: Arc<PrintCondition>, leave: Option<f64> },
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

    /// For the screen edition.
    pub fn screen(press: &Press, screen: &Screen) -> Target {
        let inks = Inks::Srgb { condition: press.condition.clone(), leave: Some(LEAVE) };
        Target { inks, ppi: f64::from(screen.resolution), quality: screen.quality }
    }

    /// Pixels per inch of a picture that has this area on its page.
    fn ppi_on(&self, area: Rect) -> f64 {
        let is_small = area.width().to_pt() * area.height().to_pt() < SMALL;
        match self.inks {
            Inks::Srgb { .. } if is_small => self.ppi * SMALL_IS_FINER,
            _ => self.ppi,
        }
    }
}

/// On a screen, small pictures are finer than others: they are mostly faces, at which readers look closely, and they weigh
/// little. The usual 150 becomes what a screen of 96 pixels an inch shows at 200 %.
const SMALL_IS_FINER: f64 = 192.0 / 150.0;
/// In square points: 30 square centimetres.
const SMALL: f64 = 30.0 * 100.0 * (72.0 / 25.4) * (72.0 / 25.4);

/// A picture that is finer by less than this gains nothing by being coded anew: it would lose sharpness, and hardly a third of
/// its bytes.
const LEAVE: f64 = 1.25;

/// Pictures made for an edition.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Prepared {
    list: BTreeMap<PictureId, PreparedPicture>,
}

impl Prepared {
    /// `None` for a picture that stands as it came.
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

impl PreparedPicture {
    /// In the file, about; nothing for data that are the picture's own.
    pub fn bytes(&self) -> usize {
        let coded = match &self.coding {
            Coding::Untouched => 0,
            Coding::Jpeg(data) | Coding::Samples(data) => data.len(),
            Coding::Indexed { colors, indices } => colors.len() + indices.len(),
        };
        coded + self.mask.as_ref().map_or(0, Vec::len)
    }
}

/// What a pixel's samples are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Space {
    /// One: a grey's level, 0 for black; on paper with black ink alone.
    Black,
    /// Four: cyan, magenta, yellow, black; 255 for all of an ink.
    Cmyk,
    /// Three: red, green, blue of sRGB.
    Rgb,
}

impl Space {
    pub fn channels(self) -> usize {
        match self {
            Space::Black => 1,
            Space::Cmyk => 4,
            Space::Rgb => 3,
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
    /// `colors` are all channels of each, `indices` one byte a pixel, packed likewise.
    Indexed { colors: Vec<u8>, indices: Vec<u8> },
}

/// A picture that is to be made.
#[derive(Clone, Copy, Debug)]
struct Order {
    id: PictureId,
    /// Stored pixels that its largest place needs; never more than it has.
    size: (u32, u32),
    /// Pixels that are wanted for each one that it has, in both directions; more than 1 where it has too few.
    scale: f64,
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
    let mut orders = extent::orders(list, pictures, |area| target.ppi_on(area));
    // The longest work first, so that the threads end together.
    orders.sort_by_key(|order| std::cmp::Reverse(pictures.get(order.id).and_then(|picture| picture.pixels())));
    let workshop = Workshop::new(pictures, target, cache);
    let made = jobs::run(threads, orders.len(), |index| workshop.make(&orders[index]));
    let mut prepared = Prepared::default();
    let mut findings = Diagnostics::default();
    for (order, result) in orders.iter().zip(made) {
        match result {
            Ok(picture) if stands(&picture, target) => {}
            Ok(picture) => drop(prepared.list.insert(order.id, picture)),
            Err(fault) => findings.push(finding(pictures, order, fault)),
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(prepared) }
}

/// Whether a picture is written as it came, with its own profile, and not for the inks of an edition.
fn stands(picture: &PreparedPicture, target: &Target) -> bool {
    matches!(target.inks, Inks::Srgb { .. }) && picture.coding == Coding::Untouched
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
