//! Places in units: who works where, since when, and who has vouched for it.

use crate::domain::agency::MembershipState;
use crate::domain::{AgencyId, MembershipId, PersonId, Timestamp};
use crate::store::conn::{Conn, on, row, sql};
use crate::store::error::{StoreError, corrupt};
use crate::store::people::{Invitation, find_invitation, list_invitations};
use crate::store::tx::Tx;
use uuid::Uuid;

sql! {
    INSERT_MEMBERSHIP = "insert into membership \
        (id, person, unit, role, state, valid_from, valid_until, created) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    SET_MEMBERSHIP = "update membership set state = $2, valid_until = $3 where id = $1";
    COUNT_TRY = "update membership set tries = tries + 1 where id = $1 returning tries";
    MEMBERSHIP = "select id, person, unit, role, state, valid_from, valid_until \
        from membership where id = $1";
    MEMBERSHIPS_OF_PERSON = "select id, person, unit, role, state, valid_from, valid_until \
        from membership where person = $1 order by created, id";
    MEMBERSHIPS_OF_UNIT = "select id, person, unit, role, state, valid_from, valid_until \
        from membership where unit = $1 order by created, id";
}

/// A membership as stored.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// Id.
    pub id: MembershipId,
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: AgencyId,
    /// As what; free code of the unit.
    pub role: String,
    /// Invited, confirmed, suspended or ended.
    pub state: MembershipState,
    /// From.
    pub from: Timestamp,
    /// Until.
    pub until: Option<Timestamp>,
    /// Which administrator has named the person, and the name that was given, sealed;
    /// `None` once somebody else has confirmed it, and where the operator did.
    pub invited: Option<(PersonId, Vec<u8>)>,
}

row! {
    struct MembershipRow {
        id: Uuid,
        person: Uuid,
        unit: Uuid,
        role: String,
        state: String,
        valid_from: i64,
        valid_until: Option<i64>,
    }
}

impl TryFrom<MembershipRow> for MemberRow {
    type Error = StoreError;
    fn try_from(row: MembershipRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: MembershipId(row.id),
            person: PersonId(row.person),
            unit: AgencyId(row.unit),
            role: row.role,
            state: MembershipState::from_code(&row.state)
                .ok_or_else(|| corrupt("membership", "state", row.id))?,
            from: Timestamp::from_micros(row.valid_from),
            until: row.valid_until.map(Timestamp::from_micros),
            invited: None,
        })
    }
}

/// Adds a membership.
///
/// # Errors
/// When it cannot be written.
pub async fn insert_membership(tx: &mut Tx, new: &MemberRow) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(INSERT_MEMBERSHIP)
        .bind(new.id.0)
        .bind(new.person.0)
        .bind(new.unit.0)
        .bind(&new.role)
        .bind(new.state.code())
        .bind(new.from.as_micros())
        .bind(new.until.map(Timestamp::as_micros))
        .bind(now)
        .execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Sets a membership's state and end.
///
/// # Errors
/// When it cannot be written.
pub async fn set_membership(
    tx: &mut Tx,
    id: MembershipId,
    state: MembershipState,
    until: Option<Timestamp>,
) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(SET_MEMBERSHIP)
        .bind(id.0).bind(state.code()).bind(until.map(Timestamp::as_micros))
        .execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Counts a wrong number for one who was named; gives how many there were, with it.
///
/// # Errors
/// When it cannot be written.
pub async fn count_try(tx: &mut Tx, id: MembershipId) -> Result<i64, StoreError> {
    on!(tx.writing().await?, c => Ok(sqlx::query_scalar(COUNT_TRY).bind(id.0).fetch_one(c).await?))
}

/// The membership with this id, or the invitation that becomes it.
///
/// # Errors
/// When it cannot be read.
pub async fn find_membership(
    conn: &mut Conn,
    id: MembershipId,
) -> Result<Option<MemberRow>, StoreError> {
    let row: Option<MembershipRow> =
        on!(conn, c => sqlx::query_as(MEMBERSHIP).bind(id.0).fetch_optional(c).await)?;
    match row {
        Some(row) => Ok(Some(row.try_into()?)),
        None => Ok(find_invitation(conn, id).await?.map(|waiting| waiting.place())),
    }
}

/// The memberships of a person, ended ones too.
///
/// # Errors
/// When they cannot be read.
pub async fn list_memberships(
    conn: &mut Conn,
    person: PersonId,
) -> Result<Vec<MemberRow>, StoreError> {
    let rows: Vec<MembershipRow> = on!(conn, c => sqlx::query_as(MEMBERSHIPS_OF_PERSON)
        .bind(person.0).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The members of a unit, ended ones and those who wait for a confirmation, too.
///
/// # Errors
/// When they cannot be read.
pub async fn list_members(conn: &mut Conn, unit: AgencyId) -> Result<Vec<MemberRow>, StoreError> {
    let rows: Vec<MembershipRow> = on!(conn, c => sqlx::query_as(MEMBERSHIPS_OF_UNIT)
        .bind(unit.0).fetch_all(c).await)?;
    let mut all: Vec<MemberRow> =
        rows.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?;
    all.extend(list_invitations(conn, unit).await?.iter().map(Invitation::place));
    Ok(all)
}
