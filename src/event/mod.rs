//! The event as written: what one YAML file says about a seminar, each part with its place.
//!
//! In: the event file (docs/event-format.md). Out: [`Event`], its long texts still Markdown; [`markup`] reads those.

pub mod markup;
pub mod months;

pub mod typography;

mod copies;
mod date;
mod mail;
mod outputs;
mod pages;
mod parts;
mod texts;
mod validate;

pub use copies::CopiesSpec;
pub use date::{Date, EventDate, Figures, Mistake};
pub use mail::{
    AttachSpec, LimitsSpec, MailSpec, PasswordSpec, SecuritySpec, ServerSpec, UnsubscribeSpec, hide_password,
    is_loopback,
};
pub use outputs::{EditionSpec, NotesPlace, NotesSpec, OutputSpec, Outputs, SchemeSpec, SideSpec};
pub use pages::Pages;
pub use parts::{Accent, BackCover, CmykAccent, Event, Moderator, Organiser, Picture, Section, Speaker, Theme};

pub use texts::check_texts;

use crate::diagnostic::{Diagnostics, FileId, SourceMap};
use crate::{screen, yaml};

/// The texts that the schema names by `format`.
const FORMATS: yaml::Formats = &[screen::FORMAT];

/// Reads an event file of the source map and checks what its schema cannot: dates, languages, addresses, colours.
///
/// As with [`crate::yaml::read`], `Some` may come with errors. The Markdown of its texts is not read yet.
pub fn read(sources: &SourceMap, file: FileId, diagnostics: &mut Diagnostics) -> Option<Event> {
    let root = yaml::parse(sources, file, diagnostics)?;
    let event = yaml::read_tree(sources, root, FORMATS, diagnostics)?;
    validate::check(&event, diagnostics);
    Some(event)
}
