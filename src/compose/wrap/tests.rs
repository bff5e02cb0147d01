//! Slots beside shapes made by chance: nothing overlaps, no measure is too narrow, no width is given away.

use super::*;
use crate::assets::PictureId;
use crate::compose::columns::{Columns, portrait_area};
use crate::compose::material::{Material, rows_for};
use crate::geometry::convex::Contour;
use crate::resolve::document::Portrait;
use crate::text::slot::Slot;
use proptest::prelude::*;
use std::sync::Arc;

/// Shapes are looked at in so many points, which lie this near to one another.
const POINTS: usize = 2000;
const COARSE: f64 = 0.03;

fn page() -> PageGeometry {
    PageGeometry {
        trim: Size::new(Length::mm(210.0), Length::mm(297.0)),
        bleed: Length::ZERO,
        facing: false,
        inner: Length::mm(18.0),
        outer: Length::mm(20.0),
        columns: 2,
        gutter: Length::pt(17.0),
        leading: Length::pt(13.0),
        first_baseline: Length::pt(78.0),
        rows: 53,
        cap_height: Length::pt(6.5),
    }
}

fn portrait(shape: PictureShape, width: f64, rows: i32, clearance: f64, right: bool) -> Portrait {
    let picture = PlacedPicture {
        id: PictureId(0),
        proportions: (300.0, 400.0),
        focus: [0.5; 2],
        focus_at: [0.5; 2],
        tint: None,
        shape,
        tag: None,
        source: None,
    };
    Portrait {
        picture,
        width: Length::pt(width),
        rows,
        clearance: Length::pt(clearance),
        right,
        in_head: None,
        may_change_side: false,
    }
}

fn portraits() -> impl Strategy<Value = Portrait> {
    let contour = proptest::collection::vec([0.0..1.0, 0.0..1.0], 3..30)
        .prop_filter_map("it spans no area", Contour::around)
        .prop_map(PictureShape::Contour);
    let shape = prop_oneof![Just(PictureShape::Circle), contour];
    (shape, 20.0..120.0, 2..12, 0.0..20.0, any::<bool>())
        .prop_map(|(shape, width, rows, clearance, right)| portrait(shape, width, rows, clearance, right))
}

fn material(portrait: &Portrait, page: &PageGeometry) -> Material {
    let wrap = Wrap::around(&portrait.picture, portrait_area(portrait, page), portrait.clearance, page);
    Material {
        portrait: Some(wrap),
        blocks: Arc::default(),
        inlines: Arc::default(),
        floats: Vec::new(),
        initial: None,
        too_high: false,
        words: Vec::new(),
        budget: 0,
        ways: Arc::default(),
    }
}

fn slots(portrait: &Portrait, page: &PageGeometry) -> Vec<Slot> {
    let columns = Columns { page, regions: &[20], portrait: Some(portrait) };
    columns.slots(&material(portrait, page), &[])
}

/// Points of the portrait's outline.
fn outline(portrait: &Portrait, page: &PageGeometry) -> Vec<[f64; 2]> {
    match shape(&portrait.picture.shape, portrait_area(portrait, page)) {
        Convex::Circle { center, radius } => (0..POINTS)
            .map(|step| step as f64 / POINTS as f64 * std::f64::consts::TAU)
            .map(|angle| [center[0] + radius * angle.cos(), center[1] + radius * angle.sin()])
            .collect(),
        Convex::Polygon(corners) => {
            let next = corners.iter().cycle().skip(1);
            let steps = POINTS / corners.len() + 1;
            let between = |from: f64, to: f64, step: usize| from + (to - from) * (step as f64 / steps as f64);
            let edge = |(a, b): (&[f64; 2], &[f64; 2])| {
                let (a, b) = (*a, *b);
                (0..steps).map(move |step| [between(a[0], b[0], step), between(a[1], b[1], step)])
            };
            corners.iter().zip(next).flat_map(edge).collect()
        }
    }
}

/// The distance of a slot's text from the outline, in half axes of the free space about it: 1 where they touch.
fn distance(slot: &Slot, points: &[[f64; 2]], portrait: &Portrait, page: &PageGeometry) -> f64 {
    let caps = page.cap_height.to_pt();
    let (left, right) = (slot.x.to_pt(), (slot.x + slot.measure).to_pt());
    let (top, bottom) = (slot.baseline.to_pt() - caps, slot.baseline.to_pt() + caps * DESCENDERS);
    let across = portrait.clearance.to_pt();
    let down = across.min(page.leading.to_pt() - caps * (1.0 + DESCENDERS));
    let apart = |value: f64, from: f64, to: f64| (from - value).max(value - to).max(0.0);
    let share = |distance: f64, of: f64| if distance <= 0.0 { 0.0 } else { distance / of };
    let distances = points.iter().map(|[x, y]| {
        let (x, y) = (share(apart(*x, left, right), across), share(apart(*y, top, bottom), down));
        (x * x + y * y).sqrt()
    });
    distances.fold(f64::INFINITY, f64::min)
}

/// Nothing narrower than half a point of clearance is a distance that can be measured in shares.
fn measurable(portrait: &Portrait) -> bool {
    portrait.clearance >= Length::pt(0.5)
}

proptest! {
    #[test]
    fn text_keeps_its_distance(portrait in portraits()) {
        let page = page();
        let points = outline(&portrait, &page);
        let slots = slots(&portrait, &page);
        prop_assert!(slots.len() >= 20);
        for slot in &slots {
            prop_assert!(slot.measure >= least_measure(&page), "{slot:?}");
            if measurable(&portrait) {
                let distance = distance(slot, &points, &portrait, &page);
                prop_assert!(distance >= 1.0 - COARSE, "{slot:?} at {distance}");
            }
        }
    }

    #[test]
    fn no_width_is_given_away(portrait in portraits()) {
        let page = page();
        let points = outline(&portrait, &page);
        for slot in slots(&portrait, &page).iter().filter(|slot| !slot.full && measurable(&portrait)) {
            let distance = distance(slot, &points, &portrait, &page);
            prop_assert!(distance <= 1.0 + COARSE * 3.0, "{slot:?} at {distance}");
        }
    }
}

#[test]
fn a_circle_as_high_as_its_rows_touches_its_first_and_last_only() {
    let page = page();
    let rows = 7;
    let round = portrait(PictureShape::Circle, 84.5, rows, 9.0, false);
    let area = portrait_area(&round, &page);
    assert_eq!(rows_for(area.height(), &page), rows);
    let wrap = material(&round, &page).portrait.expect("it is round");
    assert_eq!((wrap.at(-1), wrap.at(rows)), (None, None));
    let reach: Vec<f64> = (0..rows).map(|row| wrap.at(row).expect("it is beside").right.to_pt()).collect();
    let widest = reach.iter().copied().fold(0.0, f64::max);
    assert!(widest > 93.0 && widest <= 93.5 + 1e-3, "{reach:?}");
    assert!(reach[0] < reach[1] && reach[1] < reach[2] && reach[6] < reach[5] && reach[5] < reach[4], "{reach:?}");
}

#[test]
fn a_row_with_too_little_left_has_no_text() {
    let page = page();
    let large = portrait(PictureShape::Circle, 136.5, 11, 12.0, true);
    let beside = |slot: &&Slot| slot.column == 1 && slot.row < 11;
    let slots = slots(&large, &page);
    let rows: Vec<i32> = slots.iter().filter(beside).map(|slot| slot.row).collect();
    assert!(!rows.contains(&5) && slots.iter().any(|slot| slot.column == 1 && slot.row == 11), "{rows:?}");
}

#[test]
fn the_wider_side_of_a_column_is_left() {
    let column = Stretch { left: Length::pt(0.0), right: Length::pt(100.0) };
    let taken = |left: f64, right: f64| Stretch { left: Length::pt(left), right: Length::pt(right) };
    assert_eq!(column.without(taken(30.0, 50.0)), taken(50.0, 100.0));
    assert_eq!(column.without(taken(60.0, 80.0)), taken(0.0, 60.0));
    assert_eq!(column.without(taken(100.0, 120.0)), column);
    assert_eq!(column.without(taken(-5.0, 120.0)).width(), Length::ZERO);
}
