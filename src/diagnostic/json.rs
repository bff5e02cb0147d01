//! Diagnostics as programs read them: one JSON object on a line for each.

use super::{Diagnostic, Diagnostics, Severity, SourceMap, Span};
use serde_json::{Value, json};

/// All findings in the order of their places. Lines and columns count from 1, columns in characters.
pub fn render(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    diagnostics.sorted().into_iter().map(|diagnostic| format!("{}\n", object(diagnostic, sources))).collect()
}

fn object(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
        Severity::Silenced => "silenced",
    };
    let related = diagnostic.related.iter().map(|(span, label)| {
        let mut value = place(*span, sources);
        value["label"] = json!(label);
        value
    });
    let mut object = json!({
        "severity": severity,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "place": diagnostic.place(sources).map(|span| place(span, sources)),
        "label": diagnostic.label,
        "help": diagnostic.help,
        "related": related.collect::<Vec<_>>(),
    });
    if let Some(measured) = &diagnostic.measured {
        object["page"] = json!(measured.pages.first());
        object["pages"] = json!(measured.pages);
        object["value"] = json!(rounded(measured.value));
        object["limit"] = json!(rounded(measured.limit));
        object["unit"] = json!(measured.unit);
    }
    object
}

/// To thousandths.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn place(span: Span, sources: &SourceMap) -> Value {
    let (line, column) = sources.line_column(span.file, span.start);
    let (end_line, end_column) = sources.line_column(span.file, span.end);
    let file = sources.get(span.file).path.to_string_lossy();
    json!({ "file": file, "line": line, "column": column, "end_line": end_line, "end_column": end_column })
}
