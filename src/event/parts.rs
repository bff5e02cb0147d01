//! The parts of an event file. The field descriptions below are also those of its published schema.

use super::copies::CopiesSpec;
use super::date::EventDate;
use super::mail::MailSpec;
use super::outputs::Outputs;
use super::pages::Pages;
use crate::diagnostic::Span;
use crate::print::PrintSpec;
use crate::screen::ScreenSpec;
use crate::yaml::{Shorthand, SourceText, Spanned};
use schemars::JsonSchema;
use serde::Deserialize;

/// One event: a seminar, a conference or a meeting, as its report tells it.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// A built-in layout's name, or the path of a layout file.
    pub layout: Option<Spanned<String>>,
    /// The language of the text: en, en-GB, en-US, tr, az, ur or ar. Without it, en.
    pub language: Option<Spanned<String>>,
    /// The line above the title, such as "Seminar on".
    pub kind: Option<SourceText>,
    /// What the event was called.
    pub title: SourceText,
    /// The line below the title.
    pub subtitle: Option<SourceText>,
    /// A date (2026-02-26), two with a slash between (2026-02-26/2026-02-28), or free text.
    pub date: Option<Spanned<EventDate>>,
    /// Where it was held.
    pub venue: Option<SourceText>,
    /// Who moderated: a name, or name and role.
    pub moderator: Option<Moderator>,
    /// Words under which the file is to be found, besides the speakers' names. They stand on no page.
    #[serde(default)]
    pub keywords: Vec<Spanned<String>>,
    /// The title page's picture.
    pub cover: Option<Picture>,
    /// Who held the event.
    pub organiser: Organiser,
    /// Who held it together with the organiser.
    #[serde(default)]
    pub co_organisers: Vec<Organiser>,
    /// How the report begins (Markdown); the first paragraph is the lead, the first picture opens the report.
    pub introduction: Option<SourceText>,
    /// The heading above the speakers.
    pub remarks_heading: Option<SourceText>,
    /// Text between that heading and the first speaker (Markdown).
    pub remarks_lead: Option<SourceText>,
    /// The speakers in the order in which they are set.
    #[serde(default)]
    pub speakers: Vec<Speaker>,
    /// Further parts of the report, after the speakers.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// Pictures that are set in strips where a page has room.
    #[serde(default)]
    pub photographs: Vec<Picture>,
    /// The last words of the report (Markdown).
    pub closing: Option<SourceText>,
    /// What the back cover says beyond the organiser's particulars.
    pub back_cover: Option<BackCover>,
    /// Choices of colour.
    pub theme: Option<Theme>,
    /// How many pages the report is to have: 12, or {multiple_of: 4}. Without it, as many as it takes.
    pub pages: Option<Spanned<Pages>>,
    /// For which press the print edition is made.
    pub print: Option<PrintSpec>,
    /// Whether the screen edition holds this file too, comments included. Without it, no.
    pub embed_event: Option<Spanned<bool>>,
    /// How fine pictures are in the screen edition, and how large its file may be.
    pub screen: Option<ScreenSpec>,
    /// Files that `build --all` makes of the event: a mapping of their names.
    pub outputs: Option<Outputs>,
    /// What is each attendee's own in the copies that `plenary copies` makes.
    pub copies: Option<CopiesSpec>,
    /// What `plenary send` mails to those who attended.
    pub mail: Option<MailSpec>,
}

impl Event {
    /// The BCP 47 tag of the text's language.
    pub fn language(&self) -> &str {
        self.language.as_ref().map_or("en", |language| language.as_str())
    }
}

/// An institution that held the event.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organiser {
    /// The institution's name.
    pub name: Spanned<String>,
    /// Its emblem: an SVG, PNG or JPEG file.
    pub logo: Option<Picture>,
    /// Its motto.
    pub mission: Option<SourceText>,
    /// Its postal address, a line of the file for each line of the page.
    pub address: Option<SourceText>,
    /// Its e-mail address.
    pub email: Option<Spanned<String>>,
    /// The address of its website.
    pub website: Option<Spanned<String>>,
    /// Its telephone number.
    pub telephone: Option<Spanned<String>>,
    /// Its names in social media.
    #[serde(default)]
    pub social: Vec<Spanned<String>>,
}

impl Organiser {
    /// The website's address with its scheme, which may be left out in the file.
    pub fn website_url(&self) -> Option<String> {
        let website = self.website.as_ref()?;
        Some(if website.contains("://") { website.value.clone() } else { format!("https://{}", website.value) })
    }
}

/// Who moderated the event.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(from = "Shorthand<SourceText, Person>")]
pub struct Moderator {
    /// The moderator's name, or all that is said of the moderator in one line (Markdown).
    pub name: SourceText,
    /// Office, institution (Markdown; a line of the file is a line of the page).
    pub role: Option<SourceText>,
}

/// A person's name and role.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Person {
    /// The person's name.
    name: SourceText,
    /// Office, institution (Markdown; a line of the file is a line of the page).
    role: Option<SourceText>,
}

impl From<Shorthand<SourceText, Person>> for Moderator {
    fn from(written: Shorthand<SourceText, Person>) -> Moderator {
        match written {
            Shorthand::Short(name) => Moderator { name, role: None },
            Shorthand::Long(person) => Moderator { name: person.name, role: person.role },
        }
    }
}

/// A speaker and what the speaker said.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Speaker {
    /// The speaker's name.
    pub name: Spanned<String>,
    /// Set before the name, such as "H.E.".
    pub honorific: Option<Spanned<String>>,
    /// Office, institution (Markdown; a line of the file is a line of the page).
    pub role: Option<SourceText>,
    /// The speaker's picture.
    pub portrait: Option<Picture>,
    /// One or two sentences for short layouts (Markdown).
    pub summary: Option<SourceText>,
    /// What the speaker said (Markdown).
    #[schemars(extend("x-empty" = "the speaker is set with the `summary`, or without a text"))]
    pub remarks: Option<SourceText>,
}

/// A part of the report with a heading of its own.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The heading.
    pub heading: SourceText,
    /// The text (Markdown).
    pub text: Option<SourceText>,
}

/// What the back cover says.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackCover {
    /// A few words (Markdown).
    pub text: Option<SourceText>,
    /// Where this report stands on the web; the QR code leads there.
    pub online: Option<Spanned<String>>,
}

/// Choices of colour.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The colour of headings, rules and boxes.
    pub accent: Option<Spanned<Accent>>,
}

/// A colour: "#RRGGBB", or that with its inks.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(from = "Shorthand<Spanned<String>, CmykAccent>")]
pub struct Accent {
    /// `#RRGGBB`
    pub srgb: Spanned<String>,
    /// Cyan, magenta, yellow, black in percent.
    pub cmyk: Option<Spanned<[f32; 4]>>,
}

impl Accent {
    /// The screen value, 0 to 255; `None` where the text is no colour (an error by then).
    pub fn rgb(&self) -> Option<[u8; 3]> {
        let digits =
            self.srgb.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        Some([(value >> 16) as u8, (value >> 8) as u8, value as u8])
    }
}

/// A colour with its inks for print.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CmykAccent {
    /// The colour on a screen, "#RRGGBB".
    pub srgb: Spanned<String>,
    /// The inks: cyan, magenta, yellow and black in percent.
    pub cmyk: Option<Spanned<[f32; 4]>>,
}

impl From<Shorthand<Spanned<String>, CmykAccent>> for Accent {
    fn from(written: Shorthand<Spanned<String>, CmykAccent>) -> Accent {
        match written {
            Shorthand::Short(srgb) => Accent { srgb, cmyk: None },
            Shorthand::Long(CmykAccent { srgb, cmyk }) => Accent { srgb, cmyk },
        }
    }
}

/// A picture: its path, or a mapping that says more about it.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(from = "Shorthand<Spanned<String>, PictureMapping>")]
pub struct Picture {
    /// The path, relative to the event file.
    pub file: Spanned<String>,
    /// What it shows, for those who cannot see it.
    pub alt: Option<Spanned<String>>,
    /// Nothing is lost without it.
    pub decorative: Option<Spanned<bool>>,
    /// Set under the picture (Markdown, one paragraph).
    pub caption: Option<SourceText>,
    /// Who made the picture (Markdown, one paragraph).
    pub credit: Option<SourceText>,
    /// The point that a crop keeps, in percent from the left and the top.
    pub focus: Option<Spanned<[f64; 2]>>,
}

impl Picture {
    pub fn is_decorative(&self) -> bool {
        self.decorative.is_some_and(|decorative| decorative.value)
    }

    pub fn span(&self) -> Span {
        self.file.span
    }
}

/// A picture and what is said about it.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PictureMapping {
    /// The picture: a JPEG or PNG file, or SVG for logos.
    file: Spanned<String>,
    /// What it shows, for those who cannot see it.
    alt: Option<Spanned<String>>,
    /// true: nothing is lost without it; takes the place of alt.
    decorative: Option<Spanned<bool>>,
    /// Set under the picture (Markdown, one paragraph).
    caption: Option<SourceText>,
    /// Who made the picture (Markdown, one paragraph).
    credit: Option<SourceText>,
    /// The point that a crop keeps: [across, down] in percent from the left and the top.
    focus: Option<Spanned<[f64; 2]>>,
}

impl From<Shorthand<Spanned<String>, PictureMapping>> for Picture {
    fn from(written: Shorthand<Spanned<String>, PictureMapping>) -> Picture {
        match written {
            Shorthand::Short(file) => {
                Picture { file, alt: None, decorative: None, caption: None, credit: None, focus: None }
            }
            Shorthand::Long(long) => Picture {
                file: long.file,
                alt: long.alt,
                decorative: long.decorative,
                caption: long.caption,
                credit: long.credit,
                focus: long.focus,
            },
        }
    }
}
