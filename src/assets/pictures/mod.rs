//! The pictures of a document: found, recognised by their first bytes and checked.
//!
//! In: paths. Out: [`Picture`]s. Loading is cheap: JPEG and PNG files are walked through by their structure, not
//! decoded; decoding and compressing is left to the stage that writes.

mod contour;
mod decoding;
mod error;
mod gray;
mod jpeg;
mod kind;
mod packing;
mod png;
mod svg;

pub use error::{PictureError, Problem};
pub use jpeg::{Components, Jpeg, Orientation};
pub use packing::pack_rows;
pub use png::{DecodedPng, PackedPng, Png};
pub use svg::{VectorPath, VectorPicture};

use super::PictureId;
use super::cache::Cache;
use crate::geometry::convex::Contour;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The longest side of a raster picture, in pixels: more than a metre at 300 ppi.
pub const MAX_SIDE: u32 = 20_000;
/// The most pixels of a raster picture: about 750 MB decoded.
pub const MAX_PIXELS: u64 = 250_000_000;

/// All pictures of a document; each path is read once.
#[derive(Debug, Default)]
pub struct Pictures {
    list: Vec<Picture>,
    by_path: HashMap<PathBuf, PictureId>,
    /// Where pictures are kept that were turned to greys.
    cache: Option<Cache>,
}

/// A picture that was read and found sound.
#[derive(Debug)]
pub struct Picture {
    /// As given to [`Pictures::load`].
    pub path: PathBuf,
    /// Width and height as seen, that is after the camera's orientation: pixels, or user units of a drawing.
    pub size: (f64, f64),
    pub kind: PictureKind,
    /// It was turned to greys.
    gray: bool,
}

#[derive(Debug)]
pub enum PictureKind {
    Jpeg(Jpeg),
    Png(Png),
    Vector(VectorPicture),
}

impl Picture {
    /// Made of grey pixels alone.
    pub fn is_gray(&self) -> bool {
        match &self.kind {
            PictureKind::Jpeg(jpeg) => jpeg.components == Components::Gray,
            PictureKind::Png(png) => png.is_gray(),
            PictureKind::Vector(_) => false,
        }
    }

    /// Width and height in pixels; `None` for a drawing, which has none.
    pub fn pixels(&self) -> Option<(u32, u32)> {
        match self.kind {
            PictureKind::Vector(_) => None,
            _ => Some((self.size.0 as u32, self.size.1 as u32)),
        }
    }
}

impl Pictures {
    pub fn new() -> Pictures {
        Pictures::default()
    }

    /// With a place for what is made of pictures while they are read.
    pub fn with_cache(cache: Option<Cache>) -> Pictures {
        Pictures { cache, ..Pictures::default() }
    }

    /// Reads a picture, or finds it among those read before.
    pub fn load(&mut self, path: &Path) -> Result<PictureId, PictureError> {
        if let Some(id) = self.by_path.get(path) {
            return Ok(*id);
        }
        let fail = |problem| PictureError::new(path, problem);
        let bytes = read(path).map_err(fail)?;
        let picture = inspect(path, bytes).map_err(fail)?;
        let id = PictureId(self.list.len() as u32);
        self.list.push(picture);
        self.by_path.insert(path.to_owned(), id);
        Ok(id)
    }

    /// Takes a picture from memory; `name` stands for its path in messages.
    pub fn add(&mut self, name: &Path, bytes: Vec<u8>) -> Result<PictureId, PictureError> {
        let picture = inspect(name, bytes).map_err(|problem| PictureError::new(name, problem))?;
        self.list.push(picture);
        Ok(PictureId(self.list.len() as u32 - 1))
    }

    /// The picture of an id that [`Pictures::load`] gave; `None` for one of another store.
    pub fn get(&self, id: PictureId) -> Option<&Picture> {
        self.list.get(id.0 as usize)
    }

    /// The convex outline of what is opaque in a picture; `None` where nothing is transparent. Decodes the picture: costs
    /// some milliseconds a megapixel.
    pub fn contour(&self, id: PictureId) -> Result<Option<Contour>, PictureError> {
        let Some(picture) = self.get(id) else { return Ok(None) };
        contour::of(picture).map_err(|problem| PictureError::new(&picture.path, problem))
    }

    /// Turns a picture to greys; it is decoded for that, unless the cache has it.
    pub fn make_gray(&mut self, id: PictureId) -> Result<(), PictureError> {
        let Some(picture) = self.list.get_mut(id.0 as usize).filter(|picture| !picture.gray) else { return Ok(()) };
        gray::make(&mut picture.kind, self.cache.as_ref())
            .map_err(|problem| PictureError::new(&picture.path, problem))?;
        picture.gray = true;
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    if path.is_dir() {
        return Err(Problem::IsFolder);
    }
    std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Problem::NotFound,
        std::io::ErrorKind::PermissionDenied => Problem::Unreadable("permission denied".into()),
        _ => Problem::Unreadable(error.to_string()),
    })
}

fn inspect(path: &Path, bytes: Vec<u8>) -> Result<Picture, Problem> {
    use kind::FileKind;
    let (size, kind) = match kind::of(&bytes) {
        FileKind::Empty => return Err(Problem::Empty),
        FileKind::Jpeg => {
            let jpeg = Jpeg::parse(bytes)?;
            (jpeg.oriented_size(), PictureKind::Jpeg(jpeg))
        }
        FileKind::Png => {
            let png = Png::parse(bytes)?;
            ((png.width, png.height), PictureKind::Png(png))
        }
        FileKind::Svg => {
            let vector = VectorPicture::parse(&bytes)?;
            return Ok(Picture {
                path: path.to_owned(),
                size: vector.size,
                kind: PictureKind::Vector(vector),
                gray: false,
            });
        }
        FileKind::Unsupported(name) => return Err(Problem::UnsupportedKind(name)),
        FileKind::Unknown => return Err(Problem::NotAPicture),
    };
    Ok(Picture { path: path.to_owned(), size: (f64::from(size.0), f64::from(size.1)), kind, gray: false })
}

/// Whether a raster of this size is taken; one without pixels is damaged.
fn check_size(width: u32, height: u32) -> Result<(), Problem> {
    if width == 0 || height == 0 {
        return Err(Problem::Damaged("it has no pixels".into()));
    }
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Problem::TooLarge(width, height));
    }
    Ok(())
}
