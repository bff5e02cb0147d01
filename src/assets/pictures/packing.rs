//! Rows of samples, compressed as both PNG and PDF have them.

/// 6 of 10: higher levels take three times as long for less than a hundredth.
const LEVEL: u8 = 6;

/// Compresses rows of `width` pixels with 8 bits for each of some channels. Each row is stored as differences from the
/// pixel to the left (PNG's Sub filter; ISO 32000-1, 7.4.4.4), which compresses photographs and smooth shades better.
pub fn pack_rows(samples: &[u8], width: usize, channels: usize) -> Vec<u8> {
    let row_length = (width * channels).max(1);
    let mut filtered = Vec::with_capacity(samples.len() + samples.len() / row_length);
    for row in samples.chunks(row_length) {
        filtered.push(1);
        filtered.extend_from_slice(&row[..channels.min(row.len())]);
        filtered.extend(row.iter().zip(row.iter().skip(channels)).map(|(left, here)| here.wrapping_sub(*left)));
    }
    miniz_oxide::deflate::compress_to_vec_zlib(&filtered, LEVEL)
}
