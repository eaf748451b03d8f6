use super::*;

const PURPOSES: &str = include_str!("../../../policies/purposes.toml");
const CATEGORIES: &str = include_str!("../../../policies/categories.toml");

const AGES: &str = include_str!("../../../policies/ages.toml");
const GUARDIANSHIPS: &str = include_str!("../../../policies/guardianships.toml");
const TERMS: &str = include_str!("../../../policies/terms.toml");
const EMERGENCIES: &str = include_str!("../../../policies/emergencies.toml");

fn parse(purposes: &str, categories: &str) -> Result<Tables, TableError> {
    Tables::parse([purposes, categories, AGES, GUARDIANSHIPS, TERMS, EMERGENCIES])
}

fn refusal(purposes: &str, categories: &str) -> TableError {
    parse(purposes, categories).unwrap_err()
}

#[test]
fn the_embedded_tables_hold_what_the_domain_names() {
    let tables = parse(PURPOSES, CATEGORIES).unwrap();
    let codes: Vec<_> = tables.categories.iter().map(|c| c.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "medical",
            "child-psychiatry",
            "medical-certificate",
            "education",
            "expert-assessment",
            "decision",
            "plan",
            "aids",
            "medication-list",
            "emergency-sheet",
            "contact",
            "profile",
            "other"
        ]
    );
    for code in ["benefit-assessment", "school-adaptation", "expert-assessment", "treatment"] {
        assert!(tables.purpose(code).is_some(), "{code}");
    }
    for code in ["coordination", "aids", "habilitation"] {
        assert!(tables.purpose(code).is_some(), "{code}");
    }
    assert_eq!(tables.category("plan").unwrap().text(Lang::Nn), "Plan");
    assert_eq!(tables.category("medical").unwrap().approval, Approval::AllGuardians);
    assert!(tables.category("photo").is_none());
    for category in &tables.categories {
        let all = category.approval == Approval::AllGuardians;
        assert_eq!(category.sensitivity == Sensitivity::High, all, "{}", category.code);
    }
}

#[test]
fn codes_in_tables_are_those_of_the_types() {
    for approval in Approval::ALL {
        let text =
            CATEGORIES.replacen("all-guardians\"\n[", &format!("{}\"\n[", approval.code()), 1);
        let tables = parse(PURPOSES, &text).unwrap();
        assert_eq!(tables.categories.first().unwrap().approval, *approval);
        assert_eq!(Approval::from_code(approval.code()), Some(*approval));
    }
}

#[test]
fn a_wrong_table_is_refused() {
    let change = |from: &str, to: &str| {
        assert!(PURPOSES.contains(from), "{from}");
        refusal(&PURPOSES.replacen(from, to, 1), CATEGORIES)
    };
    assert!(matches!(change("default_days =", "usual_days ="), TableError::Syntax { .. }));
    assert!(matches!(
        change("longest_days = 366", "longest_days = 366\nnote = 1"),
        TableError::Syntax { file: "purposes.toml", .. }
    ));
    assert!(matches!(change("longest_days = 366", "longest_days = 367"), TableError::Days(_)));
    assert!(matches!(change("default_days = 90", "default_days = 0"), TableError::Days(_)));
    assert!(matches!(change("\"treatment\"", "\"emergency\""), TableError::Line { .. }));
    assert!(matches!(change("default_days = 90", "default_days = 367"), TableError::Days(_)));
    assert_eq!(
        change("\"benefit-assessment\"", "\"Benefit\""),
        TableError::Code("Benefit".to_owned())
    );
    assert_eq!(
        change("\"benefit-assessment\"", "\"treatment\""),
        TableError::Twice("treatment".to_owned())
    );
    assert_eq!(
        change("\"decision\"]", "\"photo\"]"),
        TableError::NoCategory {
            purpose: "benefit-assessment".to_owned(),
            category: "photo".to_owned()
        }
    );
    assert_eq!(
        change("\"Undersøke og behandle\"", "\" \""),
        TableError::NoText { code: "treatment".to_owned(), lang: "nb" }
    );
    assert_eq!(refusal("", CATEGORIES), TableError::Empty("purposes.toml"));
    assert_eq!(refusal(PURPOSES, ""), TableError::Empty("categories.toml"));
    assert!(matches!(
        refusal(PURPOSES, &CATEGORIES.replacen("any-guardian\"\n[", "anybody\"\n[", 1)),
        TableError::Syntax { file: "categories.toml", .. }
    ));
}

#[test]
fn codes_are_lower_case_words() {
    for good in ["a", "open", "not-scanned", "loa-4"] {
        assert!(is_code(good), "{good}");
    }
    for bad in ["", "-", "a-", "-a", "a--b", "A", "4a", "a b", "å", "a_b", &"a".repeat(65)] {
        assert!(!is_code(bad), "{bad}");
    }
}

#[test]
fn the_best_language_is_found() {
    for (header, lang) in [
        ("", None),
        ("nn", Some(Lang::Nn)),
        ("nn-NO,nb;q=0.9,en;q=0.8", Some(Lang::Nn)),
        ("en-GB,en;q=0.9", Some(Lang::En)),
        ("de,fr;q=0.9,en;q=0.1", Some(Lang::En)),
        ("no", Some(Lang::Nb)),
        ("en;q=0.5,nn;q=0.75", Some(Lang::Nn)),
        ("en;q=0,nn;q=0.001", Some(Lang::Nn)),
        ("en;q=0", None),
        ("en;q=2,nn;q=1.000", Some(Lang::Nn)),
        ("de;q=1,*;q=0.5", None),
        ("en; q = 1", Some(Lang::En)),
        ("en;q=0.8,nb;q=0.8", Some(Lang::En)),
        (",;;,q=1,🙂", None),
    ] {
        assert_eq!(Lang::from_accept_language(header), lang, "{header}");
    }
}
