use super::*;

#[tokio::test]
async fn a_sqlite_that_may_lose_commits_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let safe = SqliteConnectOptions::new()
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("secure_delete", "on");
    let at = |name: &str| safe.clone().filename(dir.path().join(name));
    for (options, wrong) in [
        (at("a"), ""),
        (at("b").synchronous(SqliteSynchronous::Normal), "synchronous = 1"),
        (at("c").journal_mode(SqliteJournalMode::Delete), "journal_mode = delete"),
        (at("d").foreign_keys(false), "foreign_keys = 0"),
        (at("e").pragma("secure_delete", "off"), "secure_delete = 0"),
    ] {
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await;
        let said = safe_sqlite(&pool.unwrap()).await.map_err(|error| error.to_string());
        match said {
            Ok(()) => assert_eq!(wrong, ""),
            Err(said) => assert!(said.contains(wrong) && !wrong.is_empty(), "{said}"),
        }
    }
}

#[test]
fn a_server_elsewhere_is_verified_unless_its_address_says_otherwise() {
    let mode = |url: &str| format!("{:?}", postgres::options(url).unwrap().get_ssl_mode());
    for (url, wanted) in [
        ("postgres://u@db.example.org/d", "VerifyFull"),
        ("postgres://u@db.example.org/d?application_name=x", "VerifyFull"),
        ("postgres://u@db.example.org/d?sslmode=verify-ca", "VerifyCa"),
        ("postgres://u@db.example.org/d?sslmode=require", "Require"),
        // Never in clear over a network.
        ("postgres://u@db.example.org/d?sslmode=disable", "Require"),
        ("postgres://u@127.0.0.1/d?sslmode=disable", "Disable"),
    ] {
        assert_eq!(mode(url), wanted, "{url}");
    }
}
