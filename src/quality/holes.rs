//! White as an area: the largest hole of each page, its foot, and how far the feet of facing pages are apart.
//!
//! In: composed pages. What counts is what `ink` finds on them. Covers are left out, and what the layout puts
//! between the story and the back cover.

use super::ink::{Ink, is_ground, share};
use super::lines::BodyLine;
use super::rectangle::shared;
use super::report::{Fault, FaultKind, PagePart, PageWhite, White, rounded};
use super::{View, limits};
use crate::compose::page::{Composed, Fragment, FragmentKind, Page};
use crate::geometry::{Length, Point, Rect};
use crate::resolve::document::PageGeometry;

/// A page has a left and a right half, if it has no more columns than that.
const HALVES: u16 = 2;

/// Measures the pages, and names those with a large hole.
pub fn white(view: &View, faults: &mut Vec<Fault>) -> White {
    let geometry = &view.document.page;
    let pages = parts(view.composed, geometry);
    let sides = Sides::of(&pages, geometry);
    let mut white = White::default();
    for (page, part) in &pages {
        let area = sides.area(page, geometry);
        let ink = Ink::of(page, geometry);
        let hole = ink.hole(&area);
        let share = hole.map_or(0.0, |hole| share(&hole, &area));
        if share > limits::HOLE {
            faults.push(named(view, page, hole, &area, share));
        }
        white.pages.push(PageWhite {
            page: page.number,
            part: *part,
            hole: rounded(share),
            hole_at: hole.map_or([0.0; 4], |hole| place(&hole, &area).map(rounded)),
            foot: rounded(ink.foot(&area, geometry.columns.max(HALVES))),
            facing: None,
        });
    }
    if geometry.facing {
        compare_feet(&mut white.pages);
    }
    let holes: f64 = white.pages.iter().map(|page| page.hole).sum();
    white.mean_hole = rounded(holes / white.pages.len().max(1) as f64);
    white
}

fn compare_feet(pages: &mut [PageWhite]) {
    for index in 1..pages.len() {
        let (right, left) = (&pages[index], &pages[index - 1]);
        if left.page.is_multiple_of(2) && right.page == left.page + 1 {
            pages[index - 1].facing = Some(rounded((left.foot - right.foot).abs()));
        }
    }
}

/// The pages that are measured, in order.
fn parts<'c>(composed: &'c Composed, geometry: &PageGeometry) -> Vec<(&'c Page, PagePart)> {
    let pages = &composed.pages;
    let last = pages.iter().rposition(|page| page.story);
    let first = pages.iter().position(|page| page.story);
    let Some((first, last)) = first.zip(last) else { return Vec::new() };
    let part = |index: usize| match index {
        _ if index == last => PagePart::Last,
        _ if index < first || index == first && first > 0 => PagePart::Front,
        _ => PagePart::Inner,
    };
    let of_interest = pages.iter().enumerate().take(last + 1).filter(|(index, page)| {
        let is_cover = *index == 0 && !page.story && is_cover(page, geometry);
        !is_cover && !page.fragments.is_empty()
    });
    of_interest.map(|(index, page)| (page, part(index))).collect()
}

/// A page with a ground of its own, or mostly covered.
fn is_cover(page: &Page, geometry: &PageGeometry) -> bool {
    let trim = Rect::at(Point::default(), geometry.trim);
    let grounds = page.fragments.iter().any(|fragment| is_ground(fragment, geometry));
    let pictures = page.fragments.iter().filter_map(area_of).filter_map(|area| shared(&trim, &area));
    grounds || pictures.map(|area| share(&area, &trim)).sum::<f64>() > limits::COVER
}

fn area_of(fragment: &Fragment) -> Option<Rect> {
    match &fragment.kind {
        FragmentKind::Fill { area, .. } | FragmentKind::Picture { area, .. } => Some(*area),
        _ => None,
    }
}

fn place(part: &Rect, area: &Rect) -> [f64; 4] {
    [
        (part.left - area.left).ratio(area.width()),
        (part.top - area.top).ratio(area.height()),
        part.width().ratio(area.width()),
        part.height().ratio(area.height()),
    ]
}

/// From where to where left-hand and right-hand pages are printed: the frame, and what usually stands beside it, such as
/// lines for notes.
struct Sides([(Length, Length); 2]);

impl Sides {
    fn of(pages: &[(&Page, PagePart)], geometry: &PageGeometry) -> Sides {
        let side = |verso: bool| {
            let left = if verso { geometry.outer } else { geometry.inner };
            let right = left + geometry.text_width();
            let own = pages.iter().filter(|(page, _)| page.verso == verso);
            let reaches: Vec<(Length, Length)> = own.filter_map(|(page, _)| reach(page, geometry)).collect();
            let usual_left = median(reaches.iter().map(|(left, _)| *left).collect());
            let usual_right = median(reaches.iter().map(|(_, right)| *right).collect());
            (usual_left.map_or(left, |own| own.min(left)), usual_right.map_or(right, |own| own.max(right)))
        };
        Sides([side(false), side(true)])
    }

    /// The type area of a page: from the capitals of its first row to the baseline of its last.
    fn area(&self, page: &Page, geometry: &PageGeometry) -> Rect {
        let (left, right) = self.0[usize::from(page.verso)];
        Rect::new(left, geometry.cap_top(1), right, geometry.base(geometry.rows))
    }
}

fn median(mut lengths: Vec<Length>) -> Option<Length> {
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied()
}

/// How far a page is printed to the left and the right; not what bleeds.
fn reach(page: &Page, geometry: &PageGeometry) -> Option<(Length, Length)> {
    let ink = Ink::of(page, geometry);
    let inside = |area: &&Rect| area.left > Length::ZERO && area.right < geometry.trim.width;
    let frame = Rect::new(Length::ZERO, geometry.cap_top(1), geometry.trim.width, geometry.base(geometry.rows));
    let areas: Vec<Rect> = ink.all().filter(inside).filter_map(|area| shared(&frame, area)).collect();
    let left = areas.iter().map(|area| area.left).min()?;
    Some((left, areas.iter().map(|area| area.right).max()?))
}

fn named(view: &View, page: &Page, hole: Option<Rect>, area: &Rect, share: f64) -> Fault {
    let above = hole.and_then(|hole| last_above(view, page, &hole));
    let [left, top, width, height] = hole.map_or([0.0; 4], |hole| place(&hole, area)).map(|share| 100.0 * share);
    Fault {
        kind: FaultKind::Hole,
        page: page.number,
        column: None,
        place: above.and_then(|line| view.place(line)),
        words: above.map_or_else(|| "no running text above it".to_owned(), BodyLine::beginning),
        amount: rounded(share),
        why: vec![format!(
            "{width:.0} % wide, {height:.0} % high, {left:.0} % from the left, {top:.0} % from the top of the type area"
        )],
    }
}

/// The last line of running text over a hole.
fn last_above<'l, 'a>(view: &'l View<'a>, page: &Page, hole: &Rect) -> Option<&'l BodyLine<'a>> {
    let own = view.lines.iter().filter(|line| view.number(line.page) == page.number && line.baseline <= hole.top);
    own.max_by_key(|line| line.baseline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::PictureId;
    use crate::compose::page::Layer;
    use crate::geometry::{Crop, Size};
    use crate::resolve::document::PictureShape;

    /// The type area is 100 wide and goes from 20 to 230.
    fn geometry() -> PageGeometry {
        PageGeometry {
            trim: Size::new(Length::pt(140.0), Length::pt(260.0)),
            bleed: Length::ZERO,
            facing: true,
            inner: Length::pt(20.0),
            outer: Length::pt(20.0),
            columns: 2,
            gutter: Length::pt(10.0),
            leading: Length::pt(10.0),
            first_baseline: Length::pt(30.0),
            rows: 21,
            cap_height: Length::pt(10.0),
        }
    }

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect::new(Length::pt(left), Length::pt(top), Length::pt(right), Length::pt(bottom))
    }

    /// A page with a picture in this place.
    fn page(number: usize, story: bool, area: Rect) -> Page {
        let (picture, crop, shape) = (PictureId(0), Crop::WHOLE, PictureShape::Rectangle);
        let kind = FragmentKind::Picture { picture, area, crop, tint: None, shape };
        let fragments = vec![Fragment::of(Layer::Content, None, kind)];
        Page { number, verso: number.is_multiple_of(2), story, fragments, ..Page::default() }
    }

    /// Hole and foot of a page with these fields and other things.
    fn measured(fields: &[Rect], things: &[Rect]) -> (f64, f64) {
        let area = Sides::of(&[], &geometry()).area(&Page::default(), &geometry());
        let ink = Ink { fields: fields.to_vec(), things: things.to_vec() };
        (ink.hole(&area).map_or(0.0, |hole| share(&hole, &area)), ink.foot(&area, 2))
    }

    fn close(found: (f64, f64), wanted: (f64, f64)) {
        assert!((found.0 - wanted.0).abs() < 0.01 && (found.1 - wanted.1).abs() < 0.01, "{found:?} {wanted:?}");
    }

    #[test]
    fn a_short_right_column_leaves_a_hole_and_half_its_white_at_the_foot() {
        let columns = [rect(20.0, 20.0, 65.0, 230.0), rect(75.0, 20.0, 120.0, 125.0)];
        close(measured(&[], &columns), (0.55 * 0.5, 0.25));
    }

    #[test]
    fn an_empty_field_is_a_hole() {
        let (field, below) = (rect(20.0, 20.0, 120.0, 125.0), rect(20.0, 125.0, 120.0, 230.0));
        close(measured(&[field], &[below]), (0.5, 0.0));
        let words = rect(35.0, 30.0, 105.0, 115.0);
        close(measured(&[field], &[words, below]), (0.0, 0.0));
    }

    #[test]
    fn the_type_area_takes_in_what_usually_stands_beside_the_frame() {
        let pages: Vec<Page> = (3..8).map(|number| page(number, true, rect(22.0, 30.0, 130.0, 200.0))).collect();
        let pages: Vec<(&Page, PagePart)> = pages.iter().map(|page| (page, PagePart::Inner)).collect();
        let area = Sides::of(&pages, &geometry()).area(pages[0].0, &geometry());
        assert_eq!(area, rect(20.0, 20.0, 130.0, 230.0));
    }

    #[test]
    fn the_cover_and_what_follows_the_story_are_left_out() {
        let (whole, some) = (rect(0.0, 0.0, 140.0, 260.0), rect(20.0, 20.0, 120.0, 60.0));
        let pages = vec![
            page(1, false, whole),
            page(2, false, some),
            page(3, true, some),
            page(4, true, some),
            page(5, true, some),
            page(6, false, some),
        ];
        let composed = Composed { pages, ..Composed::default() };
        let found: Vec<(usize, PagePart)> =
            parts(&composed, &geometry()).iter().map(|(page, part)| (page.number, *part)).collect();
        let wanted = [(2, PagePart::Front), (3, PagePart::Front), (4, PagePart::Inner), (5, PagePart::Last)];
        assert_eq!(found, wanted);
    }

    #[test]
    fn feet_are_compared_within_a_spread() {
        let of =
            |page, foot| PageWhite { page, part: PagePart::Inner, hole: 0.0, hole_at: [0.0; 4], foot, facing: None };
        let mut pages = vec![of(3, 0.5), of(4, 0.1), of(5, 0.3), of(6, 0.2)];
        compare_feet(&mut pages);
        assert_eq!(pages.iter().map(|page| page.facing).collect::<Vec<_>>(), [None, Some(0.2), None, None]);
    }
}
