//! Diagnostics as people read them: the message, the place with an excerpt, a caret and a label, and what to do.
//!
//! In: diagnostics and the source map. Out: text in rustc's form, through `annotate-snippets`, plain or coloured.

use super::{Diagnostic, Diagnostics, Severity, SourceMap, Span, floor_boundary};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// All findings in the order of their places, those that are silenced on a line each, and a last line that counts the
/// others. Empty where there are none.
pub fn render(diagnostics: &Diagnostics, sources: &SourceMap, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    let (silenced, told): (Vec<_>, Vec<_>) =
        diagnostics.sorted().into_iter().partition(|diagnostic| diagnostic.severity == Severity::Silenced);
    for diagnostic in told {
        text.push_str(&renderer.render(&[group(diagnostic, sources)]));
        text.push_str("\n\n");
    }
    silenced.into_iter().for_each(|diagnostic| text.push_str(&silenced_line(diagnostic, sources)));
    if let Some(summary) = summary(diagnostics) {
        text.push_str(&summary);
        text.push('\n');
    }
    text
}

/// "silenced[thin-line]: event.yaml:3:5: a line is … (the printer knows)"
fn silenced_line(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let place = diagnostic.span.map(|span| {
        let (line, column) = sources.line_column(span.file, span.start);
        format!("{}:{line}:{column}: ", sources.get(span.file).path.display())
    });
    let reason = diagnostic.help.as_ref().map(|reason| format!(" ({reason})"));
    let (place, reason) = (place.unwrap_or_default(), reason.unwrap_or_default());
    format!("silenced[{}]: {place}{}{reason}\n", diagnostic.code, diagnostic.message)
}

/// "3 errors, 1 warning"
pub fn summary(diagnostics: &Diagnostics) -> Option<String> {
    let list = diagnostics.sorted();
    let count = |severity, one: &str| {
        let n = list.iter().filter(|d| d.severity == severity).count();
        (n > 0).then(|| format!("{n} {one}{}", if n == 1 { "" } else { "s" }))
    };
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let parts: Vec<String> = counts.into_iter().filter_map(|(severity, one)| count(severity, one)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note | Severity::Silenced => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code));
    if let Some(span) = diagnostic.place(sources) {
        let file = sources.get(span.file);
        let label = Some(&*diagnostic.label).filter(|label| !label.is_empty());
        let primary = AnnotationKind::Primary.span(shown(&file.text, span)).label(label);
        let here = diagnostic.related.iter().filter(|(place, _)| place.file == span.file);
        let others = here.map(|(place, label)| AnnotationKind::Context.span(shown(&file.text, *place)).label(label));
        let path = file.path.to_string_lossy();
        group = group.element(Snippet::source(&*file.text).path(path).annotation(primary).annotations(others));
    }
    let elsewhere = |place: &Span| diagnostic.span.is_none_or(|span| span.file != place.file);
    for (place, label) in diagnostic.related.iter().filter(|(place, _)| elsewhere(place)) {
        let file = sources.get(place.file);
        let annotation = AnnotationKind::Context.span(shown(&file.text, *place)).label(label);
        group = group.element(Snippet::source(&*file.text).path(file.path.to_string_lossy()).annotation(annotation));
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }
}

/// The part of a span that is shown: its first line, within the text.
fn shown(text: &str, span: Span) -> Range<usize> {
    let start = floor_boundary(text, span.start);
    let end = floor_boundary(text, span.end.max(start));
    let line = text[start..end].lines().next().unwrap_or_default();
    start..start + line.len()
}
