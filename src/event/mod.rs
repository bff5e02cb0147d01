//! The event as written: what one YAML file says about a seminar, each part with its place.
//!
//! In: the event file (docs/event-format.md). Out: [`Event`], its long texts still Markdown; [`markup`] reads those.

pub mod markup;

mod date;
mod parts;

pub use date::{Date, EventDate};
pub use parts::{Accent, BackCover, CmykAccent, Event, Moderator, Organiser, Picture, Section, Speaker, Theme};
