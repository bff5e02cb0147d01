//! Frames that are kept for each attendee's own words.

use super::Page;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::event::Event;
use crate::layout::Layout;
use crate::layout::master::{ItemSpec, PersonalSpec};
use crate::resolve::document::{PersonalFrame, PersonalWords};
use crate::resolve::lookup::nearest;
use crate::structure::Role;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is told of words for which the layout keeps no frame: a mistake where copies are made.
pub const NO_FRAME: &str = "no-frame";

impl Page<'_, '_> {
    /// `None` where the event has no words for it.
    pub(super) fn personal(&mut self, spec: &PersonalSpec) -> Option<PersonalFrame> {
        let texts = &self.builder.event.copies.as_ref()?.texts;
        let (name, text) = texts.list.iter().find(|(name, _)| name.value == spec.text.value)?;
        let anchor = self.anchor(spec.first.as_ref(), spec.last.as_ref(), spec.left.span)?;
        let words = self.builder.inline_lines(Some(text));
        if let Some(linked) = words.iter().find(|words| words.link.is_some()) {
            let error = Diagnostic::error("link", "personal words hold no links").at(linked.span);
            let help = "write the words alone; an address can be read where it stands";
            self.builder.diagnostics.push(error.label("leads nowhere in a copy").help(help));
            return None;
        }
        let tag = self.builder.element(Role::Paragraph);
        let choices = self.builder.choices(&spec.style, &words, Some(tag));
        if words.is_empty() || choices.is_empty() {
            return None;
        }
        let (lines, source) = (spec.lines, text.span);
        let words = PersonalWords { name: name.value.clone(), choices, lines, tag, source };
        Some(PersonalFrame {
            left: self.across(spec.left),
            right: self.across(spec.right),
            anchor,
            words: Arc::new(words),
        })
    }
}

/// Warns of words for which the layout keeps no frame.
pub fn check(event: &Event, layout: &Layout, diagnostics: &mut Diagnostics) {
    let Some(copies) = &event.copies else { return };
    let items = layout.masters.values().flat_map(|master| &master.items);
    let frames: BTreeSet<&str> = items
        .filter_map(|item| match item {
            ItemSpec::Personal(spec) => Some(spec.text.value.as_str()),
            _ => None,
        })
        .collect();
    for (name, _) in copies.texts.list.iter().filter(|(name, _)| !frames.contains(name.value.as_str())) {
        let message = format!("the layout `{}` keeps no frame `{name}` for personal words", layout.name);
        let known = frames.iter().map(|frame| format!("`{frame}`")).collect::<Vec<_>>().join(", ");
        let help = match nearest(name, frames.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if known.is_empty() => "a layout of your own can have one: an item `personal`".to_owned(),
            None => format!("it keeps {known}"),
        };
        diagnostics.push(Diagnostic::warning(NO_FRAME, message).at(name.span).label("stands nowhere").help(help));
    }
}
