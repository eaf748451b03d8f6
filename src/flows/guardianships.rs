//! Guardianships, by operators, at the console or from a page, by four eyes: one operator enters
//! what was seen, another confirms it. Ending one looks at every consent again
//! that it carried.

pub mod evidence;
pub mod seen;

use super::App;
use super::consents::life;
use super::error::{Error, Invalid};
use super::operators::{self, Acted, Hand};
use crate::domain::entry::Kind;
use crate::domain::time::DAY_MICROS;
use crate::domain::{ChildId, GuardianshipId, PersonId, Reason, Timestamp};
use crate::gate::Detail;
use crate::gate::system::About;
use crate::store::people::{self, Guardianship};
use crate::store::{Tx, children};
use evidence::Seen;

/// A guardianship that an operator enters.
#[derive(Debug, Clone)]
pub struct NewGuardianship {
    /// Over whom.
    pub child: ChildId,
    /// Whose.
    pub person: PersonId,
    /// Kind code from `guardianships.toml`.
    pub kind: String,
    /// Code of what the operator has seen.
    pub evidence: String,
    /// In force from, included.
    pub from: Timestamp,
    /// In force until, excluded; `None` while it lasts.
    pub until: Option<Timestamp>,
}

fn about(by: PersonId, child: ChildId, person: PersonId, state: &str) -> About {
    About {
        reason: Some(state.to_owned()),
        child: Some(child),
        by: Some(by),
        detail: Detail { person: Some(person), ..Detail::default() },
    }
}

/// Is this somebody who runs the installation, now?
pub(super) async fn must_be_operator(tx: &mut Tx, by: PersonId) -> Result<(), Error> {
    let now = tx.now();
    let appointments = people::list_appointments(tx, by).await?;
    let is_operator = appointments.iter().any(|one| {
        one.role == "operator" && one.from <= now && one.until.is_none_or(|until| now < until)
    });
    if is_operator {
        return Ok(());
    }
    let detail = "Name an operator. `samflyt person appoint` makes one.";
    Err(Invalid::new("not-an-operator", "by", detail).into())
}

/// Nobody decides who has a say in the own family: neither for oneself nor, in a
/// quarrel, for the other parent.
async fn is_own(
    tx: &mut Tx,
    by: PersonId,
    (child, person): (ChildId, PersonId),
) -> Result<bool, Error> {
    Ok(person == by || people::list_children_of(tx, by).await?.contains(&child))
}

/// The no to it: an entry of the log names whose guardianship it is.
fn own(by: PersonId, (child, person): (ChildId, PersonId)) -> Acted<Error> {
    let error = Error::Conflict {
        code: "own-guardianship",
        detail: "Nobody enters, confirms or ends a guardianship in the own family. Another \
                 operator must.",
    };
    Acted::Against(Reason::Excluded, Box::new(about(by, child, person, "")), error)
}

/// Enters a guardianship. It gives nothing until another operator has confirmed
/// it.
///
/// # Errors
/// [`Error::NotFound`] when the child is unknown; [`Error::Invalid`];
/// [`Error::Conflict`] when it overlaps with one of the same person, or is the
/// operator's own.
pub async fn enter(
    app: &App,
    by: impl Into<Hand>,
    new: NewGuardianship,
) -> Result<GuardianshipId, Error> {
    let hand = by.into();
    let by = hand.person();
    let tables = app.policies().tables();
    let kind = tables.guardianships.iter().find(|kind| kind.code == new.kind);
    let kind = kind.ok_or_else(|| {
        let known: Vec<_> = tables.guardianships.iter().map(|kind| kind.code.as_str()).collect();
        Invalid::new("unknown-kind", "kind", format!("Choose one of {}.", known.join(", ")))
    })?;
    if !kind.evidence.contains(&new.evidence) {
        return Err(Invalid::new(
            "evidence-does-not-fit",
            "evidence",
            format!("For this kind the evidence is one of {}.", kind.evidence.join(", ")),
        )
        .into());
    }
    if new.until.is_some_and(|until| until <= new.from) {
        let detail = "The end must lie after the beginning.";
        return Err(Invalid::new("until-before-from", "until", detail).into());
    }
    let id = GuardianshipId(app.entropy().uuid());
    let (from, until) = (new.from.to_string(), new.until.map(|at| at.to_string()));
    let what = [
        &b"enter-guardianship"[..],
        new.child.0.as_bytes(),
        new.person.0.as_bytes(),
        new.kind.as_bytes(),
        new.evidence.as_bytes(),
        from.as_bytes(),
        until.as_deref().unwrap_or_default().as_bytes(),
    ];
    let what = what.map(<[u8]>::to_vec);
    let what: Vec<&[u8]> = what.iter().map(Vec::as_slice).collect();
    let entered = operators::act(app, &hand, &what, move |tx| {
        Box::pin(async move {
            must_be_operator(tx, by).await?;
            let whose = (new.child, new.person);
            if is_own(tx, by, whose).await? {
                return Ok(own(by, whose));
            }
            let found = children::find(tx, new.child).await?;
            let child = found.ok_or(Error::NotFound { index: None })?;
            if child.person == Some(new.person) {
                let detail = "Nobody is the own guardian.";
                return Err(Invalid::new("own-guardian", "person", detail).into());
            }
            if people::find_person(tx, new.person).await?.is_none() {
                let detail = "There is no such person; `samflyt person list` shows all.";
                return Err(Invalid::new("unknown-person", "person", detail).into());
            }
            let others = people::list_guardianships_of_child(tx, new.child).await?;
            if others.iter().any(|one| one.person == new.person && overlap(one, &new)) {
                return Err(Error::Conflict {
                    code: "guardianship-overlaps",
                    detail: "This person has a guardianship over this child at that time. End \
                                 that one first.",
                });
            }
            let row = Guardianship {
                id,
                child: new.child,
                person: new.person,
                kind: new.kind,
                evidence: Some(new.evidence),
                entered_by: Some(by),
                verified: None,
                from: new.from,
                until: new.until,
                review_by: None,
            };
            people::insert_guardianship(tx, &row).await?;
            let about = about(by, new.child, new.person, "entered");
            Ok(Acted::Did(id.to_string(), vec![(Kind::GuardianshipAdded, about)]))
        })
    });
    operators::kept(&entered.await?)
}

fn overlap(one: &Guardianship, new: &NewGuardianship) -> bool {
    let before = |until: Option<Timestamp>, from| until.is_some_and(|until| until <= from);
    !before(one.until, new.from) && !before(new.until, one.from)
}

async fn find(tx: &mut Tx, id: GuardianshipId) -> Result<Guardianship, Error> {
    people::find_guardianship(tx, id).await?.ok_or(Error::NotFound { index: None })
}

/// Confirms what another operator has entered; from now on it counts. It is to be
/// looked at again at the latest after the days that its kind says.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] for the one who entered it, the guardian,
/// and when it is confirmed or over.
pub async fn confirm(app: &App, by: impl Into<Hand>, id: GuardianshipId) -> Result<(), Error> {
    confirm_seen(app, &by.into(), id, None).await
}

async fn confirm_seen(
    app: &App,
    hand: &Hand,
    id: GuardianshipId,
    seen: Option<Seen>,
) -> Result<(), Error> {
    let (with, by) = (app.clone(), hand.person());
    operators::act(app, hand, &[b"confirm-guardianship", id.0.as_bytes()], move |tx| {
        Box::pin(async move {
            must_be_operator(tx, by).await?;
            let found = find(tx, id).await?;
            let whose = (found.child, found.person);
            if is_own(tx, by, whose).await? {
                return Ok(own(by, whose));
            }
            if found.entered_by == Some(by) {
                let error = Error::Conflict {
                    code: "four-eyes",
                    detail: "You entered this guardianship. Another operator must confirm it.",
                };
                let about = about(by, found.child, found.person, "");
                return Ok(Acted::Against(Reason::Excluded, Box::new(about), error));
            }
            if let Some(seen) = seen
                && !seen.fits(tx, &found).await?
            {
                let error = Error::Conflict {
                    code: "numbers-differ",
                    detail: "These are not the person numbers of this guardianship. Look at \
                             the evidence again.",
                };
                let about = about(by, found.child, found.person, "");
                return Ok(Acted::Against(Reason::Unknown, Box::new(about), error));
            }
            let now = tx.now();
            if found.until.is_some_and(|until| until <= now) {
                return Err(Error::Conflict {
                    code: "guardianship-over",
                    detail: "This guardianship is over. Enter a new one.",
                });
            }
            let kinds = &with.policies().tables().guardianships;
            let days = kinds.iter().find(|kind| kind.code == found.kind);
            let days = days.map_or(366, |kind| kind.review_days);
            let review = now.plus_micros(days.saturating_mul(DAY_MICROS));
            if !people::verify_guardianship(tx, id, by, review).await? {
                return Err(Error::Conflict {
                    code: "guardianship-confirmed",
                    detail: "This guardianship has been confirmed.",
                });
            }
            let about = about(by, found.child, found.person, "confirmed");
            Ok(Acted::Did(id.to_string(), vec![(Kind::GuardianshipChanged, about)]))
        })
    })
    .await?;
    Ok(())
}

/// Notes that a guardianship has been looked at again and still holds.
///
/// # Errors
/// As [`confirm`].
pub async fn review(app: &App, by: impl Into<Hand>, id: GuardianshipId) -> Result<(), Error> {
    let (with, hand) = (app.clone(), by.into());
    let by = hand.person();
    operators::act(app, &hand, &[b"review-guardianship", id.0.as_bytes()], move |tx| {
        Box::pin(async move {
            must_be_operator(tx, by).await?;
            let found = find(tx, id).await?;
            let whose = (found.child, found.person);
            if is_own(tx, by, whose).await? {
                return Ok(own(by, whose));
            }
            let kinds = &with.policies().tables().guardianships;
            let days = kinds.iter().find(|kind| kind.code == found.kind);
            let days = days.map_or(366, |kind| kind.review_days);
            let review = tx.now().plus_micros(days.saturating_mul(DAY_MICROS));
            if !people::set_review(tx, id, review).await? {
                return Err(Error::Conflict {
                    code: "guardianship-not-confirmed",
                    detail: "Only a confirmed guardianship that lasts is reviewed.",
                });
            }
            let about = about(by, found.child, found.person, "reviewed");
            Ok(Acted::Did(id.to_string(), vec![(Kind::GuardianshipChanged, about)]))
        })
    })
    .await?;
    Ok(())
}

/// Ends a guardianship now. Consents that nobody with a say stands behind any more
/// are frozen in the same transaction, each with its entry; streams end at once.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when it is over, or the operator's own.
pub async fn end(app: &App, by: impl Into<Hand>, id: GuardianshipId) -> Result<usize, Error> {
    let (with, hand) = (app.clone(), by.into());
    let by = hand.person();
    let what = [&b"end-guardianship"[..], id.0.as_bytes()];
    let ended = operators::act(app, &hand, &what, move |tx| {
        Box::pin(async move {
            must_be_operator(tx, by).await?;
            let found = find(tx, id).await?;
            let whose = (found.child, found.person);
            if is_own(tx, by, whose).await? {
                return Ok(own(by, whose));
            }
            if !people::end_guardianship(tx, id, by).await? {
                return Err(Error::Conflict {
                    code: "guardianship-over",
                    detail: "This guardianship is over.",
                });
            }
            let about = about(by, found.child, found.person, "ended");
            let mut all = vec![(Kind::GuardianshipEnded, about)];
            all.extend(life::freeze_uncarried(&with, tx, found.child, 1).await?);
            Ok(Acted::Did((all.len() - 1).to_string(), all))
        })
    });
    operators::kept(&ended.await?)
}
