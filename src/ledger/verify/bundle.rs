//! An exported bundle, line by line, against the checkpoint in its header.

use super::entry::read_head;
use super::erasures::{Erasures, told};
use super::{Finding, Report, Source, State, Trust, What};
use crate::domain::entry::{FIELDS, Group};
use crate::ledger::bundle::{Base64Hash, BundleEntry, Header};
use crate::ledger::checkpoint::{Checkpoint, VerifierKey, verify_note};
use crate::ledger::leaf::{FIELD_COUNT, Hash, digest_with_salt, leaf_of};
use crate::ledger::tree::{verify_consistency, verify_inclusion};

/// Verifies a bundle in one pass, in constant memory and without the service.
#[derive(Debug)]
pub struct BundleVerifier {
    header: Header,
    /// Lines read so far, the header included.
    lines: u64,
    last_index: Option<u64>,
    last_time: Option<i64>,
    erasures: Erasures,
    report: Report,
}

impl BundleVerifier {
    /// Begins with the first line. Without `key` the one in the header is taken,
    /// and the report says so. `held` is a checkpoint that the reader has kept.
    ///
    /// # Errors
    /// What is wrong, if there is no valid checkpoint to compare entries with.
    pub fn new(
        header: &str,
        key: Option<&VerifierKey>,
        held: Option<&str>,
    ) -> Result<Self, Finding> {
        let header = Header::from_line(header).map_err(|why| What::line(1, &why).overall())?;
        let refused = |why| What::Checkpoint { of: Source::Stored, why }.overall();
        let (key, trust) = match key {
            Some(key) => (key.clone(), Trust::Given),
            None => (VerifierKey::parse(&header.vkey).map_err(refused)?, Trust::FirstUse),
        };
        let signed = verify_note(&header.checkpoint, &key).map_err(refused)?;
        let mut report = Report::new(&signed.origin, trust);
        (report.size, report.root) = (signed.size, signed.root);
        report.selection.clone_from(&header.selection);
        (report.checkpoints, report.signed_size) = (1, signed.size);
        if header.origin != signed.origin {
            report.add(What::Header("origin").overall());
        }
        if header.size != signed.size {
            report.add(What::Header("size").overall());
        }
        if let Some(held) = held {
            match compare_held(&header, &signed, &key, held) {
                Ok(size) => report.held_size = Some(size),
                Err(what) => report.add(what.overall()),
            }
        }
        Ok(Self {
            header,
            lines: 1,
            last_index: None,
            last_time: None,
            erasures: Erasures::default(),
            report,
        })
    }

    /// The header; its selection is only what the exporter says.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Checks the next line. Gives the entry, if it could be read, and its state.
    pub fn push_line(&mut self, line: &str) -> (Option<BundleEntry>, State) {
        self.lines += 1;
        let (entry, checked) = match BundleEntry::from_line(line) {
            Ok(entry) => {
                let checked = self.check(&entry).map_err(|what| what.at(entry.index));
                (Some(entry), checked)
            }
            Err(why) => (None, Err(What::line(self.lines, &why).overall())),
        };
        let state = checked.unwrap_or_else(|finding| {
            self.report.add(finding);
            State::Wrong
        });
        self.report.count(state);
        (entry, state)
    }

    fn check(&mut self, entry: &BundleEntry) -> Result<State, What> {
        let expected = self.last_index.map_or(0, |last| last.saturating_add(1));
        self.last_index = self.last_index.max(Some(entry.index));
        if entry.index < expected {
            return Err(What::Order { expected });
        }
        self.nothing_missing(expected, entry.index);
        let (digests, opened) = digests_of(entry)?;
        let proof: Vec<Hash> = entry.proof.iter().map(|Base64Hash(hash)| *hash).collect();
        let (size, root) = (self.report.size, self.report.root);
        let leaf = leaf_of(&digests);
        verify_inclusion(&leaf, entry.index, size, &proof, &root).map_err(What::Proof)?;
        let value = |name| entry.fields.get(name).map(|field| field.value.as_str());
        let time = read_head(value("schema"), value("time"))?;
        if let (Some(before), Some(time)) = (self.last_time, time)
            && time < before
        {
            return Err(What::Backwards { before, time });
        }
        self.last_time = self.last_time.max(time);
        let of = FIELD_COUNT;
        let erased = |group: &&Group| entry.erased.iter().any(|name| name == group.name());
        let state = match Group::ALL.iter().find(erased) {
            None if opened == of => State::Complete,
            None => State::Redacted { opened, of },
            Some(Group::System) => return Err(What::NoSystem),
            Some(group) => {
                match entry.erased_by.filter(|by| *by > entry.index && *group == Group::Subject) {
                    Some(by) => self.erasures.erased(entry.index, &leaf, by),
                    None => {
                        self.report.add(What::Unexplained { group: group.name() }.at(entry.index));
                    }
                }
                State::Erased { opened, of }
            }
        };
        let text = |name| value(name).unwrap_or_default();
        let told = told(text("kind"), text("outcome"), text("facts"));
        // Of a selection only what is in it can be compared.
        if let Some(finding) = self.erasures.pass(entry.index, told, self.is_all()) {
            self.report.add(finding);
        }
        Ok(state)
    }

    /// Is it no selection, so that every entry must be there?
    fn is_all(&self) -> bool {
        self.header.selection.is_empty()
    }

    /// A bundle that is not a selection has every entry.
    fn nothing_missing(&mut self, expected: u64, next: u64) {
        if self.is_all()
            && let Some(last) = next.checked_sub(1).filter(|last| *last >= expected)
        {
            self.report.add(What::Missing { last }.at(expected));
        }
    }

    /// Ends the bundle.
    pub fn finish(mut self) -> Report {
        let expected = self.last_index.map_or(0, |last| last.saturating_add(1));
        self.nothing_missing(expected, self.report.size);
        if self.is_all() {
            for finding in self.erasures.finish() {
                self.report.add(finding);
            }
        }
        self.report
    }
}

/// All digests of an entry, and how many of them come from opened fields.
fn digests_of(entry: &BundleEntry) -> Result<([Hash; FIELD_COUNT], usize), What> {
    for erased in &entry.erased {
        if !Group::ALL.iter().any(|group| group.name() == erased) {
            return Err(What::Group(erased.clone()));
        }
    }
    let mut digests = [[0; 32]; FIELD_COUNT];
    let mut opened = 0;
    let sides = entry.fields.iter().zip(entry.digests.iter());
    for ((digest, (field, group)), ((_, open), (_, hidden))) in
        digests.iter_mut().zip(FIELDS).zip(sides)
    {
        *digest = match (open, hidden) {
            (Some(open), None) if !entry.erased.iter().any(|erased| erased == group.name()) => {
                opened += 1;
                digest_with_salt(&open.salt.0, field, &open.value)
            }
            (None, Some(hidden)) => hidden.0,
            _ => return Err(What::Field { field }),
        };
    }
    Ok((digests, opened))
}

/// Compares the bundle's checkpoint with the held one; gives the held size.
fn compare_held(
    header: &Header,
    signed: &Checkpoint,
    key: &VerifierKey,
    held: &str,
) -> Result<u64, What> {
    let held = verify_note(held, key).map_err(|why| What::Checkpoint { of: Source::Held, why })?;
    let (from, to) = (held.size, signed.size);
    if to < from {
        // The log has entries that the bundle does not even lead to.
        return Err(What::Truncated { of: Source::Held, size: from, have: to });
    }
    let link = header.consistency.as_ref().filter(|link| (link.from, link.to) == (from, to));
    let proof: Vec<Hash> = match link {
        Some(link) => link.proof.iter().map(|Base64Hash(hash)| *hash).collect(),
        // These two need no hashes.
        None if from == to || from == 0 => Vec::new(),
        None => return Err(What::Unlinked { held: from, size: to }),
    };
    verify_consistency(from, to, &proof, &held.root, &signed.root).map_err(|why| What::Forked {
        held: from,
        size: to,
        why,
    })?;
    Ok(from)
}

/// Verifies a bundle from its lines (without newlines).
///
/// A bundle proves that what it holds is in the log. That nothing was left out
/// shows only one of the whole log ([`Report::is_whole`]): one that calls itself
/// a selection may leave out anything.
pub fn verify_bundle<S: AsRef<str>>(
    lines: impl IntoIterator<Item = S>,
    key: Option<&VerifierKey>,
    held: Option<&str>,
) -> Report {
    let mut lines = lines.into_iter();
    let header = lines.next();
    let header = header.as_ref().map_or("", AsRef::as_ref);
    match BundleVerifier::new(header, key, held) {
        Ok(mut verifier) => {
            for line in lines {
                verifier.push_line(line.as_ref());
            }
            verifier.finish()
        }
        Err(finding) => Report::refused(key, finding),
    }
}

#[cfg(test)]
mod tests;
