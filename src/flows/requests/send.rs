//! Sending a request. What is done for a child that nobody knows is the same,
//! statement by statement, as for one that somebody does.

use super::super::App;
use super::super::consents::terms::{self, Terms};
use super::super::error::{Error, Invalid};
use super::detail;
use super::view::Own;
use crate::domain::pid::Pid;
use crate::domain::question::{ConsentAction, Standing};
use crate::domain::request::{Cap, Stored, until_fewer};
use crate::domain::text::Words;
use crate::domain::time::{DAY_MICROS, SECOND_MICROS};
use crate::domain::{AgencyId, ChildId, ConsentId, RequestId, Timestamp};
use crate::gate::action::SendRequest;
use crate::gate::{Ask, Did, Done, Granted, Once};
use crate::identity::Actor;
use crate::store::consents::{self, Consent};
use crate::store::facts::Target;
use crate::store::requests::{self, Named, Request};
use crate::store::{Conn, Tx, children, keys};
use crate::vault::fields::Place;
use crate::vault::keys::pid_index;

/// Whom a request is about, as the unit names it.
#[derive(Debug, Clone)]
pub enum Addressed {
    /// A child that has been shared with the unit.
    Id(ChildId),
    /// A person number.
    Number(Pid),
    /// The child of the consent that is to be renewed.
    Renewed,
}

/// What a unit asks for.
#[derive(Debug, Clone)]
pub struct Asking {
    /// Whom it is about.
    pub child: Addressed,
    /// The unit that asks.
    pub unit: AgencyId,
    /// Purpose code; of a renewal the consent's.
    pub purpose: Option<String>,
    /// Categories; of a renewal those of the consent, when there are none.
    pub categories: Vec<String>,
    /// Until when the unit wants to see them.
    pub until: Timestamp,
    /// Words to the family.
    pub words: Option<Words>,
    /// The consent that is to be renewed.
    pub renews: Option<ConsentId>,
}

/// Sends a request in the name of a unit.
///
/// # Errors
/// Refusals; [`Error::Invalid`]; [`Error::TooOften`] where a cap is full.
pub async fn send(
    app: &App,
    actor: &Actor,
    asking: Asking,
    once: Option<String>,
) -> Result<Own, Error> {
    let wanted = if asking.renews.is_none() {
        Some(checked(app, asking.purpose.as_deref(), &asking)?)
    } else {
        known_purpose(app, asking.purpose.as_deref())?;
        None
    };
    let named = named(app, &asking.child).await?;
    let once = once.map(|key| fingerprint(key, &asking, named));
    let (with, who) = (app.clone(), actor.clone());
    let id = RequestId(app.entropy().uuid());
    let unit = asking.unit;
    let ask = Ask::about(Target::Unit(unit)).purpose(asking.purpose.clone());
    let changed = app
        .gate
        .change::<SendRequest, _, Error, _>(actor, ask, once, move |tx, granted| {
            Box::pin(async move {
                let sending = Sending { app: &with, actor: &who, id, asking, wanted };
                let request = sending.run(tx, &granted, named).await?;
                // The child's agency is the unit's own, which the entry has already.
                let detail = detail(tx, &request).await?;
                Ok(Did::Change(Done::new((id, Some(granted)), id.to_string(), detail)))
            })
        })
        .await?;
    Own::of(changed)
}

/// The child as the rows know it; `None` for the one of a consent.
async fn named(app: &App, child: &Addressed) -> Result<Option<Named>, Error> {
    match child {
        Addressed::Renewed => Ok(None),
        Addressed::Id(id) => Ok(Some(Named::Id(*id))),
        Addressed::Number(pid) => {
            if app.is_demo() && !pid.is_synthetic() {
                return Err(Invalid::new(
                    "person-number-not-synthetic",
                    "child",
                    "The demonstration takes invented numbers only (months + 80).",
                )
                .into());
            }
            let mut conn = app.db.read().await?;
            let directory = app.vault.data_key(&mut conn, keys::DIRECTORY).await?;
            Ok(Some(Named::Number(pid_index(&directory, pid.as_str()))))
        }
    }
}

/// Of the number only its keyed form goes into a hash that is stored.
fn fingerprint(key: String, asking: &Asking, named: Option<Named>) -> Once {
    let child = match named {
        None => Vec::new(),
        Some(Named::Id(id)) => id.0.as_bytes().to_vec(),
        Some(Named::Number(index)) => index.to_vec(),
    };
    let renews = asking.renews.map_or(uuid::Uuid::nil(), |id| id.0);
    let text = |text: Option<&str>| text.unwrap_or_default().as_bytes().to_vec();
    let parts = [
        b"request".to_vec(),
        child,
        asking.unit.0.as_bytes().to_vec(),
        text(asking.purpose.as_deref()),
        asking.categories.join(" ").into_bytes(),
        asking.until.as_micros().to_be_bytes().to_vec(),
        text(asking.words.as_ref().map(Words::as_str)),
        renews.as_bytes().to_vec(),
    ];
    Once::of(key, parts.iter().map(Vec::as_slice))
}

/// What is asked for, once it is known to make sense.
struct Wanted {
    purpose: String,
    categories: Vec<String>,
    touches: Vec<String>,
}

/// A purpose that is named exists, also where the consent says which it is.
fn known_purpose(app: &App, purpose: Option<&str>) -> Result<(), Invalid> {
    let tables = app.policies().tables();
    if purpose.is_none_or(|code| tables.purpose(code).is_some()) {
        return Ok(());
    }
    Err(terms::unknown_purpose())
}

/// Checks what needs no transaction.
fn checked(app: &App, purpose: Option<&str>, asking: &Asking) -> Result<Wanted, Invalid> {
    let purpose = purpose.ok_or_else(|| {
        Invalid::new("field-missing", "purpose", "Say what it is for: GET /api/v1/purposes.")
    })?;
    if asking.categories.is_empty() {
        return Err(Invalid::new("nothing-covered", "categories", "Name at least one category."));
    }
    let terms = Terms {
        documents: Vec::new(),
        categories: asking.categories.clone(),
        also_later: false,
        actions: vec![ConsentAction::Open],
        once: false,
        excluded_persons: Vec::new(),
        excluded_units: Vec::new(),
        valid_from: None,
        valid_until: asking.until,
        words: None,
        heard: None,
        heard_words: None,
    };
    let categories = terms::check(app, purpose, terms)?.categories;
    Ok(Wanted { purpose: purpose.to_owned(), touches: categories.clone(), categories })
}

/// A request that is about to be written down.
struct Sending<'a> {
    app: &'a App,
    actor: &'a Actor,
    id: RequestId,
    asking: Asking,
    wanted: Option<Wanted>,
}

impl Sending<'_> {
    /// Inside the transaction: who is meant, whether that is somebody else than the
    /// one who asks, and whether the caps have room.
    async fn run(
        mut self,
        tx: &mut Tx,
        granted: &Granted,
        named: Option<Named>,
    ) -> Result<Request, Error> {
        let (app, now) = (self.app, tx.now());
        let renewed = self.renewed(tx, now).await?;
        let named = match (named, &renewed) {
            (Some(Named::Id(id)), Some((consent, _))) if id != consent.child => {
                return Err(unknown_child().into());
            }
            (_, Some((consent, _))) => Named::Id(consent.child),
            (Some(named), None) => named,
            (None, None) => return Err(unknown_child().into()),
        };
        let child = match named {
            Named::Number(index) => {
                children::find_by_number(tx, &index).await?.map(|child| child.id)
            }
            Named::Id(id) => {
                if renewed.is_none() && !self.knows(tx, (id, None), now).await? {
                    return Err(unknown_child().into());
                }
                Some(id)
            }
        };
        let wanted = self.wanted.take().or(renewed.map(|(_, wanted)| wanted));
        let wanted = wanted.ok_or_else(unknown_child)?;
        if requests::is_own(tx, child, granted.person()).await? {
            return Err(Invalid::new(
                "request-to-oneself",
                "child",
                "You belong to this family. Let a colleague ask, in whatever capacity you work.",
            )
            .into());
        }
        let of_until = |invalid: Invalid| Invalid { field: "until", ..invalid };
        if self.asking.until <= now {
            let detail = "The end lies in the past. Choose a later time.";
            return Err(Invalid::new("valid-until-past", "until", detail).into());
        }
        terms::longest(app, &wanted.purpose, now, self.asking.until).map_err(of_until)?;
        self.has_room(tx, named, now).await?;
        let words_sealed = self.words(tx, child).await?;
        let days = app.policies().tables().terms.request_days;
        let request = Request {
            id: self.id,
            child,
            by_id: matches!(named, Named::Id(_)),
            unit: self.asking.unit,
            purpose: wanted.purpose,
            categories: wanted.categories,
            touches: wanted.touches,
            until: self.asking.until,
            words_sealed,
            renews: self.asking.renews,
            state: Stored::Sent,
            in_part: false,
            created: now,
            created_by: granted.person(),
            index: tx.next_index(),
            lapses: now.plus_days(days),
            seen: None,
            reminders: 0,
            reminded: None,
            answered: None,
            answered_by: None,
            answered_index: None,
            consent: None,
            revision: None,
            given: None,
        };
        requests::insert(tx, &request, named).await?;
        Ok(request)
    }

    /// The words, sealed under the child's key. Without a child they are sealed all
    /// the same, under another key, and dropped.
    async fn words(&self, tx: &mut Tx, child: Option<ChildId>) -> Result<Option<Vec<u8>>, Error> {
        let app = self.app;
        let owner = child.map_or(keys::DIRECTORY, |id| id.0);
        let key = app.vault.data_key(tx, owner).await?;
        let place = Place::request_words(self.id);
        let words = self.asking.words.as_ref();
        let sealed =
            words.map(|words| app.vault.seal_text(&key, place, words.as_str())).transpose()?;
        Ok(sealed.filter(|_| child.is_some()))
    }

    /// The consent that is to be renewed, and what is asked for by that.
    async fn renewed(
        &self,
        conn: &mut Conn,
        now: Timestamp,
    ) -> Result<Option<(Consent, Wanted)>, Error> {
        let Some(id) = self.asking.renews else { return Ok(None) };
        let unknown = || {
            let detail = "There is no such consent to your unit.";
            Error::from(Invalid::new("unknown-consent", "renews", detail))
        };
        let consent = consents::find(conn, id).await?.ok_or_else(unknown)?;
        let which = (consent.child, Some(id));
        if consent.unit != self.asking.unit || !self.knows(conn, which, now).await? {
            return Err(unknown());
        }
        if matches!(consent.standing, Standing::Revoked | Standing::Frozen | Standing::Replaced) {
            return Err(Error::Conflict {
                code: "consent-not-renewable",
                detail: "The family has stopped this consent, or has to decide anew. Ask without \
                         `renews`.",
            });
        }
        let asked = self.asking.purpose.as_ref();
        if asked.is_some_and(|purpose| *purpose != consent.purpose) {
            let detail = "A renewal is for the purpose of the consent. Leave it out.";
            return Err(Invalid::new("other-purpose", "purpose", detail).into());
        }
        let revisions = consents::list_revisions(conn, id).await?;
        let current = revisions.into_iter().find(|one| one.revision == consent.revision);
        let current =
            current.ok_or_else(|| Error::Internal("a consent lacks a revision".into()))?;
        if consent.standing == Standing::Approved && self.asking.until <= current.valid_until {
            let detail = "The consent lasts until then already. Ask for a later end.";
            return Err(Invalid::new("until-not-later", "until", detail).into());
        }
        let wanted = if self.asking.categories.is_empty() {
            Wanted {
                purpose: consent.purpose.clone(),
                categories: current.categories,
                touches: current.touches,
            }
        } else {
            checked(self.app, Some(&consent.purpose), &self.asking)?
        };
        Ok(Some((consent, wanted)))
    }

    /// Has the one who asks been told of this child, by this consent?
    async fn knows(
        &self,
        conn: &mut Conn,
        which: (ChildId, Option<ConsentId>),
        now: Timestamp,
    ) -> Result<bool, Error> {
        Ok(self.app.gate.knows(conn, self.actor, self.asking.unit, which, now).await?)
    }

    /// Is there room for one more? The rows of a child that nobody knows count as
    /// those of any other. Requests by id and by number are counted apart: one cap
    /// for both would tell which number belongs to which folder.
    async fn has_room(&self, tx: &mut Tx, named: Named, now: Timestamp) -> Result<(), Error> {
        let terms = &self.app.policies().tables().terms;
        let unit = self.asking.unit;
        let day = Cap { most: terms.requests_a_day, period: DAY_MICROS };
        let sent = requests::list_sent(tx, unit, now.plus_micros(-day.period)).await?;
        if let Some(until) = day.full_until(&sent, now) {
            return Err(too_often(
                "request-cap-day",
                "Your unit has sent as many requests as it may in a day.",
                (now, until),
            ));
        }
        let period = terms.request_period_days.saturating_mul(DAY_MICROS);
        let period = Cap { most: terms.requests_in_period, period };
        let since = now.plus_micros(-period.period);
        let counted = requests::list_counted(tx, unit, named, since, now).await?;
        let open = counted.iter().filter(|one| one.life().is_open(now));
        let ends = open.map(|one| one.lapses).collect();
        if let Some(until) = until_fewer(ends, terms.requests_open) {
            return Err(too_often(
                "request-cap-open",
                "So many requests of your unit wait for an answer about this child that no more \
                 may be sent. Wait, or take one back.",
                (now, until),
            ));
        }
        let sent: Vec<Timestamp> = counted.iter().map(|one| one.created).collect();
        match period.full_until(&sent, now) {
            None => Ok(()),
            Some(until) => Err(too_often(
                "request-cap-period",
                "Your unit has sent as many requests about this child as it may for some time.",
                (now, until),
            )),
        }
    }
}

fn unknown_child() -> Invalid {
    Invalid::new(
        "unknown-child",
        "child",
        "Name a child that has been shared with your unit, or a person number.",
    )
}

/// It may be done again at `until`.
pub(super) fn too_often(
    code: &'static str,
    detail: &'static str,
    (now, until): (Timestamp, Timestamp),
) -> Error {
    let micros = until.as_micros().saturating_sub(now.as_micros());
    let secs = micros.saturating_add(SECOND_MICROS - 1) / SECOND_MICROS;
    Error::TooOften { code, detail, wait_secs: u32::try_from(secs.max(1)).unwrap_or(u32::MAX) }
}
