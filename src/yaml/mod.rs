//! Reading YAML: from a file's text to typed values that know where they stood.
//!
//! In: a file of the source map and a type that derives `Deserialize` and `JsonSchema`. Out: the value, or every error
//! of the file at once. Three passes: [`node`] parses the text to a spanned tree, [`check`] holds the tree against the
//! type's schema and says everything that is wrong, [`de`] turns the tree into the value. Scalars follow YAML 1.2's
//! core schema (section 10.3), except that a field of text takes any scalar as written.

mod place;
mod shorthand;
mod source_text;
mod spanned;

pub use shorthand::Shorthand;
pub use source_text::SourceText;
pub use spanned::Spanned;
