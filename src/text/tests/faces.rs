//! What the built-in faces have: small capitals, superiors, figures.

use super::*;

#[test]
fn small_capitals_and_superiors_exist_for_each_language() {
    for family in FONTS.families().iter().filter(|family| family.name.starts_with("Source")) {
        for (weight, italic) in &family.styles {
            let fonts = vec![FONTS.find(&family.name, *weight, *italic).unwrap()];
            let plain = CharStyle { fonts, ..char_style() };
            let small = CharStyle { features: vec![(*b"smcp", 1), (*b"c2sc", 1)], ..plain.clone() };
            let raised = CharStyle { features: vec![(*b"sups", 1)], ..plain.clone() };
            let same = |letters: &str, chars: &CharStyle| -> String {
                let set = |chars: &CharStyle| ids(&line(letters, "az", chars.clone()));
                let pairs = letters.chars().zip(set(&plain).into_iter().zip(set(chars)));
                pairs.filter(|(_, (plain, other))| plain == other).map(|(c, _)| c).collect()
            };
            let name = format!("{} {weight} {italic}", family.name);
            // The italics have none: see the next test.
            if !*italic {
                assert_eq!(same("abcçdeəgğhıijklmnoöprsştuüvxyzqwƏĞİIŞÇÖÜ", &small), "", "{name}");
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
