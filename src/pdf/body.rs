//! The file as a row of objects, with the list of where each stands (ISO 32000-1, 7.5).
//!
//! In: objects, in the order in which they are to stand. Out: the bytes of a file. Objects that are no streams stand by
//! themselves under a cross-reference table (7.5.4), or packed in object streams (7.5.7) under a cross-reference stream
//! (7.5.8), which pdf-writer does not write. What was added first keeps its place whatever is added later.

use super::objects::{self, Objects};
use super::stream;
use crate::jobs;
use pdf_writer::types::Predictor;
use pdf_writer::{Chunk, Filter, Finish, Name, Ref, Str};
use std::io::Write;
use std::num::NonZeroUsize;

/// How many objects an object stream holds: a reader that wants one of them unpacks all.
const PER_STREAM: usize = 200;

/// Whether objects that are no streams are packed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Each by itself: for programs that know no more than PDF 1.4.
    Apart,
    /// In object streams (PDF 1.5).
    Streams,
}

/// Where an object stands.
#[derive(Clone, Copy)]
enum Place {
    Free,
    /// So many bytes from the start of the file.
    At(usize),
    /// In an object stream, with its index there.
    Within(Ref, usize),
}

/// What a reader begins with (7.5.5).
pub(super) struct Trailer {
    pub catalog: Ref,
    pub info: Ref,
    /// The file's identifier.
    pub id: [u8; 16],
}

/// A file in the making.
pub(super) struct Body {
    /// How many bytes of the file stand before these.
    base: usize,
    bytes: Vec<u8>,
    /// Indexed by object number.
    places: Vec<Place>,
    packing: Packing,
    threads: Option<NonZeroUsize>,
}

impl Body {
    /// Begins a file of PDF 1.`minor`. Its objects have the numbers below `free`; those of object streams follow. About
    /// `capacity` bytes are to come.
    pub fn new(minor: u8, packing: Packing, free: Ref, capacity: usize, threads: Option<NonZeroUsize>) -> Body {
        let mut bytes = Vec::with_capacity(capacity);
        bytes.extend(format!("%PDF-1.{minor}\n%").bytes());
        bytes.extend(b"\xE2\xE3\xCF\xD3\n");
        Body { base: 0, bytes, places: vec![Place::Free; free.get() as usize], packing, threads }
    }

    /// What may follow these bytes in one file, and something else in another.
    pub fn fork(&self) -> Body {
        Body { base: self.end(), bytes: Vec::new(), places: self.places.clone(), ..*self }
    }

    /// How many bytes the file has so far.
    fn end(&self) -> usize {
        self.base + self.bytes.len()
    }

    /// Adds objects that are no streams.
    pub fn plain(&mut self, objects: &Objects) {
        let list: Vec<(Ref, &[u8])> = objects.plain().collect();
        match self.packing {
            Packing::Apart => {
                for (id, object) in list {
                    self.place(id, Place::At(self.end()));
                    self.bytes.extend_from_slice(object);
                }
            }
            Packing::Streams => self.pack(&list),
        }
    }

    /// Adds streams.
    pub fn streams(&mut self, objects: &Objects) {
        objects.streams().iter().for_each(|chunk| self.stream(chunk));
    }

    /// Adds one stream.
    pub fn stream(&mut self, chunk: &Chunk) {
        for id in chunk.refs() {
            self.place(id, Place::At(self.end()));
        }
        self.bytes.extend_from_slice(chunk.as_bytes());
    }

    /// What was added so far, since the fork if there was one.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Ends the file; gives what was added, since the fork if there was one.
    pub fn finish(mut self, trailer: &Trailer) -> Vec<u8> {
        let start = self.end();
        match self.packing {
            Packing::Apart => self.write_table(trailer),
            Packing::Streams => self.write_cross_reference_stream(trailer),
        }
        self.bytes.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        self.bytes
    }

    fn place(&mut self, id: Ref, place: Place) {
        let index = id.get() as usize;
        if index >= self.places.len() {
            self.places.resize(index + 1, Place::Free);
        }
        self.places[index] = place;
    }

    /// The lowest number above all that are given out.
    fn next(&self) -> Ref {
        Ref::new(self.places.len().max(1) as i32)
    }

    fn pack(&mut self, list: &[(Ref, &[u8])]) {
        let groups: Vec<&[(Ref, &[u8])]> = list.chunks(PER_STREAM).collect();
        let packed = jobs::run(self.threads, groups.len(), |index| ObjectStream::of(groups[index]));
        for (group, packed) in groups.iter().zip(packed) {
            let id = self.next();
            for (index, (object, _)) in group.iter().enumerate() {
                self.place(*object, Place::Within(id, index));
            }
            self.stream(&packed.write(id));
        }
    }

    /// Where the free entries lead: each to the next, the last to 0 (7.5.4).
    fn next_free(&self) -> Vec<usize> {
        let mut next = vec![0; self.places.len()];
        let mut later = 0;
        for (index, place) in self.places.iter().enumerate().rev() {
            next[index] = later;
            if matches!(place, Place::Free) {
                later = index;
            }
        }
        next
    }

    fn write_table(&mut self, trailer: &Trailer) {
        let mut out = format!("xref\n0 {}\n", self.places.len());
        for (index, (place, free)) in self.places.iter().zip(self.next_free()).enumerate() {
            match place {
                Place::At(offset) => out += &format!("{offset:010} 00000 n\r\n"),
                // Never is one within another here.
                Place::Free | Place::Within(..) => {
                    out += &format!("{free:010} {:05} f\r\n", if index == 0 { 65535 } else { 0 });
                }
            }
        }
        let id: String = trailer.id.iter().map(|byte| format!("{byte:02X}")).collect();
        let (size, root, info) = (self.places.len(), trailer.catalog.get(), trailer.info.get());
        out += &format!("trailer\n<</Size {size}/Root {root} 0 R/Info {info} 0 R/ID[<{id}><{id}>]>>\n");
        self.bytes.extend(out.bytes());
    }

    fn write_cross_reference_stream(&mut self, trailer: &Trailer) {
        let own = self.next();
        self.place(own, Place::At(self.end()));
        let width = self.end().to_be_bytes().iter().skip_while(|byte| **byte == 0).count().max(4);
        let rows = self.cross_reference_rows(width);
        let packed = stream::deflate(&rows);
        let mut chunk = stream::chunk();
        let mut object = chunk.stream(own, &packed);
        object.pair(Name(b"Type"), Name(b"XRef")).pair(Name(b"Size"), self.places.len() as i32);
        object.insert(Name(b"W")).array().items([1, width as i32, 2]);
        object.pair(Name(b"Root"), trailer.catalog).pair(Name(b"Info"), trailer.info);
        object.insert(Name(b"ID")).array().items([Str(&trailer.id); 2]);
        object.filter(Filter::FlateDecode);
        object.decode_parms().predictor(Predictor::PngUp).columns(width as i32 + 3);
        object.finish();
        self.bytes.extend_from_slice(chunk.as_bytes());
    }

    /// The entries, each a row with the difference to the one above (PNG's filter 2): offsets grow steadily.
    fn cross_reference_rows(&self, width: usize) -> Vec<u8> {
        let mut rows = Vec::with_capacity(self.places.len() * (width + 4));
        let mut above = vec![0; width + 3];
        for (index, (place, free)) in self.places.iter().zip(self.next_free()).enumerate() {
            let (kind, second, third) = match *place {
                Place::Free => (0, free, if index == 0 { 65535 } else { 0 }),
                Place::At(offset) => (1, offset, 0),
                Place::Within(stream, index) => (2, stream.get() as usize, index as u16),
            };
            let second = second.to_be_bytes();
            let row: Vec<u8> = [&[kind], &second[second.len() - width..], &third.to_be_bytes()]
                .into_iter()
                .flatten()
                .copied()
                .collect();
            rows.push(2);
            rows.extend(row.iter().zip(&above).map(|(byte, above)| byte.wrapping_sub(*above)));
            above = row;
        }
        rows
    }
}

/// Packed objects (7.5.7).
struct ObjectStream {
    packed: Vec<u8>,
    count: usize,
    /// Where the first object begins, behind the list of numbers and offsets.
    first: usize,
}

impl ObjectStream {
    fn of(group: &[(Ref, &[u8])]) -> ObjectStream {
        let mut head = Vec::new();
        let mut values = Vec::with_capacity(group.iter().map(|(_, object)| object.len()).sum());
        for (id, object) in group {
            // Writing to memory does not fail.
            let _ = write!(head, "{} {} ", id.get(), values.len());
            values.extend_from_slice(objects::value(*id, object));
            values.push(b'\n');
        }
        let first = head.len();
        head.append(&mut values);
        ObjectStream { packed: stream::deflate(&head), count: group.len(), first }
    }

    fn write(&self, id: Ref) -> Chunk {
        let mut chunk = stream::chunk();
        let mut object = chunk.stream(id, &self.packed);
        object.pair(Name(b"Type"), Name(b"ObjStm"));
        object.pair(Name(b"N"), self.count as i32).pair(Name(b"First"), self.first as i32);
        object.filter(Filter::FlateDecode);
        object.finish();
        chunk
    }
}
