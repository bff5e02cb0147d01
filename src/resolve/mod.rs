//! From the event and the layout as written to the document as meant.

pub mod document;
pub mod story;
pub mod style;
