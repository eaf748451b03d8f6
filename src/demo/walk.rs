//! The walk that `demo` prints: the main job with curl, ready to be pasted.

use super::cast::{Cast, PERSONAS};
use std::path::Path;

/// What the demonstration says when it is ready.
#[must_use]
pub fn text(address: &str, cast: &Cast, data: &Path, letter: &Path) -> String {
    let personas: Vec<String> =
        PERSONAS.iter().map(|(handle, name, who)| format!("  {handle:13} {name}, {who}")).collect();
    let personas = personas.join("\n");
    format!(
        "samflyt demonstration: {address}    (description: {address}/api/docs)\n\
         Everybody here is invented. Data: {data}\n\n\
         Personas for POST /demo/token:\n{personas}\n\n\
         The main job with curl; paste it as it is:\n\n{walk}\n\
         Verify the whole log yourself:\n\n  samflyt audit verify --data {data}\n",
        data = data.display(),
        walk = script(address, cast, letter)
    )
}

/// The walk as a shell script.
#[must_use]
pub fn script(address: &str, cast: &Cast, letter: &Path) -> String {
    let (nora, nav) = (cast.child("nora"), cast.unit("nav"));
    let letter = letter.display();
    format!(
        r#"A={address}
token() {{ curl -s $A/demo/token -H 'Content-Type: application/json' -d "{{\"persona\":\"$1\"}}" | sed 's/.*"token":"\([^"]*\)".*/\1/'; }}
KARI=$(token kari); NAV=$(token nav); STATPED=$(token statped); AUDITOR=$(token auditor)
# Kari puts a letter into Nora's folder, and sees it there.
DOC=$(curl -s $A/api/v1/children/{nora}/documents -H "Authorization: Bearer $KARI" -F title='Brev fra sykehuset' -F category=medical -F 'file=@{letter}' | sed 's/^{{"id":"\([^"]*\)".*/\1/'); echo "document: $DOC"
curl -s "$A/api/v1/children/{nora}/documents?limit=3" -H "Authorization: Bearer $KARI"; echo
# She lets NAV open it, for one purpose, for 30 days.
UNTIL=$(date -u -d '+30 days' +%Y-%m-%dT%H:%M:%SZ)
CONSENT=$(curl -s $A/api/v1/children/{nora}/consents -H "Authorization: Bearer $KARI" -H 'Content-Type: application/json' -d "{{\"agency\":\"{nav}\",\"purpose\":\"benefit-assessment\",\"documents\":[\"$DOC\"],\"valid_until\":\"$UNTIL\"}}" | sed 's/^{{"id":"\([^"]*\)".*/\1/'); echo "consent: $CONSENT"
# NAV's caseworker lists what is shared, and opens it: the same bytes.
curl -s $A/api/v1/shared -H "Authorization: Bearer $NAV" | head -c 600; echo
curl -s -D - -o opened.pdf "$A/api/v1/documents/$DOC/content?purpose=benefit-assessment" -H "Authorization: Bearer $NAV" | grep -iE '^(HTTP|samflyt-entry)'
cmp '{letter}' opened.pdf && echo "identical"
# Statped was given nothing: for Statped the document does not exist.
curl -s "$A/api/v1/documents/$DOC/content?purpose=expert-assessment" -H "Authorization: Bearer $STATPED"; echo
# Kari stops it. NAV is refused, and told why.
curl -s -X POST $A/api/v1/consents/$CONSENT/revoke -H "Authorization: Bearer $KARI" | grep -o '"state":"[a-z-]*"'
curl -s "$A/api/v1/documents/$DOC/content?purpose=benefit-assessment" -H "Authorization: Bearer $NAV"; echo
# Nora's log, as Kari reads it; the whole log, as the auditor reads it.
curl -s "$A/api/v1/children/{nora}/log?limit=8" -H "Authorization: Bearer $KARI"; echo
curl -s "$A/api/v1/audit/entries?limit=5" -H "Authorization: Bearer $AUDITOR"; echo
curl -s $A/log/checkpoint
"#
    )
}
