//! What is each attendee's own in a copy, as the event file writes it.
//!
//! In: the key `copies`. Out: [`CopiesSpec`]. Which fields there are is known only with a list of attendees.

use crate::yaml::{Mapping, SourceText, Spanned};
use schemars::JsonSchema;
use serde::Deserialize;

/// Personal copies: what stands in them, what their files are called.
#[derive(Clone, PartialEq, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CopiesSpec {
    /// The name of each file, without `.pdf`. Without it, "{{ attendee.name }}".
    pub file_name: Option<Spanned<String>>,
    /// Words for the frames that the layout keeps for them (Markdown; a line of the file is a line of the page).
    /// "{{ attendee.name }}" stands for the attendee's name, and so on for every column of the list; a line none of
    /// whose fields has a value is left out.
    #[serde(default)]
    pub texts: Mapping<SourceText>,
}
