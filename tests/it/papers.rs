//! The pages of a family's papers, as a browser without scripts uses them, and the
//! news for who looks on.

use crate::support::app::{TestApp, operators};
use crate::support::backend::{Backend, on_both};
use crate::support::http::Answer;
use crate::support::samples::{Form, form_type, pdf};
use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt as _;
use samflyt::domain::{AgencyId, ChildId, PersonId};
use samflyt::flows::live;
use samflyt::flows::shields::{self, NewShield};
use samflyt::store::shields::Hidden;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

on_both!(
    each_file_of_a_form_has_a_result_of_its_own,
    photographs_become_the_pages_of_one_paper,
    a_paper_is_shown_to_its_family_and_to_nobody_else,
    the_page_serves_files_as_harmless_as_the_interface_does,
    a_new_version_is_put_in_and_the_paper_erased,
    the_young_person_holds_back_and_shows_again,
    who_looks_on_hears_that_something_is_new,
    listening_keeps_nobody_signed_in,
);

/// A browser's cookie.
async fn sign_in(app: &TestApp, who: &str) -> String {
    let request = Request::post("/sign-in")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("persona={who}")))
        .unwrap();
    let answer = app.send(request).await.expect(303);
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn page(app: &TestApp, cookie: &str, path: &str) -> Answer {
    let request = Request::get(path).header(header::COOKIE, cookie);
    app.send(request.body(Body::empty()).unwrap()).await
}

async fn post(app: &TestApp, cookie: &str, path: &str, kind: &str, body: Vec<u8>) -> Answer {
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, kind);
    app.send(request.body(Body::from(body)).unwrap()).await
}

async fn fields(app: &TestApp, cookie: &str, path: &str, body: &str) -> Answer {
    post(app, cookie, path, "application/x-www-form-urlencoded", body.as_bytes().to_vec()).await
}

fn heic() -> Vec<u8> {
    [b"\0\0\0\x18ftypheic\0\0\0\0".as_slice(), &[b'x'; 500]].concat()
}

async fn each_file_of_a_form_has_a_result_of_its_own(backend: Backend) {
    let app = TestApp::start(backend).await;
    let kari = sign_in(&app, "kari").await;
    let path = format!("/folders/{}/documents", app.cast.child("nora"));
    let empty = page(&app, &kari, &path).await.expect(200);
    assert!(empty.text().contains("Mappen er tom"));
    let form = || {
        Form::default()
            .text("once", "abc")
            .text("category", "decision")
            .text("date", "2026-05-03")
            .file("", b"")
            .file("en.pdf", &pdf(3000, 1))
            .file("foto <b>.heic", &heic())
            .file("to.pdf", &pdf(200_000, 2))
            .end()
    };
    let stored = post(&app, &kari, &path, &form_type(), form()).await.expect(303);
    let again = post(&app, &kari, &path, &form_type(), form()).await.expect(303);
    let to = stored.header("location").to_owned();
    assert_eq!(again.header("location"), to, "pressed twice, it is there once");
    assert!(to.contains("failed=2.file-heic"), "{to}");
    assert_eq!(to.matches("stored=").count(), 2);
    let shown = page(&app, &kari, &to).await.expect(200).text();
    for words in ["Vedtak 3. mai 2026", "Vedtak 3. mai 2026 (2)", "lagret kl.", "formatet HEIC"] {
        assert!(shown.replace('\u{a0}', " ").contains(words), "{words}");
    }
    assert_eq!(app.entries("kind=stored").await.len(), 2);

    // Where nothing was stored, the page comes back with what was filled in.
    for (form, words) in [
        (Form::default().text("once", "x").text("category", "plan"), "Velg en fil"),
        (
            Form::default().text("category", "plan").file("<b>😀.jpg", &heic()),
            "&#60;b&#62;😀.jpg er ikke lagret",
        ),
        (Form::default().text("category", "plan").file("tom.pdf", b""), "Filen er tom"),
        (Form::default().text("category", "plan").file("a.txt", b"hei og hopp du"), "Vi tar imot"),
        (
            Form::default().text("category", "plan").file("a.pdf", &pdf(5000, 1)[..4000]),
            "Slutten på filen mangler",
        ),
    ] {
        let answer = post(&app, &kari, &path, &form_type(), form.end()).await.expect(422).text();
        assert!(answer.contains(words), "{words}");
        assert!(answer.contains(r#"<option value="plan" selected>"#));
        assert!(answer.contains(r#"id="summary""#));
    }
    // A form that breaks off tells what it has stored, and with which file it ended.
    let form = Form::default().text("once", "cut").file("en.pdf", &pdf(3000, 7));
    let mut cut = form.file("to.pdf", &pdf(3000, 8)).end();
    cut.truncate(cut.len() - 1000);
    let told = post(&app, &kari, &path, &form_type(), cut).await.expect(303);
    let to = told.header("location").to_owned();
    assert!(to.contains("stored=") && to.contains("failed=2.upload-incomplete"), "{to}");
    let shown = page(&app, &kari, &to).await.expect(200).text();
    assert!(shown.contains("Fil nummer 2 er ikke lagret. Sendingen ble brutt"), "{shown}");
    let request = Request::post(&path).header(header::COOKIE, &kari);
    let request = request.header("sec-fetch-site", "cross-site");
    app.send(request.body(Body::empty()).unwrap()).await.expect(403);
    assert_eq!(app.entries("kind=stored").await.len(), 3);
    for odd in ["?stored=x&failed=y", "?failed=1.%3Cb%3E", "?failed=99.file-heic", "?erased=1"] {
        page(&app, &kari, &format!("{path}{odd}")).await.expect(200);
    }
    page(&app, &kari, &format!("{path}?after=x")).await.expect(400);
}

/// A whole JPEG of one grey block, with an orientation of 6.
fn jpeg() -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE1, 0, 34];
    bytes.extend(b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    bytes.extend([0xFF, 0xDB, 0, 67, 0]);
    bytes.extend([1; 64]);
    bytes.extend([0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
    for class in [0, 0x10] {
        bytes.extend([0xFF, 0xC4, 0, 20, class, 1]);
        bytes.extend([0; 15]);
        bytes.push(0);
    }
    bytes.extend([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x3F, 0xFF, 0xD9]);
    bytes
}

async fn photographs_become_the_pages_of_one_paper(backend: Backend) {
    let app = TestApp::start(backend).await;
    let kari = sign_in(&app, "kari").await;
    let path = format!("/folders/{}/documents/pages", app.cast.child("nora"));
    let three = || {
        let form = Form::default().text("once", "p").text("category", "decision").file("", b"");
        form.file("a.jpg", &jpeg()).file("b.jpg", &jpeg()).file("c.jpg", &jpeg()).end()
    };
    let stored = post(&app, &kari, &path, &form_type(), three()).await.expect(303);
    let again = post(&app, &kari, &path, &form_type(), three()).await.expect(303);
    assert_eq!(stored.header("location"), again.header("location"));
    let (_, id) = stored.header("location").split_once("stored=").unwrap();
    let document: Uuid = id.parse().unwrap();
    let shown = app.get("kari", &format!("/api/v1/documents/{document}")).await.json();
    assert_eq!(shown["media_type"], "application/pdf");
    let file = app.open("kari", document).await.expect(200).body;
    let found = file.windows(jpeg().len()).filter(|part| *part == jpeg()).count();
    assert_eq!(found, 3, "each photograph is what the camera wrote");
    assert!(file.windows(24).any(|part| part == b"0 -842 842 0 0 842 cm /I"));
    for (form, words) in [
        (Form::default().file("a.jpg", &jpeg()).file("b.pdf", &pdf(3000, 1)), "Bare bilder i JPEG"),
        (Form::default().file("a.jpg", &jpeg()).file("b.jpg", &jpeg()[..150]), "Slutten på filen"),
        (Form::default().file("a.heic", &heic()), "formatet HEIC"),
        (Form::default().text("once", "x"), "Velg en fil"),
    ] {
        let answer = post(&app, &kari, &path, &form_type(), form.end()).await.expect(422).text();
        assert!(answer.contains(words), "{words}");
    }
    assert_eq!(app.entries("kind=stored").await.len(), 1);
    assert_eq!(app.object_files().len(), 1);
}

async fn a_paper_is_shown_to_its_family_and_to_nobody_else(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let given = app.grant("kari", "nora", "nav", json!({"documents": [document]})).await;
    given.expect(201);
    app.open("nav", document).await.expect(200);
    let path = format!("/documents/{document}");
    let kari = sign_in(&app, "kari").await;
    let shown = page(&app, &kari, &path).await.expect(200);
    let text = shown.text();
    for words in [
        "Brev fra sykehuset",
        "nav, enhet (prøve)",
        "Prøve nav",
        "Stopp<span class=\"hidden\"> nav",
        "brev.pdf",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("Hold tilbake"), "that is the young person's");
    assert!(!text.contains("<title>Brev"), "titles are neutral");
    let list = format!("/folders/{}/documents", app.cast.child("nora"));
    assert!(page(&app, &kari, &list).await.text().contains("én virksomhet kan åpne"));
    for who in ["eva", "nav", "auditor", "statped"] {
        let cookie = sign_in(&app, who).await;
        let unknown = format!("/documents/{}", Uuid::from_u128(77));
        let [seen, none] = [page(&app, &cookie, &path).await, page(&app, &cookie, &unknown).await];
        assert!([403, 404].contains(&seen.status), "{who} {}", seen.status);
        if who != "nav" {
            assert_eq!((seen.status, seen.text()), (404, none.text()), "{who}");
        }
        for act in ["versions", "withhold", "erase"] {
            let answer = fields(&app, &cookie, &format!("{path}/{act}"), "hold=yes").await;
            assert!([403, 404].contains(&answer.status), "{who} {act} {}", answer.status);
        }
    }
}

async fn the_page_serves_files_as_harmless_as_the_interface_does(backend: Backend) {
    let app = TestApp::start(backend).await;
    let file = pdf(3000, 1);
    let document = app.upload("kari", "nora", &file).await.expect(201).id();
    let kari = sign_in(&app, "kari").await;
    let path = format!("/documents/{document}/file?version=1");
    let answer = page(&app, &kari, &path).await.expect(200);
    assert_eq!(answer.body, file);
    assert!(answer.header("content-disposition").starts_with("attachment;"));
    assert!(answer.header("content-security-policy").starts_with("sandbox;"));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(app.entries("kind=opened").await.len(), 1);
    page(&app, &kari, &format!("/documents/{document}/file?version=7")).await.expect(404);
    page(&app, &kari, &format!("/documents/{document}/file?version=x")).await.expect(404);
    let ola = sign_in(&app, "eva").await;
    page(&app, &ola, &path).await.expect(404);
}

async fn a_new_version_is_put_in_and_the_paper_erased(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let kari = sign_in(&app, "kari").await;
    let path = format!("/documents/{document}");
    let versions = format!("{path}/versions");
    let none = Form::default().text("once", "a").file("", b"").end();
    let none = post(&app, &kari, &versions, &form_type(), none).await.expect(422);
    assert!(none.text().contains("Velg en fil"));
    let form = || Form::default().text("once", "b").file("ny.pdf", &pdf(4000, 2)).end();
    for _ in 0..2 {
        let answer = post(&app, &kari, &versions, &form_type(), form()).await.expect(303);
        let shown = page(&app, &kari, answer.header("location")).await.expect(200).text();
        assert!(shown.contains("Utgave 2 er lagret"), "{shown}");
        assert!(shown.contains("Utgave 1: brev.pdf") && shown.contains("Utgave 2: ny.pdf"));
    }
    let confirm = page(&app, &kari, &format!("{path}/erase")).await.expect(200).text();
    assert!(confirm.contains("Alle 2 utgavene blir borte for godt"), "{confirm}");
    let erased = fields(&app, &kari, &format!("{path}/erase"), "once=c").await.expect(303);
    let list = page(&app, &kari, erased.header("location")).await.expect(200).text();
    assert!(list.contains("Papiret er slettet") && list.contains("Mappen er tom"));
    // A page that is stale by then says so, and a second press changes nothing.
    let gone = page(&app, &kari, &path).await.expect(410).text();
    assert!(gone.contains("Papiret er slettet"));
    fields(&app, &kari, &format!("{path}/erase"), "once=c").await.expect(303);
    assert_eq!(app.entries("kind=erased").await.len(), 1);
}

async fn the_young_person_holds_back_and_shows_again(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("jonas", "jonas", &pdf(3000, 1)).await.expect(201).id();
    let (jonas, kari) = (sign_in(&app, "jonas").await, sign_in(&app, "kari").await);
    let path = format!("/documents/{document}");
    page(&app, &kari, &path).await.expect(200);
    let means = page(&app, &jonas, &path).await.text();
    assert!(means.contains("Hold tilbake") && means.contains("innen 14 dager"), "{means}");
    let act = format!("{path}/withhold");
    let held = fields(&app, &jonas, &act, "hold=yes&once=a").await.expect(303);
    let held = page(&app, &jonas, held.header("location")).await.text();
    // It is said that the mark ends by itself, and when.
    assert!(held.contains("Nå holdes") && held.contains("Svarer ingen i helsetjenesten"));
    let hidden = page(&app, &kari, &path).await;
    assert!([403, 404].contains(&hidden.status), "{}", hidden.status);
    let freed = fields(&app, &jonas, &act, "hold=no&once=b").await.expect(303);
    page(&app, &jonas, freed.header("location")).await.expect(200);
    page(&app, &kari, &path).await.expect(200);
}

/// What is not taken is read away, up to the limit of a whole form.
#[tokio::test]
async fn a_form_with_too_much_tells_what_it_stored() {
    let app = TestApp::start(Backend::Sqlite).await;
    let kari = sign_in(&app, "kari").await;
    let path = format!("/folders/{}/documents", app.cast.child("nora"));
    let much = vec![b'x'; 201 << 20];
    let form = Form::default().file("en.pdf", &pdf(3000, 1)).file("mye.txt", &much).end();
    let told = post(&app, &kari, &path, &form_type(), form).await.expect(303);
    let shown = page(&app, &kari, told.header("location")).await.expect(200).text();
    assert!(shown.contains("Det ble for mye på én gang"), "{shown}");
    assert_eq!(app.entries("kind=stored").await.len(), 1);
}

async fn who_looks_on_hears_that_something_is_new(backend: Backend) {
    let app = TestApp::start(backend).await;
    let document = app.upload("kari", "nora", &pdf(3000, 1)).await.expect(201).id();
    let given = app.grant("kari", "nora", "nav", json!({"documents": [document]})).await;
    given.expect(201);
    let [operator, _] = operators(&app.app).await;
    let shield = NewShield {
        child: ChildId(app.cast.child("nora")),
        person: PersonId(app.cast.person("ola")),
        hidden: Hidden::Unit(AgencyId(app.cast.unit("nav"))),
        ground: "violence".to_owned(),
        words: None,
    };
    shields::set(&app.app, operator, shield).await.unwrap();
    let (kari, ola) = (sign_in(&app, "kari").await, sign_in(&app, "ola").await);
    let listen = |cookie: &str| {
        let request = Request::get("/live").header(header::COOKIE, cookie);
        app.call(request.body(Body::empty()).unwrap())
    };
    let mut stream = listen(&kari).await;
    assert_eq!(stream.headers()[header::CONTENT_TYPE], "text/event-stream");
    let frame = |stream: &mut axum::response::Response| {
        let body = std::mem::take(stream.body_mut());
        async move {
            let mut body = body;
            let next = tokio::time::timeout(Duration::from_secs(3), body.frame()).await;
            let bytes = next.ok().flatten().map(|frame| frame.unwrap().into_data().unwrap());
            (body, bytes.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap()))
        }
    };
    let (body, first) = frame(&mut stream).await;
    *stream.body_mut() = body;
    assert_eq!(first.as_deref(), Some("retry: 5000\n\n"));

    // Own acts, and looking, are no news.
    app.upload("kari", "nora", &pdf(3000, 2)).await.expect(201);
    page(&app, &ola, &format!("/documents/{document}")).await.expect(200);
    live::look_out(&app.app).await.unwrap();
    let (body, none) = frame(&mut stream).await;
    *stream.body_mut() = body;
    assert_eq!(none, None);

    app.upload("ola", "nora", &pdf(3000, 3)).await.expect(201);
    app.upload("eva", "emil", &pdf(3000, 4)).await.expect(201);
    live::look_out(&app.app).await.unwrap();
    let (body, news) = frame(&mut stream).await;
    *stream.body_mut() = body;
    assert!(news.unwrap().starts_with("event: news\ndata: {\"acts\":1,\"unseen\":"));

    // What is hidden from somebody rings no bell.
    let mut other = listen(&ola).await;
    let (body, first) = frame(&mut other).await;
    *other.body_mut() = body;
    assert!(first.is_some());
    app.open("nav", document).await.expect(200);
    live::look_out(&app.app).await.unwrap();
    let (body, news) = frame(&mut stream).await;
    *stream.body_mut() = body;
    assert!(news.unwrap().starts_with("event: news\ndata: {\"acts\":1,\"unseen\":"));
    let (_, hidden) = frame(&mut other).await;
    assert_eq!(hidden, None);

    // A session that is over hears nothing more.
    let (body, _) = frame(&mut stream).await;
    *stream.body_mut() = body;
    fields(&app, &kari, "/sign-out", "").await.expect(303);
    app.upload("ola", "nora", &pdf(3000, 5)).await.expect(201);
    live::look_out(&app.app).await.unwrap();
    let (_, over) = frame(&mut stream).await;
    assert_eq!(over, None);
    let answer = listen(&kari).await;
    assert_eq!(answer.status(), 303, "sign in first");
    // So many pages of one person, and no more.
    let mut open = Vec::new();
    for _ in 0..8 {
        open.push(listen(&ola).await);
    }
    assert_eq!(listen(&ola).await.status(), 429);
    drop(open);
    assert_eq!(listen(&ola).await.status(), 200);
}

/// A page that is left open asks for news again and again.
async fn listening_keeps_nobody_signed_in(backend: Backend) {
    let app = TestApp::start(backend).await;
    let kari = sign_in(&app, "kari").await;
    // Half an hour after its last use a session is over, and to listen is no use of it.
    for wanted in [200, 303] {
        app.clock.advance(20 * 60_000_000);
        let request = Request::get("/live").header(header::COOKIE, &kari);
        let answer = app.call(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status(), wanted);
    }
}
