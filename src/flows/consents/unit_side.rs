//! What units do with consents: a coordinator writes one down for the family to
//! give, a unit gives one back.

use super::super::App;
use super::super::error::Error;
use super::write::Writing;
use super::{Grantable, Made, Own, detail, done, find_revision, over, own, terms};
use crate::domain::question::Standing;
use crate::domain::{ChildId, ConsentId};
use crate::gate::action::{Draft, HandBack};
use crate::gate::{Ask, Detail, Once};
use crate::identity::Actor;
use crate::store::consents::{self, Consent};
use crate::store::facts::Target;

/// Writes a consent down for the family of `child` to give or to decline. It
/// opens nothing, and lapses like any approval.
///
/// # Errors
/// Refusals; [`Error::Invalid`].
pub async fn draft(
    app: &App,
    actor: &Actor,
    child: ChildId,
    want: Grantable,
    once: Option<String>,
) -> Result<Own, Error> {
    let want = Grantable { terms: terms::check(app, &want.purpose, want.terms)?, ..want };
    let once = once.map(|key| {
        let (terms, words) = want.parts();
        Once::of(key, [b"draft", &child.0.as_bytes()[..], &terms, &words])
    });
    let id = ConsentId(app.entropy().uuid());
    let with = app.clone();
    let ask = Ask::about(child).own_purpose();
    let changed = app
        .gate
        .change::<Draft, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move {
                let (app, now, by) = (&with, tx.now(), granted.person());
                // A coordinator does not know which documents there are.
                if !want.terms.documents.is_empty() {
                    return Err(super::super::error::Invalid::new(
                        "categories-only",
                        "documents",
                        "A draft names categories; which documents is for the family to say.",
                    )
                    .into());
                }
                let window = want.terms.window(app, &want.purpose, now)?;
                let own =
                    terms::named(app, tx, &granted, (want.agency, child), &want.terms, now).await?;
                let scope = want.terms.scope(window, now);
                let touches = terms::touches(app, &scope, &own);
                let key = app.vault.data_key(tx, child.0).await?;
                let consent = Consent {
                    id,
                    child,
                    unit: want.agency,
                    purpose: want.purpose,
                    revision: 1,
                    pending: None,
                    lapses: Some(terms::lapses(app, now, scope.valid_until)),
                    standing: Standing::Draft,
                    created: now,
                    created_by: by,
                    ended: None,
                    ended_by: None,
                    ended_index: None,
                };
                let index = tx.next_index();
                let writing = Writing { app, key: &key, consent: &consent, by, index };
                let said = (&want.terms, want.language);
                let revision = writing.revision(tx, (1, 1), &scope, touches, said)?;
                consents::insert(tx, &consent, &revision, None).await?;
                // The entry's unit is the coordinator's own.
                let detail = detail(tx, &consent, revision.sha256).await?;
                let detail = Detail { unit: None, agency: None, purpose: None, ..detail };
                Ok(done(id, detail, granted))
            })
        })
        .await?;
    own(changed)
}

/// Gives a consent back that the unit no longer needs. Giving back what was given
/// back changes nothing.
///
/// # Errors
/// Refusals; [`Error::Conflict`] when it has ended otherwise.
pub async fn hand_back(
    app: &App,
    actor: &Actor,
    id: ConsentId,
    once: Option<String>,
) -> Result<Own, Error> {
    let once = once.map(|key| Once::of(key, [&b"hand-back"[..], id.0.as_bytes()]));
    let ask = Ask::about(Target::Consent(id));
    let changed = app
        .gate
        .change::<HandBack, Made, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move {
                let found = consents::find(tx, id).await?;
                let consent = found.ok_or(Error::NotFound { index: None })?;
                let by = Some(granted.person());
                if !consents::end(tx, id, Standing::HandedBack, by).await? {
                    return Err(over());
                }
                let sha256 = find_revision(tx, &consent, consent.revision).await?.sha256;
                let detail = detail(tx, &consent, sha256).await?;
                let detail = Detail { unit: None, agency: None, ..detail };
                Ok(done(id, detail, granted))
            })
        })
        .await?;
    own(changed)
}
