//! The list of speakers or sections with their pages.
//!
//! In: a list as meant and the page labels. Out: its lines, in one column or several: in the first of its styles and
//! steps with which it has room, or else the last. Names of more than one line move what follows down; the list begins
//! higher if it would end too low.

use super::Placer;
use crate::compose::page::Fragment;
use crate::compose::type_setter::{SetParagraph, with_number};
use crate::geometry::{Length, Point};
use crate::resolve::document::{Contents, ContentsEntry};

/// White between the entries of a list, in rows, from which on rules stand in it.
const LEAST_WHITE: f64 = 0.8;
/// For the page's number, in rows: in one column and in one of several.
const NUMBER: i64 = 3;
const NUMBER_IN_COLUMNS: i64 = 2;

struct SetEntry<'c> {
    entry: &'c ContentsEntry,
    name: SetParagraph,
    role: Option<SetParagraph>,
}

impl SetEntry<'_> {
    /// From its first baseline to its last.
    fn depth(&self) -> Length {
        self.name.depth() + self.role.as_ref().map_or(Length::ZERO, |role| role.leading + role.depth())
    }
}

/// A list in one of its forms.
struct List<'c> {
    columns: Vec<Vec<SetEntry<'c>>>,
    step: Length,
    /// Of the longest column.
    depth: Length,
}

impl<'c> List<'c> {
    fn new(entries: Vec<SetEntry<'c>>, columns: usize) -> List<'c> {
        let each = entries.len().div_ceil(columns.max(1)).max(1);
        let mut entries = entries.into_iter().peekable();
        let mut columns = Vec::new();
        while entries.peek().is_some() {
            columns.push(entries.by_ref().take(each).collect::<Vec<_>>());
        }
        List { columns, step: Length::ZERO, depth: Length::ZERO }
    }

    /// Sets the entries so far apart.
    fn space(&mut self, step: Length) {
        let depth = |column: &Vec<SetEntry>| {
            let own: Length = column.iter().map(SetEntry::depth).sum();
            own + step * (column.len() as i64 - 1).max(0)
        };
        self.depth = self.columns.iter().map(depth).max().unwrap_or_default();
        self.step = step;
    }
}

impl Placer<'_, '_, '_> {
    pub(super) fn contents(&mut self, contents: &Contents) {
        let (left, right) = (self.sheet.across(contents.left), self.sheet.across(contents.right));
        let (first, last) = (self.places.down(contents.first), self.places.down(contents.last));
        let (count, gutter) = (contents.columns.max(1) as i64, self.sheet.geometry.gutter);
        let measure = (right - left - gutter * (count - 1)) / count;
        let list = self.list(contents, measure, last - first);
        let first = first.min(last - list.depth);
        let names = || list.columns.iter().flatten().map(|set| (&set.name, set.entry.source));
        self.places.record(contents.name, (first, first + list.depth), names().next().map(|(name, _)| name));
        let longest = names().max_by_key(|(name, _)| name.lines.len()).and_then(|(_, source)| source);
        self.check_room(first, first + list.depth, longest, names().next().map(|(name, _)| name));
        if let Some((heading, above)) = &contents.heading {
            let set = self.setter.set(heading, right - left);
            self.sheet.lines(self.layer, set.lines, left, first - *above, set.leading);
        }
        for (index, column) in list.columns.into_iter().enumerate() {
            let left = left + (measure + gutter) * index as i64;
            self.column(contents, column, list.step, Point::new(left, first), measure);
        }
    }

    /// The first form that has room: with roles under the names, or else without them.
    fn list<'c>(&mut self, contents: &'c Contents, measure: Length, room: Length) -> List<'c> {
        let styles = contents.entries.iter().map(|entry| entry.names.len()).max().unwrap_or(0).max(1);
        let has_roles = contents.entries.iter().any(|entry| entry.role.is_some());
        let roles = [true, false].into_iter().filter(|roles| has_roles || !roles);
        let forms = roles.flat_map(|roles| (0..styles).map(move |style| (style, roles)));
        let mut list = List::new(Vec::new(), contents.columns);
        for (style, roles) in forms {
            list = List::new(self.entries(contents, style, roles, measure), contents.columns);
            let steps = if roles { &contents.role_steps } else { &contents.steps };
            for step in steps {
                list.space(*step);
                if list.depth <= room {
                    return list;
                }
            }
        }
        list
    }

    fn entries<'c>(&mut self, contents: &'c Contents, style: usize, roles: bool, measure: Length) -> Vec<SetEntry<'c>> {
        let number = self.number_width(contents);
        let entries = contents.entries.iter().filter_map(|entry| {
            let name = entry.names.get(style).or(entry.names.last())?;
            let name = with_number(name, self.label(entry));
            let name = self.setter.choose_parted(&[name], measure - number, None)?;
            let role = entry.role.as_ref().filter(|_| roles);
            let role = role.map(|role| self.setter.set(role, measure - number));
            Some(SetEntry { entry, name, role })
        });
        entries.collect()
    }

    /// The page on which an entry's own begins; none is known while pages are still being counted.
    fn label(&self, entry: &ContentsEntry) -> &str {
        self.labels.get(&entry.destination).map_or("0", String::as_str)
    }

    fn number_width(&self, contents: &Contents) -> Length {
        if contents.entries.iter().all(|entry| entry.page.is_none()) {
            return Length::ZERO;
        }
        self.sheet.geometry.leading * if contents.columns > 1 { NUMBER_IN_COLUMNS } else { NUMBER }
    }

    /// Entries one under another from a baseline on, rules between them in the middle of the white.
    fn column(&mut self, contents: &Contents, entries: Vec<SetEntry>, step: Length, from: Point, measure: Length) {
        let (left, right) = (from.x, from.x + measure);
        let white = entries.first().map_or(Length::ZERO, |set| (step - set.name.cap_height) / 2);
        let rule = contents.rule.filter(|_| white * 2 >= self.sheet.geometry.leading.scale(LEAST_WHITE));
        let (mut baseline, count) = (from.y, entries.len());
        for (index, SetEntry { entry, name, role }) in entries.into_iter().enumerate() {
            let page = entry.page.as_ref().map(|page| with_number(page, self.label(entry)));
            let page = page.map(|page| self.setter.set(&page, measure));
            let from = self.sheet.page.fragments.len();
            let mut last_line = self.sheet.lines(self.layer, name.lines, left, baseline, name.leading);
            if let Some(page) = page {
                self.sheet.lines(self.layer, page.lines, left, last_line, page.leading);
            }
            if let Some(role) = role {
                last_line = self.sheet.lines(self.layer, role.lines, left, last_line + role.leading, role.leading);
            }
            self.take_source(from, entry.source);
            if let Some(rule) = rule.filter(|_| index + 1 < count) {
                let y = last_line + contents.rule_below.min(white);
                self.sheet.push(Fragment::stroke(Point::new(left, y), Point::new(right, y), &rule));
            }
            baseline = last_line + step;
        }
    }
}
