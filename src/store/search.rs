//! Searching the log: optional filters, newest first, one page at a time.

use super::conn::{Conn, on};
use super::error::StoreError;
use super::log::EntryRow;
use crate::domain::{AgencyId, ChildId, DocumentId, PersonId, Timestamp};
use sqlx::QueryBuilder;

/// What to look for; `None` filters nothing.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// At or after.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
    /// Any of these units or organisations in the entry's unit or agency; an
    /// empty list finds nothing.
    pub agencies: Option<Vec<AgencyId>>,
    /// Who.
    pub person: Option<PersonId>,
    /// Whose folder.
    pub child: Option<ChildId>,
    /// Which document.
    pub document: Option<DocumentId>,
    /// Kind code.
    pub kind: Option<String>,
    /// Any of these kinds, by their codes; an empty list filters nothing.
    pub kinds: Vec<&'static str>,
    /// Leaves out entries of these kinds by the family itself.
    pub but_own: Vec<&'static str>,
    /// Outcome code.
    pub outcome: Option<String>,
    /// Purpose code.
    pub purpose: Option<String>,
    /// Only indexes below this one (the cursor).
    pub below: Option<i64>,
    /// Only indexes from this one on.
    pub above: Option<i64>,
}

/// One page of entries, newest first.
///
/// # Errors
/// When they cannot be read.
pub async fn page(
    conn: &mut Conn,
    log_id: i64,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<EntryRow>, StoreError> {
    select(conn, log_id, filter, limit, "desc").await
}

/// Entries in the log's order, for exports.
///
/// # Errors
/// When they cannot be read.
pub async fn in_order(
    conn: &mut Conn,
    log_id: i64,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<EntryRow>, StoreError> {
    select(conn, log_id, filter, limit, "asc").await
}

async fn select(
    conn: &mut Conn,
    log_id: i64,
    filter: &Filter,
    limit: i64,
    order: &'static str,
) -> Result<Vec<EntryRow>, StoreError> {
    on!(conn, c => {
        let mut sql = QueryBuilder::new("select * from log_entry where log_id = ");
        sql.push_bind(log_id);
        if let Some(from) = filter.from {
            sql.push(" and time >= ").push_bind(from.as_micros());
        }
        if let Some(to) = filter.to {
            sql.push(" and time < ").push_bind(to.as_micros());
        }
        if let Some(agencies) = &filter.agencies {
            // An empty list is a filter that nothing passes, never no filter.
            sql.push(" and (1 = 0");
            for agency in agencies {
                sql.push(" or unit = ").push_bind(agency.0);
                sql.push(" or agency = ").push_bind(agency.0);
            }
            sql.push(")");
        }
        if let Some(person) = filter.person {
            sql.push(" and actor = ").push_bind(person.0);
        }
        if let Some(child) = filter.child {
            sql.push(" and child = ").push_bind(child.0);
        }
        if let Some(document) = filter.document {
            sql.push(" and document = ").push_bind(document.0);
        }
        if let Some(kind) = &filter.kind {
            sql.push(" and kind = ").push_bind(kind);
        }
        if !filter.kinds.is_empty() {
            sql.push(" and kind in (");
            let mut kinds = sql.separated(", ");
            for kind in &filter.kinds {
                kinds.push_bind(*kind);
            }
            sql.push(")");
        }
        if !filter.but_own.is_empty() {
            sql.push(" and not (coalesce(role, '') in ('guardian', 'young-person') and kind in (");
            let mut kinds = sql.separated(", ");
            for kind in &filter.but_own {
                kinds.push_bind(*kind);
            }
            sql.push("))");
        }
        if let Some(outcome) = &filter.outcome {
            sql.push(" and outcome = ").push_bind(outcome);
        }
        if let Some(purpose) = &filter.purpose {
            sql.push(" and purpose = ").push_bind(purpose);
        }
        if let Some(below) = filter.below {
            sql.push(" and idx < ").push_bind(below);
        }
        if let Some(above) = filter.above {
            sql.push(" and idx >= ").push_bind(above);
        }
        sql.push(" order by idx ").push(order).push(" limit ").push_bind(limit);
        Ok(sql.build_query_as::<EntryRow>().fetch_all(c).await?)
    })
}
