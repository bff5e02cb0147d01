//! The only door to what lies outside: fonts, pictures, profiles.

pub mod cache;
pub mod catalogue;
pub mod fonts;
pub mod pictures;
pub mod profiles;

/// An index into the loaded pictures.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct PictureId(pub u32);
