//! Texts of a form of their own, which a schema names by `format`: lengths, places and the like.
//!
//! In: the functions that read them, from the module whose types they are. The checker calls them, so that every
//! unreadable text of a file is told in one run.

/// A kind of text.
pub struct Format {
    /// As schemas have it under `format`.
    pub name: &'static str,
    /// Gives the number for which the schema's `minimum` and `maximum` hold, if it stands for one.
    pub read: fn(&str) -> Result<Option<f64>, Misread>,
    /// The unit of that number.
    pub unit: &'static str,
}

/// The kinds that a reader of files knows.
pub type Formats<'a> = &'a [Format];

/// Why a text is not of its kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Misread {
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl Misread {
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Misread {
        Misread { message: message.into(), help: help.into() }
    }
}

impl std::fmt::Display for Misread {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}; {}", self.message, self.help)
    }
}
