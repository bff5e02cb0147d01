//! Panels of invented lines, divided everywhere.

use super::*;
use crate::geometry::Size;

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
        rows: 20,
        cap_height: Length::pt(6.5),
    }
}

fn set(lines: usize) -> SetParagraph {
    SetParagraph {
        lines: vec![Line::default(); lines],
        leading: Length::pt(13.0),
        cap_height: Length::pt(6.5),
        width: Length::pt(80.0),
        right_to_left: false,
    }
}

/// Paragraphs, or stanzas with an empty line between them, of so many lines.
fn panel(paragraphs: &[usize], is_verse: bool) -> MeasuredMessage {
    let mut lines = Vec::new();
    for (index, count) in paragraphs.iter().enumerate() {
        if is_verse && index > 0 {
            lines.push(Line::default());
        }
        lines.extend((0..*count).map(|line| Line {
            width: Length::pt(100.0),
            first_of_paragraph: line == 0,
            last_of_paragraph: line + 1 == *count,
            ..Line::default()
        }));
    }
    MeasuredMessage {
        lines,
        leading: Length::pt(13.0),
        cap_height: Length::pt(6.5),
        label: Some(set(1)),
        attribution: Some(set(1)),
        field: None,
        bar: None,
        label_at: Length::ZERO,
        text_at: Length::ZERO,
        right: Length::ZERO,
        measure: Length::pt(400.0),
        label_rows: 2,
        label_measure: Length::pt(400.0),
        right_to_left: false,
        is_verse,
        divisions: Vec::new(),
        above: 2,
        below: 1,
    }
}

#[test]
fn no_line_stands_alone() {
    assert_eq!(panel(&[6], false).places(), [2, 3, 4]);
    assert_eq!(panel(&[4, 5], false).places(), [2, 4, 6, 7]);
    assert_eq!(panel(&[1, 1, 1, 1], false).places(), [2]);
    assert_eq!(panel(&[3], false).places(), [] as [usize; 0]);
    let mut hyphenated = panel(&[6], false);
    hyphenated.lines[2].hyphenated = true;
    assert_eq!(hyphenated.places(), [2, 4]);
}

#[test]
fn a_stanza_stays_whole() {
    let poem = panel(&[4, 4, 2], true);
    assert_eq!(poem.places(), [4, 9]);
    let (first, second) = poem.divide(4);
    assert_eq!((first.lines.len(), second.lines.len()), (4, 7));
    assert!(panel(&[8], true).places().is_empty());
    assert!(panel(&[4, 1], true).places().is_empty());
}

#[test]
fn the_label_begins_and_the_attribution_ends() {
    let page = page();
    let whole = panel(&[10], false).with_divisions(&page);
    for at in whole.places() {
        let (first, second) = whole.divide(at);
        assert!(first.label.is_some() && first.attribution.is_none());
        assert!(second.label.is_none() && second.attribution.is_some() && second.lines.len() >= 2);
        // Frames of two panels instead of one, without the distance between two lines.
        assert_eq!(first.extent(&page) + second.extent(&page), whole.extent(&page) + 2 + 1 - 1);
    }
}

#[test]
fn what_is_higher_than_a_page_goes_on_evenly() {
    let page = page();
    for (panel, lines) in [(panel(&[40, 3, 1, 17], false), 61), (panel(&[30], true), 30), (panel(&[9, 9, 9], true), 27)]
    {
        let parts = panel.pages(&page);
        assert!(parts.iter().all(|part| part.extent(&page) < page.rows && part.lines.len() > 1));
        assert_eq!(parts.iter().map(|part| part.lines.len()).sum::<usize>(), lines);
        assert!(parts[0].label.is_some() && parts[parts.len() - 1].attribution.is_some());
    }
}

#[test]
fn a_unit_is_divided_into_units() {
    let page = page();
    let whole = panel(&[10], false).with_divisions(&page);
    let gap = crate::resolve::document::Gap { rows: 3, least: 2, most: 4 };
    let extent = whole.extent(&page);
    let body = Body::Message(Box::new(whole));
    let unit = Unit { band: 7, first_of_band: true, gap, after: Some(2), new_page: false, top: 1, extent, body };
    let divisions = unit.divisions().to_vec();
    assert_eq!(divisions.iter().map(|at| at.lines).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7, 8]);
    for at in &divisions {
        let (first, second) = unit.divided(at).expect("a panel is divided");
        assert_eq!((first.extent, second.extent), at.extents);
        assert!(first.first_of_band && !second.first_of_band && first.band == 7 && second.band == 7);
        assert_eq!((first.after, second.after), (None, Some(2)));
    }
}
