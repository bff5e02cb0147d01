//! What hangs in the margins, and what a loose line does.

use super::*;
use crate::text::protrusion;

#[test]
fn both_margins_hang_by_the_table_also_where_a_picture_narrows_the_column() {
    let mut hanging = style(Align::Justify);
    hanging.protrude = true;
    hanging.indent = Length::pt(13.0);
    let paragraph = shaped(&PROSE.repeat(4), "en", char_style(), hanging);
    let slots: Vec<Slot> = (0..60)
        .map(|row| {
            let narrow = row % 7 < 4;
            Slot {
                column: 0,
                row,
                x: if narrow { Length::pt(60.0) } else { Length::ZERO },
                baseline: Length::pt(13.0 * f64::from(row)),
                measure: Length::pt(if narrow { 180.0 } else { 240.0 }),
                full: !narrow,
            }
        })
        .collect();
    let goals = Goals { may_end_early: true, ..Goals::default() };
    let broken = break_story(&[Piece::Text(TextPiece::new(&paragraph))], &slots, &goals, &WayTable::default()).unwrap();
    let (mut hung, mut full) = (0, 0);
    for BrokenLine { line, slot, .. } in broken.lines.iter().filter(|broken| !broken.line.last_of_paragraph) {
        let (first, last) = (&line.runs[0], line.runs.last().unwrap());
        let glyph = last.glyphs.iter().rev().find(|glyph| glyph.advance > Length::ZERO).unwrap();
        let mark = last.text[glyph.cluster.start as usize..].chars().next().unwrap();
        // A glyph hangs by its width without scaling and letterspacing.
        let width = |glyph: &crate::glyph::Glyph| glyph.advance.to_pt() / f64::from(line.scale) * 1000.0;
        let trail = width(glyph) * protrusion::trail(mark) as f64 / 1000.0;
        let lead = width(&first.glyphs[0]) * protrusion::lead(first.text.chars().next().unwrap()) as f64 / 1000.0;
        let indent = if line.first_of_paragraph { 13.0 } else { 0.0 };
        assert!((first.x.to_pt() - indent + lead).abs() < 0.1, "{} {lead}", first.text);
        let end = (first.x + line.width).to_pt() - slots[*slot].measure.to_pt();
        // A line too loose to be full ends nowhere near the margin.
        assert!((end - trail).abs() < 0.15 || end < -10.0 && line.stretch < 1.0, "{mark} hangs {end}, not {trail}");
        full += usize::from(end > -1.0);
        hung += usize::from(trail > 0.2 && !slots[*slot].full);
    }
    assert!(hung > 2 && 3 * full > 2 * broken.lines.len(), "{hung} {full}");
}

/// The space after each letter beyond what scaling makes of the glyph, in thousandths of the size.
fn letterspacing(set: &Line, plain: &Line) -> Vec<i64> {
    let advances = |line: &Line| -> Vec<(u16, i64)> {
        let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
        glyphs.filter(|glyph| glyph.advance > Length::ZERO).map(|glyph| (glyph.id, glyph.advance.units())).collect()
    };
    let scaled = |width: i64| width * i64::from(set.scale) / 1000;
    let space = ids(&line(" .", "en", char_style()))[0];
    let pairs = advances(set).into_iter().zip(advances(plain)).filter(|((id, _), _)| *id != space);
    pairs.map(|((_, set), (_, plain))| (set - scaled(plain)) * 1000 / Length::pt(10.0).units()).collect()
}

#[test]
fn letters_are_spaced_only_where_spaces_and_scaling_do_not_suffice() {
    let text = "the readings of those years were kept in the tower";
    let plain = line(text, "en", char_style());
    let mut seen = [false; 3];
    for stretch in 0..80 {
        let measure = plain.width + Length::pt(f64::from(stretch) / 2.0);
        // A word that does not fit beside the others, so that the first line must be full.
        let paragraph = shaped(&format!("{text} {}", "m".repeat(12)), "en", char_style(), style(Align::Justify));
        let lines = set_lines(&paragraph, measure);
        let first = &lines[0];
        assert_eq!(paragraph.text()[first.words.clone()].trim_end(), text);
        let spaced = letterspacing(first, &plain);
        let most = spaced.iter().copied().max().unwrap();
        seen[usize::from(most > 0) + usize::from(most > 10)] = true;
        assert!((0..=15).contains(&most), "{most} at {}", first.stretch);
        assert!(most == 0 || first.scale == 1020 && first.stretch > 1.65);
        assert!(most <= 10 || first.stretch > 2.19);
        assert!(first.stretch < 1.67 || most >= 9, "{} with {most}", first.stretch);
        // All letters alike, none after the last.
        assert!(spaced[..spaced.len() - 1].iter().all(|each| (each - most).abs() <= 1), "{spaced:?}");
        assert_eq!(spaced[spaced.len() - 1], 0);
    }
    assert!(seen[0] && seen[1], "{seen:?}");
}

#[test]
fn in_a_narrow_measure_letters_are_spaced_later() {
    let text = "the readings of those years";
    let plain = line(text, "en", char_style());
    let mut widest = 0.0_f32;
    for stretch in 0..60 {
        let measure = plain.width + Length::pt(f64::from(stretch) / 2.0);
        let paragraph = shaped(&format!("{text} {}", "m".repeat(12)), "en", char_style(), style(Align::Justify));
        let first = &set_lines(&paragraph, measure)[0];
        let most = letterspacing(first, &plain).into_iter().max().unwrap();
        assert!(most == 0 || first.stretch > 2.09, "{most} at {}", first.stretch);
        widest = widest.max(if most == 0 { first.stretch } else { 0.0 });
    }
    assert!(widest > 1.9, "{widest}");
}

#[test]
fn joined_letters_are_neither_scaled_nor_spaced() {
    let text = "سلام عليكم ورحمة الله وبركاته ".repeat(12);
    let mut loose = style(Align::Justify);
    loose.justification.stretch = 0.1;
    let paragraph = shaped(&text, "ar", char_style(), loose);
    let natural = line(text.trim(), "ar", char_style());
    let mut known: Vec<(u16, Length)> = Vec::new();
    natural.runs.iter().flat_map(|run| &run.glyphs).for_each(|glyph| known.push((glyph.id, glyph.advance)));
    let space = ids(&line(" .", "en", char_style()))[0];
    for line in set_lines(&paragraph, Length::pt(117.0)) {
        for run in &line.runs {
            assert_eq!(run.scale, 1000);
            let letters = run.glyphs.iter().filter(|glyph| {
                run.text.get(glyph.cluster.start as usize..).is_some_and(|rest| !rest.starts_with(' '))
            });
            for glyph in letters.filter(|glyph| glyph.id != space) {
                assert!(known.contains(&(glyph.id, glyph.advance)));
            }
        }
    }
}

#[test]
fn a_line_that_cannot_be_filled_decently_stays_ragged() {
    // No line of two such words can be full, and nothing is hyphenated.
    let words = "məsuliyyətlərimizdən ".repeat(9);
    let measure = Length::pt(140.0);
    let lines = set_lines(&shaped(words.trim(), "de", char_style(), style(Align::Justify)), measure);
    assert_eq!(lines.len(), 9);
    assert!(lines.iter().all(|line| line.width < measure && line.runs[0].x == Length::ZERO));
    let pairs = "bu məsuliyyətlərimizdə ".repeat(5);
    let lines = set_lines(&shaped(pairs.trim(), "de", char_style(), style(Align::Justify)), measure);
    assert!(lines.iter().all(|line| line.stretch < 1.01 && line.width < measure), "{lines:?}");
}
