//! Selections that families remember, to make consents of them.

use super::conn::{Conn, on, row, sql};
use super::error::{StoreError, corrupt};
use super::facts::{Selection, pack as packed, unpack, words};
use super::tx::Tx;
use crate::domain::question::ConsentAction;
use crate::domain::{ChildId, DocumentId, PackId, PersonId, Timestamp};
use uuid::Uuid;

sql! {
    INSERT = "insert into pack (id, child, name_sealed, documents, categories, also_later, actions, \
        created, created_by, idx) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    FORGET = "update pack set name_sealed = $2, dropped = $3, dropped_idx = $4 \
        where id = $1 and dropped is null";
    FIND = "select id, child, name_sealed, documents, categories, also_later, actions, created, \
        created_by, idx from pack where id = $1 and dropped is null";
    OF_CHILD = "select id, child, name_sealed, documents, categories, also_later, actions, created, \
        created_by, idx from pack where child = $1 and dropped is null order by created, id";
    SELECTIONS = "select id, idx, dropped_idx, documents, categories from pack where child = $1";
}

/// A remembered selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Which.
    pub id: PackId,
    /// Of whose folder.
    pub child: ChildId,
    /// Sealed name.
    pub name_sealed: Vec<u8>,
    /// Documents one by one.
    pub documents: Vec<DocumentId>,
    /// Categories as a whole.
    pub categories: Vec<String>,
    /// Later documents of the categories too?
    pub also_later: bool,
    /// What a unit may do.
    pub actions: Vec<ConsentAction>,
    /// Kept at.
    pub created: Timestamp,
    /// Kept by.
    pub created_by: PersonId,
    /// Log index of the entry that tells of it.
    pub index: i64,
}

row! {
    struct Row {
        id: Uuid,
        child: Uuid,
        name_sealed: Vec<u8>,
        documents: Vec<u8>,
        categories: String,
        also_later: bool,
        actions: String,
        created: i64,
        created_by: Uuid,
        idx: i64,
    }
}

impl TryFrom<Row> for Pack {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let bad = |column| corrupt("pack", column, row.id);
        let documents = unpack(Some(&row.documents)).ok_or_else(|| bad("documents"))?;
        let action = |code: &String| ConsentAction::from_code(code).ok_or_else(|| bad("actions"));
        Ok(Self {
            id: PackId(row.id),
            child: ChildId(row.child),
            name_sealed: row.name_sealed,
            documents: documents.into_iter().map(DocumentId).collect(),
            categories: words(Some(&row.categories)),
            also_later: row.also_later,
            actions: words(Some(&row.actions)).iter().map(action).collect::<Result<_, _>>()?,
            created: Timestamp::from_micros(row.created),
            created_by: PersonId(row.created_by),
            index: row.idx,
        })
    }
}

/// Keeps a selection.
///
/// # Errors
/// When it cannot be written.
pub async fn insert(tx: &mut Tx, pack: &Pack) -> Result<(), StoreError> {
    let actions: Vec<&str> = pack.actions.iter().map(|action| action.code()).collect();
    on!(tx.writing().await?, c => sqlx::query(INSERT)
        .bind(pack.id.0)
        .bind(pack.child.0)
        .bind(&pack.name_sealed[..])
        .bind(packed(pack.documents.iter().map(|id| id.0)))
        .bind(pack.categories.join(" "))
        .bind(pack.also_later)
        .bind(actions.join(" "))
        .bind(pack.created.as_micros())
        .bind(pack.created_by.0)
        .bind(pack.index)
        .execute(c).await.map(|_| ()))?;
    Ok(())
}

/// Forgets a selection and its name, told by the next entry; false when there was
/// none. What it was of is kept, so that its entries stay hidden from whom it was.
///
/// # Errors
/// When it cannot be written.
pub async fn forget(tx: &mut Tx, id: PackId) -> Result<bool, StoreError> {
    let (now, index) = (tx.now().as_micros(), tx.next_index());
    let nothing: &[u8] = &[];
    let rows = on!(tx.writing().await?, c => sqlx::query(FORGET)
        .bind(id.0).bind(nothing).bind(now).bind(index)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// The selection with this id.
///
/// # Errors
/// When it cannot be read.
pub async fn find(conn: &mut Conn, id: PackId) -> Result<Option<Pack>, StoreError> {
    let row: Option<Row> = on!(conn, c => sqlx::query_as(FIND).bind(id.0).fetch_optional(c).await)?;
    row.map(TryInto::try_into).transpose()
}

/// The selections of a folder, oldest first.
///
/// # Errors
/// When they cannot be read.
pub async fn list(conn: &mut Conn, child: ChildId) -> Result<Vec<Pack>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(OF_CHILD).bind(child.0).fetch_all(c).await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

row! {
    struct SelectionRow {
        id: Uuid,
        idx: i64,
        dropped_idx: Option<i64>,
        documents: Vec<u8>,
        categories: String,
    }
}

/// What the selections of a folder are of, forgotten ones too, each with the
/// entries that tell of it.
///
/// # Errors
/// When they cannot be read.
pub async fn list_selections(
    conn: &mut Conn,
    child: ChildId,
) -> Result<Vec<(Vec<i64>, Selection)>, StoreError> {
    let rows: Vec<SelectionRow> =
        on!(conn, c => sqlx::query_as(SELECTIONS).bind(child.0).fetch_all(c).await)?;
    let selection = |row: SelectionRow| {
        let documents = unpack(Some(&row.documents));
        let documents = documents.ok_or_else(|| corrupt("pack", "documents", row.id))?;
        let documents = documents.into_iter().map(DocumentId).collect();
        let entries = std::iter::once(row.idx).chain(row.dropped_idx).collect();
        Ok((entries, Selection { documents, categories: words(Some(&row.categories)) }))
    };
    rows.into_iter().map(selection).collect()
}
