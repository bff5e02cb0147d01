//! What the screen edition needs to be told: how fine pictures are, how large the file may be.

use crate::diagnostic::Span;

/// How pictures are made for the screen edition.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Screen {
    /// Pixels per inch to which finer pictures are brought, small ones to a quarter more.
    pub resolution: f32,
    /// Of JPEG coding, 1 to 100.
    pub quality: u8,
    pub max_size: Option<MaxSize>,
}

/// The most that the file may weigh.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct MaxSize {
    pub bytes: u64,
    /// Where it is asked for.
    pub source: Span,
}

impl Default for Screen {
    /// At 200 % on a screen of 96 pixels an inch pictures are shown with 192. With 150, coded as finely as this and without
    /// subsampling, large ones look as the originals do there; `press::pictures` keeps small ones finer.
    fn default() -> Screen {
        Screen { resolution: 150.0, quality: 88, max_size: None }
    }
}
