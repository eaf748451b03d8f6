//! Jonas's three records.

use super::{BLUE, Child, RED, about, facts, h, lines, list, p, signed, table};
use crate::demo::pdf::{Block, Letter, in_words};
use crate::demo::photo;
use crate::domain::time::Day;

/// The list that the outpatient clinic keeps.
pub(super) fn medicines(child: &Child, date: Day) -> Letter {
    Letter {
        sender: "Sørlandet sykehus (demo)".into(),
        mark: "S",
        accent: BLUE,
        sender_lines: lines(&["Barne- og ungdomspoliklinikken", "Sykehusveien 1, 4600 Kristiansand", "Tlf. 68 05 11 48"]),
        date,
        reference: Some("EPJ-206093".into()),
        receiver: Vec::new(),
        title: "Legemidler i bruk".into(),
        body: vec![
            about(child),
            facts(&[("Allergier", "Penicillin (utslett, bekreftet)"), ("Vekt", "61 kg"), ("Sluttet siste år", "Atomoksetin 40 mg, etter åtte uker, på grunn av kvalme"),
                ("Gjennomgått", "Ved kontroll, sammen med Jonas og Kari Lind")]),
            h("Faste legemidler"),
            table(&[("Legemiddel", 29.0), ("Styrke", 12.0), ("Slik brukes det", 35.0), ("Hvorfor", 24.0)], &[
                &["Insulin aspart i pumpe", "100 E/ml", "Etter pumpens program og til måltid", "Diabetes type 1"],
                &["Metylfenidat depottablett", "36 mg", "1 tablett kl. 07.30 på skoledager", "ADHD"],
                &["Melatonin depottablett", "2 mg", "1 tablett kl. 21.30 ved behov", "Innsovning"],
                &["Vitamin D", "10 µg", "1 tablett daglig, oktober–april", "Tilskudd"],
            ]),
            h("Ved behov"),
            table(&[("Legemiddel", 29.0), ("Styrke", 12.0), ("Slik brukes det", 35.0), ("Hvorfor", 24.0)], &[
                &["Glukagon nesepulver", "3 mg", "1 dose i ett nesebor", "Alvorlig føling"],
                &["Druesukker tabletter", "3 g", "4 tabletter, mål på nytt etter 15 min", "Blodsukker under 4,0"],
                &["Paracetamol tablett", "500 mg", "1–2 tabletter, inntil 3 ganger daglig", "Smerte, feber"],
            ]),
            h("Pumpe og måler"),
            facts(&[
                ("Basaldose i døgnet", "22,4 E"),
                ("Karbohydratfaktor", "1 E per 9 g (frokost 1 E per 7 g)"),
                ("Korreksjon", "1 E senker om lag 2,3 mmol/l"),
                ("Måleområde", "4,0–10,0 mmol/l, alarm ved 4,4"),
                ("Reserve", "Insulinpenn i skolesekken, byttes hver fjerde uke"),
            ]),
            Block::Notice("Pumpen skal aldri være frakoblet i mer enn én time uten at blodsukker og ketoner måles.".into()),
            signed("Henrik Vold", "lege i spesialisering, Barne- og ungdomspoliklinikken"),
        ],
        footer: "Listen erstatter tidligere lister. Kast de gamle".into(),
    }
}

/// One page for when seconds count.
pub(super) fn emergency(child: &Child, date: Day) -> Letter {
    Letter {
        sender: "Akuttark".into(),
        mark: "!",
        accent: RED,
        sender_lines: lines(&["For helsepersonell, skole og andre som er med Jonas når noe haster"]),
        date,
        reference: None,
        receiver: Vec::new(),
        title: child.name.into(),
        body: vec![
            facts(&[
                ("Født", &in_words(child.born)),
                ("Fødselsnummer", &child.number()),
                ("Diagnoser", "Diabetes type 1 med insulinpumpe. ADHD. Angst"),
                ("Allergi", "PENICILLIN"),
                ("Blodtype", "A positiv"),
            ]),
            Block::Notice("Bevisstløs eller kramper: gi glukagon 3 mg i nesen, legg i sideleie, ring 113. Ikke gi noe i munnen.".into()),
            h("Føling (lavt blodsukker, under 4,0)"),
            list(&[
                "Tegn: blek, svett, skjelven, irritabel, svarer ikke som han pleier.",
                "Gi 4 druesukkertabletter eller 1,5 dl juice. Mål på nytt etter 15 minutter. Gjenta om nødvendig.",
                "Bli hos ham til verdien er over 5,0. Gi så en brødskive.",
            ]),
            h("Høyt blodsukker (over 15 i mer enn to timer)"),
            list(&[
                "Sjekk at pumpen sitter og at slangen er hel. Mål ketoner.",
                "Ketoner over 1,5, oppkast eller magesmerter: ring 113, si «type 1, mulig syreforgiftning».",
                "Insulinpenn ligger i sekken, ytterste lomme. Kari gir dosen på telefon.",
            ]),
            h("Når Jonas blir redd"),
            p("Snakk rolig og kort, én person om gangen. Ikke hold ham fast uten at det er fare. Spør om han vil ha hodetelefonene. Han vil selv bestemme om mor skal ringes når det ikke haster."),
            h("Ring"),
            table(&[("Hvem", 42.0), ("Telefon", 22.0), ("Når", 36.0)], &[
                &["Kari Lind, mor", "68 05 41 07", "Hele døgnet"],
                &["Liv Lind, mormor", "68 05 41 63", "Hvis Kari ikke svarer"],
                &["Barneavdelingen (demo), vakt", "68 05 11 20", "Hele døgnet, spør etter diabetesvakt"],
                &["Helsesykepleier, Tina Aas", "68 05 23 91", "Skoletid"],
            ]),
        ],
        footer: "Gjelder sammen med medisinlisten. Fylt ut av Kari og Jonas Lind".into(),
    }
}

/// The letter that Kari photographed.
pub(super) fn appointment(child: &Child, date: Day, day: Day) -> Vec<u8> {
    let first = child.name.split(' ').next().unwrap_or_default();
    let (written, when) = (in_words(date), in_words(day));
    let heading = format!("# Time til {first}");
    let at = format!("Dato:     {when} kl. 12.15");
    photo::of_letter(&[
        "# Sørlandet sykehus (demo)",
        "Barne- og ungdomspsykiatrisk poliklinikk (BUP)",
        "Sykehusveien 1, 4600 Kristiansand   Tlf. 68 05 12 60",
        "",
        "",
        "Kari Lind",
        "Fjordveien 12",
        "4400 Flekkefjord",
        "",
        &format!("{written:>54}"),
        "",
        &heading,
        "",
        "Takk for samtalen sist. Som avtalt får Jonas en ny",
        "time for å gå gjennom utredningen av angst og søvn.",
        "",
        &at,
        "Sted:     BUP, 2. etasje, rom 214",
        "Møter:    psykologspesialist Mathilde Krog",
        "Varer:    om lag 60 minutter",
        "",
        "De første 30 minuttene snakker vi med Jonas alene.",
        "Etterpå vil vi gjerne at du blir med, hvis han ønsker",
        "det. Ta med søvndagboken og listen over medisiner.",
        "",
        "Jonas fyller snart 16 år og bestemmer da selv over",
        "helsehjelpen sin. Vi snakker om hva det betyr, og",
        "hva dere ønsker at vi skal dele med skolen.",
        "",
        "Kan dere ikke komme, så ring oss senest dagen før.",
        "",
        "Vennlig hilsen",
        "",
        "Mathilde Krog",
        "psykologspesialist, BUP",
    ])
}
