//! A zip archive that is made as a stream: what is written comes out at once, and
//! nothing is kept but the list of what is in it.
//!
//! Everything is deflated, documents with the least effort: readers that go
//! through an archive from its beginning know where a deflated file ends, also when
//! its length stands behind it. An archive that is not finished has no central
//! directory, and every reader refuses it.

use crate::domain::Timestamp;
use crate::domain::sha256::Sha256;
use bytes::Bytes;
use serde::Serialize;
use std::collections::HashSet;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

/// How hard text is pressed; documents are pressed already.
const TEXT_LEVEL: i64 = 6;
const DOCUMENT_LEVEL: i64 = 1;
/// Files of this length on have their lengths written in eight bytes.
const LARGE: u64 = 0xF000_0000;

/// What was written and nobody has taken yet.
#[derive(Clone, Debug, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One file, as the manifest lists it.
#[derive(Debug, Serialize)]
pub(super) struct Listed {
    /// Where in the archive.
    pub(super) path: String,
    /// Length in bytes.
    pub(super) size: u64,
    /// SHA-256, lower-case hex.
    pub(super) sha256: String,
}

/// What a file is pressed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    /// With the length that is expected.
    Document(u64),
}

/// An archive that is being made.
pub(super) struct Archive {
    zip: ZipWriter<StreamWriter<Pipe>>,
    pipe: Pipe,
    taken: HashSet<String>,
    listed: Vec<Listed>,
    current: Option<(String, Sha256, u64)>,
}

impl Archive {
    pub(super) fn new() -> Self {
        let pipe = Pipe::default();
        Self {
            zip: ZipWriter::new_stream(pipe.clone()),
            pipe,
            taken: HashSet::new(),
            listed: Vec::new(),
            current: None,
        }
    }

    /// A path like this one that nothing in the archive has, also where letters of
    /// both cases are the same.
    pub(super) fn free(&mut self, folder: &str, name: &str) -> String {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let mut path = format!("{folder}/{name}");
        let mut number = 2;
        while !self.taken.insert(path.to_lowercase()) {
            path = format!("{folder}/{stem} ({number}).{ending}");
            number += 1;
        }
        path
    }

    /// Begins a file.
    pub(super) fn begin(&mut self, path: String, sort: Sort, at: Timestamp) -> io::Result<()> {
        let (level, large) = match sort {
            Sort::Text => (TEXT_LEVEL, false),
            Sort::Document(size) => (DOCUMENT_LEVEL, size >= LARGE),
        };
        let mut options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(level))
            .unix_permissions(0o600)
            .large_file(large);
        if let Some(at) = dos_time(at) {
            options = options.last_modified_time(at);
        }
        self.zip.start_file(path.as_str(), options).map_err(io::Error::other)?;
        self.taken.insert(path.to_lowercase());
        self.current = Some((path, Sha256::new(), 0));
        Ok(())
    }

    /// The next bytes of the file.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some((_, hash, size)) = &mut self.current {
            hash.update(bytes);
            *size += bytes.len() as u64;
        }
        self.zip.write_all(bytes)
    }

    /// Ends the file: with what is written of it, it is listed as whole.
    pub(super) fn end(&mut self) {
        if let Some((path, hash, size)) = self.current.take() {
            self.listed.push(Listed { path, size, sha256: hex::encode(hash.finish()) });
        }
    }

    /// Ends a file that is not whole: its path. It is not listed.
    pub(super) fn abandon(&mut self) -> Option<String> {
        self.current.take().map(|(path, ..)| path)
    }

    /// The files that are whole.
    pub(super) fn listed(&self) -> &[Listed] {
        &self.listed
    }

    /// What has come out since the last time.
    pub(super) fn take(&mut self) -> Bytes {
        let mut bytes = self.pipe.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *bytes).into()
    }

    /// Ends the archive: its last bytes.
    pub(super) fn finish(self) -> io::Result<Bytes> {
        let pipe = self.pipe.clone();
        self.zip.finish().map_err(io::Error::other)?;
        let bytes = std::mem::take(&mut *pipe.0.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(bytes.into())
    }
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Archive({} files)", self.listed.len())
    }
}

/// The time as archives hold it, in UTC, to two seconds.
fn dos_time(at: Timestamp) -> Option<DateTime> {
    let (year, month, day) = at.day().parts();
    let secs = at.as_secs().rem_euclid(86_400);
    let part = |value: i64| u8::try_from(value).ok();
    let (hour, minute) = (part(secs / 3600)?, part(secs / 60 % 60)?);
    let year = u16::try_from(year).ok()?;
    DateTime::from_date_and_time(year, month, day, hour, minute, part(secs % 60)?).ok()
}
