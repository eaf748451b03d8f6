//! Consents as the family sees them.

use super::super::App;
use super::super::error::Error;
use super::super::names::Names;
use super::deciders::{self, Stand};
use crate::domain::approval::Deciders;
use crate::domain::document::Coverable;
use crate::domain::law::Behind;
use crate::domain::question::Standing;
use crate::domain::scope::{Change, Scope};
use crate::domain::{ChildId, ConsentId, DocumentId, PersonId, Timestamp};
use crate::gate::action::SeeConsents;
use crate::gate::{Answer, Ask, Granted};
use crate::identity::Actor;
use crate::store::consents::{self, Approval, Consent, Revision};
use crate::store::documents::{self, Touched};
use crate::store::facts::Target;
use crate::store::{Conn, log};
use crate::vault::fields::Place;
use std::sync::Arc;
use uuid::Uuid;

/// Where a consent's life stands at an instant: derived, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Written down, given by nobody yet.
    Draft,
    /// Given by some, not by all who must.
    AwaitingApproval,
    /// Begins later.
    NotYet,
    /// Works now.
    InForce,
    /// Its time is over.
    Expired,
    /// Stopped.
    Revoked,
    /// Another took its place.
    Replaced,
    /// Said no to.
    Declined,
    /// Nobody answered in time.
    Lapsed,
    /// Waits for a new decision.
    Frozen,
    /// The unit gave it back.
    HandedBack,
    /// It was for one opening, which has been.
    UsedUp,
}

crate::domain::agency::codes!(State {
    Draft => "draft",
    AwaitingApproval => "awaiting-approval",
    NotYet => "not-yet",
    InForce => "in-force",
    Expired => "expired",
    Revoked => "revoked",
    Replaced => "replaced",
    Declined => "declined",
    Lapsed => "lapsed",
    Frozen => "frozen",
    HandedBack => "handed-back",
    UsedUp => "used-up",
});

impl State {
    /// What follows from the stored standing, the window, `now`, and whether those
    /// who decide today stand behind it.
    #[must_use]
    pub fn at(
        standing: Standing,
        (from, until): (Timestamp, Timestamp),
        now: Timestamp,
        carried: bool,
    ) -> Self {
        match standing {
            // Nobody can agree any more to what would have ended.
            Standing::Draft | Standing::AwaitingApproval if now >= until => Self::Lapsed,
            Standing::Draft => Self::Draft,
            Standing::AwaitingApproval => Self::AwaitingApproval,
            Standing::Frozen => Self::Frozen,
            Standing::Revoked => Self::Revoked,
            Standing::Replaced => Self::Replaced,
            Standing::Declined => Self::Declined,
            Standing::Lapsed => Self::Lapsed,
            Standing::HandedBack => Self::HandedBack,
            Standing::UsedUp => Self::UsedUp,
            Standing::Approved if now >= until => Self::Expired,
            Standing::Approved if !carried => Self::Frozen,
            Standing::Approved if now < from => Self::NotYet,
            Standing::Approved => Self::InForce,
        }
    }
}

/// A consent that the caller has just given, changed or stopped, or had before.
#[derive(Debug, Clone)]
pub struct Own {
    /// Which.
    pub consent: ConsentId,
    /// Entry that tells of it.
    pub index: i64,
    /// What the change was allowed by; `None` when it was so already.
    pub(super) granted: Option<Arc<Granted>>,
}

impl Own {
    /// A consent that `granted` has just given; `None` when it was so already.
    pub(crate) fn new(consent: ConsentId, index: i64, granted: Option<Arc<Granted>>) -> Self {
        Self { consent, index, granted }
    }

    /// Was it so already?
    #[must_use]
    pub fn is_repeated(&self) -> bool {
        self.granted.is_none()
    }
}

/// A consent with its names opened.
#[derive(Debug, Clone)]
pub struct ConsentView {
    /// The row.
    pub consent: Consent,
    /// State at the time of asking.
    pub state: State,
    /// Name of the unit.
    pub unit_name: String,
    /// Revisions, oldest first.
    pub revisions: Vec<Revision>,
    /// What each revision changed of the one before.
    pub changes: Vec<Vec<Change>>,
    /// What the revision that waits would change of the one that counts now. Another may
    /// have waited in between, so it is more than what changed last.
    pub wider: Vec<Change>,
    /// Is it shown without what it covers, to one who coordinates?
    pub overview: bool,
    /// Free words of the current revision.
    pub words: Option<String>,
    /// How the child was heard, in the current revision.
    pub heard_words: Option<String>,
    /// Who has still to agree, with their names.
    pub missing: Vec<(PersonId, String)>,
    /// Answers of the givers, with their names.
    pub approvals: Vec<(Approval, String)>,
    /// Names of the persons and units that are kept out, of the revision that counts
    /// and of the one that waits.
    pub excluded: Vec<(Uuid, String)>,
    /// When it was last used for opening something.
    pub last_use: Option<(i64, Timestamp)>,
}

impl ConsentView {
    /// The revision that counts now.
    #[must_use]
    pub fn current(&self) -> Option<&Revision> {
        self.revisions.iter().find(|one| one.revision == self.consent.revision)
    }

    /// The revision that waits beside it.
    #[must_use]
    pub fn pending(&self) -> Option<&Revision> {
        self.revisions.iter().find(|one| Some(one.revision) == self.consent.pending)
    }
}

/// For whom consents are shown, and what is read once for all of them.
pub(super) struct Viewer<'a> {
    app: &'a App,
    granted: Granted,
    names: Names<'a>,
    now: Timestamp,
    /// Documents of the folder that are not there for the viewer.
    hidden: Vec<DocumentId>,
    own: Vec<Coverable>,
    /// Everybody with a say; by child, but a viewer looks at one folder.
    everybody: Deciders,
}

impl<'a> Viewer<'a> {
    pub(super) async fn new(
        app: &'a App,
        conn: &mut Conn,
        granted: Granted,
    ) -> Result<Self, Error> {
        let tables = app.policies().tables();
        let now = app.clock.now();
        let child = granted.child().ok_or(Error::NotFound { index: None })?;
        let documents = documents::marks::touched_ever(conn, child, now).await?;
        let hidden =
            documents.iter().filter(|one| !granted.sees(tables, one)).map(|one| one.id).collect();
        let own = documents.iter().map(Touched::coverable).collect();
        let everybody = deciders::everybody(conn, tables, child, granted.law(), now).await?;
        Ok(Self { app, granted, names: Names::new(app), now, hidden, own, everybody })
    }

    /// The kinds of power that stand behind a revision.
    fn behind(&self, revision: &Revision, approvals: &[Approval]) -> Behind {
        let agreed = |person: &PersonId| {
            approvals.iter().any(|one| {
                one.person == *person
                    && one.revision == revision.carried_by
                    && one.answer == "approved"
            })
        };
        let guardians = &self.everybody.guardians;
        let most = guardians.iter().filter(|(one, _)| agreed(one)).map(|(_, power)| *power).max();
        let young = self.everybody.young_person.as_ref().is_some_and(agreed);
        Behind::new(most, young, self.granted.law())
    }

    /// The consent as the viewer may see it; `None` when it is not there.
    pub(super) async fn view(
        &mut self,
        conn: &mut Conn,
        consent: Consent,
    ) -> Result<Option<ConsentView>, Error> {
        let app = self.app;
        let tables = app.policies().tables();
        let mut revisions = consents::list_revisions(conn, consent.id).await?;
        let place = |number: i64| move |one: &&Revision| one.revision == number;
        let current = revisions.iter().find(place(consent.revision)).ok_or_else(|| {
            Error::Internal(format!("consent {} lacks a revision", consent.id).into())
        })?;
        let waiting = revisions.iter().find(|one| Some(one.revision) == consent.pending);
        let mut touches = current.touches.clone();
        touches.extend(waiting.iter().flat_map(|one| one.touches.iter().cloned()));
        if !self.granted.sees_consent(tables, (consent.id, consent.unit), &touches) {
            return Ok(None);
        }
        let approvals = consents::list_approvals(conn, consent.id).await?;
        let fields = tables.fields_of(&current.touches);
        let carried = self.behind(current, &approvals).carries(&fields, self.granted.law());
        let window = (current.valid_from, current.valid_until);
        let state = State::at(consent.standing, window, self.now, carried);
        let overview = !self.granted.is_family();
        let missing = if overview {
            Vec::new()
        } else {
            self.missing(conn, &consent, waiting.unwrap_or(current), state, &approvals).await?
        };
        let (mut words, mut heard_words) = (None, None);
        if !overview && (current.words_sealed.is_some() || current.heard_words_sealed.is_some()) {
            let key = app.vault.data_key(conn, consent.child.0).await?;
            let open = |place, sealed: &Option<Vec<u8>>| {
                sealed.as_ref().map(|sealed| app.vault.open_text(&key, place, sealed)).transpose()
            };
            let number = current.revision;
            words = open(Place::consent_words(consent.id, number), &current.words_sealed)?;
            let place = Place::consent_heard(consent.id, number);
            heard_words = open(place, &current.heard_words_sealed)?;
        }
        let between = |before: &Scope, after: &Scope| {
            let changes = before.changes(after, &self.own).into_iter();
            changes.filter_map(|change| change.without(&self.hidden)).collect()
        };
        let wider = waiting.map(|waiting| between(&current.scope(), &waiting.scope()));
        let scopes: Vec<_> = revisions.iter().map(Revision::scope).collect();
        let mut changes = vec![Vec::new()];
        changes.extend(scopes.windows(2).map(|two| match two {
            [before, after] => between(before, after),
            _ => Vec::new(),
        }));
        for revision in &mut revisions {
            revision.documents.retain(|id| !self.hidden.contains(id));
        }
        let excluded =
            if overview { Vec::new() } else { self.excluded(conn, &revisions, &consent).await? };
        let mut named = Vec::new();
        for approval in approvals {
            let name = self.names.person(conn, approval.person).await?;
            named.push((approval, name));
        }
        Ok(Some(ConsentView {
            state,
            unit_name: self.names.unit(conn, consent.unit).await?,
            last_use: log::find_last_use(conn, consent.id).await?,
            consent,
            revisions,
            changes,
            wider: wider.unwrap_or_default(),
            overview,
            words,
            heard_words,
            missing,
            excluded,
            approvals: if overview { Vec::new() } else { named },
        }))
    }

    /// Who is kept out, by name.
    async fn excluded(
        &mut self,
        conn: &mut Conn,
        revisions: &[Revision],
        consent: &Consent,
    ) -> Result<Vec<(Uuid, String)>, Error> {
        let counts = [Some(consent.revision), consent.pending];
        let mut named: Vec<(Uuid, String)> = Vec::new();
        for one in revisions.iter().filter(|one| counts.contains(&Some(one.revision))) {
            for person in &one.excluded_persons {
                named.push((person.0, self.names.person(conn, *person).await?));
            }
            for unit in &one.excluded_units {
                named.push((unit.0, self.names.unit(conn, *unit).await?));
            }
        }
        Ok(named)
    }

    /// Who has still to agree to what waits.
    async fn missing(
        &mut self,
        conn: &mut Conn,
        consent: &Consent,
        revision: &Revision,
        state: State,
        approvals: &[Approval],
    ) -> Result<Vec<(PersonId, String)>, Error> {
        let waits = matches!(state, State::Draft | State::AwaitingApproval | State::Frozen)
            || consent.pending.is_some();
        if !waits {
            return Ok(Vec::new());
        }
        let scope = (consent.child, consent.unit, consent.id);
        let stand = Stand::load(self.app, conn, scope, self.granted.law(), self.now).await?;
        let agreed: Vec<_> = approvals
            .iter()
            .filter(|one| one.revision == revision.carried_by && one.answer == "approved")
            .map(|one| one.person)
            .collect();
        let missing = stand.missing(self.app.policies().tables(), &revision.touches, &agreed);
        let mut named = Vec::new();
        for person in missing.people() {
            named.push((person, self.names.person(conn, person).await?));
        }
        Ok(named)
    }
}

/// A place in a list of consents, newest first.
pub type After = (Timestamp, ConsentId);

/// One page of a child's consents, newest first; where the next page begins;
/// the entry that tells of it.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn list(
    app: &App,
    actor: &Actor,
    child: ChildId,
    state: Option<State>,
    after: Option<After>,
    limit: usize,
) -> Result<(Vec<ConsentView>, Option<After>, i64), Error> {
    let ask = Ask::about(child).own_purpose();
    let permit = match app.gate.ask::<SeeConsents>(actor, ask).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let index = permit.index();
    let granted = permit.granted().clone();
    let listed = listed(app, granted, child, state, after, limit).await;
    let (views, next) = listed.map_err(|error| error.recorded(index))?;
    Ok((views, next, index))
}

/// The consents that somebody may see to whom seeing them, or copying the folder,
/// was granted.
pub(in crate::flows) async fn listed(
    app: &App,
    granted: Granted,
    child: ChildId,
    state: Option<State>,
    after: Option<After>,
    limit: usize,
) -> Result<(Vec<ConsentView>, Option<After>), Error> {
    let mut conn = app.db.read().await?;
    let mut viewer = Viewer::new(app, &mut conn, granted).await?;
    let mut after = after.unwrap_or((Timestamp::from_micros(i64::MAX), ConsentId(Uuid::max())));
    let mut views = Vec::new();
    // A cursor names a row that was shown, never one that may not be seen.
    let mut shown = after;
    loop {
        let rows = consents::list(&mut conn, child, after, 100).await?;
        let last_page = rows.len() < 100;
        for row in rows {
            let place = (row.created, row.id);
            after = place;
            let Some(one) = viewer.view(&mut conn, row).await? else { continue };
            if state.is_none_or(|state| state == one.state) {
                if views.len() == limit {
                    return Ok((views, Some(shown)));
                }
                views.push(one);
                shown = place;
            }
        }
        if last_page {
            return Ok((views, None));
        }
    }
}

/// A consent with its revisions and approvals, and the entry that tells of it.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn show(app: &App, actor: &Actor, id: ConsentId) -> Result<(ConsentView, i64), Error> {
    let ask = Ask::about(Target::Consent(id)).own_purpose();
    let permit = match app.gate.ask::<SeeConsents>(actor, ask).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let view = read(app, permit.granted(), id).await;
    Ok((view.map_err(|error| error.recorded(permit.index()))?, permit.index()))
}

/// A consent for the answer to the one who gave, changed or stopped it. Where
/// nothing changed just now, looking at it is asked for and recorded by itself.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn read_own(app: &App, actor: &Actor, own: &Own) -> Result<ConsentView, Error> {
    match &own.granted {
        Some(granted) => {
            read(app, granted, own.consent).await.map_err(|error| error.recorded(own.index))
        }
        None => Ok(show(app, actor, own.consent).await?.0),
    }
}

/// A consent as it stands, for those who may see it.
pub(super) async fn read(
    app: &App,
    granted: &Granted,
    id: ConsentId,
) -> Result<ConsentView, Error> {
    let mut conn = app.db.read().await?;
    let row = consents::find(&mut conn, id).await?.ok_or(Error::NotFound { index: None })?;
    let mut viewer = Viewer::new(app, &mut conn, granted.clone()).await?;
    viewer.view(&mut conn, row).await?.ok_or(Error::NotFound { index: None })
}
