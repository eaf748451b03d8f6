//! Persons, guardianships, memberships and appointments.

pub mod invitations;
pub mod members;

pub use invitations::{
    Invitation, count_invitation_try, find_invitation, insert_invitation, list_invitations,
    remove_invitation,
};
pub use members::{
    MemberRow, count_try, find_membership, insert_membership, list_members, list_memberships,
    set_membership,
};

use super::conn::{Conn, on, row, sql};
use super::error::StoreError;
use super::tx::Tx;
use crate::domain::{AgencyId, ChildId, GuardianshipId, PersonId, Timestamp};
use uuid::Uuid;

sql! {
    INSERT_PERSON = "insert into person \
        (id, name_sealed, pid_sealed, pid_index, language, handle, created) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    PERSON = "select id, name_sealed, pid_sealed, language, handle from person where id = $1";
    PERSON_BY_HANDLE = "select id, name_sealed, pid_sealed, language, handle from person \
        where handle = $1";
    SET_LANGUAGE = "update person set language = $2 where id = $1";
    PERSONS = "select id, name_sealed, pid_sealed, language, handle from person \
        where id > $1 order by id limit $2";
    INSERT_GUARDIANSHIP = "insert into guardianship (id, child, person, kind, evidence, \
        entered_by, verified, valid_from, valid_until, review_by, created) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    VERIFY_GUARDIANSHIP = "update guardianship set verified = $2, verified_by = $3, \
        review_by = $4 where id = $1 and verified is null";
    REVIEW_GUARDIANSHIP = "update guardianship set review_by = $2 where id = $1 \
        and verified is not null and (valid_until is null or valid_until > $3)";
    END_GUARDIANSHIP = "update guardianship set valid_until = $2, ended_by = $3 where id = $1 \
        and (valid_until is null or valid_until > $2)";
    GUARDIANSHIP = "select id, child, person, kind, evidence, entered_by, verified, valid_from, \
        valid_until, review_by from guardianship where id = $1";
    GUARDIANSHIPS_WAITING = "select id, child, person, kind, evidence, entered_by, \
        verified, valid_from, valid_until, review_by from guardianship \
        where verified is null and (valid_until is null or valid_until > $1) \
        order by created, id limit $2";
    GUARDIANSHIPS_DUE = "select id, child, person, kind, evidence, entered_by, \
        verified, valid_from, valid_until, review_by from guardianship \
        where verified is not null and review_by < $1 \
        and (valid_until is null or valid_until > $2) order by review_by, id limit $3";
    GUARDIANSHIPS_OVER = "select distinct child from guardianship \
        where valid_until > $1 and valid_until <= $2 order by child";
    GUARDIANSHIPS_OF_CHILD = "select id, child, person, kind, evidence, entered_by, \
        verified, valid_from, valid_until, review_by from guardianship where child = $1 order by created, id";
    GUARDIANSHIPS_OF_PERSON = "select id, child, person, kind, evidence, entered_by, \
        verified, valid_from, valid_until, review_by from guardianship where person = $1 order by created, id";
    PERSON_BY_NUMBER = "select id from person where pid_index = $1";
    INSERT_APPOINTMENT = "insert into appointment \
        (id, person, role, agency, valid_from, valid_until, created) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    APPOINTMENTS = "select role, agency, valid_from, valid_until from appointment \
        where person = $1 order by created, id";
    END_APPOINTMENTS = "update appointment set valid_until = $4 where person = $1 \
        and role = $2 and agency is not distinct from $3 \
        and (valid_until is null or valid_until > $4)";
    CHILDREN_OF = "select g.child from guardianship g join child k on k.id = g.child \
        where g.person = $1 and k.erased is null \
        union select id as child from child where person = $1 and erased is null";
    FAMILY_OF = "select g.child from guardianship g where g.person = $1 and g.verified is not null \
        union select id as child from child where person = $1";
    FOLDERS_OF = "select g.child from guardianship g join child k on k.id = g.child \
        where g.person = $1 and k.erased is null and g.verified is not null \
        and g.valid_from <= $2 and (g.valid_until is null or g.valid_until > $2) \
        union select id as child from child where person = $1 and erased is null";
}

row! {
    /// A person; name and number are sealed under the directory key.
    #[derive(Debug, Clone)]
    pub struct PersonRow {
        id: Uuid,
        /// Sealed name.
        pub name_sealed: Vec<u8>,
        /// Sealed person number.
        pub pid_sealed: Option<Vec<u8>>,
        /// nb, nn or en.
        pub language: String,
        /// Sign-in handle of a demonstration persona.
        pub handle: Option<String>,
    }
}

impl PersonRow {
    /// Which person.
    #[must_use]
    pub fn id(&self) -> PersonId {
        PersonId(self.id)
    }
}

/// A new person.
#[derive(Debug)]
pub struct NewPerson {
    /// Id.
    pub id: PersonId,
    /// Sealed name.
    pub name_sealed: Vec<u8>,
    /// Sealed number and its keyed index.
    pub pid: Option<(Vec<u8>, [u8; 32])>,
    /// nb, nn or en.
    pub language: String,
    /// Handle of a demonstration persona.
    pub handle: Option<String>,
}

/// Adds a person.
///
/// # Errors
/// [`StoreError::Conflict`] when the number or handle is taken.
pub async fn insert_person(tx: &mut Tx, person: &NewPerson) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(INSERT_PERSON)
        .bind(person.id.0)
        .bind(&person.name_sealed[..])
        .bind(person.pid.as_ref().map(|(sealed, _)| &sealed[..]))
        .bind(person.pid.as_ref().map(|(_, index)| &index[..]))
        .bind(&person.language)
        .bind(person.handle.as_deref())
        .bind(now)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Sets the language in which a person is spoken to.
///
/// # Errors
/// When it cannot be written.
pub async fn set_language(tx: &mut Tx, id: PersonId, code: &str) -> Result<(), StoreError> {
    on!(tx.writing().await?, c => sqlx::query(SET_LANGUAGE)
        .bind(id.0).bind(code).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The person with this id.
///
/// # Errors
/// When it cannot be read.
pub async fn find_person(conn: &mut Conn, id: PersonId) -> Result<Option<PersonRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(PERSON).bind(id.0).fetch_optional(c).await)?)
}

/// The demonstration persona with this handle.
///
/// # Errors
/// When it cannot be read.
pub async fn find_by_handle(
    conn: &mut Conn,
    handle: &str,
) -> Result<Option<PersonRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(PERSON_BY_HANDLE).bind(handle).fetch_optional(c).await)?)
}

/// Persons in order of id, after `after`.
///
/// # Errors
/// When they cannot be read.
pub async fn list_persons(
    conn: &mut Conn,
    after: PersonId,
    limit: i64,
) -> Result<Vec<PersonRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(PERSONS).bind(after.0).bind(limit).fetch_all(c).await)?)
}

/// A guardianship.
#[derive(Debug, Clone)]
pub struct Guardianship {
    /// Id.
    pub id: GuardianshipId,
    /// Over whom.
    pub child: ChildId,
    /// Whose.
    pub person: PersonId,
    /// Kind code.
    pub kind: String,
    /// Code of what the operator has seen.
    pub evidence: Option<String>,
    /// The operator who entered it.
    pub entered_by: Option<PersonId>,
    /// When another operator confirmed it.
    pub verified: Option<Timestamp>,
    /// In force from.
    pub from: Timestamp,
    /// In force until.
    pub until: Option<Timestamp>,
    /// To be looked at again by then.
    pub review_by: Option<Timestamp>,
}

row! {
    struct GuardianshipRow {
        id: Uuid,
        child: Uuid,
        person: Uuid,
        kind: String,
        evidence: Option<String>,
        entered_by: Option<Uuid>,
        verified: Option<i64>,
        valid_from: i64,
        valid_until: Option<i64>,
        review_by: Option<i64>,
    }
}

impl From<GuardianshipRow> for Guardianship {
    fn from(row: GuardianshipRow) -> Self {
        Self {
            id: GuardianshipId(row.id),
            child: ChildId(row.child),
            person: PersonId(row.person),
            kind: row.kind,
            evidence: row.evidence,
            entered_by: row.entered_by.map(PersonId),
            verified: row.verified.map(Timestamp::from_micros),
            from: Timestamp::from_micros(row.valid_from),
            until: row.valid_until.map(Timestamp::from_micros),
            review_by: row.review_by.map(Timestamp::from_micros),
        }
    }
}

/// Adds a guardianship.
///
/// # Errors
/// When it cannot be written.
pub async fn insert_guardianship(tx: &mut Tx, new: &Guardianship) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(INSERT_GUARDIANSHIP)
        .bind(new.id.0)
        .bind(new.child.0)
        .bind(new.person.0)
        .bind(&new.kind)
        .bind(new.evidence.as_deref())
        .bind(new.entered_by.map(|id| id.0))
        .bind(new.verified.map(Timestamp::as_micros))
        .bind(new.from.as_micros())
        .bind(new.until.map(Timestamp::as_micros))
        .bind(new.review_by.map(Timestamp::as_micros))
        .bind(now)
        .execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Confirms a guardianship now, by `by`; false when it was confirmed before.
///
/// # Errors
/// When it cannot be written.
pub async fn verify_guardianship(
    tx: &mut Tx,
    id: GuardianshipId,
    by: PersonId,
    review_by: Timestamp,
) -> Result<bool, StoreError> {
    let now = tx.now().as_micros();
    let rows = on!(tx.writing().await?, c => sqlx::query(VERIFY_GUARDIANSHIP)
        .bind(id.0).bind(now).bind(by.0).bind(review_by.as_micros())
        .execute(c).await.map(|done| done.rows_affected()))?;
    tx.access_changed();
    Ok(rows == 1)
}

/// Puts off the next look at a confirmed guardianship that lasts; false when
/// there is no such one.
///
/// # Errors
/// When it cannot be written.
pub async fn set_review(
    tx: &mut Tx,
    id: GuardianshipId,
    review_by: Timestamp,
) -> Result<bool, StoreError> {
    let now = tx.now().as_micros();
    let rows = on!(tx.writing().await?, c => sqlx::query(REVIEW_GUARDIANSHIP)
        .bind(id.0).bind(review_by.as_micros()).bind(now)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Ends a guardianship now; false when it is over.
///
/// # Errors
/// When it cannot be written.
pub async fn end_guardianship(
    tx: &mut Tx,
    id: GuardianshipId,
    by: PersonId,
) -> Result<bool, StoreError> {
    let now = tx.now().as_micros();
    let rows = on!(tx.writing().await?, c => sqlx::query(END_GUARDIANSHIP)
        .bind(id.0).bind(now).bind(by.0)
        .execute(c).await.map(|done| done.rows_affected()))?;
    tx.access_changed();
    Ok(rows == 1)
}

/// The guardianship with this id.
///
/// # Errors
/// When it cannot be read.
pub async fn find_guardianship(
    conn: &mut Conn,
    id: GuardianshipId,
) -> Result<Option<Guardianship>, StoreError> {
    let row: Option<GuardianshipRow> =
        on!(conn, c => sqlx::query_as(GUARDIANSHIP).bind(id.0).fetch_optional(c).await)?;
    Ok(row.map(Into::into))
}

/// Children of whom a guardianship came to its end after `after`, up to `until`.
///
/// # Errors
/// When they cannot be read.
pub async fn list_children_bereft(
    conn: &mut Conn,
    after: Timestamp,
    until: Timestamp,
) -> Result<Vec<ChildId>, StoreError> {
    let rows: Vec<(Uuid,)> = on!(conn, c => sqlx::query_as(GUARDIANSHIPS_OVER)
        .bind(after.as_micros()).bind(until.as_micros()).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(child,)| ChildId(child)).collect())
}

/// The guardianships that wait to be confirmed at `now`, oldest first.
///
/// # Errors
/// When they cannot be read.
pub async fn list_guardianships_waiting(
    conn: &mut Conn,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Guardianship>, StoreError> {
    let rows: Vec<GuardianshipRow> = on!(conn, c => sqlx::query_as(GUARDIANSHIPS_WAITING)
        .bind(now.as_micros()).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Guardianship::from).collect())
}

/// The guardianships in force at `now` that are to be looked at again before `by`.
///
/// # Errors
/// When they cannot be read.
pub async fn list_guardianships_due(
    conn: &mut Conn,
    (by, now): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<Guardianship>, StoreError> {
    let rows: Vec<GuardianshipRow> = on!(conn, c => sqlx::query_as(GUARDIANSHIPS_DUE)
        .bind(by.as_micros()).bind(now.as_micros()).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Guardianship::from).collect())
}

/// The guardianships over a child, ended ones too.
///
/// # Errors
/// When they cannot be read.
pub async fn list_guardianships_of_child(
    conn: &mut Conn,
    child: ChildId,
) -> Result<Vec<Guardianship>, StoreError> {
    let rows: Vec<GuardianshipRow> = on!(conn, c => sqlx::query_as(GUARDIANSHIPS_OF_CHILD)
        .bind(child.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The guardianships of a person, ended ones too.
///
/// # Errors
/// When they cannot be read.
pub async fn list_guardianships_of_person(
    conn: &mut Conn,
    person: PersonId,
) -> Result<Vec<Guardianship>, StoreError> {
    let rows: Vec<GuardianshipRow> = on!(conn, c => sqlx::query_as(GUARDIANSHIPS_OF_PERSON)
        .bind(person.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The person with a person number, by its keyed index.
///
/// # Errors
/// When it cannot be read.
pub async fn find_by_number(
    conn: &mut Conn,
    index: &[u8; 32],
) -> Result<Option<PersonId>, StoreError> {
    let found: Option<Uuid> = on!(conn, c => sqlx::query_scalar(PERSON_BY_NUMBER)
        .bind(&index[..]).fetch_optional(c).await)?;
    Ok(found.map(PersonId))
}

/// An appointment as auditor or operator.
#[derive(Debug, Clone)]
pub struct Appointment {
    /// `auditor` or `operator`.
    pub role: String,
    /// The agency of an agency auditor.
    pub agency: Option<AgencyId>,
    /// From.
    pub from: Timestamp,
    /// Until.
    pub until: Option<Timestamp>,
}

/// Adds an appointment.
///
/// # Errors
/// When it cannot be written.
pub async fn insert_appointment(
    tx: &mut Tx,
    person: PersonId,
    new: &Appointment,
) -> Result<(), StoreError> {
    let (id, now) = (tx.entropy().uuid(), tx.now().as_micros());
    on!(tx.writing().await?, c => sqlx::query(INSERT_APPOINTMENT)
        .bind(id)
        .bind(person.0)
        .bind(&new.role)
        .bind(new.agency.map(|id| id.0))
        .bind(new.from.as_micros())
        .bind(new.until.map(Timestamp::as_micros))
        .bind(now)
        .execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Ends all appointments of a person in a role that have not ended at `until`;
/// how many these were.
///
/// # Errors
/// When they cannot be written.
pub async fn end_appointments(
    tx: &mut Tx,
    person: PersonId,
    role: &str,
    agency: Option<AgencyId>,
    until: Timestamp,
) -> Result<u64, StoreError> {
    let ended = on!(tx.writing().await?, c => sqlx::query(END_APPOINTMENTS)
        .bind(person.0).bind(role).bind(agency.map(|id| id.0)).bind(until.as_micros())
        .execute(c).await.map(|done| done.rows_affected()))?;
    tx.access_changed();
    Ok(ended)
}

/// The appointments of a person.
///
/// # Errors
/// When they cannot be read.
pub async fn list_appointments(
    conn: &mut Conn,
    person: PersonId,
) -> Result<Vec<Appointment>, StoreError> {
    row! {
        struct Row {
            role: String,
            agency: Option<Uuid>,
            valid_from: i64,
            valid_until: Option<i64>,
        }
    }
    let rows: Vec<Row> =
        on!(conn, c => sqlx::query_as(APPOINTMENTS).bind(person.0).fetch_all(c).await)?;
    Ok(rows
        .into_iter()
        .map(|row| Appointment {
            role: row.role,
            agency: row.agency.map(AgencyId),
            from: Timestamp::from_micros(row.valid_from),
            until: row.valid_until.map(Timestamp::from_micros),
        })
        .collect())
}

/// Children that a person has, or had, something to do with as guardian or as
/// the young person. Says nothing about what the person may do.
///
/// # Errors
/// When they cannot be read.
pub async fn list_children_of(
    conn: &mut Conn,
    person: PersonId,
) -> Result<Vec<ChildId>, StoreError> {
    let rows: Vec<Uuid> =
        on!(conn, c => sqlx::query_scalar(CHILDREN_OF).bind(person.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(ChildId).collect())
}

/// Children whose guardian a person is or was, once that was confirmed, and the person's
/// own folder: what nobody judges as auditor.
///
/// # Errors
/// When they cannot be read.
pub async fn list_family_of(conn: &mut Conn, person: PersonId) -> Result<Vec<ChildId>, StoreError> {
    let rows: Vec<Uuid> =
        on!(conn, c => sqlx::query_scalar(FAMILY_OF).bind(person.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(ChildId).collect())
}

/// Children whose guardian a person is at `now`, confirmed and in force, and the
/// person's own folder. Whoever has no say any more is not asked about and leaves no
/// refusals in the log of a child by looking at the others.
///
/// # Errors
/// When they cannot be read.
pub async fn list_folders_of(
    conn: &mut Conn,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<ChildId>, StoreError> {
    let rows: Vec<Uuid> = on!(conn, c => sqlx::query_scalar(FOLDERS_OF)
        .bind(person.0).bind(now.as_micros()).fetch_all(c).await)?;
    Ok(rows.into_iter().map(ChildId).collect())
}
