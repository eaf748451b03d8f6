//! The difference between two revisions in plain words.

use super::super::App;
use crate::domain::dates;
use crate::domain::question::ConsentAction;
use crate::domain::scope::Change;
use crate::policy::rules::{Lang, Tables};

/// One change, as a sentence.
#[must_use]
pub fn change(app: &App, change: &Change, lang: Lang) -> String {
    let tables = app.policies().tables();
    let n = |count: usize| count.to_string();
    let (sentences, list) = match change {
        Change::DocumentsAdded { documents } => (
            ["Nye dokumenter: {}.", "Nye dokument: {}.", "Documents added: {}."],
            n(documents.len()),
        ),
        Change::DocumentsRemoved { documents } => (
            ["Dokumenter tatt ut: {}.", "Dokument tekne ut: {}.", "Documents taken out: {}."],
            n(documents.len()),
        ),
        Change::CategoriesAdded { categories } => {
            (["Deler også {}.", "Deler òg {}.", "Also shares {}."], names(categories, tables, lang))
        }
        Change::CategoriesRemoved { categories } => (
            ["Deler ikke lenger {}.", "Deler ikkje lenger {}.", "No longer shares {}."],
            names(categories, tables, lang),
        ),
        Change::LaterIncluded => (
            [
                "Dokumenter som kommer senere, deles også.",
                "Dokument som kjem seinare, blir òg delte.",
                "Documents that come later are shared too.",
            ],
            String::new(),
        ),
        Change::LaterLeftOut => (
            [
                "Dokumenter som kommer senere, deles ikke.",
                "Dokument som kjem seinare, blir ikkje delte.",
                "Documents that come later are not shared.",
            ],
            String::new(),
        ),
        Change::ActionsAdded { actions } => {
            (["Kan nå også {}.", "Kan no òg {}.", "May now also {}."], acts(actions, lang))
        }
        Change::ActionsRemoved { actions } => (
            ["Kan ikke lenger {}.", "Kan ikkje lenger {}.", "May no longer {}."],
            acts(actions, lang),
        ),
        Change::OnceOnly => (
            [
                "Gjelder nå bare for én åpning.",
                "Gjeld no berre for éi opning.",
                "Now good for one opening only.",
            ],
            String::new(),
        ),
        Change::MoreThanOnce => (
            [
                "Gjelder nå for flere åpninger.",
                "Gjeld no for fleire opningar.",
                "Now good for more than one opening.",
            ],
            String::new(),
        ),
        Change::MoreExcluded { persons, units } => (
            ["Holder {} til utenfor.", "Held {} til utanfor.", "Keeps {} more out."],
            n(persons.len() + units.len()),
        ),
        Change::FewerExcluded { persons, units } => (
            [
                "{} holdes ikke lenger utenfor.",
                "{} blir ikkje lenger haldne utanfor.",
                "{} are no longer kept out.",
            ],
            n(persons.len() + units.len()),
        ),
        Change::BeginsEarlier { from } => (
            ["Begynner tidligere: {}.", "Byrjar tidlegare: {}.", "Begins earlier: {}."],
            dates::day_of(*from, lang),
        ),
        Change::BeginsLater { from } => (
            ["Begynner senere: {}.", "Byrjar seinare: {}.", "Begins later: {}."],
            dates::day_of(*from, lang),
        ),
        Change::EndsEarlier { until } => (
            ["Slutter tidligere: {}.", "Sluttar tidlegare: {}.", "Ends earlier: {}."],
            dates::until(*until, lang),
        ),
        Change::EndsLater { until } => (
            ["Varer lenger: {}.", "Varer lenger: {}.", "Lasts longer: {}."],
            dates::until(*until, lang),
        ),
    };
    let [nb, nn, en] = sentences;
    let sentence = match lang {
        Lang::Nb => nb,
        Lang::Nn => nn,
        Lang::En => en,
    };
    sentence.replace("{}", &list)
}

fn names(codes: &[String], tables: &Tables, lang: Lang) -> String {
    let text = |code: &String| {
        tables.category(code).map_or_else(|| code.clone(), |one| one.text(lang).to_owned())
    };
    codes.iter().map(text).collect::<Vec<_>>().join(", ")
}

fn acts(actions: &[ConsentAction], lang: Lang) -> String {
    let text = |action: &ConsentAction| match (action, lang) {
        (ConsentAction::Open, Lang::Nb) => "åpne dokumenter",
        (ConsentAction::Open, Lang::Nn) => "opne dokument",
        (ConsentAction::Open, Lang::En) => "open documents",
        (ConsentAction::Keep, Lang::Nb) => "ta vare på kopi i egne systemer",
        (ConsentAction::Keep, Lang::Nn) => "ta vare på kopi i eigne system",
        (ConsentAction::Keep, Lang::En) => "keep a copy in its own records",
        (ConsentAction::Contribute, Lang::Nb) => "legge dokumenter i mappa",
        (ConsentAction::Contribute, Lang::Nn) => "leggje dokument i mappa",
        (ConsentAction::Contribute, Lang::En) => "put documents into the folder",
        (ConsentAction::Coordinate, Lang::Nb) => "se oversikten og foreslå samtykker",
        (ConsentAction::Coordinate, Lang::Nn) => "sjå oversikta og føreslå samtykke",
        (ConsentAction::Coordinate, Lang::En) => "see the overview and propose consents",
    };
    actions.iter().map(text).collect::<Vec<_>>().join(", ")
}
