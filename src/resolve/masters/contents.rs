//! The list of speakers, or of sections, with their pages.

use super::Page;
use crate::diagnostic::{Diagnostic, Span};
use crate::event::markup::Inline;
use crate::layout::master::{ContentsSpec, ListedSpec, OneOrMany};
use crate::resolve::bindings::plain_inlines;
use crate::resolve::document::{Contents, ContentsEntry, Destination, PAGE_NUMBER};
use crate::resolve::speakers::full_name;
use crate::structure::{Role, StructId};

/// What is listed: a name, perhaps a role under it, and where it stands.
struct Listed {
    name: Vec<Inline>,
    role: Vec<Inline>,
    destination: Destination,
    span: Span,
}

impl Page<'_, '_> {
    pub(super) fn contents(&mut self, spec: &ContentsSpec) -> Option<Contents> {
        let listed = self.part(spec);
        let leading = self.builder.page.leading;
        let role_steps = if spec.role_steps.is_empty() { spec.steps.get(..1).unwrap_or(&[]) } else { &spec.role_steps };
        let rows = |steps: &[f64]| steps.iter().map(|rows| leading.scale(*rows)).collect();
        let heading = spec.heading.as_ref().zip(spec.heading_style.as_ref()).filter(|_| !listed.is_empty());
        let heading = heading.and_then(|(text, style)| {
            let words = self.builder.bound(text);
            let tag = self.builder.heading(2, &words);
            let above = self.builder.page.leading.scale(spec.heading_above);
            Some((self.builder.paragraph(style, &words.inlines, Some(tag))?, above))
        });
        let list = if listed.is_empty() { self.builder.section } else { self.builder.element(Role::Contents) };
        let mut entries = Vec::new();
        for listed in listed {
            entries.push(self.entry(spec, list, listed)?);
        }
        Some(Contents {
            name: self.names.declare(spec.name.as_ref()),
            left: self.across(spec.left),
            right: self.across(spec.right),
            first: self.down(&spec.first)?,
            last: self.down(&spec.last)?,
            columns: spec.columns,
            steps: rows(&spec.steps),
            role_steps: rows(role_steps),
            heading,
            entries,
            rule: spec.rule.as_ref().map(|rule| self.builder.stroke(rule)),
            rule_below: spec.rule_below.unwrap_or_default().0,
        })
    }

    fn entry(&mut self, spec: &ContentsSpec, list: StructId, listed: Listed) -> Option<ContentsEntry> {
        let item = self.builder.structure.add(list, Role::ContentsItem);
        let [name_tag, role_tag, page_tag] = [(); 3].map(|()| self.builder.structure.add(item, Role::Paragraph));
        let between = spec.page_after.as_deref().unwrap_or_default();
        let number = plain_inlines(&format!("{between}{PAGE_NUMBER}"), listed.span);
        let page = self.builder.paragraph(&spec.page_style, &number, Some(page_tag))?;
        let role = spec.role_style.as_ref().filter(|_| !listed.role.is_empty());
        let role =
            role.and_then(|style| self.choices(&OneOrMany::One(style.clone()), &listed.role, Some(role_tag)).pop());
        let mut names = self.choices(&spec.name_style, &listed.name, Some(name_tag));
        if spec.page_after.is_some() {
            names.iter_mut().for_each(|name| name.runs.extend(page.runs.iter().cloned()));
        }
        Some(ContentsEntry {
            role,
            names,
            page: Some(page).filter(|_| spec.page_after.is_none()),
            destination: listed.destination,
            source: Some(listed.span),
        })
    }

    /// The entries of this page, of which each has about as many.
    fn part(&mut self, spec: &ContentsSpec) -> Vec<Listed> {
        let has_speakers = !self.builder.event.speakers.is_empty();
        let all = match spec.of {
            ListedSpec::SpeakersOrSections if !has_speakers => self.listed_sections(),
            ListedSpec::Sections => self.listed_sections(),
            ListedSpec::Speakers | ListedSpec::SpeakersOrSections => self.listed_speakers(spec),
        };
        if let Some(most) = spec.most.filter(|most| all.len() > *most) {
            self.no_room(most, &all);
            return Vec::new();
        }
        let pages = spec.count.map_or(1, |count| all.len().div_ceil(count.max(1))).max(1);
        let part = spec.part.max(1);
        let each = all.len().div_ceil(pages).max(1);
        all.into_iter().skip(each * (part - 1)).take(each).collect()
    }

    fn listed_speakers(&mut self, spec: &ContentsSpec) -> Vec<Listed> {
        let event = self.builder.event;
        let mut listed = Vec::new();
        for (index, speaker) in event.speakers.iter().enumerate() {
            let span = speaker.name.span;
            let name = self.builder.name_alone(&full_name(speaker), span);
            // Read only where it is set, so that what is wrong with it is told once.
            let role = spec.role_style.as_ref().and(speaker.role.as_ref());
            let role = self.builder.inline_lines(role);
            listed.push(Listed { name, role, destination: self.builder.speakers[index], span });
        }
        listed
    }

    fn listed_sections(&mut self) -> Vec<Listed> {
        let event = self.builder.event;
        let mut listed = Vec::new();
        for (index, section) in event.sections.iter().enumerate() {
            let span = section.heading.span;
            let name = self.builder.name(&section.heading.text, span);
            listed.push(Listed { name, role: Vec::new(), destination: self.builder.sections[index], span });
        }
        listed
    }

    fn no_room(&mut self, most: usize, all: &[Listed]) {
        let message = format!("the list of contents is left out: it has room for {most}, and there are {}", all.len());
        let mut warning = Diagnostic::warning("no-contents", message)
            .help("a layout of your own may give it more room, or leave it out under `masters:`");
        warning.span = all.get(most).map(|listed| listed.span);
        self.builder.diagnostics.push(warning);
    }
}
