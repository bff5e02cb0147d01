//! Composed pages: fragments in their places. What `paint` turns into display lists.

use crate::assets::PictureId;
use crate::color::SwatchId;
use crate::diagnostic::Span;
use crate::geometry::{Crop, Length, Point, Rect};
use crate::ledger::{Bill, Price};
use crate::resolve::document::{PersonalWords, PictureShape, PlacedPicture, Stroke};
use crate::structure::StructId;
use crate::text::{Line, Work};
use std::sync::Arc;

/// All pages, and where things are.
#[derive(Clone, Debug, Default)]
pub struct Composed {
    pub pages: Vec<Page>,
    pub bookmarks: Vec<Bookmark>,
    /// The columns of each band on each page, for those who measure.
    pub columns: Vec<ColumnFeet>,
    /// What the story's page breaks cost, in hundredths of a row.
    pub page_breaks_cost: Price,
    /// What the composer knows to be wrong with its lines and pages.
    pub bill: Bill,
    /// What was done to find lines.
    pub work: Work,
    /// Bands whose budget of work has ended: fewer places were tried for their floats.
    pub spent: u64,
}

/// An entry of the outline; `level` 1 is the outermost.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    pub title: String,
    pub level: u8,
    /// Index into [`Composed::pages`].
    pub page: usize,
    /// The top of what it leads to.
    pub y: Length,
}

/// How far down each column of a band reaches on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnFeet {
    /// Index into [`Composed::pages`].
    pub page: usize,
    /// The last row of each column that holds text, a picture or a box; a column that holds nothing is not here.
    pub rows: Vec<i32>,
    /// A portrait reaches farther down than the text.
    pub under_portrait: bool,
    /// The band ends here; otherwise it goes on and its columns are full.
    pub last: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Page {
    /// From 1.
    pub number: usize,
    /// A left page: its number is even and pages face.
    pub verso: bool,
    /// A part of the story stands in its frame.
    pub story: bool,
    /// It makes up a sheet of paper and has nothing to read: where there is no paper, it falls away.
    pub leaf: bool,
    /// What follows it begins a page whatever it leaves white, or it is the story's last.
    pub ends_part: bool,
    pub fragments: Vec<Fragment>,
    /// Frames kept for each attendee's own words.
    pub reserved: Vec<ReservedFrame>,
    /// The slots of its lines of running text, for those who measure.
    pub slots: Vec<LineSlot>,
}

/// A frame kept for each attendee's own words, in its place.
#[derive(Clone, Debug)]
pub struct ReservedFrame {
    /// The left end of its first line's baseline, or of its last one's.
    pub origin: Point,
    /// Its lines go up from `origin`.
    pub upwards: bool,
    pub measure: Length,
    pub words: Arc<PersonalWords>,
    /// The words stand on a page before as well: here they are not read aloud again.
    pub repeated: bool,
}

impl ReservedFrame {
    /// The frame, so much farther to the right and down.
    pub fn moved(&self, across: Length, down: Length) -> ReservedFrame {
        ReservedFrame { origin: Point::new(self.origin.x + across, self.origin.y + down), ..self.clone() }
    }
}

/// The slot in which a line of running text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineSlot {
    /// Index into [`Page::fragments`].
    pub fragment: usize,
    /// What the column has room for at this height.
    pub measure: Length,
    /// Nothing narrows the column here.
    pub full: bool,
}

/// What may lie over what: fragments of one layer do not overlap.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Layer {
    /// Fields and bleeding pictures.
    Background,
    /// Text, rules, pictures and boxes.
    Content,
    /// Words on a box, a field or a picture.
    Overlay,
}

/// A placed piece of output.
#[derive(Clone, Debug)]
pub struct Fragment {
    pub layer: Layer,
    /// `None` for an artifact.
    pub tag: Option<StructId>,
    /// Where in the event it comes from.
    pub source: Option<Span>,
    /// The place in a layout that puts it here.
    pub layout: Option<Span>,
    pub kind: FragmentKind,
}

#[derive(Clone, Debug)]
pub enum FragmentKind {
    /// `origin` is the line's left end on its baseline. `on_grid`: it belongs to running text.
    Line {
        origin: Point,
        line: Line,
        on_grid: bool,
    },
    /// A straight line of this width, from left to right.
    Rule {
        from: Point,
        to: Point,
        width: Length,
        color: SwatchId,
    },
    Fill {
        area: Rect,
        color: SwatchId,
    },
    Picture {
        picture: PictureId,
        area: Rect,
        crop: Crop,
        tint: Option<SwatchId>,
        shape: PictureShape,
    },
    /// A QR code: dark modules, row by row, in an area.
    Code {
        modules: Vec<Vec<bool>>,
        area: Rect,
        color: SwatchId,
    },
}

impl Fragment {
    pub fn of(layer: Layer, tag: Option<StructId>, kind: FragmentKind) -> Fragment {
        Fragment { layer, tag, source: None, layout: None, kind }
    }

    /// A straight line of a stroke.
    pub fn stroke(from: Point, to: Point, stroke: &Stroke) -> Fragment {
        let kind = FragmentKind::Rule { from, to, width: stroke.width, color: stroke.color };
        Fragment { layout: stroke.source, ..Fragment::of(Layer::Content, None, kind) }
    }

    /// An area of a stroke's colour: an upright bar.
    pub fn bar(layer: Layer, area: Rect, stroke: &Stroke) -> Fragment {
        Fragment { layout: stroke.source, ..Fragment::fill(layer, area, stroke.color) }
    }

    pub fn fill(layer: Layer, area: Rect, color: SwatchId) -> Fragment {
        Fragment::of(layer, None, FragmentKind::Fill { area, color })
    }

    /// The fragment, so much farther to the right and down.
    pub fn moved(mut self, across: Length, down: Length) -> Fragment {
        let point = |p: &mut Point| *p = Point::new(p.x + across, p.y + down);
        match &mut self.kind {
            FragmentKind::Line { origin, .. } => point(origin),
            FragmentKind::Rule { from, to, .. } => [from, to].into_iter().for_each(point),
            FragmentKind::Fill { area, .. } | FragmentKind::Picture { area, .. } | FragmentKind::Code { area, .. } => {
                *area = Rect::new(area.left + across, area.top + down, area.right + across, area.bottom + down);
            }
        }
        self
    }

    pub fn line(layer: Layer, origin: Point, line: Line, on_grid: bool) -> Fragment {
        let tag = line.runs.iter().find_map(|run| run.tag);
        Fragment::of(layer, tag, FragmentKind::Line { origin, line, on_grid })
    }

    /// A picture that fills an area, cropped round its focal point; one with a contour shows all that is opaque.
    pub fn picture(layer: Layer, picture: &PlacedPicture, area: Rect) -> Fragment {
        let shape = picture.shape.clone();
        let crop = match &shape {
            PictureShape::Rectangle | PictureShape::Circle => crop(picture, area),
            PictureShape::Contour(contour) => contour.bounds(),
        };
        let kind = FragmentKind::Picture { picture: picture.id, area, crop, tint: picture.tint, shape };
        Fragment { source: picture.source, ..Fragment::of(layer, picture.tag, kind) }
    }
}

/// The largest part of a picture that has the area's proportions, with the focal point where the layout wants it, as
/// far as the picture's edges allow.
fn crop(picture: &PlacedPicture, area: Rect) -> Crop {
    let (width, height) = picture.proportions;
    let wanted = area.width().ratio(area.height());
    if width <= 0.0 || height <= 0.0 || wanted <= 0.0 {
        return Crop::WHOLE;
    }
    let given = width / height;
    let (share_x, share_y) = if given > wanted { (wanted / given, 1.0) } else { (1.0, given / wanted) };
    let start = |share: f64, focus: f64, at: f64| (focus - share * at).clamp(0.0, 1.0 - share);
    let left = start(share_x, picture.focus[0], picture.focus_at[0]);
    let top = start(share_y, picture.focus[1], picture.focus_at[1]);
    Crop { left, top, right: left + share_x, bottom: top + share_y }
}
