//! What a receipt tells people, gathered from where it stands.

use super::super::super::App;
use super::super::super::error::Error;
use super::super::super::names::{self, Names};
use super::super::view::ConsentView;
use super::{Proofs, Revoked};
use crate::domain::lang::Lang;
use crate::domain::{AgencyId, ConsentId, DocumentId};
use crate::paper::receipt::{Giver, Named, Receipt, Stopped};
use crate::store::consents::Revision;
use crate::store::{Conn, agencies, documents};
use crate::vault::fields::{DataKey, Place};

fn named(id: &impl ToString, name: impl Into<String>) -> Named {
    Named { id: id.to_string(), name: name.into() }
}

/// Everything that the paper and the record say, in `lang` or in the language that
/// the giver was shown.
///
/// # Errors
/// What the stores say.
pub(super) async fn gather(
    app: &App,
    conn: &mut Conn,
    (view, revision): (&ConsentView, &Revision),
    proofs: &Proofs,
    lang: Option<Lang>,
) -> Result<Receipt, Error> {
    let visible = view.current().map(|one| one.documents.clone()).unwrap_or_default();
    let consent = &view.consent;
    let lang = lang.or_else(|| Lang::from_code(&revision.text_language)).unwrap_or_default();
    let (child, child_name, key) = names::child(app, conn, consent.child).await?;
    let mut names = Names::new(app);
    let mut givers: Vec<Giver> = Vec::new();
    for (approval, name) in &view.approvals {
        if approval.answer == "approved" && approval.revision == revision.revision {
            givers.push(Giver {
                who: named(&approval.person, name),
                is_child: child.person == Some(approval.person),
                at: approval.at,
            });
        }
    }
    givers.sort_by_key(|giver| giver.at);
    let tables = app.policies().tables();
    let purpose = tables.purpose(&consent.purpose).map(|purpose| purpose.text(lang));
    let categories = revision.categories.iter().map(|code| {
        named(code, tables.category(code).map_or(code.as_str(), |category| category.text(lang)))
    });
    let categories = categories.collect();
    let mut excluded = Vec::new();
    for id in &revision.excluded_units {
        excluded.push(named(id, names.unit(conn, *id).await?));
    }
    for id in &revision.excluded_persons {
        excluded.push(named(id, names.person(conn, *id).await?));
    }
    let stopped = match &proofs.revoked {
        Some(Revoked { by, at, sha256, proved, .. }) => Some(Stopped {
            by: named(by, names.person(conn, *by).await?),
            at: *at,
            sha256: hex::encode(sha256),
            index: proved.index,
        }),
        None => None,
    };
    Ok(Receipt {
        lang,
        child: named(&consent.child, child_name),
        givers,
        unit: named(&consent.unit, &view.unit_name),
        organisation: organisation(conn, consent.unit).await?,
        purpose: named(&consent.purpose, purpose.unwrap_or(&consent.purpose)),
        words: view.words.clone().unwrap_or_default(),
        // Of those, the ones that the reader may see.
        documents: titles(app, conn, &key, &visible).await?,
        categories,
        also_later: revision.also_later,
        actions: revision.actions.clone(),
        excluded,
        from: revision.valid_from,
        until: revision.valid_until,
        given: revision.given,
        consent: ConsentId::to_string(&consent.id),
        revision: revision.revision,
        text_language: revision.text_language.clone(),
        text_version: revision.text_version.clone(),
        stopped,
        sha256: hex::encode(revision.sha256),
        index: proofs.given.index,
        origin: proofs.origin.clone(),
        size: proofs.size,
        vkey: app.publisher.key().to_string(),
    })
}

/// The organisation on top of a unit, with its number.
async fn organisation(conn: &mut Conn, unit: AgencyId) -> Result<Option<Named>, Error> {
    let Some(top) = agencies::top_of(conn, unit).await? else { return Ok(None) };
    let found = agencies::find(conn, top).await?;
    Ok(found.map(|body| named(&body.orgnr.unwrap_or_default(), body.name)))
}

/// Titles of documents; empty for those that were erased.
async fn titles(
    app: &App,
    conn: &mut Conn,
    key: &DataKey,
    ids: &[DocumentId],
) -> Result<Vec<Named>, Error> {
    let mut titles = Vec::with_capacity(ids.len());
    for id in ids {
        let found = documents::find(conn, *id).await?.filter(|found| found.erased.is_none());
        let title = match found {
            Some(found) => app.vault.open_text(key, Place::title(*id), &found.title_sealed)?,
            None => String::new(),
        };
        titles.push(named(id, title));
    }
    Ok(titles)
}
