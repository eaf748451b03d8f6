//! The difference between two revisions in plain words.

use super::super::App;
use crate::domain::Timestamp;
use crate::domain::question::ConsentAction;
use crate::domain::scope::Change;
use crate::domain::time::Day;
use crate::policy::rules::{Lang, Tables};

/// One change, as a sentence.
#[must_use]
pub fn change(app: &App, change: &Change, lang: Lang) -> String {
    let tables = app.policies().tables();
    let pick = |nb: &str, nn: &str, en: &str| match lang {
        Lang::Nb => nb.to_owned(),
        Lang::Nn => nn.to_owned(),
        Lang::En => en.to_owned(),
    };
    match change {
        Change::DocumentsAdded { documents } => {
            let n = documents.len();
            pick(
                &format!("Nye dokumenter: {n}."),
                &format!("Nye dokument: {n}."),
                &format!("Documents added: {n}."),
            )
        }
        Change::DocumentsRemoved { documents } => {
            let n = documents.len();
            pick(
                &format!("Dokumenter tatt ut: {n}."),
                &format!("Dokument tekne ut: {n}."),
                &format!("Documents taken out: {n}."),
            )
        }
        Change::CategoriesAdded { categories } => {
            let list = names(categories, tables, lang);
            pick(
                &format!("Deler også {list}."),
                &format!("Deler òg {list}."),
                &format!("Also shares {list}."),
            )
        }
        Change::CategoriesRemoved { categories } => {
            let list = names(categories, tables, lang);
            pick(
                &format!("Deler ikke lenger {list}."),
                &format!("Deler ikkje lenger {list}."),
                &format!("No longer shares {list}."),
            )
        }
        Change::LaterIncluded => pick(
            "Dokumenter som kommer senere, deles også.",
            "Dokument som kjem seinare, blir òg delte.",
            "Documents that come later are shared too.",
        ),
        Change::LaterLeftOut => pick(
            "Dokumenter som kommer senere, deles ikke.",
            "Dokument som kjem seinare, blir ikkje delte.",
            "Documents that come later are not shared.",
        ),
        Change::ActionsAdded { actions } => {
            let list = acts(actions, lang);
            pick(
                &format!("Kan nå også {list}."),
                &format!("Kan no òg {list}."),
                &format!("May now also {list}."),
            )
        }
        Change::ActionsRemoved { actions } => {
            let list = acts(actions, lang);
            pick(
                &format!("Kan ikke lenger {list}."),
                &format!("Kan ikkje lenger {list}."),
                &format!("May no longer {list}."),
            )
        }
        Change::OnceOnly => pick(
            "Gjelder nå bare for én åpning.",
            "Gjeld no berre for éi opning.",
            "Now good for one opening only.",
        ),
        Change::MoreThanOnce => pick(
            "Gjelder nå for flere åpninger.",
            "Gjeld no for fleire opningar.",
            "Now good for more than one opening.",
        ),
        Change::MoreExcluded { persons, units } => {
            let n = persons.len() + units.len();
            pick(
                &format!("Holder {n} til utenfor."),
                &format!("Held {n} til utanfor."),
                &format!("Keeps {n} more out."),
            )
        }
        Change::FewerExcluded { persons, units } => {
            let n = persons.len() + units.len();
            pick(
                &format!("{n} holdes ikke lenger utenfor."),
                &format!("{n} blir ikkje lenger haldne utanfor."),
                &format!("{n} are no longer kept out."),
            )
        }
        Change::BeginsEarlier { from } => {
            let day = date(*from, lang);
            pick(
                &format!("Begynner tidligere: {day}."),
                &format!("Byrjar tidlegare: {day}."),
                &format!("Begins earlier: {day}."),
            )
        }
        Change::BeginsLater { from } => {
            let day = date(*from, lang);
            pick(
                &format!("Begynner senere: {day}."),
                &format!("Byrjar seinare: {day}."),
                &format!("Begins later: {day}."),
            )
        }
        Change::EndsEarlier { until } => {
            let day = date(*until, lang);
            pick(
                &format!("Slutter tidligere: {day}."),
                &format!("Sluttar tidlegare: {day}."),
                &format!("Ends earlier: {day}."),
            )
        }
        Change::EndsLater { until } => {
            let day = date(*until, lang);
            pick(
                &format!("Varer lenger: til {day}."),
                &format!("Varer lenger: til {day}."),
                &format!("Lasts longer: until {day}."),
            )
        }
    }
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

/// A day written out, by the calendar of Norway.
#[must_use]
pub fn date(at: Timestamp, lang: Lang) -> String {
    let day: Day = at.day_in_norway();
    let (year, month, number) = day.parts();
    let names: [&str; 12] = match lang {
        Lang::Nb | Lang::Nn => [
            "januar",
            "februar",
            "mars",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "desember",
        ],
        Lang::En => [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    };
    let month = usize::from(month).checked_sub(1).and_then(|at| names.get(at)).unwrap_or(&"");
    match lang {
        Lang::En => format!("{number} {month} {year}"),
        Lang::Nb | Lang::Nn => format!("{number}. {month} {year}"),
    }
}
