//! Receipts as papers: that a consent to share was given, and that it was stopped.
//!
//! A receipt says what was agreed, that it is voluntary, how to stop it, what
//! stopping does not undo, and how to check all of it. It never says on which legal
//! basis an agency works: that is for the agency to say.

use super::{Block, Paper, Section};
use crate::domain::Timestamp;
use crate::domain::dates::{instant, until};
use crate::domain::lang::Lang;
use crate::domain::question::ConsentAction;

mod words;

use words::Words;

/// Something with an id or a code, and what it is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Id or code.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// One who gave the consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Giver {
    /// Who.
    pub who: Named,
    /// Is it the child itself?
    pub is_child: bool,
    /// When.
    pub at: Timestamp,
}

/// The end of a consent by somebody of the family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// By whom.
    pub by: Named,
    /// When.
    pub at: Timestamp,
    /// Hash of the statement, lower-case hex.
    pub sha256: String,
    /// Log index of its entry.
    pub index: i64,
}

/// What a receipt says. Everything that a later kind of consent adds is a field
/// here and a row in [`given`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Language of the words of the service.
    pub lang: Lang,
    /// Whose documents.
    pub child: Named,
    /// Who gave it, the first one first.
    pub givers: Vec<Giver>,
    /// The unit that it was given to.
    pub unit: Named,
    /// The organisation above the unit, with its organisation number as id.
    pub organisation: Option<Named>,
    /// Purpose: code and words.
    pub purpose: Named,
    /// Free words of the giver to the unit.
    pub words: String,
    /// Documents one by one, with their titles; those that were erased without.
    pub documents: Vec<Named>,
    /// Categories as a whole.
    pub categories: Vec<Named>,
    /// Later documents of the categories too?
    pub also_later: bool,
    /// What the unit may do.
    pub actions: Vec<ConsentAction>,
    /// Persons and units that are left out.
    pub excluded: Vec<Named>,
    /// In force from.
    pub from: Timestamp,
    /// In force until.
    pub until: Timestamp,
    /// Given at.
    pub given: Timestamp,
    /// Consent id.
    pub consent: String,
    /// Revision, from 1.
    pub revision: i64,
    /// Language of what the giver was shown.
    pub text_language: String,
    /// Version of what the giver was shown.
    pub text_version: String,
    /// That it was stopped.
    pub stopped: Option<Stopped>,
    /// Hash of the agreed bytes, lower-case hex.
    pub sha256: String,
    /// Log index of the entry in which it was given.
    pub index: i64,
    /// Which log.
    pub origin: String,
    /// Entries of the signed checkpoint that the proofs lead to.
    pub size: u64,
    /// The log's public key, one C2SP vkey line.
    pub vkey: String,
}

impl Receipt {
    fn recipient(&self) -> String {
        match &self.organisation {
            Some(top) if top.name != self.unit.name => format!("{}, {}", self.unit.name, top.name),
            _ => self.unit.name.clone(),
        }
    }

    /// The recipient with the number of its organisation.
    fn recipient_in_full(&self, words: &Words) -> String {
        match self.organisation.as_ref().map(|top| top.id.as_str()) {
            Some(orgnr) if !orgnr.is_empty() => {
                format!("{}\n{} {orgnr}", self.recipient(), words.orgnr)
            }
            _ => self.recipient(),
        }
    }

    fn givers(&self) -> String {
        let line = |giver: &Giver| format!("{}, {}", giver.who.name, instant(giver.at, self.lang));
        self.givers.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// What is shared, each a point.
    fn shared(&self, words: &Words) -> Vec<String> {
        let documents = self.documents.iter().map(|document| match document.name.as_str() {
            "" => words.erased.to_owned(),
            title => title.to_owned(),
        });
        let how = if self.also_later { words.also_later } else { words.not_later };
        let categories = self.categories.iter().map(|one| how.replace("{}", &one.name));
        documents.chain(categories).collect()
    }

    fn may(&self, words: &Words) -> Vec<String> {
        let word = |action: &ConsentAction| {
            match action {
                ConsentAction::Open => words.open,
                ConsentAction::Keep => words.keep,
                ConsentAction::Contribute => words.contribute,
                ConsentAction::Coordinate => words.coordinate,
            }
            .to_owned()
        };
        self.actions.iter().map(word).collect()
    }

    fn paper(&self, title: &str, of: Timestamp, parts: (Vec<Block>, Vec<Section>)) -> Paper {
        let words = words::of(self.lang);
        let (lead, sections) = parts;
        Paper {
            lang: self.lang,
            title: title.to_owned(),
            subtitle: self.child.name.clone(),
            lead,
            sections,
            footer: format!("{} · {} · samflyt", words.footer, self.consent),
            of,
        }
    }

    /// How anybody can check what a receipt says, with what is needed for it.
    fn proof(&self, words: &Words) -> Section {
        let row = |name: &str, value: String| (name.to_owned(), value);
        let mut rows = vec![
            row(words.consent, format!("{}\n{} {}", self.consent, words.revision, self.revision)),
            row(words.sha256, self.sha256.clone()),
            row(words.entry, self.index.to_string()),
        ];
        if let Some(stopped) = &self.stopped {
            rows.push(row(words.stop_sha256, stopped.sha256.clone()));
            rows.push(row(words.stop_entry, stopped.index.to_string()));
        }
        rows.push(row(words.log, format!("{}\n{} {}", self.origin, words.size, self.size)));
        rows.push(row(words.key, self.vkey.clone()));
        rows.push(row(words.shown_text, format!("{} · {}", self.text_language, self.text_version)));
        let blocks = vec![Block::Text(words.check.to_owned()), Block::Rows(rows)];
        Section::new(words.check_heading, blocks)
    }

    /// What was agreed; `then` where it is over.
    fn terms(&self, words: &Words, then: bool) -> Vec<Section> {
        let tense = |[now, past]: [&'static str; 2]| if then { past } else { now };
        let (from, until) = (instant(self.from, self.lang), until(self.until, self.lang));
        let row = |name: &str, value: String| (name.to_owned(), value);
        let excluded = self.excluded.iter().map(|one| one.name.as_str());
        let rows = vec![
            row(words.from_whom, self.givers()),
            row(words.to_whom, self.recipient_in_full(words)),
            row(words.not_to, excluded.collect::<Vec<_>>().join("\n")),
            row(words.why, self.purpose.name.clone()),
            row(words.own, self.words.clone()),
            row(words.in_force, format!("{} {from}\n{until}", words.from)),
        ];
        let [agreed, shared, may] = [words.agreed_heading, words.shared_heading, words.may_heading];
        vec![
            Section::new(tense(agreed), vec![Block::Rows(rows)]),
            Section::new(
                tense(shared),
                vec![
                    Block::List(self.shared(words)),
                    Block::Text(tense(words.nothing_else).to_owned()),
                ],
            ),
            Section::new(tense(may), vec![Block::List(self.may(words))]),
        ]
    }
}

/// The receipt of a consent that was given.
#[must_use]
pub fn given(receipt: &Receipt) -> Paper {
    let words = words::of(receipt.lang);
    let mut lead = vec![Block::Text(
        words.given.replace("{unit}", &receipt.recipient()).replace("{child}", &receipt.child.name),
    )];
    if let Some(stopped) = &receipt.stopped {
        let at = instant(stopped.at, receipt.lang);
        lead.push(Block::Notice(
            words.was_stopped.replace("{by}", &stopped.by.name).replace("{at}", &at),
        ));
    }
    let mut sections = receipt.terms(words, false);
    let points = |list: &[&str]| Block::List(list.iter().map(|one| (*one).to_owned()).collect());
    let keeps = receipt.actions.contains(&ConsentAction::Keep);
    let kept = if keeps { words.kept_stays } else { words.read_stays };
    sections.extend([
        Section::new(words.free_heading, vec![points(&words.free)]),
        Section::new(words.stays_heading, vec![points(&[kept, words.log_stays])]),
        Section::new(words.log_heading, vec![Block::Text(words.log_seen.to_owned())]),
        Section::new(words.law_heading, vec![Block::Text(words.law.to_owned())]),
        receipt.proof(words),
    ]);
    receipt.paper(words.given_title, receipt.given, (lead, sections))
}

/// The receipt of a consent that was stopped; `None` while it was not.
#[must_use]
pub fn stopped(receipt: &Receipt) -> Option<Paper> {
    let words = words::of(receipt.lang);
    let end = receipt.stopped.as_ref()?;
    let sentence = words
        .stopped
        .replace("{by}", &end.by.name)
        .replace("{at}", &instant(end.at, receipt.lang))
        .replace("{unit}", &receipt.recipient())
        .replace("{child}", &receipt.child.name);
    let keeps = receipt.actions.contains(&ConsentAction::Keep);
    let kept = if keeps { words.kept_stays } else { words.read_stays };
    let points = |list: &[&str]| Block::List(list.iter().map(|one| (*one).to_owned()).collect());
    let mut sections = vec![
        Section::new(words.means_heading, vec![points(&words.means)]),
        Section::new(words.stays_heading, vec![points(&[kept, words.log_stays])]),
    ];
    sections.extend(receipt.terms(words, true));
    sections.push(receipt.proof(words));
    Some(receipt.paper(words.stopped_title, end.at, (vec![Block::Notice(sentence)], sections)))
}

#[cfg(test)]
pub(crate) mod tests;
