//! Page templates with their texts: what stands on a page besides the running story.

mod cells;
mod contents;
pub mod personal;
mod pictures;

use super::bindings::{BoundText, PARAGRAPH_END};
use super::builder::Builder;
use super::context::{Introduction, partner_words};
use super::document::{
    Across, Beside, Down, FramePlace, Master, MasterItem, NoteLines, PAGE_NUMBER, RunningMatter, Stack, StackAnchor,
    StackLine, Stroke,
};
use super::lookup::{nearest, unknown};
use super::places::{ItemNames, Places};
use super::story::Paragraph;
use super::style::{Align, ParagraphStyle};
use crate::diagnostic::{Diagnostic, Span};
use crate::event::markup::{Inline, plain_text};
use crate::geometry::Length;
use crate::layout::dimension::{Across as WrittenAcross, Dimension, Down as WrittenDown};
use crate::layout::master::{
    BesideSpec, ItemSpec, LineSpec, MasterSpec, NoteLinesSpec, OneOrMany, PartnersSpec, ReadSpec, RoleSpec, StackSpec,
};
use crate::structure::{Role, StructId};
use crate::yaml::Spanned;
use std::sync::Arc;

/// The first of these masters whose condition holds.
pub fn choose(builder: &mut Builder, names: &OneOrMany, introduction: &Introduction) -> Option<Master> {
    let layout = builder.layout;
    for name in names.names() {
        let Some(spec) = layout.masters.get(&name.value) else {
            let meant = nearest(&name.value, layout.masters.keys().map(String::as_str));
            builder.diagnostics.push(unknown("master", name, meant));
            continue;
        };
        if builder.holds(spec.when.as_ref()) {
            return Some(master(builder, spec, name.span, introduction));
        }
    }
    None
}

fn master(builder: &mut Builder, spec: &MasterSpec, source: Span, introduction: &Introduction) -> Master {
    let section = builder.section;
    if !spec.items.is_empty() {
        builder.section = builder.structure.add(section, Role::Section);
    }
    let field = spec.field.as_ref().map(|name| (builder.swatches.find(name, builder.diagnostics), name.span));
    let mut page = Page { builder, names: ItemNames::default(), introduction, opening: None, captions: Vec::new() };
    let mut items = Vec::new();
    let mut last = Vec::new();
    for item in &spec.items {
        let before = page.elements().len();
        match item {
            ItemSpec::Partners(partners) => items.append(&mut page.partners(partners)),
            item => items.extend(page.item(item)),
        }
        let own = page.elements()[before..].to_vec();
        match item.read() {
            Some(ReadSpec::First) => own.iter().rev().for_each(|id| page.builder.structure.read_at(*id, true)),
            Some(ReadSpec::Last) => last.extend(own),
            None => {}
        }
    }
    last.into_iter().for_each(|id| page.builder.structure.read_at(id, false));
    page.captions();
    let frame = spec.frame.as_ref().and_then(|frame| {
        let from = page.down(&frame.from)?;
        let below = match &frame.below {
            Some(place) => Some(page.down(place)?),
            None => None,
        };
        Some(FramePlace { from, below, at_least: frame.at_least })
    });
    let running_matter = if spec.running_matter { page.running_matter() } else { None };
    builder.section = section;
    Master { field, items, running_matter, frame, source: Some(source) }
}

/// One master in the making.
struct Page<'b, 'a> {
    builder: &'b mut Builder<'a>,
    names: ItemNames,
    introduction: &'b Introduction,
    /// The figure of the picture that opens the report, where the master shows it.
    opening: Option<StructId>,
    /// The elements of its captions.
    captions: Vec<StructId>,
}

impl Page<'_, '_> {
    /// Those that the master's items have made so far.
    fn elements(&self) -> &[StructId] {
        &self.builder.structure.get(self.builder.section).children
    }

    /// Captions belong to their figure, whichever of the two the layout lists first; without one they are texts.
    fn captions(&mut self) {
        for caption in std::mem::take(&mut self.captions) {
            match self.opening {
                Some(figure) => self.builder.structure.adopt(figure, caption),
                None => self.builder.structure.get_mut(caption).role = Role::Paragraph,
            }
        }
    }

    fn across(&self, place: Spanned<WrittenAcross>) -> Across {
        Places { page: &self.builder.page, names: &self.names }.across(place.value)
    }

    fn down(&mut self, place: &Spanned<WrittenDown>) -> Option<Down> {
        match (Places { page: &self.builder.page, names: &self.names }).down(place) {
            Ok(down) => Some(down),
            Err(error) => {
                self.builder.diagnostics.push(error);
                None
            }
        }
    }

    fn swatch(&mut self, name: &Spanned<String>) -> crate::color::SwatchId {
        self.builder.swatches.find(name, self.builder.diagnostics)
    }

    fn stroke(&mut self, width: Spanned<Dimension>, color: &Spanned<String>) -> Stroke {
        Stroke { width: width.0, color: self.swatch(color), source: Some(width.span) }
    }

    fn item(&mut self, item: &ItemSpec) -> Option<MasterItem> {
        let condition = match item {
            ItemSpec::Rule(spec) => &spec.when,
            ItemSpec::Field(spec) => &spec.when,
            ItemSpec::NoteLines(spec) => &spec.when,
            ItemSpec::Text(spec) => &spec.when,
            ItemSpec::Cells(spec) => &spec.when,
            ItemSpec::Partners(spec) => &spec.when,
            ItemSpec::Picture(spec) => &spec.when,
            ItemSpec::Code(spec) => &spec.when,
            ItemSpec::Contents(spec) => &spec.when,
            ItemSpec::Personal(spec) => &spec.when,
        };
        if !self.builder.holds(condition.as_ref()) {
            return None;
        }
        match item {
            ItemSpec::Rule(spec) => Some(MasterItem::Rule {
                left: self.across(spec.left),
                right: self.across(spec.right),
                at: self.down(&spec.at)?,
                stroke: self.stroke(spec.width, &spec.color),
            }),
            ItemSpec::Field(spec) => Some(MasterItem::Field {
                left: self.across(spec.left),
                right: self.across(spec.right),
                top: self.down(&spec.top)?,
                bottom: self.down(&spec.bottom)?,
                color: self.swatch(&spec.color),
                source: spec.color.span,
            }),
            ItemSpec::NoteLines(spec) => self.note_lines(spec).map(MasterItem::NoteLines),
            ItemSpec::Text(spec) => {
                let stack = self.stack(spec);
                if stack.is_none() {
                    // What is wrong with it is told; places that count from it are no further mistakes.
                    self.names.declare(spec.name.as_ref());
                }
                stack.map(MasterItem::Stack)
            }
            ItemSpec::Cells(spec) => self.cells(spec).map(MasterItem::Cells),
            ItemSpec::Partners(_) => None,
            ItemSpec::Picture(spec) => self.picture(spec).map(MasterItem::Picture),
            ItemSpec::Code(spec) => self.code(spec).map(MasterItem::Code),
            ItemSpec::Contents(spec) => self.contents(spec).map(MasterItem::Contents),
            ItemSpec::Personal(spec) => self.personal(spec).map(MasterItem::Personal),
        }
    }

    fn note_lines(&mut self, spec: &NoteLinesSpec) -> Option<NoteLines> {
        Some(NoteLines {
            left: self.across(spec.left),
            right: self.across(spec.right),
            first: self.down(&spec.first)?,
            last: self.down(&spec.last)?,
            step: self.builder.page.leading.scale(spec.step.max(0.5)),
            least: spec.least,
            heading: spec.heading.as_ref().zip(spec.heading_style.as_ref()).and_then(|(text, style)| {
                let words = self.builder.bound(text);
                let above = self.builder.page.leading.scale(spec.heading_above);
                Some((self.builder.paragraph(style, &words.inlines, None)?, above))
            }),
            stroke: self.stroke(spec.width, &spec.color),
        })
    }

    fn stack(&mut self, spec: &StackSpec) -> Option<Stack> {
        let anchor = self.anchor(spec.first.as_ref(), spec.last.as_ref(), spec.left.span)?;
        let not_below = match &spec.not_below {
            Some(place) => Some(self.down(place)?),
            None => None,
        };
        let spread = match &spec.spread {
            Some(spread) => Some((self.down(&spread.to)?, self.builder.page.leading.scale(spread.most.max(0.0)))),
            None => None,
        };
        let below = match &spec.below {
            Some(place) => Some(self.down(place)?),
            None => None,
        };
        let lines = spec.lines.iter().flat_map(|line| self.lines(line)).collect();
        Some(Stack {
            name: self.names.declare(spec.name.as_ref()),
            left: self.across(spec.left),
            right: self.across(spec.right),
            anchor,
            not_below,
            spread,
            below,
            label_width: spec.label_width.unwrap_or_default().0,
            beside: self.beside(spec.beside.as_ref()),
            lines,
        })
    }

    fn beside(&mut self, spec: Option<&BesideSpec>) -> Option<Beside> {
        let spec = spec.filter(|beside| self.builder.holds(beside.when.as_ref()))?;
        Some(Beside { height: self.builder.page.leading.scale(spec.rows), width: spec.width.0 })
    }

    /// Where the lines of an item stand, whose left edge is written at `item`.
    fn anchor(
        &mut self,
        first: Option<&Spanned<WrittenDown>>,
        last: Option<&Spanned<WrittenDown>>,
        item: Span,
    ) -> Option<StackAnchor> {
        let help = match (first, last) {
            (Some(first), None) => return Some(StackAnchor::First(self.down(first)?)),
            (None, Some(last)) => return Some(StackAnchor::Last(self.down(last)?)),
            (Some(_), Some(_)) => {
                "take one of the two out; what an extended layout gives is taken out with `last: null`"
            }
            (None, None) => {
                "write `first: base 27` for the first line's baseline, or `last: base 43` for the last one's"
            }
        };
        let error = Diagnostic::error("no-place", "a text needs one of `first` and `last`, and not both");
        // A layout's file is read before the one that it extends.
        let places = first.into_iter().chain(last).map(|place| place.span);
        let at = places.min_by_key(|span| span.file).unwrap_or(item);
        self.builder.diagnostics.push(error.at(at).help(help));
        None
    }

    /// A line for each paragraph of its text.
    fn lines(&mut self, spec: &LineSpec) -> Vec<StackLine> {
        if !self.builder.holds(spec.when.as_ref()) {
            return Vec::new();
        }
        let words = self.builder.bound(&spec.text);
        let paragraphs = words.inlines.split(|inline| inline.text == PARAGRAPH_END);
        let paragraphs = paragraphs.map(|inlines| BoundText { inlines: inlines.to_vec(), source: words.source });
        let mut lines: Vec<StackLine> = paragraphs.filter_map(|words| self.line(spec, words)).collect();
        for line in lines.iter_mut().skip(1) {
            line.before = self.builder.page.leading.scale(spec.between);
            line.label = None;
        }
        lines
    }

    fn line(&mut self, spec: &LineSpec, mut words: BoundText) -> Option<StackLine> {
        if words.is_empty() {
            return None;
        }
        self.make_link(&mut words, spec.link.as_ref());
        let label = spec.label.as_ref().zip(spec.label_style.as_ref());
        let label = label.and_then(|(label, style)| self.label(label, style));
        let tag = self.tag(spec.role, &words);
        let choices = self.choices(&spec.style, &words.inlines, tag);
        let before = self.builder.page.leading.scale(spec.before);
        Some(StackLine { choices, most_lines: spec.lines, before, label, source: self.in_event(words.source) })
    }

    /// A place where the event says something; a built-in layout's is of no use to who wrote the event.
    fn in_event(&self, source: Option<Span>) -> Option<Span> {
        source.filter(|source| source.file == self.builder.event.title.span.file)
    }

    /// Words in each of several styles. Those of the other direction stand at the side at which their block does.
    fn choices(&mut self, styles: &OneOrMany, words: &[Inline], tag: Option<StructId>) -> Vec<Paragraph> {
        let document = self.builder.right_to_left;
        let mut choices = self.builder.choices(styles, words, tag);
        for paragraph in choices.iter_mut().filter(|paragraph| paragraph.right_to_left != document) {
            let align = match paragraph.style.align {
                Align::Start => Align::End,
                Align::End => Align::Start,
                align => align,
            };
            paragraph.style = Arc::new(ParagraphStyle { align, ..(*paragraph.style).clone() });
        }
        choices
    }

    fn label(&mut self, label: &Spanned<String>, style: &Spanned<String>) -> Option<Paragraph> {
        let words = self.builder.bound(label);
        let tag = self.builder.element(Role::Paragraph);
        self.builder.paragraph(style, &words.inlines, Some(tag))
    }

    fn tag(&mut self, role: Option<RoleSpec>, words: &BoundText) -> Option<StructId> {
        match role {
            Some(RoleSpec::Title) => Some(self.builder.heading(1, words)),
            Some(RoleSpec::Heading) => Some(self.builder.heading(2, words)),
            Some(RoleSpec::Caption) => {
                let caption = self.builder.element(Role::Caption);
                self.captions.push(caption);
                Some(caption)
            }
            None | Some(RoleSpec::Paragraph) => Some(self.builder.element(Role::Paragraph)),
            Some(RoleSpec::Artifact) => None,
        }
    }

    /// The first line of the words leads to the address that a binding gives, if it gives one.
    fn make_link(&mut self, words: &mut BoundText, link: Option<&Spanned<String>>) {
        let Some(link) = link else { return };
        let address = self.builder.bound(link).plain();
        if address.is_empty() {
            return;
        }
        let mut inlines: Vec<Inline> = Vec::new();
        let mut first_line = true;
        for inline in words.inlines.drain(..) {
            let (linked, rest) = match (first_line, inline.text.find('\n')) {
                (true, Some(end)) => inline.text.split_at(end),
                (true, None) => (inline.text.as_str(), ""),
                (false, _) => ("", inline.text.as_str()),
            };
            first_line &= rest.is_empty();
            if !linked.is_empty() {
                inlines.push(Inline { text: linked.into(), link: Some(address.as_str().into()), ..inline.clone() });
            }
            if !rest.is_empty() {
                inlines.push(Inline { text: rest.into(), ..inline.clone() });
            }
        }
        words.inlines = inlines;
    }

    /// A text for each co-organiser, under the one before, with the logo at its side.
    fn partners(&mut self, spec: &PartnersSpec) -> Vec<MasterItem> {
        let mut items = Vec::new();
        if !self.builder.holds(spec.when.as_ref()) {
            return items;
        }
        let event = self.builder.event;
        let Some(mut first) = self.down(&spec.first) else { return items };
        let before = self.builder.page.leading.scale(spec.before);
        for (index, partner) in event.co_organisers.iter().enumerate() {
            let name = self.names.declare(Some(&format!("partner {index}")));
            let plain = plain_text(&self.builder.name(&partner.name, partner.name.span));
            let alt = self.builder.string_with("logo", "name", &plain);
            if let Some(mut picture) = partner.logo.as_ref().and_then(|logo| self.builder.event_picture(logo, alt)) {
                picture.tint = spec.tint.as_ref().map(|tint| self.swatch(tint));
                items.push(MasterItem::Picture(self.partner_logo(spec, picture, first)));
            }
            let mut lines = Vec::new();
            for (position, words) in partner_words(self.builder, partner).into_iter().enumerate() {
                let style = if position == 0 { &spec.name_style } else { &spec.style };
                let tag = self.builder.element(Role::Paragraph);
                let choices = self.choices(&OneOrMany::One(style.clone()), &words, Some(tag));
                let before = self.builder.page.leading;
                let source = Some(partner.name.span);
                lines.push(StackLine { choices, most_lines: None, before, label: None, source });
            }
            items.push(MasterItem::Stack(Stack {
                name,
                left: self.across(spec.left),
                right: self.across(spec.right),
                anchor: StackAnchor::First(first),
                not_below: None,
                spread: None,
                below: None,
                label_width: Length::ZERO,
                beside: None,
                lines,
            }));
            if let Some(name) = name {
                first = Down::Last(name, before);
            }
        }
        items
    }

    fn running_matter(&mut self) -> Option<RunningMatter> {
        let spec = &self.builder.layout.running_matter;
        let span = self.builder.event.title.span;
        let number = super::bindings::plain_inlines(&PAGE_NUMBER.to_string(), span);
        let title = self.builder.bound(&spec.title_text);
        Some(RunningMatter {
            at: self.down(&spec.at)?,
            folio: self.builder.paragraph(&spec.folio, &number, None)?,
            title: self.builder.paragraph(&spec.title, &title.inlines, None)?,
            title_at: spec.title_at.0,
        })
    }
}
