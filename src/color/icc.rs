//! What an ICC profile says of itself: its header, tag table and description (ICC.1:2010, 7.2, 7.3, 10.13, 10.15;
//! ICC.1:2001-04, 6.5.17 for version 2).
//!
//! In: a file's bytes. Out: [`Header`], or nothing where the bytes are no whole profile. Numbers are big-endian.

/// A profile's header, as far as it decides what the profile can be used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header {
    pub major_version: u8,
    pub class: [u8; 4],
    /// The device's colour space.
    pub space: [u8; 4],
    /// The profile connection space.
    pub pcs: [u8; 4],
}

/// Where the tag table begins.
const TAGS_AT: usize = 128;

/// The header of a whole profile.
pub fn header(profile: &[u8]) -> Option<Header> {
    let header = profile.get(..TAGS_AT).filter(|header| header[36..40] == *b"acsp")?;
    let word = |at: usize| [header[at], header[at + 1], header[at + 2], header[at + 3]];
    Some(Header { major_version: header[8], class: word(12), space: word(16), pcs: word(20) })
}

/// Whether all bytes are there that the header and the tag table name.
pub fn is_whole(profile: &[u8]) -> bool {
    let stated = u32_at(profile, 0).map(|length| length as usize);
    let Some(count) = u32_at(profile, TAGS_AT).filter(|count| *count <= 1000) else { return false };
    let ends = |index: usize| {
        let at = TAGS_AT + 4 + 12 * index;
        Some(u32_at(profile, at + 4)? as usize + u32_at(profile, at + 8)? as usize)
    };
    stated.is_some_and(|stated| stated <= profile.len() && stated > TAGS_AT)
        && (0..count as usize).all(|index| ends(index).is_some_and(|end| end <= profile.len()))
}

/// Whether a PDF may embed these bytes as the profile of an RGB picture: version 2 or 4, for a device or a colour space.
pub fn is_rgb(profile: &[u8]) -> bool {
    is_for(profile, b"RGB ")
}

/// The same for a CMYK picture.
pub fn is_cmyk(profile: &[u8]) -> bool {
    is_for(profile, b"CMYK")
}

fn is_for(profile: &[u8], space: &[u8; 4]) -> bool {
    let Some(header) = header(profile) else { return false };
    header.space == *space
        && matches!(header.major_version, 2 | 4)
        && matches!(&header.class, b"mntr" | b"scnr" | b"prtr" | b"spac")
        && u32_at(profile, 0).is_some_and(|length| length as usize == profile.len())
        && is_whole(profile)
}

/// The contents of a tag.
pub fn tag<'a>(profile: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    let count = u32_at(profile, TAGS_AT)?.min(1000) as usize;
    let at = (0..count).map(|index| TAGS_AT + 4 + 12 * index).find(|at| profile.get(*at..*at + 4) == Some(name))?;
    let start = u32_at(profile, at + 4)? as usize;
    profile.get(start..start.checked_add(u32_at(profile, at + 8)? as usize)?)
}

/// The profile's description, in English where it is given in several languages.
pub fn description(profile: &[u8]) -> Option<String> {
    let tag = tag(profile, b"desc")?;
    let text = match tag.get(..4)? {
        b"desc" => {
            let length = u32_at(tag, 8)? as usize;
            String::from_utf8_lossy(tag.get(12..12usize.checked_add(length)?)?).into_owned()
        }
        b"mluc" => multi_localized(tag)?,
        _ => return None,
    };
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The English record of a `multiLocalizedUnicodeType`, or the first.
fn multi_localized(tag: &[u8]) -> Option<String> {
    let count = u32_at(tag, 8)?.min(1000) as usize;
    let records = (0..count).map(|index| 16 + 12 * index);
    let english = records.clone().find(|at| tag.get(*at..*at + 2) == Some(b"en"));
    let record = english.or_else(|| records.clone().next())?;
    let (length, start) = (u32_at(tag, record + 4)? as usize, u32_at(tag, record + 8)? as usize);
    let units = tag.get(start..start.checked_add(length)?)?.chunks_exact(2);
    Some(String::from_utf16_lossy(&units.map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect::<Vec<_>>()))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes([word[0], word[1], word[2], word[3]]))
}
