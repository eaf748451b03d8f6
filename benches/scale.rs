//! One opening, by itself: its price in four steps, and whether it grows with
//! the installation: `cargo bench --bench scale`.
//!
//! Fills a SQLite database with invented consents and log entries, from 10³ to
//! 10⁵ and 10⁶; `SCALE=full` goes to 10⁶ consents and 10⁷ entries (some minutes,
//! about 10 GB in the temporary folder). The filled entries have leaves and
//! nodes that fit together, so that the service starts with them; their fields
//! are empty, so that `audit verify` would not accept them.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a bench stops at the first surprise and prints what it measured"
)]

use futures_util::{StreamExt, TryStreamExt};
use samflyt::clock::{Clock, SystemClock};
use samflyt::config::Config;
use samflyt::demo::{self, Cast};
use samflyt::flows::App;
use samflyt::flows::open::{self, Wanted};
use samflyt::gate::Ask;
use samflyt::gate::action::Open;
use samflyt::identity::{Actor, bearer};
use samflyt::ledger::tree::Frontier;
use samflyt::store::facts::Target;
use samflyt::vault::blobs::Blobs;
use samflyt::vault::stream::{FileKey, Layout, NONCE, Opener, Sealer};
use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection, Row};
use std::path::Path;
use std::time::{Duration, Instant};

const ROUNDS: usize = 1000;
const PURPOSE: &str = "benefit-assessment";

fn config(data: &Path) -> Config {
    let env =
        [("SAMFLYT_DATA", data.display().to_string()), ("SAMFLYT_TRACE_LEVEL", "warn".to_owned())];
    Config::load(None, env.into_iter().map(|(name, value)| (name.to_owned(), value))).unwrap()
}

async fn sign_in(app: &App, persona: &str) -> Actor {
    let issued = bearer::issue_demo(app.db(), app.entropy(), persona).await.unwrap();
    bearer::authenticate(app.db(), &**app.clock(), &issued.token).await.unwrap()
}

/// The median of what `run` takes.
async fn median<F: Future<Output = ()>>(mut run: impl FnMut() -> F) -> Duration {
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        run().await;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    times[ROUNDS / 2]
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// A whole opening by NAV's caseworker, to the last byte; its outcome is told
/// meanwhile.
async fn opening(app: &App, nav: &Actor, cast: &Cast) {
    let what = (cast.document(0), None);
    let mut opened =
        open::open(app, nav, what, Some(PURPOSE.to_owned()), Wanted::All).await.unwrap();
    while let Some(bytes) = opened.body.next().await {
        bytes.unwrap();
    }
}

async fn decision(app: &App, nav: &Actor, cast: &Cast) {
    let ask =
        Ask::about(Target::Document(cast.document(0), None)).purpose(Some(PURPOSE.to_owned()));
    let refused = app.gate().turn_away::<Open>(nav, ask, app.clock().now()).await.unwrap();
    assert_eq!(refused, None);
}

/// What each promise costs: bytes from the disk, then the decision, then the
/// cipher, then the durable entries.
async fn steps(app: &App, nav: &Actor, cast: &Cast, folder: &Path) {
    let blobs = Blobs::local(&folder.join("steps")).unwrap();
    let (key, size) = (FileKey::new([1; 16]), 60_000_u64);
    let layout = Layout::new(size);
    let mut sealed = vec![7; usize::try_from(size).unwrap() + 16];
    Sealer::new(&key, [2; NONCE]).unwrap().seal_slot(&mut sealed, true).unwrap();
    let name = "ab/00000000-0000-4000-8000-000000000000";
    let mut upload = blobs.put(name).unwrap();
    upload.write(sealed.clone().into()).await.unwrap();
    upload.finish().await.unwrap();
    let span = 0..sealed.len() as u64;
    let raw = median(|| async {
        blobs.read(name, span.clone()).await.unwrap();
    })
    .await;
    let decided = median(|| async {
        decision(app, nav, cast).await;
        blobs.read(name, span.clone()).await.unwrap();
    })
    .await;
    let opened = median(|| async {
        decision(app, nav, cast).await;
        let mut bytes = blobs.read(name, span.clone()).await.unwrap().to_vec();
        let opener = Opener::new(&key, &[2; NONCE]).unwrap();
        opener.open_chunk(0, layout.is_last(0), &mut bytes).unwrap();
    })
    .await;
    let whole = median(|| opening(app, nav, cast)).await;
    println!("one opening of about 60 KB, one caller, median of {ROUNDS}");
    println!("  raw bytes              {:>8.0} µs", micros(raw));
    println!("  + decision             {:>8.0} µs", micros(decided));
    println!("  + decryption           {:>8.0} µs", micros(opened));
    println!("  + durable entry        {:>8.0} µs", micros(whole));
}

/// Adds consents of other families and entries, so that there are so many.
async fn fill(database: &Path, consents: i64, entries: i64) {
    let url = format!("sqlite:{}", database.display());
    let mut conn = SqliteConnection::connect(&url).await.unwrap();
    let now = SystemClock.now().as_micros();
    for sql in [
        "pragma synchronous = off",
        "pragma foreign_keys = off",
        "pragma cache_size = -1000000",
        "pragma journal_mode = wal",
    ] {
        sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
    }
    let mut tx = conn.begin().await.unwrap();
    // Five consents a child, spread over the units of the cast.
    for (sql, count) in [
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1) \
             insert into child (id, name_sealed, birth_day, created) \
             select randomblob(16), x'00', 17000, $2 from n",
            consents / 5,
        ),
        (
            "with recursive n(i) as (select 0 union all select i + 1 from n where i < 4) \
             insert into consent (id, child, unit, purpose, revision, standing, created, created_by) \
             select randomblob(16), k.id, u.id, 'benefit-assessment', 1, 'approved', $2 + n.i, p.id \
             from child k, n join (select id, row_number() over () - 1 as at from agency \
             where level = 'unit') u on u.at = n.i join (select id from person limit 1) p \
             where k.birth_day = 17000 and $1 > 0",
            1,
        ),
        (
            "insert into consent_revision (consent, revision, sha256, canonical_sealed, valid_from, \
             valid_until, given, documents, categories, also_later, actions, excluded_persons, \
             excluded_units, text_version, text_language, created, created_by) \
             select c.id, 1, randomblob(32), x'00', $2, $2 + 8640000000000, $2, x'', 'medical', 0, \
             'open', x'', x'', 'v', 'nb', $2, c.created_by from consent c \
             where c.id not in (select consent from consent_revision) and $1 > 0",
            1,
        ),
    ] {
        sqlx::query(sql).bind(count).bind(now).execute(&mut *tx).await.unwrap();
    }
    let head = sqlx::query("select size, edge from log_head").fetch_one(&mut *tx).await.unwrap();
    let (size, edge): (i64, Vec<u8>) = (head.get(0), head.get(1));
    // One entry in ten is an opening with its consent.
    sqlx::query(
        "with recursive n(i) as (select $1 union all select i + 1 from n where i + 1 < $2) \
         insert into log_entry (log_id, idx, schema, time, kind, outcome, actor, role, unit, agency, \
         child, document, consent, purpose, policy, facts, key_system, key_actor, key_subject, leaf) \
         select 0, i, 1, (select time from log_head), 'listed', 'allowed', randomblob(16), \
         'professional', randomblob(16), randomblob(16), randomblob(16), randomblob(16), \
         randomblob(16), 'benefit-assessment', zeroblob(32), zeroblob(32), randomblob(32), \
         randomblob(32), randomblob(32), randomblob(32) from n",
    )
    .bind(size)
    .bind(entries)
    .execute(&mut *tx)
    .await
    .unwrap();
    let mut frontier = Frontier::from_bytes(u64::try_from(size).unwrap(), &edge).unwrap();
    let mut nodes = Vec::new();
    {
        let mut leaves = sqlx::query("select leaf from log_entry where idx >= $1 order by idx")
            .bind(size)
            .fetch(&mut *tx);
        while let Some(row) = leaves.try_next().await.unwrap() {
            let leaf: Vec<u8> = row.get(0);
            frontier.push(&leaf.try_into().unwrap(), &mut |level, pos, hash| {
                if level > 0 && level % 8 == 0 {
                    nodes.push((i64::from(level), i64::try_from(pos).unwrap(), hash.to_vec()));
                }
            });
        }
    }
    for (level, pos, hash) in nodes {
        sqlx::query("insert into log_node (log_id, level, pos, hash) values (0, $1, $2, $3)")
            .bind(level)
            .bind(pos)
            .bind(hash)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    sqlx::query("update log_head set size = $1, edge = $2")
        .bind(i64::try_from(frontier.size()).unwrap())
        .bind(frontier.to_bytes())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for sql in ["pragma wal_checkpoint(truncate)", "analyze"] {
        sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
    }
    conn.close().await.unwrap();
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let config = config(&data);
        let full = std::env::var("SCALE").is_ok_and(|value| value == "full");
        let (consents, entries) = if full { (1_000_000, 10_000_000) } else { (100_000, 1_000_000) };
        let mut small = None;
        for (consents, entries) in [(1000, 1000), (consents, entries)] {
            let (app, _) = demo::start(&config).await.unwrap();
            app.stop(Duration::from_secs(10)).await;
            fill(&data.join("samflyt.db"), consents, entries).await;
            let begun = Instant::now();
            let (app, cast) = demo::start(&config).await.unwrap();
            let started = begun.elapsed();
            let nav = sign_in(&app, "nav").await;
            if small.is_none() {
                steps(&app, &nav, &cast, folder.path()).await;
            }
            let p50 = median(|| opening(&app, &nav, &cast)).await;
            let first = *small.get_or_insert(p50);
            println!(
                "{consents:>9} consents, {entries:>9} entries: opening p50 {:.0} µs, {:.2} x the \
                 smallest (target 1.3); start {:.0} ms",
                micros(p50),
                p50.as_secs_f64() / first.as_secs_f64(),
                started.as_secs_f64() * 1e3
            );
            app.stop(Duration::from_secs(10)).await;
        }
    });
}
