//! Holds a tree against the JSON schema of the type that it is meant for, and says everything that is wrong with it.
//!
//! In: the root node and a schema as `schemars` derives it. Out: diagnostics; and the tree mended where it can be, so
//! that reading goes on past a mistake: unknown keys and unusable values are taken out, a misspelt key is read as the
//! one that was meant, a required value gets a stand-in. Understands what `schemars` writes (2020-12): `$ref`, `type`, `properties`, `required`,
//! `additionalProperties`, `items`, `prefixItems`, `anyOf`, `oneOf`, `allOf`, `enum`, `const`, limits, and `format` where the
//! caller knows it.

mod describe;
mod format;
mod mend;
mod scalar;

use super::node::{Entry, Kind, Node};
use crate::diagnostic::{Diagnostic, Diagnostics, FileId, Severity, Span};
pub use describe::nearest;
use describe::{Place, list};
pub use format::{Format, Formats, Misread};
use serde_json::{Map, Value};

/// Checks and mends `root`. True: there is no error.
pub fn check(root: &mut Node, schema: &Value, formats: Formats, diagnostics: &mut Diagnostics) -> bool {
    let before = diagnostics.list.len();
    let mut checker = Checker { schema, formats, diagnostics };
    checker.node(root, schema, &Place::Root);
    !diagnostics.list[before..].iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

struct Checker<'a> {
    schema: &'a Value,
    formats: Formats<'a>,
    diagnostics: &'a mut Diagnostics,
}

/// What a value may be: one form of several, references followed.
type Form<'a> = &'a Map<String, Value>;

impl<'a> Checker<'a> {
    /// False: the value is of no use.
    fn node(&mut self, node: &mut Node, schema: &'a Value, place: &Place) -> bool {
        let forms = forms(self.schema, schema);
        if schema.is_boolean() || forms.iter().any(describe::takes_anything) {
            return true;
        }
        match &mut node.kind {
            Kind::Null | Kind::Removed => {
                forms.iter().any(|form| describe::is_type(form, "null")) || self.empty(node.span, &forms, place)
            }
            Kind::Scalar(scalar) => match scalar::check(scalar, node.span, self.schema, self.formats, &forms, place) {
                Ok(()) => true,
                Err(diagnostic) => self.refuse(*diagnostic),
            },
            Kind::Sequence(items) => match forms.iter().find(|form| describe::is_type(form, "array")) {
                Some(form) => self.items(items, node.span, form, place),
                None => self.refuse(describe::wrong_type("a list", node.span, self.schema, &forms, place)),
            },
            Kind::Mapping(entries) => match best_object(&forms, entries) {
                Some(form) => self.entries(entries, node.span, form, place),
                None => self.refuse(describe::wrong_type("a mapping", node.span, self.schema, &forms, place)),
            },
        }
    }

    fn refuse(&mut self, diagnostic: Diagnostic) -> bool {
        self.diagnostics.push(diagnostic);
        false
    }

    fn empty(&mut self, span: Span, forms: &[Form], place: &Place) -> bool {
        let help = describe::how_to_fill(self.schema, forms, place);
        let diagnostic = Diagnostic::error("no-value", format!("{} has no value", place.subject())).at(span);
        self.refuse(Diagnostic { help, ..diagnostic.label("nothing follows") })
    }

    /// Says what follows from an empty value where the schema's `x-empty` says it.
    fn left_empty(&mut self, entry: &Entry, schema: &Value) {
        let Some(effect) = schema.get("x-empty").and_then(Value::as_str) else { return };
        let diagnostic = Diagnostic::warning("no-value", format!("`{}` has no value", entry.key)).at(entry.value.span);
        self.diagnostics.push(diagnostic.label("nothing follows").help(effect));
    }

    fn removed(&mut self, entry: &Entry, place: &Place) {
        self.diagnostics.push(
            Diagnostic::error("no-value", format!("{} needs `{}`: it cannot be taken out", place.subject(), entry.key))
                .at(entry.key_span)
                .label("an empty value takes out what the extended file gives")
                .help("give another value, or take this line out to keep what the extended file gives"),
        );
    }

    fn items(&mut self, items: &mut Vec<Node>, span: Span, form: Form<'a>, place: &Place) -> bool {
        let limit = |key: &str| form.get(key).and_then(Value::as_u64).map(|n| n as usize);
        let (least, most) = (limit("minItems").unwrap_or(0), limit("maxItems").unwrap_or(usize::MAX));
        if !(least..=most).contains(&items.len()) {
            return self.refuse(describe::wrong_count(items.len(), least, most, span, place));
        }
        let prefix = form.get("prefixItems").and_then(Value::as_array);
        let of = Place::Item(place.name());
        let mut index = 0;
        let fixed = most == least;
        let mut usable = true;
        items.retain_mut(|item| {
            let schema = prefix.and_then(|prefix| prefix.get(index)).or(form.get("items"));
            index += 1;
            let kept = schema.is_none_or(|schema| self.node(item, schema, &of));
            usable &= kept;
            kept || fixed
        });
        usable || !fixed
    }

    fn entries(&mut self, entries: &mut Vec<Entry>, span: Span, form: Form<'a>, place: &Place) -> bool {
        let properties = form.get("properties").and_then(Value::as_object);
        let required: Vec<&str> =
            form.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        if let (Some(properties), Some(Value::Bool(false))) = (properties, form.get("additionalProperties")) {
            self.unknown_keys(entries, properties, place);
        }
        self.missing_keys(entries, span, &required, place);
        let others = form.get("additionalProperties");
        entries.retain_mut(|entry| {
            let schema = properties.and_then(|all| all.get(&entry.key)).or(others);
            let is_required = required.contains(&entry.key.as_str());
            match schema {
                Some(_) if entry.value.kind == Kind::Removed => {
                    if is_required {
                        self.removed(entry, place);
                    }
                    false
                }
                // A key whose value has been deleted is as good as absent.
                Some(schema) if entry.value.kind == Kind::Null && !is_required && properties.is_some() => {
                    self.left_empty(entry, schema);
                    false
                }
                Some(schema) => self.node(&mut entry.value, schema, &Place::Key(entry.key.clone())),
                None => true,
            }
        });
        for key in required.iter().filter(|key| !entries.iter().any(|entry| entry.key == **key)).collect::<Vec<_>>() {
            let schema = properties.and_then(|all| all.get(*key)).unwrap_or(&Value::Null);
            // An empty place tells it from what was written.
            let place = Span { end: span.start, ..span };
            entries.push(mend::entry(key, mend::stand_in(self.schema, schema, place)));
        }
        true
    }

    /// Reports keys that the schema does not know, and gives them the name that was meant or takes them out.
    fn unknown_keys(&mut self, entries: &mut Vec<Entry>, properties: &'a Map<String, Value>, place: &Place) {
        let mut taken: Vec<(FileId, String)> =
            entries.iter().map(|entry| (entry.key_span.file, entry.key.clone())).collect();
        entries.retain_mut(|entry| {
            if properties.contains_key(&entry.key) {
                return true;
            }
            // What an extended file says may be what is to be replaced.
            let file = entry.key_span.file;
            let is_free = |key: &str| !taken.iter().any(|taken| taken.0 == file && taken.1 == key);
            let meant = nearest(&entry.key, properties.keys().map(String::as_str).filter(|key| is_free(key)));
            let diagnostic = Diagnostic::error("unknown-key", format!("unknown key `{}`{}", entry.key, place.within()));
            let help = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => self.where_known(&entry.key, properties),
            };
            self.diagnostics.push(diagnostic.at(entry.key_span).label("not a key here").help(help));
            let meant = meant.filter(|meant| !taken.iter().any(|taken| taken.1 == *meant));
            if let Some(meant) = meant {
                taken.push((file, meant.to_owned()));
                entry.key = meant.to_owned();
            }
            meant.is_some()
        });
    }

    /// The keys that are known here, and the part of the mapping that a stray key belongs to.
    fn where_known(&self, key: &str, properties: &'a Map<String, Value>) -> String {
        let keys = list(properties.keys().map(String::as_str));
        let has_key = |schema: &'a Value| {
            let knows = |form: &Form| form.get("properties").is_some_and(|properties| properties.get(key).is_some());
            forms(self.schema, schema).iter().any(knows)
        };
        let owner = properties.iter().find(|(_, schema)| has_key(schema.get("items").unwrap_or(schema)));
        match owner {
            Some((owner, _)) => format!("it belongs to `{owner}`: indent it under that key"),
            None => format!("keys here: {keys}"),
        }
    }

    fn missing_keys(&mut self, entries: &[Entry], span: Span, required: &[&str], place: &Place) {
        for key in required.iter().filter(|key| !entries.iter().any(|entry| entry.key == **key)) {
            // The first entry shows best where a key is missing.
            let at = entries.first().map_or(span, |entry| entry.key_span);
            let diagnostic = Diagnostic::error("missing-key", format!("{} has no `{key}`", place.subject()));
            self.diagnostics.push(
                diagnostic
                    .at(at)
                    .label(format!("`{key}` is missing beside this"))
                    .help(format!("add a line `{key}: …` at the same indentation")),
            );
        }
    }
}

/// Among several kinds of mapping, the one that knows most of the keys.
fn best_object<'a>(forms: &[Form<'a>], entries: &[Entry]) -> Option<Form<'a>> {
    let known = |form: &Form| {
        let properties = form.get("properties").and_then(Value::as_object);
        properties.map_or(0, |all| entries.iter().filter(|entry| all.contains_key(&entry.key)).count())
    };
    let objects = forms.iter().filter(|form| describe::is_type(form, "object"));
    // The first of equals: `max_by_key` would take the last.
    objects.rev().max_by_key(|form| known(form)).copied()
}

/// All forms of a schema: references followed, alternatives spread out.
fn forms<'a>(root: &'a Value, schema: &'a Value) -> Vec<Form<'a>> {
    fn collect<'a>(root: &'a Value, schema: &'a Value, forms: &mut Vec<Form<'a>>, depth: usize) {
        // A schema that refers to itself alone would go round for ever.
        let Some(map) = schema.as_object().filter(|_| depth < 32) else { return };
        let reference = map.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix('#'));
        let mut alternatives: Vec<&Value> = reference.and_then(|path| root.pointer(path)).into_iter().collect();
        for key in ["anyOf", "oneOf", "allOf"] {
            alternatives.extend(map.get(key).and_then(Value::as_array).into_iter().flatten());
        }
        if alternatives.is_empty() {
            forms.push(map);
        }
        for alternative in alternatives {
            collect(root, alternative, forms, depth + 1);
        }
    }
    let mut all = Vec::new();
    collect(root, schema, &mut all, 0);
    all
}
