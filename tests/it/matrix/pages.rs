//! The same of the pages: every page and every form, by every kind of caller, with
//! every kind of id. The answers stand in `matrix.pages.golden.txt`.

use super::calls::made_anew;
use super::table::Table;
use super::world::{World, world};
use super::{CHILD, KINDS, OF_ONE, ROLES};
use crate::support::backend::Backend;
use crate::support::browser::{Browser, encode};
use crate::support::http::Answer;
use axum::body::Body;
use axum::http::{Request, header};
use samflyt::flows::consents::life;
use samflyt::web::pages;
use samflyt::web::routes::{Class, Row};
use std::collections::BTreeMap;

/// Before the young person has any say, and when all but the last is theirs. The flows
/// under the pages are asked at the other ages too, by programs.
const AGES: [i32; 2] = [6, 16];

/// Parts of addresses that say which page it is, not whose.
const SAID: [(&str, &str); 4] =
    [("{form}", "pdf"), ("{code}", "openings"), ("{act}", "suspend"), ("{name}", "none.css")];

/// Ids in an address, in order.
fn ids(path: &str) -> Vec<&str> {
    let parts = path.split('/').filter(|part| part.starts_with('{'));
    parts.filter(|part| !SAID.iter().any(|(said, _)| said == part)).collect()
}

fn kinds(path: &str) -> &'static [&'static str] {
    match ids(path).len() {
        0 => &["-"],
        1 => &OF_ONE,
        _ => &KINDS,
    }
}

/// What stands for one part of an address.
fn id_of(world: &World, row: &Row, part: &str, kind: &str) -> String {
    let side = match kind {
        "own" => 0,
        "foreign" => 1,
        "unknown" if part == "{index}" => return "99999999".to_owned(),
        "unknown" => return "0b0e8f3c-5f0e-4b9a-9a63-7d0f6f6f2b11".to_owned(),
        _ => return "not-an-id".to_owned(),
    };
    let path = row.path.as_str();
    match part {
        "{child}" => world.app.cast.child(CHILD[side]).to_string(),
        "{document}" => world.document[side].to_string(),
        "{consent}" => world.consent[side].to_string(),
        "{index}" => world.entry[side].to_string(),
        "{unit}" => world.app.cast.unit(["pro-in-force", "statped"][side]).to_string(),
        "{place}" => world.place[side].to_string(),
        "{id}" if path.starts_with("/documents/") => world.document[side].to_string(),
        "{id}" if path.starts_with("/consents/") => world.consent[side].to_string(),
        "{id}" if path.starts_with("/requests/") => world.request[side].to_string(),
        "{id}" if path.starts_with("/cases/requests/") => world.request[side].to_string(),
        // None is there; another's and none are answered alike.
        "{id}" if path.starts_with("/audit/searches/") => world.case[side].to_string(),
        "{id}" if path.starts_with("/audit/cases/") => world.case[side].to_string(),
        "{id}" if path.starts_with("/operate/agencies/") => {
            world.app.cast.unit(["pro-in-force", "statped"][side]).to_string()
        }
        "{id}" if path.starts_with("/operate/guardianships/") => {
            world.guardianship[side].to_string()
        }
        "{id}" if path.starts_with("/uploads/") => world.upload[side].to_string(),
        _ => panic!("{path} has a {part} that is not in the matrix: add it here"),
    }
}

/// What a program would call to use up the same thing.
fn like(row: &Row) -> Option<(&'static str, &'static str)> {
    if row.method != "POST" {
        return None;
    }
    Some(match row.path.as_str() {
        "/documents/{id}/erase" => ("DELETE", "/api/v1/documents/{id}"),
        "/documents/{id}/withhold" => ("PUT", "/api/v1/documents/{id}/withheld"),
        "/consents/{id}/approve" => ("POST", "/api/v1/consents/{id}/approve"),
        "/consents/{id}/decline" => ("POST", "/api/v1/consents/{id}/decline"),
        "/consents/{id}/stop" | "/consents/{id}/undo" => ("POST", "/api/v1/consents/{id}/revoke"),
        "/consents/{id}/change" => ("POST", "/api/v1/consents/{id}/revise"),
        "/requests/{id}/change" => ("POST", "/api/v1/requests/{id}/grant"),
        "/requests/{id}/decline" => ("POST", "/api/v1/requests/{id}/decline"),
        "/cases/requests/{id}/withdraw" => ("POST", "/api/v1/requests/{id}/withdraw"),
        "/cases/{child}/hand-back/{consent}" => ("POST", "/api/v1/consents/{id}/hand-back"),
        _ => return None,
    })
}

/// What is filled in. Where nothing stands here the form is sent empty: who may not
/// hears so first, and who may hears what is missing.
fn form(world: &World, row: &Row) -> Vec<(&'static str, String)> {
    let app = &world.app;
    let date = |days| app.in_days(days).split('T').next().unwrap().to_owned();
    let terms = || {
        vec![
            ("set", "1".to_owned()),
            ("category", "aids".to_owned()),
            ("unit", app.cast.unit("nav").to_string()),
            ("purpose", "benefit-assessment".to_owned()),
            ("last", "7".to_owned()),
        ]
    };
    let words = |words: &str| vec![("words", words.to_owned())];
    match row.path.as_str() {
        "/sign-in" => vec![("persona", "ola".to_owned())],
        "/language" => vec![("language", "nn".to_owned())],
        "/settings/notices" => vec![("how", "daily".to_owned())],
        "/folders/{child}/give" | "/requests/{id}/change" => terms(),
        "/consents/{id}/change" => [terms(), vec![("revision", "1".to_owned())]].concat(),
        "/cases/{child}/mark/{document}" => vec![("answer", "confirm".to_owned())],
        "/consents/{id}/approve" | "/consents/{id}/decline" => vec![("revision", "1".to_owned())],
        "/documents/{id}/withhold" => vec![("hold", "yes".to_owned())],
        "/folders/{child}/packs" => {
            vec![("name", "Til skolen".to_owned()), ("document", world.document[0].to_string())]
        }
        "/folders/{child}/emergency" => vec![("to", "on".to_owned())],
        "/folders/{child}/about" => vec![("about", "Jeg liker vann.".to_owned())],
        "/folders/{child}/log/{index}" => words("Hvem var dette?"),
        "/folders/{child}/copy/erase" => vec![("sure", "yes".to_owned())],
        "/cases/{child}/draft" => {
            let mut all = terms();
            all.push(("until", date(5)));
            all
        }
        "/cases/{child}/ask" | "/cases/ask" => vec![
            ("number", crate::requests::number("jonas")),
            ("unit", app.cast.unit("pro-in-force").to_string()),
            ("purpose", crate::support::app::PURPOSE.to_owned()),
            ("category", "aids".to_owned()),
            ("until", date(5)),
        ],
        "/cases/{child}/renew/{consent}" => vec![("until", date(40))],
        "/cases/emergency" => vec![
            ("number", crate::requests::number("jonas")),
            ("unit", app.cast.unit("pro-in-force").to_string()),
            ("reason", "danger-to-life".to_owned()),
            ("words", "Kramper, får ikke tak i foreldrene.".to_owned()),
        ],
        "/members/{unit}/invite" => vec![
            ("name", "Ny Person".to_owned()),
            ("number", "01819012345".to_owned()),
            ("role", "adviser".to_owned()),
        ],
        "/audit/export" => vec![("form", "csv".to_owned())],
        "/audit/searches" => {
            vec![("kind", "refused".to_owned()), ("name", "Avslag".to_owned())]
        }
        "/audit/entries/{index}/case" => words("hvorfor"),
        "/audit/cases/{id}/finding" => {
            vec![("finding", "explained".to_owned()), ("words", "som det skal være".to_owned())]
        }
        "/operate/agencies/{id}/active" => vec![("active", "yes".to_owned())],
        _ => Vec::new(),
    }
}

/// Address with its ids.
async fn address(world: &World, row: &Row, who: &str, kind: &str) -> String {
    let mut path = row.path.clone();
    for (part, said) in SAID {
        path = path.replace(part, said);
    }
    // What the service does by itself each minute is done before, however fast this is.
    if matches!(row.path.as_str(), "/consents/{id}/approve" | "/consents/{id}/decline") {
        life::sweep(&world.app.app).await.unwrap();
    }
    let anew = match like(row) {
        Some(like) => made_anew(world, like, who, kind).await,
        None => None,
    };
    let all = ids(&row.path);
    for (number, part) in all.iter().enumerate() {
        let of = match kind {
            "mixed" if number + 1 == all.len() => "foreign",
            "mixed" => "own",
            kind => kind,
        };
        let id = anew.clone().filter(|_| number + 1 == all.len());
        let id = id.unwrap_or_else(|| id_of(world, row, part, of));
        path = path.replacen(part, &id, 1);
    }
    path
}

/// The answer; one that says "later" is not yet one.
async fn call(world: &World, row: &Row, who: &str, kind: &str, browser: &str) -> (String, Answer) {
    for _ in 0..5 {
        let (path, answer) = call_once(world, row, who, kind, browser).await;
        if answer.status != 503 {
            return (path, answer);
        }
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
    panic!("{} {} stays busy", row.method, row.path);
}

async fn call_once(
    world: &World,
    row: &Row,
    who: &str,
    kind: &str,
    browser: &str,
) -> (String, Answer) {
    let app = &world.app;
    let path = address(world, row, who, kind).await;
    let request = Request::builder().method(row.method).uri(&path).header(header::COOKIE, browser);
    let request =
        request.header(header::ACCEPT, "text/html").header("sec-fetch-site", "same-origin");
    let (kind_of_body, body) = if row.path.contains("/uploads") {
        ("application/offset+octet-stream", String::new())
    } else {
        let fields = form(world, row);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ("application/x-www-form-urlencoded", encode(&fields))
    };
    let mut request = request.header(header::CONTENT_TYPE, kind_of_body);
    if row.path.contains("/uploads") {
        let metadata = crate::uploads::metadata(app.cast.child("jonas"), &[]);
        request = request
            .header("tus-resumable", "1.0.0")
            .header("upload-offset", "0")
            .header("upload-length", "3000")
            .header("upload-metadata", metadata);
    }
    let response = app.call(request.body(Body::from(body)).unwrap()).await;
    if response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream")
    {
        // It would never end.
        let (parts, _) = response.into_parts();
        return (
            path,
            Answer::read(axum::response::Response::from_parts(parts, Body::empty())).await,
        );
    }
    (path, Answer::read(response).await)
}

/// An id or number of something, which says nothing.
fn without_ids(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let parts = path.split('/').map(|part| {
        let is_id = part.len() == 36 && part.contains('-');
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_id || is_number { "{}" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Status, the code that a page of a problem shows, and where one is sent.
fn outcome(answer: &Answer) -> String {
    let (status, text) = (answer.status, answer.text());
    if status == 303 {
        return format!("303 {}", without_ids(answer.header("location")));
    }
    let has_body = !answer.body.is_empty();
    if has_body && answer.header("content-type") == "application/problem+json" {
        return format!("{status} {}", answer.json()["code"].as_str().unwrap());
    }
    let code = text.split("<p class=\"quiet\">").nth(1).and_then(|rest| rest.split("</p>").next());
    match code.and_then(|words| words.split(' ').next_back()) {
        Some(code) if status >= 400 && code.contains('-') => format!("{status} {code}"),
        _ => status.to_string(),
    }
}

/// Everything that could tell one thing from another.
fn shape(path: &str, answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let headers = answer.headers.iter().filter(|(name, _)| {
        !["x-request-id", "samflyt-entry", "content-length"].contains(&name.as_str())
    });
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let id = answer.header("x-request-id");
    let text = answer.text().replace(path, "the page");
    let text = if id.is_empty() { text } else { text.replace(id, "the request") };
    (answer.status, headers.collect(), text)
}

fn check_headers(row: &Row, who: &str, path: &str, answer: &Answer) {
    let place = format!("{} {path} as {who}: {answer:?}", row.method);
    answer.assert_guarded();
    let public = row.path.starts_with("/assets/") && answer.status == 200;
    assert!(public || answer.header("cache-control") == "no-store", "{place}");
    let open = matches!(row.class, Class::Public | Class::Demo);
    if who.is_empty() && !open {
        let is_page = answer.status == 303 && answer.header("location").starts_with("/sign-in");
        assert!(is_page || answer.status == 401, "{place}");
    }
    if answer.status == 303 {
        assert!(answer.header("location").starts_with('/'), "{place}");
    }
}

async fn ask_all(world: &World, number: usize, table: &mut Table) {
    let app = &world.app;
    let mut cookies: BTreeMap<&str, String> = BTreeMap::from([("", String::new())]);
    for (_, who, _) in ROLES.iter().filter(|(_, who, _)| !who.is_empty()) {
        cookies.insert(who, Browser::new(app, who).await.cookie);
    }
    // What changes something comes after what only looks.
    let mut rows = pages::rows();
    rows.sort_by_key(|row| !["GET", "HEAD", "OPTIONS"].contains(&row.method));
    for row in &rows {
        let mut not_found: BTreeMap<&str, Vec<(&str, String, Answer)>> = BTreeMap::new();
        for kind in kinds(&row.path) {
            for (role, who, _) in ROLES {
                // What ends a session is of this call alone.
                let ends = row.path.starts_with("/sign-") && !who.is_empty();
                let cookie =
                    if ends { &Browser::new(app, who).await.cookie } else { &cookies[who] };
                let (path, answer) = call(world, row, who, kind, cookie).await;
                check_headers(row, who, &path, &answer);
                table.put(row, kind, role, number, outcome(&answer));
                if answer.status == 404 {
                    not_found.entry(role).or_default().push((kind, path, answer));
                }
            }
        }
        for (role, answers) in not_found {
            let (_, path, first) = &answers[0];
            for (kind, at, answer) in &answers {
                let (is, was) = (shape(at, answer), shape(path, first));
                assert_eq!(is, was, "{} {} as {role}: {kind} differs", row.method, row.path);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_for_whom_the_matrix_says() {
    let mut table = Table::new(&AGES);
    for (number, age) in AGES.into_iter().enumerate() {
        let world = world(Backend::Sqlite, age).await;
        ask_all(&world, number, &mut table).await;
    }
    assert!(table.cases() >= 20_000, "{} cases", table.cases());
    super::compare(&table.text(&serde_json::Value::Null), "matrix.pages.golden.txt", true);
}
