//! What the YAML says: the shapes that `serde_yaml` decodes, unchecked.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPack {
    pub pack: Option<String>,
    pub about: Option<String>,
    pub language: Option<String>,
    pub version: Option<String>,
    pub date: Option<String>,
    pub fiscal_year: Option<String>,
    pub source: Option<String>,
    pub scope: Option<Texts>,
    pub applies_to: Option<Texts>,
    pub terms: Option<Terms>,
    pub facts: Option<Vec<RawFact>>,
    pub names: Option<Vec<RawName>>,
    pub quotes: Option<Vec<Option<RawQuote>>>,
    pub checks: Option<Texts>,
    pub examples: Option<RawExamples>,
    pub extends: Option<Texts>,
    pub remove: Option<Texts>,
}

/// A scalar whose own words matter, whatever type YAML takes it for.
#[derive(Debug)]
pub(super) enum Scalar {
    Text(String),
    /// A number, a truth value or nothing: the index of spans has it as written.
    Typed,
}

/// One text or a list of them.
#[derive(Debug)]
pub(super) struct Texts(pub Vec<Scalar>);

/// `terms:`, in the order of the file.
#[derive(Debug)]
pub(super) struct Terms(pub Vec<(String, Option<Texts>)>);

/// A fact: its line, or a mapping with `fact`.
#[derive(Debug)]
pub(super) enum RawFact {
    Line(Scalar),
    Long(Box<LongFact>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LongFact {
    pub id: Option<String>,
    pub fact: Option<String>,
    pub measure: Option<String>,
    pub stance: Option<String>,
    pub severity: Option<String>,
    pub required: Option<bool>,
    pub from: Option<String>,
    pub until: Option<String>,
    pub was: Option<Texts>,
    pub source: Option<String>,
    pub note: Option<String>,
    pub verified: Option<String>,
    pub expires: Option<String>,
}

/// A name: the name alone, or a mapping with `name`.
#[derive(Debug)]
pub(super) enum RawName {
    Name(Scalar),
    Long(Box<LongName>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LongName {
    pub id: Option<String>,
    pub name: Option<String>,
    pub title: Option<RawTitles>,
    pub also: Option<Texts>,
    pub from: Option<String>,
    pub until: Option<String>,
    pub source: Option<String>,
    pub note: Option<String>,
}

/// One title or a list of them.
#[derive(Debug)]
pub(super) struct RawTitles(pub Vec<RawTitle>);

#[derive(Debug)]
pub(super) enum RawTitle {
    Title(Scalar),
    Long(Box<LongTitle>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LongTitle {
    #[serde(rename = "as")]
    pub title: Option<String>,
    pub of: Option<String>,
    pub from: Option<String>,
    pub until: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawQuote {
    pub id: Option<String>,
    pub by: Option<String>,
    pub text: Option<String>,
    pub said: Option<String>,
    pub source: Option<String>,
    pub note: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawExamples {
    pub contradict: Option<Vec<RawExample>>,
    pub agree: Option<Vec<RawExample>>,
    pub silent: Option<Vec<RawExample>>,
}

#[derive(Debug)]
pub(super) enum RawExample {
    Text(Scalar),
    Long(Box<LongExample>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LongExample {
    pub id: Option<String>,
    pub text: Option<String>,
    pub date: Option<String>,
    pub title: Option<String>,
}

/// What a scalar, list or mapping becomes. `serde`'s untagged enums would do, but they copy every value first.
trait FromAny: Sized {
    const WANTED: &'static str;

    fn from_scalar(scalar: Scalar) -> Self;

    fn from_seq<'de, A: SeqAccess<'de>>(_: A) -> Result<Self, A::Error> {
        Err(serde::de::Error::custom(format!("a list where {} belongs", Self::WANTED)))
    }

    fn from_map<'de, A: MapAccess<'de>>(_: A) -> Result<Self, A::Error> {
        Err(serde::de::Error::custom(format!("a mapping where {} belongs", Self::WANTED)))
    }
}

struct AnyVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: FromAny> Visitor<'de> for AnyVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::WANTED)
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::from_scalar(Scalar::Text(text.to_owned())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<T, E> {
        Ok(T::from_scalar(Scalar::Typed))
    }

    fn visit_i64<E>(self, _: i64) -> Result<T, E> {
        Ok(T::from_scalar(Scalar::Typed))
    }

    fn visit_i128<E>(self, _: i128) -> Result<T, E> {
        Ok(T::from_scalar(Scalar::Typed))
    }

    fn visit_u64<E>(self, _: u64) -> Result<T, E> {
        Ok(T::from_scalar(Scalar::Typed))
    }

    fn visit_u128<E>(self, _: u128) -> Result<T, E> {
        Ok(T::from_scalar(Scalar::Typed))
    }

    fn visit_f64<E>(self, _: f64) -> Result<T, E> {
        Ok(T::from_scalar(Scalar::Typed))
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(T::from_scalar(Scalar::Typed))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        T::from_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::from_map(map)
    }
}

fn any<'de, T: FromAny, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(AnyVisitor(std::marker::PhantomData))
}

fn list<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(mut seq: A) -> Result<Vec<T>, A::Error> {
    let mut items = Vec::new();
    while let Some(item) = seq.next_element()? {
        items.push(item);
    }
    Ok(items)
}

fn mapping<'de, T: Deserialize<'de>, A: MapAccess<'de>>(map: A) -> Result<Box<T>, A::Error> {
    T::deserialize(MapAccessDeserializer::new(map)).map(Box::new)
}

impl FromAny for Scalar {
    const WANTED: &'static str = "text";

    fn from_scalar(scalar: Scalar) -> Self {
        scalar
    }
}

impl FromAny for Texts {
    const WANTED: &'static str = "text or a list of texts";

    fn from_scalar(scalar: Scalar) -> Self {
        Texts(vec![scalar])
    }

    fn from_seq<'de, A: SeqAccess<'de>>(seq: A) -> Result<Self, A::Error> {
        list(seq).map(Texts)
    }
}

impl FromAny for RawFact {
    const WANTED: &'static str = "a fact line or a mapping with `fact`";

    fn from_scalar(scalar: Scalar) -> Self {
        RawFact::Line(scalar)
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        mapping(map).map(RawFact::Long)
    }
}

impl FromAny for RawName {
    const WANTED: &'static str = "a name or a mapping with `name`";

    fn from_scalar(scalar: Scalar) -> Self {
        RawName::Name(scalar)
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        mapping(map).map(RawName::Long)
    }
}

impl FromAny for RawTitle {
    const WANTED: &'static str = "a title or a mapping with `as`";

    fn from_scalar(scalar: Scalar) -> Self {
        RawTitle::Title(scalar)
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        mapping(map).map(RawTitle::Long)
    }
}

impl FromAny for RawTitles {
    const WANTED: &'static str = "a title or a list of titles";

    fn from_scalar(scalar: Scalar) -> Self {
        RawTitles(vec![RawTitle::Title(scalar)])
    }

    fn from_seq<'de, A: SeqAccess<'de>>(seq: A) -> Result<Self, A::Error> {
        list(seq).map(RawTitles)
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        RawTitle::from_map(map).map(|title| RawTitles(vec![title]))
    }
}

impl FromAny for RawExample {
    const WANTED: &'static str = "text or a mapping with `text`";

    fn from_scalar(scalar: Scalar) -> Self {
        RawExample::Text(scalar)
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        mapping(map).map(RawExample::Long)
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        any(deserializer)
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        any(deserializer)
    }
}

impl<'de> Deserialize<'de> for RawFact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        any(deserializer)
    }
}

impl<'de> Deserialize<'de> for RawName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        any(deserializer)
    }
}

impl<'de> Deserialize<'de> for RawTitle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        any(deserializer)
    }
}

impl<'de> Deserialize<'de> for RawTitles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        any(deserializer)
    }
}

impl<'de> Deserialize<'de> for RawExample {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        any(deserializer)
    }
}

impl<'de> Deserialize<'de> for Terms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Terms;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping of a word to other words")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Terms, A::Error> {
                let mut terms = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    terms.push(entry);
                }
                Ok(Terms(terms))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}
