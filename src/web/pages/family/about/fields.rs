//! The fields of the profile as a form shows them: from what was saved, or from what
//! was filled in.

use crate::domain::profile::{FIELDS, Field, Profile, Raw, Shape};
use crate::web::pages::form::{Fields, Wrongs};
use crate::web::pages::words::Texts;
use i18n_embed_fl::fl;
use std::collections::{BTreeMap, HashMap};

/// One field of the form.
pub(super) struct Part {
    pub(super) id: &'static str,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) wrong: String,
    pub(super) value: String,
    pub(super) long: bool,
    /// Rows of columns, where it is a table.
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) is_table: bool,
    /// Is there room for one row more?
    pub(super) more: bool,
}

/// One column of one row.
pub(super) struct Cell {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) long: bool,
}

/// What stands in the form: values by the names of their inputs, and how many rows each
/// table has.
#[derive(Default)]
pub(super) struct Filled {
    values: HashMap<String, String>,
    rows: HashMap<&'static str, usize>,
}

fn cell(field: &str, row: usize, column: &str) -> String {
    format!("{field}.{row}.{column}")
}

impl Filled {
    pub(super) fn of_profile(profile: &Profile) -> Self {
        let mut filled = Self::default();
        for field in FIELDS {
            match field.shape {
                Shape::Line(_) | Shape::Text(_) => {
                    filled
                        .values
                        .insert(field.name.to_owned(), profile.text(field.name).to_owned());
                }
                Shape::List { .. } => {
                    let text = profile.list(field.name).join("\n");
                    filled.values.insert(field.name.to_owned(), text);
                }
                Shape::Rows { .. } => {
                    let rows = profile.rows(field.name);
                    for (number, row) in rows.iter().enumerate() {
                        for (column, value) in row {
                            let name = cell(field.name, number, column);
                            filled.values.insert(name, value.clone());
                        }
                    }
                    filled.rows.insert(field.name, rows.len());
                }
            }
        }
        filled
    }

    pub(super) fn of_form(sent: &Fields) -> Self {
        let mut filled = Self::default();
        for field in FIELDS {
            let Shape::Rows { most, columns } = field.shape else {
                filled.values.insert(field.name.to_owned(), sent.one(field.name).to_owned());
                continue;
            };
            let mut count = 0;
            // One more than fits: so that what is too much is told, not dropped.
            for row in 0..=most {
                for column in columns {
                    let name = cell(field.name, row, column.name);
                    let value = sent.one(&name);
                    if !value.is_empty() {
                        count = row + 1;
                        filled.values.insert(name.clone(), value.to_owned());
                    }
                }
            }
            filled.rows.insert(field.name, count);
        }
        filled
    }

    /// Makes room for one row more.
    pub(super) fn widen(&mut self, field: &str) {
        if let Some(field) = FIELDS.iter().find(|known| known.name == field) {
            *self.rows.entry(field.name).or_default() += 1;
        }
    }

    fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// As it is checked.
    pub(super) fn raw(&self) -> Raw {
        let text = |name: &str| match self.value(name) {
            "" => Raw::Null,
            value => Raw::Text(value.to_owned()),
        };
        let one = |field: &Field| match field.shape {
            Shape::Line(_) | Shape::Text(_) => text(field.name),
            Shape::List { .. } => {
                let lines = self.value(field.name).lines().map(str::trim);
                Raw::List(lines.map(|line| Raw::Text(line.to_owned())).collect())
            }
            Shape::Rows { columns, .. } => {
                let rows = self.rows.get(field.name).copied().unwrap_or(0);
                let row = |row: usize| {
                    let cells = columns.iter().map(|column| {
                        (column.name.to_owned(), text(&cell(field.name, row, column.name)))
                    });
                    Raw::Map(cells.collect())
                };
                Raw::List((0..rows).map(row).collect())
            }
        };
        let fields: BTreeMap<String, Raw> =
            FIELDS.iter().map(|field| (field.name.to_owned(), one(field))).collect();
        Raw::Map(fields)
    }

    /// As it is shown.
    pub(super) fn parts(&self, t: Texts, wrong: &Wrongs) -> Vec<Part> {
        FIELDS.iter().map(|field| self.part(t, wrong, field)).collect()
    }

    fn part(&self, t: Texts, wrong: &Wrongs, field: &Field) -> Part {
        let mut part = Part {
            id: field.name,
            label: label(t, field.name, None),
            hint: String::new(),
            wrong: wrong.of(field.name).to_owned(),
            value: self.value(field.name).to_owned(),
            long: !matches!(field.shape, Shape::Line(_)),
            rows: Vec::new(),
            is_table: false,
            more: false,
        };
        match field.shape {
            Shape::Line(most) | Shape::Text(most) => part.hint = fl!(t, "about-most", most = most),
            Shape::List { most, .. } => part.hint = fl!(t, "about-lines", most = most),
            Shape::Rows { most, columns } => {
                part.is_table = true;
                let filled = self.rows.get(field.name).copied().unwrap_or(0);
                // An empty row stands ready behind those that are filled in.
                let shown = (filled + 1).min(most.max(filled));
                part.more = shown < most;
                for row in 0..shown {
                    let cells = columns.iter().map(|column| {
                        let name = cell(field.name, row, column.name);
                        Cell {
                            label: label(t, field.name, Some(column.name)),
                            value: self.value(&name).to_owned(),
                            long: matches!(column.shape, Shape::Text(_)),
                            name,
                        }
                    });
                    part.rows.push(cells.collect());
                }
            }
        }
        part
    }
}

/// What a field, or a column of it, is called.
fn label(t: Texts, field: &str, column: Option<&str>) -> String {
    match (field, column) {
        ("important", None) => fl!(t, "about-important"),
        ("called", None) => fl!(t, "about-called"),
        ("about", None) => fl!(t, "about-about"),
        ("diagnoses", None) => fl!(t, "about-diagnoses"),
        ("diagnoses", Some("name")) => fl!(t, "about-diagnosis-name"),
        ("diagnoses", Some("since")) => fl!(t, "about-diagnosis-since"),
        ("diagnoses", Some("note")) => fl!(t, "about-diagnosis-note"),
        ("allergies", None) => fl!(t, "about-allergies"),
        ("communication", None) => fl!(t, "about-communication"),
        ("languages", None) => fl!(t, "about-languages"),
        ("daily_help", None) => fl!(t, "about-help"),
        ("daily_help", Some("when")) => fl!(t, "about-help-when"),
        ("daily_help", Some("how")) => fl!(t, "about-help-how"),
        ("aids", None) => fl!(t, "about-aids"),
        ("aids", Some("name")) => fl!(t, "about-aid-name"),
        ("aids", Some("use")) => fl!(t, "about-aid-use"),
        ("medicines", None) => fl!(t, "about-medicines"),
        ("medicines", Some("name")) => fl!(t, "about-medicine-name"),
        ("medicines", Some("dose")) => fl!(t, "about-medicine-dose"),
        ("medicines", Some("when")) => fl!(t, "about-medicine-when"),
        ("medicines", Some("note")) => fl!(t, "about-medicine-note"),
        ("works", None) => fl!(t, "about-works"),
        ("avoid", None) => fl!(t, "about-avoid"),
        ("contacts", None) => fl!(t, "about-contacts"),
        ("contacts", Some("name")) => fl!(t, "about-contact-name"),
        ("contacts", Some("relation")) => fl!(t, "about-contact-relation"),
        ("contacts", Some("phone")) => fl!(t, "about-contact-phone"),
        ("contacts", Some("note")) => fl!(t, "about-contact-note"),
        // A test looks at every field.
        _ => fl!(t, "about-other"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Lang;
    use crate::web::pages::words::texts;

    #[test]
    fn every_field_has_a_name_of_its_own() {
        for lang in [Lang::Nb, Lang::Nn, Lang::En] {
            let t = texts(lang);
            let other = fl!(t, "about-other");
            for field in FIELDS {
                assert_ne!(label(t, field.name, None), other, "{}", field.name);
                let Shape::Rows { columns, .. } = field.shape else { continue };
                for column in columns {
                    assert_ne!(label(t, field.name, Some(column.name)), other, "{}", column.name);
                }
            }
        }
    }

    #[test]
    fn a_form_gives_the_profile_that_it_was_made_from() {
        let sent =
            "called=Nora&works=Ro%0A%0A+Tid+&diagnoses.1.name=Epilepsi&diagnoses.1.note=a%0Ab";
        let filled = Filled::of_form(&Fields::of_query(Some(sent)));
        let profile = Profile::new(filled.raw(), Lang::Nb).unwrap();
        assert_eq!(profile.text("called"), "Nora");
        assert_eq!(profile.list("works"), ["Ro", "Tid"]);
        assert_eq!(profile.rows("diagnoses").len(), 1);
        let again = Filled::of_profile(&profile);
        assert_eq!(Profile::new(again.raw(), Lang::Nb).unwrap(), profile);
    }
}
