//! The profile as a paper. It is worded in the language in which it was written,
//! so that one voice reads all of it, unless another is asked for.

use super::{Block, Paper, Section};
use crate::domain::dates;
use crate::domain::lang::Lang;
use crate::domain::profile::{FIELDS, Field, Profile, Shape};

/// What each field is called, in the order bokmål, nynorsk, English.
fn heading(field: &str) -> [&'static str; 3] {
    match field {
        "important" => ["Viktigst å vite", "Viktigast å vite", "Most important"],
        "called" => ["Jeg vil bli kalt", "Eg vil bli kalla", "I like to be called"],
        "about" => ["Hvem jeg er", "Kven eg er", "Who I am"],
        "diagnoses" => ["Diagnosene mine", "Diagnosane mine", "My diagnoses"],
        "allergies" => ["Dette tåler jeg ikke", "Dette toler eg ikkje", "What I do not tolerate"],
        "communication" => ["Slik snakker vi sammen", "Slik snakkar vi saman", "How we talk"],
        "languages" => ["Språk", "Språk", "Languages"],
        "daily_help" => ["Hjelp i hverdagen", "Hjelp i kvardagen", "Help every day"],
        "aids" => ["Hjelpemidlene mine", "Hjelpemidla mine", "My assistive devices"],
        "medicines" => ["Medisinene mine", "Medisinane mine", "My medicines"],
        "works" => ["Dette virker", "Dette verkar", "What works"],
        "avoid" => ["Dette virker ikke", "Dette verkar ikkje", "What does not work"],
        "contacts" => ["Hvem du kan ringe", "Kven du kan ringje", "Whom to call"],
        _ => [""; 3],
    }
}

/// What each column is called.
fn column(field: &str, column: &str) -> [&'static str; 3] {
    match (field, column) {
        ("diagnoses", "name") => ["Diagnose", "Diagnose", "Diagnosis"],
        ("diagnoses", "since") => ["Siden", "Sidan", "Since"],
        ("diagnoses", "note") => ["Det betyr for meg", "Det betyr for meg", "What it means for me"],
        ("daily_help", "how") => ["Hva jeg trenger", "Kva eg treng", "What I need"],
        ("aids", "name") => ["Hjelpemiddel", "Hjelpemiddel", "Device"],
        ("aids", "use") => ["Slik brukes det", "Slik blir det brukt", "How it is used"],
        ("medicines", "name") => ["Medisin", "Medisin", "Medicine"],
        ("medicines", "dose") => ["Mengde", "Mengd", "Dose"],
        ("contacts", "name") => ["Navn", "Namn", "Name"],
        ("contacts", "relation") => ["Hvem det er", "Kven det er", "Who it is"],
        ("contacts", "phone") => ["Telefon", "Telefon", "Telephone"],
        ("daily_help" | "medicines", "when") => ["Når", "Når", "When"],
        (_, "note") => ["Merk", "Merk", "Note"],
        _ => [""; 3],
    }
}

/// The profile in `lang`, or in the language it was written in. It depends on
/// nothing else.
#[must_use]
pub fn paper(profile: &Profile, lang: Option<Lang>) -> Paper {
    let name = profile.name();
    let lang = lang.unwrap_or_else(|| profile.language());
    let title = lang.pick(["Om meg", "Om meg", "About me"]);
    let important = profile.text("important");
    let lead = if important.is_empty() {
        Vec::new()
    } else {
        let heading = lang.pick(heading("important"));
        vec![Block::Notice(format!("{heading}:\n{important}"))]
    };
    let sections = FIELDS.iter().filter(|field| field.name != "important");
    let saved = dates::instant(profile.saved(), lang);
    let footer = lang.pick([
        format!("Om meg · {name} · skrevet av familien, lagret {saved} · samflyt"),
        format!("Om meg · {name} · skrive av familien, lagra {saved} · samflyt"),
        format!("About me · {name} · written by the family, saved {saved} · samflyt"),
    ]);
    Paper {
        lang,
        title: title.to_owned(),
        subtitle: name.to_owned(),
        lead,
        sections: sections.map(|field| section(profile, field, lang)).collect(),
        footer,
        of: profile.saved(),
    }
}

fn section(profile: &Profile, field: &Field, lang: Lang) -> Section {
    let block = match field.shape {
        Shape::Line(_) | Shape::Text(_) => Block::Text(profile.text(field.name).to_owned()),
        Shape::List { .. } => Block::List(profile.list(field.name).to_vec()),
        Shape::Rows { columns, .. } => table(profile, field.name, columns, lang),
    };
    Section::new(lang.pick(heading(field.name)), vec![block])
}

/// A table of the columns in which anything stands.
fn table(profile: &Profile, field: &str, columns: &[Field], lang: Lang) -> Block {
    let rows = profile.rows(field);
    let used = |column: &&Field| rows.iter().flatten().any(|(name, _)| *name == column.name);
    let used: Vec<&Field> = columns.iter().filter(used).collect();
    let head = used.iter().map(|one| lang.pick(column(field, one.name)).to_owned()).collect();
    let cell = |row: &[(&str, String)], column: &Field| {
        let found = row.iter().find(|(name, _)| *name == column.name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let rows = rows.iter().map(|row| used.iter().map(|one| cell(row, one)).collect()).collect();
    Block::Table { head, rows }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::Timestamp;
    use crate::paper::{html, pdf};

    /// A profile with something in every field.
    pub(crate) fn sample() -> Profile {
        let json = include_str!("profile.sample.json");
        let saved: Timestamp = "2026-05-17T10:30:00Z".parse().unwrap();
        let profile = Profile::new(serde_json::from_str(json).unwrap(), Lang::Nb).unwrap();
        profile.stamped("Nora Lind Berg", saved)
    }

    #[test]
    fn every_field_and_column_has_a_name_in_every_language() {
        for field in FIELDS {
            assert!(heading(field.name).iter().all(|text| !text.is_empty()), "{}", field.name);
            if let Shape::Rows { columns, .. } = field.shape {
                for one in columns {
                    let texts = column(field.name, one.name);
                    assert!(
                        texts.iter().all(|text| !text.is_empty()),
                        "{}.{}",
                        field.name,
                        one.name
                    );
                }
            }
        }
    }

    #[test]
    fn everything_that_is_filled_in_is_shown() {
        let profile = sample();
        for (lang, heading) in
            [(None, "Hvem jeg er"), (Some(Lang::Nn), "Kven eg er"), (Some(Lang::En), "Who I am")]
        {
            let page = html::page(&paper(&profile, lang));
            assert!(
                page.contains(heading)
                    && page.contains("<p class=\"s\" dir=\"auto\">Nora Lind Berg</p>")
            );
            for field in FIELDS {
                let texts = [profile.text(field.name).to_owned()].into_iter();
                let texts = texts.chain(profile.list(field.name).iter().cloned());
                let rows = profile.rows(field.name).iter().flatten().map(|(_, text)| text.clone());
                let texts: Vec<String> =
                    texts.chain(rows).filter(|text| !text.is_empty()).collect();
                assert!(!texts.is_empty(), "{} is empty in the sample", field.name);
                for text in texts {
                    assert!(page.contains(&text.replace('\n', "<br>")), "{text}");
                }
            }
        }
        assert!(pdf::file(&paper(&profile, None)).unwrap().len() > 10_000);
    }
}
