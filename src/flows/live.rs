//! News while somebody looks: that something is new in a folder or among the notices,
//! never what. The page then asks for itself, and that is what the log tells of.

use super::App;
use super::error::Error;
use crate::domain::entry::Kind;
use crate::domain::{AgencyId, ConsentId, DocumentId, RequestId};
use crate::gate::About;
use crate::identity::Actor;
use crate::notify::sight;
use crate::store::log::{DEFAULT_LOG, EntryRow};
use crate::store::search::{self, Filter};
use crate::store::{notices, people};
use std::time::Duration;
use tokio::sync::watch;

/// Entries of one folder that are looked at in one turn.
const LOOKED: i64 = 500;

/// Acts that somebody who looks on wants to see at once. Looking is none of them: two
/// who look would keep each other busy.
const ACTS: [Kind; 15] = [
    Kind::Opened,
    Kind::Stored,
    Kind::Replaced,
    Kind::Erased,
    Kind::ConsentGranted,
    Kind::ConsentApproved,
    Kind::ConsentDeclined,
    Kind::ConsentRevised,
    Kind::ConsentRevoked,
    Kind::ConsentFrozen,
    Kind::ConsentHandedBack,
    Kind::ConsentLapsed,
    Kind::RequestSent,
    Kind::RequestWithdrawn,
    Kind::RequestReminded,
];

/// How much is new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Acts of others in the own folders, since the last time.
    pub acts: usize,
    /// Notices that wait unseen.
    pub unseen: usize,
}

/// Rings for every listener of this process when the log has grown, whichever process
/// has written it.
#[derive(Debug)]
pub struct Bell(watch::Sender<i64>);

impl Default for Bell {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

/// Looks whether the log has grown, if anybody listens.
///
/// # Errors
/// What the store says.
pub async fn look_out(app: &App) -> Result<(), Error> {
    let Bell(bell) = &*app.bell;
    if bell.receiver_count() > 0 {
        let mut conn = app.db.read().await?;
        let size = notices::log_size(&mut conn, DEFAULT_LOG).await?;
        bell.send_if_modified(|known| std::mem::replace(known, size) != size);
    }
    Ok(())
}

/// What one listener knows already.
#[derive(Debug)]
pub struct Listener {
    app: App,
    actor: Actor,
    bell: watch::Receiver<i64>,
    seen: i64,
    unseen: usize,
}

impl Listener {
    /// Listens from now on.
    ///
    /// # Errors
    /// What the store says.
    pub async fn new(app: &App, actor: &Actor) -> Result<Self, Error> {
        let mut conn = app.db.read().await?;
        let seen = notices::log_size(&mut conn, DEFAULT_LOG).await?;
        let now = app.clock.now();
        let unseen = sight::unseen(&app.gate, &mut conn, actor.person(), now).await?;
        let bell = app.bell.0.subscribe();
        Ok(Self { app: app.clone(), actor: actor.clone(), bell, seen, unseen })
    }

    /// Waits for news, for at most `wait`; none when there are none by then.
    ///
    /// # Errors
    /// What the store says.
    pub async fn next(&mut self, wait: Duration) -> Result<Option<News>, Error> {
        let end = tokio::time::Instant::now() + wait;
        loop {
            match tokio::time::timeout_at(end, self.bell.changed()).await {
                Ok(Ok(())) => {}
                // The bell lives as long as the program.
                Ok(Err(_)) | Err(_) => return Ok(None),
            }
            if let Some(news) = self.look().await? {
                return Ok(Some(news));
            }
        }
    }

    async fn look(&mut self) -> Result<Option<News>, Error> {
        let (app, person) = (&self.app, self.actor.person());
        let mut conn = app.db.read().await?;
        let size = notices::log_size(&mut conn, DEFAULT_LOG).await?;
        if size <= self.seen {
            return Ok(None);
        }
        let now = app.clock.now();
        let mut acts = 0;
        for child in people::list_children_of(&mut conn, person).await? {
            let filter = Filter {
                child: Some(child),
                above: Some(self.seen),
                below: Some(size),
                ..Filter::default()
            };
            let theirs = |row: &EntryRow| row.actor.is_some_and(|actor| actor != person.0);
            let mut rows = search::page(&mut conn, DEFAULT_LOG, &filter, LOOKED).await?;
            rows.retain(|row| theirs(row) && is_act(row));
            if rows.is_empty() {
                continue;
            }
            let hearing = app.gate.hearing(&mut conn, (person, child), now).await?;
            acts += rows.iter().filter(|row| app.gate.hears(&hearing, &about(row))).count();
        }
        let unseen = sight::unseen(&app.gate, &mut conn, person, now).await?;
        let more = unseen > self.unseen;
        self.seen = size;
        self.unseen = unseen;
        Ok((acts > 0 || more).then_some(News { acts, unseen }))
    }
}

fn is_act(row: &EntryRow) -> bool {
    row.of_idx.is_none() && ACTS.iter().any(|kind| row.kind == kind.code())
}

/// What an entry is about, as far as it may be hidden from somebody.
fn about(row: &EntryRow) -> About {
    About {
        entry: Some(row.idx),
        unit: row.unit.map(AgencyId),
        document: row.document.map(DocumentId),
        consent: row.consent.map(ConsentId),
        request: row.request.map(RequestId),
        // Emergencies are none of the acts; notices tell of them.
        emergency: false,
    }
}
