//! The walk that `demo` prints: the main job with curl, ready to be pasted.

use super::cast::{Cast, PERSONAS};
use crate::domain::Timestamp;
use std::path::Path;

/// What the walk is made of.
#[derive(Debug)]
pub struct Walk<'a> {
    /// `http://127.0.0.1:port`
    pub address: &'a str,
    /// Whom it is about.
    pub cast: &'a Cast,
    /// The data folder.
    pub data: &'a Path,
    /// The file that Kari puts in.
    pub letter: &'a Path,
    /// This program.
    pub program: &'a Path,
    /// When she lets NAV's access end.
    pub until: Timestamp,
}

/// A text as one word of a shell.
fn word(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

impl Walk<'_> {
    /// What the demonstration says when it is ready.
    #[must_use]
    pub fn text(&self) -> String {
        let personas: Vec<String> = PERSONAS
            .iter()
            .map(|(handle, name, who)| format!("  {handle:13} {name}, {who}"))
            .collect();
        format!(
            "samflyt demonstration: {address}    (description: {address}/api/docs)\n\
             Everybody here is invented. Data: {data}\n\n\
             Open that address in a browser, and choose who you are:\n{personas}\n\n\
             The main job by a program (POST /demo/token signs in), with curl; paste it as it is into a shell:\n\n{walk}",
            address = self.address,
            data = self.data.display(),
            personas = personas.join("\n"),
            walk = self.script()
        )
    }

    /// The walk as a shell script.
    #[must_use]
    pub fn script(&self) -> String {
        let path = |path: &Path| word(&path.display().to_string());
        let (address, until) = (self.address, self.until);
        let (nora, nav) = (self.cast.child("nora"), self.cast.unit("nav"));
        let (letter, data, program) = (path(self.letter), path(self.data), path(self.program));
        let file = word(&format!("file=@\"{}\"", curl_quoted(self.letter)));
        format!(
            r#"A={address}
T=$(mktemp -d)
token() {{ curl -s "$A/demo/token" -H 'Content-Type: application/json' -d "{{\"persona\":\"$1\"}}" | sed 's/.*"token":"\([^"]*\)".*/\1/'; }}
KARI=$(token kari); OLA=$(token ola); NAV=$(token nav); STATPED=$(token statped); AUDITOR=$(token auditor)
# Kari puts a letter into the folder of Nora, and sees it there.
DOC=$(curl -s "$A/api/v1/children/{nora}/documents" -H "Authorization: Bearer $KARI" -F title='Brev fra sykehuset' -F category=medical -F {file} | sed 's/^{{"id":"\([^"]*\)".*/\1/'); echo "document: $DOC"
curl -s "$A/api/v1/children/{nora}/documents?limit=3" -H "Authorization: Bearer $KARI"; echo
# She lets NAV open it, for one purpose, for 30 days. Nora has two guardians: it waits for the other.
CONSENT=$(curl -s "$A/api/v1/children/{nora}/consents" -H "Authorization: Bearer $KARI" -H 'Content-Type: application/json' -d "{{\"agency\":\"{nav}\",\"purpose\":\"benefit-assessment\",\"documents\":[\"$DOC\"],\"valid_until\":\"{until}\"}}" | sed 's/^{{"id":"\([^"]*\)".*/\1/'); echo "consent: $CONSENT"
curl -s "$A/api/v1/documents/$DOC/content?purpose=benefit-assessment" -H "Authorization: Bearer $NAV"; echo
# Ola agrees. Now it is in force.
curl -s -X POST "$A/api/v1/consents/$CONSENT/approve" -H "Authorization: Bearer $OLA" | grep -o '"state":"[a-z-]*"'
# The caseworker at NAV lists what is shared, and opens it: the same bytes.
curl -s "$A/api/v1/shared" -H "Authorization: Bearer $NAV" | head -c 600; echo
curl -s -D - -o "$T/opened.pdf" "$A/api/v1/documents/$DOC/content?purpose=benefit-assessment" -H "Authorization: Bearer $NAV" | grep -iE '^(HTTP|samflyt-entry)'
cmp {letter} "$T/opened.pdf" && echo identical
# Statped was given nothing: for Statped the document does not exist.
curl -s "$A/api/v1/documents/$DOC/content?purpose=expert-assessment" -H "Authorization: Bearer $STATPED"; echo
# Kari stops it, alone and at once. NAV is refused, and told why.
curl -s -X POST "$A/api/v1/consents/$CONSENT/revoke" -H "Authorization: Bearer $KARI" | grep -o '"state":"[a-z-]*"'
curl -s "$A/api/v1/documents/$DOC/content?purpose=benefit-assessment" -H "Authorization: Bearer $NAV"; echo
# The log of Nora, as Kari reads it.
curl -s "$A/api/v1/children/{nora}/log?limit=8" -H "Authorization: Bearer $KARI"; echo
# The auditor reads the whole log, and verifies it.
curl -s "$A/api/v1/audit/entries?limit=5" -H "Authorization: Bearer $AUDITOR"; echo
curl -s "$A/log/checkpoint"
{program} audit verify --data {data}
"#
        )
    }
}

/// A path inside the quotes of curl's `-F`.
fn curl_quoted(path: &Path) -> String {
    path.display().to_string().replace('\\', r"\\").replace('"', "\\\"")
}
