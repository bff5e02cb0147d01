//! What holds for any text, and for prose of each language.

use super::*;
use crate::text::breaking;
use proptest::prelude::*;

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-zA-ZığşəÖ]{1,14}",
        2 => "[ \u{A0}\t]{1,2}",
        3 => Just(" ".to_owned()),
        2 => "[ابتسلمن]{1,6}",
        1 => "[\u{AD}\u{200D}\u{301}\u{200F}\u{2066}\u{2069}\u{FE0F}\n\r\u{2028}]",
        1 => "[-–—/.,:@“”’()0-9]{1,4}",
        1 => any::<char>().prop_map(String::from),
        1 => Just("https://meridian.example/a_b?c=1".to_owned()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Prose of a language: its words in any order, with the marks that prose has.
fn prose() -> impl Strategy<Value = (&'static str, String)> {
    const WORDS: [(&str, &[&str]); 3] = [
        (
            "en",
            &[
                "the",
                "of",
                "a",
                "readings",
                "documentation",
                "Commission,",
                "river",
                "nevertheless",
                "well-known",
                "international",
                "in",
                "1906",
                "“memory”",
                "time.",
                "responsibility",
                "we",
                "observers",
                "night",
            ],
        ),
        (
            "tr",
            &[
                "ve",
                "bir",
                "istasyonların",
                "ölçümleri,",
                "değerlendirme",
                "su",
                "yılında",
                "Ankara’da",
                "gece.",
                "sorumluluğu",
                "bu",
                "arşivlerimizde",
                "için",
                "uluslararası",
            ],
        ),
        (
            "az",
            &[
                "və",
                "bir",
                "məlumatların",
                "çayın",
                "qiymətləndirmə",
                "su,",
                "illərdə",
                "Bakıda",
                "gecə.",
                "bu",
                "məsuliyyəti",
                "üçün",
                "arxivlərimizdə",
                "beynəlxalq",
            ],
        ),
    ];
    let of = |(language, words): (&'static str, &'static [&'static str])| {
        prop::collection::vec(prop::sample::select(words), 30..90).prop_map(move |words| (language, words.join(" ")))
    };
    prop_oneof![of(WORDS[0]), of(WORDS[1]), of(WORDS[2])]
}

/// A column of one measure.
fn column(measure: f64, rows: i32) -> Vec<Slot> {
    let slot = |row: i32| Slot {
        column: 0,
        row,
        x: Length::ZERO,
        baseline: Length::pt(13.0 * f64::from(row)),
        measure: Length::pt(measure),
        full: true,
    };
    (0..rows).map(slot).collect()
}

/// The demerits of lines that are each as full as they can be without shrinking; `None` if a strict rule forbids them.
fn first_fit(paragraph: &ShapedParagraph, measure: i64) -> Option<f64> {
    let (list, justification) = (&paragraph.list, paragraph.style.justification);
    let judge = breaking::Judge::new(Some(justification), breaking::Looseness::Good);
    let (mut a, mut class, mut total) = (0, 1, 0.0);
    while a < list.last() {
        let b = (a + 1..=list.last()).take_while(|b| list.line(a, *b).width <= measure).last()?;
        let closed = b == list.last();
        let fit = judge.fit(list.line(a, b), measure, closed)?;
        let hyphen = |point: usize| list.points[point].kind.is_hyphen();
        let runt = closed && (hyphen(a) || list.line(a, b).width < measure / 5);
        if hyphen(a) && hyphen(b) || runt {
            return None;
        }
        let uneven = a > 0 && fit.class.abs_diff(class) > 1;
        total += fit.demerits + list.penalty(&list.points[b], measure) + if uneven { breaking::UNEVEN } else { 0.0 };
        (a, class) = (b, fit.class);
    }
    Some(total)
}

fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{AD}').collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn prose_is_set_by_the_rules((language, text) in prose(), measure in 140_u16..340) {
        let measure = f64::from(measure);
        let paragraph = shaped(&text, language, char_style(), ParagraphStyle { protrude: true, ..style(Align::Justify) });
        let pieces = [Piece::Text(TextPiece::new(&paragraph))];
        let slots = column(measure, 120);
        let goals = Goals { may_end_early: true, ..Goals::default() };
        let broken = break_story(&pieces, &slots, &goals, &WayTable::default()).expect("a long column");
        prop_assert_eq!(&break_story(&pieces, &slots, &goals, &WayTable::default()).unwrap(), &broken);

        if let Some(greedy) = first_fit(&paragraph, Length::pt(measure).units()) {
            let greedy = breaking::in_rows(greedy);
            prop_assert!(broken.cost as f64 <= greedy * (1.0 + 1e-9) + 0.5, "{} against {greedy}", broken.cost);
        }

        // Every word once, in order.
        let joined: String = broken.lines.iter().map(|line| &text[line.line.words.clone()]).collect();
        prop_assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));

        // Full lines end at the margin but for what hangs; none sticks out, none is letterspaced beyond its limit.
        let (last, inner) = broken.lines.split_last().unwrap();
        for BrokenLine { line, .. } in inner {
            let off = line.width.to_pt() - measure;
            prop_assert!(off < 7.0 && (line.stretch <= 1.0 || off > -0.01), "{off}");
            prop_assert!((985..=1020).contains(&line.scale) && line.stretch < 2.75, "{}", line.stretch);
        }
        prop_assert!(last.line.width.to_pt() < measure + 7.0);
        // Rules are broken only where there is no other way, which is dear.
        if broken.cost < crate::ledger::Fault::Runt.price() {
            prop_assert_eq!((broken.stats.bad_hyphens, broken.stats.runts), (0, 0));
            prop_assert!(inner.windows(2).all(|pair| !(pair[0].line.hyphenated && pair[1].line.hyphenated)));
        }
    }

    #[test]
    fn any_text_is_set_whole(
        text in any_text(),
        language in prop_oneof![Just("en"), Just("tr"), Just("az"), Just("ar"), Just("")],
        align in prop_oneof![Just(Align::Justify), Just(Align::Start), Just(Align::Center), Just(Align::End)],
        case in prop_oneof![Just(Case::AsWritten), Just(Case::Upper), Just(Case::SmallCaps { all: true })],
        tracking in 0_u8..2,
        balance in any::<bool>(),
        measure in 0_u16..400,
    ) {
        let chars = CharStyle { case, tracking: Length::pt(f64::from(tracking)), ..char_style() };
        let how = ParagraphStyle { balance, protrude: true, hang_quotes: balance, ..style(align) };
        let paragraph = shaped(&text, language, chars, how);
        let lines = set_lines(&paragraph, Length::pt(f64::from(measure)));
        let words: String = lines.iter().map(|line| &text[line.words.clone()]).collect();
        prop_assert_eq!(visible(&words), visible(&text));
        let mut painted = String::new();
        for line in &lines {
            let mut runs: Vec<&GlyphRun> = line.runs.iter().collect();
            prop_assert_eq!(runs.iter().map(|run| run.width()).sum::<Length>(), line.width);
            for run in &runs {
                for glyph in &run.glyphs {
                    prop_assert!(run.text.get(glyph.cluster.start as usize..glyph.cluster.end as usize).is_some());
                }
            }
            runs.sort_by_key(|run| words.find(visible(&run.text).as_str()));
            painted.extend(runs.iter().map(|run| visible(&run.text)));
        }
        prop_assert_eq!(painted.chars().count(), visible(&text).chars().count());
    }
}
