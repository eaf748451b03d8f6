//! Marks "not for my guardians", and documents as consents name them.

use crate::domain::document::Coverable;
use crate::domain::{AgencyId, ChildId, DocumentId, PersonId, Timestamp};
use crate::store::conn::{Conn, on, row, sql};
use crate::store::error::{StoreError, corrupt};
use crate::store::tx::Tx;
use uuid::Uuid;

sql! {
    TOUCHED = "select id, category, source, withheld, withheld_until, created from document \
        where child = $1 and erased is null";
    TOUCHED_EVER = "select id, category, source, withheld, withheld_until, created from document \
        where child = $1";
    FIND_EVER = "select id, category, source, withheld, withheld_until, created, child from document \
        where id = $1";
    SIZES = "select v.document, v.version, v.size_bytes from document_version v \
        join document d on d.id = v.document where d.child = $1";
    MARKS_OVER = "select id, child from document where withheld = 'asked' \
        and withheld_until <= $1 order by withheld_until, id limit $2";
    DROP_MARK = "update document set withheld = null where id = $1 and withheld = 'asked' \
        and withheld_until <= $2";
    MARK = "update document set withheld = $2, withheld_at = $3, withheld_until = $4, \
        withheld_by = $5, withheld_idx = $6 where id = $1 and erased is null";
    MARK_TOLD = "select withheld_idx from document where id = $1";
}

/// A mark "not for my guardians".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// By the young person; a health professional has not answered, and it goes
    /// away by itself.
    Asked {
        /// When it goes away.
        until: Timestamp,
    },
    /// A health professional has confirmed it.
    Confirmed,
}

impl Mark {
    /// As people see it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Mark::Asked { .. } => "asked",
            Mark::Confirmed => "confirmed",
        }
    }

    /// Does it hold at `now`?
    #[must_use]
    pub fn holds(self, now: Timestamp) -> bool {
        match self {
            Mark::Asked { until } => now < until,
            Mark::Confirmed => true,
        }
    }

    pub(super) fn from_columns(
        id: Uuid,
        state: Option<&str>,
        until: Option<i64>,
    ) -> Result<Option<Self>, StoreError> {
        match (state, until) {
            (None, _) => Ok(None),
            (Some("confirmed"), _) => Ok(Some(Mark::Confirmed)),
            (Some("asked"), Some(until)) => {
                Ok(Some(Mark::Asked { until: Timestamp::from_micros(until) }))
            }
            _ => Err(corrupt("document", "withheld", id)),
        }
    }
}

/// What a document counts as when a consent names it.
#[derive(Debug, Clone)]
pub struct Touched {
    /// Which.
    pub id: DocumentId,
    /// Category code.
    pub category: String,
    /// The unit that contributed it.
    pub source: Option<AgencyId>,
    /// Is it marked "not for my guardians" now?
    pub withheld: bool,
    /// First stored.
    pub created: Timestamp,
}

impl Touched {
    /// As a consent's terms see it.
    #[must_use]
    pub fn coverable(&self) -> Coverable {
        Coverable { id: self.id, category: self.category.clone(), created: self.created }
    }
}

row! {
    struct TouchedRow {
        id: Uuid,
        category: String,
        source: Option<Uuid>,
        withheld: Option<String>,
        withheld_until: Option<i64>,
        created: i64,
    }
}

/// Every document of a folder that is not erased, as consents name them.
///
/// # Errors
/// When they cannot be read.
pub async fn touched(
    conn: &mut Conn,
    child: ChildId,
    now: Timestamp,
) -> Result<Vec<Touched>, StoreError> {
    let rows: Vec<TouchedRow> =
        on!(conn, c => sqlx::query_as(TOUCHED).bind(child.0).fetch_all(c).await)?;
    rows.into_iter().map(|row| row.into_touched(now)).collect()
}

/// The same, erased ones too.
///
/// # Errors
/// When they cannot be read.
pub async fn touched_ever(
    conn: &mut Conn,
    child: ChildId,
    now: Timestamp,
) -> Result<Vec<Touched>, StoreError> {
    let rows: Vec<TouchedRow> =
        on!(conn, c => sqlx::query_as(TOUCHED_EVER).bind(child.0).fetch_all(c).await)?;
    rows.into_iter().map(|row| row.into_touched(now)).collect()
}

/// One document, erased or not, and whose it is.
///
/// # Errors
/// When it cannot be read.
pub async fn find_ever(
    conn: &mut Conn,
    id: DocumentId,
    now: Timestamp,
) -> Result<Option<(ChildId, Touched)>, StoreError> {
    row! {
        struct Row {
            id: Uuid,
            category: String,
            source: Option<Uuid>,
            withheld: Option<String>,
            withheld_until: Option<i64>,
            created: i64,
            child: Uuid,
        }
    }
    let row: Option<Row> =
        on!(conn, c => sqlx::query_as(FIND_EVER).bind(id.0).fetch_optional(c).await)?;
    let Some(row) = row else { return Ok(None) };
    let Row { id, category, source, withheld, withheld_until, created, child } = row;
    let touched = TouchedRow { id, category, source, withheld, withheld_until, created };
    Ok(Some((ChildId(child), touched.into_touched(now)?)))
}

/// Lengths in bytes of all versions that a child's documents ever had.
///
/// # Errors
/// When they cannot be read.
pub async fn list_sizes(
    conn: &mut Conn,
    child: ChildId,
) -> Result<Vec<(DocumentId, i64, i64)>, StoreError> {
    let rows: Vec<(Uuid, i64, i64)> =
        on!(conn, c => sqlx::query_as(SIZES).bind(child.0).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, version, size)| (DocumentId(id), version, size)).collect())
}

impl TouchedRow {
    fn into_touched(self, now: Timestamp) -> Result<Touched, StoreError> {
        let mark = Mark::from_columns(self.id, self.withheld.as_deref(), self.withheld_until)?;
        Ok(Touched {
            id: DocumentId(self.id),
            category: self.category,
            source: self.source.map(AgencyId),
            withheld: mark.is_some_and(|mark| mark.holds(now)),
            created: Timestamp::from_micros(self.created),
        })
    }
}

/// Documents whose mark no health professional has answered in time.
///
/// # Errors
/// When they cannot be read.
pub async fn list_marks_over(
    conn: &mut Conn,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(DocumentId, ChildId)>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = on!(conn, c => sqlx::query_as(MARKS_OVER)
        .bind(now.as_micros()).bind(limit).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, child)| (DocumentId(id), ChildId(child))).collect())
}

/// Takes such a mark away; false when it was answered.
///
/// # Errors
/// When it cannot be written.
pub async fn drop_mark_over(tx: &mut Tx, id: DocumentId) -> Result<bool, StoreError> {
    let now = tx.now().as_micros();
    let rows = on!(tx.writing().await?, c => sqlx::query(DROP_MARK)
        .bind(id.0).bind(now).execute(c).await.map(|done| done.rows_affected()))?;
    tx.access_changed();
    Ok(rows == 1)
}

/// Marks a document "not for my guardians", or takes the mark away.
///
/// # Errors
/// When it cannot be written.
pub async fn set_mark(
    tx: &mut Tx,
    id: DocumentId,
    mark: Option<Mark>,
    by: PersonId,
) -> Result<(), StoreError> {
    let (now, index) = (tx.now().as_micros(), tx.next_index());
    let (state, until) = match mark {
        None => (None, None),
        Some(Mark::Confirmed) => (Some("confirmed"), None),
        Some(Mark::Asked { until }) => (Some("asked"), Some(until.as_micros())),
    };
    on!(tx.writing().await?, c => sqlx::query(MARK)
        .bind(id.0).bind(state).bind(now).bind(until).bind(by.0).bind(index)
        .execute(c).await.map(|_| ()))?;
    tx.access_changed();
    Ok(())
}

/// Index of the entry that told last of a document's mark.
///
/// # Errors
/// When it cannot be read.
pub async fn find_mark_told(conn: &mut Conn, id: DocumentId) -> Result<Option<i64>, StoreError> {
    let row: Option<(Option<i64>,)> =
        on!(conn, c => sqlx::query_as(MARK_TOLD).bind(id.0).fetch_optional(c).await)?;
    Ok(row.and_then(|(index,)| index))
}
