use super::*;
use crate::domain::id::{ChildId, PersonId};
use crate::domain::law::Law;
use crate::domain::question::{Act, Assurance, Hat, Resource};
use crate::domain::time::Timestamp;
use uuid::Uuid;

/// The embedded texts with one file changed.
pub(crate) fn changed(
    file: &str,
    change: impl Fn(&str) -> String,
) -> Result<Policies, PolicyError> {
    let mut texts = owned(&EMBEDDED);
    let text = texts.get_mut(file).unwrap();
    let new = change(text);
    assert_ne!(*text, new, "the change must change something");
    *text = new;
    Policies::from_texts(texts, owned(&EMBEDDED_INVARIANTS), None)
}

fn with(policy: &str) -> Result<Policies, PolicyError> {
    changed("agency.cedar", |text| format!("{text}\n{policy}\n"))
}

fn guardian_lists() -> Question {
    let now = Timestamp::from_micros(1_800_000_000_000_000);
    let child = ChildId(Uuid::from_u128(1));
    Question {
        now,
        person: PersonId(Uuid::from_u128(2)),
        hat: Hat::Guardian {
            child,
            kind: "parental-responsibility".to_owned(),
            verified: true,
            from: now,
            until: None,
            sees: vec!["health".to_owned()],
            decides: Vec::new(),
        },
        assurance: Assurance::Substantial,
        act: Act::List,
        resource: Resource::folder(child),
        purpose: None,
        consent: None,
        emergency: None,
        fields: Vec::new(),
        law: Law::default(),
        unscanned_allowed: false,
    }
}

#[test]
fn the_embedded_policies_hold_and_answer() {
    let policies = Policies::embedded().unwrap();
    let question = guardian_lists();
    assert_eq!(
        policies.decide(&question),
        Decision {
            allowed: true,
            policies: vec!["guardian-oversees-the-folder".to_owned()],
            erred: false
        }
    );
    let nobody = Question { hat: Hat::Nobody, ..question };
    assert_eq!(
        policies.decide(&nobody),
        Decision { allowed: false, policies: Vec::new(), erred: false }
    );
}

#[test]
fn a_question_without_sense_is_refused_as_an_error() {
    let policies = Policies::embedded().unwrap();
    let question = Question { act: Act::Open, ..guardian_lists() };
    let refused = Decision { allowed: false, policies: Vec::new(), erred: true };
    assert_eq!(policies.decide(&question), refused);
}

#[test]
fn an_error_on_the_way_is_a_refusal_even_when_something_permits() {
    // Only an overflow gets past the strict checks.
    let policies = with(
        "// An error for everybody, which Cedar alone would pass over.\n@id(\"errs\")\n\
         forbid (principal, action, resource) when { context.now + 9223372036854775807 > 0 };",
    )
    .unwrap();
    let decision = policies.decide(&guardian_lists());
    assert_eq!(decision.policies, ["guardian-oversees-the-folder"], "Cedar itself says yes");
    assert!(decision.erred);
    assert!(!decision.allowed);
}

#[test]
fn a_policy_without_an_id_of_its_own_is_refused() {
    let nothing = "permit (principal is Nobody, action, resource) when { 1 == 2 };";
    assert!(matches!(with(nothing), Err(PolicyError::NoId { .. })));
    assert!(matches!(with(&format!("@id {nothing}")), Err(PolicyError::NoId { .. })));
    assert!(matches!(with(&format!("@id(\"A B\") {nothing}")), Err(PolicyError::NoId { .. })));
    let twice = format!("@id(\"document-erased\") {nothing}");
    assert!(matches!(with(&twice), Err(PolicyError::SameId { id, .. }) if id == "document-erased"));
    assert!(with(&format!("@id(\"x\") {nothing}")).is_ok());
}

#[test]
fn what_the_schema_does_not_know_is_refused() {
    for wrong in [
        "permit (principal is Teacher, action, resource);",
        "permit (principal is Nobody, action == Action::\"peek\", resource);",
        "permit (principal is Professional, action, resource) when { principal.boss };",
        "permit (principal is Professional, action, resource) when { principal.until > 3 };",
        "permit (principal is Professional, action, resource) when { context.consent.also_later };",
        "permit (principal is Professional, action, resource)
           when { principal.state == MembershipState::\"confirmt\" };",
        "permit (principal is Professional, action, resource) when { principal.unit == \"x\" };",
    ] {
        let error = with(&format!("@id(\"x\") {wrong}")).unwrap_err();
        assert!(matches!(error, PolicyError::Invalid(_)), "{wrong}: {error}");
    }
    let template = "@id(\"x\") permit (principal == ?principal, action, resource);";
    assert!(matches!(with(template), Err(PolicyError::Template(_))));
    assert!(matches!(with("@id(\"x\") permit (principal"), Err(PolicyError::Syntax { .. })));
}

#[test]
fn a_schema_that_the_facts_do_not_fit_is_refused() {
    for (from, to) in [
        ("  verified: Bool,", "  verified: Bool,\n  shoe_size: Long,"),
        ("  until?: Long\n};", "  until: Long\n};"),
        (", \"not-scanned\"]", "]"),
        ("purpose?: String,", "purpose: String,"),
        ("\"lapsed\"", "\"elapsed\""),
    ] {
        let error = changed(SCHEMA, |text| text.replacen(from, to, 1)).unwrap_err();
        assert!(
            matches!(error, PolicyError::Facts(_) | PolicyError::Invalid(_)),
            "{from}: {error}"
        );
    }
}

#[test]
fn a_wrong_table_is_refused() {
    let error = changed("purposes.toml", |text| text.replacen("= 366", "= 400", 1)).unwrap_err();
    assert!(matches!(error, PolicyError::Table(TableError::Days(_))));
}

#[test]
fn the_hash_changes_with_every_file_and_with_nothing_else() {
    let hash = Policies::embedded().unwrap().hash();
    assert_eq!(Policies::embedded().unwrap().hash(), hash);
    for (file, _) in EMBEDDED {
        let comment = if file.ends_with("toml") { "\n# x\n" } else { "\n// x\n" };
        let other = changed(file, |text| format!("{text}{comment}")).unwrap();
        assert_ne!(other.hash(), hash, "{file}");
    }
    // Length prefixes: text that moves from one file to the next is a change.
    let one = hash_of(&[("a", "xb"), ("c", "y")]);
    assert_ne!(one, hash_of(&[("a", "x"), ("bc", "y")]));
    assert_ne!(one, hash_of(&[("ax", "b"), ("c", "y")]));
    assert_eq!(
        hex::encode(hash_of(&[("a", "x")])),
        "564844557a179a5c0db57f51a3b7b1d0ec05113625c8f9c1330588bc0b01a01e",
        "frozen"
    );
}

fn hash_of(files: &[(&str, &str)]) -> [u8; 32] {
    super::hash(&owned(files))
}

#[test]
fn a_folder_is_read_like_the_embedded_texts() {
    let folder = tempfile::tempdir().unwrap();
    let missing = Policies::load(folder.path()).unwrap_err();
    assert!(matches!(missing, PolicyError::Read { .. }));
    for (file, text) in EMBEDDED {
        std::fs::write(folder.path().join(file), text).unwrap();
    }
    std::fs::write(folder.path().join("README.md"), "about these files").unwrap();
    let loaded = Policies::load(folder.path()).unwrap();
    let embedded = Policies::embedded().unwrap();
    assert_eq!(loaded.hash(), embedded.hash());
    assert_eq!(loaded.ids(), embedded.ids());
    assert_eq!(loaded.invariants, embedded.invariants);
    assert!(loaded.cases.is_none());

    std::fs::create_dir(folder.path().join("invariants")).unwrap();
    std::fs::write(folder.path().join("invariants/one.cedar"), "// none").unwrap();
    assert_eq!(Policies::load(folder.path()).unwrap().invariants.len(), 1);

    std::fs::write(folder.path().join("extra.cedar"), "// believed to hold").unwrap();
    let stray = Policies::load(folder.path()).unwrap_err();
    assert!(matches!(stray, PolicyError::Stray(file) if file == "extra.cedar"));
}

#[test]
fn what_a_slice_leaves_out_could_not_apply() {
    let policies = Policies::embedded().unwrap();
    assert_eq!(policies.slices.len(), policies.schema.request_envs().count());
    let slice = &policies.slices[&("Professional", Act::Open, "Document")];
    assert!(slice.policies().count() < policies.set.policies().count());
    for (environment, slice) in &policies.slices {
        let (principal, act, resource) = *environment;
        for policy in policies.set.policies() {
            let speaks = policy.get_valid_request_envs(&policies.schema).any(|env| {
                env.principal().basename() == principal
                    && env.action().id().unescaped() == act.code()
                    && env.resource().basename() == resource
            });
            let kept = slice.policy(policy.id()).is_some();
            assert!(kept || !speaks, "{} in {environment:?}", policy.id());
        }
    }
    let group = with(
        "@id(\"x\") forbid (principal, action in [Action::\"open\"], resource) when { false };",
    );
    let group = group.unwrap();
    let has = |act, resource| {
        let slice = &group.slices[&("Nobody", act, resource)];
        slice.policies().any(|policy| AsRef::<str>::as_ref(policy.id()) == "x")
    };
    assert!(has(Act::Open, "Document"));
    assert!(!has(Act::List, "Document"));
}
