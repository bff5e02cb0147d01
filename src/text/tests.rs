//! Shaping and setting with the built-in faces.

use super::slot::Slot;
use super::*;
use crate::assets::fonts::FontBook;
use crate::color::SwatchId;
use crate::geometry::Length;
use crate::glyph::GlyphRun;
use crate::resolve::story::{Paragraph, Run};
use crate::resolve::style::*;
use proptest::prelude::*;
use std::sync::{Arc, LazyLock};

static FONTS: LazyLock<FontBook> = LazyLock::new(FontBook::builtin);

fn char_style() -> CharStyle {
    let face = |family| FONTS.find(family, 400, false).unwrap();
    CharStyle {
        fonts: vec![face("Source Serif 4"), face("Amiri")],
        size: Length::pt(10.0),
        tracking: Length::ZERO,
        case: Case::AsWritten,
        features: Vec::new(),
        color: SwatchId(0),
        rise: Length::ZERO,
    }
}

fn style(align: Align) -> ParagraphStyle {
    ParagraphStyle {
        leading: Length::pt(13.0),
        align,
        hyphenate: true,
        indent: Length::ZERO,
        justification: Justification {
            space: 0.96,
            shrink: 0.2,
            stretch: 0.55,
            glyph_shrink: 0.015,
            glyph_stretch: 0.02,
        },
        protrude: false,
        hang_quotes: false,
        balance: false,
        optical_offset: Length::ZERO,
    }
}

fn shaped(text: &str, language: &str, chars: CharStyle, style: ParagraphStyle) -> ShapedParagraph {
    let run = Run { text: text.into(), style: CharStyleId(0), tag: None, link: None, span: None };
    let right_to_left = language == "ar";
    let paragraph = Paragraph { runs: vec![run], style: Arc::new(style), language: language.into(), right_to_left };
    shape(&paragraph, &Styles { chars: vec![chars] }, &FONTS)
}

/// One line, however long.
fn line(text: &str, language: &str, chars: CharStyle) -> Line {
    let lines = set_lines(&shaped(text, language, chars, style(Align::Start)), Length::pt(5000.0));
    assert_eq!(lines.len(), 1);
    lines.into_iter().next().unwrap()
}

fn ids(line: &Line) -> Vec<u16> {
    line.runs.iter().flat_map(|run| run.glyphs.iter().map(|glyph| glyph.id)).collect()
}

fn text_of(run: &GlyphRun) -> &str {
    &run.text
}

#[test]
fn capitals_follow_the_language_and_keep_the_words_as_written() {
    let upper = CharStyle { case: Case::Upper, ..char_style() };
    let set = line("ışık ve istasyon", "tr", upper.clone());
    assert_eq!(ids(&set), ids(&line("IŞIK VE İSTASYON", "tr", char_style())));
    assert_eq!(text_of(&set.runs[0]), "ışık ve istasyon");
    let english = line("istasyon", "en", upper);
    assert_eq!(ids(&english), ids(&line("ISTASYON", "en", char_style())));
}

#[test]
fn small_capitals_are_real_and_know_the_dotted_i() {
    let small = CharStyle { case: Case::SmallCaps { all: false }, ..char_style() };
    let set = line("əiı", "az", small.clone());
    let plain = line("əiı", "az", char_style());
    for (small, plain) in ids(&set).iter().zip(ids(&plain)) {
        assert_ne!(*small, plain);
    }
    assert_ne!(ids(&set)[1], ids(&set)[2]);
    let all = CharStyle { case: Case::SmallCaps { all: true }, ..small.clone() };
    assert_ne!(ids(&line("A", "az", all)), ids(&line("A", "az", small)));
}

#[test]
fn ligatures_are_one_glyph_of_two_letters_unless_letters_are_spaced() {
    let set = line("fi", "en", char_style());
    assert_eq!(set.runs[0].glyphs.len(), 1);
    assert_eq!(set.runs[0].glyphs[0].cluster, 0..2);
    let spaced = line("fi", "en", CharStyle { tracking: Length::pt(1.0), ..char_style() });
    assert_eq!(spaced.runs[0].glyphs.len(), 2);
    // The space after the last letter is not set.
    let plain = line("i", "en", char_style());
    assert_eq!(line("i", "en", CharStyle { tracking: Length::pt(1.0), ..char_style() }).width, plain.width);
    // Turkish and Azerbaijani keep f and dotted i apart, in each face that is built in.
    for family in FONTS.families().iter().filter(|family| family.name.starts_with("Source")) {
        for (weight, italic) in &family.styles {
            let fonts = vec![FONTS.find(&family.name, *weight, *italic).unwrap()];
            let chars = CharStyle { fonts, ..char_style() };
            for language in ["tr", "az"] {
                let set = line("fi", language, chars.clone());
                assert_eq!(set.runs[0].glyphs.len(), 2, "{} {weight} {italic} {language}", family.name);
                assert_ne!(ids(&set)[1], ids(&line("fı", language, chars.clone()))[1]);
            }
        }
    }
}

#[test]
fn small_capitals_and_superiors_exist_for_each_language() {
    for family in FONTS.families().iter().filter(|family| family.name.starts_with("Source")) {
        for (weight, italic) in &family.styles {
            let fonts = vec![FONTS.find(&family.name, *weight, *italic).unwrap()];
            let plain = CharStyle { fonts, ..char_style() };
            let small = CharStyle { case: Case::SmallCaps { all: true }, ..plain.clone() };
            let raised = CharStyle { features: vec![(*b"sups", 1)], ..plain.clone() };
            let same = |letters: &str, chars: &CharStyle| -> String {
                let set = |chars: &CharStyle| ids(&line(letters, "az", chars.clone()));
                let pairs = letters.chars().zip(set(&plain).into_iter().zip(set(chars)));
                pairs.filter(|(_, (plain, other))| plain == other).map(|(c, _)| c).collect()
            };
            let name = format!("{} {weight} {italic}", family.name);
            // The italics of Source Sans have none (see the next test), those of Source Serif none for capitals.
            if !(*italic && family.name == "Source Sans 3") {
                assert_eq!(same("abcçdeəgğhıijklmnoöprsştuüvxyzqw", &small), "", "{name}");
            }
            if !*italic {
                assert_eq!(same("ƏĞİIŞÇÖÜ", &small), "", "{name}");
            }
            assert_eq!(same("sthndr0123456789", &raised), "", "{name}");
        }
    }
}

#[test]
fn words_without_small_capitals_are_set_in_capitals() {
    let italic = CharStyle { fonts: vec![FONTS.find("Source Sans 3", 400, true).unwrap()], ..char_style() };
    let small = CharStyle { case: Case::SmallCaps { all: false }, ..italic.clone() };
    let set = line("ışık ili", "tr", small);
    assert_eq!(ids(&set), ids(&line("IŞIK İLİ", "tr", italic)));
    assert_eq!(text_of(&set.runs[0]), "ışık ili");
}

#[test]
fn figures_take_the_forms_asked_for_and_fractions_stay_as_written() {
    let set = |text: &str, features: &[&[u8; 4]]| {
        let features = features.iter().map(|tag| (**tag, 1)).collect();
        line(text, "en", CharStyle { features, ..char_style() })
    };
    let old = set("1357", &[b"onum", b"pnum"]);
    assert!(ids(&old).iter().zip(ids(&set("1357", &[b"lnum", b"pnum"]))).all(|(old, lining)| *old != lining));
    let tabular = set("1234567890", &[b"lnum", b"tnum"]);
    let advances: Vec<Length> = tabular.runs[0].glyphs.iter().map(|glyph| glyph.advance).collect();
    assert!(advances.iter().all(|advance| *advance == advances[0]));
    assert_eq!(set("1/2", &[b"onum"]).runs[0].glyphs.len(), 3);
}

#[test]
fn arabic_in_a_latin_line_stands_in_visual_order() {
    let set = line("say سلام عليكم twice", "en", char_style());
    assert_eq!(set.runs.iter().map(text_of).collect::<Vec<_>>(), ["say ", "سلام عليكم", " twice"]);
    let arabic = &set.runs[1];
    assert!(arabic.right_to_left);
    assert_eq!(FONTS.face(arabic.font).family, "Amiri");
    let clusters: Vec<u32> = arabic.glyphs.iter().map(|glyph| glyph.cluster.start).collect();
    assert!(clusters.windows(2).all(|pair| pair[0] >= pair[1]), "{clusters:?}");
    assert!(set.runs.windows(2).all(|pair| pair[0].x + pair[0].width() == pair[1].x));
}

#[test]
fn an_arabic_paragraph_ends_at_the_right() {
    let measure = Length::pt(200.0);
    let lines = set_lines(&shaped("سلام عليكم 25 abc", "ar", char_style(), style(Align::Start)), measure);
    let last = lines[0].runs.last().unwrap();
    assert_eq!(last.x + last.width(), measure);
    assert!(text_of(last).starts_with("سلام"));
}

#[test]
fn there_may_be_no_limit() {
    let lines = set_lines(&shaped(PROSE, "en", char_style(), style(Align::Justify)), Length::MAX);
    assert_eq!(lines.len(), 1);
}

#[test]
fn missing_characters_are_told_once() {
    let set = shaped("ab 漢字漢", "en", char_style(), style(Align::Start));
    assert_eq!(set.missing().iter().map(|(c, _)| *c).collect::<String>(), "漢字");
}

const PROSE: &str = "The Commission’s extraordinarily comprehensive documentation of hydrological \
    measurements, “considered irreplaceable”, was nevertheless insufficient—everybody acknowledged the \
    responsibility of international organisations in establishing warnings.";

#[test]
fn hyphens_are_soft_hyphens_in_the_text() {
    let lines = set_lines(&shaped(PROSE, "en", char_style(), style(Align::Justify)), Length::pt(120.0));
    let hyphenated: Vec<&Line> = lines.iter().filter(|line| line.hyphenated).collect();
    assert!(!hyphenated.is_empty());
    for line in &hyphenated {
        let run = line.runs.last().unwrap();
        assert!(run.text.ends_with('\u{AD}'));
        let glyph = run.glyphs.last().unwrap();
        assert_eq!(&run.text[glyph.cluster.start as usize..glyph.cluster.end as usize], "\u{AD}");
    }
    let all: String = lines.iter().flat_map(|line| line.runs.iter().map(text_of)).collect();
    assert_eq!(all.replace('\u{AD}', ""), PROSE);
}

#[test]
fn every_byte_belongs_to_one_line() {
    for measure in [60.0, 90.0, 150.0, 300.0] {
        let paragraph = shaped(PROSE, "en", char_style(), style(Align::Justify));
        let lines = set_lines(&paragraph, Length::pt(measure));
        let joined: Vec<&str> = lines.iter().map(|line| &paragraph.text()[line.words.clone()]).collect();
        assert_eq!(joined.concat().replace(' ', ""), PROSE.replace(' ', ""));
        assert!(lines.first().unwrap().first_of_paragraph && lines.last().unwrap().last_of_paragraph);
    }
}

#[test]
fn justified_lines_fill_the_measure_to_the_unit() {
    let measure = Length::pt(150.0);
    let mut justified = style(Align::Justify);
    let lines = set_lines(&shaped(PROSE, "en", char_style(), justified.clone()), measure);
    for line in &lines[..lines.len() - 1] {
        assert_eq!((line.runs[0].x, line.width), (Length::ZERO, measure), "{:?}", line.words);
    }
    justified.protrude = true;
    let quoted = set_lines(&shaped("“A” b", "en", char_style(), justified), measure);
    assert!(quoted[0].runs[0].x < Length::ZERO);
}

#[test]
fn punctuation_hangs_at_the_right_edge() {
    let mut hanging = style(Align::Justify);
    hanging.protrude = true;
    let measure = Length::pt(110.0);
    let lines = set_lines(&shaped(PROSE, "en", char_style(), hanging), measure);
    let ends = |line: &Line| line.runs[0].x + line.width - measure;
    let hyphenated = lines.iter().find(|line| line.hyphenated).expect("a narrow measure needs a hyphen");
    assert!(ends(hyphenated) > Length::pt(1.5), "{:?}", ends(hyphenated));
}

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
                measure: Length::pt(if narrow { 140.0 } else { 200.0 }),
                full: !narrow,
            }
        })
        .collect();
    let goals = Goals { may_end_early: true, strictness: Strictness::Overfull, ..Goals::default() };
    let broken = break_story(&[Piece::Text(TextPiece::new(&paragraph))], &slots, &goals).unwrap();
    let mut hung = 0;
    for BrokenLine { line, slot, .. } in broken.lines.iter().filter(|broken| !broken.line.last_of_paragraph) {
        let (first, last) = (&line.runs[0], line.runs.last().unwrap());
        let glyph = last.glyphs.iter().rev().find(|glyph| glyph.advance > Length::ZERO).unwrap();
        let mark = last.text[glyph.cluster.start as usize..].chars().next().unwrap();
        // A glyph hangs by its unscaled width.
        let width = |glyph: &crate::glyph::Glyph| glyph.advance.to_pt() / f64::from(line.scale) * 1000.0;
        let trail = width(glyph) * protrusion::trail(mark) as f64 / 1000.0;
        let lead = width(&first.glyphs[0]) * protrusion::lead(first.text.chars().next().unwrap()) as f64 / 1000.0;
        let indent = if line.first_of_paragraph { 13.0 } else { 0.0 };
        assert!((first.x.to_pt() - indent + lead).abs() < 0.01, "{} {lead}", first.text);
        let end = (first.x + line.width).to_pt() - slots[*slot].measure.to_pt();
        assert!((end - trail).abs() < 0.15, "{mark} hangs {end}, not {trail}");
        hung += usize::from(trail > 0.2 && !slots[*slot].full);
    }
    assert!(hung > 2);
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
        assert!(most == 0 || first.scale == 1020 && first.stretch > 1.54);
        assert!(most <= 10 || first.stretch > 2.19);
        assert!(first.stretch < 1.56 || most >= 9, "{} with {most}", first.stretch);
        // All letters alike, none after the last.
        assert!(spaced[..spaced.len() - 1].iter().all(|each| (each - most).abs() <= 1), "{spaced:?}");
        assert_eq!(spaced[spaced.len() - 1], 0);
    }
    assert!(seen[0] && seen[1], "{seen:?}");
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
fn titles_in_turkish_and_azerbaijani_keep_postpositions_with_their_words() {
    let title = ParagraphStyle { balance: true, hyphenate: false, ..style(Align::Start) };
    let words = |text: &str, language: &str, measure: f64| -> Vec<String> {
        let chars = CharStyle { size: Length::pt(24.0), ..char_style() };
        let paragraph = shaped(text, language, chars, title.clone());
        let lines = set_lines(&paragraph, Length::pt(measure));
        lines.iter().map(|line| paragraph.text()[line.words.clone()].trim_end().to_owned()).collect()
    };
    assert_eq!(words("Su ve Toprak için Yeni Bir Söz", "tr", 220.0), ["Su ve Toprak için", "Yeni Bir Söz"]);
    assert_eq!(words("Kür çayı haqqında yeni söz", "az", 200.0), ["Kür çayı haqqında", "yeni söz"]);
    assert_eq!(words("Remarks by H.E. Dr. Tarık Önal", "en", 240.0), ["Remarks by", "H.E. Dr. Tarık Önal"]);
}

#[test]
fn titles_are_balanced_and_broken_by_sense() {
    let title = ParagraphStyle { balance: true, hyphenate: false, ..style(Align::Start) };
    let chars = CharStyle { size: Length::pt(48.0), ..char_style() };
    let paragraph = shaped("Twenty Years of the Selin River Gauges", "en", chars, title);
    let words = |measure: f64| -> Vec<&str> {
        let lines = set_lines(&paragraph, Length::pt(measure));
        lines.iter().map(|line| &paragraph.text()[line.words.clone()]).collect()
    };
    // The fewest lines come first; among them those that end by sense.
    assert_eq!(words(487.56), ["Twenty Years of the", "Selin River Gauges"]);
    assert_eq!(words(310.0), ["Twenty Years", "of the Selin", "River Gauges"]);
    let long = "Measure, publish, remember: what the valley asks of those who govern it and of us";
    let chars = CharStyle { size: Length::pt(12.0), ..char_style() };
    let title = ParagraphStyle { balance: true, hyphenate: false, ..style(Align::Start) };
    let lines = set_lines(&shaped(long, "en", chars, title), Length::pt(200.0));
    let longest = lines.iter().map(|line| line.width).max().unwrap();
    assert!(lines.iter().all(|line| line.width >= longest.scale(0.7)));
}

#[test]
fn an_opening_quote_hangs_wholly() {
    let quote = ParagraphStyle { hang_quotes: true, ..style(Align::Start) };
    let lines = set_lines(&shaped("“Measure", "en", char_style(), quote), Length::pt(200.0));
    let first = &lines[0].runs[0];
    assert_eq!(first.x + first.glyphs[0].advance, Length::ZERO);
}

#[test]
fn forced_breaks_break() {
    let paragraph = shaped("one two\nthree\n\nfour", "en", char_style(), style(Align::Justify));
    let lines = set_lines(&paragraph, Length::pt(200.0));
    let words: Vec<&str> = lines.iter().map(|line| &paragraph.text()[line.words.clone()]).collect();
    assert_eq!(words, ["one two", "three", "", "four"]);
}

#[test]
fn a_story_goes_through_columns() {
    let paragraph = shaped(PROSE, "en", char_style(), style(Align::Justify));
    let slot = |column: u16, row: i32| Slot {
        column,
        row,
        x: Length::ZERO,
        baseline: Length::pt(13.0 * f64::from(row)),
        measure: Length::pt(150.0),
        full: true,
    };
    let slots: Vec<Slot> = (0..2).flat_map(|column| (0..5).map(move |row| slot(column, row))).collect();
    let pieces = [Piece::Text(TextPiece::new(&paragraph))];
    let goals = Goals { may_end_early: true, ..Goals::default() };
    let broken = break_story(&pieces, &slots, &goals).unwrap();
    assert_eq!(broken.stats.lines as usize, broken.lines.len());
    assert!(min_slots_estimate(&pieces, Length::pt(150.0)).abs_diff(broken.end) <= 1);
}

#[test]
fn degenerate_input_does_no_harm() {
    for text in ["", " ", "\n", "\u{AD}", "\u{200D}", "a\u{AD}", " a ", "\t\t", "\u{A0}", "—", "a\n"] {
        let paragraph = shaped(text, "en", char_style(), style(Align::Justify));
        set_lines(&paragraph, Length::pt(100.0));
        set_lines(&paragraph, Length::ZERO);
        set_lines(&paragraph, Length::MAX);
        let balanced = ParagraphStyle { balance: true, ..style(Align::Center) };
        set_lines(&shaped(text, "x-", char_style(), balanced), Length::pt(1.0));
    }
    let nothing =
        Paragraph { runs: Vec::new(), style: Arc::new(style(Align::End)), language: "".into(), right_to_left: true };
    assert!(set_lines(&shape(&nothing, &Styles::default(), &FONTS), Length::pt(10.0)).is_empty());
}

#[test]
fn shaped_paragraphs_go_between_threads() {
    fn assert_shared<T: Send + Sync>() {}
    assert_shared::<ShapedParagraph>();
    assert_shared::<FontBook>();
}

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
        let goals = Goals { may_end_early: true, strictness: Strictness::Overfull, ..Goals::default() };
        let broken = break_story(&pieces, &slots, &goals).expect("a long column");
        prop_assert_eq!(&break_story(&pieces, &slots, &goals).unwrap(), &broken);

        // Every word once, in order.
        let joined: String = broken.lines.iter().map(|line| &text[line.line.words.clone()]).collect();
        prop_assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));

        // Full lines end at the margin but for what hangs; none sticks out, none is letterspaced beyond its limit.
        let (last, inner) = broken.lines.split_last().unwrap();
        for BrokenLine { line, .. } in inner {
            prop_assert!((line.width.to_pt() - measure).abs() < 10.0 * 0.7, "{} of {measure}", line.width.to_pt());
            prop_assert!((985..=1020).contains(&line.scale));
            if broken.stats.reached <= Strictness::Relaxed {
                prop_assert!(line.stretch < 2.5, "{}", line.stretch);
            }
        }
        prop_assert!(last.line.width.to_pt() < measure + 7.0);
        if broken.stats.reached <= Strictness::Loose {
            prop_assert_eq!((broken.stats.bad_hyphens, broken.stats.runts), (0, 0));
            prop_assert!(inner.windows(2).all(|pair| !(pair[0].line.hyphenated && pair[1].line.hyphenated)));
        }
        prop_assert!(language != "az" || broken.stats.hyphenated == 0);
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
