//! Chunks and compressed streams.

use pdf_writer::{Chunk, Settings};

/// 6 of 10: higher levels take three times as long for less than a hundredth.
const LEVEL: u8 = 6;

/// An empty chunk that will be written compactly.
pub(super) fn chunk() -> Chunk {
    Chunk::with_settings(Settings { pretty: false })
}

/// Compresses for the FlateDecode filter (ISO 32000-1, 7.4.4).
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, LEVEL)
}
