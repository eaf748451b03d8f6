//! Pictures of the main pages. To make those of the README anew:
//! `TEST_SHOTS=docs/shots cargo test --test it browser::shots`

use super::driver::{Browser, DESK, PHONE, Screen};
use super::world::World;
use std::path::PathBuf;

const PHONE_LIGHT: (Screen, &str) = (PHONE, "light");
const PHONE_DARK: (Screen, &str) = (PHONE, "dark");
const DESK_LIGHT: (Screen, &str) = (DESK, "light");

/// Name, who, page, on what.
const SHOTS: [(&str, &str, &str, (Screen, &str)); 12] = [
    ("home-phone", "kari", "/?child={nora}", PHONE_LIGHT),
    ("home-phone-dark", "kari", "/?child={nora}", PHONE_DARK),
    ("home-desk", "kari", "/?child={nora}", DESK_LIGHT),
    ("give-phone", "kari", "/folders/{nora}/give?document={document}", PHONE_LIGHT),
    (
        "check-phone",
        "kari",
        "/folders/{nora}/give/check?set=1&document={document}&unit={nav}&purpose=benefit-assessment&last=30",
        PHONE_LIGHT,
    ),
    ("access-desk", "kari", "/folders/{nora}/access", DESK_LIGHT),
    ("documents-phone", "kari", "/folders/{nora}/documents", PHONE_LIGHT),
    ("log-phone", "kari", "/folders/{nora}/log", PHONE_LIGHT),
    ("young-phone", "jonas", "/", PHONE_LIGHT),
    ("cases-desk", "nav", "/cases", DESK_LIGHT),
    ("audit-desk", "auditor", "/audit", DESK_LIGHT),
    ("operate-desk", "operator", "/operate", DESK_LIGHT),
];

/// The most bytes of a picture that stands in the README.
const MOST: usize = 150 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_main_pages_are_drawn() {
    let Some(browser) = Browser::start().await else { return };
    let world = World::start().await;
    let folder = std::env::var_os("TEST_SHOTS").map_or_else(
        || PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("shots"),
        |named| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(named),
    );
    std::fs::create_dir_all(&folder).unwrap();
    for (name, who, path, (screen, scheme)) in SHOTS {
        world.be(&browser, who).await;
        browser.screen(screen).await;
        browser.media(&[("prefers-color-scheme", scheme)]).await;
        browser.go(&world.url(path)).await;
        let picture = browser.picture(f64::from(screen.1) * 1.25).await;
        assert!((5_000..MOST).contains(&picture.len()), "{name}: {} bytes", picture.len());
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }
    println!("pictures are in {}", folder.display());
}
