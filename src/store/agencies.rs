//! The directory: organisations, sub-organisations and units.

use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::tx::Tx;
use crate::domain::AgencyId;
use crate::domain::agency::{Kind, Level};
use uuid::Uuid;

sql! {
    INSERT = "insert into agency \
        (id, parent, level, kind, orgnr, name, active, recipient, created) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    SET_ACTIVE = "update agency set active = $2 where id = $1";
    FIND = "select id, parent, level, kind, orgnr, name, active from agency where id = $1";
    // Letters beyond ASCII are lowered by hand: not every database does.
    SEARCH = "select a.id, a.parent, a.level, a.kind, a.orgnr, a.name, a.active, \
        coalesce(o.id, b.id) as top, coalesce(o.name, b.name) as top_name \
        from agency a left join agency b on b.id = a.parent left join agency o on o.id = b.parent \
        where a.level = $1 and a.active and coalesce(b.active, true) and coalesce(o.active, true) \
        and (a.orgnr = $2 or b.orgnr = $2 or o.orgnr = $2 or \
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace( \
        lower(a.name || ' ' || coalesce(b.name, '') || ' ' || coalesce(o.name, '')), \
        'Æ', 'æ'), 'Ø', 'ø'), 'Å', 'å'), 'Á', 'á'), 'Č', 'č'), 'Đ', 'đ'), 'Ŋ', 'ŋ'), 'Š', 'š'), \
        'Ŧ', 'ŧ'), 'Ž', 'ž') like $3 escape '!') \
        and not exists (select 1 from agency c where c.id = $4 and (c.name, c.id) >= (a.name, a.id)) \
        order by a.name, a.id limit $5";
    ALL = "select id, parent, level, kind, orgnr, name, active from agency order by name, id";
}

/// A body in the directory. Its name is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Id.
    pub id: AgencyId,
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
    /// Takes part in samflyt?
    pub active: bool,
}

row! {
    struct Row {
        id: Uuid,
        parent: Option<Uuid>,
        level: String,
        kind: String,
        orgnr: Option<String>,
        name: String,
        active: bool,
    }
}

impl TryFrom<Row> for Agency {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: AgencyId(row.id),
            parent: row.parent.map(AgencyId),
            level: Level::from_code(&row.level)
                .ok_or_else(|| corrupt("agency", "level", row.id))?,
            kind: Kind::from_code(&row.kind).ok_or_else(|| corrupt("agency", "kind", row.id))?,
            orgnr: row.orgnr,
            name: row.name,
            active: row.active,
        })
    }
}

/// Adds a body.
///
/// # Errors
/// [`StoreError::Conflict`] when the organisation number is taken.
pub async fn insert(tx: &mut Tx, agency: &Agency) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(agency.id.0)
        .bind(agency.parent.map(|id| id.0))
        .bind(agency.level.code())
        .bind(agency.kind.code())
        .bind(agency.orgnr.as_deref())
        .bind(&agency.name)
        .bind(agency.active)
        .bind(None::<String>)
        .bind(now)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Lets a body take part, or not.
///
/// # Errors
/// When it cannot be written.
pub async fn set_active(tx: &mut Tx, id: AgencyId, active: bool) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(SET_ACTIVE)
        .bind(id.0).bind(active).execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// The body with this id.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, id: AgencyId) -> Result<Option<Agency>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id.0).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// The whole directory, by name.
///
/// # Errors
/// When it cannot be read.
pub async fn list(conn: &mut Conn) -> Result<Vec<Agency>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(ALL).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A body that takes part, and the organisation on top of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The body.
    pub agency: Agency,
    /// Id and name of the organisation; `None` for one itself.
    pub organisation: Option<(AgencyId, String)>,
}

row! {
    struct FoundRow {
        id: Uuid,
        parent: Option<Uuid>,
        level: String,
        kind: String,
        orgnr: Option<String>,
        name: String,
        active: bool,
        top: Option<Uuid>,
        top_name: Option<String>,
    }
}

impl TryFrom<FoundRow> for Found {
    type Error = StoreError;
    fn try_from(row: FoundRow) -> Result<Self, StoreError> {
        let FoundRow { id, parent, level, kind, orgnr, name, active, top, top_name } = row;
        Ok(Self {
            agency: Row { id, parent, level, kind, orgnr, name, active }.try_into()?,
            organisation: top.map(AgencyId).zip(top_name),
        })
    }
}

/// At most `limit` bodies of one level that take part, with all above them, by
/// name, after the body `after`. `query` is part of the name of the body or of
/// one above it, whatever the case, or the whole organisation number of one.
///
/// # Errors
/// When they cannot be read.
pub async fn search(
    conn: &mut Conn,
    level: Level,
    query: &str,
    after: Option<AgencyId>,
    limit: i64,
) -> Result<Vec<Found>, StoreError> {
    let query = query.to_lowercase();
    let escaped = query.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let rows: Vec<FoundRow> = on!(conn, c => sqlx::query_as(SEARCH)
        .bind(level.code())
        .bind(&query)
        .bind(format!("%{escaped}%"))
        .bind(after.map_or(Uuid::nil(), |id| id.0))
        .bind(limit)
        .fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The organisation on top of a body (itself, if it has nobody above).
///
/// # Errors
/// When it cannot be read.
pub async fn top_of(conn: &mut Conn, id: AgencyId) -> Result<Option<AgencyId>, StoreError> {
    Ok(above(conn, id).await?.last().copied())
}

/// The bodies above one, nearest first.
///
/// # Errors
/// When they cannot be read.
pub async fn above(conn: &mut Conn, id: AgencyId) -> Result<Vec<AgencyId>, StoreError> {
    let mut above = Vec::new();
    let mut next = find(conn, id).await?.and_then(|agency| agency.parent);
    // The hierarchy has three levels; a longer chain would be a cycle.
    while let Some(parent) = next
        && above.len() < 3
    {
        above.push(parent);
        next = find(conn, parent).await?.and_then(|agency| agency.parent);
    }
    Ok(above)
}
