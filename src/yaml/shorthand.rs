//! Values that may be written in a short form or as a mapping, such as a picture: a path, or `file:` and more.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// The name by which the YAML deserialiser knows a shorthand; the node's kind then chooses the variant.
pub(super) const MARK: &str = "$plenary::shorthand";
const VARIANTS: &[&str] = &["Short", "Long"];

/// A scalar or a list, or else a mapping. Unlike an untagged enum it keeps the places of what it holds, and its errors.
#[derive(Clone, PartialEq, Debug)]
pub enum Shorthand<S, L> {
    Short(S),
    Long(L),
}

#[derive(Deserialize)]
#[serde(variant_identifier)]
enum Variant {
    Short,
    Long,
}

impl<'de, S: Deserialize<'de>, L: Deserialize<'de>> Deserialize<'de> for Shorthand<S, L> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<S, L>(PhantomData<(S, L)>);
        impl<'de, S: Deserialize<'de>, L: Deserialize<'de>> de::Visitor<'de> for Visitor<S, L> {
            type Value = Shorthand<S, L>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a short form or a mapping")
            }

            fn visit_enum<A: de::EnumAccess<'de>>(self, access: A) -> Result<Self::Value, A::Error> {
                use de::VariantAccess;
                let (variant, content) = access.variant()?;
                match variant {
                    Variant::Short => content.newtype_variant().map(Shorthand::Short),
                    Variant::Long => content.newtype_variant().map(Shorthand::Long),
                }
            }
        }
        deserializer.deserialize_enum(MARK, VARIANTS, Visitor(PhantomData))
    }
}

impl<S: JsonSchema, L: JsonSchema> JsonSchema for Shorthand<S, L> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}_or_{}", S::schema_name(), L::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let short = generator.subschema_for::<S>();
        let long = generator.subschema_for::<L>();
        json_schema!({ "anyOf": [short, long] })
    }
}
