//! From the tree to typed values: a serde deserialiser over nodes.
//!
//! A text takes any scalar as written; numbers and truth values follow YAML 1.2's core schema (section 10.3.2). Before
//! it calls a visitor the deserialiser leaves the node's place in [`place`].

use super::node::{Entry, Kind, Node, Scalar};
use super::place::{self, Place, Style};
use super::shorthand;
use crate::diagnostic::{SourceMap, Span};
use serde::de::{self, DeserializeSeed, Visitor, value::StrDeserializer};
use std::fmt;

/// What went wrong, and at which node.
#[derive(Debug)]
pub struct Error {
    pub message: String,
    pub span: Option<Span>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Error {
        Error { message: message.to_string(), span: None }
    }
}

/// A value of type `T` from a node whose parts stand in files of `sources`.
pub fn from_node<T: de::DeserializeOwned>(node: &Node, sources: &SourceMap) -> Result<T, Error> {
    let value = T::deserialize(Reader { node, sources });
    place::set(None);
    value
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    node: &'a Node,
    sources: &'a SourceMap,
}

impl<'a> Reader<'a> {
    fn at(self, node: &'a Node) -> Reader<'a> {
        Reader { node, ..self }
    }

    fn mark_place(self) {
        let style = match &self.node.kind {
            Kind::Scalar(scalar) => Some(scalar.style),
            _ => None,
        };
        let source = self.sources.get(self.node.span.file).text.clone();
        place::set(Some(Place { span: self.node.span, style, source }));
    }

    /// Runs a visitor with this node's place, and gives its error this place unless it has one.
    fn visit<T>(self, visit: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        self.mark_place();
        visit().map_err(|error| Error { span: error.span.or(Some(self.node.span)), ..error })
    }

    /// Reads this node by a seed. A type may refuse a value after its visitor has read it; that error gets this place.
    fn seeded<'de, T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self).map_err(|error| Error { span: error.span.or(Some(self.node.span)), ..error })
    }

    fn any<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Null | Kind::Removed => visitor.visit_unit(),
            Kind::Scalar(scalar) => match resolve(scalar) {
                Resolved::Bool(value) => visitor.visit_bool(value),
                Resolved::Int(value) => visitor.visit_i64(value),
                Resolved::Float(value) => visitor.visit_f64(value),
                Resolved::Text => visitor.visit_str(&scalar.value),
            },
            Kind::Sequence(items) => visitor.visit_seq(Items { reader: self, items: items.iter() }),
            Kind::Mapping(entries) => visitor.visit_map(Entries { reader: self, entries: entries.iter(), value: None }),
        }
    }
}

/// What a scalar is where its type is not given.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Resolved {
    Bool(bool),
    Int(i64),
    Float(f64),
    Text,
}

/// The core schema's resolution. Only plain scalars are anything but text.
pub fn resolve(scalar: &Scalar) -> Resolved {
    let text = scalar.value.as_str();
    if scalar.style != Style::Plain {
        return Resolved::Text;
    }
    match text {
        "true" | "True" | "TRUE" => return Resolved::Bool(true),
        "false" | "False" | "FALSE" => return Resolved::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Resolved::Float(f64::NAN),
        _ => {}
    }
    let digits = text.trim_start_matches(['+', '-']);
    let signs = text.len() - digits.len();
    if matches!(digits, ".inf" | ".Inf" | ".INF") && signs <= 1 {
        return Resolved::Float(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY });
    }
    let radix = |prefix, radix| text.strip_prefix(prefix).and_then(|digits| i64::from_str_radix(digits, radix).ok());
    if let Some(value) = text.parse().ok().or_else(|| radix("0x", 16)).or_else(|| radix("0o", 8)) {
        return Resolved::Int(value);
    }
    // Rust also reads `inf`, `nan` and `infinity`, which YAML takes for words.
    let figures = digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    match figures && signs <= 1 && digits.bytes().any(|b| b.is_ascii_digit()) {
        true => text.parse().map_or(Resolved::Text, Resolved::Float),
        false => Resolved::Text,
    }
}

macro_rules! as_resolved {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.visit(|| self.any(visitor))
        })*
    };
}

macro_rules! as_float {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.visit(|| match &self.node.kind {
                Kind::Scalar(scalar) => match resolve(scalar) {
                    Resolved::Int(value) => visitor.visit_f64(value as f64),
                    _ => self.any(visitor),
                },
                _ => self.any(visitor),
            })
        })*
    };
}

macro_rules! as_text {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.visit(|| match &self.node.kind {
                Kind::Scalar(scalar) => visitor.visit_str(&scalar.value),
                _ => self.any(visitor),
            })
        })*
    };
}

impl<'de> de::Deserializer<'de> for Reader<'_> {
    type Error = Error;

    as_resolved! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_bytes deserialize_byte_buf deserialize_unit deserialize_seq deserialize_map
    }
    as_float! { deserialize_f32 deserialize_f64 }
    as_text! { deserialize_str deserialize_string deserialize_char deserialize_identifier }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = self.visit(|| self.any(visitor));
        // serde has copied the node for an untagged type and reads the copy next.
        self.mark_place();
        value
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.kind {
            Kind::Null | Kind::Removed => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.visit(|| self.any(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.visit(|| visitor.visit_newtype_struct(self))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.visit(|| self.any(visitor))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.visit(|| self.any(visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.visit(|| self.any(visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let variant = |name: &'static str| Variant { name, content: Some(self) };
        self.visit(|| match &self.node.kind {
            Kind::Mapping(_) if name == shorthand::MARK => visitor.visit_enum(variant("Long")),
            _ if name == shorthand::MARK => visitor.visit_enum(variant("Short")),
            Kind::Scalar(scalar) => visitor.visit_enum(Variant { name: &scalar.value, content: None }),
            Kind::Mapping(entries) => match entries.as_slice() {
                [entry] => visitor.visit_enum(Variant { name: &entry.key, content: Some(self.at(&entry.value)) }),
                _ => Err(de::Error::custom("expected a mapping of one key")),
            },
            _ => Err(de::Error::custom("expected a word or a mapping")),
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

struct Items<'a> {
    reader: Reader<'a>,
    items: std::slice::Iter<'a, Node>,
}

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.items.next().map(|node| self.reader.at(node).seeded(seed)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Entries<'a> {
    reader: Reader<'a>,
    entries: std::slice::Iter<'a, Entry>,
    value: Option<&'a Node>,
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(entry) = self.entries.next() else { return Ok(None) };
        self.value = Some(&entry.value);
        // The key is read as a node of its own, so that it may be `Spanned` or an enum.
        let scalar = Scalar { value: entry.key.clone(), style: Style::DoubleQuoted };
        let node = Node { span: entry.key_span, kind: Kind::Scalar(scalar) };
        Reader { node: &node, sources: self.reader.sources }.seeded(seed).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.value.take() {
            Some(node) => self.reader.at(node).seeded(seed),
            None => Err(de::Error::custom("a value was asked for before its key")),
        }
    }
}

struct Variant<'a> {
    name: &'a str,
    content: Option<Reader<'a>>,
}

impl<'de, 'a> de::EnumAccess<'de> for Variant<'a> {
    type Error = Error;
    type Variant = Content<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Content<'a>), Error> {
        let name: StrDeserializer<Error> = de::IntoDeserializer::into_deserializer(self.name);
        Ok((seed.deserialize(name)?, Content(self.content)))
    }
}

/// What belongs to an enum's variant; nothing where its name was all.
struct Content<'a>(Option<Reader<'a>>);

impl<'a> Content<'a> {
    fn required(self) -> Result<Reader<'a>, Error> {
        self.0.ok_or_else(|| de::Error::custom("this needs a value of its own"))
    }
}

impl<'de> de::VariantAccess<'de> for Content<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.0 {
            None => Ok(()),
            Some(reader) => de::Deserialize::deserialize(reader),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.required()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        de::Deserializer::deserialize_tuple(self.required()?, len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        de::Deserializer::deserialize_struct(self.required()?, "", fields, visitor)
    }
}
