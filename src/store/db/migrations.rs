//! The schema's steps, in order: number, name, and the text for each database.

/// Migrations by number and name, the same on both databases.
pub(super) const MIGRATIONS: [(i64, &str, &str, &str); 10] = [
    (
        1,
        "core",
        include_str!("../../../migrations/sqlite/0001_core.sql"),
        include_str!("../../../migrations/postgres/0001_core.sql"),
    ),
    (
        2,
        "consent life",
        include_str!("../../../migrations/sqlite/0002_consent_life.sql"),
        include_str!("../../../migrations/postgres/0002_consent_life.sql"),
    ),
    (
        3,
        "notices",
        include_str!("../../../migrations/sqlite/0003_notices.sql"),
        include_str!("../../../migrations/postgres/0003_notices.sql"),
    ),
    (
        4,
        "requests",
        include_str!("../../../migrations/sqlite/0004_requests.sql"),
        include_str!("../../../migrations/postgres/0004_requests.sql"),
    ),
    (
        5,
        "emergency",
        include_str!("../../../migrations/sqlite/0005_emergency.sql"),
        include_str!("../../../migrations/postgres/0005_emergency.sql"),
    ),
    (
        6,
        "own data",
        include_str!("../../../migrations/sqlite/0006_own_data.sql"),
        include_str!("../../../migrations/postgres/0006_own_data.sql"),
    ),
    (
        7,
        "sessions",
        include_str!("../../../migrations/sqlite/0007_sessions.sql"),
        include_str!("../../../migrations/postgres/0007_sessions.sql"),
    ),
    (
        8,
        "uploads",
        include_str!("../../../migrations/sqlite/0008_uploads.sql"),
        include_str!("../../../migrations/postgres/0008_uploads.sql"),
    ),
    (
        9,
        "audit",
        include_str!("../../../migrations/sqlite/0009_audit.sql"),
        include_str!("../../../migrations/postgres/0009_audit.sql"),
    ),
    (
        10,
        "members",
        include_str!("../../../migrations/sqlite/0010_members.sql"),
        include_str!("../../../migrations/postgres/0010_members.sql"),
    ),
];
