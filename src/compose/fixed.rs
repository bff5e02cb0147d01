//! Masters: fields, rules, stacks of text, pictures and lists that stand in fixed places of a page.

use super::page::{Fragment, FragmentKind, Layer, ReservedFrame};
use super::sheet::Sheet;
use super::type_setter::{SetParagraph, Typesetter};
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::{Length, Point, Rect, Size};
use crate::resolve::document::{
    Cells, Code, Contents, Destination, Down, FixedPicture, ItemName, Master, MasterItem, NoteLines, PersonalFrame,
    RunningMatter, Stack, StackAnchor, StackLine,
};
use crate::text::Line;
use std::collections::BTreeMap;

/// Where a master's named items stand.
#[derive(Default)]
pub struct NamedPlaces(BTreeMap<usize, ItemPlace>);

/// First and last baseline of an item, and how high its first line's capitals are.
#[derive(Clone, Copy, Default)]
struct ItemPlace {
    first: Length,
    last: Length,
    caps: Length,
}

impl NamedPlaces {
    fn record(&mut self, name: Option<ItemName>, (first, last): (Length, Length), text: Option<&SetParagraph>) {
        if let Some(ItemName(index)) = name {
            self.0.insert(index, ItemPlace { first, last, caps: text.map_or(Length::ZERO, |text| text.cap_height) });
        }
    }

    pub fn down(&self, place: Down) -> Length {
        let named = |name: ItemName| self.0.get(&name.0).copied().unwrap_or_default();
        match place {
            Down::At(y) => y,
            Down::First(name, offset) => named(name).first + offset,
            Down::Last(name, offset) => named(name).last + offset,
            Down::Cap(name, offset) => named(name).first - named(name).caps + offset,
        }
    }
}

/// Of a step: what rounding may take from a line's place.
const ROUNDING: f64 = 0.01;
/// White between the entries of a list, in rows, from which on rules stand in it.
const LEAST_WHITE: f64 = 0.8;

/// The page labels that lists of contents need; empty while pages are still being counted.
pub type Labels = BTreeMap<Destination, String>;

/// Puts a master's items on a page; gives the places of its named items.
pub fn place(master: &Master, sheet: &mut Sheet, setter: &mut Typesetter, labels: &Labels) -> NamedPlaces {
    if let Some((field, place)) = master.field {
        let area = sheet.bleed_area();
        sheet.push(Fragment { layout: Some(place), ..Fragment::fill(Layer::Background, area, field) });
    }
    let layer = if master.field.is_some() { Layer::Overlay } else { Layer::Content };
    let has_fields = master.items.iter().any(|item| matches!(item, MasterItem::Field { .. }));
    // Rules may lie on a field that lies on the page's own.
    let rules = if has_fields { layer } else { Layer::Content };
    let mut placer =
        Placer { sheet, setter, labels, layer, rules, places: NamedPlaces::default(), source: master.source };
    for item in &master.items {
        placer.item(item);
    }
    if let Some(matter) = &master.running_matter {
        placer.running_matter(matter);
    }
    placer.check_overlaps();
    placer.places
}

struct Placer<'p, 'a, 'b> {
    sheet: &'p mut Sheet<'a>,
    setter: &'p mut Typesetter<'b>,
    labels: &'p Labels,
    layer: Layer,
    rules: Layer,
    places: NamedPlaces,
    /// Of the whole master.
    source: Option<Span>,
}

impl Placer<'_, '_, '_> {
    fn item(&mut self, item: &MasterItem) {
        match item {
            MasterItem::Rule { left, right, at, stroke } => {
                let y = self.places.down(*at);
                let ends = [left, right].map(|place| Point::new(self.sheet.across(*place), y));
                let rule = Fragment::stroke(ends[0], ends[1], stroke);
                self.sheet.push(Fragment { layer: self.rules, ..rule });
            }
            MasterItem::Field { left, right, top, bottom, color, source } => {
                let (left, right) = (self.sheet.across(*left), self.sheet.across(*right));
                let area = Rect::new(left, self.places.down(*top), right, self.places.down(*bottom));
                let layer = if self.layer == Layer::Overlay { Layer::Content } else { Layer::Background };
                // Under the words whose places it follows, which stand before it in the list.
                let fragments = &mut self.sheet.page.fragments;
                let under = fragments.iter().position(|f| f.layer > layer).unwrap_or(fragments.len());
                let field = Fragment { layout: Some(*source), ..Fragment::fill(layer, area, *color) };
                fragments.insert(under, field);
            }
            MasterItem::NoteLines(lines) => self.note_lines(lines),
            MasterItem::Stack(stack) => self.stack(stack),
            MasterItem::Cells(cells) => self.cells(cells),
            MasterItem::Picture(picture) => self.picture(picture),
            MasterItem::Code(code) => self.code(code),
            MasterItem::Contents(contents) => self.contents(contents),
            MasterItem::Personal(frame) => self.reserve(frame),
        }
    }

    fn reserve(&mut self, frame: &PersonalFrame) {
        let (left, right) = (self.sheet.across(frame.left), self.sheet.across(frame.right));
        let (place, upwards) = match frame.anchor {
            StackAnchor::First(place) => (place, false),
            StackAnchor::Last(place) => (place, true),
        };
        self.sheet.page.reserved.push(ReservedFrame {
            origin: Point::new(left, self.places.down(place)),
            upwards,
            measure: right - left,
            words: frame.words.clone(),
            repeated: false,
        });
    }

    fn note_lines(&mut self, lines: &NoteLines) {
        let (left, right) = (self.sheet.across(lines.left), self.sheet.across(lines.right));
        let (first, last) = (self.places.down(lines.first), self.places.down(lines.last));
        // They hang from the last, so that what stands below keeps their pitch.
        let count = ((last - first).ratio(lines.step) + ROUNDING).floor() + 1.0;
        if count < lines.least.max(1) as f64 {
            return;
        }
        let count = count as i64;
        if let Some((heading, above)) = &lines.heading {
            let set = self.setter.set(heading, right - left);
            let baseline = last - lines.step * (count - 1) - *above;
            self.sheet.lines(self.layer, set.lines, left, baseline, set.leading);
        }
        for y in (0..count).rev().map(|index| last - lines.step * index) {
            self.sheet.push(Fragment::stroke(Point::new(left, y), Point::new(right, y), &lines.stroke));
        }
    }

    fn stack(&mut self, stack: &Stack) {
        let (left, right) = (self.sheet.across(stack.left), self.sheet.across(stack.right));
        let (set, depth) = self.set_stack(stack, right - left);
        let first = match stack.anchor {
            StackAnchor::First(place) => self.places.down(place),
            StackAnchor::Last(place) => self.places.down(place) - depth,
        };
        let first = match stack.not_below {
            Some(place) => first.min(self.places.down(place) - depth),
            None => first,
        };
        self.places.record(stack.name, (first, first + depth), set.first().map(|(_, text, _)| text));
        self.check_room(
            first,
            first + depth,
            set.first().and_then(|(line, ..)| line.source),
            set.first().map(|s| &s.1),
        );
        for (line, text, offset) in set {
            let indent = if line.label.is_some() { stack.label_width } else { Length::ZERO };
            if let Some(label) = &line.label {
                let label = self.setter.set(label, stack.label_width);
                self.sheet.lines(self.layer, label.lines, left, first + offset, label.leading);
            }
            let from = self.sheet.page.fragments.len();
            self.sheet.lines(self.layer, text.lines, left + indent, first + offset, text.leading);
            for fragment in &mut self.sheet.page.fragments[from..] {
                fragment.source = line.source;
            }
        }
    }

    /// The lines of a stack in their measures, each with its distance from the first baseline, and the distance of the
    /// last. They are set from the last upwards: what stands beside is counted from the foot.
    fn set_stack<'s>(
        &mut self,
        stack: &'s Stack,
        measure: Length,
    ) -> (Vec<(&'s StackLine, SetParagraph, Length)>, Length) {
        let mut set: Vec<(&StackLine, SetParagraph, Length)> = Vec::new();
        // From the last baseline up to the first of the line below, and from there to the line at hand.
        let (mut height, mut gap) = (Length::ZERO, Length::ZERO);
        for line in stack.lines.iter().rev() {
            let indent = if line.label.is_some() { stack.label_width } else { Length::ZERO };
            let foot = height + gap;
            let beside = stack.beside.filter(|beside| foot < beside.height).map_or(Length::ZERO, |beside| beside.width);
            let Some(text) = self.setter.choose(&line.choices, measure - indent - beside, line.most_lines) else {
                continue;
            };
            height = foot + text.depth();
            gap = line.before;
            set.push((line, text, height));
        }
        set.reverse();
        for (.., offset) in &mut set {
            *offset = height - *offset;
        }
        (set, height)
    }

    /// Text must not leave the page's height.
    fn check_room(&mut self, first: Length, last: Length, source: Option<Span>, text: Option<&SetParagraph>) {
        let top = first - text.map_or(Length::ZERO, |text| text.cap_height);
        let room = self.sheet.geometry.trim.height - self.sheet.geometry.leading;
        if top >= self.sheet.geometry.leading && last <= room {
            return;
        }
        let over = (last - room).max(self.sheet.geometry.leading - top).ratio(self.sheet.geometry.leading).ceil();
        let message = format!("this text is about {over} lines too long for page {}", self.sheet.page.number);
        self.overset(message, source);
    }

    fn overset(&mut self, message: String, source: Option<Span>) {
        let mut error =
            Diagnostic::error("overset", message).help("shorten it, or give the layout a smaller style for it");
        error.span = source.or(self.source);
        if !self.setter.diagnostics.list.contains(&error) {
            self.setter.diagnostics.push(error);
        }
    }

    fn cells(&mut self, cells: &Cells) {
        let columns = cells.columns.len().max(1);
        let mut rows: Vec<(Vec<(SetParagraph, SetParagraph)>, Length)> = Vec::new();
        let mut depth = Length::ZERO;
        for row in cells.cells.chunks(columns) {
            let set: Vec<_> = row
                .iter()
                .map(|(label, text)| (self.setter.set(label, cells.width), self.setter.set(text, cells.width)))
                .collect();
            let from = if rows.is_empty() { Length::ZERO } else { cells.before };
            let tallest = set.iter().map(|(_, text)| text.leading + text.depth()).max().unwrap_or_default();
            rows.push((set, depth + from));
            depth = depth + from + tallest;
        }
        let first = self.places.down(cells.last) - depth;
        self.places.record(cells.name, (first, first + depth), rows.first().and_then(|(row, _)| Some(&row.first()?.0)));
        self.check_room(first, first + depth, cells.source, None);
        for (row, offset) in rows {
            for ((label, text), place) in row.into_iter().zip(&cells.columns) {
                let left = self.sheet.across(*place);
                let under = first + offset + text.leading;
                self.sheet.lines(self.layer, label.lines, left, first + offset, label.leading);
                self.sheet.lines(self.layer, text.lines, left, under, text.leading);
            }
        }
    }

    fn picture(&mut self, fixed: &FixedPicture) {
        let mut bottom = self.places.down(fixed.bottom);
        if let Some(least) = fixed.bottom_at_least {
            bottom = bottom.max(self.places.down(least));
        }
        let (left, right) = (self.sheet.across(fixed.left), self.sheet.across(fixed.right));
        let frame = Rect::new(left, self.places.down(fixed.top), right, bottom);
        let mut area = if fixed.fill { frame } else { inside(fixed.picture.proportions, frame) };
        if fixed.middle {
            let right = (frame.width() - area.width()) / 2;
            area = Rect::new(area.left + right, area.top, area.right + right, area.bottom);
        }
        let layer = if fixed.background { Layer::Background } else { self.layer };
        let picture = Fragment::picture(layer, &fixed.picture, area);
        self.sheet.push(Fragment { layout: fixed.source, ..picture });
    }

    /// The square with its quiet zone of four modules (ISO/IEC 18004, 6.3.8).
    fn code(&mut self, code: &Code) {
        let (left, right) = (self.sheet.across(code.left), self.sheet.across(code.right));
        let bottom = self.places.down(code.bottom);
        let area = Rect::new(left, bottom - (right - left), right, bottom);
        let placed = |fragment| Fragment { source: code.source, layout: Some(code.layout), ..fragment };
        self.sheet.push(placed(Fragment::fill(Layer::Content, area, code.field)));
        let quiet = area.width() * 4 / (code.modules.len() as i64 + 8).max(1);
        let area = Rect::new(area.left + quiet, area.top + quiet, area.right - quiet, area.bottom - quiet);
        let kind = FragmentKind::Code { modules: code.modules.clone(), area, color: code.color };
        self.sheet.push(placed(Fragment::of(Layer::Overlay, code.tag, kind)));
    }

    /// Names of more than one line move what follows down; the list begins higher if it would end too low.
    fn contents(&mut self, contents: &Contents) {
        let (left, right) = (self.sheet.across(contents.left), self.sheet.across(contents.right));
        let (first, last) = (self.places.down(contents.first), self.places.down(contents.last));
        let number_width = self.sheet.geometry.leading * 3;
        let names: Vec<SetParagraph> =
            contents.entries.iter().map(|entry| self.setter.set(&entry.name, right - left - number_width)).collect();
        let mut roles: Vec<Option<SetParagraph>> = contents
            .entries
            .iter()
            .map(|entry| Some(self.setter.set(entry.role.as_ref()?, right - left - number_width)))
            .collect();
        let names_depth: Length = names.iter().map(SetParagraph::depth).sum();
        let roles_depth: Length = roles.iter().flatten().map(|role| role.leading + role.depth()).sum();
        let gaps = (names.len() as i64 - 1).max(0);
        let mut more = names_depth + roles_depth;
        if contents.steps.first().is_none_or(|step| first + *step * gaps + more > last) {
            roles.iter_mut().for_each(|role| *role = None);
            more = names_depth;
        }
        let fitting = contents.steps.iter().find(|step| first + **step * gaps + more <= last);
        let step = fitting.or(contents.steps.last()).copied().unwrap_or(self.sheet.geometry.leading);
        let depth = step * gaps + more;
        let first = first.min(last - depth);
        self.places.record(contents.name, (first, first + depth), names.first());
        self.check_room(first, first + depth, None, names.first());
        if let Some((heading, above)) = &contents.heading {
            let set = self.setter.set(heading, right - left);
            self.sheet.lines(self.layer, set.lines, left, first - *above, set.leading);
        }
        // In the middle of the white, where the step leaves some.
        let white = names.first().map_or(Length::ZERO, |name| (step - name.cap_height) / 2);
        let rule = contents.rule.filter(|_| white * 2 >= self.sheet.geometry.leading.scale(LEAST_WHITE));
        let mut baseline = first;
        let entries = names.len();
        for (index, ((entry, name), role)) in contents.entries.iter().zip(names).zip(roles).enumerate() {
            let label = self.labels.get(&entry.destination).map_or("0", String::as_str);
            let page = self.setter.numbered(&entry.page, label, right - left);
            let mut last_line = self.sheet.lines(self.layer, name.lines, left, baseline, name.leading);
            self.sheet.lines(self.layer, page.lines, left, last_line, page.leading);
            if let Some(role) = role {
                last_line = self.sheet.lines(self.layer, role.lines, left, last_line + role.leading, role.leading);
            }
            if let Some(rule) = rule.filter(|_| index + 1 < entries) {
                let y = last_line + contents.rule_below.min(white);
                self.sheet.push(Fragment::stroke(Point::new(left, y), Point::new(right, y), &rule));
            }
            baseline = last_line + step;
        }
    }

    /// Folio and short title at the outer edge of the text.
    fn running_matter(&mut self, matter: &RunningMatter) {
        let baseline = self.places.down(matter.at);
        let width = self.sheet.geometry.text_width();
        let number = self.sheet.page.number.to_string();
        let folio = self.setter.numbered(&matter.folio, &number, width);
        let title = self.short_title(matter, width - matter.title_at - folio.width);
        let (left, right) = (self.sheet.text_left(), self.sheet.text_right());
        let recto = self.sheet.geometry.facing && !self.sheet.page.verso;
        let at = |set: &SetParagraph, offset: Length| if recto { right - offset - set.width } else { left + offset };
        let (folio_at, title_at) = (at(&folio, Length::ZERO), at(&title, matter.title_at));
        let title: Vec<Line> = title.lines.into_iter().take(1).collect();
        self.sheet.lines(self.layer, folio.lines, folio_at, baseline, matter.title_at);
        self.sheet.lines(self.layer, title, title_at, baseline, matter.title_at);
    }
}

impl Placer<'_, '_, '_> {
    /// Texts that grew into each other or into a picture are an error, not a surprise at the printer's. Artifacts, such
    /// as a great numeral behind the words, may lie where they are.
    fn check_overlaps(&mut self) {
        let mut areas: Vec<(Rect, Option<Span>, bool)> = Vec::new();
        let fields: Vec<Rect> = self.sheet.page.fragments.iter().filter_map(field_area).collect();
        for fragment in &self.sheet.page.fragments {
            match &fragment.kind {
                FragmentKind::Line { origin, line, .. } if fragment.tag.is_some() => {
                    let size = line.runs.iter().map(|run| run.size).max().unwrap_or_default();
                    let source = fragment.source;
                    // Between the x-height and a little below the baseline: lines set solid do not count.
                    let (top, bottom) = (origin.y - size.scale(0.5), origin.y + size.scale(0.1));
                    let left = origin.x + line.runs.iter().map(|run| run.x).min().unwrap_or_default();
                    areas.push((Rect::new(left, top, left + line.width, bottom), source, true));
                }
                FragmentKind::Picture { area, .. } => areas.push((*area, fragment.source, false)),
                _ => {}
            }
        }
        for (index, (area, source, is_text)) in areas.iter().enumerate() {
            let in_the_way = |(other, _, other_is_text): &&(Rect, Option<Span>, bool)| {
                (*is_text || *other_is_text)
                    && area.overlaps(other)
                    && !(is_text != other_is_text
                        && fields.iter().any(|f| f.contains(if *is_text { area } else { other })))
            };
            if let Some((_, other_source, _)) = areas[index + 1..].iter().find(in_the_way) {
                let message = format!(
                    "two texts, or a text and a picture, run into each other on page {}",
                    self.sheet.page.number
                );
                return self.overset(message, source.or(*other_source));
            }
        }
    }

    /// The title in one line; words that have no room give way to an ellipsis.
    fn short_title(&mut self, matter: &RunningMatter, measure: Length) -> SetParagraph {
        let mut set = self.setter.set(&matter.title, measure);
        let mut words: Vec<String> = matter.title.text().split_whitespace().map(str::to_owned).collect();
        while (set.lines.len() > 1 || set.width > measure) && words.len() > 1 {
            words.pop();
            let mut shorter = matter.title.clone();
            shorter.runs.truncate(1);
            if let Some(run) = shorter.runs.first_mut() {
                run.text = format!("{}…", words.join(" ").trim_end_matches([',', ':', ';', '.']));
            }
            set = self.setter.set(&shorter, measure);
        }
        set
    }
}

/// The largest area of the picture's proportions at a frame's left, in the middle of its height.
fn inside((width, height): (f64, f64), frame: Rect) -> Rect {
    if width <= 0.0 || height <= 0.0 {
        return frame;
    }
    let scale = (frame.width().to_pt() / width).min(frame.height().to_pt() / height);
    let size = Size::new(Length::pt(width * scale), Length::pt(height * scale));
    let top = frame.top + (frame.height() - size.height) / 2;
    Rect::at(Point::new(frame.left, top), size)
}

/// A field that lies on the page's own ground: words on it do not touch what is under it.
fn field_area(fragment: &Fragment) -> Option<Rect> {
    match fragment.kind {
        FragmentKind::Fill { area, .. } if fragment.layer == Layer::Content => Some(area),
        _ => None,
    }
}
