//! The policy engine: texts in, decisions out.
//!
//! Texts are checked strictly before anything is decided: the schema must hold,
//! every policy must be well typed for every question that the schema knows,
//! carry an `@id` of its own, and the tables must be whole. A decision is made
//! from the question alone; any error on the way to it is a refusal, because
//! Cedar passes over a policy that errs and a passed-over `forbid` forbids
//! nothing.

use super::facts::{Environment, FactsError, Names, environment, environments};
use super::rules::{TableError, Tables, is_code};
use crate::domain::question::{Act, Question};
use crate::domain::sha256::Sha256;
use cedar_policy::{
    ActionConstraint, Authorizer, Decision as Answer, EntityUid, Policy, PolicyId, PolicySet,
    PrincipalConstraint, ResourceConstraint, Schema, ValidationMode, Validator,
};
use std::collections::BTreeMap;
use std::path::Path;

/// The file that holds the schema.
pub const SCHEMA: &str = "schema.cedarschema";
/// The files that hold policies, in the order people read them.
pub const POLICIES: [&str; 4] = ["family.cedar", "agency.cedar", "auditor.cedar", "forbid.cedar"];
/// The files that hold tables.
pub const TABLES: [&str; 6] = [
    "purposes.toml",
    "categories.toml",
    "ages.toml",
    "guardianships.toml",
    "terms.toml",
    "emergencies.toml",
];

/// The policies that come with the program, by file name.
const EMBEDDED: [(&str, &str); 11] = [
    (SCHEMA, include_str!("../../policies/schema.cedarschema")),
    ("family.cedar", include_str!("../../policies/family.cedar")),
    ("agency.cedar", include_str!("../../policies/agency.cedar")),
    ("auditor.cedar", include_str!("../../policies/auditor.cedar")),
    ("forbid.cedar", include_str!("../../policies/forbid.cedar")),
    ("purposes.toml", include_str!("../../policies/purposes.toml")),
    ("categories.toml", include_str!("../../policies/categories.toml")),
    ("ages.toml", include_str!("../../policies/ages.toml")),
    ("guardianships.toml", include_str!("../../policies/guardianships.toml")),
    ("terms.toml", include_str!("../../policies/terms.toml")),
    ("emergencies.toml", include_str!("../../policies/emergencies.toml")),
];

/// The invariants that come with the program.
const EMBEDDED_INVARIANTS: [(&str, &str); 6] = [
    ("agency.cedar", include_str!("../../policies/invariants/agency.cedar")),
    ("content.cedar", include_str!("../../policies/invariants/content.cedar")),
    ("emergency.cedar", include_str!("../../policies/invariants/emergency.cedar")),
    ("family.cedar", include_str!("../../policies/invariants/family.cedar")),
    ("members.cedar", include_str!("../../policies/invariants/members.cedar")),
    ("others.cedar", include_str!("../../policies/invariants/others.cedar")),
];

/// The invariants that come with the program, by file name.
#[cfg(feature = "prove")]
pub(super) fn embedded_invariants() -> BTreeMap<String, String> {
    owned(&EMBEDDED_INVARIANTS)
}

/// Longest policy file that is read, in bytes.
const LONGEST_FILE: u64 = 1 << 20;

/// Why a set of policies is refused.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// A file is missing or cannot be read.
    #[error("policy file {file} cannot be read")]
    Read {
        /// Which.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file that would be passed over: somebody believes that it holds.
    #[error("{0} is not a policy file that this program knows; it would have no effect")]
    Stray(String),
    /// Not the policy language.
    #[error("{file} is not well formed: {message}")]
    Syntax {
        /// Which file.
        file: String,
        /// Where and what.
        message: String,
    },
    /// A policy without `@id`, or with one that is no code.
    #[error("a policy in {file} has no @id(\"…\") of lower-case words joined by hyphens: {policy}")]
    NoId {
        /// Which file.
        file: String,
        /// The policy's text.
        policy: String,
    },
    /// The same `@id` twice.
    #[error("the @id \"{id}\" in {file} stands twice")]
    SameId {
        /// Which file.
        file: String,
        /// The id.
        id: String,
    },
    /// A template: policies here say all there is to say.
    #[error("{0} holds a template; only whole policies are taken")]
    Template(String),
    /// Well formed, but wrong by the schema.
    #[error("the policies do not keep to the schema: {0}")]
    Invalid(String),
    /// A table is wrong.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A name in the program is none in the policy language.
    #[error(transparent)]
    Facts(#[from] FactsError),
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Yes or no.
    pub allowed: bool,
    /// `@id` of every policy that made the answer, sorted; none when nothing permits.
    pub policies: Vec<String>,
    /// Something could not be evaluated. Never together with `allowed`.
    pub erred: bool,
}

/// A checked set of policies and tables.
pub struct Policies {
    pub(super) schema: Schema,
    pub(super) set: PolicySet,
    pub(super) texts: BTreeMap<String, String>,
    pub(super) invariants: BTreeMap<String, String>,
    pub(super) cases: Option<BTreeMap<String, String>>,
    slices: BTreeMap<Environment, PolicySet>,
    names: Names,
    tables: Tables,
    hash: [u8; 32],
}

impl std::fmt::Debug for Policies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Policies").field("hash", &hex::encode(self.hash)).finish_non_exhaustive()
    }
}

impl Policies {
    /// The policies that come with the program.
    ///
    /// # Errors
    /// Never for a build that passed its tests.
    pub fn embedded() -> Result<Self, PolicyError> {
        Self::from_texts(owned(&EMBEDDED), owned(&EMBEDDED_INVARIANTS), None)
    }

    /// The policies in a folder that has the same files as `policies/`. Its
    /// `tests` replace those of the program where they exist; its `invariants` are
    /// proved beside those of the program.
    ///
    /// # Errors
    /// A file is missing, is one too many, or holds something wrong.
    pub fn load(folder: &Path) -> Result<Self, PolicyError> {
        for file in files_in(folder)? {
            let of_ours = [".cedar", ".cedarschema", ".toml"].iter().any(|end| file.ends_with(end));
            if of_ours && !EMBEDDED.iter().any(|(name, _)| *name == file) {
                return Err(PolicyError::Stray(file));
            }
        }
        let mut texts = BTreeMap::new();
        for (name, _) in EMBEDDED {
            texts.insert(name.to_owned(), read(&folder.join(name))?);
        }
        let invariants = read_all(&folder.join("invariants"), ".cedar")?;
        let cases = read_all(&folder.join("tests"), ".json")?;
        Self::from_texts(texts, invariants.unwrap_or_else(|| owned(&EMBEDDED_INVARIANTS)), cases)
    }

    /// The texts of all files that the hash is over, as JSON: what [`Self::recall`]
    /// makes the same set of.
    #[must_use]
    pub fn to_text(&self) -> String {
        let texts = self.texts.iter().map(|(name, text)| (name.clone(), text.as_str().into()));
        serde_json::Value::Object(texts.collect()).to_string()
    }

    /// A set that answered earlier, from [`Self::to_text`].
    ///
    /// # Errors
    /// It is not whole, or this program can no longer read it.
    pub fn recall(text: &str) -> Result<Self, PolicyError> {
        let texts: BTreeMap<String, String> = serde_json::from_str(text).map_err(|error| {
            PolicyError::Syntax { file: "a kept set".to_owned(), message: error.to_string() }
        })?;
        Self::from_texts(texts, BTreeMap::new(), None)
    }

    /// From texts by file name.
    pub(super) fn from_texts(
        texts: BTreeMap<String, String>,
        invariants: BTreeMap<String, String>,
        cases: Option<BTreeMap<String, String>>,
    ) -> Result<Self, PolicyError> {
        let text = |name: &str| texts.get(name).map(String::as_str).unwrap_or_default();
        let (schema, _) = Schema::from_cedarschema_str(text(SCHEMA)).map_err(|error| {
            PolicyError::Syntax { file: SCHEMA.to_owned(), message: error.to_string() }
        })?;
        let set = parse(POLICIES.iter().map(|name| (*name, text(name))))?;
        validate(&schema, &set)?;
        let tables = Tables::parse(TABLES.map(text))?;
        let names = Names::new()?;
        names.conform(&schema)?;
        let hash = hash(&texts);
        let slices = environments()
            .map(|environment| Ok((environment, slice(&set, environment)?)))
            .collect::<Result<_, PolicyError>>()?;
        Ok(Self { schema, set, texts, invariants, cases, slices, names, tables, hash })
    }

    /// SHA-256 over every file that can change an answer or what people are
    /// shown: `"samflyt policies v1\n"`, then for each file by name
    /// `u64be(len(name)) ‖ name ‖ u64be(len(text)) ‖ text`.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// Purposes, categories, age rules, guardianships, terms and emergencies.
    #[must_use]
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Every policy id, sorted.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        sorted(self.set.policies().map(cedar_policy::Policy::id))
    }

    /// Answers one question. What cannot be evaluated is refused.
    #[must_use]
    pub fn decide(&self, question: &Question) -> Decision {
        let (Some(set), Ok(asked)) =
            (self.slices.get(&environment(question)), self.names.ask(question))
        else {
            return Decision { allowed: false, policies: Vec::new(), erred: true };
        };
        let response = Authorizer::new().is_authorized(&asked.request, set, &asked.entities);
        let erred = response.diagnostics().errors().next().is_some();
        Decision {
            allowed: response.decision() == Answer::Allow && !erred,
            policies: sorted(response.diagnostics().reason()),
            erred,
        }
    }
}

/// The policies whose scope can match in an environment. The others would be
/// found not to apply, each time and at a price; nothing else is left out.
fn slice(set: &PolicySet, environment: Environment) -> Result<PolicySet, PolicyError> {
    let (principal, act, resource) = environment;
    let may_apply = |policy: &&Policy| {
        (match policy.principal_constraint() {
            PrincipalConstraint::Is(name) | PrincipalConstraint::IsIn(name, _) => {
                name.basename() == principal
            }
            _ => true,
        }) && (match policy.action_constraint() {
            ActionConstraint::Any => true,
            ActionConstraint::Eq(action) => names(&action, act),
            ActionConstraint::In(actions) => actions.iter().any(|action| names(action, act)),
        }) && (match policy.resource_constraint() {
            ResourceConstraint::Is(name) | ResourceConstraint::IsIn(name, _) => {
                name.basename() == resource
            }
            _ => true,
        })
    };
    PolicySet::from_policies(set.policies().filter(may_apply).cloned())
        .map_err(|error| PolicyError::Invalid(error.to_string()))
}

/// Can this action be, or hold, the act? A word that is no act is a group.
fn names(action: &EntityUid, act: Act) -> bool {
    Act::from_code(action.id().unescaped()).is_none_or(|named| named == act)
}

fn sorted<'a>(ids: impl Iterator<Item = &'a PolicyId>) -> Vec<String> {
    let mut ids: Vec<String> = ids.map(|id| AsRef::<str>::as_ref(id).to_owned()).collect();
    ids.sort_unstable();
    ids
}

/// Parses policies and gives each the id that it names itself.
pub(super) fn parse<'a>(
    files: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<PolicySet, PolicyError> {
    let mut all = PolicySet::new();
    for (file, text) in files {
        let file = || file.to_owned();
        let set: PolicySet = text.parse().map_err(|error: cedar_policy::ParseErrors| {
            PolicyError::Syntax { file: file(), message: error.to_string() }
        })?;
        if set.templates().next().is_some() {
            return Err(PolicyError::Template(file()));
        }
        for policy in set.policies() {
            let id = policy.annotation("id").filter(|id| is_code(id)).map(ToOwned::to_owned);
            let id = id.ok_or_else(|| PolicyError::NoId {
                file: file(),
                policy: policy.to_string().lines().take(3).collect::<Vec<_>>().join(" "),
            })?;
            all.add(policy.new_id(PolicyId::new(&id)))
                .map_err(|_| PolicyError::SameId { file: file(), id })?;
        }
    }
    Ok(all)
}

/// Checks policies strictly against the schema.
pub(super) fn validate(schema: &Schema, set: &PolicySet) -> Result<(), PolicyError> {
    let result = Validator::new(schema.clone()).validate(set, ValidationMode::Strict);
    if result.validation_passed() {
        return Ok(());
    }
    let errors: Vec<_> = result.validation_errors().map(ToString::to_string).collect();
    Err(PolicyError::Invalid(errors.join("; ")))
}

fn hash(texts: &BTreeMap<String, String>) -> [u8; 32] {
    let mut context = Sha256::new();
    context.update(b"samflyt policies v1\n");
    for part in texts.iter().flat_map(|(name, text)| [name, text]) {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part.as_bytes());
    }
    context.finish()
}

fn owned(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn read(path: &Path) -> Result<String, PolicyError> {
    let wrong = |source| PolicyError::Read { file: path.display().to_string(), source };
    let length = std::fs::metadata(path).map_err(wrong)?.len();
    if length > LONGEST_FILE {
        return Err(wrong(std::io::Error::new(std::io::ErrorKind::FileTooLarge, "over 1 MiB")));
    }
    std::fs::read_to_string(path).map_err(wrong)
}

/// Names of everything in a folder.
fn files_in(folder: &Path) -> Result<Vec<String>, PolicyError> {
    let wrong = |source| PolicyError::Read { file: folder.display().to_string(), source };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        names.push(entry.map_err(wrong)?.file_name().to_string_lossy().into_owned());
    }
    names.sort_unstable();
    Ok(names)
}

/// Every file in `folder` with this ending; `None` when there is no such folder.
fn read_all(folder: &Path, ending: &str) -> Result<Option<BTreeMap<String, String>>, PolicyError> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let mut texts = BTreeMap::new();
    for name in files_in(folder)?.into_iter().filter(|name| name.ends_with(ending)) {
        let text = read(&folder.join(&name))?;
        texts.insert(name, text);
    }
    Ok(Some(texts))
}

#[cfg(test)]
pub(super) mod tests;
