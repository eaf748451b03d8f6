//! Looking at, and meddling with, a database from outside the program.

use samflyt::store::Place;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};

/// An own connection to the database that a program uses.
pub enum Outside {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Outside {
    /// Connects.
    pub async fn connect(place: &Place) -> Self {
        match place {
            Place::Sqlite(path) => Outside::Sqlite(
                SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap(),
            ),
            Place::Postgres(url) => Outside::Postgres(PgConnection::connect(url).await.unwrap()),
        }
    }

    /// Runs statements.
    pub async fn run(&mut self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Outside::Sqlite(conn) => sqlx::raw_sql(sql).execute(conn).await.map(drop).unwrap(),
            Outside::Postgres(conn) => sqlx::raw_sql(sql).execute(conn).await.map(drop).unwrap(),
        }
    }

    /// One whole number.
    pub async fn number(&mut self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Outside::Sqlite(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.unwrap(),
            Outside::Postgres(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.unwrap(),
        }
    }

    /// Texts of one column.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Outside::Sqlite(conn) => sqlx::query_scalar(sql).fetch_all(conn).await.unwrap(),
            Outside::Postgres(conn) => sqlx::query_scalar(sql).fetch_all(conn).await.unwrap(),
        }
    }

    /// A literal of these bytes.
    pub fn bytes(&self, bytes: &[u8]) -> String {
        match self {
            Outside::Sqlite(_) => format!("x'{}'", hex::encode(bytes)),
            Outside::Postgres(_) => format!("'\\x{}'", hex::encode(bytes)),
        }
    }

    /// A literal of this id.
    pub fn id(&self, id: uuid::Uuid) -> String {
        match self {
            Outside::Sqlite(_) => format!("x'{}'", hex::encode(id.as_bytes())),
            Outside::Postgres(_) => format!("'{id}'"),
        }
    }
}
