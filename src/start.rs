//! The composition root: from settings to a running [`App`].

use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::domain::document::MediaType;
use crate::domain::entry::Kind;
use crate::domain::notice::MailAddress;
use crate::entropy::{Entropy, SystemEntropy};
use crate::flows::notices::chores::unsealer;
use crate::flows::{App, Limits, keyring, sweep};
use crate::gate::Gate;
use crate::gate::lease::Leases;
use crate::gate::system::{About, By};
use crate::ledger::checkpoint::{NoteError, Signer};
use crate::ledger::publish::{PublishError, Publisher};
use crate::notify::mail::{self, Mailer, SetupError};
use crate::notify::webhook::{Hooks, system_lookup};
use crate::notify::worker::{Courier, Means};
use crate::policy::engine::{Policies, PolicyError};
use crate::store::{Db, OpenError, StoreError, Unlogged, keys as key_rows, policy_sets};
use crate::vault::blobs::{BlobError, Blobs};
use crate::vault::keys::{KeyError, LogSeed, RootKeys};
use crate::vault::scanner::{AddressError, Scanner};
use crate::vault::{UNSEALED, Vault, VaultError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// What the program is started for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The demonstration: makes its own keys, knows personas.
    Demo,
    /// The service.
    Serve,
    /// A command at the console, beside a running service perhaps.
    Tool,
}

/// Why the program cannot start; each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be made.
    #[error(
        "the data folder {path} cannot be used: {source}; choose another with --data or SAMFLYT_DATA"
    )]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is no key file.
    #[error(
        "there is no key file {path}: make the keys of a new installation with `samflyt key init`, or bring the key file that belongs to this database"
    )]
    NoKeys {
        /// Where it is looked for.
        path: PathBuf,
    },
    /// A key file cannot be used.
    #[error("the key file {path} cannot be used: {source}")]
    Keys {
        /// Which.
        path: PathBuf,
        /// Why and what to do.
        source: KeyError,
    },
    /// A key file cannot be written.
    #[error("the key file {path} cannot be written: {source}")]
    KeyFile {
        /// Which.
        path: PathBuf,
        /// Why.
        source: KeyError,
    },
    /// The log's name or key is unusable.
    #[error("log.name or the log key cannot be used: {0}")]
    Log(#[from] NoteError),
    /// The database.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The object store.
    #[error("the document store cannot be used: {0}; check storage.url and the AWS_ variables")]
    Storage(#[from] BlobError),
    /// The policies.
    #[error("the policies cannot be used: {0}")]
    Policy(#[from] PolicyError),
    /// The scanner's address.
    #[error("scanner.address: {0}")]
    Scanner(#[from] AddressError),
    /// The log does not continue what was signed.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The keys do not fit the database.
    #[error("the root key file does not belong to this database: {0}")]
    Vault(#[from] VaultError),
    /// A database that was made for the demonstration.
    #[error(
        "this database holds the demonstration's invented people: serve with another data folder or database"
    )]
    DemoData,
    /// A database of a real installation.
    #[error(
        "this data folder or database is not a demonstration's: give `demo` an own folder with --data"
    )]
    RealData,
    /// A database whose mark this program does not know.
    #[error(
        "this database does not say whether it is a demonstration's: restore a backup or use the program that wrote it"
    )]
    UnknownKind,
    /// The objects belong to another database.
    #[error(
        "the document store belongs to another installation: give each its own bucket, prefix or folder"
    )]
    ForeignStore,
    /// A build for one test.
    #[error(
        "this build seals nothing (cargo feature `unsealed`): it is for a test and does not serve"
    )]
    Unsealed,
    /// Others may look into the data folder.
    #[error("the data folder {0} can be read by others: chmod 700 it")]
    OpenFolder(PathBuf),
    /// Mail cannot be set up.
    #[error("mail: {0}")]
    Mail(#[from] SetupError),
    /// The password of mail cannot be read.
    #[error("mail.password_file {path} cannot be used: {why}")]
    MailPassword {
        /// Which.
        path: PathBuf,
        /// Why, and what to do.
        why: String,
    },
    /// A switch that is for tests.
    #[error("webhooks.allow_loopback is for tests: take it out")]
    Loopback,
    /// Something could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Which kind of installation a database belongs to.
const KIND: &str = "installation";
/// A random name of the installation, also written into its document store.
const ID: &str = "installation-id";

/// Puts the program together with the system's clock and randomness.
///
/// # Errors
/// [`StartError`], each with what to do.
pub async fn start(config: &Config, mode: Mode) -> Result<App, StartError> {
    start_with(config, mode, Arc::new(SystemClock), Arc::new(SystemEntropy)).await
}

/// Puts the program together.
///
/// # Errors
/// [`StartError`], each with what to do.
pub async fn start_with(
    config: &Config,
    mode: Mode,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
) -> Result<App, StartError> {
    start_on(config, mode, clock, entropy, blobs).await
}

/// Puts the program together over the object store that `blobs` gives.
///
/// # Errors
/// [`StartError`], each with what to do.
pub async fn start_on(
    config: &Config,
    mode: Mode,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    blobs: impl FnOnce(&Config) -> Result<Blobs, StartError>,
) -> Result<App, StartError> {
    if UNSEALED && mode == Mode::Serve {
        return Err(StartError::Unsealed);
    }
    if mode == Mode::Serve && config.webhooks.allow_loopback {
        return Err(StartError::Loopback);
    }
    use_ring();
    make_folder(&config.data.dir)?;
    if mode == Mode::Serve {
        only_own(&config.data.dir)?;
    }
    let (root_file, log_file) = (config.root_key_file(), config.log_key_file());
    // One of them alone is what a start that was killed between them leaves.
    let complete = root_file.exists() && log_file.exists();
    let fresh = mode == Mode::Demo && !complete && !holds_data(config).await?;
    if fresh {
        make_keys(&root_file, &log_file, &*entropy)?;
    }
    let roots = load(&root_file, RootKeys::load_file)?;
    let seed = load(&log_file, LogSeed::load_file)?;
    let signer = Signer::new(&config.log_origin(), seed.expose())?;
    let policies = Arc::new(if config.policy.dir.as_os_str().is_empty() {
        Policies::embedded()?
    } else {
        Policies::load(&config.policy.dir)?
    });
    let scanner = scanner(config)?;
    let mailer = mailer(config)?;
    let hooks = Hooks::new(system_lookup(), config.webhooks.allow_loopback);
    let blobs = blobs(config)?;
    let db = Db::open(
        &config.database_place(),
        &config.log_origin(),
        Arc::clone(&clock),
        Arc::clone(&entropy),
    )
    .await?;
    // From here on time does not go back.
    let clock = db.clock();
    let unscanned_allowed = scanner.is_off();
    let vault = Vault::new(
        (roots, root_file.clone()),
        blobs,
        scanner,
        Arc::clone(&clock),
        Arc::clone(&entropy),
    );
    settle(&db, &vault, mode, fresh, &*entropy).await?;
    let publisher = Publisher::start(db.clone(), signer, Some(config.checkpoint_file())).await?;
    let gate = Gate::new(db.clone(), policies, unscanned_allowed);
    let media_types = config.limits.media_types.iter();
    let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
    let vault = Arc::new(vault);
    let courier = Courier::new(Means {
        db: db.clone(),
        gate: gate.clone(),
        clock: Arc::clone(&clock),
        entropy: Arc::clone(&entropy),
        mailer,
        hooks,
        unseal: unsealer(db.clone(), Arc::clone(&vault)),
        digest_hour: config.mail.digest_hour,
        tasks: tasks.clone(),
        stop: stop.clone(),
    });
    let app = App {
        leases: Leases::start(gate.clone(), Arc::clone(&clock), stop.clone()),
        gate,
        vault,
        courier: Arc::new(courier),
        publisher,
        clock,
        entropy,
        limits: Limits {
            document_bytes: config.limits.document_bytes,
            media_types: media_types.filter_map(|name| MediaType::from_name(name)).collect(),
            stream: Duration::from_secs(config.limits.stream_secs),
            idle: Duration::from_secs(config.server.idle_secs),
        },
        uploads: Arc::default(),
        bell: Arc::default(),
        demo: mode == Mode::Demo,
        verifying: Arc::default(),
        tasks,
        stop,
        db,
    };
    if mode != Mode::Tool {
        app.gate.note(Kind::ServiceStarted, None).await?;
        keep_policies(&app).await?;
        sweep::start(&app);
    }
    Ok(app)
}

/// Keeps the rules that answer from now on, with the entry that tells of them.
async fn keep_policies(app: &App) -> Result<(), StoreError> {
    let policies = Arc::clone(app.policies());
    app.gate
        .administer::<(), StoreError, _>(Kind::PolicyLoaded, By::System, move |tx| {
            Box::pin(async move {
                policy_sets::keep(tx, &policies.hash(), &policies.to_text()).await?;
                Ok(((), Some(About::default())))
            })
        })
        .await
}

/// ring is the only crypto provider, also under TLS.
fn use_ring() {
    // A second start in one process (tests) finds it installed.
    drop(rustls::crypto::ring::default_provider().install_default());
}

fn load<T>(path: &Path, read: impl Fn(&Path) -> Result<T, KeyError>) -> Result<T, StartError> {
    if !path.exists() {
        return Err(StartError::NoKeys { path: path.to_owned() });
    }
    read(path).map_err(|source| StartError::Keys { path: path.to_owned(), source })
}

/// Makes the data folder, for its owner only.
///
/// # Errors
/// [`StartError::Folder`].
pub fn make_folder(dir: &Path) -> Result<(), StartError> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(|source| StartError::Folder { path: dir.to_owned(), source })
}

/// The service's data folder must be closed to others.
///
/// # Errors
/// [`StartError::OpenFolder`].
#[expect(clippy::verbose_bit_mask, reason = "file modes are read in octal")]
pub fn only_own(dir: &Path) -> Result<(), StartError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(dir)
        .map_err(|source| StartError::Folder { path: dir.to_owned(), source })?
        .permissions()
        .mode();
    if mode & 0o077 == 0 { Ok(()) } else { Err(StartError::OpenFolder(dir.to_owned())) }
}

/// Are there records already, which the keys that made them belong to?
///
/// # Errors
/// When the database cannot be opened.
pub async fn holds_data(config: &Config) -> Result<bool, StartError> {
    let place = config.database_place();
    if let crate::store::Place::Sqlite(path) = &place
        && !path.exists()
    {
        return Ok(false);
    }
    let db = match Db::inspect(&place).await {
        Ok(db) => db,
        // Nothing has ever been made there.
        Err(OpenError::UnknownSchema(0)) => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    let mut conn = db.read().await?;
    let found = key_rows::find(&mut conn, key_rows::DIRECTORY).await?.is_some();
    drop(conn);
    db.close().await;
    Ok(found)
}

/// Makes the keys of a new installation; never overwrites. Where one of the two
/// files is there, the other one is made.
///
/// # Errors
/// [`StartError::KeyFile`], also when both files exist.
pub fn make_keys(
    root_file: &Path,
    log_file: &Path,
    entropy: &dyn Entropy,
) -> Result<(), StartError> {
    for path in [root_file, log_file] {
        if let Some(parent) = path.parent() {
            make_folder(parent)?;
        }
    }
    let (has_root, has_log) = (root_file.exists(), log_file.exists());
    if !has_root || has_log {
        RootKeys::generate(entropy)
            .create_file(root_file)
            .map_err(|source| StartError::KeyFile { path: root_file.to_owned(), source })?;
    }
    if !has_log {
        LogSeed::generate(entropy)
            .create_file(log_file)
            .map_err(|source| StartError::KeyFile { path: log_file.to_owned(), source })?;
    }
    Ok(())
}

/// The scanner of the settings.
///
/// # Errors
/// [`StartError::Scanner`].
pub fn scanner(config: &Config) -> Result<Scanner, StartError> {
    if config.scanner.address == "off" {
        return Ok(Scanner::Off);
    }
    Ok(Scanner::Clamd {
        address: config.scanner.address.parse()?,
        timeout_secs: config.scanner.timeout_secs,
    })
}

/// Mail by the settings; `None` where no server is named.
///
/// # Errors
/// [`StartError::Mail`] and [`StartError::MailPassword`].
pub fn mailer(config: &Config) -> Result<Option<Mailer>, StartError> {
    let Config { mail, .. } = config;
    if mail.server.is_empty() {
        return Ok(None);
    }
    use_ring();
    let login = if mail.user.is_empty() {
        None
    } else {
        Some((mail.user.clone(), password(&mail.password_file)?))
    };
    let settings = mail::Settings {
        server: mail.server.clone(),
        port: mail.port,
        tls: mail::Tls::from_code(&mail.tls).unwrap_or(mail::Tls::StartTls),
        login,
        from: MailAddress::new(&mail.from).map_err(|_| SetupError::From)?,
    };
    Ok(Some(Mailer::new(&settings)?))
}

/// A password from a file that only its owner reads.
fn password(path: &Path) -> Result<String, StartError> {
    use std::os::unix::fs::PermissionsExt;
    let refused = |why: String| StartError::MailPassword { path: path.to_owned(), why };
    let found = std::fs::metadata(path).map_err(|error| refused(error.to_string()))?;
    if found.permissions().mode() & 0o077 != 0 {
        return Err(refused("others can read it; chmod 600 it".to_owned()));
    }
    let text = std::fs::read_to_string(path).map_err(|error| refused(error.to_string()))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// The object store of the settings.
///
/// # Errors
/// [`StartError::Storage`].
pub fn blobs(config: &Config) -> Result<Blobs, StartError> {
    use_ring();
    Ok(if config.storage.url.is_empty() {
        Blobs::local(&config.data.dir.join("objects"))?
    } else {
        let aws = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| name.starts_with("AWS_"));
        Blobs::from_url(&config.storage.url, aws)?
    })
}

/// Makes the directory's key in a new database; in an old one checks that the
/// root keys open it, and that it is of the right kind.
async fn settle(
    db: &Db,
    vault: &Vault,
    mode: Mode,
    fresh: bool,
    entropy: &dyn Entropy,
) -> Result<(), StartError> {
    let mut conn = db.read().await?;
    let known = key_rows::find(&mut conn, key_rows::DIRECTORY).await?.is_some();
    if !known {
        if mode == Mode::Demo && !fresh {
            // Keys that somebody made for an installation to come.
            return Err(StartError::RealData);
        }
        let (_, sealed) = vault.new_data_key(&mut conn, key_rows::DIRECTORY).await?;
        let kind = if mode == Mode::Demo { "demo" } else { "real" };
        let id = entropy.uuid().to_string();
        drop(conn);
        db.write_unlogged(Unlogged::FirstStart, move |tx| {
            Box::pin(async move {
                // Two nodes may start at once: the first one's key stays.
                if key_rows::find(tx, key_rows::DIRECTORY).await?.is_none() {
                    key_rows::insert(tx, &sealed).await?;
                    crate::store::settings::put(tx, KIND, kind).await?;
                    crate::store::settings::put(tx, ID, &id).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    }
    keyring::claim(db, &vault.roots()).await?;
    let mut conn = db.read().await?;
    let kind = crate::store::settings::find(&mut conn, KIND).await?;
    match (kind.as_deref(), mode) {
        (Some("demo"), Mode::Serve) => return Err(StartError::DemoData),
        (Some("real"), Mode::Demo) => return Err(StartError::RealData),
        (Some("demo" | "real"), _) => {}
        _ => return Err(StartError::UnknownKind),
    }
    vault.data_key(&mut conn, key_rows::DIRECTORY).await?;
    let id = crate::store::settings::find(&mut conn, ID).await?.unwrap_or_default();
    if vault.blobs().claim(&id).await? { Ok(()) } else { Err(StartError::ForeignStore) }
}
