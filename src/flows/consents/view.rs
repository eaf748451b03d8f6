//! Consents as the family sees them.

use super::super::App;
use super::super::error::Error;
use super::super::names::Names;
use crate::domain::question::Standing;
use crate::domain::{ChildId, ConsentId, Timestamp};
use crate::gate::action::SeeConsents;
use crate::gate::{Answer, Ask};
use crate::identity::Actor;
use crate::store::consents::{self, Approval, Consent, Revision};
use crate::store::facts::Target;
use crate::store::{Conn, log};
use crate::vault::fields::Place;
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
    /// What follows from the stored standing, the window and `now`.
    #[must_use]
    pub fn at(standing: Standing, from: Timestamp, until: Timestamp, now: Timestamp) -> Self {
        match standing {
            Standing::Draft => Self::Draft,
            Standing::AwaitingApproval => Self::AwaitingApproval,
            Standing::Frozen => Self::Frozen,
            Standing::Revoked => Self::Revoked,
            Standing::Replaced => Self::Replaced,
            Standing::Declined => Self::Declined,
            Standing::Lapsed => Self::Lapsed,
            Standing::HandedBack => Self::HandedBack,
            Standing::UsedUp => Self::UsedUp,
            Standing::Approved if now < from => Self::NotYet,
            Standing::Approved if now >= until => Self::Expired,
            Standing::Approved => Self::InForce,
        }
    }
}

/// A consent that the caller has just given or stopped, or had before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own {
    /// Which.
    pub consent: ConsentId,
    /// Entry that tells of it.
    pub index: i64,
    /// Was it so already?
    pub repeated: bool,
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
    /// Free words of the newest revision.
    pub words: Option<String>,
    /// Answers of the givers, with their names.
    pub approvals: Vec<(Approval, String)>,
    /// When it was last used for opening something.
    pub last_use: Option<(i64, Timestamp)>,
}

impl ConsentView {
    /// The newest revision.
    #[must_use]
    pub fn newest(&self) -> Option<&Revision> {
        self.revisions.last()
    }
}

async fn view(
    app: &App,
    conn: &mut Conn,
    names: &mut Names<'_>,
    consent: Consent,
) -> Result<ConsentView, Error> {
    let revisions = consents::list_revisions(conn, consent.id).await?;
    let newest = revisions
        .last()
        .ok_or_else(|| Error::Internal(format!("consent {} has no revision", consent.id).into()))?;
    let now = app.clock.now();
    let state = State::at(consent.standing, newest.valid_from, newest.valid_until, now);
    let words = match &newest.words_sealed {
        Some(sealed) => {
            let key = app.vault.data_key(conn, consent.child.0).await?;
            let place = Place::consent_words(consent.id, newest.revision);
            Some(app.vault.open_text(&key, place, sealed)?)
        }
        None => None,
    };
    let mut approvals = Vec::new();
    for approval in consents::list_approvals(conn, consent.id).await? {
        let name = names.person(conn, approval.person).await?;
        approvals.push((approval, name));
    }
    Ok(ConsentView {
        state,
        unit_name: names.unit(conn, consent.unit).await?,
        last_use: log::find_last_use(conn, consent.id).await?,
        consent,
        revisions,
        words,
        approvals,
    })
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
    let permit = match app.gate.ask::<SeeConsents>(actor, Ask::about(child)).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let index = permit.index();
    let (views, next) =
        listed(app, child, state, after, limit).await.map_err(|error| error.recorded(index))?;
    Ok((views, next, index))
}

async fn listed(
    app: &App,
    child: ChildId,
    state: Option<State>,
    after: Option<After>,
    limit: usize,
) -> Result<(Vec<ConsentView>, Option<After>), Error> {
    let mut conn = app.db.read().await?;
    let mut names = Names::new(app);
    let mut after = after.unwrap_or((Timestamp::from_micros(i64::MAX), ConsentId(Uuid::max())));
    let mut views = Vec::new();
    loop {
        let rows = consents::list(&mut conn, child, after, 100).await?;
        let last_page = rows.len() < 100;
        for row in rows {
            let place = (row.created, row.id);
            let one = view(app, &mut conn, &mut names, row).await?;
            if state.is_none_or(|state| state == one.state) {
                if views.len() == limit {
                    return Ok((views, Some(after)));
                }
                views.push(one);
            }
            after = place;
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
    let ask = Ask::about(Target::Consent(id));
    let permit = match app.gate.ask::<SeeConsents>(actor, ask).await? {
        Answer::Permit(permit) => permit,
        Answer::Refusal(refusal) => return Err(refusal.into()),
    };
    let view = read(app, id).await.map_err(|error| error.recorded(permit.index()))?;
    Ok((view, permit.index()))
}

/// A consent for the answer to the one who gave or stopped it. Where nothing
/// changed just now, looking at it is asked for and recorded by itself.
///
/// # Errors
/// Refusals, and what the stores say.
pub async fn read_own(app: &App, actor: &Actor, own: &Own) -> Result<ConsentView, Error> {
    if own.repeated {
        return Ok(show(app, actor, own.consent).await?.0);
    }
    read(app, own.consent).await.map_err(|error| error.recorded(own.index))
}

/// A consent as it stands, for those who may see it.
pub(super) async fn read(app: &App, id: ConsentId) -> Result<ConsentView, Error> {
    let mut conn = app.db.read().await?;
    let row = consents::find(&mut conn, id).await?.ok_or(Error::NotFound { index: None })?;
    let mut names = Names::new(app);
    view(app, &mut conn, &mut names, row).await
}
