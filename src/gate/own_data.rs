//! Questions about a family's own data: who has received a document, whether a
//! copy that is under way may go on; and what an erasure leaves of the log.

use super::action::{Export, ReadLog, Reading};
use super::decide::{self, Verdict};
use super::{Answer, Ask, Gate, Permit, answer};
use crate::domain::entry::{Entry, Kind, Outcome};
use crate::domain::question::DocumentFacts;
use crate::domain::{ChildId, DocumentId, Reason, Timestamp};
use crate::identity::Actor;
use crate::ledger;
use crate::ledger::erased::ErasedEntries;
use crate::ledger::leaf::{self, FIELD_COUNT, GroupKeys, Hash};
use crate::store::log::{self, EntryRow};
use crate::store::{StoreError, documents};

impl Gate {
    /// May `actor` see who has received this document? Of one that was erased, too;
    /// of one that is hidden from the person as little as of one that never was.
    ///
    /// # Errors
    /// When nothing could be decided or recorded.
    pub async fn ask_holders(
        &self,
        actor: &Actor,
        document: DocumentId,
    ) -> Result<Answer<ReadLog>, StoreError> {
        let (gate, actor) = (self.clone(), actor.clone());
        let (said, recorded) = self
            .db
            .write("gate.holders", move |tx| {
                Box::pin(async move {
                    let now = tx.now();
                    let found = documents::marks::find_ever(tx, document, now).await?;
                    let nobody = ChildId(uuid::Uuid::nil());
                    let ask = Ask::about(found.as_ref().map_or(nobody, |(child, _)| *child));
                    let facts = gate.load(tx, &actor, &ask, now).await?;
                    let mut said = gate.decide::<ReadLog>(&actor, &ask, facts, now);
                    if let (Verdict::Yes(granted), Some((_, found))) = (&said.verdict, &found)
                        && !granted.sees(gate.policies.tables(), found)
                    {
                        let shielded = granted.shields().hides_document(found.id, found.source);
                        let reason = if shielded { Reason::Shielded } else { Reason::Withheld };
                        said.verdict = Verdict::No { reason, visible: false };
                    }
                    // The folder was asked about: whoever knows of that need not know
                    // of the document.
                    if let Verdict::No { visible, .. } = &mut said.verdict {
                        *visible = false;
                    }
                    let mut entry = gate.entry::<ReadLog>(&actor, &ask, &said, now);
                    entry.document = Some(document);
                    Ok::<_, StoreError>((said, ledger::append(tx, entry)))
                })
            })
            .await?;
        Ok(answer(said, recorded))
    }

    /// Is what was asked for still permitted at `now`, on fresh facts? Nothing is
    /// recorded: how it ends is.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub async fn still<A: Reading>(
        &self,
        actor: &Actor,
        ask: &Ask,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut conn = self.db.read().await?;
        let facts = self.load(&mut conn, actor, ask, now).await?;
        Ok(matches!(self.decide::<A>(actor, ask, facts, now).verdict, Verdict::Yes(_)))
    }

    /// May this document stand in the copy of the folder that was permitted? As in
    /// a list of it.
    #[must_use]
    pub fn lists_in_copy(
        &self,
        actor: &Actor,
        permit: &Permit<Export>,
        document: &DocumentFacts,
    ) -> bool {
        let (granted, now) = (permit.granted(), permit.decided_at());
        decide::lists(&self.policies, granted, actor.assurance(), document, now)
    }

    /// Takes the subject out of these entries of a folder that was erased by the
    /// entry at `of`, all or none, with the entry that tells of it.
    ///
    /// # Errors
    /// When it cannot be written, or somebody else was first.
    pub async fn erase_entries(&self, of: i64, rows: Vec<EntryRow>) -> Result<i64, StoreError> {
        let policy = self.policies.hash();
        let mut erased = ErasedEntries::new();
        let mut kept = Vec::with_capacity(rows.len());
        for row in rows {
            let leaf = Hash::try_from(row.leaf.as_slice()).unwrap_or_default();
            erased.add(u64::try_from(row.idx).unwrap_or_default(), &leaf);
            kept.push((row.idx, digests(&row)));
        }
        let facts = erased.finish();
        let ((), recorded) = self
            .db
            .write("gate.erase_entries", move |tx| {
                Box::pin(async move {
                    let by = tx.next_index();
                    for (idx, digests) in &kept {
                        let at = (log::DEFAULT_LOG, *idx);
                        log::erase::erase_subject(tx, at, digests, by).await?;
                    }
                    let mut entry = Entry::new(tx.now(), Kind::LogErased, Outcome::Allowed);
                    entry.role = Some("system".to_owned());
                    entry.policy = Some(policy);
                    entry.facts = Some(facts);
                    entry.of = Some(of);
                    Ok::<_, StoreError>(((), ledger::append(tx, entry)))
                })
            })
            .await?;
        Ok(recorded.index())
    }
}

/// The digests of all fields of an entry. One that was damaged stays so: what is
/// kept of it does not give its leaf either.
fn digests(row: &EntryRow) -> [Hash; FIELD_COUNT] {
    let none = [[0; 32]; FIELD_COUNT];
    match (row.keys(), row.digests.as_deref()) {
        (_, Some(kept)) => leaf::digests_from_bytes(kept).unwrap_or(none),
        ([Some(system), Some(actor), Some(subject)], None) => {
            let values = row.values().map(Option::unwrap_or_default);
            leaf::digests(&values, &GroupKeys { system, actor, subject })
        }
        _ => none,
    }
}
