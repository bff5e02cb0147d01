//! The ICC profiles that are compiled in, compressed; the larger ones would take longer than a brochure to compress or
//! to copy at run time.

/// Offset on coated paper, as a zlib stream.
pub const COATED_PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ISOcoated_v2_300_bas.icc.z"));
/// Offset on uncoated paper, as a zlib stream.
pub const UNCOATED_PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ISOuncoated_FOGRA47_300.icc.z"));
/// sRGB, the colour space of everything that is meant for a screen.
pub const SRGB: &[u8] = include_bytes!("../../profiles/sRGB.icc");
/// [`SRGB`] as a zlib stream.
pub const SRGB_PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sRGB.icc.z"));
/// The name of [`SRGB`] in the ICC's registry.
pub const SRGB_CONDITION: &str = "sRGB";
