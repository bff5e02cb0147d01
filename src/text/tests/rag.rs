//! How ragged text of a few lines is broken: at sentences and commas, round titles and names; what vanishes at a line's
//! end.

use super::*;

/// Runs in the style of `style`, each with its emphasis, in a measure of so many points; spaces at line ends are taken off.
fn broken(runs: &[(&str, Emphasis)], language: &str, style: ParagraphStyle, measure: f64) -> Vec<String> {
    let run = |(text, emphasis): &(&str, Emphasis)| Run {
        text: (*text).to_owned(),
        style: CharStyleId(0),
        emphasis: *emphasis,
        tag: None,
        link: None,
        span: None,
    };
    let runs = runs.iter().map(run).collect();
    let paragraph = Paragraph { runs, style: Arc::new(style), language: language.into(), right_to_left: false };
    let shaped = shape(&paragraph, &Styles { chars: vec![char_style()] }, &FONTS);
    let lines = set_lines(&shaped, Length::pt(measure));
    let words = |line: &Line| line.runs.iter().map(text_of).collect::<String>().trim_end().to_owned();
    lines.iter().map(words).collect()
}

fn plain(text: &str, style: ParagraphStyle, measure: f64) -> Vec<String> {
    broken(&[(text, Emphasis::None)], "en", style, measure)
}

fn rag() -> ParagraphStyle {
    ParagraphStyle { hyphenate: false, ..style(Align::Start) }
}

fn balanced() -> ParagraphStyle {
    ParagraphStyle { balance: true, ..rag() }
}

#[test]
fn facts_end_lines_at_commas() {
    let venue = "Reading Room, State Archive, Quay of the Customs, Port Selin";
    assert_eq!(plain(venue, rag(), 175.0), ["Reading Room, State Archive,", "Quay of the Customs, Port Selin"]);
    let hall = "Great Lecture Hall, Dorvan Technical University";
    assert_eq!(plain(hall, rag(), 190.0), ["Great Lecture Hall,", "Dorvan Technical University"]);
    assert_eq!(plain("Head of Planning, Mutual Society of Mountain Towns", balanced(), 170.0)[0], "Head of Planning,");
}

#[test]
fn a_title_in_italics_is_not_parted_where_a_comma_stands() {
    let words = [("Ms. Liv Aradóttir, Editor, ", Emphasis::None), ("Review of Inland Waters", Emphasis::Italic)];
    assert_eq!(broken(&words, "en", rag(), 190.0), ["Ms. Liv Aradóttir, Editor,", "Review of Inland Waters"]);
}

#[test]
fn a_sentence_ends_a_line_before_balance() {
    let words = "Nine seconds is not long enough to be clever. It is long enough to have practised.";
    let lines = plain(words, balanced(), 175.0);
    assert!(lines.iter().any(|line| line.ends_with("clever.")), "{lines:?}");
}

#[test]
fn a_name_is_parted_behind_its_titles() {
    let lines = broken(&[("Dr.\u{A0}Öğr.\u{A0}Üyesi Güngör Ekşioğlu", Emphasis::None)], "tr", balanced(), 100.0);
    assert_eq!(lines, ["Dr.\u{A0}Öğr.\u{A0}Üyesi", "Güngör Ekşioğlu"]);
}

#[test]
fn a_separator_vanishes_at_a_line_end() {
    let words = "colloquia@dorvan-tu.example  ·  dorvan-tu.example";
    assert_eq!(plain(words, rag(), 150.0), ["colloquia@dorvan-tu.example", "dorvan-tu.example"]);
    assert_eq!(plain(words, rag(), 400.0), [words]);
}

#[test]
fn words_in_bold_are_not_divided() {
    let mut narrow = style(Align::Justify);
    narrow.hyphenate = true;
    let hyphens = |emphasis| {
        let words = [("Onlar bu gün ", Emphasis::None), ("qiymətləndirmələrin hesabatlarını", emphasis)];
        broken(&words, "az", narrow.clone(), 110.0).concat().contains('\u{AD}')
    };
    assert!(hyphens(Emphasis::None) && !hyphens(Emphasis::Strong));
}
