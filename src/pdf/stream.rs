//! Chunks and compressed streams.

use flate2::{Compress, Compression, FlushCompress, Status};
use pdf_writer::{Chunk, Settings};

/// 6 of 9: higher levels take three times as long for less than a hundredth.
const LEVEL: u32 = 6;
/// Room for a stream's head and checksum, and for what cannot be compressed.
const ROOM: usize = 64;

/// An empty chunk that will be written compactly.
pub(super) fn chunk() -> Chunk {
    Chunk::with_settings(Settings { pretty: false })
}

/// Compresses for the FlateDecode filter (ISO 32000-1, 7.4.4). The same bytes on every machine: where the library has
/// instructions of the processor's own, they find the same matches.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut compress = Compress::new(Compression::new(LEVEL), true);
    let mut packed = Vec::with_capacity(bytes.len() / 2 + ROOM);
    loop {
        let rest = &bytes[compress.total_in() as usize..];
        match compress.compress_vec(rest, &mut packed, FlushCompress::Finish) {
            Ok(Status::StreamEnd) | Err(_) => return packed,
            Ok(Status::Ok | Status::BufError) => packed.reserve(packed.len() + ROOM),
        }
    }
}
