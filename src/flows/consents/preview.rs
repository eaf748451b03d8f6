//! What would change: asked before a consent is given or changed. Nothing is
//! written but that it was looked at.

use super::super::App;
use super::super::error::Error;
use super::super::names::Names;
use super::deciders::Stand;
use super::revise::{Changes, Revising};
use super::{Grantable, terms};
use crate::domain::agency::MembershipState;
use crate::domain::question::ConsentAction;
use crate::domain::scope::{Change, Scope};
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId};
use crate::gate::action::SeeConsents;
use crate::gate::{Answer, Ask, Granted, Permit};
use crate::identity::Actor;
use crate::store::documents::{self, Touched};
use crate::store::facts::Target;
use crate::store::{Conn, agencies, people};
use crate::vault::fields::Place;

/// What a consent or a change would mean.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The unit.
    pub unit: (AgencyId, String),
    /// How many confirmed members the unit, and what stands under it, has now.
    pub members: usize,
    /// Documents that it would show today.
    pub documents: Vec<Shown>,
    /// Categories of which later documents would fall under it, too.
    pub later: Vec<String>,
    /// Would it be in force at once?
    pub at_once: bool,
    /// Who would still have to agree.
    pub missing: Vec<(PersonId, String)>,
    /// What it changes of the revision before.
    pub changes: Vec<Change>,
}

/// A document that the unit could see.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Which.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// Category code.
    pub category: String,
    /// Does the consent show it already?
    pub already: bool,
}

/// What giving this consent would mean.
///
/// # Errors
/// As [`super::grant`].
pub async fn grant(
    app: &App,
    actor: &Actor,
    child: ChildId,
    want: Grantable,
) -> Result<(Preview, i64), Error> {
    let want = Grantable { terms: terms::check(app, &want.purpose, want.terms)?, ..want };
    let permit = permit(app, actor, Ask::about(child)).await?;
    let preview = async {
        let (granted, now) = (permit.granted(), permit.decided_at());
        let window = want.terms.window(app, &want.purpose, now)?;
        let mut conn = app.db.read().await?;
        let place = (want.agency, child);
        let own = terms::named(app, &mut conn, granted, place, &want.terms, now).await?;
        let scope = want.terms.scope(window, now);
        let touches = terms::touches(app, &scope, &own);
        let id = ConsentId(uuid::Uuid::nil());
        let looking = Looking { app, granted, child, unit: want.agency, consent: id };
        looking.preview(&mut conn, (None, &scope), &own, touches, Vec::new()).await
    };
    let index = permit.index();
    Ok((preview.await.map_err(|error: Error| error.recorded(index))?, index))
}

/// What this change of a consent would mean.
///
/// # Errors
/// As [`super::revise::revise`].
pub async fn revise(
    app: &App,
    actor: &Actor,
    id: ConsentId,
    changes: Changes,
) -> Result<(Preview, i64), Error> {
    let permit = permit(app, actor, Ask::about(Target::Consent(id))).await?;
    let preview = async {
        let granted = permit.granted();
        let mut conn = app.db.read().await?;
        let which = (id, permit.decided_at());
        let revising = Revising::load(app, &mut conn, which, granted, changes).await?;
        let touches = terms::touches(app, &revising.scope, &revising.own);
        let consent = &revising.consent;
        let looking =
            Looking { app, granted, child: consent.child, unit: consent.unit, consent: id };
        let before = revising.before.scope();
        let both = (Some(&before), &revising.scope);
        let widens = revising.widens();
        let changes = revising.changes.clone();
        let mut preview = looking.preview(&mut conn, both, &revising.own, touches, changes).await?;
        if !widens {
            // What narrows needs nobody.
            preview.missing.clear();
            preview.at_once = true;
        }
        Ok(preview)
    };
    let index = permit.index();
    Ok((preview.await.map_err(|error: Error| error.recorded(index))?, index))
}

async fn permit(app: &App, actor: &Actor, ask: Ask) -> Result<Permit<SeeConsents>, Error> {
    match app.gate.ask::<SeeConsents>(actor, ask.own_purpose()).await? {
        Answer::Permit(permit) if permit.granted().is_family() => Ok(permit),
        // One who coordinates does not know what documents there are.
        Answer::Permit(permit) => Err(Error::NotFound { index: Some(permit.index()) }),
        Answer::Refusal(refusal) => Err(refusal.into()),
    }
}

struct Looking<'a> {
    app: &'a App,
    granted: &'a Granted,
    child: ChildId,
    unit: AgencyId,
    consent: ConsentId,
}

impl Looking<'_> {
    async fn preview(
        &self,
        conn: &mut Conn,
        (before, scope): (Option<&Scope>, &Scope),
        own: &[Touched],
        touches: Vec<String>,
        changes: Vec<Change>,
    ) -> Result<Preview, Error> {
        let app = self.app;
        let now = app.clock.now();
        let opens = scope.actions.contains(&ConsentAction::Open);
        let key = app.vault.data_key(conn, self.child.0).await?;
        let mut shown = Vec::new();
        let tables = app.policies().tables();
        let hidden: Vec<DocumentId> =
            own.iter().filter(|one| !self.granted.sees(tables, one)).map(|one| one.id).collect();
        for document in own {
            let coverable = document.coverable();
            let there = self.granted.sees(app.policies().tables(), document);
            if !opens || !there || !scope.covers(&coverable) {
                continue;
            }
            let found = documents::find(conn, document.id).await?;
            let Some(row) = found.filter(|row| row.erased.is_none()) else { continue };
            let place = Place::title(document.id);
            shown.push(Shown {
                id: document.id,
                title: app.vault.open_text(&key, place, &row.title_sealed)?,
                category: document.category.clone(),
                already: before.is_some_and(|before| before.covers(&coverable)),
            });
        }
        let scope_of = (self.child, self.unit, self.consent);
        let stand = Stand::load(app, conn, scope_of, self.granted.law(), now).await?;
        let agreed = [self.granted.person()];
        let missing = stand.missing(app.policies().tables(), &touches, &agreed);
        let mut names = Names::new(app);
        let mut still = Vec::new();
        for person in missing.people() {
            still.push((person, names.person(conn, person).await?));
        }
        Ok(Preview {
            unit: (self.unit, names.unit(conn, self.unit).await?),
            members: members(conn, self.unit).await?,
            documents: shown,
            later: if scope.also_later && opens { scope.categories.clone() } else { Vec::new() },
            at_once: missing.is_empty(),
            missing: still,
            changes: changes.into_iter().filter_map(|change| change.without(&hidden)).collect(),
        })
    }
}

/// Confirmed members of a unit and of what stands under it.
async fn members(conn: &mut Conn, unit: AgencyId) -> Result<usize, Error> {
    let mut within = vec![unit];
    let all = agencies::list(conn).await?;
    for _ in 0..2 {
        let more: Vec<AgencyId> = all
            .iter()
            .filter(|body| body.parent.is_some_and(|parent| within.contains(&parent)))
            .filter(|body| !within.contains(&body.id))
            .map(|body| body.id)
            .collect();
        within.extend(more);
    }
    let mut persons = std::collections::BTreeSet::new();
    for unit in within {
        for member in people::list_members(conn, unit).await? {
            if member.state == MembershipState::Confirmed {
                persons.insert(member.person);
            }
        }
    }
    Ok(persons.len())
}
