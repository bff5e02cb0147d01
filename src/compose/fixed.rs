//! Masters: fields, rules, stacks of text, pictures and lists that stand in fixed places of a page.

mod cells;
mod contents;
mod overlaps;

use super::page::{Fragment, FragmentKind, Layer, ReservedFrame};
use super::sheet::Sheet;
use super::type_setter::{SetParagraph, Typesetter};
use crate::diagnostic::{Diagnostic, Span};
use crate::geometry::{Length, Point, Rect, Size};
use crate::resolve::document::{
    Code, Destination, Down, FixedPicture, FramePlace, ItemName, Master, MasterItem, NoteLines, PersonalFrame,
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

    /// Where the story's frame may begin.
    pub fn frame(&self, frame: &FramePlace) -> Length {
        let from = self.down(frame.from);
        frame.below.map_or(from, |below| from.max(self.down(below)))
    }
}

/// Of a step: what rounding may take from a line's place.
const ROUNDING: f64 = 0.01;

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

/// A stack in its measure.
struct SetStack<'s> {
    /// Each with its distance from the first baseline.
    lines: Vec<(&'s StackLine, SetParagraph, Length)>,
    /// From the first baseline to the last.
    depth: Length,
}

impl SetStack<'_> {
    fn first(&self) -> Option<&SetParagraph> {
        self.lines.first().map(|(_, text, _)| text)
    }

    /// With lines that stand apart moved further apart, so that the last stands so far below the first, each gap by no
    /// more than `most`.
    fn spread(mut self, depth: Length, most: Length) -> Self {
        let gaps = self.lines.iter().skip(1).filter(|(line, text, _)| line.before > text.leading).count() as i64;
        let free = depth - self.depth;
        if gaps == 0 || free <= Length::ZERO {
            return self;
        }
        let more = (free / gaps).min(most);
        let mut down = Length::ZERO;
        for (index, (line, text, offset)) in self.lines.iter_mut().enumerate() {
            down += if index > 0 && line.before > text.leading { more } else { Length::ZERO };
            *offset += down;
        }
        self.depth += down;
        self
    }

    /// Where the event says what takes most lines.
    fn longest(&self) -> Option<Span> {
        let said = self.lines.iter().filter(|(line, ..)| line.source.is_some());
        said.max_by_key(|(_, text, _)| text.lines.len()).and_then(|(line, ..)| line.source)
    }
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
        let Some((set, first)) = self.stack_below(stack, right - left) else { return };
        let last = first + set.depth;
        self.places.record(stack.name, (first, last), set.first());
        self.check_room(first, last, set.longest(), set.first());
        for (line, text, offset) in set.lines {
            let indent = if line.label.is_some() { stack.label_width } else { Length::ZERO };
            let mut text_left = left + indent;
            let from = self.sheet.page.fragments.len();
            if let Some(label) = &line.label {
                let label = self.setter.set(label, stack.label_width);
                let mut label_left = left;
                if label.right_to_left {
                    (text_left, label_left) = (left, right - stack.label_width);
                }
                self.sheet.lines(self.layer, label.lines, label_left, first + offset, label.leading);
            }
            self.sheet.lines(self.layer, text.lines, text_left, first + offset, text.leading);
            self.take_source(from, line.source);
        }
    }

    /// What stands on the page from this fragment on comes from a place in the event.
    fn take_source(&mut self, from: usize, source: Option<Span>) {
        for fragment in &mut self.sheet.page.fragments[from..] {
            fragment.source = source;
        }
    }

    /// A stack in its measure, and its first baseline. One that must stay below a place takes the first of its styles
    /// with which it does; `None`: there is none.
    fn stack_below<'s>(&mut self, stack: &'s Stack, measure: Length) -> Option<(SetStack<'s>, Length)> {
        let limit = stack.below.map(|place| self.places.down(place));
        let styles = stack.lines.iter().map(|line| line.choices.len()).max().unwrap_or(0).max(1);
        for from in 0..styles {
            let set = self.set_stack(stack, from, measure);
            let first = match stack.anchor {
                StackAnchor::First(place) => self.places.down(place),
                StackAnchor::Last(place) => self.places.down(place) - set.depth,
            };
            let first = match stack.not_below {
                Some(place) => first.min(self.places.down(place) - set.depth),
                None => first,
            };
            let set = match stack.spread {
                Some((to, most)) => set.spread(self.places.down(to) - first, most),
                None => set,
            };
            let top = first - set.first().map_or(Length::ZERO, |text| text.cap_height);
            if limit.is_none_or(|limit| top >= limit) {
                return Some((set, first));
            }
        }
        None
    }

    /// The lines of a stack in their measures; of each line's styles those `from` the first. They are set from the last
    /// upwards: what stands beside is counted from the foot.
    fn set_stack<'s>(&mut self, stack: &'s Stack, from: usize, measure: Length) -> SetStack<'s> {
        let mut set: Vec<(&StackLine, SetParagraph, Length)> = Vec::new();
        // From the last baseline up to the first of the line below, and from there to the line at hand.
        let (mut height, mut gap) = (Length::ZERO, Length::ZERO);
        for line in stack.lines.iter().rev() {
            let indent = if line.label.is_some() { stack.label_width } else { Length::ZERO };
            let foot = height + gap;
            let beside = stack.beside.filter(|beside| foot < beside.height).map_or(Length::ZERO, |beside| beside.width);
            let choices = &line.choices[from.min(line.choices.len().saturating_sub(1))..];
            let Some(text) = self.setter.choose_parted(choices, measure - indent - beside, line.most_lines) else {
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
        SetStack { lines: set, depth: height }
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

    /// Folio and short title at the outer edge of the text.
    fn running_matter(&mut self, matter: &RunningMatter) {
        let baseline = self.places.down(matter.at);
        let width = self.sheet.geometry.text_width();
        let number = self.sheet.page.number.to_string();
        let folio = self.setter.numbered(&matter.folio, &number, width);
        let title = self.short_title(matter, width - matter.title_at - folio.width);
        let (left, right) = (self.sheet.text_left(), self.sheet.text_right());
        let recto = self.sheet.geometry.facing && !self.sheet.page.verso;
        // A line of right-to-left words stands at the right end of its measure already.
        let inset = |set: &SetParagraph| match set.lines.first().filter(|_| set.right_to_left) {
            Some(line) => line.runs.iter().map(|run| run.x).min().unwrap_or_default(),
            None => Length::ZERO,
        };
        let at = |set: &SetParagraph, offset: Length| {
            let edge = if recto { right - offset - set.width } else { left + offset };
            edge - inset(set)
        };
        let (folio_at, title_at) = (at(&folio, Length::ZERO), at(&title, matter.title_at));
        let title: Vec<Line> = title.lines.into_iter().take(1).collect();
        self.sheet.lines(self.layer, folio.lines, folio_at, baseline, matter.title_at);
        self.sheet.lines(self.layer, title, title_at, baseline, matter.title_at);
    }
}

impl Placer<'_, '_, '_> {
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
