//! Nora's five records.

use super::{BLUE, Child, GREEN, PLUM, RED, about, days, facts, h, lines, list, p, signed, table};
use crate::demo::pdf::{Block, Letter, in_words};
use crate::domain::time::Day;

/// The hospital's letter to the family doctor after a stay.
pub(super) fn discharge(child: &Child, date: Day) -> Letter {
    let from = in_words(days(date, -4));
    Letter {
        sender: "Sørlandet sykehus (demo)".into(),
        mark: "S",
        accent: BLUE,
        sender_lines: lines(&[
            "Barneavdelingen",
            "Sykehusveien 1, 4600 Kristiansand",
            "Tlf. 68 05 11 20",
        ]),
        date,
        reference: Some("EPJ-204518".into()),
        receiver: lines(&[
            "Fastlege Hege Solvang",
            "Elveparken legesenter (demo)",
            "Eksempelgata 8",
            "4400 Flekkefjord",
        ]),
        title: "Epikrise".into(),
        body: vec![
            about(child),
            facts(&[
                ("Innlagt", &format!("{from} til {}", in_words(date))),
                ("Avdeling", "Barneavdelingen, sengepost 2"),
            ]),
            h("Diagnoser"),
            table(
                &[("Kode", 14.0), ("Diagnose", 86.0)],
                &[
                    &["G80.1", "Cerebral parese, spastisk bilateral, GMFCS nivå III"],
                    &["G40.2", "Epilepsi med fokale anfall"],
                    &["R63.3", "Spisevansker, delvis ernæring via gastrostomi (PEG)"],
                ],
            ),
            h("Årsak til innleggelsen"),
            p(
                "Nora ble innlagt etter tre fokale anfall på to døgn, det lengste på seks minutter. Foreldrene ga bukkal midazolam hjemme etter fem minutter, med god virkning. Hun hadde hatt feber og luftveissymptomer i to dager.",
            ),
            h("Forløp"),
            p(
                "Ved innkomst var hun våken, slapp og med temperatur 38,9. CRP 24, ellers normale blodprøver. Virus påvist i luftveisprøve. EEG viste fokal aktivitet over venstre temporalregion, uendret fra forrige undersøkelse. Levetiracetam ble økt, og hun har vært anfallsfri de siste 60 timene. Hun fikk i seg mat og drikke som vanlig fra tredje døgn.",
            ),
            h("Medisiner ved utskrivning"),
            table(
                &[("Legemiddel", 38.0), ("Dose", 32.0), ("Merknad", 30.0)],
                &[
                    &["Levetiracetam mikstur 100 mg/ml", "4 ml morgen og kveld", "Økt fra 3 ml"],
                    &["Baklofen tabletter 10 mg", "½ tablett tre ganger daglig", "Uendret"],
                    &["Melatonin tabletter 2 mg", "1 tablett kl. 19.30", "Uendret"],
                    &[
                        "Midazolam munnhulevæske 7,5 mg",
                        "Ved anfall over 5 minutter",
                        "Kan gjentas bare av helsepersonell",
                    ],
                ],
            ),
            h("Vurdering og plan"),
            list(&[
                "Anfallene vurderes som utløst av feber. Ingen tegn til forverring av grunnsykdommen.",
                "Kontroll med EEG ved barnepoliklinikken om tre måneder. Innkalling sendes.",
                "Habiliteringstjenesten ber om oppdatert anfallsplan for skolen og SFO.",
                "Botulinumtoksin i leggene utsettes til hun har vært anfallsfri i seks uker.",
                "Foreldrene kan ringe åpen retur i to uker: 68 05 11 20.",
            ]),
            p(
                "Nora er lett å få kontakt med når hun får god tid, og hun svarer sikrest med symboltavle eller blikk. Vi takker for et godt samarbeid med familien.",
            ),
            signed("Amina Haugen", "overlege, Barneavdelingen"),
        ],
        footer: "Kopi: foresatte, Habilitering i Flekkefjord kommune (demo)".into(),
    }
}

/// The doctor's certificate that NAV asks for.
pub(super) fn certificate(child: &Child, date: Day) -> Letter {
    Letter {
        sender: "Sørlandet sykehus (demo)".into(),
        mark: "S",
        accent: BLUE,
        sender_lines: lines(&[
            "Barneavdelingen",
            "Sykehusveien 1, 4600 Kristiansand",
            "Tlf. 68 05 11 20",
        ]),
        date,
        reference: Some("EPJ-198872".into()),
        receiver: lines(&[
            "NAV Familie- og pensjonsytelser (demo)",
            "Postboks 1000",
            "4601 Kristiansand",
        ]),
        title: "Legeerklæring ved søknad om forhøyet hjelpestønad".into(),
        body: vec![
            about(child),
            p(
                "Erklæringen er gitt etter ønske fra foreldrene Kari Lind og Ola Berg. Jeg har fulgt Nora ved barnepoliklinikken siden hun var ett år, sist ved kontroll to uker før denne datoen.",
            ),
            h("Diagnoser"),
            p(
                "Spastisk bilateral cerebral parese (G80.1), GMFCS nivå III. Epilepsi med fokale anfall (G40.2). Spisevansker med gastrostomi (R63.3). Tilstandene er varige.",
            ),
            h("Behov for pleie, tilsyn og hjelp"),
            table(
                &[
                    ("Område", 15.0),
                    ("Behov ut over det som er vanlig for alderen", 68.0),
                    ("Tid per døgn", 17.0),
                ],
                &[
                    &[
                        "Forflytning",
                        "Løftes eller støttes ved alle forflytninger. Bruker rullestol ute og prekestol inne.",
                        "1 t 15 min",
                    ],
                    &[
                        "Mat og drikke",
                        "Mates, eller får sondemat over gastrostomi. Stell av stomien to ganger daglig.",
                        "2 t 30 min",
                    ],
                    &[
                        "Stell",
                        "Full hjelp til påkledning, toalett og bad. To personer ved bading.",
                        "1 t 45 min",
                    ],
                    &[
                        "Tilsyn",
                        "Kan ikke være alene på grunn av anfallsfare. Anfallsalarm om natten.",
                        "hele døgnet",
                    ],
                    &[
                        "Trening",
                        "Tøyning, ståtrening og øvelser etter plan fra fysioterapeut.",
                        "1 t",
                    ],
                    &[
                        "Nattevåk",
                        "Snus og legges til rette to til fire ganger. Alarm fra anfallsføler.",
                        "1 t 30 min",
                    ],
                ],
            ),
            h("Varighet"),
            p(
                "Behovet har vært slik i minst tre år, og det ventes å vare i mer enn tre år til. Bedring som gjør henne uavhengig av hjelp, er ikke sannsynlig. Behovet for løft øker etter hvert som hun vokser.",
            ),
            h("Vurdering"),
            p(
                "Hjelpebehovet er vesentlig større enn hos friske barn på samme alder og skyldes sykdom. Foreldrene gir det meste av hjelpen selv. Jeg mener vilkårene for forhøyet hjelpestønad er medisinsk godt begrunnet.",
            ),
            signed("Amina Haugen", "overlege, spesialist i barnesykdommer"),
        ],
        footer: "Erklæringen er skrevet på grunnlag av journal og undersøkelse".into(),
    }
}

/// The school psychologist's assessment.
pub(super) fn assessment(child: &Child, date: Day) -> Letter {
    Letter {
        sender: "Flekkefjord kommune (demo)".into(),
        mark: "F",
        accent: GREEN,
        sender_lines: lines(&[
            "Pedagogisk-psykologisk tjeneste",
            "Eksempelgata 5, 4400 Flekkefjord",
            "Tlf. 68 05 23 40",
        ]),
        date,
        reference: Some("PPT 24/0317".into()),
        receiver: lines(&["Fjordgløtt skole (demo)", "ved rektor", "4400 Flekkefjord"]),
        title: "Sakkyndig vurdering av behov for individuelt tilrettelagt opplæring".into(),
        body: vec![
            about(child),
            facts(&[
                ("Trinn", "4. trinn, Fjordgløtt skole (demo)"),
                ("Samtykke", "Begge foreldrene, gitt skriftlig"),
                (
                    "Grunnlag",
                    "Observasjon i to skoledager, samtaler med Nora, foreldre og kontaktlærer, språkkartlegging, rapport fra Habilitering",
                ),
            ]),
            h("Sammendrag"),
            p(
                "Nora er en nysgjerrig og utholdende jente som forstår mer enn hun kan si. Hun har cerebral parese og epilepsi. Hun trenger tilrettelegging av rom, tid og uttrykksmåte for å få utbytte av opplæringen, og hun trenger en voksen som kjenner henne og anfallsplanen.",
            ),
            h("Hva Nora får til"),
            list(&[
                "Hun leser enkle setninger med bildestøtte og kjenner igjen om lag 120 ord.",
                "Hun regner i tallområdet 0–50 med konkreter og nettbrett.",
                "Hun tar initiativ i lek når de andre barna kan symboltavlen hennes.",
            ]),
            h("Hva som er vanskelig"),
            p(
                "Nora bruker lang tid på å svare og blir lett avbrutt. Hun blir sliten etter 30–40 minutter, særlig etter urolige netter. Håndskrift er ikke et nyttig mål. Uro i klasserommet gjør at hun mister tråden i felles gjennomgang.",
            ),
            h("Kartlegging"),
            table(
                &[("Område", 34.0), ("Metode", 30.0), ("Resultat", 36.0)],
                &[
                    &[
                        "Språkforståelse",
                        "Ordforståelse med bilder",
                        "Litt under forventet for alderen",
                    ],
                    &["Uttrykk", "Observasjon, symboltavle", "Setninger på 3–4 symboler"],
                    &["Lesing", "Leseprøve med bildestøtte", "Som midten av 2. trinn"],
                    &["Oppmerksomhet", "Observasjon i to dager", "God i gruppe på inntil fire"],
                ],
            ),
            h("Noras egne ord"),
            p(
                "«Jeg vil være sammen med Ella og Jonatan. Jeg liker når det er stille. Jeg vil ikke ut av klassen når de synger.» (Fortalt med symboltavle, lest opp og godkjent av Nora.)",
            ),
            h("Tilrådning"),
            list(&[
                "Individuelt tilrettelagt opplæring i norsk og matematikk, til sammen 190 årstimer, i gruppe på inntil fire elever.",
                "Assistent i alle timer og friminutt. Vedkommende skal ha opplæring i anfallsplanen og i symbolspråk.",
                "Øyestyrt maskin og symbolprogram på alle skolens arenaer, også SFO.",
                "Pauserom i nærheten av klasserommet, med mulighet for å ligge.",
                "Opplæring av klassen i symboltavlen, to økter hver høst.",
                "Samarbeidsmøte tre ganger i året med foreldre, Habilitering og barnekoordinator.",
            ]),
            p(
                "Vurderingen gjelder i to skoleår. Ny vurdering gjøres før overgangen til mellomtrinnet, eller tidligere hvis Noras behov endrer seg. Foreldrene har lest utkastet og har ingen merknader.",
            ),
            signed("Jorunn Eik", "pedagogisk-psykologisk rådgiver"),
        ],
        footer: "Kopi: Kari Lind og Ola Berg".into(),
    }
}

/// NAV's answer; names the certificate's day.
pub(super) fn decision(child: &Child, date: Day, certificate: Day) -> Letter {
    let (year, month, _) = date.parts();
    let until = in_words(Day::new(year + 3, month, 1).map_or(date, |first| days(first, -1)));
    let doctor =
        format!("legeerklæring fra Sørlandet sykehus (demo), datert {}", in_words(certificate));
    Letter {
        sender: "NAV Familie- og pensjonsytelser (demo)".into(),
        mark: "N",
        accent: RED,
        sender_lines: lines(&["Postboks 1000, 4601 Kristiansand", "Tlf. 68 05 55 00"]),
        date,
        reference: Some("HS-7731942".into()),
        receiver: lines(&["Kari Lind", "Fjordveien 12", "4400 Flekkefjord"]),
        title: "Vi har innvilget forhøyet hjelpestønad for Nora".into(),
        body: vec![
            about(child),
            Block::Notice(format!(
                "Nora får forhøyet hjelpestønad sats 3 fra måneden søknaden kom, til og med {until}."
            )),
            h("Hvorfor har vi innvilget søknaden?"),
            p(
                "Et barn under 18 år kan få forhøyet hjelpestønad når behovet for tilsyn, pleie og annen hjelp er vesentlig større enn det vanlig sats dekker. Behovet må skyldes sykdom, skade eller medfødt funksjonsnedsettelse, og det må ventes å vare i to til tre år eller mer.",
            ),
            p(format!(
                "Vi har lagt vekt på {doctor}, og på deres egen beskrivelse av et vanlig døgn. Den viser at Nora trenger hjelp til forflytning, mat og stell, og tilsyn på grunn av anfall hele døgnet. Dere gir det meste av hjelpen selv, også om natten."
            )),
            h("Dette har vi vurdert"),
            table(
                &[("Spørsmål", 46.0), ("Vår vurdering", 54.0)],
                &[
                    &["Er behovet varig?", "Ja. Det ventes å vare i mer enn tre år."],
                    &["Hvor mye tilsyn trengs?", "Tilsyn hele døgnet, med våken tid om natten."],
                    &[
                        "Binder omsorgen den som gir den?",
                        "Ja, i stor grad. Begge foreldrene har redusert stilling.",
                    ],
                    &["Hva får Nora ellers?", "Avlastning to netter i måneden fra kommunen."],
                ],
            ),
            h("Utbetaling"),
            p(
                "Stønaden betales ut hver måned, senest den 20., til kontoen vi har registrert på Kari Lind. Etterbetaling for månedene siden søknaden kommer innen to uker. Hjelpestønad er skattefri.",
            ),
            h("Dere må melde fra om endringer"),
            list(&[
                "hvis Nora får mer hjelp fra kommunen enn i dag, for eksempel mer avlastning",
                "hvis hjelpebehovet blir vesentlig mindre",
                "hvis Nora flytter til institusjon, eller dere flytter til utlandet",
            ]),
            h("Dere kan klage"),
            p(
                "Hvis dere mener vedtaket er feil, kan dere klage innen seks uker fra dere fikk brevet. Skriv hva dere vil ha endret og hvorfor. Dere har rett til å se dokumentene i saken, og vi svarer gjerne på spørsmål på telefon 68 05 55 00.",
            ),
            signed("Per Arne Nes", "saksbehandler"),
        ],
        footer: "Kopi: Ola Berg".into(),
    }
}

/// "Om meg": what the family tells everybody.
pub(super) fn profile(child: &Child, date: Day) -> Letter {
    Letter {
        sender: "Om meg".into(),
        mark: "N",
        accent: PLUM,
        sender_lines: lines(&["Fylt ut av Kari, Ola og Nora sammen"]),
        date,
        reference: None,
        receiver: Vec::new(),
        title: "Hei, jeg heter Nora".into(),
        body: vec![
            p("Jeg er ni år og bor i Flekkefjord med mamma, storebror Jonas og katten Fjell, og annenhver helg hos pappa. Jeg liker musikk, bading og å være med på det de andre gjør. Jeg forstår alt du sier, så snakk til meg og ikke over meg."),
            facts(&[
                ("Født", &in_words(child.born)),
                ("Diagnoser", "Cerebral parese, epilepsi, spisevansker (PEG)"),
                ("Allergi", "Ingen kjente"),
            ]),
            h("Slik snakker jeg"),
            list(&[
                "Jeg ser opp for ja og lukker øynene for nei. Vent i ti sekunder før du spør på nytt.",
                "Symboltavlen henger på stolen min. Øyemaskinen bruker jeg når jeg sitter godt.",
                "Når jeg biter meg i hånden, har jeg vondt. Da må du lete etter grunnen.",
            ]),
            h("Dette trenger jeg hjelp til"),
            table(&[("Når", 18.0), ("Slik gjør vi det", 82.0)], &[
                &["Morgen", "Tøyning i sengen i ti minutter, medisin med litt yoghurt, skinner på før jeg står."],
                &["Mat", "Most mat med skje, og sondemat kl. 10 og 14. Jeg må sitte oppreist i en halv time etterpå."],
                &["Forflytning", "Si fra før du løfter. Tell til tre, så hjelper jeg til."],
                &["Pause", "Stille rom etter omtrent 40 minutter. Jeg vil gjerne ha lydbok."],
                &["Kveld", "Melatonin kl. 19.30, anfallsføler under madrassen, lys i gangen."],
            ]),
            h("Hvis jeg får anfall"),
            Block::Notice("Legg meg på siden og ta tiden. Varer det over 5 minutter: gi midazolam i kinnet, og ring 113.".into()),
            h("Dette virker"),
            list(&[
                "Sang. Jeg blir rolig av «Ut mot havet», alle versene.",
                "At du sier hva som skal skje, og viser bildet først.",
                "Venner. Ella og Jonatan kan tavlen min.",
            ]),
            h("Hjelpemidlene mine"),
            p("Manuell rullestol med komfortsete, prekestol, ståstativ, skinner på begge bein, øyestyrt maskin, anfallsføler, dusjstol."),
            h("Ring hvis du lurer på noe"),
            facts(&[
                ("Mamma Kari", "68 05 41 07"),
                ("Pappa Ola", "68 05 41 19"),
                ("Barnekoordinator", "Siri Dahl, Flekkefjord kommune (demo), 68 05 23 77"),
            ]),
        ],
        footer: "Vi oppdaterer arket når noe endrer seg. Nyeste utgave ligger i Noras mappe".into(),
    }
}
