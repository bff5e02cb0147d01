//! Lays one tree over another, for a file that gives only what differs from the file that it extends.
//!
//! In: two root nodes. Out: one, in which every key and value keeps the place where it was written, so that the check
//! that follows points at the file whose value is wrong. Mappings are merged key by key; scalars and lists replace;
//! an empty value takes out what stands there. A mapping over a list changes items of the list: its keys are their
//! names. See `docs/layout-format.md`.

use super::check::nearest;
use super::node::{Entry, Kind, Node, Scalar};
use super::place::Style;
use crate::diagnostic::{Diagnostic, Diagnostics, Span};

/// A key that one file has and the other has not.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// The keys from the root down to it, itself the last.
    pub path: Vec<String>,
    pub span: Span,
    /// A key of the file below that is much like it.
    pub alike: Option<String>,
}

/// What the merging of two trees or more has added and taken out.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Changes {
    pub added: Vec<Change>,
    pub removed: Vec<Change>,
}

/// Lays `over` over `base`. A mapping at a path for which `whole` holds replaces the one below as a list does.
pub fn merge(
    base: Node,
    over: Node,
    whole: fn(&[String]) -> bool,
    changes: &mut Changes,
    diagnostics: &mut Diagnostics,
) -> Node {
    Merge { whole, changes, diagnostics, path: Vec::new() }.node(base, over)
}

struct Merge<'a> {
    whole: fn(&[String]) -> bool,
    changes: &'a mut Changes,
    diagnostics: &'a mut Diagnostics,
    path: Vec<String>,
}

impl Merge<'_> {
    fn node(&mut self, base: Node, over: Node) -> Node {
        let kind = match (base.kind, over.kind) {
            (Kind::Mapping(base), Kind::Mapping(over)) if !(self.whole)(&self.path) => {
                Kind::Mapping(self.entries(base, over))
            }
            (Kind::Sequence(base), Kind::Mapping(over)) => Kind::Sequence(self.items(base, over)),
            (_, over) => over,
        };
        Node { span: over.span, kind }
    }

    fn entries(&mut self, mut base: Vec<Entry>, over: Vec<Entry>) -> Vec<Entry> {
        let known: Vec<String> = base.iter().map(|entry| entry.key.clone()).collect();
        for entry in over {
            self.path.push(entry.key.clone());
            let below = base.iter_mut().find(|below| below.key == entry.key && below.value.kind != Kind::Removed);
            match (below, &entry.value.kind) {
                (Some(below), Kind::Null) => {
                    self.changes.removed.push(self.change(&entry, None));
                    below.value = Node { kind: Kind::Removed, ..entry.value };
                    below.key_span = entry.key_span;
                }
                (Some(below), _) => {
                    let kind = std::mem::replace(&mut below.value.kind, Kind::Null);
                    let below_value = Node { kind, ..below.value };
                    below.value = self.node(below_value, entry.value);
                    below.key_span = entry.key_span;
                }
                (None, Kind::Null) => self.nothing_to_remove(&entry, &known),
                (None, _) => {
                    let alike = nearest(&entry.key, known.iter().map(String::as_str)).map(str::to_owned);
                    self.changes.added.push(self.change(&entry, alike));
                    base.retain(|below| below.key != entry.key);
                    base.push(entry);
                }
            }
            self.path.pop();
        }
        base
    }

    fn change(&self, entry: &Entry, alike: Option<String>) -> Change {
        Change { path: self.path.clone(), span: entry.key_span, alike }
    }

    fn nothing_to_remove(&mut self, entry: &Entry, known: &[String]) {
        let meant = nearest(&entry.key, known.iter().map(String::as_str));
        self.diagnostics.push(
            Diagnostic::error("nothing-to-remove", format!("there is no `{}` to take out", entry.key))
                .at(entry.key_span)
                .label("an empty value takes out what the extended layout has here, and it has nothing of this name")
                .help(did_you_mean(meant, known)),
        );
    }

    /// Changes items of a list by name.
    fn items(&mut self, mut base: Vec<Node>, over: Vec<Entry>) -> Vec<Node> {
        let names: Vec<String> = base.iter().filter_map(|item| name_of(item, &base)).collect();
        if names.is_empty() {
            self.no_names(&over);
            return base;
        }
        let by_kind = base.iter().all(|item| kind_of(item).is_some());
        for entry in over {
            self.path.push(entry.key.clone());
            let at = base.iter().position(|item| name_of(item, &base).is_some_and(|name| name == entry.key));
            match at {
                Some(at) if entry.value.kind == Kind::Null => drop(base.remove(at)),
                Some(at) => {
                    let empty = Node { span: entry.value.span, kind: Kind::Null };
                    let item = std::mem::replace(&mut base[at], empty);
                    base[at] = self.item(item, entry.value, by_kind);
                }
                None => match new_item(&entry, by_kind) {
                    Some(item) => base.push(item),
                    None => self.no_item(&entry, &names),
                },
            }
            self.path.pop();
        }
        base
    }

    /// One item with its changes, which may stand under the item's kind or go without it.
    fn item(&mut self, item: Node, mut over: Node, by_kind: bool) -> Node {
        let Kind::Mapping(mut entries) = item.kind else { return over };
        let (true, [inner]) = (by_kind, entries.as_mut_slice()) else {
            return self.node(Node { span: item.span, kind: Kind::Mapping(entries) }, over);
        };
        if let Kind::Mapping(changes) = &mut over.kind
            && let [Entry { key, value: Node { kind: Kind::Mapping(_), .. }, .. }] = changes.as_slice()
            && *key == inner.key
            && !has_key(&inner.value, key)
            && let Some(only) = changes.pop()
        {
            over = only.value;
        }
        let kind = std::mem::replace(&mut inner.value.kind, Kind::Null);
        inner.value = self.node(Node { span: inner.value.span, kind }, over);
        Node { span: inner.value.span, kind: Kind::Mapping(entries) }
    }

    fn no_names(&mut self, over: &[Entry]) {
        let Some(first) = over.first() else { return };
        self.diagnostics.push(
            Diagnostic::error("no-item-names", "the items of this list have no names by which one could be changed")
                .at(first.key_span)
                .label("a mapping over a list changes items by their names")
                .help("give the whole list"),
        );
    }

    fn no_item(&mut self, entry: &Entry, names: &[String]) {
        let meant = nearest(&entry.key, names.iter().map(String::as_str));
        self.diagnostics.push(
            Diagnostic::error("unknown-item", format!("there is no item `{}` in the list", entry.key))
                .at(entry.key_span)
                .label("the extended layout has none of this name")
                .help(did_you_mean(meant, names)),
        );
    }
}

fn has_key(node: &Node, key: &str) -> bool {
    matches!(&node.kind, Kind::Mapping(entries) if entries.iter().any(|entry| entry.key == key))
}

fn did_you_mean(meant: Option<&str>, known: &[String]) -> String {
    match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("there are {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }
}

/// An item that says what it is by its only key, such as `text: {…}`: that key.
fn kind_of(item: &Node) -> Option<&Entry> {
    match &item.kind {
        Kind::Mapping(entries) if entries.len() == 1 => entries.first(),
        _ => None,
    }
}

/// How an item of a list is called: by the `name` in it, or by its kind where the list has one of that kind alone.
fn name_of(item: &Node, all: &[Node]) -> Option<String> {
    let own = |node: &Node| match &node.kind {
        Kind::Mapping(entries) => {
            entries.iter().find(|entry| entry.key == "name").and_then(|name| match &name.value.kind {
                Kind::Scalar(scalar) => Some(scalar.value.clone()),
                _ => None,
            })
        }
        _ => None,
    };
    let kind = kind_of(item);
    own(item).or_else(|| own(&kind?.value)).or_else(|| {
        let kind = &kind?.key;
        let same = |other: &&Node| kind_of(other).is_some_and(|entry| entry.key == *kind);
        (all.iter().filter(same).count() == 1).then(|| kind.clone())
    })
}

/// A new item with the name by which it is called; `None` if this is no item but a change of one.
fn new_item(entry: &Entry, by_kind: bool) -> Option<Node> {
    let mut item = entry.value.clone();
    let Kind::Mapping(entries) = &mut item.kind else { return None };
    let target = match (by_kind, entries.as_mut_slice()) {
        (false, _) => entries,
        (true, [Entry { value: Node { kind: Kind::Mapping(inner), .. }, .. }]) => inner,
        _ => return None,
    };
    if !target.iter().any(|own| own.key == "name") {
        let scalar = Scalar { value: entry.key.clone(), style: Style::DoubleQuoted };
        let value = Node { span: entry.key_span, kind: Kind::Scalar(scalar) };
        target.push(Entry { key: "name".to_owned(), key_span: entry.key_span, value });
    }
    Some(item)
}
