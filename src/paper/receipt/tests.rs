use super::*;
use crate::paper::{html, pdf};

fn named(id: &str, name: &str) -> Named {
    Named { id: id.to_owned(), name: name.to_owned() }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A receipt with something in every field.
pub(crate) fn sample(lang: Lang) -> Receipt {
    let kari = named("00000000-0000-4000-8000-000000000005", "Kari Lind");
    Receipt {
        lang,
        child: named("00000000-0000-4000-8000-000000000001", "Nora Lind Berg"),
        givers: vec![Giver { who: kari.clone(), is_child: false, at: at("2026-05-17T10:30:00Z") }],
        unit: named("00000000-0000-4000-8000-000000000002", "Familie- og pensjonsytelser (demo)"),
        organisation: Some(named("999999999", "NAV (demo)")),
        purpose: named("benefit-assessment", "Vurdere søknad om hjelpestønad"),
        words: "Til søknaden vi sendte i mai.\nŠuŋŋa".to_owned(),
        documents: vec![
            named("00000000-0000-4000-8000-000000000003", "Epikrise fra Barneavdelingen"),
            named("00000000-0000-4000-8000-000000000004", ""),
        ],
        categories: vec![named("decision", "Vedtak")],
        also_later: true,
        actions: vec![ConsentAction::Open, ConsentAction::Keep],
        excluded: vec![named("x", "Per Nabo")],
        from: at("2026-05-17T10:30:00Z"),
        until: at("2026-08-31T22:00:00Z"),
        given: at("2026-05-17T10:30:00Z"),
        consent: "00000000-0000-4000-8000-000000000007".to_owned(),
        revision: 1,
        text_language: lang.code().to_owned(),
        text_version: "ab".repeat(32),
        stopped: Some(Stopped {
            by: named("00000000-0000-4000-8000-000000000006", "Ola Berg"),
            at: at("2026-06-02T18:05:00Z"),
            sha256: "ef".repeat(32),
            index: 57,
        }),
        sha256: "cd".repeat(32),
        index: 42,
        origin: "samflyt.example/log/0".to_owned(),
        size: 60,
        vkey: "samflyt.example/log/0+1234abcd+AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfG="
            .to_owned(),
    }
}

#[test]
fn a_receipt_says_all_that_it_must_in_each_language() {
    for (lang, needles) in [
        (
            Lang::Nb,
            [
                "samtykke til å dele dokumenter om Nora Lind Berg",
                "Kopier som de har lagret",
                "frivillig",
                "velg Stopp",
                "17.\u{A0}mai 2026 kl.\u{A0}12.30",
                "til og med 31.\u{A0}august 2026",
                "også det som kommer senere",
                "Ola Berg stoppet det 2.\u{A0}juni 2026 kl.\u{A0}20.05",
            ],
        ),
        (
            Lang::Nn,
            [
                "samtykke til å dele dokument om Nora Lind Berg",
                "Kopiar som dei har lagra",
                "frivillig",
                "vel Stopp",
                "17.\u{A0}mai 2026 kl.\u{A0}12.30",
                "til og med 31.\u{A0}august 2026",
                "også det som kjem seinare",
                "Ola Berg stoppa det 2.\u{A0}juni 2026 kl.\u{A0}20.05",
            ],
        ),
        (
            Lang::En,
            [
                "consent to share documents about Nora Lind Berg",
                "Copies that they have kept",
                "voluntary",
                "choose Stop",
                "17\u{A0}May 2026 at\u{A0}12:30",
                "to the end of 31\u{A0}August 2026",
                "also what comes later",
                "Ola Berg stopped it on 2\u{A0}June 2026 at\u{A0}20:05",
            ],
        ),
    ] {
        let receipt = sample(lang);
        let page = html::page(&given(&receipt));
        for needle in needles.into_iter().chain([
            "Kari Lind",
            "Familie- og pensjonsytelser (demo), NAV (demo)",
            "999999999",
            "Vurdere søknad om hjelpestønad",
            "Til søknaden vi sendte i mai.<br>Šuŋŋa",
            "Epikrise fra Barneavdelingen",
            "Per Nabo",
            "samflyt.example/log/0",
            &receipt.sha256,
            &receipt.vkey,
            "samflyt audit verify --receipt",
        ]) {
            assert!(page.contains(needle), "{needle} in {lang:?}");
        }
        // No text was forgotten, no place left open, and no agency's basis claimed.
        let stop = html::page(&stopped(&receipt).unwrap());
        for page in [&page, &stop] {
            assert!(
                !page.contains(['{', '}'])
                    || page.matches('{').count() == html::STYLE.matches('{').count()
            );
            for never in ["GDPR", "rettsgrunnlag", "behandlingsgrunnlag", "legal basis"] {
                assert!(!page.contains(never), "{never}");
            }
        }
        assert!(!stop.contains("Dette deles") && !stop.contains("What is shared"));
        assert!(
            stop.contains("Ola Berg") && stop.contains("57") && stop.contains(&"ef".repeat(32))
        );
        for paper in [given(&receipt), stopped(&receipt).unwrap()] {
            assert!(pdf::file(&paper).is_ok());
        }
    }
}

#[test]
fn only_what_is_so_is_said() {
    let receipt = Receipt {
        stopped: None,
        also_later: false,
        words: String::new(),
        excluded: Vec::new(),
        organisation: None,
        actions: vec![ConsentAction::Open],
        ..sample(Lang::Nb)
    };
    assert_eq!(stopped(&receipt), None);
    let page = html::page(&given(&receipt));
    for absent in [
        "stoppet det",
        "også det som kommer",
        "Med egne ord",
        "Ikke til",
        "Organisasjonsnummer",
        "Kopier som",
        "Lagre en kopi",
    ] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert!(page.contains("ikke det som kommer senere") && page.contains("kan ingen gjøre ulest"));
    assert!(page.contains("Et dokument som er slettet siden"));
    let all =
        Receipt { actions: vec![ConsentAction::Contribute, ConsentAction::Coordinate], ..receipt };
    let page = html::page(&given(&all));
    assert!(page.contains("Legge nye dokumenter") && page.contains("Se hvilke samtykker"));
}
