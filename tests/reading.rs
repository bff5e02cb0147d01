//! Texts from the file to blocks: places of characters, Markdown, typography, and whatever bytes come.

mod reading_support;

use plenary::diagnostic::{Diagnostics, SourceMap};
use plenary::event::markup::{self, MarkupOptions};
use plenary::event::{self, typography};
use plenary::yaml::{self, SourceText};
use proptest::prelude::*;
use reading_support::{blocks, text_of};
use std::path::Path;

/// The file's own characters at the place of each stretch of the text.
fn written<'a>(yaml: &'a str, text: &SourceText, stretch: &str) -> &'a str {
    let at = text.find(stretch).expect("the stretch is part of the text");
    let span = text.span_of(at..at + stretch.len());
    &yaml[span.start..span.end]
}

#[test]
fn places_are_exact_in_every_style() {
    for yaml in [
        "t: før ünd après\n",
        "t: før\n  ünd\n\n\n  après\n",
        "t: 'før it''s ünd après'\n",
        "t: \"før \\\"x\\\" \\u00e9 \\x41 ünd \\\n   après\"\n",
        "t: |\n  før\n    ünd\n\n  après\n",
        "t: |\r\n  før\r\n\r\n  ünd après\r\n",
        "t: |2-\n\n    før\n  ünd après",
        "t: >\n  før\n  ünd\n\n  après\n    more\n  end\n",
        "x: 1\nt: |\n\n\n  før ünd\n  après\n# end\ny: 2\n",
    ] {
        let text = text_of(yaml);
        for word in ["før", "ünd", "après"] {
            assert_eq!(written(yaml, &text, word), word, "in {yaml:?}");
        }
    }
}

#[test]
fn a_slice_keeps_its_places() {
    let yaml = "t: |\n  før\n  ünd après\n";
    let text = text_of(yaml);
    let at = text.find("ünd").expect("a word");
    let slice = text.slice(at..text.len());
    assert_eq!(written(yaml, &slice, "après"), "après");
}

/// Markdown, and the blocks it gives in the notation of `reading_support`.
const MARKDOWN: &[(&str, &str)] = &[
    ("One *two* **three**.", "p[One /two/ *three*.]"),
    ("One\ntwo\n\nthree", "p[One two] p[three]"),
    ("One\\\ntwo", "p[One⏎two]"),
    ("One  \ntwo", "p[One two]"),
    ("***both*** and [words](https://a.b)", "p[*/both/* and <words https://a.b>]"),
    ("On the 26^th^ of May, 2^10^", "p[On the 26^th^\u{a0}of\u{a0}May, 2^10^]"),
    ("H~2~O and CO~2~, \\~x~ at ~40, a~b c", "p[H~2~O and CO~2~, ~x~ at ~40, a~b c]"),
    ("Two  spaces\tand   more", "p[Two spaces and more]"),
    ("Not ^ a mark, nor \\^this^", "p[Not ^ a mark, nor ^this^]"),
    ("## Heading\ntext", "h2[Heading] p[text]"),
    ("- one\n- two\n  - three", "ul(p[one]; p[two] ul(p[three]))"),
    ("3. one\n4. two", "ol3(p[one]; p[two])"),
    ("> quoted\n>\n> more\n> — Name", "quote(p[quoted] p[more])—Name"),
    ("> ### Label\n> quoted\n>\n> -- *Name*, 1906", "quote{Label}(p[quoted])—/Name/, 1906"),
    ("> [!box] Words.\n> — Name", "pull-box(p[Words.])—Name"),
    ("> [!box right foot] Words.", "pull-box@right@foot(p[Words.])"),
    ("==[box across] All of it== he said.", "p[All of it he said.]{0..9 box@across All of it}"),
    ("![p](f.jpg#at=wide)", "picture(f.jpg|p|@wide)"),
    ("![p](f.jpg#focus=40,30&at=right-top)", "picture(f.jpg|p|40,30@right@top)"),
    ("> [!Banner]\n> Words.", "pull-banner(p[Words.])"),
    ("A ==few words== here", "p[A few words here]{2..11 few words}"),
    ("A ==[inline] *few* words==", "p[A /few/ words]{2..11 inline /few/ words}"),
    ("==\"a\" -- b== \\==c", "p[“a” – b ==c]{0..13 “a” – b}"),
    ("é ==x==", "p[é x]{3..4 x}"),
    ("He said\n\n> [!inline] Loud.\n\nand left.", "p[He said and left.]{@8 pull-inline-mid(p[Loud.])}"),
    ("He said.\n\n> [!inline] Loud.\n\nand left.", "p[He said.] pull-inline(p[Loud.]) p[and left.]"),
    ("He said\n\n> [!inline] Loud.\n\nAnd left.", "p[He said] pull-inline(p[Loud.]) p[And left.]"),
    (
        "He \"said\n\n> [!box] A\n\nand\n\n![p](f.jpg)\n\nleft\"",
        "p[He “said and left”]{@11 pull-box-mid(p[A])}{@15 picture-mid(f.jpg)}",
    ),
    ("حديث\n\n> [!box] A\n\nطويل", "p[حديث طويل]{@9 pull-box-mid(p[A])}"),
    ("a\n\n> quoted\n\nb", "p[a] quote(p[quoted]) p[b]"),
    (
        "![The hall](a%20b.jpg#focus=40,30.5 \"Guests *sit* | Photo: \\\"A\\\"\")",
        "picture(a b.jpg|The hall|40,30.5|Guests /sit/|Photo: “A”)",
    ),
    ("Text\n![x](<a b.jpg>)\nmore", "p[Text more]{@5 picture-mid(a b.jpg|x)}"),
    ("&lt;b&gt; \\<i> \\*x\\*", "p[<b> <i> *x*]"),
];

#[test]
fn markdown_gives_blocks() {
    for (markdown, expected) in MARKDOWN {
        let mut diagnostics = Diagnostics::default();
        let found = blocks(markdown, &mut diagnostics);
        assert_eq!(found, *expected, "from {markdown:?}");
        assert_eq!(diagnostics.list, [], "from {markdown:?}");
    }
}

#[test]
fn one_paragraph_starts_no_list() {
    for text in ["25. Yıl", "- *well*", "# 1 of 2", "> more", "+00 114", "* * *", "=x", "1) one\n2) two", "| a |"] {
        let mut diagnostics = Diagnostics::default();
        let lines: String = text.lines().map(|line| format!("  {line}\n")).collect();
        let source = text_of(&format!("t: |\n{lines}"));
        let inlines = markup::parse_inline(&source, &MarkupOptions::lines("tr"), &mut diagnostics);
        assert_eq!(markup::plain_text(&inlines), text.replace("*well*", "well"));
        assert_eq!(diagnostics.list, [], "from {text:?}");
    }
}

/// The example in the documentation is an event without a mistake.
#[test]
fn the_documented_example_is_sound() {
    let document = include_str!("../docs/event-format.md");
    let example = document.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let file = sources.add(Path::new("event.yaml"), example);
    let event = event::read(&sources, file, &mut diagnostics).expect("an event");
    event::check_texts(&event, &mut diagnostics);
    assert_eq!(diagnostics.list, []);
}

const TYPOGRAPHY: &[(&str, &str)] = &[
    ("\"Words\" and 'words'", "“Words” and ‘words’"),
    ("\"'Nested' words\"", "“‘Nested’ words”"),
    ("(\"in brackets\")", "(“in brackets”)"),
    ("the valley's, the boys' own", "the valley’s, the boys’ own"),
    ("the '90s, rock 'n' roll, 'tis", "the ’90s, rock ’n’ roll, ’tis"),
    ("Ankara'da, Bakı'nın", "Ankara’da, Bakı’nın"),
    ("one -- two, one---two, ----", "one – two, one—two, ----"),
    ("we came - late - and", "we came – late – and"),
    ("1914-1918, 1914-18, pp. 12-14; (3-4)", "1914–1918, 1914–18, pp.\u{A0}12–14; (3–4)"),
    ("2026-05-14, 0312-555-1234, 555-1234, ISO 690-692", "2026-05-14, 0312-555-1234, 555-1234, ISO 690-692"),
    ("+90 312 12-34, 12-34 56, 3-1, F-16, covid-19", "+90 312 12-34, 12-34 56, 3-1, F-16, covid-19"),
    ("wait... or....", "wait… or...."),
    ("“set” ‘already’ … –", "“set” ‘already’\u{A0}… –"),
    ("Dr. Önal, J. R. Holm, No. 7, No. Never", "Dr.\u{A0}Önal, J.\u{A0}R.\u{A0}Holm, No.\u{A0}7, No. Never"),
    ("said--\"never\"", "said–“never”"),
    ("6' 2\", a 12\" pipe", "6′ 2″, a 12″ pipe"),
    ("\"since 1906\", 'the class of 06', \"room 12\"", "“since 1906”, ‘the class of 06’, “room 12”"),
    ("H.E. Dr. Önal, Mr Holm, Ms. Obi", "H.E.\u{A0}Dr.\u{A0}Önal, Mr\u{A0}Holm, Ms.\u{A0}Obi"),
    ("5 km, 1,500 kWh; 20 °C. 3 million", "5\u{A0}km, 1,500\u{A0}kWh; 20\u{A0}°C. 3\u{A0}million"),
    ("50 % or 50%, € 5, § 7", "50\u{A0}% or 50%, €\u{A0}5, §\u{A0}7"),
    ("so ... it went …", "so\u{A0}… it went\u{A0}…"),
    ("(https://a.example/x--y?q='1'&p=1-2), it's", "(https://a.example/x--y?q='1'&p=1-2), it’s"),
    ("\"www.a.example/b--c\" or j.o'b--x@a.example.", "“www.a.example/b--c” or j.o'b--x@a.example."),
];

#[test]
fn each_language_has_its_own_marks() {
    let cases = [
        ("tr", "Ankara'da \"bir 'iç' söz\"", "Ankara’da “bir ‘iç’ söz”"),
        ("tr", "1914-1918, % 50, %50, 1906'da", "1914-1918, %\u{A0}50, %50, 1906’da"),
        (
            "tr",
            "Sn. Ayşe, Doç. Dr. Kaya, Sayın Kaya, s. 12",
            "Sn.\u{A0}Ayşe, Doç.\u{A0}Dr.\u{A0}Kaya, Sayın\u{A0}Kaya, s.\u{A0}12",
        ),
        ("az", "1914-1918-ci illər, \"söz\", «söz»", "1914–1918-ci illər, “söz”, «söz»"),
        ("az", "Cənab Əliyev, 5 manat", "Cənab\u{A0}Əliyev, 5\u{A0}manat"),
        ("az", "22 sentyabrda, 3 mart, 3 martaba", "22\u{A0}sentyabrda, 3\u{A0}mart, 3 martaba"),
        ("tr", "18 Ekim Pazar, 26 Şubat'ta", "18\u{A0}Ekim Pazar, 26\u{A0}Şubat’ta"),
        ("en", "in February 5, 7 May; 200 May", "in February\u{A0}5, 7\u{A0}May; 200 May"),
        (
            "tr",
            "Öğr. Gör. Kaya, Prof. Dr. Kaya, Dr. Öğr. Üyesi Kaya, Av. Kaya, Arş. Gör. Kaya, Yrd. Doç. Dr. Kaya",
            "Öğr.\u{A0}Gör.\u{A0}Kaya, Prof.\u{A0}Dr.\u{A0}Kaya, Dr.\u{A0}Öğr.\u{A0}Üyesi\u{A0}Kaya, Av.\u{A0}Kaya, \
             Arş.\u{A0}Gör.\u{A0}Kaya, Yrd.\u{A0}Doç.\u{A0}Dr.\u{A0}Kaya",
        ),
        (
            "az",
            "Prof. Dr. Əliyev, prof. Əliyev, Dos. Əliyev, akad. Əliyev; beş akad. idi",
            "Prof.\u{A0}Dr.\u{A0}Əliyev, prof.\u{A0}Əliyev, Dos.\u{A0}Əliyev, akad.\u{A0}Əliyev; beş akad. idi",
        ),
    ];
    for (language, typed, expected) in cases {
        assert_eq!(typography::typeset(typed, language), expected, "{language}");
    }
}

#[test]
fn ordinals_are_raised_in_english_alone() {
    let raised = |text: &str, language: &str| -> String {
        let chars: Vec<char> = text.chars().collect();
        let found = typography::ordinals(&chars, &|_| false, language);
        found.into_iter().map(|range| chars[range].iter().collect::<String>() + " ").collect()
    };
    assert_eq!(raised("the 1st, 2nd, 3rd, 11th, 21st and 112th", "en-GB"), "st nd rd th st th ");
    assert_eq!(raised("1th, 4nd, 5thly, A4th, https://a.example/26th", "en"), "");
    assert_eq!(raised("26th", "tr"), "");
}

/// Words that typography looks for, where there is nothing before or after them.
#[test]
fn texts_may_begin_and_end_with_any_word() {
    let words = [
        "of", "26", "26th", "May", "Prof.", "Dr.", "p.", "No.", "km", "%", "°", "...", "--", "-", "'", "\"", "(", ")",
        "1", ",",
    ];
    let joined = '\u{a0}';
    for language in ["en", "tr", "az", "ur", "ar"] {
        for (a, b) in words.iter().flat_map(|a| words.iter().map(move |b| (a, b))) {
            for text in [(*a).to_owned(), format!("{a} {b}"), format!(" {a} {b} "), format!("({a} {b} x")] {
                let set = typography::typeset(&text, language);
                assert_eq!(set.trim().is_empty(), text.trim().is_empty(), "{text:?}");
            }
        }
    }
    let date = typography::typeset("the 26th of May", "en");
    assert_eq!(date.replace(joined, " "), "the 26th of May");
    assert_eq!(typography::typeset("of May and of June", "en").replace(joined, " "), "of May and of June");
}

#[test]
fn typewriter_marks_become_typographic() {
    for (typed, expected) in TYPOGRAPHY {
        assert_eq!(typography::typeset(typed, "en"), *expected);
    }
}

#[test]
fn quotation_marks_of_arabic_and_urdu_open_at_the_right() {
    for language in ["ar", "ur"] {
        let set = typography::typeset("قال \"كان 'الماء' يقاس\" و \"'لا'\" it's", language);
        assert_eq!(set, "قال ”كان ’الماء‘ يقاس“ و ”’لا‘“ it’s");
    }
}

/// Pieces of YAML and Markdown, so that random files come near to sensible ones.
fn near_yaml() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "title: ",
        "organiser:\n  name: x\n",
        "speakers:\n",
        "  - name: y\n",
        "    remarks: |\n",
        "      ",
        "\n",
        "\n\n",
        "text ",
        "é",
        "==",
        "> ",
        "> [!box] ",
        "*",
        "**",
        "^",
        "[",
        "](",
        ")",
        "![",
        "\"",
        "'",
        "\\",
        "- ",
        "# ",
        "|",
        ">",
        ": ",
        "&",
        "*a ",
        "{",
        "}",
        ",",
        "\t",
        "\r\n",
        "---\n",
        "`",
        "<b>",
        "date: 2026-02-30\n",
        "closing: >-\n",
        "introduction: \"",
        "focus: [1, 2]\n",
        "cover:\n",
        "  file: f\n",
        "\u{feff}",
        "\u{0}",
        "~",
        "#focus=",
        "||",
    ];
    prop::collection::vec(prop::sample::select(WORDS), 0..60).prop_map(|v| v.concat())
}

fn read_anything(bytes: Vec<u8>) {
    let (mut sources, mut diagnostics) = (SourceMap::default(), Diagnostics::default());
    let file = yaml::load(Path::new("event.yaml"), bytes, &mut sources, &mut diagnostics);
    if let Some(event) = event::read(&sources, file, &mut diagnostics) {
        event::check_texts(&event, &mut diagnostics);
    }
    plenary::diagnostic::render::render(&diagnostics, &sources, true);
    plenary::diagnostic::json::render(&diagnostics, &sources);
}

/// A sound event with one text of any kind.
fn event_with(text: &str) -> String {
    let lines: String = text.lines().map(|line| format!("  {line}\n")).collect();
    format!("title: x\norganiser:\n  name: y\nintroduction: |\n  .\n{lines}")
}

#[test]
fn depth_and_size_have_limits() {
    for sign in ["[", "{a: ", "- ", "> ", "*", "![", "'", "\"", "==", "^", "](", "[a](", "\\", "&"] {
        read_anything(sign.repeat(20_000).into_bytes());
        read_anything(event_with(&sign.repeat(20_000)).into_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_anything(bytes);
    }

    #[test]
    fn no_yaml_panics(text in near_yaml()) {
        read_anything(text.clone().into_bytes());
        read_anything(event_with(&text).into_bytes());
    }

    #[test]
    fn typography_loses_no_letter(text in "[a-zé '\"().0-9A-Z—–-]{0,80}") {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let set = typography::typeset(&text, "en");
        prop_assert_eq!(letters(&set), letters(&text));
        // What has been set is left alone.
        prop_assert_eq!(typography::typeset(&set, "en"), set);
    }
}
