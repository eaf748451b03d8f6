use super::*;
use proptest::prelude::*;
use serde_json::json;

fn raw(json: &Json) -> Raw {
    serde_json::from_str(&json.to_string()).unwrap()
}

fn saved() -> Timestamp {
    "2026-05-17T10:00:00Z".parse().unwrap()
}

fn new(json: &Json) -> Result<Profile, ProfileError> {
    Ok(Profile::new(raw(json), Lang::Nb)?.stamped("Nora Lind Berg", saved()))
}

#[test]
fn what_is_read_is_what_was_written() {
    let profile = new(&json!({
        "called": "  Nora\t ", "about": "A\u{30A}r gammel\r\n\r\n\r\nog blid\u{202E}",
        "languages": ["norsk", "", "nordsamisk"],
        "medicines": [
            {"name": "Levetiracetam", "dose": "250 mg", "note": null},
            {"name": " "}, null,
            {"when": "kveld", "name": "Melatonin"},
        ],
        "allergies": [], "works": null,
    }))
    .unwrap();
    let bytes = profile.to_bytes();
    assert_eq!(
        String::from_utf8_lossy(&bytes),
        "{\"about\":\"År gammel\\n\\nog blid\",\"called\":\"Nora\",\"format\":\"samflyt/profile/1\",\
         \"language\":\"nb\",\"languages\":[\"norsk\",\"nordsamisk\"],\"medicines\":[{\"dose\":\"250 mg\",\
         \"name\":\"Levetiracetam\"},{\"name\":\"Melatonin\",\"when\":\"kveld\"}],\
         \"name\":\"Nora Lind Berg\",\"saved\":\"2026-05-17T10:00:00Z\"}"
    );
    let again = Profile::read(&bytes).unwrap();
    assert_eq!(again, profile);
    assert_eq!(again.to_bytes(), bytes);
    assert_eq!(again.text("called"), "Nora");
    assert_eq!(again.list("languages").len(), 2);
    assert_eq!(
        again.rows("medicines")[1],
        vec![("name", "Melatonin".to_owned()), ("when", "kveld".to_owned())]
    );
    assert_eq!(
        (again.text("works"), again.list("called"), again.rows("aids").len()),
        ("", &[][..], 0)
    );
    // What was read may be sent again; the service sets the time.
    let sent = Profile::new(serde_json::from_slice(&bytes).unwrap(), Lang::En).unwrap();
    assert_eq!((sent.language(), sent.name(), sent.saved()), (Lang::Nb, "", Timestamp::default()));
    assert_eq!(sent.stamped(" Nora Lind\nBerg", saved()), profile);
    assert_eq!(format!("{profile:?}"), "Profile(redacted)");
}

#[test]
fn what_does_not_belong_is_refused() {
    let long = "å".repeat(61);
    let kind = |field, row| ProfileError::Kind { field, row };
    for (sent, error) in [
        (json!({}), ProfileError::Empty),
        (json!({"about": " \u{200B}\u{202E}"}), ProfileError::Empty),
        (json!({"about": "x", "photo": "y"}), ProfileError::Unknown),
        (json!({"aids": [{"name": "x", "photo": "y"}]}), ProfileError::Unknown),
        (json!({"about": "x", "format": "samflyt/profile/2"}), ProfileError::Format),
        (json!({"about": "x", "format": 1}), ProfileError::Format),
        (json!({"about": "x", "language": "se"}), ProfileError::Language),
        (json!({"about": ["x"]}), kind("about", None)),
        (json!({"about": 1}), kind("about", None)),
        (json!({"about": {"a": "b"}}), kind("about", None)),
        (json!({"works": "x"}), kind("works", None)),
        (json!({"works": ["x", ["y"]]}), kind("works", Some(2))),
        (json!({"aids": ["x"]}), kind("aids", Some(1))),
        (json!({"aids": {"name": "x"}}), kind("aids", None)),
        (json!({"aids": [{"name": ["x"]}]}), kind("aids", Some(1))),
        (json!([]), kind("profile", None)),
        (json!("x"), kind("profile", None)),
        (
            json!({"aids": [{"use": "x"}]}),
            ProfileError::RowWithoutName { field: "aids", row: Some(1) },
        ),
        (
            json!({"called": long}),
            ProfileError::TooLong { field: "called", row: None, most: 60, over: 1 },
        ),
        (
            json!({"languages": ["x", long]}),
            ProfileError::TooLong { field: "languages", row: Some(2), most: 60, over: 1 },
        ),
        (
            json!({"languages": vec!["x"; 11]}),
            ProfileError::TooMany { field: "languages", most: 10 },
        ),
        (
            json!({"contacts": vec![json!({"name": "x"}); 21]}),
            ProfileError::TooMany { field: "contacts", most: 20 },
        ),
    ] {
        assert_eq!(new(&sent), Err(error), "{sent}");
        assert!(
            !error.code().is_empty() && !error.to_string().is_empty() && !error.field().is_empty()
        );
    }
    let twice = serde_json::from_str::<Raw>(r#"{"about":"a","about":"b"}"#);
    assert!(twice.is_err());
    let twice = serde_json::from_str::<Raw>(r#"{"aids":[{"name":"a","name":"b"}]}"#);
    assert!(twice.is_err());
    assert!(serde_json::from_str::<Raw>(&"[".repeat(100_000)).is_err());
}

#[test]
fn a_profile_has_an_end() {
    let wide = "𝔁".repeat(500);
    let profile = json!({
        "works": vec![wide.clone(); 40], "avoid": vec![wide.clone(); 40],
        "daily_help": vec![json!({"when": "x", "how": "𝔁".repeat(2000)}); 30],
    });
    assert_eq!(new(&profile), Err(ProfileError::TooLarge));
}

#[test]
fn only_whole_profiles_are_read() {
    let bytes = new(&json!({"about": "x"})).unwrap().to_bytes();
    let text = String::from_utf8(bytes).unwrap();
    for (from, to, error) in [
        ("profile/1", "profile/2", ProfileError::Format),
        ("\"saved\":\"2026-05-17T10:00:00Z\"", "\"saved\":\"yesterday\"", ProfileError::Stamp),
        (",\"saved\":\"2026-05-17T10:00:00Z\"", "", ProfileError::Stamp),
        (",\"name\":\"Nora Lind Berg\"", "", ProfileError::Stamp),
        ("\"language\":\"nb\",", "", ProfileError::Language),
        ("\"about\":\"x\"", "\"about\":\" \"", ProfileError::Empty),
    ] {
        assert!(text.contains(from));
        assert_eq!(Profile::read(text.replace(from, to).as_bytes()), Err(error), "{from}");
    }
    assert_eq!(Profile::read(b"%PDF-1.7"), Err(ProfileError::Format));
    assert_eq!(Profile::read(b"[]"), Err(ProfileError::Format));
}

#[test]
fn the_table_and_the_schema_are_whole() {
    for field in FIELDS {
        if let Shape::Rows { columns, .. } = field.shape {
            assert!(matches!(columns[0].shape, Shape::Line(_)));
            let plain = |one: &Field| matches!(one.shape, Shape::Line(_) | Shape::Text(_));
            assert!(columns.iter().all(plain), "{}", field.name);
        }
    }
    let schema = schema();
    let properties = schema["properties"].as_object().unwrap();
    assert_eq!(properties.len(), FIELDS.len() + 4);
    assert_eq!(properties["medicines"]["items"]["required"], json!(["name"]));
    assert_eq!(properties["works"]["items"]["maxLength"], json!(500));
}

proptest! {
    #[test]
    fn any_text_is_cleaned_or_refused_and_reads_back(text in "\\PC{0,80}", other in any::<String>()) {
        if let Ok(profile) = new(&json!({"about": text, "works": [other]})) {
            let bytes = profile.to_bytes();
            let again = Profile::read(&bytes).unwrap();
            prop_assert_eq!(again.to_bytes(), bytes);
            let whole = [again.text("about"), again.list("works").first().map_or("", String::as_str)];
            let bad = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            prop_assert!(!whole.iter().any(|text| text.contains(bad)));
        }
    }
}
