//! Schemas learned from what serde does with samples: which fields and variants a type has it says itself while it
//! reads one; what must be there, what may be null and what a text must look like shows when the sample is changed.

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Value, json};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

/// Where something stands: in which sample, at which JSON pointer.
type Occurrence = (usize, String);
type Names = &'static [&'static str];

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Anything,
    Truth,
    Whole(i128, i128),
    Text,
    List,
    Texts,
    Tuple(usize),
    Of(String),
}

#[derive(Clone, Debug)]
struct Slot {
    kind: Option<Kind>,
    nullable: bool,
    seen: Vec<Occurrence>,
}

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Fields(Names),
    Variants(Names),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Variant {
    Unit,
    One,
    Many(usize),
    Named(Names),
}

type Probe = fn(&Value) -> bool;

/// What has been learned so far.
#[derive(Default)]
pub struct Learned {
    samples: RefCell<Vec<(Value, Probe)>>,
    types: RefCell<BTreeMap<String, Shape>>,
    variants: RefCell<BTreeMap<String, Variant>>,
    slots: RefCell<BTreeMap<String, Slot>>,
    stand_ins: RefCell<BTreeMap<String, String>>,
    withheld: RefCell<BTreeSet<String>>,
    missing: RefCell<Vec<String>>,
}

impl Learned {
    /// Learns a type from samples; its schema.
    pub fn learn<T: DeserializeOwned>(&self, samples: impl IntoIterator<Item = Value>) {
        for sample in samples {
            self.samples
                .borrow_mut()
                .push((sample.clone(), |value| T::deserialize(value).is_ok()));
            let number = self.samples.borrow().len() - 1;
            let here = Here {
                value: &sample,
                learned: self,
                slot: std::any::type_name::<T>().into(),
                at: (number, String::new()),
            };
            T::deserialize(here).unwrap_or_else(|error| panic!("{error}: {sample}"));
            assert!(T::deserialize(&sample).is_ok());
        }
    }

    /// What is read later, by itself: a text of JSON within another.
    pub fn stands_for(&self, slot: &str, name: &str) {
        self.stand_ins.borrow_mut().insert(slot.into(), name.into());
    }

    /// A field that is stored and never sent.
    pub fn is_withheld(&self, slot: &str) {
        self.withheld.borrow_mut().insert(slot.into());
    }

    fn note(&self, here: &Here<'_>, kind: Kind) {
        let mut slots = self.slots.borrow_mut();
        let slot = slots.entry(here.slot.clone()).or_insert(Slot {
            kind: None,
            nullable: false,
            seen: Vec::new(),
        });
        match &slot.kind {
            Some(before) => assert_eq!(*before, kind, "{}", here.slot),
            _ => slot.kind = Some(kind),
        }
        if slot.seen.len() < 4 {
            slot.seen.push(here.at.clone());
        }
    }

    fn nullable(&self, slot: &str) {
        let mut slots = self.slots.borrow_mut();
        let slot = slots.entry(slot.to_owned()).or_insert(Slot {
            kind: None,
            nullable: true,
            seen: Vec::new(),
        });
        slot.nullable = true;
    }

    /// The name under which a type is kept: another one for another type of the same name.
    fn named(&self, name: &str, shape: Shape) -> String {
        let mut types = self.types.borrow_mut();
        let mut unique = name.to_owned();
        while types.get(&unique).is_some_and(|there| *there != shape) {
            unique.push('_');
        }
        types.insert(unique.clone(), shape);
        unique
    }

    fn holds(&self, at: &Occurrence, change: impl FnOnce(&mut Value)) -> bool {
        let samples = self.samples.borrow();
        let (sample, probe) = &samples[at.0];
        let mut changed = sample.clone();
        change(changed.pointer_mut(&at.1).unwrap());
        probe(&changed)
    }

    /// The schemas of some types and of all that they are made of.
    pub fn schemas(&self, roots: &[&str]) -> Map<String, Value> {
        let mut open: Vec<String> = roots.iter().map(|name| (*name).to_owned()).collect();
        let mut done = Map::new();
        while let Some(name) = open.pop() {
            if done.contains_key(&name) {
                continue;
            }
            let shape = self.types.borrow().get(&name).cloned();
            let schema = match shape.unwrap_or_else(|| panic!("{name} was not learned")) {
                Shape::Fields(fields) => self.fields(&name, fields, &mut open),
                Shape::Variants(names) => self.variants(&name, names, &mut open),
            };
            done.insert(name, schema);
        }
        let missing = self.missing.take();
        assert_eq!(missing, [""; 0], "no sample shows these");
        done
    }

    fn fields(&self, owner: &str, fields: Names, open: &mut Vec<String>) -> Value {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for field in fields {
            let slot = format!("{owner}.{field}");
            if self.withheld.borrow().contains(&slot) {
                continue;
            }
            properties.insert((*field).to_owned(), self.slot(&slot, open));
            let slots = self.slots.borrow();
            let seen = slots.get(&slot).map_or(&[][..], |slot| &slot.seen);
            let needed = seen.iter().any(|at| {
                let (above, _) = at.1.rsplit_once('/').unwrap();
                !self.holds(&(at.0, above.to_owned()), |value| {
                    value.as_object_mut().unwrap().remove(*field);
                })
            });
            if needed {
                required.push(*field);
            }
        }
        let mut schema =
            json!({"type": "object", "properties": properties, "additionalProperties": false});
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema
    }

    fn variants(&self, owner: &str, names: Names, open: &mut Vec<String>) -> Value {
        let (mut words, mut objects) = (Vec::new(), Vec::new());
        let seen = self.variants.borrow();
        for name in names {
            let slot = format!("{owner}::{name}");
            let content = match seen.get(&slot) {
                None => {
                    let others = self.slots.borrow();
                    let others = others
                        .values()
                        .find(|slot| slot.kind == Some(Kind::Of(owner.to_owned())));
                    let at = &others.unwrap().seen[0];
                    let unit = self.holds(at, |value| *value = json!(name));
                    if !unit {
                        self.missing.borrow_mut().push(slot);
                        continue;
                    }
                    words.push(*name);
                    continue;
                }
                Some(Variant::Unit) => {
                    words.push(*name);
                    continue;
                }
                Some(Variant::One) => self.slot(&slot, open),
                Some(Variant::Many(count)) => self.tuple(&slot, *count, open),
                Some(Variant::Named(fields)) => self.fields(&slot, fields, open),
            };
            objects.push(json!({
                "type": "object", "title": name, "properties": {*name: content}, "required": [name],
                "additionalProperties": false,
            }));
        }
        if objects.is_empty() {
            return json!({"type": "string", "enum": words});
        }
        if !words.is_empty() {
            objects.push(json!({"type": "string", "enum": words}));
        }
        json!({"oneOf": objects})
    }

    fn tuple(&self, slot: &str, count: usize, open: &mut Vec<String>) -> Value {
        let items: Vec<Value> = (0..count)
            .map(|n| self.slot(&format!("{slot}#{n}"), open))
            .collect();
        json!({"type": "array", "prefixItems": items, "minItems": count, "maxItems": count})
    }

    fn slot(&self, slot: &str, open: &mut Vec<String>) -> Value {
        let found = self.slots.borrow().get(slot).cloned();
        let Some((found, kind)) = found.and_then(|found| Some((found.clone(), found.kind?))) else {
            self.missing.borrow_mut().push(slot.to_owned());
            return Value::Null;
        };
        let stand_in = self.stand_ins.borrow().get(slot).cloned();
        let kind = stand_in.map_or(kind, Kind::Of);
        let mut schema = match kind {
            Kind::Anything => json!({}),
            Kind::Truth => json!({"type": "boolean"}),
            Kind::Whole(least, most) => whole(least, most),
            Kind::Text => self.text(slot, &found.seen),
            Kind::List => json!({"type": "array", "items": self.slot(&format!("{slot}[]"), open)}),
            Kind::Texts => self.entries(slot, &found.seen, open),
            Kind::Tuple(count) => self.tuple(slot, count, open),
            Kind::Of(name) => {
                open.push(name.clone());
                json!({"$ref": format!("#/components/schemas/{name}")})
            }
        };
        if found.nullable {
            match schema.get("type").cloned() {
                Some(one) => schema["type"] = json!([one, "null"]),
                None => schema = json!({"anyOf": [schema, {"type": "null"}]}),
            }
        }
        schema
    }

    /// An object of any names, or of names that look alike.
    fn entries(&self, slot: &str, seen: &[Occurrence], open: &mut Vec<String>) -> Value {
        let values = self.slot(&format!("{slot}{{}}"), open);
        let mut schema = json!({"type": "object", "additionalProperties": values});
        let first = |at: &Occurrence| {
            let sample = &self.samples.borrow()[at.0].0;
            let entries = sample.pointer(&at.1)?.as_object()?;
            Some((at.clone(), entries.values().next()?.clone()))
        };
        if let Some((at, value)) = seen.iter().find_map(first) {
            let taken = |name: &str| self.holds(&at, |entries| *entries = json!({name: value}));
            let mut look = looks().into_iter().filter(|(sample, _)| taken(sample));
            if !taken("\u{1}nothing of that kind")
                && let Some((_, look)) = look.next()
            {
                schema["propertyNames"] = look;
            }
        }
        schema
    }

    /// What a text must look like, by what is taken in its place.
    fn text(&self, slot: &str, seen: &[Occurrence]) -> Value {
        let Some(at) = seen
            .iter()
            .find(|at| self.samples.borrow()[at.0].0.pointer(&at.1).is_some())
        else {
            return json!({"type": "string"});
        };
        let taken = |text: &str| self.holds(at, |value| *value = text.into());
        if taken("\u{1}nothing of that kind") {
            return json!({"type": "string"});
        }
        let looks: Vec<Value> = looks()
            .into_iter()
            .filter(|(sample, _)| taken(sample))
            .map(|(_, look)| look)
            .collect();
        assert_eq!(looks.len(), 1, "{slot}: {looks:?}");
        looks.into_iter().next().unwrap()
    }
}

/// A sample of each kind of text, and how it is described.
fn looks() -> [(&'static str, Value); 7] {
    let uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    let place = "[0-9A-Z]{2,24}";
    [
        (
            "01900000-0000-7000-8000-00000000000a",
            json!({"type": "string", "format": "uuid"}),
        ),
        (
            "2026-11-26T02:00:00Z",
            json!({"type": "string", "format": "date-time"}),
        ),
        ("2026-11-26", json!({"type": "string", "format": "date"})),
        (
            "2026-05",
            json!({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
        ),
        (
            "210204011009",
            json!({"type": "string", "pattern": format!("^{place}$")}),
        ),
        (
            "public:210204011009",
            json!({"type": "string", "pattern": format!("^((public|desk):{place}|(team|lead|person):{uuid})$")}),
        ),
        (
            "place/210204011009",
            json!({"type": "string", "pattern": format!(
                "^(place/{place}|month/{place}:[0-9]{{4}}-(0[1-9]|1[0-2])|(organization|person|case|shift|record|notice|invitation)/{uuid})$"
            )}),
        ),
    ]
}

fn whole(least: i128, most: i128) -> Value {
    let mut schema = json!({"type": "integer"});
    // JSON's numbers are exact up to 53 bits, and those of tools that read this too.
    let exact = 1_i128 << 53;
    if least > -exact {
        schema["minimum"] = json!(least as i64);
    }
    if most < exact {
        schema["maximum"] = json!(most as i64);
    }
    schema
}

/// A value within a sample.
struct Here<'a> {
    value: &'a Value,
    learned: &'a Learned,
    slot: String,
    at: Occurrence,
}

type Error = serde_json::Error;

fn unfit(what: &str) -> Error {
    de::Error::custom(what)
}

impl<'a> Here<'a> {
    fn inner(&self, value: &'a Value, slot: String, step: &str) -> Here<'a> {
        let step = step.replace('~', "~0").replace('/', "~1");
        Here {
            value,
            learned: self.learned,
            slot,
            at: (self.at.0, format!("{}/{step}", self.at.1)),
        }
    }
}

macro_rules! whole_numbers {
    ($($method:ident $kind:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.learned.note(&self, Kind::Whole($kind::MIN.into(), $kind::MAX.into()));
            self.value.$method(visitor)
        }
    )*};
}

macro_rules! not_ours {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(unfit(concat!(stringify!($method), " is not learned")))
        }
    )*};
}

impl<'de> Deserializer<'de> for Here<'de> {
    type Error = Error;

    whole_numbers! {
        deserialize_u8 u8 deserialize_u16 u16 deserialize_u32 u32 deserialize_u64 u64
        deserialize_i8 i8 deserialize_i16 i16 deserialize_i32 i32 deserialize_i64 i64
    }

    not_ours! {
        deserialize_f32 deserialize_f64 deserialize_char deserialize_bytes deserialize_byte_buf deserialize_unit
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.learned.note(&self, Kind::Anything);
        self.value.deserialize_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.value.deserialize_ignored_any(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.value.deserialize_identifier(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.learned.note(&self, Kind::Truth);
        self.value.deserialize_bool(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.learned.note(&self, Kind::Text);
        self.value.deserialize_str(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.learned.nullable(&self.slot);
        if self.value.is_null() {
            let mut slots = self.learned.slots.borrow_mut();
            slots
                .get_mut(&self.slot)
                .unwrap()
                .seen
                .push(self.at.clone());
            drop(slots);
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: V,
    ) -> Result<V::Value, Error> {
        Err(unfit("a struct of nothing is not learned"))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        // Raw JSON has a way of its own with its reader.
        if name.contains("RawValue") {
            self.learned.note(&self, Kind::Anything);
            return self.value.clone().deserialize_newtype_struct(name, visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.learned.note(&self, Kind::List);
        let items = self.value.as_array().ok_or_else(|| unfit("no list"))?;
        let slot = format!("{}[]", self.slot);
        visitor.visit_seq(Items {
            here: self,
            items,
            next: 0,
            slot: |_, slot| slot.to_owned(),
            of: slot,
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        self.learned.note(&self, Kind::Tuple(len));
        self.items_apart(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.learned.note(&self, Kind::Texts);
        let entries = self.value.as_object().ok_or_else(|| unfit("no object"))?;
        visitor.visit_map(Entries {
            entries: entries.iter(),
            left: None,
            here: self,
            fields: None,
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: Names,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let name = self.learned.named(name, Shape::Fields(fields));
        self.learned.note(&self, Kind::Of(name.clone()));
        self.fields_of(name, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: Names,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let owner = self.learned.named(name, Shape::Variants(variants));
        self.learned.note(&self, Kind::Of(owner.clone()));
        visitor.visit_enum(One { here: self, owner })
    }
}

impl<'de> Here<'de> {
    fn fields_of<V: Visitor<'de>>(self, owner: String, visitor: V) -> Result<V::Value, Error> {
        let entries = self.value.as_object().ok_or_else(|| unfit("no object"))?;
        visitor.visit_map(Entries {
            entries: entries.iter(),
            left: None,
            here: self,
            fields: Some(owner),
        })
    }

    fn items_apart<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let items = self.value.as_array().ok_or_else(|| unfit("no list"))?;
        let of = self.slot.clone();
        visitor.visit_seq(Items {
            here: self,
            items,
            next: 0,
            slot: |n, slot| format!("{slot}#{n}"),
            of,
        })
    }
}

struct Items<'a> {
    here: Here<'a>,
    items: &'a [Value],
    next: usize,
    slot: fn(usize, &str) -> String,
    of: String,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some(item) = self.items.get(self.next) else {
            return Ok(None);
        };
        let slot = (self.slot)(self.next, &self.of);
        let inner = self.here.inner(item, slot, &self.next.to_string());
        self.next += 1;
        seed.deserialize(inner).map(Some)
    }
}

struct Entries<'a> {
    entries: serde_json::map::Iter<'a>,
    left: Option<(&'a String, &'a Value)>,
    here: Here<'a>,
    /// Of which struct; none where any names stand.
    fields: Option<String>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        self.left = self.entries.next();
        match self.left {
            Some((key, _)) => seed.deserialize(key.as_str().into_deserializer()).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let (key, value) = self.left.take().unwrap();
        let slot = match &self.fields {
            Some(owner) => format!("{owner}.{key}"),
            None => format!("{}{{}}", self.here.slot),
        };
        seed.deserialize(self.here.inner(value, slot, key))
    }
}

struct One<'a> {
    here: Here<'a>,
    owner: String,
}

impl<'de> EnumAccess<'de> for One<'de> {
    type Error = Error;
    type Variant = Content<'de>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Content<'de>), Error> {
        let (name, content) = match self.here.value {
            Value::String(name) => (name.as_str(), None),
            Value::Object(entries) if entries.len() == 1 => {
                let (name, value) = entries.iter().next().unwrap();
                (name.as_str(), Some(value))
            }
            _ => return Err(unfit("no variant")),
        };
        let slot = format!("{}::{name}", self.owner);
        let content = content.map(|value| self.here.inner(value, slot.clone(), name));
        let read = seed.deserialize(IntoDeserializer::<Error>::into_deserializer(name))?;
        Ok((
            read,
            Content {
                learned: self.here.learned,
                slot,
                content,
            },
        ))
    }
}

struct Content<'a> {
    learned: &'a Learned,
    slot: String,
    content: Option<Here<'a>>,
}

impl<'a> Content<'a> {
    fn note(self, variant: Variant) -> Option<Here<'a>> {
        let before = self
            .learned
            .variants
            .borrow_mut()
            .insert(self.slot, variant);
        assert!(before.is_none_or(|before| before == variant));
        self.content
    }

    fn there(self, variant: Variant) -> Result<Here<'a>, Error> {
        self.note(variant)
            .ok_or_else(|| unfit("a variant without its content"))
    }
}

impl<'de> VariantAccess<'de> for Content<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.note(Variant::Unit) {
            None => Ok(()),
            Some(_) => Err(unfit("a word with a content")),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self.there(Variant::One)?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        self.there(Variant::Many(len))?.items_apart(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: Names, visitor: V) -> Result<V::Value, Error> {
        let owner = self.slot.clone();
        self.there(Variant::Named(fields))?
            .fields_of(owner, visitor)
    }
}
