//! Reading JSON in few bytes of code: for a phone, which fetches every reader before it can show anything.
//!
//! The text becomes a [`Value`] first; from there structs are read as maps only, and an error says no more than that
//! the text does not fit. Everything that fits `serde_json` fits this, but for structs written as arrays, which
//! nobody sends.

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde_json::Value;
use std::fmt;

/// The text is no JSON, or not of this shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not in the form that was expected")
    }
}

impl std::error::Error for Unfit {}

impl Error for Unfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Unfit
    }
    fn invalid_type(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Unfit
    }
    fn invalid_value(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Unfit
    }
    fn invalid_length(_: usize, _: &dyn serde::de::Expected) -> Self {
        Unfit
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Unfit
    }
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Unfit
    }
    fn missing_field(_: &'static str) -> Self {
        Unfit
    }
    fn duplicate_field(_: &'static str) -> Self {
        Unfit
    }
}

/// Reads a text.
///
/// # Errors
/// When it does not fit.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unfit> {
    let value: Value = serde_json::from_str(text).map_err(|_| Unfit)?;
    read_value(&value)
}

/// Reads a value that was read from a text before.
///
/// # Errors
/// When it does not fit.
pub fn read_value<T: DeserializeOwned>(value: &Value) -> Result<T, Unfit> {
    T::deserialize(Reader(value))
}

#[derive(Clone, Copy)]
struct Reader<'a>(&'a Value);

type Items<'a> = std::slice::Iter<'a, Value>;

struct Pairs<'a> {
    left: serde_json::map::Iter<'a>,
    value: Option<&'a Value>,
}

/// Numbers, texts, truth values: whatever it is, as it is.
fn plain<'de, V: Visitor<'de>>(value: &Value, visitor: V) -> Result<V::Value, Unfit> {
    match value {
        Value::Null => visitor.visit_unit(),
        Value::Bool(truth) => visitor.visit_bool(*truth),
        Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(n), ..) => visitor.visit_u64(n),
            (_, Some(n), _) => visitor.visit_i64(n),
            (.., Some(n)) => visitor.visit_f64(n),
            _ => Err(Unfit),
        },
        Value::String(text) => visitor.visit_str(text),
        Value::Array(_) | Value::Object(_) => Err(Unfit),
    }
}

macro_rules! as_plain {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
            plain(self.0, visitor)
        }
    )*};
}

impl<'de, 'a> Deserializer<'de> for Reader<'a>
where
    'a: 'de,
{
    type Error = Unfit;

    as_plain! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8
        deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 deserialize_char
        deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_unit
        deserialize_identifier
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.0 {
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
            value => plain(value, visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        plain(self.0, visitor)
    }

    #[cfg_attr(target_arch = "wasm32", expect(unused_variables))]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        // Raw JSON has a way of its own with its reader. A phone reads none leanly, and need not carry this.
        #[cfg(not(target_arch = "wasm32"))]
        if name == "$serde_json::private::RawValue" {
            let raw = self.0.clone().deserialize_newtype_struct(name, visitor);
            return raw.map_err(|_| Unfit);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let items = self.0.as_array().ok_or(Unfit)?;
        let mut left = Seq(items.iter());
        let made = visitor.visit_seq(&mut left)?;
        if left.0.len() == 0 {
            Ok(made)
        } else {
            Err(Unfit)
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        let pairs = self.0.as_object().ok_or(Unfit)?;
        visitor.visit_map(Pairs {
            left: pairs.iter(),
            value: None,
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_enum(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }
}

struct Seq<'a>(Items<'a>);

impl<'de, 'a> SeqAccess<'de> for &mut Seq<'a>
where
    'a: 'de,
{
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unfit> {
        self.0
            .next()
            .map(|value| seed.deserialize(Reader(value)))
            .transpose()
    }
}

/// A key of a map; maps whose keys are no texts read them as texts.
struct Key<'a>(&'a str);

impl<'de> Deserializer<'de> for Key<'_> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_str(self.0)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_enum(serde::de::value::StrDeserializer::new(self.0))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de, 'a> MapAccess<'de> for Pairs<'a>
where
    'a: 'de,
{
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unfit> {
        let Some((key, value)) = self.left.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(Key(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        seed.deserialize(Reader(self.value.take().ok_or(Unfit)?))
    }
}

/// `"variant"`, or `{"variant": content}`.
impl<'de, 'a> EnumAccess<'de> for Reader<'a>
where
    'a: 'de,
{
    type Error = Unfit;
    type Variant = Content<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Content<'a>), Unfit> {
        let (name, content) = match self.0 {
            Value::String(name) => (name, None),
            Value::Object(pairs) if pairs.len() == 1 => {
                let (name, content) = pairs.iter().next().ok_or(Unfit)?;
                (name, Some(content))
            }
            _ => return Err(Unfit),
        };
        Ok((seed.deserialize(Key(name))?, Content(content)))
    }
}

struct Content<'a>(Option<&'a Value>);

impl<'de, 'a> VariantAccess<'de> for Content<'a>
where
    'a: 'de,
{
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        match self.0 {
            None | Some(Value::Null) => Ok(()),
            Some(_) => Err(Unfit),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(Reader(self.0.ok_or(Unfit)?))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        Reader(self.0.ok_or(Unfit)?).deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        Reader(self.0.ok_or(Unfit)?).deserialize_map(visitor)
    }
}
