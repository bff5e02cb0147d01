//! Bindings: what `{{ organiser.name }}` and `when: cover` in a layout stand for.
//!
//! Every name that a layout may use is always defined, empty where the event says nothing, so that a misspelt one is
//! an error. A binding that is one name alone keeps the words' emphasis, links and places; within other text it gives
//! the plain words.

use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::event::markup::{Inline, plain_text};
use crate::yaml::Spanned;
use minijinja::{Environment, UndefinedBehavior, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Between the paragraphs of a binding that has several.
pub const PARAGRAPH_END: &str = "\u{2029}";

/// The value of one name.
#[derive(Clone, Debug)]
pub enum Bound {
    Words(Vec<Inline>),
    Plain(String, Option<Span>),
    Flag(bool),
    Count(usize),
}

/// Names (dotted paths) and their values.
#[derive(Clone, Default, Debug)]
pub struct Bindings {
    values: BTreeMap<String, Bound>,
}

/// Words that came out of a binding.
#[derive(Clone, Debug, Default)]
pub struct BoundText {
    pub inlines: Vec<Inline>,
    /// Where in the event they come from.
    pub source: Option<Span>,
}

impl BoundText {
    pub fn is_empty(&self) -> bool {
        self.inlines.iter().all(|inline| inline.text.trim().is_empty())
    }

    pub fn plain(&self) -> String {
        plain_text(&self.inlines)
    }
}

impl Bindings {
    pub fn set(&mut self, name: &str, value: Bound) {
        self.values.insert(name.to_owned(), value);
    }

    pub fn words(&mut self, name: &str, inlines: Vec<Inline>) {
        self.set(name, Bound::Words(inlines));
    }

    pub fn plain(&mut self, name: &str, text: Option<&Spanned<String>>) {
        let value = match text {
            Some(text) => Bound::Plain(text.value.clone(), Some(text.span)),
            None => Bound::Plain(String::new(), None),
        };
        self.set(name, value);
    }

    /// Whether the expression holds; an error counts as not.
    pub fn holds(&self, expression: Option<&Spanned<String>>, diagnostics: &mut Diagnostics) -> bool {
        let Some(expression) = expression else { return true };
        let environment = environment();
        let result = environment.compile_expression(&expression.value).and_then(|e| e.eval(self.context()));
        match result {
            // An expression that is one unknown name alone gives an undefined value without an error.
            Ok(value) if value.is_undefined() => {
                let error = minijinja::Error::from(minijinja::ErrorKind::UndefinedError);
                diagnostics.push(self.explain(&error, expression));
                false
            }
            Ok(value) => value.is_true(),
            Err(error) => {
                diagnostics.push(self.explain(&error, expression));
                false
            }
        }
    }

    /// The words of a text with bindings.
    pub fn text(&self, template: &Spanned<String>, diagnostics: &mut Diagnostics) -> BoundText {
        if let Some(bound) = self.alone(&template.value) {
            return bound;
        }
        let result = environment().render_str(&template.value, self.context());
        match result {
            Ok(text) => {
                let source = self.source(&template.value).or(Some(template.span));
                BoundText { inlines: plain_inlines(text.trim(), source.unwrap_or(template.span)), source }
            }
            Err(error) => {
                diagnostics.push(self.explain(&error, template));
                BoundText::default()
            }
        }
    }

    /// The value of a template that is one name and nothing else.
    fn alone(&self, template: &str) -> Option<BoundText> {
        let name = template.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
        match self.values.get(name)? {
            Bound::Words(inlines) => {
                Some(BoundText { source: inlines.first().map(|inline| inline.span), inlines: inlines.clone() })
            }
            _ => None,
        }
    }

    /// The place of the first name in a template that has one.
    fn source(&self, template: &str) -> Option<Span> {
        let environment = environment();
        let mut names: Vec<String> =
            environment.template_from_str(template).ok()?.undeclared_variables(true).into_iter().collect();
        names.sort();
        names.sort_by_key(|name| template.find(name.as_str()));
        names.iter().find_map(|name| match self.values.get(name)? {
            Bound::Words(inlines) => inlines.first().map(|inline| inline.span),
            Bound::Plain(_, span) => *span,
            _ => None,
        })
    }

    fn context(&self) -> Value {
        let mut root = Tree::default();
        for (path, value) in &self.values {
            let value = match value {
                Bound::Words(inlines) => Value::from(plain_text(inlines)),
                Bound::Plain(text, _) => Value::from(text.clone()),
                Bound::Flag(flag) => Value::from(*flag),
                Bound::Count(count) => Value::from(*count),
            };
            root.insert(path, value);
        }
        root.into_value()
    }

    fn explain(&self, error: &minijinja::Error, template: &Spanned<String>) -> Diagnostic {
        let environment = environment();
        let names = environment
            .template_from_str(&template.value)
            .map(|t| t.undeclared_variables(true))
            .or_else(|_| environment.compile_expression(&template.value).map(|e| e.undeclared_variables(true)))
            .unwrap_or_default();
        let names: BTreeSet<String> = names.into_iter().collect();
        let unknown = names.iter().find(|name| !self.knows(name));
        if let Some(name) = unknown {
            let meant = super::lookup::nearest(name, self.values.keys().map(String::as_str));
            let error = Diagnostic::error("unknown-binding", format!("the event has nothing named `{name}`"));
            return match meant {
                Some(meant) => error.at(template.span).help(format!("did you mean `{meant}`?")),
                None => error.at(template.span),
            };
        }
        let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        Diagnostic::error("bad-binding", format!("this binding cannot be read: {detail}")).at(template.span)
    }

    fn knows(&self, name: &str) -> bool {
        self.values.keys().any(|known| known == name || known.strip_prefix(name).is_some_and(|r| r.starts_with('.')))
    }
}

/// Words without emphasis; `\n` stays a forced line break.
pub fn plain_inlines(text: &str, span: Span) -> Vec<Inline> {
    if text.is_empty() {
        return Vec::new();
    }
    vec![Inline {
        text: text.to_owned(),
        bold: false,
        italic: false,
        superscript: false,
        subscript: false,
        link: None,
        span,
    }]
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(10_000));
    environment
}

/// Dotted paths as nested maps.
#[derive(Default)]
struct Tree {
    leaf: Option<Value>,
    branches: BTreeMap<String, Tree>,
}

impl Tree {
    fn insert(&mut self, path: &str, value: Value) {
        let tree = path.split('.').fold(self, |tree, key| tree.branches.entry(key.to_owned()).or_default());
        tree.leaf = Some(value);
    }

    fn into_value(self) -> Value {
        match self.leaf {
            Some(leaf) if self.branches.is_empty() => leaf,
            _ => {
                let branches: BTreeMap<String, Value> =
                    self.branches.into_iter().map(|(key, tree)| (key, tree.into_value())).collect();
                Value::from(branches)
            }
        }
    }
}
