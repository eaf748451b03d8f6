//! Changing a consent. Every change is a new revision: what narrows takes effect
//! at once, what widens (a longer time too) needs everybody anew.

use super::super::App;
use super::super::error::{Error, Invalid};
use super::deciders::Stand;
use super::terms::{self, Terms};
use super::write::Writing;
use super::{Made, Own, detail, done, expired, over, own_or_told};
use crate::domain::question::Standing;
use crate::domain::scope::{Change, Scope};
use crate::domain::text::Words;
use crate::domain::time::Window;
use crate::domain::{AgencyId, ConsentId, DocumentId, PersonId, Timestamp};
use crate::gate::action::Revise;
use crate::gate::{Ask, Detail, Did, Granted, Once, Touching};
use crate::identity::Actor;
use crate::store::consents::{self, Approval, Consent, Heard, Revision};
use crate::store::documents::{self, Touched};
use crate::store::facts::Target;
use crate::store::{Conn, Tx};
use serde::Serialize;
use std::sync::Arc;

/// What is to be otherwise; what is `None` stays as it is.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Changes {
    /// Documents one by one.
    pub documents: Option<Vec<DocumentId>>,
    /// Categories as a whole.
    pub categories: Option<Vec<String>>,
    /// Later documents of the categories too?
    pub also_later: Option<bool>,
    /// What the unit may do.
    pub actions: Option<Vec<crate::domain::question::ConsentAction>>,
    /// For one opening only?
    pub once: Option<bool>,
    /// Persons kept out.
    pub excluded_persons: Option<Vec<PersonId>>,
    /// Units kept out.
    pub excluded_units: Option<Vec<AgencyId>>,
    /// From.
    pub valid_from: Option<Timestamp>,
    /// Until.
    pub valid_until: Option<Timestamp>,
    /// Words to the receiver, in place of those before.
    #[serde(skip)]
    pub words: Option<Words>,
    /// Was the child heard about the change?
    #[serde(skip)]
    pub heard: Option<Heard>,
    /// How.
    #[serde(skip)]
    pub heard_words: Option<Words>,
    /// The newest revision that whoever changes it has seen; `None` where that is not
    /// said. A change of what has become otherwise since is a conflict.
    pub seen: Option<i64>,
}

impl Changes {
    /// The terms as they are to be.
    pub(crate) fn over(&self, now: &Revision, words: Option<Words>) -> Terms {
        Terms {
            documents: self.documents.clone().unwrap_or_else(|| now.documents.clone()),
            categories: self.categories.clone().unwrap_or_else(|| now.categories.clone()),
            also_later: self.also_later.unwrap_or(now.also_later),
            actions: self.actions.clone().unwrap_or_else(|| now.actions.clone()),
            once: self.once.unwrap_or(now.once),
            excluded_persons: self
                .excluded_persons
                .clone()
                .unwrap_or_else(|| now.excluded_persons.clone()),
            excluded_units: self
                .excluded_units
                .clone()
                .unwrap_or_else(|| now.excluded_units.clone()),
            valid_from: Some(self.valid_from.unwrap_or(now.valid_from)),
            valid_until: self.valid_until.unwrap_or(now.valid_until),
            words: self.words.clone().or(words),
            heard: self.heard,
            heard_words: self.heard_words.clone(),
        }
    }

    /// What the gate is asked about beside the consent itself.
    fn touching(&self) -> Touching {
        let documents = self.documents.clone().unwrap_or_default();
        Touching::Scope(documents, self.categories.clone().unwrap_or_default())
    }
}

/// Changes a consent that is in force or begins later.
///
/// # Errors
/// Refusals; [`Error::Invalid`]; [`Error::Conflict`] when it has ended, waits or is
/// frozen.
pub async fn revise(
    app: &App,
    actor: &Actor,
    id: ConsentId,
    changes: Changes,
    language: &'static str,
    once: Option<String>,
) -> Result<Own, Error> {
    let once = once.map(|key| {
        let words = |words: &Option<Words>| words.as_ref().map_or("", Words::as_str).to_owned();
        let terms = serde_json::to_vec(&changes).unwrap_or_default();
        let said = [words(&changes.words), words(&changes.heard_words)].join("\n");
        Once::of(key, [b"revise", &id.0.as_bytes()[..], &terms, said.as_bytes()])
    });
    let ask = Ask::about(Target::Consent(id)).touching(changes.touching());
    let with = app.clone();
    let made = app
        .gate
        .change::<Revise, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move {
                let which = (id, tx.now());
                let revising = Revising::load(&with, tx, which, &granted, changes).await?;
                revising.run(tx, granted, language, 0).await
            })
        })
        .await;
    own_or_told(app, actor, id, made).await
}

/// A change that is worked out and not yet made.
pub(crate) struct Revising<'a> {
    app: &'a App,
    pub(super) consent: Consent,
    pub(super) before: Revision,
    pub(super) terms: Terms,
    pub(super) scope: Scope,
    pub(super) own: Vec<Touched>,
    pub(super) changes: Vec<Change>,
    /// Documents of the folder that are not there for whoever changes it.
    hidden: Vec<DocumentId>,
    highest: i64,
}

impl<'a> Revising<'a> {
    /// Reads what there is and works out what the change means.
    pub(crate) async fn load(
        app: &'a App,
        conn: &mut Conn,
        (id, now): (ConsentId, Timestamp),
        granted: &Granted,
        changes: Changes,
    ) -> Result<Self, Error> {
        let consent = consents::find(conn, id).await?.ok_or(Error::NotFound { index: None })?;
        let revisions = consents::list_revisions(conn, id).await?;
        let highest = revisions.last().map_or(1, |revision| revision.revision);
        let before = revisions.into_iter().find(|one| one.revision == consent.revision);
        let before = before.ok_or_else(|| Error::Internal("a consent lacks a revision".into()))?;
        if changes.seen.is_some_and(|seen| seen != highest) {
            return Err(Error::Conflict {
                code: "consent-changed",
                detail: "Somebody has changed this consent meanwhile. Look at it again.",
            });
        }
        match consent.standing {
            Standing::Approved => expired(before.valid_until, now)?,
            Standing::Frozen => {
                return Err(Error::Conflict {
                    code: "consent-frozen",
                    detail: "This consent waits for a new decision. Confirm or stop it first.",
                });
            }
            Standing::Draft | Standing::AwaitingApproval => {
                return Err(Error::Conflict {
                    code: "consent-awaiting",
                    detail: "This consent waits for an answer. Stop it and give another one.",
                });
            }
            _ => return Err(over()),
        }
        let words = match &before.words_sealed {
            Some(sealed) => {
                let key = app.vault.data_key(conn, consent.child.0).await?;
                let place = crate::vault::fields::Place::consent_words(id, before.revision);
                Words::new(&app.vault.open_text(&key, place, sealed)?).ok()
            }
            None => None,
        };
        let tables = app.policies().tables();
        let ever = documents::marks::touched_ever(conn, consent.child, now).await?;
        let hidden: Vec<_> =
            ever.iter().filter(|one| !granted.sees(tables, one)).map(|one| one.id).collect();
        let (kept, known): (Vec<_>, Vec<_>) =
            before.documents.iter().partition(|id| hidden.contains(id));
        let mut wanted = changes.over(&before, words);
        if changes.documents.is_some() || changes.categories.is_some() {
            // What is seen must make sense by itself: no answer tells of the rest, and
            // nobody takes away what they do not see.
            wanted.documents.retain(|id| changes.documents.is_some() || !kept.contains(id));
            terms::check(app, &consent.purpose, wanted.clone())?;
            wanted.documents.extend(&kept);
        }
        let terms = terms::check(app, &consent.purpose, wanted)?;
        let place = (consent.unit, consent.child);
        // What is named already may have been erased since: only what is new must be
        // there. What is hidden is not there, whether it is named already or not.
        let named = changes.documents.as_deref().unwrap_or_default();
        let fresh = Terms {
            documents: added(named, &known),
            excluded_persons: added(&terms.excluded_persons, &before.excluded_persons),
            excluded_units: added(&terms.excluded_units, &before.excluded_units),
            ..terms.clone()
        };
        let own = terms::named(app, conn, granted, place, &fresh, now).await?;
        let window = Self::window(app, &consent, &before, &terms, now)?;
        let coverable: Vec<_> = own.iter().map(Touched::coverable).collect();
        let old = before.scope();
        // A change that widens nothing keeps the day of giving: what came since and
        // was not covered stays so.
        let mut scope = terms.scope(window, before.given);
        if old.changes(&scope, &coverable).iter().any(Change::widens) {
            scope.given = now;
        }
        let changes = old.changes(&scope, &coverable);
        Ok(Self { app, consent, before, terms, scope, own, changes, hidden, highest })
    }

    /// The window: what has begun keeps its beginning, and the longest duration is
    /// counted from the change.
    fn window(
        app: &App,
        consent: &Consent,
        before: &Revision,
        terms: &Terms,
        now: Timestamp,
    ) -> Result<Window, Error> {
        let from = terms.valid_from.unwrap_or(before.valid_from);
        if terms.valid_until <= now {
            return Err(Invalid::new(
                "valid-until-past",
                "valid_until",
                "The end lies in the past. To stop the consent now, revoke it.",
            )
            .into());
        }
        if from != before.valid_from && from < now {
            return Err(Invalid::new(
                "valid-from-past",
                "valid_from",
                "The beginning lies in the past. Leave it out to keep it as it is.",
            )
            .into());
        }
        let window = Window::new(from, terms.valid_until).map_err(|_| {
            Invalid::new(
                "valid-until-before-from",
                "valid_until",
                "The end must lie after the beginning.",
            )
        })?;
        terms::longest(app, &consent.purpose, from.max(now), window.until())?;
        Ok(window)
    }

    /// Does it allow something that was not allowed before?
    pub(super) fn widens(&self) -> bool {
        self.changes.iter().any(Change::widens)
    }

    /// Makes the change, told by the entry `ahead` of the next.
    pub(crate) async fn run(
        self,
        tx: &mut Tx,
        granted: Arc<Granted>,
        language: &'static str,
        ahead: i64,
    ) -> Result<Did<Made>, Error> {
        let app = self.app;
        let (now, id, by) = (tx.now(), self.consent.id, granted.person());
        let words_differ = self.terms.words.is_some() && self.changes.is_empty();
        if self.changes.is_empty() && !words_differ {
            return Err(Invalid::new(
                "nothing-changed",
                "terms",
                "Everything is as it was. Send what is to be otherwise.",
            )
            .into());
        }
        let key = app.vault.data_key(tx, self.consent.child.0).await?;
        let index = tx.next_index() + ahead;
        let writing = Writing { app, key: &key, consent: &self.consent, by, index };
        let said = (&self.terms, language);
        let next = self.highest + 1;
        if !self.widens() {
            let touches = terms::touches(app, &self.scope, &self.own);
            let carried = (next, self.before.carried_by);
            let revision = writing.revision(tx, carried, &self.scope, touches, said)?;
            consents::insert_revision(tx, id, &revision).await?;
            consents::put_in_force(tx, id, next).await?;
            let detail = detail(tx, &self.consent, revision.sha256).await?;
            return Ok(done(id, detail, granted));
        }

        let touches = terms::touches(app, &self.scope, &self.own);
        let place = (self.consent.child, self.consent.unit, id);
        let stand = Stand::load(app, tx, place, granted.law(), now).await?;
        let waits = !stand.missing(app.policies().tables(), &touches, &[by]).is_empty();
        let narrows = self.changes.iter().any(|change| !change.widens());
        let mut current = self.consent.revision;
        let mut number = next;
        if waits && narrows {
            // What is taken away is taken away now; what is added waits.
            let mut coverable: Vec<_> = self.own.iter().map(Touched::coverable).collect();
            let (old, new) = (self.before.scope(), &self.scope);
            let common = old.common(new, &coverable);
            coverable.retain(|one| !self.hidden.contains(&one.id));
            let seen = old.common(new, &coverable);
            let common = common.filter(|_| seen.is_some()).ok_or_else(|| {
                Invalid::new(
                    "nothing-left",
                    "terms",
                    "Nothing of the consent would be left. Stop it, and give another one.",
                )
            })?;
            let left = terms::touches(app, &common, &self.own);
            let carried = (next, self.before.carried_by);
            let revision = writing.revision(tx, carried, &common, left, said)?;
            consents::insert_revision(tx, id, &revision).await?;
            consents::put_in_force(tx, id, next).await?;
            (current, number) = (next, next + 1);
        }
        let revision = writing.revision(tx, (number, number), &self.scope, touches, said)?;
        consents::insert_revision(tx, id, &revision).await?;
        let approval = Approval {
            revision: number,
            person: by,
            answer: "approved".to_owned(),
            text_version: revision.text_version.clone(),
            text_language: language.to_owned(),
            at: now,
            index: Some(index),
        };
        consents::insert_approval(tx, id, &approval).await?;
        if waits {
            let lapses = terms::lapses(app, now, self.scope.valid_until);
            let both = (current, Some(number));
            consents::put_waiting(tx, id, both, Standing::Approved, lapses).await?;
        } else {
            consents::put_in_force(tx, id, number).await?;
        }
        let reason = waits.then_some("awaiting-approval");
        let detail = Detail { reason, ..detail(tx, &self.consent, revision.sha256).await? };
        Ok(done(id, detail, granted))
    }
}

fn added<T: PartialEq + Clone>(new: &[T], old: &[T]) -> Vec<T> {
    new.iter().filter(|one| !old.contains(one)).cloned().collect()
}
