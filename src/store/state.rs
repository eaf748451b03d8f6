//! How much there is of what, for those who run the installation. Numbers alone.

use super::conn::{Conn, on, row, sql};
use super::error::StoreError;

sql! {
    STATE = "select (select count(*) from child) as folders, \
        (select count(*) from agency where active) as bodies, \
        (select count(*) from document_version) as versions, \
        (select cast(coalesce(sum(size_bytes), 0) as bigint) from document_version) as bytes, \
        (select count(*) from document_version where scan = 'pending') as scans, \
        (select count(*) from delivery where done is null and given_up is null) as deliveries, \
        (select count(*) from delivery where given_up is not null) as given_up, \
        (select count(*) from erasure where stopped is null and done is null) as erasures, \
        (select count(*) from audit_case where state <> 'closed') as cases";
}

row! {
    /// How much there is.
    #[derive(Debug, Clone)]
    pub struct State {
        /// Folders.
        pub folders: i64,
        /// Bodies that take part.
        pub bodies: i64,
        /// Versions of documents.
        pub versions: i64,
        /// Their bytes.
        pub bytes: i64,
        /// Versions that wait for the scanner.
        pub scans: i64,
        /// Notices that wait to be sent.
        pub deliveries: i64,
        /// Notices that could not be sent.
        pub given_up: i64,
        /// Folders whose erasure is under way.
        pub erasures: i64,
        /// Auditors' cases that are not closed.
        pub cases: i64,
    }
}

/// How much there is now.
///
/// # Errors
/// When it cannot be counted.
pub async fn find(conn: &mut Conn) -> Result<State, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(STATE).fetch_one(c).await)?)
}
