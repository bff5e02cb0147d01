//! Where the value that is being deserialised stands.
//!
//! serde hands a `Deserialize` implementation no place, so the deserialiser leaves it here just before it calls a
//! visitor, and `Spanned` and `SourceText` take it. Inside `#[serde(untagged)]` types, which serde reads from a copy of
//! its own, the place is that of the whole untagged value.

use crate::diagnostic::{FileId, Span};
use std::cell::RefCell;
use std::sync::Arc;

/// How a scalar was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// A node's place in its file.
#[derive(Clone, Debug)]
pub struct Place {
    pub span: Span,
    /// `None` for what is no scalar.
    pub style: Option<Style>,
    pub source: Arc<str>,
}

thread_local! {
    static CURRENT: RefCell<Option<Place>> = const { RefCell::new(None) };
}

/// Leaves the place of the node that is read next, or takes it away at the end of a document.
pub fn set(place: Option<Place>) {
    CURRENT.with_borrow_mut(|current| *current = place);
}

/// The place of the node that is being read; the start of the first file outside of a reading.
pub fn current() -> Place {
    CURRENT.with_borrow(|current| current.clone()).unwrap_or_else(|| Place {
        span: Span::new(FileId(0), 0, 0),
        style: None,
        source: Arc::from(""),
    })
}
