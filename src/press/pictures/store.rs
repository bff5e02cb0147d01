//! Prepared pictures as bytes, for the cache.
//!
//! In: a [`PreparedPicture`]. Out: bytes, and back; nothing where they are not what was written. Numbers are little-endian, 32
//! bits; each stretch of bytes stands after its length.

use super::{Coding, PreparedPicture, Preview, Space};

pub(super) fn to_bytes(picture: &PreparedPicture) -> Vec<u8> {
    let mut bytes = Vec::new();
    let space = match picture.space {
        Space::Black => 0,
        Space::Cmyk => 1,
        Space::Rgb => 2,
    };
    let (coding, parts): (u32, Vec<&[u8]>) = match &picture.coding {
        Coding::Untouched => (0, vec![]),
        Coding::Jpeg(data) => (1, vec![data]),
        Coding::Samples(data) => (2, vec![data]),
        Coding::Indexed { colors, indices } => (3, vec![colors, indices]),
    };
    let none = Preview::default();
    let preview = picture.preview.as_ref().unwrap_or(&none);
    let (across, down) = (preview.width as u32, preview.height as u32);
    let has = [picture.mask.is_some(), picture.preview.is_some()].map(u32::from);
    for number in [picture.width, picture.height, space, coding, has[0], has[1], across, down] {
        bytes.extend(number.to_le_bytes());
    }
    let preview = picture.preview.as_ref().map(|preview| [preview.inks.as_flattened(), &preview.alpha]);
    for part in parts.into_iter().chain(picture.mask.as_deref()).chain(preview.into_iter().flatten()) {
        bytes.extend((part.len() as u32).to_le_bytes());
        bytes.extend(part);
    }
    bytes
}

pub(super) fn from_bytes(bytes: &[u8]) -> Option<PreparedPicture> {
    let mut rest = bytes;
    let (width, height) = (number(&mut rest)?, number(&mut rest)?);
    let space = match number(&mut rest)? {
        0 => Space::Black,
        1 => Space::Cmyk,
        2 => Space::Rgb,
        _ => return None,
    };
    let coding = number(&mut rest)?;
    let has_mask = number(&mut rest)? == 1;
    let has_preview = number(&mut rest)? == 1;
    let size = (number(&mut rest)? as usize, number(&mut rest)? as usize);
    let coding = match coding {
        0 => Coding::Untouched,
        1 => Coding::Jpeg(part(&mut rest)?),
        2 => Coding::Samples(part(&mut rest)?),
        3 => Coding::Indexed { colors: part(&mut rest)?, indices: part(&mut rest)? },
        _ => return None,
    };
    let mask = if has_mask { Some(part(&mut rest)?) } else { None };
    let preview = if has_preview { Some(preview(size, &mut rest)?) } else { None };
    rest.is_empty().then_some(PreparedPicture { width, height, space, coding, mask, preview })
}

fn preview((width, height): (usize, usize), rest: &mut &[u8]) -> Option<Preview> {
    let inks = part(rest)?.chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2], pixel[3]]).collect();
    let alpha = part(rest)?;
    Some(Preview { width, height, inks, alpha })
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (number, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    Some(u32::from_le_bytes(*number))
}

fn part(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let length = number(rest)? as usize;
    let (part, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(part.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_nothing_else() {
        let indexed = Coding::Indexed { colors: vec![1, 2, 3, 4], indices: vec![5; 9] };
        for coding in [Coding::Untouched, Coding::Jpeg(vec![1; 5]), Coding::Samples(vec![2; 7]), indexed] {
            let small = Preview { width: 1, height: 2, inks: vec![[1, 2, 3, 4], [5; 4]], alpha: vec![9, 8] };
            for (mask, preview) in [(None, Some(small)), (Some(vec![3; 3]), None)] {
                let (space, coding) = (Space::Cmyk, coding.clone());
                let picture = PreparedPicture { width: 30, height: 40, space, coding, mask, preview };
                let bytes = to_bytes(&picture);
                assert_eq!(from_bytes(&bytes), Some(picture));
                assert_eq!(from_bytes(&bytes[..bytes.len() - 1]), None);
            }
        }
    }
}
