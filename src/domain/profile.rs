//! The profile ("Om meg"): what a family wants everybody to know who helps the
//! child, written once.
//!
//! One table, [`FIELDS`], says what may stand in it. Reading, the canonical
//! bytes, the JSON Schema and the renderings all follow it. Texts are cleaned as
//! [`super::text`] does: Unicode NFC, without controls and without characters
//! that turn the direction of writing. A new field, or another meaning of one, is
//! a new [`FORMAT`].

mod raw;
mod schema;

pub use raw::Raw;
pub use schema::schema;

use super::Timestamp;
use super::lang::Lang;
use super::text::{has_ink, many_lines, one_line};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use std::fmt;

/// The value of `format` in every profile.
pub const FORMAT: &str = "samflyt/profile/1";

/// The most bytes of a profile in its canonical form.
pub const MAX_BYTES: usize = 256 * 1024;

/// What may stand in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line of at most so many characters.
    Line(usize),
    /// Lines of at most so many characters together.
    Text(usize),
    /// At most `most` texts of at most `chars` characters each.
    List {
        /// Texts.
        most: usize,
        /// Characters of each.
        chars: usize,
    },
    /// At most `most` rows of these columns, each a [`Shape::Line`] or a
    /// [`Shape::Text`]; the first must be filled in.
    Rows {
        /// Rows.
        most: usize,
        /// Columns.
        columns: &'static [Field],
    },
}

/// A field of the form: its name in JSON and what may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Name.
    pub name: &'static str,
    /// What may stand in it.
    pub shape: Shape,
    /// What it is for, in English, for the schema.
    pub about: &'static str,
}

const fn field(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, shape, about }
}

/// Every field, in the order in which people read them. None is required; a
/// profile with nothing at all in it is none.
pub const FIELDS: &[Field] = &[
    field("important", Shape::Text(1000), "What must be known before anything else."),
    field("called", Shape::Line(60), "What I like to be called."),
    field("about", Shape::Text(4000), "Who I am."),
    field(
        "diagnoses",
        Shape::Rows {
            most: 30,
            columns: &[
                field("name", Shape::Line(200), "What it is called."),
                field("since", Shape::Line(40), "Since when, as the family says it."),
                field("note", Shape::Text(1000), "What it means for me."),
            ],
        },
        "My diagnoses.",
    ),
    field("allergies", Shape::List { most: 30, chars: 200 }, "What I do not tolerate."),
    field("communication", Shape::Text(4000), "How I communicate."),
    field("languages", Shape::List { most: 10, chars: 60 }, "Languages spoken or signed with me."),
    field(
        "daily_help",
        Shape::Rows {
            most: 30,
            columns: &[
                field("when", Shape::Line(120), "In which situation."),
                field("how", Shape::Text(2000), "What help I need."),
            ],
        },
        "The help I need every day.",
    ),
    field(
        "aids",
        Shape::Rows {
            most: 40,
            columns: &[
                field("name", Shape::Line(200), "What it is."),
                field("use", Shape::Text(1000), "How it is used."),
            ],
        },
        "My assistive devices.",
    ),
    field(
        "medicines",
        Shape::Rows {
            most: 40,
            columns: &[
                field("name", Shape::Line(200), "What it is called."),
                field("dose", Shape::Line(100), "How much."),
                field("when", Shape::Line(200), "When, or at what sign."),
                field("note", Shape::Text(1000), "What else must be known."),
            ],
        },
        "My medicines.",
    ),
    field("works", Shape::List { most: 40, chars: 500 }, "What works with me."),
    field("avoid", Shape::List { most: 40, chars: 500 }, "What does not work with me."),
    field(
        "contacts",
        Shape::Rows {
            most: 20,
            columns: &[
                field("name", Shape::Line(100), "Who."),
                field("relation", Shape::Line(100), "Who that is to me."),
                field("phone", Shape::Line(60), "Telephone."),
                field("note", Shape::Text(500), "When to call, and what about."),
            ],
        },
        "Whom to call.",
    ),
];

/// A row: the columns that are filled in, in their order.
pub type Row = Vec<(&'static str, String)>;

/// What stands in a field.
#[derive(Clone, PartialEq, Eq)]
enum Value {
    Text(String),
    List(Vec<String>),
    Rows(Vec<Row>),
}

/// A profile that has been checked.
#[derive(Clone, PartialEq, Eq)]
pub struct Profile {
    language: Lang,
    name: String,
    saved: Timestamp,
    values: BTreeMap<&'static str, Value>,
}

/// Why a profile is not taken. `field` names the field, and the column of a row
/// after a dot; `row` counts from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// It names another format.
    #[error("the format is another than {FORMAT}")]
    Format,
    /// A language that is not nb, nn or en.
    #[error("the language is none of nb, nn and en")]
    Language,
    /// The name or the instant of saving is missing or is none.
    #[error("the name or the time of saving is none")]
    Stamp,
    /// A field that is not in the table.
    #[error("there is a field that a profile does not have; the schema lists them")]
    Unknown,
    /// Text where a list is meant, or the other way round.
    #[error("{}something else is expected there than was sent", At(*row))]
    Kind {
        /// Which field.
        field: &'static str,
        /// Which row.
        row: Option<usize>,
    },
    /// A text that is too long.
    #[error("{}the text has at most {most} characters; shorten it by {over}", At(*row))]
    TooLong {
        /// Which field.
        field: &'static str,
        /// Which row.
        row: Option<usize>,
        /// The most characters.
        most: usize,
        /// How many there are too many.
        over: usize,
    },
    /// A list that is too long.
    #[error("there are at most {most}; leave some out")]
    TooMany {
        /// Which field.
        field: &'static str,
        /// The most there may be.
        most: usize,
    },
    /// A row without its first column.
    #[error("{}the first column is empty; fill it in or leave the row out", At(*row))]
    RowWithoutName {
        /// Which field.
        field: &'static str,
        /// Which row.
        row: Option<usize>,
    },
    /// Nothing is filled in.
    #[error("nothing is filled in yet; write something")]
    Empty,
    /// More bytes than a profile may have.
    #[error("the profile is too long as a whole; shorten it")]
    TooLarge,
}

struct At(Option<usize>);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |row| write!(f, "number {row}: "))
    }
}

impl ProfileError {
    /// The code under which the words for people are kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Format => "profile-format",
            Self::Language => "unknown-language",
            Self::Stamp => "profile-stamp",
            Self::Unknown => "field-unknown",
            Self::Kind { .. } => "field-kind",
            Self::TooLong { .. } => "text-too-long",
            Self::TooMany { .. } => "too-many",
            Self::RowWithoutName { .. } => "row-without-name",
            Self::Empty => "profile-empty",
            Self::TooLarge => "profile-too-large",
        }
    }

    /// The field concerned; `profile` when it is the whole.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Language => "language",
            Self::Stamp => "saved",
            Self::Kind { field, .. }
            | Self::TooLong { field, .. }
            | Self::TooMany { field, .. }
            | Self::RowWithoutName { field, .. } => field,
            Self::Unknown | Self::Empty | Self::TooLarge => "profile",
        }
    }
}

impl Profile {
    /// Checks what somebody has filled in. `format`, where it is sent, must be
    /// [`FORMAT`]; `language` wins over the one given here; `name` and `saved` are
    /// not looked at, so that what was read may be sent again. They stay empty until
    /// [`Profile::stamped`].
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn new(filled_in: Raw, language: Lang) -> Result<Self, ProfileError> {
        let Raw::Map(mut fields) = filled_in else {
            return Err(ProfileError::Kind { field: "profile", row: None });
        };
        match fields.remove("format") {
            None | Some(Raw::Null) => {}
            Some(Raw::Text(format)) if format == FORMAT => {}
            Some(_) => return Err(ProfileError::Format),
        }
        let language = match fields.remove("language") {
            None | Some(Raw::Null) => language,
            Some(Raw::Text(code)) => Lang::from_code(&code).ok_or(ProfileError::Language)?,
            Some(_) => return Err(ProfileError::Language),
        };
        fields.remove("name");
        fields.remove("saved");
        let mut values = BTreeMap::new();
        for field in FIELDS {
            let sent = fields.remove(field.name).unwrap_or(Raw::Null);
            if let Some(value) = read_field(field, sent)? {
                values.insert(field.name, value);
            }
        }
        if !fields.is_empty() {
            return Err(ProfileError::Unknown);
        }
        if values.is_empty() {
            return Err(ProfileError::Empty);
        }
        let (name, saved) = (String::new(), Timestamp::default());
        let profile = Self { language, name, saved, values };
        if profile.to_bytes().len() > MAX_BYTES {
            return Err(ProfileError::TooLarge);
        }
        Ok(profile)
    }

    /// Reads stored bytes.
    ///
    /// # Errors
    /// When they are not what [`Profile::to_bytes`] writes.
    pub fn read(bytes: &[u8]) -> Result<Self, ProfileError> {
        let raw: Raw = serde_json::from_slice(bytes).map_err(|_| ProfileError::Format)?;
        let Raw::Map(fields) = &raw else { return Err(ProfileError::Format) };
        if !matches!(fields.get("format"), Some(Raw::Text(format)) if format == FORMAT) {
            return Err(ProfileError::Format);
        }
        let (Some(Raw::Text(name)), Some(Raw::Text(saved))) =
            (fields.get("name"), fields.get("saved"))
        else {
            return Err(ProfileError::Stamp);
        };
        let (name, saved) = (name.clone(), saved.parse().map_err(|_| ProfileError::Stamp)?);
        if !fields.contains_key("language") {
            return Err(ProfileError::Language);
        }
        Ok(Self::new(raw, Lang::default())?.stamped(&name, saved))
    }

    /// The same, of the child that is called `name`, as it is saved now.
    #[must_use]
    pub fn stamped(self, name: &str, saved: Timestamp) -> Self {
        Self { name: one_line(name), saved, ..self }
    }

    /// The one form in which this profile is stored, hashed and handed out:
    /// canonical JSON (RFC 8785) without empty fields.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut object = Map::new();
        object.insert("format".to_owned(), FORMAT.into());
        object.insert("language".to_owned(), self.language.code().into());
        object.insert("name".to_owned(), self.name.as_str().into());
        object.insert("saved".to_owned(), self.saved.to_string().into());
        for (name, value) in &self.values {
            let value = match value {
                Value::Text(text) => Json::from(text.as_str()),
                Value::List(list) => Json::from(list.as_slice()),
                Value::Rows(rows) => rows.iter().map(json_row).collect(),
            };
            object.insert((*name).to_owned(), value);
        }
        // Maps of texts always have a canonical form.
        serde_json_canonicalizer::to_vec(&object).unwrap_or_default()
    }

    /// The language it is written in.
    #[must_use]
    pub fn language(&self) -> Lang {
        self.language
    }

    /// What the child was called when it was saved.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// When it was saved.
    #[must_use]
    pub fn saved(&self) -> Timestamp {
        self.saved
    }

    /// What stands in a [`Shape::Line`] or [`Shape::Text`]; empty if nothing.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        match self.values.get(field) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// What stands in a [`Shape::List`].
    #[must_use]
    pub fn list(&self, field: &str) -> &[String] {
        match self.values.get(field) {
            Some(Value::List(list)) => list,
            _ => &[],
        }
    }

    /// What stands in a [`Shape::Rows`].
    #[must_use]
    pub fn rows(&self, field: &str) -> &[Row] {
        match self.values.get(field) {
            Some(Value::Rows(rows)) => rows,
            _ => &[],
        }
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Profile(redacted)")
    }
}

fn json_row(row: &Row) -> Json {
    row.iter().map(|(name, text)| ((*name).to_owned(), Json::from(text.as_str()))).collect()
}

/// What was sent for a field; `None` when nothing was.
fn read_field(field: &Field, sent: Raw) -> Result<Option<Value>, ProfileError> {
    let name = field.name;
    let kind = ProfileError::Kind { field: name, row: None };
    Ok(match (field.shape, sent) {
        (_, Raw::Null) => None,
        (Shape::Line(_) | Shape::Text(_), sent) => {
            read_text((name, None), field.shape, sent)?.map(Value::Text)
        }
        (Shape::List { most, chars }, Raw::List(sent)) => {
            let mut list = Vec::new();
            for (row, one) in (1..).zip(sent) {
                list.extend(read_text((name, Some(row)), Shape::Text(chars), one)?);
                if list.len() > most {
                    return Err(ProfileError::TooMany { field: name, most });
                }
            }
            (!list.is_empty()).then_some(Value::List(list))
        }
        (Shape::Rows { most, columns }, Raw::List(sent)) => {
            let mut rows = Vec::new();
            for (row, one) in (1..).zip(sent) {
                rows.extend(read_row((name, row), columns, one)?);
                if rows.len() > most {
                    return Err(ProfileError::TooMany { field: name, most });
                }
            }
            (!rows.is_empty()).then_some(Value::Rows(rows))
        }
        _ => return Err(kind),
    })
}

fn read_row(
    (field, row): (&'static str, usize),
    columns: &[Field],
    sent: Raw,
) -> Result<Option<Row>, ProfileError> {
    let row = Some(row);
    let mut sent = match sent {
        Raw::Map(sent) => sent,
        Raw::Null => return Ok(None),
        _ => return Err(ProfileError::Kind { field, row }),
    };
    let mut read = Row::new();
    for column in columns {
        let text = sent.remove(column.name).unwrap_or(Raw::Null);
        if let Some(text) = read_text((field, row), column.shape, text)? {
            read.push((column.name, text));
        }
    }
    if !sent.is_empty() {
        return Err(ProfileError::Unknown);
    }
    let named = read.first().map(|(name, _)| *name) == columns.first().map(|first| first.name);
    match (read.is_empty(), named) {
        (true, _) => Ok(None),
        (false, true) => Ok(Some(read)),
        (false, false) => Err(ProfileError::RowWithoutName { field, row }),
    }
}

fn read_text(
    (field, row): (&'static str, Option<usize>),
    shape: Shape,
    sent: Raw,
) -> Result<Option<String>, ProfileError> {
    let sent = match sent {
        Raw::Null => return Ok(None),
        Raw::Text(text) => text,
        _ => return Err(ProfileError::Kind { field, row }),
    };
    let (text, most) = match shape {
        Shape::Line(most) => (one_line(&sent), most),
        Shape::Text(most) => (many_lines(&sent), most),
        // INVARIANT: columns are lines and texts; a test looks at the table.
        Shape::List { .. } | Shape::Rows { .. } => return Err(ProfileError::Kind { field, row }),
    };
    let count = text.chars().count();
    if count > most {
        return Err(ProfileError::TooLong { field, row, most, over: count - most });
    }
    Ok(has_ink(&text).then_some(text))
}

#[cfg(test)]
mod tests;
