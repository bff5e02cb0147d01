//! Indirect objects of one part of the file (ISO 32000-1, 7.3.10), before they have a place in it.
//!
//! In: objects, one after the other. Out: [`Objects`], which tells streams from all others, because only those others may
//! stand in object streams (7.5.7). Parts are written by several threads and joined by [`super::body`].

use super::stream;
use pdf_writer::{Chunk, Obj, Ref};

/// Objects in the order in which they were written, streams by themselves.
pub(super) struct Objects {
    /// Those that are no streams, one after the other.
    plain: Chunk,
    /// Where each of them starts in `plain`.
    starts: Vec<usize>,
    /// One stream each.
    streams: Vec<Chunk>,
}

impl Objects {
    pub fn new() -> Objects {
        Objects { plain: stream::chunk(), starts: Vec::new(), streams: Vec::new() }
    }

    /// Begins an object that is no stream.
    pub fn object(&mut self, id: Ref) -> Obj<'_> {
        self.starts.push(self.plain.len());
        self.plain.indirect(id)
    }

    /// Where one stream is to be written.
    pub fn stream(&mut self) -> &mut Chunk {
        let last = self.streams.len();
        self.streams.push(stream::chunk());
        &mut self.streams[last]
    }

    /// Adds the objects of another part that are no streams.
    pub fn extend(&mut self, other: &Objects) {
        let base = self.plain.len();
        self.starts.extend(other.starts.iter().map(|start| base + start));
        self.plain.extend(&other.plain);
    }

    pub fn streams(&self) -> &[Chunk] {
        &self.streams
    }

    /// The number of each object that is no stream, and the object as it stands in a file, from its number to `endobj`.
    pub fn plain(&self) -> impl Iterator<Item = (Ref, &[u8])> {
        let ends = self.starts.iter().skip(1).copied().chain([self.plain.len()]);
        let ranges = self.starts.iter().zip(ends);
        self.plain.refs().zip(ranges).map(|(id, (start, end))| (id, &self.plain.as_bytes()[*start..end]))
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.plain.len() + self.streams.iter().map(Chunk::len).sum::<usize>()
    }
}

/// An object's own text: without its number and `obj` before it, and `endobj` behind.
pub(super) fn value(id: Ref, object: &[u8]) -> &[u8] {
    let head = format!("{} 0 obj\n", id.get());
    let object = object.strip_prefix(head.as_bytes()).unwrap_or(object);
    object.strip_suffix(b"\nendobj\n").unwrap_or(object)
}
