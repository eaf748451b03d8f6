//! Whom administrators have named as members of their units, and who has not been
//! confirmed yet. It needs no registered person.

use crate::domain::agency::MembershipState;
use crate::domain::{AgencyId, MembershipId, PersonId, Timestamp};
use crate::store::conn::{Conn, on, row, sql};
use crate::store::error::StoreError;
use crate::store::people::MemberRow;
use crate::store::tx::Tx;
use uuid::Uuid;

// Whoever has been registered with the number since it was given is who it is.
sql! {
    INSERT = "insert into invitation (id, person, pid_index, unit, role, valid_until, name_sealed, \
        invited_by, created) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    FIND = "select i.id, coalesce(p.id, i.person) as person, i.pid_index, i.unit, i.role, \
        i.valid_until, i.name_sealed, i.invited_by, i.created from invitation i \
        left join person p on p.pid_index = i.pid_index where i.id = $1";
    OF_UNIT = "select i.id, coalesce(p.id, i.person) as person, i.pid_index, i.unit, i.role, \
        i.valid_until, i.name_sealed, i.invited_by, i.created from invitation i \
        left join person p on p.pid_index = i.pid_index where i.unit = $1 order by i.created, i.id";
    COUNT_TRY = "update invitation set tries = tries + 1 where id = $1 returning tries";
    REMOVE = "delete from invitation where id = $1";
}

/// Somebody who was named.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The place that it becomes.
    pub id: MembershipId,
    /// Who it is, or will be once registered.
    pub person: PersonId,
    /// Keyed form of the number that was given.
    pub pid_index: [u8; 32],
    /// Where.
    pub unit: AgencyId,
    /// As what.
    pub role: String,
    /// When the place ends by itself.
    pub until: Option<Timestamp>,
    /// The name that was given.
    pub name_sealed: Vec<u8>,
    /// Who has named the person.
    pub invited_by: PersonId,
    /// When.
    pub created: Timestamp,
}

impl Invitation {
    /// The place as it stands among those of the unit.
    #[must_use]
    pub fn place(&self) -> MemberRow {
        MemberRow {
            id: self.id,
            person: self.person,
            unit: self.unit,
            role: self.role.clone(),
            state: MembershipState::Invited,
            from: self.created,
            until: self.until,
            invited: Some((self.invited_by, self.name_sealed.clone())),
        }
    }
}

row! {
    struct Row {
        id: Uuid,
        person: Uuid,
        pid_index: Vec<u8>,
        unit: Uuid,
        role: String,
        valid_until: Option<i64>,
        name_sealed: Vec<u8>,
        invited_by: Uuid,
        created: i64,
    }
}

impl TryFrom<Row> for Invitation {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let pid_index = row.pid_index.try_into();
        let bad = |_| crate::store::error::corrupt("invitation", "pid_index", row.id);
        Ok(Self {
            id: MembershipId(row.id),
            person: PersonId(row.person),
            pid_index: pid_index.map_err(bad)?,
            unit: AgencyId(row.unit),
            role: row.role,
            until: row.valid_until.map(Timestamp::from_micros),
            name_sealed: row.name_sealed,
            invited_by: PersonId(row.invited_by),
            created: Timestamp::from_micros(row.created),
        })
    }
}

/// Names somebody.
///
/// # Errors
/// [`StoreError::Conflict`] when the number waits in this unit already; when it cannot
/// be written.
pub async fn insert_invitation(tx: &mut Tx, new: &Invitation) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(new.id.0)
        .bind(new.person.0)
        .bind(&new.pid_index[..])
        .bind(new.unit.0)
        .bind(&new.role)
        .bind(new.until.map(Timestamp::as_micros))
        .bind(&new.name_sealed[..])
        .bind(new.invited_by.0)
        .bind(new.created.as_micros())
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Who waits under this id, if anybody does.
///
/// # Errors
/// When it cannot be read.
pub async fn find_invitation(
    conn: &mut Conn,
    id: MembershipId,
) -> Result<Option<Invitation>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id.0).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// Who waits in a unit.
///
/// # Errors
/// When they cannot be read.
pub async fn list_invitations(
    conn: &mut Conn,
    unit: AgencyId,
) -> Result<Vec<Invitation>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF_UNIT).bind(unit.0).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Counts a wrong number; gives how many there were, with it.
///
/// # Errors
/// When it cannot be written.
pub async fn count_invitation_try(tx: &mut Tx, id: MembershipId) -> Result<i64, StoreError> {
    on!(tx.writing().await?, c => Ok(sqlx::query_scalar(COUNT_TRY).bind(id.0).fetch_one(c).await?))
}

/// Forgets an invitation: it has become a place, or ends.
///
/// # Errors
/// When it cannot be written.
pub async fn remove_invitation(tx: &mut Tx, id: MembershipId) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(REMOVE).bind(id.0).execute(c).await.map(|_| ()))?;
    Ok(())
}
