//! Searching the log: optional filters, newest first, one page at a time; and how
//! many there are, by what auditors look at.
//!
//! One function writes the conditions of all of them, so that no count can reach
//! further than the rows.

use super::conn::{Conn, on, row};
use super::error::StoreError;
use super::log::EntryRow;
use crate::domain::entry::Kind;
use crate::domain::question::Act;
use crate::domain::{AgencyId, ChildId, DocumentId, PersonId, Timestamp};
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

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
    /// Leaves out what the family itself only looked at.
    pub but_own_looks: bool,
    /// Outcome code.
    pub outcome: Option<String>,
    /// Purpose code.
    pub purpose: Option<String>,
    /// Reason code.
    pub reason: Option<String>,
    /// For an agency: nothing that is the family's own.
    pub but_the_familys: bool,
    /// Nothing whose child is kept from the agency: not even the number is told.
    pub but_concealed: bool,
    /// Nothing of the folders in which this person has or has had a say, as guardian or
    /// as the young person.
    pub but_family_of: Option<PersonId>,
    /// Only what a case of an emergency is about that is not closed and that nobody has
    /// looked into within so many microseconds.
    pub left_lying: Option<i64>,
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
        let mut sql = QueryBuilder::new("select * from log_entry");
        conditions(&mut sql, log_id, filter);
        sql.push(" order by idx ").push(order).push(" limit ").push_bind(limit);
        Ok(sql.build_query_as::<EntryRow>().fetch_all(c).await?)
    })
}

/// What a family did not only look at itself: to the letter as in the index of it, for
/// only so a database sees that the index serves.
const NOT_OWN_LOOKS: &str = "not (coalesce(role, '') in ('guardian', 'young-person') and kind in \
    ('listed', 'consents-seen', 'requests-seen', 'notices-seen', 'log-read', 'delivered'))";

/// Writes what an entry must be to be found.
fn conditions<D: Database>(sql: &mut QueryBuilder<D>, log_id: i64, filter: &Filter)
where
    i64: for<'q> Encode<'q, D> + Type<D>,
    String: for<'q> Encode<'q, D> + Type<D>,
    Uuid: for<'q> Encode<'q, D> + Type<D>,
{
    sql.push(" where log_id = ").push_bind(log_id);
    if let Some(from) = filter.from {
        sql.push(" and time >= ").push_bind(from.as_micros());
    }
    if let Some(to) = filter.to {
        sql.push(" and time < ").push_bind(to.as_micros());
    }
    if let Some(agencies) = &filter.agencies {
        among(sql, &["unit", "agency"], agencies);
    }
    let ids = [
        (" and actor = ", filter.person.map(|id| id.0)),
        (" and child = ", filter.child.map(|id| id.0)),
        (" and document = ", filter.document.map(|id| id.0)),
    ];
    for (text, id) in ids {
        if let Some(id) = id {
            sql.push(text).push_bind(id);
        }
    }
    let codes = [
        (" and kind = ", &filter.kind),
        (" and outcome = ", &filter.outcome),
        (" and purpose = ", &filter.purpose),
        (" and reason = ", &filter.reason),
    ];
    for (text, code) in codes {
        if let Some(code) = code {
            sql.push(text).push_bind(code.clone());
        }
    }
    if !filter.kinds.is_empty() {
        sql.push(" and kind in (");
        list(sql, &filter.kinds);
    }
    if filter.but_own_looks {
        sql.push(" and ").push(NOT_OWN_LOOKS);
    }
    let mut without = |which: fn(Kind) -> bool| {
        let kinds = Kind::ALL.iter().filter(|kind| which(**kind)).map(|kind| kind.code());
        sql.push(" and kind not in (");
        list(sql, &kinds.collect::<Vec<_>>());
    };
    if filter.but_the_familys {
        without(Kind::is_the_familys);
    }
    if filter.but_concealed {
        without(Kind::conceals_child);
        sql.push(" and not (kind = ").push_bind(Kind::Refused.code().to_owned());
        sql.push(" and coalesce(act, '') = ").push_bind(Act::OpenEmergency.code().to_owned());
        sql.push(")");
    }
    if let Some(whose) = filter.but_family_of {
        strangers(sql, "child", whose);
    }
    if let Some(within) = filter.left_lying {
        sql.push(" and idx in (select a.entry from audit_case a where a.kind = 'emergency'");
        sql.push(" and a.state <> 'closed' and not exists (select 1 from audit_finding f");
        sql.push(" where f.audit_case = a.id and f.at <= log_entry.time + ").push_bind(within);
        sql.push("))");
    }
    if let Some(below) = filter.below {
        sql.push(" and idx < ").push_bind(below);
    }
    if let Some(above) = filter.above {
        sql.push(" and idx >= ").push_bind(above);
    }
}

/// The child that `column` names, if any, is of no family of this person. The same
/// statement reads who the family is: nothing lies between looking and showing. A
/// guardianship that nobody has confirmed hides nothing.
fn strangers<D: Database>(sql: &mut QueryBuilder<D>, column: &'static str, person: PersonId)
where
    Uuid: for<'q> Encode<'q, D> + Type<D>,
{
    sql.push(" and (").push(column).push(" is null or ").push(column);
    sql.push(" not in (select g.child from guardianship g where g.person = ").push_bind(person.0);
    sql.push(" and g.verified is not null");
    sql.push(" union select k.id from child k where k.person = ").push_bind(person.0);
    sql.push("))");
}

/// One of these columns names one of these bodies. An empty list is a filter that
/// nothing passes, never no filter. Lists, since a chain of as many alternatives as a
/// big agency has bodies would be too deep for SQLite.
fn among<D: Database>(sql: &mut QueryBuilder<D>, columns: &[&'static str], bodies: &[AgencyId])
where
    Uuid: for<'q> Encode<'q, D> + Type<D>,
{
    if bodies.is_empty() {
        sql.push(" and 1 = 0");
        return;
    }
    for (number, column) in columns.iter().enumerate() {
        sql.push(if number == 0 { " and (" } else { " or " }).push(*column).push(" in (");
        let mut all = sql.separated(", ");
        for body in bodies {
            all.push_bind(body.0);
        }
        sql.push(")");
    }
    sql.push(")");
}

fn list<D: Database>(sql: &mut QueryBuilder<D>, codes: &[&'static str])
where
    String: for<'q> Encode<'q, D> + Type<D>,
{
    let mut all = sql.separated(", ");
    for code in codes {
        all.push_bind((*code).to_owned());
    }
    sql.push(")");
}

/// How many entries there are, but no more than `most`.
///
/// # Errors
/// When they cannot be counted.
pub async fn count(
    conn: &mut Conn,
    log_id: i64,
    filter: &Filter,
    most: i64,
) -> Result<i64, StoreError> {
    on!(conn, c => {
        let mut sql = QueryBuilder::new("select count(*) from (select 1 as one from log_entry");
        conditions(&mut sql, log_id, filter);
        sql.push(" limit ").push_bind(most).push(") as found");
        Ok(sql.build_query_scalar::<i64>().fetch_one(c).await?)
    })
}

row! {
    /// Entries of one hour and one body.
    #[derive(Debug, Clone)]
    pub struct OfHour {
        /// Hours since 1970, UTC.
        pub hour: i64,
        /// The body; `None` for the family and the service.
        pub body: Option<Uuid>,
        /// How many.
        pub many: i64,
    }
}

/// How many entries each hour and organisation has, or each hour and unit.
///
/// # Errors
/// When they cannot be counted.
pub async fn by_hour(
    conn: &mut Conn,
    log_id: i64,
    filter: &Filter,
    by_unit: bool,
) -> Result<Vec<OfHour>, StoreError> {
    on!(conn, c => {
        let mut sql = QueryBuilder::new("select time / 3600000000 as hour, ");
        sql.push(if by_unit { "unit" } else { "agency" });
        sql.push(" as body, count(*) as many from log_entry");
        conditions(&mut sql, log_id, filter);
        sql.push(" group by 1, 2 order by 1");
        Ok(sql.build_query_as::<OfHour>().fetch_all(c).await?)
    })
}

row! {
    /// Entries of one reason.
    #[derive(Debug, Clone)]
    pub struct OfReason {
        /// Reason code.
        pub reason: Option<String>,
        /// How many.
        pub many: i64,
    }
}

/// How many entries each reason has, most first.
///
/// # Errors
/// When they cannot be counted.
pub async fn by_reason(
    conn: &mut Conn,
    log_id: i64,
    filter: &Filter,
) -> Result<Vec<OfReason>, StoreError> {
    on!(conn, c => {
        let mut sql = QueryBuilder::new("select reason, count(*) as many from log_entry");
        conditions(&mut sql, log_id, filter);
        sql.push(" group by reason order by many desc, reason");
        Ok(sql.build_query_as::<OfReason>().fetch_all(c).await?)
    })
}

/// For entries that name a consent: microseconds from when it was given, sorted; at
/// most `limit`.
///
/// # Errors
/// When they cannot be read.
pub async fn ages_of_consents(
    conn: &mut Conn,
    log_id: i64,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    on!(conn, c => {
        let mut sql = QueryBuilder::new(
            "select age from (select time - (select created from consent where consent.id = \
             log_entry.consent) as age from log_entry",
        );
        conditions(&mut sql, log_id, filter);
        sql.push(") as ages where age is not null order by age limit ").push_bind(limit);
        Ok(sql.build_query_scalar::<i64>().fetch_all(c).await?)
    })
}

/// Ends of the consents that are in force at `now` with any of these units, or with
/// any at all; but for those of the family of `viewer`.
///
/// # Errors
/// When they cannot be read.
pub async fn ends_of_consents(
    conn: &mut Conn,
    units: Option<&[AgencyId]>,
    viewer: PersonId,
    now: Timestamp,
) -> Result<Vec<i64>, StoreError> {
    on!(conn, c => {
        let mut sql = QueryBuilder::new(
            "select r.valid_until from consent c join consent_revision r on r.consent = c.id and \
             r.revision = c.revision where c.standing = 'approved' and r.valid_until > ",
        );
        sql.push_bind(now.as_micros()).push(" and r.valid_from <= ").push_bind(now.as_micros());
        if let Some(units) = units {
            among(&mut sql, &["c.unit"], units);
        }
        strangers(&mut sql, "c.child", viewer);
        Ok(sql.build_query_scalar::<i64>().fetch_all(c).await?)
    })
}

row! {
    /// As much of an entry as the rules for flags look at.
    #[derive(Debug, Clone)]
    pub struct Glance {
        /// Log index.
        pub idx: i64,
        /// Microseconds since 1970.
        pub time: i64,
        /// Kind code.
        pub kind: String,
        /// Reason code.
        pub reason: Option<String>,
        /// Who.
        pub actor: Option<Uuid>,
        /// As what.
        pub role: Option<String>,
        /// Unit.
        pub unit: Option<Uuid>,
        /// Organisation.
        pub agency: Option<Uuid>,
        /// Whose folder.
        pub child: Option<Uuid>,
        /// Which consent.
        pub consent: Option<Uuid>,
        /// The entry that this one is about.
        pub of_idx: Option<i64>,
    }
}

/// Entries in the log's order, as far as the rules for flags look at them.
///
/// # Errors
/// When they cannot be read.
pub async fn glances(
    conn: &mut Conn,
    log_id: i64,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Glance>, StoreError> {
    on!(conn, c => {
        let mut sql = QueryBuilder::new(
            "select idx, time, kind, reason, actor, role, unit, agency, child, consent, of_idx \
             from log_entry",
        );
        conditions(&mut sql, log_id, filter);
        sql.push(" order by idx limit ").push_bind(limit);
        Ok(sql.build_query_as::<Glance>().fetch_all(c).await?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_of_what_is_told_is_of_the_same_words() {
        for text in [
            include_str!("../../migrations/sqlite/0014_own_log.sql"),
            include_str!("../../migrations/postgres/0014_own_log.sql"),
        ] {
            assert!(text.contains(NOT_OWN_LOOKS), "{text}");
        }
        for kind in [
            Kind::Listed,
            Kind::ConsentsSeen,
            Kind::RequestsSeen,
            Kind::NoticesSeen,
            Kind::LogRead,
            Kind::Delivered,
        ] {
            assert!(NOT_OWN_LOOKS.contains(&format!("'{}'", kind.code())), "{kind:?}");
        }
    }
}
