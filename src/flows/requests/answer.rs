//! What the family says to a request: yes, in full or in part, or no, without a
//! reason. Whoever of the family answers first has answered.

use super::super::App;
use super::super::consents::revise::{Changes, Revising};
use super::super::consents::terms::{self, Terms};
use super::super::consents::{Grantable, Making};
use super::super::error::Error;
use super::view::{Made, Own};
use super::{answered, detail, lapsed, withdrawn};
use crate::domain::entry::Kind;
use crate::domain::question::{ConsentAction, Standing};
use crate::domain::request::Stored;
use crate::domain::text::Words;
use crate::domain::{ConsentId, RequestId, Timestamp};
use crate::gate::action::{DeclineRequest, GrantRequest};
use crate::gate::{Ask, Detail, Did, Done, Granted, Once, Touching};
use crate::identity::Actor;
use crate::store::consents::{self, Consent, Revision};
use crate::store::documents::marks;
use crate::store::facts::Target;
use crate::store::requests::{self, Answer, Request};
use crate::store::{Conn, Tx};
use std::sync::Arc;

/// The request, if it waits for the family's answer.
async fn open(tx: &mut Tx, id: RequestId) -> Result<Request, Error> {
    let request = requests::find(tx, id).await?.ok_or(Error::NotFound { index: None })?;
    match request.state {
        Stored::Sent if request.lapses > tx.now() => Ok(request),
        Stored::Sent | Stored::Lapsed => Err(lapsed()),
        Stored::Withdrawn => Err(withdrawn()),
        Stored::Granted => Err(answered(
            "Somebody of the family has granted this request. Look at the consent instead.",
        )),
        Stored::Declined => Err(answered("Somebody of the family has declined this request.")),
    }
}

/// Says no to a request, for the family. No reason is asked for. Saying it again
/// changes nothing and gives the same answer.
///
/// # Errors
/// Refusals; [`Error::Conflict`] when it is answered otherwise or over.
pub async fn decline(
    app: &App,
    actor: &Actor,
    id: RequestId,
    once: Option<String>,
) -> Result<Own, Error> {
    let once = once.map(|key| Once::of(key, [&b"decline-request"[..], id.0.as_bytes()]));
    let ask = Ask::about(Target::Request(id));
    let changed = app
        .gate
        .change::<DeclineRequest, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move {
                let found = requests::find(tx, id).await?;
                if let Some(before) = found.filter(|one| one.state == Stored::Declined) {
                    let index = before.answered_index.unwrap_or_default();
                    return Ok(Did::Nothing((id, None), index));
                }
                let request = open(tx, id).await?;
                let by = Some(granted.person());
                let no = Answer { state: Stored::Declined, by, given: None };
                requests::answer(tx, &request, no).await?;
                let told = detail(tx, &request).await?;
                Ok(Did::Change(Done::new((id, Some(granted)), id.to_string(), told)))
            })
        })
        .await?;
    Own::of(changed)
}

/// Says yes to a request: a consent on the terms that were asked for, but for what
/// `changes` says otherwise. It comes into force like any other, once all have
/// agreed who must.
///
/// A renewal of a consent that still runs makes that last longer, so that the
/// family has one to look after and not two; one that has ended is given anew.
///
/// # Errors
/// Refusals; [`Error::Invalid`]; [`Error::Conflict`] when it is answered or over.
pub async fn grant(
    app: &App,
    actor: &Actor,
    id: RequestId,
    changes: Changes,
    language: &'static str,
    once: Option<String>,
) -> Result<Own, Error> {
    let once = once.map(|key| {
        let words = |words: &Option<Words>| words.as_ref().map_or("", Words::as_str).to_owned();
        let terms = serde_json::to_vec(&changes).unwrap_or_default();
        let said = [words(&changes.words), words(&changes.heard_words)].join("\n");
        Once::of(key, [b"grant-request", &id.0.as_bytes()[..], &terms, said.as_bytes()])
    });
    // What the request says never changes; it tells the gate what a yes touches.
    let touching = touching(app, id, &changes).await?;
    let ask = Ask::about(Target::Request(id)).touching(touching);
    let with = app.clone();
    let consent = ConsentId(app.entropy().uuid());
    let done = app
        .gate
        .change::<GrantRequest, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move {
                let request = open(tx, id).await?;
                let granting = Granting { app: &with, request, changes, language };
                granting.run(tx, granted, consent).await
            })
        })
        .await?;
    Own::of(done)
}

/// What granting would touch.
async fn touching(app: &App, id: RequestId, changes: &Changes) -> Result<Touching, Error> {
    let mut conn = app.db.read().await?;
    let found = requests::find(&mut conn, id).await?;
    let base = match &found {
        Some(request) => base(&mut conn, request).await?,
        None => None,
    };
    let base = base.as_ref().map(|(_, revision)| revision);
    Ok(wanted(found.as_ref(), base, changes).touching())
}

/// The consent that is to be renewed, and its current revision.
async fn base(conn: &mut Conn, request: &Request) -> Result<Option<(Consent, Revision)>, Error> {
    let Some(id) = request.renews else { return Ok(None) };
    let Some(consent) = consents::find(conn, id).await? else { return Ok(None) };
    let revisions = consents::list_revisions(conn, id).await?;
    let current = revisions.into_iter().find(|one| one.revision == consent.revision);
    Ok(current.map(|current| (consent, current)))
}

/// The terms: what `changes` says, else what was asked for, else what the consent
/// that is to be renewed said.
fn wanted(request: Option<&Request>, base: Option<&Revision>, changes: &Changes) -> Terms {
    let asked = request.map(|request| request.categories.clone()).unwrap_or_default();
    let until = request.map_or(Timestamp::default(), |request| request.until);
    Terms {
        documents: changes
            .documents
            .clone()
            .unwrap_or_else(|| base.map(|base| base.documents.clone()).unwrap_or_default()),
        categories: changes.categories.clone().unwrap_or(asked),
        also_later: changes.also_later.unwrap_or(base.is_some_and(|base| base.also_later)),
        actions: changes.actions.clone().unwrap_or_else(|| {
            base.map_or_else(|| vec![ConsentAction::Open], |base| base.actions.clone())
        }),
        once: changes.once.unwrap_or(base.is_some_and(|base| base.once)),
        excluded_persons: changes
            .excluded_persons
            .clone()
            .unwrap_or_else(|| base.map(|base| base.excluded_persons.clone()).unwrap_or_default()),
        excluded_units: changes
            .excluded_units
            .clone()
            .unwrap_or_else(|| base.map(|base| base.excluded_units.clone()).unwrap_or_default()),
        valid_from: changes.valid_from,
        valid_until: changes.valid_until.unwrap_or(until),
        words: changes.words.clone(),
        heard: changes.heard,
        heard_words: changes.heard_words.clone(),
    }
}

/// A yes that is about to be written down.
struct Granting<'a> {
    app: &'a App,
    request: Request,
    changes: Changes,
    language: &'static str,
}

impl Granting<'_> {
    /// Inside the transaction. The entry of the yes comes first, then that of the
    /// consent.
    async fn run(
        self,
        tx: &mut Tx,
        granted: Arc<Granted>,
        fresh: ConsentId,
    ) -> Result<Did<Made>, Error> {
        let now = tx.now();
        let base = base(tx, &self.request).await?;
        let runs = base.as_ref().filter(|(consent, current)| {
            consent.standing == Standing::Approved && current.valid_until > now && !current.once
        });
        let runs = runs.map(|(consent, _)| consent.id);
        let (kind, told, consent) = if let Some(consent) = runs {
            (Kind::ConsentRevised, self.prolong(tx, &granted, consent).await?, consent)
        } else {
            let base = base.map(|(_, revision)| revision);
            (Kind::ConsentGranted, self.give(tx, &granted, fresh, base).await?, fresh)
        };
        let (revision, in_part) = self.given(tx, consent).await?;
        let (id, by) = (self.request.id, Some(granted.person()));
        let given = Some((consent, revision, in_part));
        let yes = Answer { state: Stored::Granted, by, given };
        requests::answer(tx, &self.request, yes).await?;
        let reason = in_part.then_some("in-part");
        let detail = Detail { consent: Some(consent), reason, ..detail(tx, &self.request).await? };
        let done = Done::new((id, Some(granted)), id.to_string(), detail);
        Ok(Did::Change(Done { also: vec![(kind, told)], ..done }))
    }

    /// A new consent.
    async fn give(
        &self,
        tx: &mut Tx,
        granted: &Granted,
        id: ConsentId,
        base: Option<Revision>,
    ) -> Result<Detail, Error> {
        let (app, request) = (self.app, &self.request);
        let child = request.child.ok_or(Error::NotFound { index: None })?;
        let mut terms = wanted(Some(request), base.as_ref(), &self.changes);
        if self.changes.documents.is_none() && !terms.documents.is_empty() {
            // Of those that nobody named now, what is not there any more drops out.
            let tables = app.policies().tables();
            let now = tx.now();
            let mut own = marks::touched(tx, child, now).await?;
            own.retain(|document| granted.sees(tables, document));
            terms.documents.retain(|id| own.iter().any(|document| document.id == *id));
        }
        let terms = terms::check(app, &request.purpose, terms)?;
        let (agency, purpose) = (request.unit, request.purpose.clone());
        let want = Grantable { agency, purpose, terms, language: self.language };
        let app = app.clone();
        Making { app, id, child, want, request: Some(request.id) }.make(tx, granted, 1).await
    }

    /// A longer time for a consent that runs.
    async fn prolong(
        &self,
        tx: &mut Tx,
        granted: &Arc<Granted>,
        id: ConsentId,
    ) -> Result<Detail, Error> {
        let until = self.changes.valid_until.unwrap_or(self.request.until);
        let changes = Changes { valid_until: Some(until), ..self.changes.clone() };
        let which = (id, tx.now());
        let revising = Revising::load(self.app, tx, which, granted, changes).await?;
        match revising.run(tx, Arc::clone(granted), self.language, 1).await? {
            Did::Change(done) => Ok(Detail { request: Some(self.request.id), ..done.detail }),
            Did::Nothing(..) | Did::Against(..) => {
                Err(Error::Internal("a revision changed nothing".into()))
            }
        }
    }

    /// The revision that was given, and whether it leaves out a category that was
    /// asked for.
    async fn given(&self, tx: &mut Tx, id: ConsentId) -> Result<(i64, bool), Error> {
        let found = consents::find(tx, id).await?;
        let consent = found.ok_or_else(|| Error::Internal("a consent is missing".into()))?;
        let number = consent.pending.unwrap_or(consent.revision);
        let revision = super::super::consents::find_revision(tx, &consent, number).await?;
        let asked = &self.request.categories;
        Ok((number, asked.iter().any(|code| !revision.categories.contains(code))))
    }
}
