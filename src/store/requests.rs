//! Units' requests for consent, also those to a child that nobody knows.

use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::facts::{Scope, words};
use super::tx::Tx;
use crate::domain::question::Standing;
use crate::domain::request::{Given, Life, Stored};
use crate::domain::{AgencyId, ChildId, ConsentId, PersonId, RequestId, Timestamp};
use uuid::Uuid;

/// The columns of a request, and of the consent that it was granted by.
macro_rules! requests {
    ($rest:literal) => {
        concat!(
            "select r.id, r.child, r.by_id, r.unit, r.purpose, r.categories, r.touches, \
             r.valid_until, r.words_sealed, r.renews, r.state, r.in_part, r.created, \
             r.created_by, r.idx, r.lapses, r.seen, r.reminders, r.reminded, r.answered, \
             r.answered_by, r.answered_idx, r.consent, r.revision, c.standing as c_standing, \
             c.revision as c_revision, c.pending as c_pending \
             from request r left join consent c on c.id = r.consent ",
            $rest
        )
    };
}

sql! {
    INSERT = "insert into request (id, child, pid_index, by_id, unit, purpose, categories, touches, \
        valid_until, words_sealed, renews, state, created, created_by, idx, lapses) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'sent', $12, $13, $14, $15)";
    FIND = requests!("where r.id = $1");
    OF_CHILD = requests!("where r.child = $1 and (r.created < $2 or (r.created = $2 and r.id < $3)) \
        order by r.created desc, r.id desc limit $4");
    OF_UNIT = requests!("where r.unit = $1 and (r.created < $2 or (r.created = $2 and r.id < $3)) \
        order by r.created desc, r.id desc limit $4");
    UNSEEN = requests!("where r.child = $1 and r.state = 'sent' and r.seen is null and r.lapses > $2 \
        order by r.created, r.id");
    BY_ID = requests!("where r.unit = $1 and r.child = $2 and r.by_id and (r.created > $3 or r.lapses > $4)");
    BY_NUMBER = requests!("where r.unit = $1 and r.pid_index = $2 and r.lapses > $3");
    OF_UNIT_SINCE = "select created from request where unit = $1 and created > $2";
    SCOPES = "select id, unit, touches, coalesce(consent, renews) as consent from request where child = $1";
    OWN = "select 1 from child k where k.id = $1 and (k.person = $2 or exists \
        (select 1 from guardianship g where g.child = k.id and g.person = $2))";
    SEE = "update request set seen = $2 where id = $1 and seen is null";
    REMIND = "update request set reminders = reminders + 1, reminded = $2 where id = $1";
    ANSWER = "update request set state = $2, in_part = $3, answered = $4, answered_by = $5, \
        answered_idx = $6, consent = $7, revision = $8 where id = $1";
    LAPSED = requests!("where r.state = 'sent' and r.lapses <= $1 order by r.lapses, r.id limit $2");
    KEEPS = "select 1 from request where pid_index is not null and lapses <= $1 limit 1";
    FORGET = "update request set pid_index = null where pid_index is not null and lapses <= $1";
}

/// How the unit named the child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// By the id, which it has learnt through a share.
    Id(ChildId),
    /// By the person number, of which this is the keyed index.
    Number([u8; 32]),
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Which.
    pub id: RequestId,
    /// Whose family is asked; `None` when nobody is known by the number.
    pub child: Option<ChildId>,
    /// Did the unit name the child by its id?
    pub by_id: bool,
    /// Who asks.
    pub unit: AgencyId,
    /// Purpose code.
    pub purpose: String,
    /// Categories asked for.
    pub categories: Vec<String>,
    /// Categories of everything that is asked for.
    pub touches: Vec<String>,
    /// Until when the unit wants to see them.
    pub until: Timestamp,
    /// Sealed words.
    pub words_sealed: Option<Vec<u8>>,
    /// The consent that is to be renewed.
    pub renews: Option<ConsentId>,
    /// Where its life stands.
    pub state: Stored,
    /// Was it granted in part?
    pub in_part: bool,
    /// Sent at.
    pub created: Timestamp,
    /// Sent by.
    pub created_by: PersonId,
    /// Log index of the entry that tells of it.
    pub index: i64,
    /// Lapses at, unless answered before.
    pub lapses: Timestamp,
    /// When somebody of the family first saw it.
    pub seen: Option<Timestamp>,
    /// Reminders sent.
    pub reminders: i64,
    /// When the last was.
    pub reminded: Option<Timestamp>,
    /// Answered, withdrawn or lapsed at.
    pub answered: Option<Timestamp>,
    /// By whom.
    pub answered_by: Option<PersonId>,
    /// Log index of the entry that tells of it.
    pub answered_index: Option<i64>,
    /// The consent that it was granted by.
    pub consent: Option<ConsentId>,
    /// The revision of that.
    pub revision: Option<i64>,
    /// What became of that consent or revision.
    pub given: Option<Given>,
}

impl Request {
    /// What its state follows from.
    #[must_use]
    pub fn life(&self) -> Life {
        Life {
            stored: self.state,
            given: self.given,
            lapses: self.lapses,
            seen: self.seen.is_some(),
        }
    }

    /// The consent that it is about, if there is one.
    #[must_use]
    pub fn about(&self) -> ConsentId {
        self.consent.or(self.renews).unwrap_or(ConsentId(Uuid::nil()))
    }
}

row! {
    struct Row {
        id: Uuid,
        child: Option<Uuid>,
        by_id: bool,
        unit: Uuid,
        purpose: String,
        categories: String,
        touches: String,
        valid_until: i64,
        words_sealed: Option<Vec<u8>>,
        renews: Option<Uuid>,
        state: String,
        in_part: bool,
        created: i64,
        created_by: Uuid,
        idx: i64,
        lapses: i64,
        seen: Option<i64>,
        reminders: i64,
        reminded: Option<i64>,
        answered: Option<i64>,
        answered_by: Option<Uuid>,
        answered_idx: Option<i64>,
        consent: Option<Uuid>,
        revision: Option<i64>,
        c_standing: Option<String>,
        c_revision: Option<i64>,
        c_pending: Option<i64>,
    }
}

impl TryFrom<Row> for Request {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let bad = |column| corrupt("request", column, row.id);
        let given = match (&row.c_standing, row.c_revision, row.revision) {
            (Some(standing), Some(current), Some(by)) => {
                let standing = Standing::from_code(standing).ok_or_else(|| bad("consent"))?;
                Some(Given::of(standing, (current, row.c_pending), by))
            }
            (None, None, None) => None,
            _ => return Err(bad("consent")),
        };
        Ok(Self {
            id: RequestId(row.id),
            child: row.child.map(ChildId),
            by_id: row.by_id,
            unit: AgencyId(row.unit),
            purpose: row.purpose,
            categories: words(Some(&row.categories)),
            touches: words(Some(&row.touches)),
            until: Timestamp::from_micros(row.valid_until),
            words_sealed: row.words_sealed,
            renews: row.renews.map(ConsentId),
            state: Stored::from_code(&row.state)
                .ok_or_else(|| corrupt("request", "state", row.id))?,
            in_part: row.in_part,
            created: Timestamp::from_micros(row.created),
            created_by: PersonId(row.created_by),
            index: row.idx,
            lapses: Timestamp::from_micros(row.lapses),
            seen: row.seen.map(Timestamp::from_micros),
            reminders: row.reminders,
            reminded: row.reminded.map(Timestamp::from_micros),
            answered: row.answered.map(Timestamp::from_micros),
            answered_by: row.answered_by.map(PersonId),
            answered_index: row.answered_idx,
            consent: row.consent.map(ConsentId),
            revision: row.revision,
            given,
        })
    }
}

fn all(rows: Vec<Row>) -> Result<Vec<Request>, StoreError> {
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Adds a request that is sent now; its keyed number is kept when it was named by
/// that, whether somebody is known by it or not.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, request: &Request, named: Named) -> Result<(), StoreError> {
    let number = match &named {
        Named::Id(_) => None,
        Named::Number(index) => Some(&index[..]),
    };
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(request.id.0)
        .bind(request.child.map(|id| id.0))
        .bind(number)
        .bind(request.by_id)
        .bind(request.unit.0)
        .bind(&request.purpose)
        .bind(request.categories.join(" "))
        .bind(request.touches.join(" "))
        .bind(request.until.as_micros())
        .bind(request.words_sealed.as_deref())
        .bind(request.renews.map(|id| id.0))
        .bind(request.created.as_micros())
        .bind(request.created_by.0)
        .bind(request.index)
        .bind(request.lapses.as_micros())
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// The request with this id.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, id: RequestId) -> Result<Option<Request>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id.0).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// Whose requests are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those to this child's family.
    Child(ChildId),
    /// Those of this unit.
    Unit(AgencyId),
}

/// Requests of one side, newest first, after the one sent at `created` with `id`.
///
/// # Errors
/// When they cannot be read.
pub async fn list(
    conn: &mut Conn,
    side: Side,
    (created, id): (Timestamp, RequestId),
    limit: i64,
) -> Result<Vec<Request>, StoreError> {
    let (sql, of) = match side {
        Side::Child(child) => (OF_CHILD, child.0),
        Side::Unit(unit) => (OF_UNIT, unit.0),
    };
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(sql)
        .bind(of).bind(created.as_micros()).bind(id.0).bind(limit).fetch_all(c).await)?;
    all(rows)
}

/// Requests to a family that nobody of it has seen and that have not lapsed,
/// oldest first.
///
/// # Errors
/// When they cannot be read.
pub async fn list_unseen(
    conn: &mut Conn,
    child: ChildId,
    now: Timestamp,
) -> Result<Vec<Request>, StoreError> {
    all(on!(conn, c => sqlx::query_as(UNSEEN)
        .bind(child.0).bind(now.as_micros()).fetch_all(c).await)?)
}

/// Requests of a unit to a child, named in the same way, that still count: sent
/// after `since`, or not lapsed at `now`. Those by number count no longer than
/// until they lapse, whoever is known by it.
///
/// # Errors
/// When they cannot be read.
pub async fn list_counted(
    conn: &mut Conn,
    unit: AgencyId,
    named: Named,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<Request>, StoreError> {
    let (since, now) = (since.as_micros(), now.as_micros());
    all(match named {
        Named::Id(child) => on!(conn, c => sqlx::query_as(BY_ID)
            .bind(unit.0).bind(child.0).bind(since).bind(now).fetch_all(c).await)?,
        Named::Number(index) => on!(conn, c => sqlx::query_as(BY_NUMBER)
            .bind(unit.0).bind(&index[..]).bind(now).fetch_all(c).await)?,
    })
}

/// When each request of a unit after `since` was sent.
///
/// # Errors
/// When they cannot be read.
pub async fn list_sent(
    conn: &mut Conn,
    unit: AgencyId,
    since: Timestamp,
) -> Result<Vec<Timestamp>, StoreError> {
    let rows: Vec<(i64,)> = on!(conn, c => sqlx::query_as(OF_UNIT_SINCE)
        .bind(unit.0).bind(since.as_micros()).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(created,)| Timestamp::from_micros(created)).collect())
}

/// What each request to a family is about: by whom, and what it touches.
///
/// # Errors
/// When they cannot be read.
pub async fn list_scopes(
    conn: &mut Conn,
    child: ChildId,
) -> Result<Vec<(RequestId, Scope)>, StoreError> {
    row! {
        struct Row {
            id: Uuid,
            unit: Uuid,
            touches: String,
            consent: Option<Uuid>,
        }
    }
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(SCOPES).bind(child.0).fetch_all(c).await)?;
    let scope = |row: Row| {
        let consent = ConsentId(row.consent.unwrap_or(Uuid::nil()));
        let touches = words(Some(&row.touches));
        (RequestId(row.id), Scope { consent, unit: AgencyId(row.unit), touches })
    };
    Ok(rows.into_iter().map(scope).collect())
}

/// Is this person the child, or one of its guardians by whatever guardianship? By
/// one statement whether there is such a child or not.
///
/// # Errors
/// When it cannot be read.
pub async fn is_own(
    conn: &mut Conn,
    child: Option<ChildId>,
    person: PersonId,
) -> Result<bool, StoreError> {
    let row: Option<(i32,)> = on!(conn, c => sqlx::query_as(OWN)
        .bind(child.map_or(Uuid::nil(), |id| id.0)).bind(person.0).fetch_optional(c).await)?;
    Ok(row.is_some())
}

/// Notes that somebody of the family has seen it.
///
/// # Errors
/// When it cannot be written.
pub async fn see(tx: &mut Tx, id: RequestId) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(SEE)
        .bind(id.0).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Counts a reminder.
///
/// # Errors
/// When it cannot be written.
pub async fn remind(tx: &mut Tx, id: RequestId) -> Result<(), StoreError> {
    let now = tx.now().as_micros();
    on!(tx.writing().await?, c => sqlx::query(REMIND)
        .bind(id.0).bind(now).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// How a request was answered.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// Its new state.
    pub state: Stored,
    /// By whom; nobody when it lapsed.
    pub by: Option<PersonId>,
    /// What was given, and whether that is a part of what was asked for.
    pub given: Option<(ConsentId, i64, bool)>,
}

/// Answers a request, told by the next entry. What was given before stays noted.
///
/// # Errors
/// When it cannot be written.
pub async fn answer(tx: &mut Tx, request: &Request, answer: Answer) -> Result<(), StoreError> {
    let (now, index) = (tx.now().as_micros(), tx.next_index());
    let before = request.consent.zip(request.revision);
    let before = before.map(|(consent, revision)| (consent, revision, request.in_part));
    let given = answer.given.or(before);
    on!(tx.writing().await?, c => sqlx::query(ANSWER)
        .bind(request.id.0)
        .bind(answer.state.code())
        .bind(given.is_some_and(|(_, _, in_part)| in_part))
        .bind(now)
        .bind(answer.by.map(|id| id.0))
        .bind(index)
        .bind(given.map(|(consent, _, _)| consent.0))
        .bind(given.map(|(_, revision, _)| revision))
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Requests that nobody has answered in time, longest first.
///
/// # Errors
/// When they cannot be read.
pub async fn list_lapsed(
    conn: &mut Conn,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Request>, StoreError> {
    all(on!(conn, c => sqlx::query_as(LAPSED)
        .bind(now.as_micros()).bind(limit).fetch_all(c).await)?)
}

/// Is a keyed number kept of a request whose time to be answered is over?
///
/// # Errors
/// When it cannot be read.
pub async fn keeps_numbers(conn: &mut Conn, now: Timestamp) -> Result<bool, StoreError> {
    let row: Option<(i32,)> = on!(conn, c => sqlx::query_as(KEEPS)
        .bind(now.as_micros()).fetch_optional(c).await)?;
    Ok(row.is_some())
}

/// Drops the keyed numbers of requests whose time to be answered is over.
///
/// # Errors
/// When it cannot be written.
pub async fn forget_numbers(tx: &mut Tx) -> Result<u64, StoreError> {
    let now = tx.now().as_micros();
    Ok(on!(tx.writing().await?, c => sqlx::query(FORGET)
        .bind(now).execute(c).await.map(|done| done.rows_affected()))?)
}
