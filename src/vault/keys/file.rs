//! Files that hold secrets: read only when nobody else may read them, written
//! whole or not at all.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The largest key file that is read: thousands of versions.
const CAP_BYTES: u64 = 1 << 20;

/// Why a key file could not be read or written. Says what to do, never what is in it.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// There is no such file.
    #[error("the key file {} does not exist", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A key file that exists is never overwritten by a new one.
    #[error("the key file {} exists already and is left as it is", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Group or others may read or write it.
    #[error("the key file {} is open to others (mode {mode:03o}): run chmod 600", path.display())]
    Mode {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It belongs to neither this process's user nor root.
    #[error("the key file {} belongs to another user: run chown", path.display())]
    Owner {
        /// The file.
        path: PathBuf,
    },
    /// A folder, a pipe, or far too large.
    #[error("the key file {} is not an ordinary small file", path.display())]
    Kind {
        /// The file.
        path: PathBuf,
    },
    /// A line that is no key line.
    #[error("line {line} of the key file is not a key line")]
    Syntax {
        /// The line's number, from 1.
        line: usize,
    },
    /// The same version on two lines.
    #[error("the key file holds version {version} twice")]
    Twice {
        /// The version.
        version: i64,
    },
    /// No such version, or none at all.
    #[error("the key file does not hold the version that is needed")]
    NoVersion,
    /// The current version cannot be dropped.
    #[error("root key version {version} is the current one: add a new version first")]
    InUse {
        /// The version.
        version: i64,
    },
    /// Another process changes the file right now.
    #[error("the key file {} is being changed by another rotation: wait until it has ended", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The disk said no.
    #[error("the key file {} could not be read or written", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Held while a key file is changed; the system lets go of it when the process
/// ends, however it ends.
#[derive(Debug)]
#[must_use = "the lock is held only as long as this lives"]
pub struct KeyFileLock(#[expect(dead_code, reason = "closing it lets go of the lock")] File);

/// Takes the lock of a key file, `<file>.lock`, without waiting.
pub(super) fn lock(path: &Path) -> Result<KeyFileLock, KeyFileError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let broken = |source| KeyFileError::Io { path: path.into(), source };
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(false).mode(0o600);
    let file = file.open(PathBuf::from(name)).map_err(broken)?;
    match file.try_lock() {
        Ok(()) => Ok(KeyFileLock(file)),
        Err(TryLockError::WouldBlock) => Err(KeyFileError::Locked { path: path.into() }),
        Err(TryLockError::Error(source)) => Err(broken(source)),
    }
}

/// Whether a file may be there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Create,
    Replace,
}

/// Reads a secret file after judging the very file that was opened.
pub(super) fn read_secret(path: &Path) -> Result<Zeroizing<String>, KeyFileError> {
    let broken = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => KeyFileError::Missing { path: path.into() },
        _ => KeyFileError::Io { path: path.into(), source },
    };
    // A pipe would block for ever on opening, so the kind is asked for first.
    if !fs::metadata(path).map_err(broken)?.is_file() {
        return Err(KeyFileError::Kind { path: path.into() });
    }
    let mut file = File::open(path).map_err(broken)?;
    let meta = file.metadata().map_err(broken)?;
    if !meta.is_file() || meta.len() > CAP_BYTES {
        return Err(KeyFileError::Kind { path: path.into() });
    }
    let mode = meta.mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(KeyFileError::Mode { path: path.into(), mode });
    }
    if !owner_is_trusted(meta.uid(), fs::metadata("/proc/self").ok().map(|me| me.uid())) {
        return Err(KeyFileError::Owner { path: path.into() });
    }
    let size = usize::try_from(meta.len()).unwrap_or(0);
    let mut text = Zeroizing::new(String::with_capacity(size + 1));
    (&mut file).take(CAP_BYTES).read_to_string(&mut text).map_err(broken)?;
    Ok(text)
}

/// Root may own secret files (mounted secrets), and this process's user. Where the
/// system does not tell who we are, the mode has to be enough.
fn owner_is_trusted(owner: u32, me: Option<u32>) -> bool {
    owner == 0 || me.is_none_or(|me| me == owner)
}

/// Writes a secret file beside its place, makes it durable and puts it there.
pub(super) fn write_secret(path: &Path, bytes: &[u8], mode: Mode) -> Result<(), KeyFileError> {
    let broken = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => KeyFileError::Exists { path: path.into() },
        _ => KeyFileError::Io { path: path.into(), source },
    };
    if mode == Mode::Create && path.symlink_metadata().is_ok() {
        return Err(KeyFileError::Exists { path: path.into() });
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut staged = path.as_os_str().to_owned();
    staged.push(".new");
    let staged = PathBuf::from(staged);
    // What a crash left behind is not worth keeping: it was never the key file.
    if let Err(error) = fs::remove_file(&staged)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(broken(error));
    }
    let written = write_new(&staged, bytes).and_then(|()| match mode {
        Mode::Create => fs::hard_link(&staged, path),
        Mode::Replace => fs::rename(&staged, path),
    });
    if mode == Mode::Create || written.is_err() {
        let _ = fs::remove_file(&staged);
    }
    written.map_err(broken)?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(broken)
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn a_secret_file_is_written_for_its_owner_alone_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("root.key");
        write_secret(&path, b"one", Mode::Create).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(*read_secret(&path).unwrap(), "one");
        write_secret(&path, b"two", Mode::Replace).unwrap();
        assert_eq!(*read_secret(&path).unwrap(), "two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_new_key_file_never_overwrites_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("root.key");
        write_secret(&path, b"one", Mode::Create).unwrap();
        let again = write_secret(&path, b"two", Mode::Create);
        assert!(matches!(again, Err(KeyFileError::Exists { .. })));
        assert_eq!(*read_secret(&path).unwrap(), "one");
    }

    #[test]
    fn only_one_at_a_time_holds_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("root.key");
        let held = lock(&path).unwrap();
        assert!(matches!(lock(&path), Err(KeyFileError::Locked { .. })));
        drop(held);
        let _held = lock(&path).unwrap();
    }

    #[test]
    fn leftovers_of_a_crash_do_not_stand_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("root.key");
        fs::write(folder.path().join("root.key.new"), "half").unwrap();
        write_secret(&path, b"whole", Mode::Create).unwrap();
        assert_eq!(*read_secret(&path).unwrap(), "whole");
    }

    #[test]
    fn a_file_that_others_may_touch_is_refused_and_the_error_says_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("root.key");
        write_secret(&path, b"one", Mode::Create).unwrap();
        for mode in [0o640, 0o604, 0o660, 0o610, 0o601, 0o644, 0o622] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let error = read_secret(&path).unwrap_err();
            assert!(matches!(error, KeyFileError::Mode { mode: seen, .. } if seen == mode));
            assert!(error.to_string().ends_with("run chmod 600"), "{error}");
        }
        for mode in [0o600, 0o400] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert!(read_secret(&path).is_ok());
        }
    }

    #[test]
    fn only_root_and_ourselves_are_trusted_as_owners() {
        assert!(owner_is_trusted(0, Some(1000)));
        assert!(owner_is_trusted(1000, Some(1000)));
        assert!(!owner_is_trusted(1001, Some(1000)));
        assert!(!owner_is_trusted(1001, Some(0)));
        assert!(owner_is_trusted(1001, None));
    }

    #[test]
    fn missing_files_folders_and_giants_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let missing = read_secret(&folder.path().join("none"));
        assert!(matches!(missing, Err(KeyFileError::Missing { .. })));
        assert!(matches!(read_secret(folder.path()), Err(KeyFileError::Kind { .. })));
        let giant = folder.path().join("giant");
        write_secret(&giant, &vec![b'#'; (1 << 20) + 1], Mode::Create).unwrap();
        assert!(matches!(read_secret(&giant), Err(KeyFileError::Kind { .. })));
    }
}
