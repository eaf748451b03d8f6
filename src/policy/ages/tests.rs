use super::*;

const AGES: &str = include_str!("../../../policies/ages.toml");

fn ages() -> Ages {
    Ages::parse(AGES).unwrap()
}

/// Noon in Norway.
fn on(day: &str) -> Timestamp {
    format!("{day}T11:00:00Z").parse().unwrap()
}

fn law(born: &str, day: &str) -> Law {
    ages().law(born.parse().unwrap(), on(day))
}

fn known(fields: &[String]) -> Vec<&str> {
    fields.iter().map(String::as_str).filter(|field| *field != UNKNOWN_FIELD).collect()
}

const ALL: [&str; 3] = ["health", "education", "administration"];

#[test]
fn a_small_child_is_its_guardians() {
    let law = law("2020-06-01", "2026-06-01");
    assert_eq!(known(&law.guardians_decide), ALL);
    assert_eq!(known(&law.guardians_see), ALL);
    assert!(known(&law.young_person_decides).is_empty());
    assert!(!law.heard && !law.may_withhold && !law.adult);
}

#[test]
fn each_age_changes_what_the_law_says_it_changes() {
    let born = "2010-05-20";
    let before = |year: i32| law(born, &format!("{year}-05-19"));
    let after = |year: i32| law(born, &format!("{year}-05-20"));
    // Rules count from 2020 on; ages before are reached before that.
    assert!(before(2026).heard && before(2026).may_withhold);
    assert_eq!(known(&before(2025).young_person_decides), [""; 0]);
    assert_eq!(known(&after(2025).young_person_decides), ["education"]);
    assert_eq!(known(&after(2025).guardians_decide), ["health", "administration"]);
    assert_eq!(known(&after(2025).guardians_see), ALL);
    assert_eq!(known(&before(2026).young_person_decides), ["education"]);
    assert_eq!(known(&after(2026).young_person_decides), ["health", "education"]);
    assert_eq!(known(&after(2026).guardians_see), ["education", "administration"]);
    assert!(!before(2028).adult);
    assert!(after(2028).adult);
    assert_eq!(known(&after(2028).young_person_decides), ALL);
    assert!(after(2028).guardians_see.is_empty());
}

/// What nobody knows the field of: whoever decides on anything must agree.
#[test]
fn what_no_table_knows_is_for_all_who_decide_on_anything() {
    let unknown = |fields: &[String]| fields.iter().any(|field| field == UNKNOWN_FIELD);
    for (day, guardians, young, see) in [
        ("2024-05-20", true, false, true),
        ("2025-05-20", true, true, true),
        ("2026-05-20", true, true, true),
        ("2028-05-20", false, true, false),
    ] {
        let law = law("2010-05-20", day);
        assert_eq!(unknown(&law.guardians_decide), guardians, "{day}");
        assert_eq!(unknown(&law.young_person_decides), young, "{day}");
        assert_eq!(unknown(&law.guardians_see), see, "{day}");
    }
}

#[test]
fn the_day_begins_at_midnight_in_norway() {
    let (ages, born) = (ages(), "2010-07-10".parse().unwrap());
    let midnight: Timestamp = "2026-07-09T22:00:00Z".parse().unwrap();
    let decides = |at| ages.law(born, at).young_person_decides.contains(&"health".to_owned());
    assert!(!decides(midnight.plus_micros(-1)));
    assert!(decides(midnight));
}

#[test]
fn leap_days_count_from_the_first_of_march() {
    let decides =
        |day| law("2012-02-29", day).young_person_decides.contains(&"education".to_owned());
    assert!(!decides("2027-02-28"));
    assert!(decides("2027-03-01"));
    let decides = |day| law("2012-02-29", day).young_person_decides.contains(&"health".to_owned());
    assert!(!decides("2028-02-28"));
    assert!(decides("2028-02-29"));
}

#[test]
fn a_rule_counts_from_its_day_and_until_its_last() {
    // From 2027 on the health majority is 15, and not 16 any more.
    let text = AGES.replace(
        "code = \"health-from-16\"",
        "code = \"health-from-15\"\nfield = \"health\"\nage = 15\neffect = \"decides\"\n\
         who = \"young-person-and-guardians\"\nguardians = \"see\"\nfrom = \"2027-01-01\"\n\
         source = \"invented\"\n[rule.text]\nnb = \"a\"\nnn = \"a\"\nen = \"a\"\n\n[[rule]]\n\
         code = \"health-from-16\"\nuntil = \"2027-01-01\"",
    );
    let ages = Ages::parse(&text).unwrap();
    let born = "2010-05-20".parse().unwrap();
    let at = |day| ages.law(born, on(day));
    let health = |fields: &[String]| fields.contains(&"health".to_owned());
    assert!(!health(&at("2026-05-19").young_person_decides));
    assert!(health(&at("2026-12-31").young_person_decides));
    assert!(!health(&at("2026-12-31").guardians_decide));
    let new = at("2027-01-01");
    assert!(health(&new.young_person_decides) && health(&new.guardians_decide));
    assert!(health(&new.guardians_see));
    // Whoever is 15 then already is told for that day.
    let ahead = ages.ahead(born, "2026-06-01".parse().unwrap());
    assert_eq!(ahead.first().unwrap().0.to_string(), "2027-01-01");
}

#[test]
fn birthdays_ahead_are_named_in_order() {
    let ages = ages();
    let ahead = ages.ahead("2012-02-29".parse().unwrap(), "2026-01-01".parse().unwrap());
    let shown: Vec<_> = ahead
        .iter()
        .map(|(day, rules)| (day.to_string(), rules.iter().map(|rule| &*rule.code).collect()))
        .collect::<Vec<(String, Vec<&str>)>>();
    assert_eq!(
        shown,
        [
            ("2027-03-01".to_owned(), vec!["education-from-15"]),
            ("2028-02-29".to_owned(), vec!["health-from-16"]),
            ("2030-03-01".to_owned(), vec!["all-from-18", "majority-at-18"]),
        ]
    );
}

#[test]
fn a_wrong_table_is_refused() {
    let change = |from: &str, to: &str| {
        assert!(AGES.contains(from), "{from}");
        Ages::parse(&AGES.replacen(from, to, 1)).unwrap_err()
    };
    assert!(matches!(change("age = 7", "years = 7"), TableError::Syntax { .. }));
    assert!(matches!(change("age = 7", "age = -1"), TableError::Line { .. }));
    assert!(matches!(
        change("field = \"education\"\nage", "field = \"school\"\nage"),
        TableError::NoField { .. }
    ));
    for (from, to) in [
        ("who = \"young-person\"\n", ""),
        ("guardians = \"see\"\n", ""),
        ("effect = \"heard\"", "effect = \"heard\"\nwho = \"young-person\""),
        ("from = \"2020-01-01\"", "from = \"1.1.2020\""),
        ("from = \"2020-01-01\"", "from = \"2020-01-01\"\nuntil = \"2019-01-01\""),
        ("unconfirmed_days = 14", "unconfirmed_days = 0"),
        ("code = \"health\"", "code = \"unknown\""),
    ] {
        assert!(matches!(change(from, to), TableError::Line { .. }), "{to}");
    }
    let nothing = "who = \"young-person-and-guardians\"\nguardians = \"nothing\"";
    assert!(matches!(
        change("who = \"young-person\"\nguardians = \"see\"", nothing),
        TableError::Line { .. }
    ));
    assert_eq!(Ages::parse("unconfirmed_days = 3"), Err(TableError::Empty("ages.toml")));
}
