//! Shaping and setting with the built-in faces.

use super::slot::Slot;
use super::*;
use crate::assets::fonts::FontBook;
use crate::color::SwatchId;
use crate::geometry::Length;
use crate::glyph::GlyphRun;
use crate::resolve::story::{Emphasis, Paragraph, Run};
use crate::resolve::style::*;
use std::sync::{Arc, LazyLock};

mod faces;
mod margins;
mod properties;
mod rag;

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
        source: Arc::default(),
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
        ragged_below: None,
    }
}

fn shaped(text: &str, language: &str, chars: CharStyle, style: ParagraphStyle) -> ShapedParagraph {
    let run =
        Run { text: text.into(), style: CharStyleId(0), emphasis: Emphasis::None, tag: None, link: None, span: None };
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
    let first = &lines[0].runs[0];
    assert_eq!(first.x + first.width(), measure);
    assert!(text_of(first).starts_with("سلام"));
}

#[test]
fn figures_in_arabic_words_are_read_after_them_and_stand_left_of_them() {
    let set = line("okunur: یا فتاح، سنه ١٣١٢. Bu", "tr", char_style());
    assert_eq!(set.runs.iter().map(text_of).collect::<String>(), "okunur: یا فتاح، سنه ١٣١٢. Bu");
    let run = |word: &str| set.runs.iter().find(|run| run.text.contains(word)).unwrap();
    let (words, figures) = (run("فتاح"), run("١٣١٢"));
    assert!(words.right_to_left && !figures.right_to_left);
    assert_eq!(figures.x + figures.width(), words.x);
    assert!(run("okunur").x < figures.x && words.x + words.width() == run("Bu").x);
}

#[test]
fn there_may_be_no_limit() {
    let lines = set_lines(&shaped(PROSE, "en", char_style(), style(Align::Justify)), Length::MAX);
    assert_eq!(lines.len(), 1);
}

#[test]
fn missing_characters_are_told_once() {
    let set = shaped("ab 漢字漢", "en", char_style(), style(Align::Start));
    assert_eq!(set.missing().iter().map(|(c, _)| c.as_str()).collect::<Vec<_>>(), ["漢", "字"]);
}

#[test]
fn an_emoji_of_several_characters_is_missing_once() {
    let set = shaped(
        "so \u{1F469}\u{200D}\u{1F52C}, \u{1F1F9}\u{1F1F7} and \u{1F389}",
        "en",
        char_style(),
        style(Align::Start),
    );
    let missing: Vec<&str> = set.missing().iter().map(|(c, _)| c.as_str()).collect();
    assert_eq!(missing, ["\u{1F469}\u{200D}\u{1F52C}", "\u{1F1F9}\u{1F1F7}", "\u{1F389}"]);
}

#[test]
fn addresses_longer_than_the_line_break_before_hyphens() {
    let address = "https://archive-group-with-an-extremely-long-domain-name-for-testing.example/minutes";
    let text = format!("See {address} for more, and ergunes-naxis.example too.");
    for align in [Align::Justify, Align::Start] {
        let set = shaped(&text, "en", char_style(), style(align));
        let lines = set_lines(&set, Length::pt(150.0));
        assert!(lines.iter().all(|line| line.over == Length::ZERO), "{align:?}");
        let words: Vec<&str> = lines.iter().map(|line| text[line.words.clone()].trim()).collect();
        assert!(words.iter().any(|line| line.starts_with('-')), "{words:?}");
        assert!(words.iter().any(|line| line.contains("ergunes-naxis")), "{words:?}");
        // In a line that holds the part it stays whole.
        let wide = set_lines(&set, Length::pt(330.0));
        let words: Vec<&str> = wide.iter().map(|line| text[line.words.clone()].trim()).collect();
        assert!(!words.iter().any(|line| line.starts_with('-')), "{words:?}");
    }
}

#[test]
fn a_word_wider_than_its_line_says_by_how_much() {
    let set = shaped("of Donaudampfschifffahrtsgesellschaftskapitän now", "de", char_style(), style(Align::Start));
    let (narrow, wide) = (set_lines(&set, Length::pt(100.0)), set_lines(&set, Length::pt(400.0)));
    assert!(narrow.iter().any(|line| line.over > Length::pt(50.0) && line.over + Length::pt(100.0) == line.width));
    assert!(wide.iter().all(|line| line.over == Length::ZERO));
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
    let broken = break_story(&pieces, &slots, &goals, &WayTable::default()).unwrap();
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
