//! The JSON Schema of a profile (draft 2020-12), written from the table.

use super::{FIELDS, FORMAT, Field, Shape};
use crate::domain::lang::Lang;
use serde_json::{Map, Value, json};

/// The schema of what is stored and handed out. Its lengths are those after
/// cleaning; what is sent may leave out
/// `format`, `language`, `name` and `saved`.
#[must_use]
pub fn schema() -> Value {
    let languages: Vec<&str> = Lang::ALL.iter().map(|lang| lang.code()).collect();
    let mut properties = properties(FIELDS);
    properties.insert("format".to_owned(), json!({"type": "string", "const": FORMAT}));
    properties.insert(
        "language".to_owned(),
        json!({"type": "string", "enum": languages, "description": "The language it is written in."}),
    );
    properties.insert(
        "name".to_owned(),
        json!({
            "type": "string",
            "description": "What the child was called when it was saved; set by the service.",
        }),
    );
    properties.insert(
        "saved".to_owned(),
        json!({
            "type": "string", "format": "date-time",
            "description": "When it was saved; set by the service.",
        }),
    );
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Profile",
        "description": "The profile (\"Om meg\"): what a family wants everybody to know who helps the child.",
        "type": "object",
        "properties": properties,
        "required": ["format", "language", "name", "saved"],
        "minProperties": 5,
        "additionalProperties": false,
    })
}

fn properties(fields: &[Field]) -> Map<String, Value> {
    fields.iter().map(|field| (field.name.to_owned(), of(field))).collect()
}

fn of(field: &Field) -> Value {
    let text = |most: usize| json!({"type": "string", "minLength": 1, "maxLength": most});
    let mut schema = match field.shape {
        Shape::Line(most) | Shape::Text(most) => text(most),
        Shape::List { most, chars } => {
            json!({"type": "array", "minItems": 1, "maxItems": most, "items": text(chars)})
        }
        Shape::Rows { most, columns } => json!({
            "type": "array", "minItems": 1, "maxItems": most,
            "items": {
                "type": "object",
                "properties": properties(columns),
                "required": columns.first().map(|first| vec![first.name]).unwrap_or_default(),
                "additionalProperties": false,
            },
        }),
    };
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), field.about.into());
    }
    schema
}
