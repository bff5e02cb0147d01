//! Texts with an attendee's values in them: `{{ attendee.name }}`, and nothing else that is filled in.
//!
//! In: a text and a list's fields. Out: [`Template`], which is filled for each attendee; or every mistake in it.

use super::{Attendee, Attendees};
use crate::diagnostic::{Diagnostic, Diagnostics, Span};

const HELP: &str = "write a field of the list as `{{ attendee.name }}`";

/// A text to be filled.
#[derive(Clone, PartialEq, Debug)]
pub struct Template {
    parts: Vec<Part>,
    fields: Vec<usize>,
}

#[derive(Clone, PartialEq, Debug)]
enum Part {
    Text(String),
    /// A field's index.
    Field(usize),
}

impl Template {
    /// Reads a text that stands at `at`. `None` where something in it cannot be filled; what that is is told.
    pub fn parse(text: &str, at: Span, fields: &Attendees, diagnostics: &mut Diagnostics) -> Option<Template> {
        let mut template = Template { parts: Vec::new(), fields: Vec::new() };
        let mut rest = text;
        let mut sound = true;
        while let Some(start) = rest.find("{{") {
            template.text(&rest[..start]);
            let inside = &rest[start + 2..];
            let Some(end) = inside.find("}}") else {
                let diagnostic = Diagnostic::error("template", "`{{` without its `}}`").at(at);
                diagnostics.push(diagnostic.label("in this text").help(HELP));
                return None;
            };
            match field(&inside[..end], at, fields) {
                Ok(field) => template.field(field),
                Err(diagnostic) => {
                    diagnostics.push(*diagnostic);
                    sound = false;
                }
            }
            rest = &inside[end + 2..];
        }
        template.text(rest);
        let statement = template.parts.iter().any(|part| matches!(part, Part::Text(text) if is_statement(text)));
        if statement {
            let diagnostic = Diagnostic::error("template", "`{%` and `{#` have no meaning here").at(at);
            diagnostics.push(diagnostic.label("in this text").help(HELP));
        }
        (sound && !statement).then_some(template)
    }

    /// The text with an attendee's values, of the list for which it was read.
    pub fn fill(&self, attendee: &Attendee) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(text) => text.as_str(),
            Part::Field(field) => attendee.get(*field),
        });
        parts.collect()
    }

    /// Indices of the fields that the text names, each once, in the order in which they first stand.
    pub fn fields(&self) -> &[usize] {
        &self.fields
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.parts.push(Part::Text(text.to_owned()));
        }
    }

    fn field(&mut self, field: usize) {
        self.parts.push(Part::Field(field));
        if !self.fields.contains(&field) {
            self.fields.push(field);
        }
    }
}

/// What other templates read as conditions and comments; left in the text it would be printed.
fn is_statement(text: &str) -> bool {
    text.contains("{%") || text.contains("{#")
}

/// The field between the braces.
fn field(inside: &str, at: Span, fields: &Attendees) -> Result<usize, Box<Diagnostic>> {
    let written = inside.trim();
    let Some(name) = written.strip_prefix("attendee.").map(str::trim) else {
        let message = format!("`{{{{ {} }}}}` is no field of an attendee", written.escape_debug());
        return Err(Box::new(Diagnostic::error("template", message).at(at).label("in this text").help(HELP)));
    };
    fields.field(name).ok_or_else(|| {
        let message = format!("the list has no field `{}`", name.escape_debug());
        let known = || fields.fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ");
        let help = match fields.nearest(name) {
            Some(near) => format!("did you mean `{{{{ attendee.{near} }}}}`?"),
            None => format!("`{}` has {}", fields.path.display(), known()),
        };
        Box::new(Diagnostic::error("template", message).at(at).label("in this text").help(help))
    })
}
