//! Checks an event beyond its schema, so that nonsense is told at its line and not found in print.
//!
//! Addresses are checked for plausibility only: what a mail server or a browser would refuse at once.

use super::date::{Figures, Mistake};
use super::parts::{Accent, Event, Organiser, Picture, Speaker};
use super::{mail, outputs};
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::yaml::Spanned;

/// The languages that Plenary has rules and fonts for.
pub const LANGUAGES: &[&str] = &["en", "en-GB", "en-US", "tr", "az", "ur", "ar"];

const DATE_HELP: &str = "write `2026-02-26`, `2026-02-26/2026-02-28`, or free text such as `26 and 28 February 2026`";

pub fn check(event: &Event, diagnostics: &mut Diagnostics) {
    let mut validator = Validator { diagnostics };
    validator.language(event);
    validator.not_empty("title", &event.title, event.title.span);
    validator.date(event);
    validator.organiser(&event.organiser);
    event.co_organisers.iter().for_each(|organiser| validator.organiser(organiser));
    for speaker in &event.speakers {
        validator.not_empty("name", &speaker.name, speaker.name.span);
        validator.remarks(speaker);
    }
    for section in &event.sections {
        validator.not_empty("heading", &section.heading, section.heading.span);
    }
    pictures(event).for_each(|picture| validator.picture(picture));
    event.photographs.iter().for_each(|photograph| validator.alt(photograph));
    if let Some(online) = event.back_cover.as_ref().and_then(|back| back.online.as_ref()) {
        validator.url("online", online, true);
    }
    if let Some(pages) = &event.pages
        && let Some((message, help)) = pages.mistake()
    {
        validator.error("pages", message.to_owned(), pages.span, "asked for here", help);
    }
    if let Some(outputs) = &event.outputs {
        outputs::check(outputs, validator.diagnostics);
    }
    if let Some(mail) = &event.mail {
        mail::check(mail, event.organiser.email.is_some(), validator.diagnostics);
    }
    if let Some(accent) = event.theme.as_ref().and_then(|theme| theme.accent.as_ref()) {
        validator.accent(accent);
    }
}

/// Every picture that has a key of its own.
fn pictures(event: &Event) -> impl Iterator<Item = &Picture> {
    let organisers = std::iter::once(&event.organiser).chain(&event.co_organisers);
    let logos = organisers.filter_map(|organiser| organiser.logo.as_ref());
    let portraits = event.speakers.iter().filter_map(|speaker| speaker.portrait.as_ref());
    event.cover.iter().chain(logos).chain(portraits).chain(&event.photographs)
}

struct Validator<'a> {
    diagnostics: &'a mut Diagnostics,
}

impl Validator<'_> {
    fn error(&mut self, code: &'static str, message: String, span: Span, label: &str, help: &str) {
        self.diagnostics.push(Diagnostic::error(code, message).at(span).label(label).help(help));
    }

    fn not_empty(&mut self, key: &str, text: &str, span: Span) {
        if text.trim().is_empty() {
            self.error("empty", format!("`{key}` is empty"), span, "no words", "write it, or take the entry out");
        }
    }

    fn language(&mut self, event: &Event) {
        let Some(language) = event.language.as_ref().filter(|language| !LANGUAGES.contains(&language.as_str())) else {
            return;
        };
        let written = language.to_lowercase().replace('_', "-");
        let named = ["english", "turkish", "azerbaijani", "urdu", "arabic"].iter().position(|name| *name == written);
        let meant = match named {
            Some(index) => Some(["en", "tr", "az", "ur", "ar"][index]),
            None => LANGUAGES.iter().copied().find(|known| known.to_lowercase() == written),
        };
        let primary = written.split('-').next().unwrap_or_default();
        let meant = meant.or_else(|| LANGUAGES.iter().copied().find(|known| *known == primary));
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the languages are {}", LANGUAGES.join(", ")),
        };
        let message = format!("unknown language `{}`", language.value);
        self.error("language", message, language.span, "no rules for this language", &help);
    }

    fn date(&mut self, event: &Event) {
        let Some(date) = &event.date else { return };
        if let Some(mistake) = date.mistake() {
            let (message, label, help) = match mistake {
                Mistake::NoSuchDay(why) => ("this date does not exist", why, DATE_HELP.to_owned()),
                Mistake::Reversed(turned) => (
                    "the last day stands before the first",
                    "the day after `/` is the earlier one".to_owned(),
                    format!("write the first day before the last: `{turned}`"),
                ),
                Mistake::SameDay(day) => (
                    "the first day and the last are the same",
                    "one day written twice".to_owned(),
                    format!("write the day alone: `{day}`"),
                ),
            };
            self.error("date", message.to_owned(), date.span, &label, &help);
        }
        if let Some(figures) = date.figures() {
            self.figures(date.span, &figures);
        }
        if let Some(attempt) = date.attempt() {
            let diagnostic = match attempt.certain {
                true => Diagnostic::error("date", "this date is not finished"),
                false => Diagnostic::warning("date", "this date is read as free text"),
            };
            self.diagnostics.push(diagnostic.at(date.span).label(attempt.label).help(attempt.help));
        }
    }

    /// A date in figures is printed as it stands; it was hardly meant so.
    fn figures(&mut self, span: Span, figures: &Figures) {
        let (label, help) = match figures.0.as_slice() {
            [day] => ("set as it stands, not as a date", format!("write `{}` for {}", day.iso(), day.in_words())),
            [one, other] => {
                let either = format!("write `{}` for {}", one.iso(), one.in_words());
                ("day and month cannot be told apart", format!("{either}, `{}` for {}", other.iso(), other.in_words()))
            }
            _ => ("these figures are no day that Plenary understands", DATE_HELP.to_owned()),
        };
        let diagnostic = Diagnostic::warning("date", "this date is read as free text").at(span);
        self.diagnostics.push(diagnostic.label(label).help(help));
    }

    fn organiser(&mut self, organiser: &Organiser) {
        self.not_empty("name", &organiser.name, organiser.name.span);
        if let Some(email) = &organiser.email {
            self.email(email);
        }
        if let Some(website) = &organiser.website {
            self.url("website", website, false);
        }
    }

    fn email(&mut self, email: &Spanned<String>) {
        if !is_address(email) {
            let message = format!("`{}` is no e-mail address", email.value);
            self.error("email", message, email.span, "not of the form name@host", "write it as `info@example.org`");
        }
    }

    fn url(&mut self, key: &str, url: &Spanned<String>, needs_scheme: bool) {
        let rest = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
        let host = rest.unwrap_or(url).split(['/', '?', '#']).next().unwrap_or_default();
        let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
        if !is_host(host) || url.contains(char::is_whitespace) {
            let message = format!("`{}` is no web address", url.value);
            self.error("url", message, url.span, "cannot be opened", "write it as `https://example.org/page`");
        } else if needs_scheme && rest.is_none() {
            let help = format!("write `{key}: https://{}`", url.value);
            self.error("url", format!("`{key}` lacks its `https://`"), url.span, "telephones ask for it", &help);
        }
    }

    fn picture(&mut self, picture: &Picture) {
        self.not_empty("file", &picture.file, picture.file.span);
        if let (true, Some(alt)) = (picture.is_decorative(), &picture.alt) {
            let message = "a decorative picture has no `alt`".to_owned();
            let label = "nobody will hear this";
            self.error("decorative", message, alt.span, label, "take out `decorative`, or `alt`");
        }
        let Some(focus) = &picture.focus else { return };
        if !focus.iter().all(|percent| (0.0..=100.0).contains(percent)) {
            let help = "write `[across, down]` in percent: `[50, 50]` is the middle";
            self.error("focus", "`focus` lies outside the picture".into(), focus.span, "0 to 100", help);
        }
    }

    /// Portraits and logos are described by the name, the cover by the title; of a photograph nothing else is known.
    fn alt(&mut self, photograph: &Picture) {
        let has_alt = photograph.alt.as_ref().is_some_and(|alt| !alt.trim().is_empty());
        if has_alt || photograph.is_decorative() {
            return;
        }
        let diagnostic = Diagnostic::warning("missing-alt", "a photograph without `alt`").at(photograph.span());
        self.diagnostics.push(diagnostic.label("those who cannot see it will not hear what it shows").help(
            "write `file: …` and below it `alt: what the picture shows`, or `decorative: true` if nothing is lost \
             without it",
        ));
    }

    /// Remarks left out by a missing value are told by the schema check; here those between empty quotes.
    fn remarks(&mut self, speaker: &Speaker) {
        let Some(remarks) = speaker.remarks.as_ref().filter(|remarks| remarks.trim().is_empty()) else { return };
        let diagnostic = Diagnostic::warning("no-value", "`remarks` has no value").at(remarks.span);
        self.diagnostics.push(diagnostic.label("no words").help("the speaker is set without a text"));
    }

    fn accent(&mut self, accent: &Spanned<Accent>) {
        if accent.rgb().is_none() {
            let message = format!("`{}` is no colour", accent.srgb.value);
            let help = "write `\"#123F5A\"`, in quotes: `#` and two hexadecimal figures each for red, green and blue";
            self.error("colour", message, accent.srgb.span, "not of the form #RRGGBB", help);
        }
        let Some(cmyk) = &accent.cmyk else { return };
        if !cmyk.iter().all(|ink| (0.0..=100.0).contains(ink)) {
            self.error("colour", "an ink is a percentage".into(), cmyk.span, "0 to 100", "write `[96, 66, 40, 38]`");
        }
    }
}

/// What a mail server would not refuse at once.
pub(super) fn is_address(email: &str) -> bool {
    email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && is_host(host) && !email.contains(|c: char| c.is_whitespace() || "<>,;:".contains(c))
    })
}

/// A host name with a dot, each of whose labels holds letters, figures or hyphens (RFC 1123), in any script.
fn is_host(host: &str) -> bool {
    host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty() && !label.starts_with('-') && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}
