//! Why a picture cannot be used, said to the person who chose it.

use std::fmt;
use std::path::{Path, PathBuf};

/// A picture that cannot be used. `Display` says what is wrong, [`PictureError::help`] what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PictureError {
    /// As the user wrote it.
    pub path: PathBuf,
    pub problem: Problem,
}

/// What is wrong with a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    NotFound,
    IsFolder,
    /// What the operating system says.
    Unreadable(String),
    Empty,
    NotAPicture,
    /// A kind of file that is recognised but not read, such as "WebP picture".
    UnsupportedKind(&'static str),
    /// The file ends too early.
    Truncated,
    /// What in the file contradicts its format.
    Damaged(String),
    /// Width and height in pixels.
    TooLarge(u32, u32),
    /// A form of JPEG that PDF has no room for.
    UnsupportedJpeg(&'static str),
    /// Its contour is wanted, but all of it is transparent.
    Invisible,
    /// Something in a drawing that is not taken over, such as "a gradient".
    UnsupportedInDrawing(&'static str),
}

impl PictureError {
    pub(crate) fn new(path: &Path, problem: Problem) -> PictureError {
        PictureError { path: path.to_owned(), problem }
    }

    /// What to do about it, as one sentence without a full stop.
    pub fn help(&self) -> String {
        match &self.problem {
            Problem::NotFound => "check the spelling; paths are relative to the event file".into(),
            Problem::IsFolder => "name one picture in the folder, with its file name".into(),
            Problem::Unreadable(_) => "check that the file may be read and is not open elsewhere".into(),
            Problem::Empty | Problem::Truncated => "copy or download the file again".into(),
            Problem::NotAPicture => "name a JPEG, PNG or SVG file".into(),
            Problem::UnsupportedKind("PDF document") => "save the page as SVG, or as PNG at 300 ppi".into(),
            Problem::UnsupportedKind(_) => "save it as JPEG or PNG".into(),
            Problem::Damaged(_) => "open it in a picture editor and save it again".into(),
            Problem::TooLarge(..) => {
                format!(
                    "reduce it: at most {} pixels on a side and {} megapixels",
                    super::MAX_SIDE,
                    super::MAX_PIXELS / 1_000_000
                )
            }
            Problem::UnsupportedJpeg(_) => "save it as a JPEG with 8 bits per channel, without special options".into(),
            Problem::Invisible => "save it again with what it should show, or take it out".into(),
            Problem::UnsupportedInDrawing("text") => "convert the text to outlines (paths) and save it again".into(),
            Problem::UnsupportedInDrawing(_) => "flatten the drawing to plain filled shapes, or save it as PNG".into(),
        }
    }
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.problem {
            Problem::NotFound => write!(f, "picture `{path}` does not exist"),
            Problem::IsFolder => write!(f, "`{path}` is a folder, not a picture"),
            Problem::Unreadable(why) => write!(f, "picture `{path}` cannot be read: {why}"),
            Problem::Empty => write!(f, "picture `{path}` is empty (0 bytes)"),
            Problem::NotAPicture => write!(f, "`{path}` is not a picture"),
            Problem::UnsupportedKind(kind) => write!(f, "`{path}` is a {kind}, which is not supported"),
            Problem::Truncated => write!(f, "picture `{path}` is incomplete: the file ends too early"),
            Problem::Damaged(what) => write!(f, "picture `{path}` is damaged: {what}"),
            Problem::TooLarge(width, height) => {
                write!(f, "picture `{path}` is too large: {width} × {height} pixels")
            }
            Problem::UnsupportedJpeg(form) => write!(f, "picture `{path}` is a JPEG with {form}"),
            Problem::Invisible => write!(f, "picture `{path}` is transparent everywhere: there is nothing to see"),
            Problem::UnsupportedInDrawing(what) => write!(f, "drawing `{path}` has {what}, which is not supported"),
        }
    }
}

impl std::error::Error for PictureError {}
