//! The directory of bodies.

use super::App;
use super::error::{Error, Invalid};
use super::operators::{self, Acted, Hand};
use crate::domain::AgencyId;
use crate::domain::agency::{Kind, Level, is_orgnr};
use crate::domain::entry;
use crate::domain::text::AgencyName;
use crate::gate::Detail;
use crate::gate::system::{About, By};
use crate::store::agencies::{self, Agency, Found};
use crate::store::{StoreError, Tx};

/// What a new body is.
#[derive(Debug, Clone)]
pub struct NewAgency {
    /// The body above.
    pub parent: Option<AgencyId>,
    /// Organisation, sub-organisation or unit.
    pub level: Level,
    /// What it does.
    pub kind: Kind,
    /// Organisation number.
    pub orgnr: Option<String>,
    /// Public name.
    pub name: String,
}

/// Every body whose name or number holds `query`, for the console.
///
/// # Errors
/// What the store says.
pub async fn list(app: &App, query: &str) -> Result<Vec<Agency>, Error> {
    let mut conn = app.db.read().await?;
    let wanted = query.trim().to_lowercase();
    let mut found = agencies::list(&mut conn).await?;
    found.retain(|body| {
        wanted.is_empty()
            || body.name.to_lowercase().contains(&wanted)
            || body.orgnr.as_deref() == Some(wanted.as_str())
    });
    Ok(found)
}

/// The name of a body that takes part.
///
/// # Errors
/// [`Error::NotFound`], and what the store says.
pub async fn name(app: &App, id: AgencyId) -> Result<String, Error> {
    let mut conn = app.db.read().await?;
    let found = agencies::find(&mut conn, id).await?;
    Ok(found.filter(|one| one.active).ok_or(Error::NotFound { index: None })?.name)
}

/// The name of a body, whether it takes part or not.
///
/// # Errors
/// [`Error::NotFound`], and what the store says.
pub async fn name_of(app: &App, id: AgencyId) -> Result<String, Error> {
    let mut conn = app.db.read().await?;
    let found = agencies::find(&mut conn, id).await?;
    Ok(found.ok_or(Error::NotFound { index: None })?.name)
}

/// Most bodies that a list to choose from has.
const WITHIN_MAX: usize = 500;

/// The organisations, or a body and all that stand below it, by name; at most 500.
///
/// # Errors
/// What the store says.
pub async fn within(app: &App, top: Option<AgencyId>) -> Result<Vec<Agency>, Error> {
    let mut conn = app.db.read().await?;
    let mut all = agencies::list(&mut conn).await?;
    drop(conn);
    match top {
        None => all.retain(|body| body.level == Level::Organisation),
        Some(top) => {
            let below = super::audit::below(app, top).await?;
            all.retain(|body| below.contains(&body.id));
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all.truncate(WITHIN_MAX);
    Ok(all)
}

/// One page of the directory: bodies of a level that take part and whose name or
/// number, or that of a body above, holds `query`; where the next page begins.
///
/// # Errors
/// What the store says.
pub async fn search(
    app: &App,
    level: Level,
    query: &str,
    after: Option<AgencyId>,
    limit: usize,
) -> Result<(Vec<Found>, Option<AgencyId>), Error> {
    let mut conn = app.db.read().await?;
    let more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut found = agencies::search(&mut conn, level, query.trim(), after, more).await?;
    let next = if found.len() > limit {
        found.truncate(limit);
        found.last().map(|last| last.agency.id)
    } else {
        None
    };
    Ok((found, next))
}

/// Adds a body, at the console.
///
/// # Errors
/// [`Error::Invalid`] when it does not fit, [`Error::Conflict`] when the number
/// is taken.
pub async fn add(app: &App, new: NewAgency) -> Result<Agency, Error> {
    let mut added = add_all(app, vec![(new, None)]).await?;
    added.pop().ok_or(Error::NotFound { index: None })
}

/// Adds a body from a page, or at the console in the name of an operator.
///
/// # Errors
/// As [`add`], and refusals.
pub async fn add_by(app: &App, hand: &Hand, new: NewAgency) -> Result<AgencyId, Error> {
    let (orgnr, name) = (new.orgnr.clone().unwrap_or_default(), new.name.clone());
    let parent = new.parent.map(|id| id.to_string()).unwrap_or_default();
    let what = [
        b"add-agency",
        parent.as_bytes(),
        new.level.code().as_bytes(),
        new.kind.code().as_bytes(),
        orgnr.as_bytes(),
        name.as_bytes(),
    ];
    let row = checked(app, new, None)?;
    let added = operators::act(app, hand, &what, move |tx| {
        Box::pin(async move {
            insert(tx, &row).await?;
            let about = about(tx, row.id, "added").await?;
            Ok(Acted::Did(row.id.to_string(), vec![(entry::Kind::AgencyChanged, about)]))
        })
    });
    operators::kept(&added.await.map_err(taken)?)
}

/// Lets a body take part, or not, by this hand.
///
/// # Errors
/// [`Error::NotFound`] when there is no such body, and refusals.
pub async fn set_active_by(
    app: &App,
    hand: &Hand,
    id: AgencyId,
    active: bool,
) -> Result<(), Error> {
    let word = if active { "activated" } else { "deactivated" };
    operators::act(app, hand, &[word.as_bytes(), id.0.as_bytes()], move |tx| {
        Box::pin(async move {
            if agencies::find(tx, id).await?.is_none() {
                return Err(Error::NotFound { index: None });
            }
            agencies::set_active(tx, id, active).await?;
            // Also where it was so before: each yes leaves an entry.
            let told = vec![(entry::Kind::AgencyChanged, about(tx, id, word).await?)];
            Ok(Acted::Did(id.to_string(), told))
        })
    })
    .await?;
    Ok(())
}

fn taken(error: Error) -> Error {
    match error {
        Error::Internal(source)
            if matches!(source.downcast_ref(), Some(StoreError::Conflict(_))) =>
        {
            Error::Conflict {
                code: "orgnr-taken",
                detail: "A body with this organisation number is registered already.",
            }
        }
        error => error,
    }
}

/// Adds bodies, at the console: all of them or none. The number beside a body
/// is the place in the list of the body above it, where that is new as well.
///
/// # Errors
/// [`Error::Invalid`] when one does not fit, [`Error::Conflict`] when a number is
/// taken.
pub async fn add_all(
    app: &App,
    new: Vec<(NewAgency, Option<usize>)>,
) -> Result<Vec<Agency>, Error> {
    let mut rows: Vec<Agency> = Vec::with_capacity(new.len());
    for (new, above) in new {
        let above = above.and_then(|place| rows.get(place)).map(|row| row.id);
        rows.push(checked(app, new, above)?);
    }
    let added = rows.clone();
    let done = app.gate.administer_all::<(), Error, _>(entry::Kind::AgencyChanged, move |tx| {
        Box::pin(async move {
            let mut all = Vec::with_capacity(rows.len());
            for row in &rows {
                insert(tx, row).await?;
                all.push(about(tx, row.id, "added").await?);
            }
            Ok(((), all))
        })
    });
    done.await.map_err(taken)?;
    Ok(added)
}

/// The row of a new body, as far as that can be told without the others.
fn checked(app: &App, new: NewAgency, above: Option<AgencyId>) -> Result<Agency, Error> {
    let name = AgencyName::new(&new.name)
        .map_err(|error| Invalid::new(error.code(), "name", error.to_string()))?;
    if let Some(orgnr) = &new.orgnr
        && !is_orgnr(orgnr)
    {
        return Err(Invalid::new(
            "orgnr-wrong",
            "orgnr",
            "An organisation number has nine digits, the last of which checks the others.",
        )
        .into());
    }
    if new.level == Level::Organisation && new.orgnr.is_none() {
        return Err(Invalid::new(
            "orgnr-missing",
            "orgnr",
            "An organisation needs its organisation number.",
        )
        .into());
    }
    Ok(Agency {
        id: AgencyId(app.entropy().uuid()),
        parent: above.or(new.parent),
        level: new.level,
        kind: new.kind,
        orgnr: new.orgnr,
        name: name.as_str().to_owned(),
        active: true,
    })
}

async fn insert(tx: &mut Tx, row: &Agency) -> Result<(), Error> {
    let parent = match row.parent {
        Some(parent) => Some(agencies::find(tx, parent).await?.ok_or_else(|| {
            let detail = "There is no such body; `samflyt agency list` shows all.";
            Error::from(Invalid::new("unknown-agency", "parent", detail))
        })?),
        None => None,
    };
    let fits = matches!(
        (row.level, parent.map(|body| body.level)),
        (Level::Organisation, None)
            | (Level::SubOrganisation, Some(Level::Organisation))
            | (Level::Unit, Some(Level::Organisation | Level::SubOrganisation))
    );
    if !fits {
        return Err(Invalid::new(
            "parent-wrong",
            "parent",
            "A unit stands under an organisation or sub-organisation, a \
             sub-organisation under an organisation, an organisation under nothing.",
        )
        .into());
    }
    Ok(agencies::insert(tx, row).await?)
}

/// What was done to a body, for its entry.
async fn about(tx: &mut Tx, id: AgencyId, what: &'static str) -> Result<About, Error> {
    let agency = agencies::top_of(tx, id).await?;
    let detail = Detail { unit: Some(id), agency, ..Detail::default() };
    Ok(About { detail, reason: Some(what.to_owned()), ..About::default() })
}

/// Lets a body take part, or not, at the console.
///
/// # Errors
/// [`Error::NotFound`] when there is no such body.
pub async fn set_active(app: &App, id: AgencyId, active: bool) -> Result<(), Error> {
    app.gate
        .administer::<(), Error, _>(entry::Kind::AgencyChanged, By::Operator, move |tx| {
            Box::pin(async move {
                if agencies::find(tx, id).await?.is_none() {
                    return Err(Error::NotFound { index: None });
                }
                agencies::set_active(tx, id, active).await?;
                let what = if active { "activated" } else { "deactivated" };
                Ok(((), Some(about(tx, id, what).await?)))
            })
        })
        .await?;
    Ok(())
}
