use super::*;

/// A paper with every kind of block.
pub(crate) fn sample() -> Paper {
    Paper {
        lang: Lang::Nb,
        title: "Om meg – Nora".to_owned(),
        subtitle: "Nora Lind Berg".to_owned(),
        lead: vec![
            Block::Text("Blåbærsyltetøy på brødskive.\nEn linje til.".to_owned()),
            Block::Notice("Ring 113 ved anfall over 5 minutter.".to_owned()),
        ],
        sections: vec![
            Section::new(
                "Slik snakker jeg",
                vec![Block::List(vec!["Med øynene".to_owned(), "Với bảng chữ".to_owned()])],
            ),
            Section::new("Tomt", vec![Block::Text(" ".to_owned())]),
            Section::new(
                "Dáta ja čáppa girji",
                vec![
                    Block::Rows(vec![
                        ("Namma".to_owned(), "Áŋŋel Šuŋŋa, ŧ đ č ž ǩ ǧ ǥ ʒ".to_owned()),
                        ("Po polsku".to_owned(), "Zażółć gęślą jaźń".to_owned()),
                        ("Українською".to_owned(), "Ґанок, їжак, єнот".to_owned()),
                    ]),
                    Block::Table {
                        head: vec!["Medisin".to_owned(), "Dose".to_owned()],
                        rows: vec![vec!["Levetiracetam".to_owned(), "250 mg × 2".to_owned()]],
                    },
                ],
            ),
        ],
        footer: "samflyt · Om meg".to_owned(),
        of: "2026-05-17T22:30:00Z".parse().unwrap(),
    }
}

#[test]
fn what_cannot_be_held_is_seen_or_becomes_a_space() {
    assert_eq!(clean("a\u{0}b\tc\u{85}d\ne\u{2028}f"), "a b c d\ne\nf");
    assert_eq!(clean("x\u{202E}y\u{2066}z\u{200F}"), "x\u{FFFD}y\u{FFFD}z\u{FFFD}");
    for c in ['\u{FEFF}', '\u{FFFE}', '\u{FFFF}', '\u{1FFFE}', '\u{E000}', '\u{10FFFD}'] {
        assert_eq!(clean(&c.to_string()), "\u{FFFD}", "{c:?}");
    }
    let kept = "Zażółć 👨\u{200D}👩 \u{2066}"; // the last one goes
    assert_eq!(clean(kept), "Zażółć 👨\u{200D}👩 \u{FFFD}");
}
