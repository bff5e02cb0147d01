//! The ICC profiles that are compiled in, and what a profile's header says (ICC.1:2010, 7.2).

/// The default print condition: offset on coated paper, at most 300 % ink.
pub const PRINT: &[u8] = include_bytes!("../../profiles/ISOcoated_v2_300_bas.icc");
/// [`PRINT`], compressed for a FlateDecode stream when the program was built.
pub const PRINT_PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ISOcoated_v2_300_bas.icc.z"));
/// The name of [`PRINT`]'s characterisation data in the ICC's registry.
pub const PRINT_CONDITION: &str = "FOGRA39";
/// [`PRINT`] in words.
pub const PRINT_NAME: &str = "ISO Coated v2 300% (basICColor)";
/// The most ink of [`PRINT`], in percent.
pub const PRINT_INK_LIMIT: f32 = 300.0;
/// sRGB, the colour space of everything that is meant for a screen.
pub const SRGB: &[u8] = include_bytes!("../../profiles/sRGB.icc");
/// [`SRGB`], compressed likewise.
pub const SRGB_PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sRGB.icc.z"));
/// The name of [`SRGB`] in the ICC's registry.
pub const SRGB_CONDITION: &str = "sRGB";

/// Whether these bytes are an RGB profile that a PDF may embed: version 2 or 4, for a device or a colour space.
pub fn is_rgb(profile: &[u8]) -> bool {
    let Some(header) = profile.get(..128) else { return false };
    let length = u32::from_be_bytes([header[0], header[1], header[2], header[3]]) as usize;
    length == profile.len()
        && matches!(header[8], 2 | 4)
        && matches!(&header[12..16], b"mntr" | b"scnr" | b"prtr" | b"spac")
        && &header[16..20] == b"RGB "
        && &header[36..40] == b"acsp"
}
