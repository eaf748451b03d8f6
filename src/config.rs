//! Settings: a file, then the environment over it. Unknown keys are refused,
//! secrets are redacted.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// A text that never shows itself.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_empty() { "\"\"" } else { "[redacted]" })
    }
}

macro_rules! sections {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $type,)+ }
    )+};
}

sections! {
    /// All settings; what each means stands in deploy/samflyt.toml.
    Config {
        /// Where things lie by default.
        data: Data,
        /// Listening and its limits.
        server: Server,
        /// Which database.
        database: Database,
        /// Which object store.
        storage: Storage,
        /// Key files.
        keys: Keys,
        /// The ledger.
        log: Log,
        /// What one caller may use.
        limits: Limits,
        /// Malware scanner.
        scanner: Scanner,
        /// Policies.
        policy: Policy,
        /// Mail about notices.
        mail: Mail,
        /// Programs of units.
        webhooks: Webhooks,
        /// Traces.
        trace: Trace,
    }
    /// `[data]`
    Data {
        /// Data folder.
        dir: PathBuf,
    }
    /// `[server]`
    Server {
        /// Address of the service.
        listen: SocketAddr,
        /// Address of the metrics, or empty.
        metrics_listen: String,
        /// Seconds for a request head.
        header_secs: u64,
        /// Seconds a body may stand still.
        idle_secs: u64,
        /// Seconds for ending streams.
        stop_secs: u64,
        /// Connections at once.
        connections: usize,
    }
    /// `[database]`
    Database {
        /// PostgreSQL address, or empty.
        url: Secret,
    }
    /// `[storage]`
    Storage {
        /// S3 address, or empty.
        url: String,
    }
    /// `[keys]`
    Keys {
        /// Root key file, or empty.
        root_file: PathBuf,
        /// Log key file, or empty.
        log_file: PathBuf,
    }
    /// `[log]`
    Log {
        /// Name of the installation.
        name: String,
    }
    /// `[limits]`
    Limits {
        /// Largest document in bytes.
        document_bytes: u64,
        /// Media types taken.
        media_types: Vec<String>,
        /// Requests a minute.
        requests_per_minute: u32,
        /// Uploads at once of one person.
        uploads_at_once: usize,
        /// Longest download or upload in seconds.
        stream_secs: u64,
    }
    /// `[scanner]`
    Scanner {
        /// `off` or clamd's address.
        address: String,
        /// Seconds for one scan.
        timeout_secs: u64,
    }
    /// `[policy]`
    Policy {
        /// Folder, or empty.
        dir: PathBuf,
    }
    /// `[mail]`
    Mail {
        /// Name of the mail server, or empty.
        server: String,
        /// Its port.
        port: u16,
        /// `starttls`, `tls` or `none`.
        tls: String,
        /// User, or empty.
        user: String,
        /// File with the password, or empty.
        password_file: PathBuf,
        /// From whom mail comes.
        from: String,
        /// Hour of Norwegian time for the day's mail.
        digest_hour: u8,
    }
    /// `[webhooks]`
    Webhooks {
        /// May this machine be called, also without TLS? For tests.
        allow_loopback: bool,
    }
    /// `[trace]`
    Trace {
        /// Level.
        level: String,
        /// `text` or `json`.
        format: String,
    }
}

/// The file that documents every setting; its values are the defaults.
pub const DEFAULTS: &str = include_str!("../deploy/samflyt.toml");

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration file {path}: {source}")]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Not TOML, an unknown key or a value of the wrong kind.
    #[error("{place}: {why}; deploy/samflyt.toml shows every setting")]
    Wrong {
        /// File or environment name.
        place: String,
        /// What is wrong.
        why: String,
    },
}

fn wrong(place: impl Into<String>, why: impl AsRef<str>) -> ConfigError {
    ConfigError::Wrong { place: place.into(), why: why.as_ref().trim().replace('\n', " ") }
}

/// The environment name of `[section] key`.
fn env_name(section: &str, key: &str) -> String {
    if (section, key) == ("data", "dir") {
        return "SAMFLYT_DATA".to_owned();
    }
    format!("SAMFLYT_{}_{}", section.to_uppercase(), key.to_uppercase())
}

impl Config {
    /// Defaults, then `file`, then the variables of `env` whose names begin with
    /// `SAMFLYT_`.
    ///
    /// # Errors
    /// [`ConfigError`] names the file or variable, and what is wrong with it.
    pub fn load(
        file: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table: toml::Table = DEFAULTS
            .parse()
            .map_err(|error: toml::de::Error| wrong("built-in defaults", error.to_string()))?;
        if let Some(path) = file {
            let text = std::fs::read_to_string(path)
                .map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
            let place = path.display().to_string();
            let over: toml::Table =
                text.parse().map_err(|error: toml::de::Error| wrong(&place, error.message()))?;
            overlay(&mut table, over, &place)?;
        }
        let names: BTreeMap<String, (String, String)> = table
            .iter()
            .flat_map(|(section, keys)| {
                let keys = keys.as_table().into_iter().flat_map(toml::Table::keys);
                keys.map(|key| (env_name(section, key), (section.clone(), key.clone())))
            })
            .collect();
        for (name, value) in env.filter(|(name, _)| name.starts_with("SAMFLYT_")) {
            let Some((section, key)) = names.get(&name) else {
                return Err(wrong(name, "there is no such setting"));
            };
            let slot = table
                .get_mut(section)
                .and_then(toml::Value::as_table_mut)
                .and_then(|keys| keys.get_mut(key));
            if let Some(slot) = slot {
                *slot = parse_like(slot, &value).map_err(|why| wrong(name, why))?;
            }
        }
        let config: Self = table
            .try_into()
            // Only the message: the text around it may hold a password.
            .map_err(|error: toml::de::Error| wrong("configuration", error.message()))?;
        config.check()
    }

    fn check(self) -> Result<Self, ConfigError> {
        for name in &self.limits.media_types {
            if !crate::domain::document::MediaType::SENT.iter().any(|media| media.name() == name) {
                return Err(wrong(
                    "limits.media_types",
                    format!(
                        "`{name}` cannot be taken; application/pdf, image/jpeg and image/png can"
                    ),
                ));
            }
        }
        self.mail.check()?;
        let url = self.database.url.reveal();
        if !(url.is_empty() || url.starts_with("postgres://") || url.starts_with("postgresql://")) {
            return Err(wrong("database.url", "must begin with postgres:// or be empty"));
        }
        if !(self.storage.url.is_empty() || self.storage.url.starts_with("s3://")) {
            return Err(wrong("storage.url", "must begin with s3:// or be empty"));
        }
        if !self.server.metrics_listen.is_empty()
            && self.server.metrics_listen.parse::<SocketAddr>().is_err()
        {
            return Err(wrong(
                "server.metrics_listen",
                "must be an address such as 127.0.0.1:9090",
            ));
        }
        let levels = ["off", "error", "warn", "info", "debug"];
        if !levels.contains(&self.trace.level.as_str()) {
            return Err(wrong("trace.level", "must be off, error, warn, info or debug"));
        }
        if !matches!(self.trace.format.as_str(), "text" | "json") {
            return Err(wrong("trace.format", "must be text or json"));
        }
        let name = &self.log.name;
        if name.is_empty() || name.contains(['+', ' ', '\n', '\t']) {
            return Err(wrong("log.name", "must be a name without spaces and plus signs"));
        }
        if self.limits.requests_per_minute == 0 || self.limits.uploads_at_once == 0 {
            return Err(wrong("limits", "must be above zero"));
        }
        Ok(self)
    }

    /// Root key file.
    #[must_use]
    pub fn root_key_file(&self) -> PathBuf {
        or_in(&self.keys.root_file, &self.data.dir, "keys/root")
    }

    /// Log key file.
    #[must_use]
    pub fn log_key_file(&self) -> PathBuf {
        or_in(&self.keys.log_file, &self.data.dir, "keys/log")
    }

    /// Origin of the log: the name, and which of the installation's logs it is.
    #[must_use]
    pub fn log_origin(&self) -> String {
        format!("{}/log/0", self.log.name)
    }

    /// File that holds the newest checkpoint outside the database.
    #[must_use]
    pub fn checkpoint_file(&self) -> PathBuf {
        self.data.dir.join("checkpoint")
    }

    /// Where the database is.
    #[must_use]
    pub fn database_place(&self) -> crate::store::Place {
        let url = self.database.url.reveal();
        if url.is_empty() {
            crate::store::Place::Sqlite(self.data.dir.join("samflyt.db"))
        } else {
            crate::store::Place::Postgres(url.to_owned())
        }
    }
}

impl Mail {
    fn check(&self) -> Result<(), ConfigError> {
        if self.digest_hour > 23 {
            return Err(wrong("mail.digest_hour", "must be an hour from 0 to 23"));
        }
        if !matches!(self.tls.as_str(), "starttls" | "tls" | "none") {
            return Err(wrong("mail.tls", "must be starttls, tls or none"));
        }
        if self.server.is_empty() {
            return Ok(());
        }
        if crate::domain::notice::MailAddress::new(&self.from).is_err() {
            return Err(wrong("mail.from", "must be one mail address when mail.server is set"));
        }
        if self.user.is_empty() != self.password_file.as_os_str().is_empty() {
            return Err(wrong(
                "mail.user",
                "and mail.password_file go together, or are both empty",
            ));
        }
        Ok(())
    }
}

fn or_in(path: &Path, dir: &Path, name: &str) -> PathBuf {
    if path.as_os_str().is_empty() { dir.join(name) } else { path.to_owned() }
}

fn overlay(base: &mut toml::Table, over: toml::Table, place: &str) -> Result<(), ConfigError> {
    for (section, keys) in over {
        let Some(known) = base.get_mut(&section).and_then(toml::Value::as_table_mut) else {
            return Err(wrong(place, format!("there is no section [{section}]")));
        };
        let toml::Value::Table(keys) = keys else {
            return Err(wrong(place, format!("[{section}] must be a section")));
        };
        for (key, value) in keys {
            if !known.contains_key(&key) {
                return Err(wrong(place, format!("[{section}] has no setting `{key}`")));
            }
            known.insert(key, value);
        }
    }
    Ok(())
}

/// Reads an environment value as the kind that the default has.
fn parse_like(like: &toml::Value, text: &str) -> Result<toml::Value, &'static str> {
    match like {
        toml::Value::Integer(_) => {
            text.trim().parse().map(toml::Value::Integer).map_err(|_| "must be a whole number")
        }
        toml::Value::Boolean(_) => {
            text.trim().parse().map(toml::Value::Boolean).map_err(|_| "must be true or false")
        }
        toml::Value::Array(_) => Ok(toml::Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| toml::Value::String(part.to_owned()))
                .collect(),
        )),
        _ => Ok(toml::Value::String(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(env: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let env: Vec<_> = env.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Config::load(None, env.into_iter())
    }

    #[test]
    fn the_shipped_file_is_the_default_and_complete() {
        let default = with(&[]).unwrap();
        assert_eq!(default, toml::from_str(DEFAULTS).unwrap());
        // Every setting of the types stands in the file, and every line names its variable.
        let table: toml::Table = toml::Table::try_from(&default).unwrap();
        for (section, keys) in &table {
            for key in keys.as_table().unwrap().keys() {
                let name = format!("[{}]", env_name(section, key));
                assert!(DEFAULTS.contains(&name), "{name} is not documented");
            }
        }
    }

    #[test]
    fn the_environment_wins_and_unknown_names_are_refused() {
        let config = with(&[
            ("SAMFLYT_DATA", "/x"),
            ("SAMFLYT_LIMITS_DOCUMENT_BYTES", "5"),
            ("SAMFLYT_LIMITS_MEDIA_TYPES", "image/png, image/jpeg"),
            ("HOME", "/root"),
        ])
        .unwrap();
        assert_eq!(config.data.dir, Path::new("/x"));
        assert_eq!(config.limits.document_bytes, 5);
        assert_eq!(config.limits.media_types, ["image/png", "image/jpeg"]);
        for (name, value) in [
            ("SAMFLYT_LIMIT_DOCUMENT_BYTES", "5"),
            ("SAMFLYT_LIMITS_DOCUMENT_BYTES", "five"),
            ("SAMFLYT_LIMITS_MEDIA_TYPES", "text/html"),
            ("SAMFLYT_DATABASE_URL", "mysql://x"),
            ("SAMFLYT_SERVER_LISTEN", "here"),
            ("SAMFLYT_TRACE_LEVEL", "trace"),
            ("SAMFLYT_TRACE_FORMAT", "xml"),
            ("SAMFLYT_MAIL_DIGEST_HOUR", "24"),
            ("SAMFLYT_MAIL_TLS", "perhaps"),
            ("SAMFLYT_MAIL_SERVER", "mail.example.org"),
        ] {
            let error = with(&[(name, value)]).unwrap_err().to_string();
            assert!(error.contains("samflyt.toml"), "{error}");
        }
    }

    #[test]
    fn unknown_keys_of_a_file_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("s.toml");
        for (text, what) in [
            ("[server]\nlisten = \"127.0.0.1:1\"\n", ""),
            ("[server]\nlistn = \"127.0.0.1:1\"\n", "listn"),
            ("[serve]\nlisten = \"127.0.0.1:1\"\n", "[serve]"),
            ("listen = 1\n", "listen"),
            ("[server\n", "s.toml"),
        ] {
            std::fs::write(&path, text).unwrap();
            let loaded = Config::load(Some(&path), std::iter::empty());
            match loaded {
                Ok(_) => assert_eq!(what, "", "{text}"),
                Err(error) => {
                    assert!(error.to_string().contains(what) && !what.is_empty(), "{error}");
                }
            }
        }
    }

    #[test]
    fn a_password_does_not_show() {
        let config = with(&[("SAMFLYT_DATABASE_URL", "postgres://u:hunter2@h/d")]).unwrap();
        assert!(!format!("{config:?} {:?}", config.database_place()).contains("hunter2"));
    }
}
