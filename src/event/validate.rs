//! Checks an event beyond its schema, so that nonsense is told at its line and not found in print.
//!
//! Addresses are checked for plausibility only: what a mail server or a browser would refuse at once.

use super::parts::{Accent, Event, Organiser, Picture};
use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::yaml::Spanned;

/// The languages that Plenary has rules and fonts for.
pub const LANGUAGES: &[&str] = &["en", "en-GB", "en-US", "tr", "az", "ur", "ar"];

pub fn check(event: &Event, diagnostics: &mut Diagnostics) {
    let mut validator = Validator { diagnostics };
    validator.language(event);
    validator.not_empty("title", &event.title, event.title.span);
    validator.date(event);
    validator.organiser(&event.organiser);
    event.co_organisers.iter().for_each(|organiser| validator.organiser(organiser));
    for speaker in &event.speakers {
        validator.not_empty("name", &speaker.name, speaker.name.span);
    }
    for section in &event.sections {
        validator.not_empty("heading", &section.heading, section.heading.span);
    }
    pictures(event).for_each(|picture| validator.picture(picture));
    if let Some(online) = event.back_cover.as_ref().and_then(|back| back.online.as_ref()) {
        validator.url("online", online, true);
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
        let Some((date, mistake)) = event.date.as_ref().and_then(|date| Some((date, date.mistake()?))) else { return };
        let help = "write `2026-02-26`, `2026-02-26/2026-02-28`, or free text such as `26 and 28 February 2026`";
        self.error("date", "this date does not exist".into(), date.span, &mistake, help);
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
        let plausible = email.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && is_host(host) && !email.contains(|c: char| c.is_whitespace() || "<>,;:".contains(c))
        });
        if !plausible {
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

/// A host name with a dot, each of whose labels holds letters, figures or hyphens (RFC 1123), in any script.
fn is_host(host: &str) -> bool {
    host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty() && !label.starts_with('-') && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}
