//! Pages and columns: the grid, the feet of columns, how far pages are filled, boxes that touch.

use super::lines::BodyLine;
use super::report::{Columns, Fault, FaultKind, Filled, Filling, Grid, rounded};
use super::{View, limits};
use crate::compose::page::{Fragment, FragmentKind, Layer, Page};
use crate::geometry::{Length, Point, Rect};
use crate::resolve::document::PageGeometry;
use crate::text::Line;

/// Ink of a line below its baseline, in ems.
const DESCENT: f64 = 0.24;
/// Fills narrower than this are rules and bars; points.
const BAR: f64 = 8.0;

/// Distances of body baselines from the rows of the grid.
pub fn grid(view: &View, faults: &mut Vec<Fault>) -> Grid {
    let mut most: f64 = 0.0;
    for line in view.lines {
        let off = distance_from_row(line.baseline, &view.document.page);
        most = most.max(off);
        if off > limits::OFF_GRID {
            faults.push(view.fault(FaultKind::OffGrid, line, off));
        }
    }
    Grid { most_off: rounded(most) }
}

fn distance_from_row(baseline: Length, page: &PageGeometry) -> f64 {
    let row = (baseline - page.first_baseline).ratio(page.leading).round() as i32 + 1;
    (baseline - page.base(row)).abs().to_pt()
}

/// Where the columns of bands end on each page. A part that goes on has full columns but for the rules about lone lines.
pub fn feet(view: &View, faults: &mut Vec<Fault>) -> Columns {
    let mut columns = Columns::default();
    for feet in view.composed.columns.iter().filter(|feet| feet.last) {
        let (Some(least), Some(most)) = (feet.rows.iter().min(), feet.rows.iter().max()) else { continue };
        if feet.rows.len() < 2 {
            continue;
        }
        let apart = most - least;
        columns.bands += 1;
        columns.most_apart = columns.most_apart.max(apart);
        if apart > limits::FEET {
            columns.uneven += 1;
            let rows: Vec<String> = feet.rows.iter().map(i32::to_string).collect();
            let words = format!("columns end in rows {}", rows.join(", "));
            let line = last_line(view, feet.page, *most);
            faults.push(Fault {
                kind: FaultKind::UnevenFeet,
                page: view.number(feet.page),
                column: None,
                place: line.and_then(|line| view.place(line)),
                words,
                amount: f64::from(apart),
                why: Vec::new(),
            });
        }
    }
    columns
}

/// The lowest line of the page down to a row.
fn last_line<'l, 'a>(view: &'l View<'a>, page: usize, row: i32) -> Option<&'l BodyLine<'a>> {
    let foot = view.document.page.base(row);
    view.lines.iter().filter(|line| line.page == page && line.baseline <= foot).max_by_key(|line| line.baseline)
}

/// How far the columns of each page of the story are filled.
pub fn filling(view: &View, faults: &mut Vec<Fault>) -> Filling {
    let story = view.composed.pages.iter().filter(|page| page.story);
    let mut pages: Vec<Filled> =
        story.map(|page| Filled { page: page.number, share: rounded(filled(page, &view.document.page)) }).collect();
    let all = pages.clone();
    let last = pages.pop();
    let limits = [limits::FILLED, limits::FILLED_LAST];
    for (filled, limit) in pages.iter().map(|page| (page, limits[0])).chain(last.iter().map(|page| (page, limits[1]))) {
        if filled.share < limit {
            faults.push(thin(view, filled));
        }
    }
    let least = pages.into_iter().min_by(|a, b| a.share.total_cmp(&b.share));
    Filling { pages: all, least, last }
}

fn thin(view: &View, filled: &Filled) -> Fault {
    let lines = view.lines.iter().filter(|line| view.number(line.page) == filled.page);
    let lowest = lines.max_by_key(|line| line.baseline);
    Fault {
        kind: FaultKind::ThinPage,
        page: filled.page,
        column: None,
        place: lowest.and_then(|line| view.place(line)),
        words: lowest.map_or_else(|| "no running text".to_owned(), BodyLine::beginning),
        amount: filled.share,
        why: Vec::new(),
    }
}

/// The mean over the columns of the lowest foot in them, as a share of the frame's rows.
fn filled(page: &Page, geometry: &PageGeometry) -> f64 {
    let left = if page.verso { geometry.outer } else { geometry.inner };
    let step = geometry.column_width() + geometry.gutter;
    let columns = usize::from(geometry.columns);
    let bottom = geometry.base(geometry.rows) + geometry.leading / 4;
    let mut rows = 0.0;
    for column in 0..columns {
        let from = left + step * column as i64;
        let frame = Rect::new(from, geometry.cap_top(1) - geometry.leading, from + geometry.column_width(), bottom);
        let feet = page.fragments.iter().filter_map(|fragment| extent(fragment, geometry));
        let foot =
            feet.filter(|area| area.bottom <= frame.bottom && overlaps(area, &frame)).map(|area| area.bottom).max();
        let foot = foot.map_or(0.0, |foot| (foot - geometry.first_baseline).ratio(geometry.leading) + 1.0);
        rows += foot.clamp(0.0, f64::from(geometry.rows));
    }
    rows / f64::from(geometry.rows.max(1)) / columns.max(1) as f64
}

/// Areas of no height are lines of text: their baselines count.
fn overlaps(area: &Rect, frame: &Rect) -> bool {
    area.left < frame.right && frame.left < area.right && area.top >= frame.top
}

/// From where to where something stands; down to the baseline for words. A field behind the whole page is paper.
fn extent(fragment: &Fragment, geometry: &PageGeometry) -> Option<Rect> {
    match &fragment.kind {
        FragmentKind::Line { origin, line, .. } => Some(Rect::new(origin.x, origin.y, origin.x + line.width, origin.y)),
        FragmentKind::Fill { area, .. } if area.height() >= geometry.trim.height => None,
        FragmentKind::Fill { area, .. } | FragmentKind::Picture { area, .. } | FragmentKind::Code { area, .. } => {
            Some(*area)
        }
        FragmentKind::Rule { .. } => None,
    }
}

/// Names boxes and pictures that touch running text or one another.
pub fn touching(view: &View, faults: &mut Vec<Fault>) {
    let leading = view.document.page.leading;
    for page in view.composed.pages.iter().filter(|page| page.story) {
        let boxes: Vec<&Fragment> = page.fragments.iter().filter(|fragment| is_box(fragment)).collect();
        for (index, fragment) in boxes.iter().enumerate() {
            let Some(area) = area_of(fragment) else { continue };
            let lines = page.slots.iter().filter_map(|slot| page.fragments.get(slot.fragment));
            let lines = lines.filter_map(|fragment| match &fragment.kind {
                FragmentKind::Line { origin, line, .. } => Some(ink(line, *origin, view.document.page.cap_height)),
                _ => None,
            });
            let near_text = lines.map(|ink| white(&area, &ink)).filter(|white| *white < limits::CLEAR_OF_TEXT);
            let boxes = boxes[index + 1..].iter().filter_map(|other| area_of(other));
            let stacked = boxes.filter(|other| area.left < other.right && other.left < area.right);
            let near_box = stacked.map(|other| white(&area, &other));
            let near_box = near_box.filter(|white| *white < leading.scale(limits::CLEAR_OF_BOXES).to_pt() - 0.01);
            if let Some(white) = near_text.chain(near_box).min_by(f64::total_cmp) {
                faults.push(touches(view, page, fragment, white));
            }
        }
    }
}

fn touches(view: &View, page: &Page, fragment: &Fragment, white: f64) -> Fault {
    let what = if matches!(fragment.kind, FragmentKind::Picture { .. }) { "picture" } else { "box" };
    Fault {
        kind: FaultKind::TouchingBox,
        page: page.number,
        column: None,
        place: fragment.source.map(|span| view.place_of(span)),
        words: what.to_owned(),
        amount: rounded(white),
        why: Vec::new(),
    }
}

fn is_box(fragment: &Fragment) -> bool {
    let is_wide = |area: &Rect| area.width() > Length::pt(BAR) && area.height() > Length::pt(BAR);
    fragment.layer == Layer::Content && area_of(fragment).is_some_and(|area| is_wide(&area))
}

fn area_of(fragment: &Fragment) -> Option<Rect> {
    match &fragment.kind {
        FragmentKind::Fill { area, .. } | FragmentKind::Picture { area, .. } => Some(*area),
        _ => None,
    }
}

/// From the height of the capitals to the depth of the descenders.
fn ink(line: &Line, origin: Point, cap_height: Length) -> Rect {
    let size = line.runs.iter().map(|run| run.size).max().unwrap_or_default();
    let left = origin.x + line.runs.iter().map(|run| run.x).min().unwrap_or_default();
    Rect::new(left, origin.y - cap_height, left + line.width, origin.y + size.scale(DESCENT))
}

/// Points of white between two areas, along the axis that parts them; negative where they overlap.
fn white(area: &Rect, other: &Rect) -> f64 {
    let across = (other.left - area.right).max(area.left - other.right);
    let down = (other.top - area.bottom).max(area.top - other.bottom);
    across.max(down).to_pt()
}
