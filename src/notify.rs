//! Notices: who is told of what, and on which way it leaves the service.
//!
//! [`tell`] is called inside the transaction of an act: it writes notices and
//! what is to be sent (`store::deliveries`), and nothing more. The [`worker`]
//! sends, outside of any transaction, again and again until it worked: at least
//! once, always under the same id. A mail server or webhook that does not answer
//! delays nothing but what is for itself.
//!
//! What the log tells of by itself needs no call: [`follow`] reads it behind the
//! acts. Outside the service a notice names no child, no diagnosis, no agency.

pub mod acts;
pub mod address;
pub mod digest;
pub mod follow;
pub mod mail;
pub mod sight;
pub mod webhook;
pub mod words;
pub mod worker;

use crate::domain::agency::MembershipState;
use crate::domain::notice::{Channel, How, Kind, Urgency};
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, RequestId, Timestamp};
use crate::store::deliveries::{self, New as Delivery};
use crate::store::notices::{self, Notice};
use crate::store::{
    Conn, StoreError, Tx, agencies, children, consents, contacts, people, webhooks,
};
use std::collections::BTreeSet;

/// Days after which sending is given up; the inbox keeps the notice.
pub const GIVE_UP_DAYS: i64 = 7;

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// One person.
    Person(PersonId),
    /// The child's guardians in force and the young person with a login.
    Family(ChildId),
    /// The child's guardians in force.
    Guardians(ChildId),
    /// The confirmed members of a unit whom the notice's consent does not
    /// exclude, and its programs and those of the bodies above it.
    Unit(AgencyId),
}

/// A new notice.
#[derive(Clone, Debug)]
pub struct New {
    /// What of.
    pub kind: Kind,
    /// Who is told.
    pub to: To,
    /// Who is not, though belonging there: who did it, from whom it is shielded.
    pub except: Vec<PersonId>,
    /// Whose folder. A unit is never told of it: it knows its consents.
    pub child: Option<ChildId>,
    /// Which unit did something or is concerned.
    pub by_unit: Option<AgencyId>,
    /// Which consent.
    pub consent: Option<ConsentId>,
    /// Which document.
    pub document: Option<DocumentId>,
    /// Which request.
    pub request: Option<RequestId>,
    /// Log entry that tells of it: `tx.next_index()` before it is appended.
    pub index: Option<i64>,
    /// When it happened; now if `None`.
    pub at: Option<Timestamp>,
    /// Shown and sent from then on; at once if `None`.
    pub from: Option<Timestamp>,
    /// Each recipient is told of the kind once under this key. The entry's index
    /// serves where nothing is given; then [`New::index`] must be.
    pub key: Option<String>,
}

impl New {
    /// A notice of this kind for these.
    #[must_use]
    pub fn of(kind: Kind, to: To) -> Self {
        Self {
            kind,
            to,
            except: Vec::new(),
            child: None,
            by_unit: None,
            consent: None,
            document: None,
            request: None,
            index: None,
            at: None,
            from: None,
            key: None,
        }
    }

    fn key(&self) -> Result<String, StoreError> {
        match (&self.key, self.index) {
            (Some(key), _) => Ok(key.clone()),
            (None, Some(index)) => Ok(index.to_string()),
            (None, None) => Err(StoreError::Job("a notice without a key")),
        }
    }
}

/// One who is told, and in what capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Recipient {
    person: Option<PersonId>,
    unit: Option<AgencyId>,
}

/// Tells of something, in the transaction of the act: the notice is there if the
/// act is, and not if it is not. Telling the same again tells nobody. The persons
/// who are told now.
///
/// # Errors
/// When it cannot be written.
pub async fn tell(tx: &mut Tx, new: New) -> Result<Vec<PersonId>, StoreError> {
    let key = new.key()?;
    let hooks = match new.to {
        To::Unit(unit) => hooks_of(tx, unit).await?,
        _ => Vec::new(),
    };
    let mut told = Vec::new();
    for recipient in recipients(tx, &new, !hooks.is_empty()).await? {
        let (now, id) = (tx.now(), tx.entropy().uuid());
        let created = new.at.unwrap_or(now);
        let notice = Notice {
            id,
            person: recipient.person,
            unit: recipient.unit,
            kind: new.kind,
            child: new.child.filter(|_| recipient.unit.is_none()),
            by_unit: new.by_unit,
            consent: new.consent,
            document: new.document,
            request: new.request,
            index: new.index.filter(|_| recipient.unit.is_none()),
            urgent: new.kind.urgency() > Urgency::Daily,
            created,
            shown_from: new.from.unwrap_or(created).max(created),
            seen: None,
        };
        let whom = match recipient {
            Recipient { person: Some(person), unit: None } => format!("{person}"),
            Recipient { person: Some(person), unit: Some(unit) } => format!("{person}@{unit}"),
            Recipient { person: None, unit } => format!("@{unit:?}"),
        };
        if !notices::insert(tx, &notice, &format!("{}/{key}/{whom}", new.kind.code())).await? {
            continue;
        }
        told.extend(recipient.person);
        match recipient.person {
            Some(person) => send_mail(tx, person, &notice).await?,
            None => {
                for hook in &hooks {
                    let new = delivery(tx, &notice, Channel::Webhook, *hook);
                    deliveries::insert(tx, &new, &format!("webhook/{id}/{hook}")).await?;
                }
            }
        }
    }
    Ok(told)
}

fn delivery(tx: &Tx, notice: &Notice, channel: Channel, target: uuid::Uuid) -> Delivery {
    let due = notice.shown_from.max(notice.created);
    Delivery {
        notice: (channel == Channel::Webhook).then_some(notice.id),
        channel,
        target,
        due,
        expires: due.max(tx.now()).plus_days(GIVE_UP_DAYS),
    }
}

/// Puts a mail into the outbox, as the person wants it.
async fn send_mail(tx: &mut Tx, person: PersonId, notice: &Notice) -> Result<(), StoreError> {
    let Some(how) = contacts::find_how(tx, person).await? else { return Ok(()) };
    let channel = match (how, notice.kind.urgency()) {
        (How::Off, _) => return Ok(()),
        (_, Urgency::Alarm) | (How::AtOnce, Urgency::AtOnce) => Channel::Mail,
        (How::Daily, Urgency::AtOnce) | (How::AtOnce | How::Daily, Urgency::Daily) => {
            Channel::Digest
        }
    };
    let new = delivery(tx, notice, channel, person.0);
    deliveries::insert_or_join(tx, &new, &format!("{}/{}", channel.code(), notice.id)).await
}

/// The programs that are called for a unit: its own and those of bodies above.
async fn hooks_of(conn: &mut Conn, unit: AgencyId) -> Result<Vec<uuid::Uuid>, StoreError> {
    let mut bodies = vec![unit];
    bodies.extend(agencies::above(conn, unit).await?);
    let mut found = Vec::new();
    for body in bodies {
        let own = webhooks::list_of(conn, body).await?;
        found.extend(own.into_iter().filter(|hook| hook.active).map(|hook| hook.id));
    }
    Ok(found)
}

async fn recipients(
    conn: &mut Tx,
    new: &New,
    has_hooks: bool,
) -> Result<Vec<Recipient>, StoreError> {
    let now = conn.now();
    let own = |person| Recipient { person: Some(person), unit: None };
    let mut found = Vec::new();
    match new.to {
        To::Person(person) => {
            // The log may name somebody who is not registered any more, or not yet.
            if people::find_person(conn, person).await?.is_some() {
                found.push(own(person));
            }
        }
        To::Family(child) | To::Guardians(child) => {
            let mut family: BTreeSet<PersonId> = guardians(conn, child, now).await?;
            if let To::Family(_) = new.to {
                family.extend(children::find(conn, child).await?.and_then(|child| child.person));
            }
            found.extend(family.into_iter().map(own));
        }
        To::Unit(unit) if agencies::find(conn, unit).await?.is_none() => {}
        To::Unit(unit) => {
            let (persons, units) = match new.consent {
                Some(consent) => excluded(conn, consent).await?,
                None => (Vec::new(), Vec::new()),
            };
            if units.contains(&unit) {
                return Ok(Vec::new());
            }
            let members = people::list_members(conn, unit).await?;
            let mut members: BTreeSet<PersonId> = members
                .into_iter()
                .filter(|one| one.state == MembershipState::Confirmed)
                .filter(|one| is_within(one.from, one.until, now))
                .map(|one| one.person)
                .collect();
            members.retain(|person| !persons.contains(person));
            found.extend(
                members
                    .into_iter()
                    .map(|person| Recipient { person: Some(person), unit: Some(unit) }),
            );
            if has_hooks {
                found.push(Recipient { person: None, unit: Some(unit) });
            }
        }
    }
    found.retain(|one| one.person.is_none_or(|person| !new.except.contains(&person)));
    Ok(found)
}

/// The verified guardians of a child who are in force.
async fn guardians(
    conn: &mut Conn,
    child: ChildId,
    now: Timestamp,
) -> Result<BTreeSet<PersonId>, StoreError> {
    let all = people::list_guardianships_of_child(conn, child).await?;
    let in_force =
        all.into_iter().filter(|one| one.verified.is_some() && is_within(one.from, one.until, now));
    Ok(in_force.map(|one| one.person).collect())
}

/// Whom the newest revision of a consent excludes.
async fn excluded(
    conn: &mut Conn,
    consent: ConsentId,
) -> Result<(Vec<PersonId>, Vec<AgencyId>), StoreError> {
    let newest = consents::list_revisions(conn, consent).await?.pop();
    Ok(newest.map(|one| (one.excluded_persons, one.excluded_units)).unwrap_or_default())
}

fn is_within(from: Timestamp, until: Option<Timestamp>, now: Timestamp) -> bool {
    from <= now && until.is_none_or(|until| now < until)
}
