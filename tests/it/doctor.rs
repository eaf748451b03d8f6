//! `samflyt doctor`: says that all is well only when it is.

use crate::support::app::TestApp;
use crate::support::backend::{Backend, on_both};
use crate::support::process;
use crate::support::samples::pdf;
use samflyt::entropy::SystemEntropy;
use samflyt::vault::keys::RootKeys;
use serde_json::Value;
use std::time::Duration;

on_both!(a_sound_installation_is_well, what_is_wrong_is_found_and_named);

struct Patient {
    app: TestApp,
    url: String,
}

impl Patient {
    async fn new(backend: Backend) -> Self {
        let url = match &backend {
            Backend::Postgres(url) => url.clone(),
            Backend::Sqlite => String::new(),
        };
        let app = TestApp::start(backend).await;
        app.upload("kari", "nora", &pdf(200_000, 1)).await.expect(201);
        app.app.stop(Duration::from_secs(5)).await;
        Self { app, url }
    }

    fn doctor(&self, args: &[&str], env: &[(&str, &str)]) -> (i32, String, String) {
        let env = [env, &[("SAMFLYT_DATABASE_URL", self.url.as_str())][..]].concat();
        process::run(&[&["doctor"], args].concat(), &self.app.config.data.dir, &env)
    }

    /// It must find this check wrong, for a reason that holds `why`, and no other.
    #[track_caller]
    fn finds(&self, what: &str, why: &str, env: &[(&str, &str)]) {
        let (code, said, _) = self.doctor(&["--deep", "--json"], env);
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!((code, &said["ok"]), (1, &false.into()), "{said}");
        let wrong: Vec<&Value> = said["checks"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|check| check["ok"] == false)
            .collect();
        assert_eq!(wrong.len(), 1, "{said}");
        assert_eq!(wrong[0]["what"], what, "{said}");
        assert!(wrong[0]["detail"].as_str().unwrap().contains(why), "{said}");
        let (code, said, _) = self.doctor(&["--deep"], env);
        assert!(code == 1 && said.contains("WRONG"), "{said}");
    }

    fn object(&self) -> std::path::PathBuf {
        let files = self.app.object_files();
        assert_eq!(files.len(), 1, "the doctor leaves nothing behind");
        files.into_iter().next().unwrap()
    }
}

async fn a_sound_installation_is_well(backend: Backend) {
    let patient = Patient::new(backend).await;
    let (code, said, talk) = patient.doctor(&["--deep", "--json"], &[]);
    assert_eq!(code, 0, "{said}{talk}");
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["ok"], true);
    let checks = said["checks"].as_array().unwrap();
    for what in ["policy", "scanner", "keys", "database", "storage", "clock", "log", "documents"] {
        assert!(checks.iter().any(|check| check["what"] == what && check["ok"] == true), "{what}");
    }
    let (code, said, _) = patient.doctor(&[], &[]);
    assert!(code == 0 && !said.contains("WRONG") && !said.contains("versions read back"), "{said}");
    patient.object();
}

async fn what_is_wrong_is_found_and_named(backend: Backend) {
    let patient = Patient::new(backend).await;
    // Objects: changed, longer, shorter, another nonce, gone.
    let object = patient.object();
    let sealed = std::fs::read(&object).unwrap();
    let mut changed = sealed.clone();
    changed[100_000] ^= 1;
    let mut begun = sealed.clone();
    begun[3] ^= 1;
    for (what, bytes) in [
        ("changed", Some(changed)),
        ("longer", Some([&sealed[..], b"more"].concat())),
        ("shorter", Some(sealed[..sealed.len() - 1].to_vec())),
        ("nonce", Some(begun)),
        ("gone", None),
    ] {
        match bytes {
            Some(bytes) => std::fs::write(&object, bytes).unwrap(),
            None => std::fs::remove_file(&object).unwrap(),
        }
        println!("{what}");
        patient.finds("documents", "version 1", &[]);
    }
    std::fs::write(&object, &sealed).unwrap();
    // The scanner is away.
    let away = [("SAMFLYT_SCANNER_ADDRESS", "unix:/nonexistent/clamd.sock")];
    patient.finds("scanner", "does not answer", &away);
    // The policies are not valid.
    let policies = patient.app.dir.path().join("policies");
    std::fs::create_dir(&policies).unwrap();
    let folder = policies.display().to_string();
    let (code, said, _) = patient.doctor(&["--json"], &[("SAMFLYT_POLICY_DIR", &folder)]);
    assert!(code == 1 && said.contains("\"policy\""), "{said}");
    // Another installation's root key, and none.
    let root = patient.app.config.root_key_file();
    let good = std::fs::read(&root).unwrap();
    std::fs::remove_file(&root).unwrap();
    patient.finds("start", "there is no key file", &[]);
    RootKeys::generate(&SystemEntropy).create_file(&root).unwrap();
    patient.finds("start", "does not belong to this database", &[]);
    std::fs::write(&root, good).unwrap();
    // A database that cannot be reached.
    let nowhere = [("SAMFLYT_DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")];
    let (code, said, _) =
        process::run(&["doctor", "--json"], &patient.app.config.data.dir, &nowhere);
    assert!(code == 1 && said.contains("cannot be opened"), "{said}");
    // A setting that there is not: that is no finding but the environment.
    let (code, _, talk) = patient.doctor(&[], &[("SAMFLYT_NONSENSE", "1")]);
    assert!(code == 3 && talk.contains("SAMFLYT_NONSENSE"), "{talk}");
    assert_eq!(patient.doctor(&["--deep"], &[]).0, 0, "and well again");
}
