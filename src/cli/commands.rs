//! The commands: each runs the library once, tells what there is to tell, and says how it ended.

use super::Exit;
use super::args::{EditionName, Format, Job, SchemaOf};
use super::{cache, listing, output};
use crate::diagnostic::{Diagnostic, json, render};
use crate::quality;
use crate::{Failure, Inspection, Output, Preflight, Session, compile, inspect};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How messages are written.
#[derive(Clone, Copy)]
pub struct Messages {
    pub format: Format,
    pub color: bool,
}

/// Sets the event and writes the file.
pub fn build(job: Job, path: Option<PathBuf>, messages: Messages) -> Exit {
    let start = Instant::now();
    let cached = !job.no_cache;
    let request = match job.request() {
        Ok(request) => request,
        Err(mistake) => return messages.refused(mistake),
    };
    let path = path.unwrap_or_else(|| output::default_path(&request));
    let mut session = session(cached);
    let result = compile(&request, &mut session);
    messages.findings(&session);
    messages.preflight_of_build(&session);
    let result = ended(result, &session).and_then(|output| {
        output::write(&path, &output.pdf).map_err(|error| Failure::system("write", &path, error))?;
        Ok(output)
    });
    match result {
        Ok(output) => {
            messages.done(&path, &output, Some(start.elapsed()));
            Exit::Done
        }
        Err(failure) => messages.failed(failure),
    }
}

/// Does all but write, and tells what a print shop would find, and what hinders readers with low sight; with `quality` also how good the pages are, where what is
/// outside the targets is no error.
pub fn check(job: Job, quality: bool, messages: Messages) -> Exit {
    let preflight = matches!(job.edition, None | Some(EditionName::Print));
    let legibility = matches!(job.edition, None | Some(EditionName::Screen));
    let inspection = Inspection { quality, preflight, legibility };
    let mut session = session(!job.no_cache);
    let request = match job.request() {
        Ok(request) => request,
        Err(mistake) => return messages.refused(mistake),
    };
    let result = inspect(&request, inspection, &mut session);
    messages.findings(&session);
    let result = ended(result, &session);
    if let Ok((_, Some(quality))) = &result {
        let text = match messages.format {
            Format::Text => quality::text::render(quality),
            Format::Json => quality::json::render(quality),
        };
        say(io::stdout(), &text);
    }
    if let Some(preflight) = session.preflight {
        say(io::stdout(), &messages.preflight(preflight));
    }
    match result {
        Ok(_) => Exit::Done,
        Err(failure) => messages.failed(failure),
    }
}

/// Prints a schema.
pub fn schema(of: SchemaOf) -> Exit {
    let schema = match of {
        SchemaOf::Event => crate::yaml::schema_of::<crate::event::Event>(),
        SchemaOf::Layout => crate::layout::file_schema(),
    };
    say(io::stdout(), &format!("{schema:#}\n"));
    Exit::Done
}

/// Lists the layouts.
pub fn layouts(file: Option<&Path>, messages: Messages) -> Exit {
    let mut session = Session::default();
    let result = crate::layouts(file, &mut session);
    messages.list(result, &session, listing::layouts, listing::layouts_as_json)
}

/// Lists the font families.
pub fn fonts(layout: Option<&str>, messages: Messages) -> Exit {
    let mut session = Session::default();
    let result = crate::fonts(layout, &mut session);
    messages.list(result, &session, listing::fonts, listing::fonts_as_json)
}

pub fn session(cached: bool) -> Session {
    let cache = if cached { cache::users() } else { None };
    Session { cache, ..Session::default() }
}

/// A run that has told of errors has failed.
pub fn ended<T>(result: Result<T, Failure>, session: &Session) -> Result<T, Failure> {
    match result {
        Ok(_) if session.diagnostics.has_errors() => Err(Failure::Input),
        result => result,
    }
}

impl Messages {
    pub fn findings(self, session: &Session) {
        match self.format {
            Format::Text => say(io::stderr(), &render::render(&session.diagnostics, &session.sources, self.color)),
            Format::Json => say(io::stdout(), &json::render(&session.diagnostics, &session.sources)),
        }
    }

    /// Where a preflight found something; beside the messages, since a build's output are its files.
    pub fn preflight_of_build(self, session: &Session) {
        let Some(preflight) = session.preflight.filter(|preflight| *preflight != Preflight::default()) else { return };
        let line = self.preflight(preflight);
        match self.format {
            Format::Text => say(io::stderr(), &line),
            Format::Json => say(io::stdout(), &line),
        }
    }

    /// "preflight: 0 errors, 2 warnings, 1 silenced"
    pub fn preflight(self, Preflight { errors, warnings, silenced }: Preflight) -> String {
        if self.format == Format::Json {
            let counts = serde_json::json!({ "errors": errors, "warnings": warnings, "silenced": silenced });
            return format!("{}\n", serde_json::json!({ "preflight": counts }));
        }
        let plural = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        format!("preflight: {}, {}, {silenced} silenced\n", plural(errors, "error"), plural(warnings, "warning"))
    }

    fn list<T>(
        self,
        result: Result<Vec<T>, Failure>,
        session: &Session,
        text: fn(&[T]) -> String,
        json: fn(&[T]) -> String,
    ) -> Exit {
        self.findings(session);
        match result {
            Ok(list) => {
                say(io::stdout(), &if self.format == Format::Json { json(&list) } else { text(&list) });
                Exit::Done
            }
            Err(failure) => self.failed(failure),
        }
    }

    /// A file is written; `elapsed` where it took a time of its own.
    pub fn done(self, path: &Path, output: &Output, elapsed: Option<Duration>) {
        let to_standard_output = output::is_standard_output(path);
        let (pages, sides) = (output.pages, output.sides);
        let bytes = output.pdf.len();
        match self.format {
            Format::Json => {
                let path = path.to_string_lossy();
                let mut value = serde_json::json!({
                    "output": path, "pages": pages, "bytes": bytes
                });
                if let Some(elapsed) = elapsed {
                    value["milliseconds"] = (elapsed.as_millis() as u64).into();
                }
                if sides > 0 {
                    value["sides"] = sides.into();
                }
                say(io::stdout(), &format!("{value}\n"));
            }
            Format::Text => {
                let count =
                    |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
                let on_sheets = if sides > 0 { format!(" on {}", count(sides, "side")) } else { String::new() };
                let (path, pages, size) = (path.display(), count(pages, "page"), size_in_words(bytes));
                let time = elapsed.map_or(String::new(), |elapsed| format!(", {} ms", elapsed.as_millis()));
                let line = format!("{path}: {pages}{on_sheets}, {size}{time}\n");
                match to_standard_output {
                    true => say(io::stderr(), &line),
                    false => say(io::stdout(), &line),
                }
            }
        }
    }

    /// What is asked for makes no sense.
    pub fn refused(self, mistake: Diagnostic) -> Exit {
        self.findings(&Session { diagnostics: mistake.into(), ..Session::default() });
        Exit::Usage
    }

    pub fn failed(self, failure: Failure) -> Exit {
        let (doing, path, error) = match failure {
            Failure::Input => return Exit::Input,
            Failure::Usage => return Exit::Usage,
            Failure::System { doing, path, error } => (doing, path, error),
        };
        let message = format!("cannot {doing} {}: {error}", path.display());
        match self.format {
            Format::Text => say(io::stderr(), &format!("error: {message}\n")),
            Format::Json => {
                let value = serde_json::json!({ "severity": "error", "code": "system", "message": message });
                say(io::stdout(), &format!("{value}\n"));
            }
        }
        Exit::System
    }
}

/// Decimal units, as file managers and mail programs count.
pub fn size_in_words(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

pub fn say(mut to: impl Write, text: &str) {
    // A closed pipe leaves nobody to tell.
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
}
