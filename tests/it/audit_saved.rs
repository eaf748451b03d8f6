//! Searches that auditors keep: their own, put anew each time.

use crate::audit_pages::Browser;
use crate::support::app::{TestApp, add_person};
use crate::support::backend::{Backend, on_both};
use crate::support::sql::Outside;
use samflyt::domain::PersonId;
use samflyt::flows::people;

on_both!(
    a_search_is_kept_for_its_owner_and_put_anew,
    keeping_twice_keeps_once,
    what_is_wrong_with_a_name_is_said,
    only_auditors_keep_searches,
);

const KEEP: &str = "/audit/searches";
const REFUSED: [(&str, &str); 2] = [("kind", "refused"), ("from", "2026-05-01")];

fn named(name: &str) -> Vec<(&str, &str)> {
    [&REFUSED[..], &[("name", name)]].concat()
}

/// The searches on the page: the address that forgets each.
fn kept(page: &str) -> Vec<String> {
    let forms = page.split("<form action=\"/audit/searches/").skip(1);
    forms.map(|form| format!("{KEEP}/{}", form.split('"').next().unwrap())).collect()
}

async fn another_auditor(app: &mut TestApp) {
    let id = add_person(&app.app, "second").await;
    app.cast.put("person", "second", id.0);
    people::appoint(&app.app, PersonId(id.0), "auditor", None).await.unwrap();
}

async fn a_search_is_kept_for_its_owner_and_put_anew(backend: Backend) {
    let mut app = TestApp::start(backend).await;
    another_auditor(&mut app).await;
    let auditor = Browser::of(&app, "auditor").await;
    let page = auditor.page("/audit").await;
    assert!(kept(&page).is_empty() && !page.contains("name=\"name\""), "all is no search: {page}");
    let page = auditor.page("/audit?kind=refused&from=2026-05-01").await;
    assert!(page.contains("name=\"name\""), "{page}");
    let answer = auditor.post(KEEP, &named("  <b>Avslag</b>\u{202e} i NAV ")).await.expect(303);
    assert_eq!(answer.header("location"), "/audit?from=2026-05-01&kind=refused");
    let page = auditor.page("/audit").await;
    assert!(page.contains("&#60;b&#62;Avslag&#60;/b&#62; i NAV</a>"), "{page}");
    assert!(page.contains("href=\"/audit?from=2026-05-01&#38;kind=refused\""), "{page}");
    // Neither its name nor what it asks for lies open, and it is nobody else's.
    let mut sql = Outside::connect(&app.place()).await;
    assert_eq!(sql.number("select count(*) from saved_search").await, 1);
    assert!(!app.entries("").await.iter().any(|one| one.to_string().contains("Avslag")));
    let other = Browser::of(&app, "second").await;
    assert!(kept(&other.page("/audit").await).is_empty());
    let forget = kept(&page).remove(0);
    other.post(&forget, &[]).await.expect(303);
    assert_eq!(kept(&auditor.page("/audit").await).len(), 1, "another's is not forgotten");
    for _ in 0..2 {
        auditor.post(&forget, &[]).await.expect(303);
        assert!(kept(&auditor.page("/audit").await).is_empty());
    }
}

async fn keeping_twice_keeps_once(backend: Backend) {
    let app = TestApp::start(backend).await;
    let auditor = Browser::of(&app, "auditor").await;
    let fields = named("Avslag");
    let (one, other) = tokio::join!(auditor.post(KEEP, &fields), auditor.post(KEEP, &fields));
    assert_eq!((one.status, other.status), (303, 303));
    auditor.post(KEEP, &fields).await.expect(303);
    assert_eq!(kept(&auditor.page("/audit").await).len(), 1);
    // Under another name, or of something else, it is another.
    auditor.post(KEEP, &named("Nei")).await.expect(303);
    auditor.post(KEEP, &[("kind", "opened"), ("name", "Avslag")]).await.expect(303);
    assert_eq!(kept(&auditor.page("/audit").await).len(), 3);
}

async fn what_is_wrong_with_a_name_is_said(backend: Backend) {
    let app = TestApp::start(backend).await;
    let auditor = Browser::of(&app, "auditor").await;
    for name in [String::new(), "\u{202e}\u{200b}".to_owned(), "x".repeat(151)] {
        let page = auditor.post(KEEP, &named(&name)).await.expect(422).text();
        assert!(page.contains("<details class=\"no-print\" open>"), "{page}");
        assert!(page.contains("Skriv et navn på høyst 150 tegn."), "{page}");
        assert!(page.contains("name=\"from\" type=\"date\" value=\"2026-05-01\""), "{page}");
    }
    let page = auditor.post(KEEP, &named(&"x".repeat(151))).await.text();
    assert!(page.contains(&format!("value=\"{}\"", "x".repeat(151))), "what was written stays");
    // A search that makes no sense is told of as such.
    let wrong = [("kind", "nothing"), ("name", "Avslag")];
    let page = auditor.post(KEEP, &wrong).await.expect(422).text();
    assert!(kept(&page).is_empty() && page.contains("id=\"kind-error\""), "{page}");
    for number in 0..20 {
        auditor.post(KEEP, &named(&format!("Søk {number}"))).await.expect(303);
    }
    let page = auditor.post(KEEP, &named("Enda et")).await.expect(422).text();
    assert!(page.contains("Du har 20 lagrede søk"), "{page}");
    assert_eq!(kept(&page).len(), 20);
    auditor.post(KEEP, &named("Søk 3")).await.expect(303);
}

async fn only_auditors_keep_searches(backend: Backend) {
    let app = TestApp::start(backend).await;
    for who in ["kari", "nav", "operator"] {
        let browser = Browser::of(&app, who).await;
        for path in [KEEP, "/audit/searches/0b0e8f3c-5f0e-4b9a-9a63-7d0f6f6f2b11/forget"] {
            let answer = browser.post(path, &named("Avslag")).await;
            assert!([403, 404].contains(&answer.status), "{who} {path}: {}", answer.status);
            assert!(answer.entry() >= 0);
        }
    }
    let mut sql = Outside::connect(&app.place()).await;
    assert_eq!(sql.number("select count(*) from saved_search").await, 0);
}
