//! An event in numbers: who speaks how long, with what between the paragraphs.

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    English,
    Turkish,
}

impl Language {
    /// BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Turkish => "tr",
        }
    }

    pub fn tagged(tag: &str) -> Option<Language> {
        [Language::English, Language::Turkish].into_iter().find(|language| language.tag() == tag)
    }
}

#[derive(Clone, Debug)]
pub struct Plan {
    pub language: Language,
    /// Which title, names and pictures, and in which order the sentences come.
    pub seed: u64,
    pub cover: bool,
    pub introduction: Text,
    pub speakers: Vec<Speaker>,
    pub sections: Vec<Text>,
    pub photographs: usize,
    pub closing: bool,
}

#[derive(Clone, Debug)]
pub struct Speaker {
    pub portrait: bool,
    pub role_lines: usize,
    pub remarks: Text,
}

#[derive(Clone, Debug)]
pub struct Text {
    /// With which sentence of the event's order it begins.
    pub from: usize,
    /// About so many, in whole sentences; what stands between the paragraphs is not counted.
    pub words: usize,
    pub headings: bool,
    pub things: Vec<Thing>,
}

/// A quote, a picture or a list.
#[derive(Clone, Debug)]
pub struct Thing {
    pub form: Form,
    /// It follows the paragraph in which this share of the words is spoken.
    pub after: f64,
    /// About so many, in whole sentences.
    pub words: usize,
    /// A quote says whose it is.
    pub source: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Box,
    Inline,
    Banner,
    /// A block quotation, which is a message if it is long.
    Block,
    /// A sentence of the text, repeated in a way that the layout chooses.
    Repeated,
    /// A box in the middle of a sentence.
    InSentence,
    /// With a caption.
    Picture,
    List,
}

impl Form {
    pub const ALL: [Form; 8] = [
        Form::Box,
        Form::Inline,
        Form::Banner,
        Form::Block,
        Form::Repeated,
        Form::InSentence,
        Form::Picture,
        Form::List,
    ];
}
