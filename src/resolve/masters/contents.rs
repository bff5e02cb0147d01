//! The list of speakers with their pages.

use super::Page;
use crate::diagnostic::Diagnostic;
use crate::layout::master::ContentsSpec;
use crate::resolve::document::{Contents, ContentsEntry, PAGE_NUMBER};
use crate::structure::Role;

impl Page<'_, '_> {
    pub(super) fn contents(&mut self, spec: &ContentsSpec) -> Option<Contents> {
        let event = self.builder.event;
        let speakers = if self.has_room(spec) { event.speakers.as_slice() } else { &[] };
        let before = spec.from.saturating_sub(1).min(speakers.len());
        let speakers = &speakers[before..];
        let speakers = &speakers[..speakers.len().min(spec.count.unwrap_or(usize::MAX))];
        let heading = spec.heading.as_ref().zip(spec.heading_style.as_ref()).filter(|_| !speakers.is_empty());
        let heading = heading.and_then(|(text, style)| {
            let words = self.builder.bound(text);
            let tag = self.builder.heading(2, &words);
            let above = self.builder.page.leading.scale(spec.heading_above);
            Some((self.builder.paragraph(style, &words.inlines, Some(tag))?, above))
        });
        let list = if speakers.is_empty() { self.builder.section } else { self.builder.element(Role::Contents) };
        let mut entries = Vec::new();
        for (index, speaker) in speakers.iter().enumerate() {
            let item = self.builder.structure.add(list, Role::ContentsItem);
            let [name_tag, role_tag, page_tag] = [(); 3].map(|()| self.builder.structure.add(item, Role::Paragraph));
            let span = speaker.name.span;
            let name = self.builder.name_alone(&crate::resolve::flow::full_name(speaker), span);
            let number = crate::resolve::bindings::plain_inlines(&PAGE_NUMBER.to_string(), span);
            let role = spec.role_style.as_ref().and_then(|style| {
                let words = self.builder.inline_lines(speaker.role.as_ref());
                if words.is_empty() { None } else { self.builder.paragraph(style, &words, Some(role_tag)) }
            });
            entries.push(ContentsEntry {
                role,
                name: self.builder.paragraph(&spec.name_style, &name, Some(name_tag))?,
                page: self.builder.paragraph(&spec.page_style, &number, Some(page_tag))?,
                destination: self.builder.speakers[before + index],
            });
        }
        Some(Contents {
            name: self.names.declare(spec.name.as_ref()),
            left: self.across(spec.left),
            right: self.across(spec.right),
            first: self.down(&spec.first)?,
            last: self.down(&spec.last)?,
            steps: spec.steps.iter().map(|rows| self.builder.page.leading.scale(*rows)).collect(),
            heading,
            entries,
            rule: spec.rule.as_ref().map(|rule| self.builder.stroke(rule)),
            rule_below: spec.rule_below.unwrap_or_default().0,
        })
    }

    /// Whether the list of speakers may be as long as it is; a warning if not.
    fn has_room(&mut self, spec: &ContentsSpec) -> bool {
        let speakers = &self.builder.event.speakers;
        let Some(most) = spec.most.filter(|most| speakers.len() > *most) else { return true };
        let message =
            format!("the list of speakers is left out: it has room for {most}, and there are {}", speakers.len());
        let mut warning = Diagnostic::warning("no-contents", message)
            .help("a layout of your own may give it more room, or leave it out under `masters:`");
        warning.span = speakers.get(most).map(|speaker| speaker.name.span);
        self.builder.diagnostics.push(warning);
        false
    }
}
