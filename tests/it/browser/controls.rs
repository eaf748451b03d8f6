//! The checks find what is wrong: each on a page that was made bad on purpose, and
//! nothing on a good one.

use super::checks::{self, Expected};
use super::driver::{Browser, NARROW, PHONE};
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use std::collections::BTreeSet;

const STYLE: &str = "body { margin: 0; font: 16px/1.5 sans-serif; color: #111; background: #fff; } \
    a, button, input { min-height: 44px; min-width: 44px; display: inline-block; box-sizing: border-box; } \
    a { color: #0b5563; } :focus-visible { outline: 3px solid #111; outline-offset: 2px; } \
    main { padding: 16px; } \
    .tiny { min-height: 0; min-width: 0; height: 10px; width: 10px; padding: 0; border: 0; margin: 0; font-size: 8px; } \
    .bare:focus-visible { outline: none; } .pale:focus-visible { outline-color: #eee; } \
    .bar { position: fixed; top: 0; left: 0; right: 0; height: 90%; background: #fff; } \
    .wide { width: 900px; } .nowrap { white-space: nowrap; display: block; width: 80px; overflow: hidden; } \
    .big { width: 20em; } .off { position: absolute; left: -500px; } .skip:focus { left: 0; } .faint { color: #bbb; } \
    .swap { display: flex; flex-direction: column; } .scroller { overflow-x: auto; width: 100px; }";

/// Rule, and what makes it speak, put into the content of a page that is good.
const BAD: [(&str, &str); 34] = [
    ("h1", "<h1>En til</h1>"),
    ("heading-jump", "<h4>Hopp</h4>"),
    ("heading-empty", "<h2></h2>"),
    ("landmarks", "<nav><a href='#main'>Steder</a></nav>"),
    ("reference", "<a href='#ingen'>Til feltet</a>"),
    ("id-twice", "<p id='to'>a</p><p id='to'>b</p>"),
    ("table", "<table><tr><td>1</td><td>2</td></tr></table>"),
    ("picture", "<svg width='50' height='50'><circle r='9'/></svg>"),
    ("label", "<input name='uten'>"),
    ("label", "<input name='uten' placeholder='Navn'>"),
    ("autocomplete", "<label for='e'>E-post</label><input id='e' type='email'>"),
    ("error-words", "<label for='e'>Navn</label><input id='e' aria-invalid='true'>"),
    ("legend", "<fieldset><label for='e'>Navn</label><input id='e'></fieldset>"),
    ("nameless", "<button></button>"),
    ("inline-script", "<script>window.ran = 1</script>"),
    ("inline-script", "<button onclick='ran = 1'>Trykk</button>"),
    ("inline-script", "<a href='javascript:ran=1'>Trykk</a>"),
    ("script", "<script src='/good.js'></script>"),
    ("inline-style", "<p style='color: red'>Rødt</p>"),
    ("markup", "<samflyt-bad>x</samflyt-bad>"),
    ("target-24", "<button class='tiny'>a</button><button class='tiny'>b</button>"),
    ("target-44", "<button class='tiny'>a</button>"),
    ("sideways", "<div class='wide'>Bredt</div>"),
    ("cut-off", "<span class='nowrap'>Dette er altfor langt</span>"),
    ("scroll-keyboard", "<div class='scroller'><div class='wide'>Bredt</div></div>"),
    ("focus-outside", "<a class='off' href='#main'>Utenfor</a>"),
    ("focus-covered", "<div class='bar'></div>"),
    ("focus-outline", "<button class='bare'>Uten ring</button>"),
    ("focus-contrast", "<button class='pale'>Med blek ring</button>"),
    ("tab-order", "<button tabindex='3'>Først</button>"),
    ("color-contrast", "<p class='faint'>Nesten hvitt</p>"),
    ("image-alt", "<img src='/no.png'>"),
    ("aria-required-attr", "<div role='checkbox' tabindex='0'>Ja</div>"),
    ("autocomplete-valid", "<label for='e'>Navn</label><input id='e' autocomplete='tull'>"),
];

fn page(title: &str, lang: &str, more: &str) -> String {
    format!(
        "<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title>\
         <meta name='viewport' content='width=device-width, initial-scale=1'>\
         <link rel='stylesheet' href='/good.css'></head><body>\
         <a class='skip off' href='#main'>Hopp</a><header><a href='/'>Hjem</a></header>\
         <main id='main'><h1>Overskrift</h1><p>Noe å lese.</p><button>Trykk</button>{more}</main>\
         <footer><a href='/mer'>Mer</a></footer></body></html>"
    )
}

/// Serves the pages that were made bad, with the policy that real pages have.
async fn serve() -> String {
    let answer = |uri: axum::http::Uri| async move {
        let csp = "default-src 'none'; style-src 'self'; script-src 'self'";
        let (kind, body) = match uri.path().trim_start_matches('/') {
            "good.css" => ("text/css", STYLE.to_owned()),
            "good.js" => ("text/javascript", String::new()),
            "title" => ("text/html", page("Mappen til Nora", "nb", "")),
            "lang" => ("text/html", page("Side", "en", "")),
            "untitled" => ("text/html", page("", "nb", "")),
            number => {
                let bad = number.parse().ok().and_then(|at: usize| BAD.get(at));
                ("text/html", page("Side", "nb", bad.map_or("", |(_, html)| html)))
            }
        };
        let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, csp)];
        (StatusCode::OK, headers, body).into_response()
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    address
}

/// The rules that speak on a page.
async fn rules(browser: &Browser, axe: &str, url: &str) -> BTreeSet<String> {
    browser.media(&[("prefers-reduced-motion", "reduce")]).await;
    browser.screen(PHONE).await;
    browser.go(url).await;
    let personal = ["Nora".to_owned()];
    let expected = Expected { lang: "nb", personal: &personal, scripts: false };
    let mut all = checks::built(browser, &expected).await;
    all.extend(checks::on_screen(browser, PHONE).await.0);
    all.extend(checks::focus(browser).await);
    all.extend(checks::tab(browser).await);
    checks::load_axe(browser, axe).await;
    all.extend(checks::run_axe(browser).await);
    all.into_iter().map(|one| one.rule).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_check_finds_what_was_made_bad_on_purpose() {
    let Some(axe) = checks::axe() else { return };
    let Some(browser) = Browser::start().await else { return };
    let address = serve().await;
    let good = rules(&browser, axe, &format!("{address}/good")).await;
    assert!(good.is_empty(), "on a good page: {good:?}");
    let mut deaf = Vec::new();
    for (at, (rule, html)) in BAD.iter().enumerate() {
        let found = rules(&browser, axe, &format!("{address}/{at}")).await;
        if !found.contains(*rule) {
            deaf.push(format!("{rule} is not found in {html}, but {found:?}"));
        }
    }
    assert!(deaf.is_empty(), "{deaf:#?}");
    for (rule, at) in [("personal-title", "title"), ("lang", "lang"), ("title", "untitled")] {
        let found = rules(&browser, axe, &format!("{address}/{at}")).await;
        assert!(found.contains(rule), "{rule} is not found, but {found:?}");
    }
    // The policy of the page is on while ours is run past it.
    browser.go(&format!("{address}/14")).await;
    let ran = browser.run("return [window.ran === undefined, 1 + 1];", serde_json::json!([])).await;
    assert_eq!(ran, serde_json::json!([true, 2]));
    // Wider at twice the size of the text, and with longer words.
    browser.screen(NARROW).await;
    browser.go(&format!("{address}/good")).await;
    let wide = |found: Vec<checks::Finding>| found.iter().any(|one| one.rule == "sideways");
    assert!(!wide(checks::reflow(&browser, None, None).await));
    let script = "document.querySelector('main').insertAdjacentHTML('beforeend', \
                  '<div class=\"big\"></div><b>' + 'lang'.repeat(7) + '</b>')";
    browser.run(script, serde_json::json!([])).await;
    assert!(wide(checks::reflow(&browser, None, Some(0.4)).await));
}
