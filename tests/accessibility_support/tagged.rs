//! What a screen reader hears of a PDF, read with lopdf: the structure tree in its order, with the words of each marked
//! sequence by the fonts' ToUnicode maps and ActualText, and the words that are artifacts.

use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// A structure element with all below it.
#[derive(Debug, Default)]
pub struct Element {
    pub role: String,
    pub alt: Option<String>,
    pub title: Option<String>,
    pub language: Option<String>,
    pub numbering: Option<String>,
    pub kids: Vec<Kid>,
}

#[derive(Debug)]
pub enum Kid {
    Element(Element),
    Words(String),
    /// An annotation with its `Contents`.
    Annotation(String),
}

/// A tagged file.
#[derive(Debug)]
pub struct Tagged {
    pub root: Element,
    /// The words of the artifacts of each page.
    pub artifacts: Vec<String>,
    /// Words of no marked content.
    pub unmarked: String,
}

/// The words of each marked-content identifier of a page, its artifacts, and what is neither.
#[derive(Default)]
struct PageWords {
    sequences: BTreeMap<i64, String>,
    artifacts: String,
    unmarked: String,
}

pub fn read(pdf: &[u8]) -> Tagged {
    let document = Document::load_mem(pdf).expect("lopdf reads the file");
    let pages: BTreeMap<ObjectId, PageWords> =
        document.get_pages().values().map(|id| (*id, page_words(&document, *id))).collect();
    let catalog = document.catalog().expect("a catalog");
    let root = follow(&document, catalog.get(b"StructTreeRoot").expect("a structure tree")).as_dict().expect("a root");
    let mut top = Element::default();
    kids(&document, &pages, root, None, &mut top);
    let [Kid::Element(_)] = top.kids.as_slice() else { panic!("the root has one child, the document") };
    let Some(Kid::Element(root)) = top.kids.pop() else { unreachable!() };
    let in_order = document.get_pages();
    Tagged {
        root,
        artifacts: in_order.values().map(|id| pages[id].artifacts.clone()).collect(),
        unmarked: pages.values().map(|page| page.unmarked.as_str()).collect(),
    }
}

fn follow<'d>(document: &'d Document, object: &'d Object) -> &'d Object {
    document.dereference(object).expect("the object is there").1
}

fn text(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    let object = dictionary.get(key).ok()?;
    Some(lopdf::decode_text_string(follow(document, object)).expect("a text string"))
}

fn name(document: &Document, object: &Object) -> String {
    String::from_utf8_lossy(follow(document, object).as_name().expect("a name")).into_owned()
}

fn element(
    document: &Document,
    pages: &BTreeMap<ObjectId, PageWords>,
    dictionary: &Dictionary,
    page: Option<ObjectId>,
) -> Element {
    let attributes = dictionary.get(b"A").ok().map(|a| match follow(document, a) {
        Object::Array(list) => list.iter().map(|a| follow(document, a)).collect(),
        one => vec![one],
    });
    let numbering = attributes.into_iter().flatten().find_map(|a| a.as_dict().ok()?.get(b"ListNumbering").ok());
    let mut own = Element {
        role: name(document, dictionary.get(b"S").expect("a role")),
        alt: text(document, dictionary, b"Alt"),
        title: text(document, dictionary, b"T"),
        language: text(document, dictionary, b"Lang"),
        numbering: numbering.map(|numbering| name(document, numbering)),
        kids: Vec::new(),
    };
    kids(document, pages, dictionary, page, &mut own);
    own
}

fn kids(
    document: &Document,
    pages: &BTreeMap<ObjectId, PageWords>,
    dictionary: &Dictionary,
    page: Option<ObjectId>,
    own: &mut Element,
) {
    let page = dictionary.get(b"Pg").ok().and_then(|page| page.as_reference().ok()).or(page);
    let Ok(list) = dictionary.get(b"K").map(|kids| follow(document, kids)) else { return };
    let list: Vec<&Object> = match list {
        Object::Array(list) => list.iter().map(|kid| follow(document, kid)).collect(),
        one => vec![one],
    };
    for kid in list {
        let (dictionary, sequence) = match kid {
            Object::Integer(id) => (None, Some((page, *id))),
            Object::Dictionary(kid) if kid.has_type(b"MCR") => {
                let page = kid.get(b"Pg").ok().and_then(|page| page.as_reference().ok()).or(page);
                (None, Some((page, kid.get(b"MCID").and_then(Object::as_i64).expect("an identifier"))))
            }
            Object::Dictionary(kid) => (Some(kid), None),
            other => panic!("no kid of an element: {other:?}"),
        };
        if let Some((page, id)) = sequence {
            let words = pages[&page.expect("a page")].sequences.get(&id).expect("the sequence is on its page");
            own.kids.push(Kid::Words(words.clone()));
        } else if let Some(kid) = dictionary {
            own.kids.push(match kid.has_type(b"OBJR") {
                true => {
                    let annotation = follow(document, kid.get(b"Obj").expect("an object")).as_dict().expect("one");
                    Kid::Annotation(text(document, annotation, b"Contents").expect("`Contents`"))
                }
                false => Kid::Element(element(document, pages, kid, page)),
            });
        }
    }
}

/// What a marked-content sequence in force is.
#[derive(Clone)]
enum Mark {
    Sequence(i64),
    Artifact,
    /// With what stands for its words.
    Span(Option<String>),
}

fn page_words(document: &Document, page: ObjectId) -> PageWords {
    let fonts = document.get_page_fonts(page).expect("fonts");
    let encodings: BTreeMap<_, _> =
        fonts.iter().map(|(name, font)| (name, font.get_font_encoding(document).expect("ToUnicode"))).collect();
    let content = document.get_and_decode_page_content(page).expect("the content can be read");
    let mut words = PageWords::default();
    let (mut marks, mut font): (Vec<Mark>, Vec<u8>) = (Vec::new(), Vec::new());
    for operation in content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                let mark = mark(&operands[0], operands.get(1));
                if let Mark::Sequence(id) = mark {
                    words.sequences.entry(id).or_default();
                }
                if let Mark::Span(Some(actual)) = &mark {
                    let actual = actual.clone();
                    words.put(&marks, &actual);
                }
                marks.push(mark);
            }
            "EMC" => {
                marks.pop().expect("a sequence is open");
            }
            // Artifacts need not stand apart in the content.
            "Td" if matches!(marks.last(), Some(Mark::Artifact)) => words.artifacts.push(' '),
            "Tf" => font = operands[0].as_name().expect("a font's name").to_vec(),
            "Tj" | "TJ" => {
                let strings = match &operands[0] {
                    Object::Array(list) => list.iter().collect(),
                    one => vec![one],
                };
                for bytes in strings.into_iter().filter_map(|string| string.as_str().ok()) {
                    let shown = Document::decode_text(&encodings[&font], bytes).expect("the codes have characters");
                    if !marks.iter().any(|mark| matches!(mark, Mark::Span(Some(_)))) {
                        words.put(&marks, &shown);
                    }
                }
            }
            _ => {}
        }
    }
    assert!(marks.is_empty(), "a sequence is not closed");
    words
}

fn mark(tag: &Object, properties: Option<&Object>) -> Mark {
    let properties = properties.map(|own| own.as_dict().expect("properties stand in the content"));
    let get = |key: &[u8]| properties.and_then(|own| own.get(key).ok());
    match (tag.as_name().expect("a tag"), get(b"MCID")) {
        (b"Artifact", _) => Mark::Artifact,
        (_, Some(id)) => Mark::Sequence(id.as_i64().expect("a number")),
        _ => Mark::Span(get(b"ActualText").map(|text| lopdf::decode_text_string(text).expect("a text string"))),
    }
}

impl PageWords {
    fn put(&mut self, marks: &[Mark], words: &str) {
        let sequences = marks.iter().filter(|mark| matches!(mark, Mark::Sequence(_) | Mark::Artifact)).count();
        assert!(sequences <= 1, "marked sequences stand in each other");
        let outer = marks.iter().find(|mark| !matches!(mark, Mark::Span(_)));
        match outer {
            Some(Mark::Sequence(id)) => self.sequences.entry(*id).or_default(),
            Some(_) => &mut self.artifacts,
            None => &mut self.unmarked,
        }
        .push_str(words);
    }
}

impl Element {
    /// Calls `visit` with each element, parents first, in the order of reading.
    pub fn each<'e>(&'e self, visit: &mut impl FnMut(&'e Element)) {
        visit(self);
        self.elements().for_each(|kid| kid.each(visit));
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Element(kid) => Some(kid),
            _ => None,
        })
    }

    /// All words in it.
    pub fn words(&self) -> String {
        let words = self.kids.iter().map(|kid| match kid {
            Kid::Words(words) => words.clone(),
            Kid::Element(kid) => kid.words(),
            Kid::Annotation(_) => String::new(),
        });
        words.collect()
    }

    /// Roles with the words of each element that has some of its own, in the order of reading; links and spans are part
    /// of the element that they stand in.
    pub fn blocks(&self) -> Vec<(&str, String)> {
        let mut blocks = Vec::new();
        self.gather(&mut blocks);
        blocks
    }

    fn gather<'e>(&'e self, blocks: &mut Vec<(&'e str, String)>) {
        let is_part = |kid: &Element| kid.role == "Link" || kid.role == "Span";
        let mut own = String::new();
        for kid in &self.kids {
            match kid {
                Kid::Words(words) => own.push_str(words),
                Kid::Element(kid) if is_part(kid) => own.push_str(&kid.words()),
                _ => {}
            }
        }
        if !own.trim().is_empty() {
            blocks.push((&self.role, own));
        }
        self.elements().filter(|kid| !is_part(kid)).for_each(|kid| kid.gather(blocks));
    }
}
