use super::*;
use crate::entropy::SeededEntropy;
use std::sync::atomic::{AtomicUsize, Ordering};

fn hooks(loopback: bool) -> Hooks {
    drop(rustls::crypto::ring::default_provider().install_default());
    Hooks::new(system_lookup(), loopback)
}

/// The example of the Standard Webhooks specification's reference libraries.
#[test]
fn a_signature_is_the_specifications() {
    let secret = Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let signature =
        secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
    assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

#[test]
fn secrets_survive_text_and_short_ones_are_refused() {
    let secret = Secret::generate(&SeededEntropy::new(1));
    let text = secret.text();
    let bare = text.strip_prefix("whsec_").unwrap();
    assert_eq!(*Secret::parse(&format!("{}\n", *text)).unwrap().0, *secret.0);
    assert!(!format!("{secret:?}").contains(bare));
    let short = format!("whsec_{}", STANDARD.encode([7; 23]));
    let long = format!("whsec_{}", STANDARD.encode([7; 65]));
    for text in ["", "whsec_", "whsec_!!", bare, &short, &long] {
        assert_eq!(Secret::parse(text).unwrap_err(), SecretError, "{text}");
    }
}

#[test]
fn only_public_https_addresses_are_taken() {
    let hooks = hooks(false);
    for text in [
        "https://hooks.example.org/samflyt",
        "https://hooks.example.org:8443/a?b=c",
        "https://1.1.1.1/",
        "https://[2a00:1450:400f::1]/",
        "https://blåbær.example/",
    ] {
        hooks.check(text).unwrap();
    }
    for (text, why) in [
        ("", UrlError::Wrong),
        ("hooks.example.org", UrlError::Wrong),
        ("https://", UrlError::Wrong),
        ("https://a.example/\r\nHost: b", UrlError::Wrong),
        ("https://a.example/ b", UrlError::Wrong),
        ("http://hooks.example.org/", UrlError::NotHttps),
        ("ftp://hooks.example.org/", UrlError::NotHttps),
        ("file:///etc/passwd", UrlError::Wrong),
        ("https://kari:secret@hooks.example.org/", UrlError::User),
        ("https://kari@hooks.example.org/", UrlError::User),
        ("https://hooks.example.org:22/", UrlError::Port),
        ("https://hooks.example.org:6379/", UrlError::Port),
        ("https://hooks.example.org:80/", UrlError::Port),
        ("https://localhost/", UrlError::Private),
        ("https://LOCALHOST./", UrlError::Private),
        ("https://a.localhost/", UrlError::Private),
        ("https://db/", UrlError::Private),
        ("https://db.internal/", UrlError::Private),
        ("https://printer.local./", UrlError::Private),
        ("https://127.0.0.1/", UrlError::Private),
        ("https://127.1/", UrlError::Private),
        ("https://0x7f.0.0.1/", UrlError::Private),
        ("https://0177.0.0.1/", UrlError::Private),
        ("https://2130706433/", UrlError::Private),
        ("https://127.0.0.1.:8443/", UrlError::Private),
        ("https://10.0.0.1/", UrlError::Private),
        ("https://169.254.169.254/latest/meta-data", UrlError::Private),
        ("https://100.64.0.1/", UrlError::Private),
        ("https://0/", UrlError::Private),
        ("https://[::1]/", UrlError::Private),
        ("https://[::]/", UrlError::Private),
        ("https://[::ffff:127.0.0.1]/", UrlError::Private),
        ("https://[::ffff:10.0.0.1]/", UrlError::Private),
        ("https://[64:ff9b::7f00:1]/", UrlError::Private),
        ("https://[2002:7f00:1::]/", UrlError::Private),
        ("https://[fd00::1]/", UrlError::Private),
        ("https://[fe80::1]/", UrlError::Private),
        ("https://[ff02::1]/", UrlError::Private),
    ] {
        assert_eq!(hooks.check(text).unwrap_err(), why, "{text}");
    }
    let long = format!("https://a.example/{}", "a".repeat(URL_MAX));
    assert_eq!(hooks.check(&long).unwrap_err(), UrlError::Wrong);
}

#[test]
fn the_switch_for_tests_lets_only_this_machine_through() {
    let hooks = hooks(true);
    for text in ["http://127.0.0.1:1234/x", "http://localhost:1/", "https://[::1]/"] {
        hooks.check(text).unwrap();
    }
    for text in ["http://10.0.0.1/", "https://169.254.169.254/", "https://[::ffff:127.0.0.1]/"] {
        assert_eq!(hooks.check(text).unwrap_err(), UrlError::Private, "{text}");
    }
}

fn event() -> Event {
    Event::test(Timestamp::default(), AgencyId(Uuid::nil()))
}

async fn called(answer: &'static [&'static str], loopback: bool) -> (CallError, usize) {
    drop(rustls::crypto::ring::default_provider().install_default());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let lookup: Lookup = Arc::new(move |name| {
        assert_eq!(name, "hooks.example.org");
        counted.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move { Ok(answer.iter().map(|text| text.parse().unwrap()).collect()) })
    });
    let hooks = Hooks::new(lookup, loopback);
    let (event, secrets) = (event(), [Secret::generate(&SeededEntropy::new(1))]);
    let (url, at) = ("https://hooks.example.org/", Timestamp::default());
    let call = hooks.call(url, Uuid::nil(), at, &event, &secrets);
    (call.await.unwrap_err(), count.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_name_that_leads_to_a_private_address_is_not_called() {
    const ANSWERS: [&[&str]; 9] = [
        &["127.0.0.1"],
        &["10.1.2.3"],
        &["169.254.169.254"],
        &["::1"],
        &["::ffff:127.0.0.1"],
        &["64:ff9b::7f00:1"],
        &["fd00::1"],
        // One among public ones is enough.
        &["1.1.1.1", "192.168.0.1"],
        &[],
    ];
    for answer in ANSWERS {
        let (error, asked) = called(answer, false).await;
        assert_eq!((error.outcome.as_str(), asked), ("url-private", 1), "{answer:?}");
    }
    // The switch for tests opens this machine and nothing else.
    let (error, _) = called(&["10.1.2.3"], true).await;
    assert_eq!(error.outcome, "url-private");
    let (error, asked) = called(&["127.0.0.1"], true).await;
    assert_eq!((error.outcome.as_str(), asked), ("connection", 1));
}

#[test]
fn an_event_carries_ids_and_nothing_else() {
    let data = Data {
        unit: AgencyId(Uuid::from_u128(1)),
        consent: Some(ConsentId(Uuid::from_u128(2))),
        request: None,
    };
    let event = Event::of(Kind::ConsentRevoked, Timestamp::default(), data);
    let text = serde_json::to_string(&event).unwrap();
    let wanted = concat!(
        r#"{"type":"consent.revoked","timestamp":"1970-01-01T00:00:00Z","data":{"#,
        r#""unit":"00000000-0000-0000-0000-000000000001","#,
        r#""consent":"00000000-0000-0000-0000-000000000002"}}"#
    );
    assert_eq!(text, wanted);
}
