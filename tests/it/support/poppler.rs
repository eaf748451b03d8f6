//! PDFs, as programs of others see them: poppler's `pdftotext` and `pdfinfo`, and
//! `qpdf`.

use super::left_out;
use std::path::Path;
use std::process::{Command, Output};

/// Runs a tool on a file with these bytes; `None`, said aloud, where it is missing.
fn run(tool: &str, before: &[&str], bytes: &[u8], after: &[&str]) -> Option<Output> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file.pdf");
    std::fs::write(&file, bytes).unwrap();
    let ran = Command::new(tool).args(before).arg(&file).args(after).output();
    match ran {
        Ok(output) => Some(output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            left_out(&format!("{tool} (Debian: poppler-utils, qpdf)"));
            None
        }
        Err(error) => panic!("{tool}: {error}"),
    }
}

/// The text of a PDF in one line, words apart by single spaces.
pub fn text(bytes: &[u8]) -> Option<String> {
    let output = run("pdftotext", &["-enc", "UTF-8", "-nopgbrk"], bytes, &["-"])?;
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Fails unless the PDF is whole, tagged, titled and in `lang`.
pub fn check(bytes: &[u8], title: &str, lang: &str) {
    if let Some(output) = run("qpdf", &["--check"], bytes, &[]) {
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.contains("No syntax or stream encoding errors"), "{said}");
    }
    if let Some(output) = run("pdfinfo", &["-enc", "UTF-8"], bytes, &[]) {
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let line = |name: &str| {
            let found = said.lines().find_map(|line| line.strip_prefix(name));
            found.unwrap_or_default().trim().to_owned()
        };
        assert_eq!(line("Title:"), title);
        assert_eq!((line("Tagged:"), line("JavaScript:")), ("yes".to_owned(), "no".to_owned()));
        assert_eq!(line("Encrypted:"), "no");
    }
    // The catalogue stands in clear: what it says of the language is found as it is.
    let needle = format!("/Lang ({lang})");
    assert!(holds(bytes, &needle) || holds(bytes, &format!("/Lang({lang})")), "{needle}");
    assert!(holds(bytes, "pdfuaid:part") && holds(bytes, "pdfaid:part"));
}

/// Do these bytes stand in the file?
pub fn holds(bytes: &[u8], needle: &str) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
}

/// Keeps a file for whoever wants to look at it: `TEST_PAPERS` names a folder.
pub fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("TEST_PAPERS") {
        std::fs::write(Path::new(&folder).join(name), bytes).unwrap();
    }
}
