//! Subject and letter with an attendee's values: what stands between braces is filled by minijinja.
//!
//! In: the texts as written, the names that the event gives, the list's fields. Out: [`Texts`], whose every name is
//! known; or each mistake at its line. A value that goes into the letter is hidden from Markdown: it is written between two
//! noncharacters, each of its bytes as two letters, and [`unhidden`] finds it again in the words that were read. So no
//! name becomes markup, in whatever place it stands.

use crate::attendees::{Attendee, Attendees};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::yaml::{SourceText, nearest};
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};
use std::collections::{BTreeMap, BTreeSet};

const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';
/// A letter of a few pages takes some hundred.
const FUEL: u64 = 1_000_000;

const SUBJECT: &str = "subject";
const BODY: &str = "body";
const LEAVE: &str = "unsubscribe";

/// Texts that can be filled for each attendee of a list.
pub struct Texts {
    environment: Environment<'static>,
    common: BTreeMap<String, Value>,
    fields: Vec<String>,
    sources: Vec<(&'static str, SourceText)>,
}

/// The texts of one message.
pub struct Filled {
    /// On one line.
    pub subject: String,
    /// Markdown with hidden values.
    pub body: String,
    /// Where a reader is taken off the list.
    pub leave: Option<String>,
}

impl Texts {
    /// Reads subject, letter and the address at which a reader is taken off the list. `common`: what the event gives, by names
    /// such as `title` and `organiser`.
    pub fn read(
        (subject, body, leave): (&SourceText, &SourceText, Option<&SourceText>),
        common: BTreeMap<String, Value>,
        attendees: &Attendees,
        diagnostics: &mut Diagnostics,
    ) -> Option<Texts> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_formatter(|output, state, value| {
            if value.is_undefined() {
                return Err(Error::from(ErrorKind::UndefinedError));
            }
            let text = value.to_string();
            let text = match state.name() {
                BODY => hidden(&text),
                LEAVE => text.bytes().map(percent).collect(),
                _ => text,
            };
            output.write_str(&text).map_err(|_| Error::from(ErrorKind::WriteFailure))
        });
        let sources = [(SUBJECT, Some(subject)), (BODY, Some(body)), (LEAVE, leave)];
        let sources: Vec<_> = sources.into_iter().filter_map(|(name, text)| Some((name, text?.clone()))).collect();
        let known = known(&common, attendees, &environment);
        let mut sound = true;
        for (name, source) in &sources {
            let text = source.replace([OPEN, CLOSE], "");
            let told = match environment.add_template_owned(*name, text) {
                Err(error) => vec![explained(&error, source)],
                Ok(()) => environment.get_template(name).map_or_else(
                    |error| vec![explained(&error, source)],
                    |template| unknown(template.undeclared_variables(true).into_iter().collect(), &known, source),
                ),
            };
            sound &= told.is_empty();
            diagnostics.list.extend(told);
        }
        sound.then(|| Texts { environment, common, fields: attendees.fields.clone(), sources })
    }

    /// Fills the texts for an attendee.
    pub fn fill(&self, attendee: &Attendee) -> Result<Filled, Diagnostic> {
        let values =
            self.fields.iter().enumerate().map(|(index, field)| (field.as_str(), Value::from(attendee.get(index))));
        let mut context = self.common.clone();
        context.insert("attendee".to_owned(), Value::from_pairs(values));
        let context = Value::from_pairs(context);
        let mut texts = self.sources.iter().map(|(name, source)| {
            let template = self.environment.get_template(name);
            template.and_then(|template| template.render(&context)).map_err(|error| explained(&error, source))
        });
        let mut next = || texts.next().transpose();
        let (subject, body, leave) = (next()?.unwrap_or_default(), next()?.unwrap_or_default(), next()?);
        Ok(Filled { subject: subject.split_whitespace().collect::<Vec<_>>().join(" "), body, leave })
    }
}

/// Every name that a text may use: `title`, `organiser`, `organiser.name`, `attendee.email`.
fn known(common: &BTreeMap<String, Value>, attendees: &Attendees, environment: &Environment) -> BTreeSet<String> {
    let mut known: BTreeSet<String> = environment.globals().map(|(name, _)| name.to_owned()).collect();
    known.insert("attendee".to_owned());
    known.extend(attendees.fields.iter().map(|field| format!("attendee.{field}")));
    for (name, value) in common {
        known.insert(name.clone());
        let keys = value.try_iter().into_iter().flatten().filter(|_| value.as_str().is_none());
        known.extend(keys.map(|key| format!("{name}.{key}")));
    }
    known
}

fn unknown(used: BTreeSet<String>, known: &BTreeSet<String>, source: &SourceText) -> Vec<Diagnostic> {
    let unknown = used.into_iter().filter(|name| !known.contains(name));
    let told = unknown.map(|name| {
        let at = source.find(&name).map_or(source.span, |at| source.span_of(at..at + name.len()));
        let diagnostic = Diagnostic::error("mail", format!("`{name}` is nothing that can be filled in")).at(at);
        let diagnostic = diagnostic.label("neither the event nor the list has it");
        match nearest(&name, known.iter().map(String::as_str)) {
            Some(near) => diagnostic.help(format!("did you mean `{{{{ {near} }}}}`?")),
            None => {
                let named: Vec<String> =
                    known.iter().filter(|name| name.contains('.')).map(|n| format!("`{n}`")).collect();
                diagnostic.help(format!("there are `title`, `date`, `venue`, {}", named.join(", ")))
            }
        }
    });
    told.collect()
}

/// A mistake that minijinja found, at its line.
fn explained(error: &Error, source: &SourceText) -> Diagnostic {
    let line = error.line().unwrap_or(1).saturating_sub(1);
    let start: usize = source.split_inclusive('\n').take(line).map(str::len).sum();
    let len = source.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
    let message = match (error.kind(), error.detail()) {
        (ErrorKind::OutOfFuel, _) => "this text is never finished".to_owned(),
        (kind, None) => format!("this text cannot be filled: {kind}"),
        (_, Some(detail)) => format!("this text cannot be filled: {detail}"),
    };
    let diagnostic = Diagnostic::error("mail", message).at(source.span_of(start..start + len)).label("in this line");
    diagnostic.help("a value is written as `{{ attendee.name }}`, a condition as `{% if attendee.seat %}…{% endif %}`")
}

fn percent(byte: u8) -> String {
    match byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    }
}

/// A text as nothing but letters between two marks. A line break in it would end a paragraph, so it is a space.
fn hidden(text: &str) -> String {
    let letter = |half: u8| char::from(b'a' + half);
    let bytes = text.split_whitespace().collect::<Vec<_>>().join(" ").into_bytes();
    let letters: String = bytes.into_iter().flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]).collect();
    format!("{OPEN}{letters}{CLOSE}")
}

/// A stretch of words that Markdown gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stretch {
    /// As the letter's author wrote it.
    Written(String),
    /// A value that was filled in.
    Value(String),
}

/// Words with their values.
pub fn unhidden(text: &str) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let (letters, after) = after.split_once(CLOSE).unwrap_or((after, ""));
        stretches.push(Stretch::Written(before.to_owned()));
        let half = |letter: u8| letter.wrapping_sub(b'a') & 15;
        let bytes = letters.as_bytes().chunks_exact(2).map(|pair| half(pair[0]) << 4 | half(pair[1])).collect();
        stretches.push(Stretch::Value(String::from_utf8(bytes).unwrap_or_default()));
        rest = after;
    }
    stretches.push(Stretch::Written(rest.to_owned()));
    stretches.retain(|stretch| !matches!(stretch, Stretch::Written(text) if text.is_empty()));
    stretches
}

/// Words with their values, as one text.
pub fn plain(text: &str) -> String {
    let stretches = unhidden(text).into_iter();
    stretches
        .map(|stretch| match stretch {
            Stretch::Written(text) | Stretch::Value(text) => text,
        })
        .collect()
}

/// An address of a link with its values, which cannot end it or become other parts of it.
pub fn address(text: &str) -> String {
    let stretches = unhidden(text).into_iter().map(|stretch| match stretch {
        Stretch::Written(text) => text,
        Stretch::Value(value) => value.bytes().map(percent).collect(),
    });
    stretches.collect()
}
