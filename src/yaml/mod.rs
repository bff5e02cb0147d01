//! Reading YAML: from a file's text to typed values that know where they stood.
//!
//! In: a file of the source map and a type that derives `Deserialize` and `JsonSchema`. Out: the value, or every error
//! of the file at once. Three passes: [`node`] parses the text to a spanned tree, [`check`] holds the tree against the
//! type's schema and says everything that is wrong, [`de`] turns the tree into the value. Scalars follow YAML 1.2's
//! core schema (section 10.3), except that a field of text takes any scalar as written.

mod check;
mod de;
mod mapping;
mod merge;
pub mod node;
mod place;
mod shorthand;
mod source_text;
mod spanned;
mod syntax;

pub use check::{Format, Formats, Misread, nearest};
pub use mapping::Mapping;
pub use merge::{Change, Changes, merge};
pub use place::Style;
pub use shorthand::Shorthand;
pub use source_text::SourceText;
pub use spanned::Spanned;

use crate::diagnostic::{Diagnostic, Diagnostics, FileId, SourceMap, Span};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::de::DeserializeOwned;
use std::path::Path;

/// Puts a file's bytes into the source map as text. Text that is not UTF-8 is an error, shown at its first bad byte.
pub fn load(path: &Path, bytes: Vec<u8>, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> FileId {
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let error = match String::from_utf8(bytes) {
        Ok(text) => return sources.add(path, text),
        Err(error) => error,
    };
    let valid = error.utf8_error().valid_up_to();
    let id = sources.add(path, String::from_utf8_lossy(error.as_bytes()).into_owned());
    let diagnostic = Diagnostic::error("not-utf-8", "the file is not UTF-8 text").help(match utf16 {
        true => "it is UTF-16: save it again with the encoding UTF-8",
        false => "save it again with the encoding UTF-8",
    });
    diagnostics.push(match utf16 {
        true => diagnostic.at(Span::new(id, 0, 0)).label("by its first two bytes"),
        false => diagnostic.at(Span::new(id, valid, valid + '\u{FFFD}'.len_utf8())).label("no UTF-8 character"),
    });
    id
}

/// Reads a file of the source map as a `T`, and reports everything that is wrong with it.
///
/// `Some` may come with errors: whatever could be read past a mistake, so that later checks find their mistakes in the
/// same run. Ask [`Diagnostics::has_errors`] before using it for output.
pub fn read<T: DeserializeOwned + JsonSchema>(
    sources: &SourceMap,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let root = parse(sources, file, diagnostics)?;
    read_tree(sources, root, &[], diagnostics)
}

/// The tree of a file's text; nothing after an error of syntax or for an empty file.
pub fn parse(sources: &SourceMap, file: FileId, diagnostics: &mut Diagnostics) -> Option<node::Node> {
    parse_up_to(node::MAX_NODES, sources, file, diagnostics)
}

/// As [`parse`], for files that hold more values than an event has, though no more than `max_nodes`, keys included.
pub fn parse_up_to(
    max_nodes: usize,
    sources: &SourceMap,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Option<node::Node> {
    let root = node::parse(file, &sources.get(file).text, max_nodes, diagnostics)?;
    if root.kind == node::Kind::Null {
        let diagnostic = Diagnostic::error("empty-file", "the file is empty").at(root.span);
        diagnostics.push(diagnostic.label("nothing stands here"));
        return None;
    }
    Some(root)
}

/// A tree as a `T`, as [`read`] does it. Its parts may stand in several files; `formats` are those that the schema names.
pub fn read_tree<T: DeserializeOwned + JsonSchema>(
    sources: &SourceMap,
    mut root: node::Node,
    formats: Formats,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let schema = schema_of::<T>();
    let sound = check::check(&mut root, &schema, formats, diagnostics);
    match de::from_node(&root, sources) {
        Ok(value) => Some(value),
        Err(error) => {
            // After other errors this one is their consequence.
            if sound {
                diagnostics.push(Diagnostic::error("value", error.message).at(error.span.unwrap_or(root.span)));
            }
            None
        }
    }
}

/// The JSON schema (2020-12) of what a `T` may be.
pub fn schema_of<T: JsonSchema>() -> serde_json::Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
}
