//! The event file as an associated file of the screen edition (ISO 32000-1, 7.11.4; the key AF as PDF/A-3 has it).
//!
//! In: the file's name and text. Out: an embedded file stream, its specification, and the catalog's entries that lead to
//! it: AF for programs, the name tree for the list of attachments that viewers show.

use super::Edition;
use super::date::Moment;
use super::document::Document;
use super::objects::Objects;
use super::stream;
use crate::paint::display_list::SourceText;
use md5::{Digest, Md5};
use pdf_writer::types::AssociationKind;
use pdf_writer::writers::{Catalog, FileSpec};
use pdf_writer::{Filter, Finish, Name, Str, TextStr};

/// What RFC 9512 registers for YAML.
const MEDIA_TYPE: Name = Name(b"application/yaml");
/// What viewers show beside the file's name.
const DESCRIPTION: &str = "The event that this report was made from, as it was written";

/// The file that the edition carries. Only PDF/A-3 lets a file carry others of any kind.
pub(super) fn source<'a>(document: &'a Document) -> Option<&'a SourceText> {
    document.list.metadata.source.as_ref().filter(|_| document.edition == Edition::Screen)
}

/// Writes the file and its specification.
pub(super) fn write(document: &Document, objects: &mut Objects) {
    let Some(source) = source(document) else { return };
    let [specification, data] = document.plan.source;
    let bytes = source.text.as_bytes();
    let checksum = Md5::digest(bytes);
    let packed = stream::deflate(bytes);
    let mut file = objects.stream().embedded_file(data, &packed);
    file.subtype(MEDIA_TYPE);
    file.filter(Filter::FlateDecode);
    let mut parameters = file.params();
    parameters.size(i32::try_from(bytes.len()).unwrap_or(i32::MAX));
    parameters.modification_date(Moment::from_unix(document.list.metadata.date).pdf());
    parameters.checksum(Str(checksum.as_slice()));
    parameters.finish();
    file.finish();
    let mut object = objects.object(specification).start::<FileSpec>();
    object.path(Str(ascii_name(&source.name).as_bytes())).unic_file(TextStr(&source.name));
    object.description(TextStr(DESCRIPTION)).association_kind(AssociationKind::Source);
    object.embedded_file_with_unicode(data);
}

/// Names the file in the catalog.
pub(super) fn write_entries(document: &Document, catalog: &mut Catalog) {
    let Some(source) = source(document) else { return };
    let specification = document.plan.source[0];
    catalog.insert(Name(b"AF")).array().item(specification);
    let mut names = catalog.names();
    names.embedded_files().names().insert(Str(ascii_name(&source.name).as_bytes()), specification);
    names.finish();
}

/// A name for programs that read no Unicode.
fn ascii_name(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_graphic() { c } else { '_' }).collect()
}
