//! The words of receipts. They say "samtykke til å dele" and never on which legal
//! basis an agency works.

use crate::domain::lang::Lang;

/// Every text of a receipt in one language. `{…}` stands for what is put in.
pub(super) struct Words {
    pub given_title: &'static str,
    pub stopped_title: &'static str,
    pub given: &'static str,
    pub was_stopped: &'static str,
    pub stopped: &'static str,
    /// While it is in force, and afterwards.
    pub agreed_heading: [&'static str; 2],
    pub from_whom: &'static str,
    pub to_whom: &'static str,
    pub not_to: &'static str,
    pub orgnr: &'static str,
    pub why: &'static str,
    pub own: &'static str,
    pub in_force: &'static str,
    pub from: &'static str,
    pub shared_heading: [&'static str; 2],
    pub erased: &'static str,
    pub also_later: &'static str,
    pub not_later: &'static str,
    pub nothing_else: [&'static str; 2],
    pub may_heading: [&'static str; 2],
    pub open: &'static str,
    pub keep: &'static str,
    pub contribute: &'static str,
    pub coordinate: &'static str,
    pub free_heading: &'static str,
    pub free: [&'static str; 3],
    pub stays_heading: &'static str,
    pub read_stays: &'static str,
    pub kept_stays: &'static str,
    pub log_stays: &'static str,
    pub means_heading: &'static str,
    pub means: [&'static str; 2],
    pub log_heading: &'static str,
    pub log_seen: &'static str,
    pub law_heading: &'static str,
    pub law: &'static str,
    pub check_heading: &'static str,
    pub check: &'static str,
    pub consent: &'static str,
    pub revision: &'static str,
    pub sha256: &'static str,
    pub entry: &'static str,
    pub stop_sha256: &'static str,
    pub stop_entry: &'static str,
    pub log: &'static str,
    pub size: &'static str,
    pub key: &'static str,
    pub shown_text: &'static str,
    pub footer: &'static str,
}

/// The words in this language.
pub(super) fn of(lang: Lang) -> &'static Words {
    lang.pick([&NB, &NN, &EN])
}

const NB: Words = Words {
    given_title: "Kvittering for samtykke til å dele",
    stopped_title: "Kvittering for at delingen er stoppet",
    given: "Dette er et samtykke til å dele dokumenter om {child} med {unit}.",
    was_stopped: "Samtykket gjelder ikke lenger. {by} stoppet det {at}.",
    stopped: "{by} stoppet delingen med {unit} {at}. De kan ikke lenger åpne dokumentene om {child} \
              med dette samtykket.",
    agreed_heading: ["Dette er avtalt", "Dette var avtalt"],
    from_whom: "Hvem gir",
    to_whom: "Hvem får",
    not_to: "Ikke til",
    orgnr: "Organisasjonsnummer",
    why: "Hva det skal brukes til",
    own: "Med egne ord",
    in_force: "Gjelder",
    from: "fra",
    shared_heading: ["Dette deles", "Dette ble delt"],
    erased: "Et dokument som er slettet siden",
    also_later: "Alt i mappen av typen «{}», også det som kommer senere",
    not_later: "Det som lå i mappen av typen «{}» da samtykket ble gitt, ikke det som kommer senere",
    nothing_else: [
        "Ingenting annet i mappen deles med dette samtykket.",
        "Ingenting annet i mappen ble delt med dette samtykket.",
    ],
    may_heading: ["Dette kan de gjøre", "Dette kunne de gjøre"],
    open: "Se listen over det som deles, og åpne dokumentene.",
    keep: "Lagre en kopi i sine egne systemer.",
    contribute: "Legge nye dokumenter i mappen. De er familiens fra da av.",
    coordinate: "Se hvilke samtykker som finnes, og lage forslag til nye. Familien bestemmer.",
    free_heading: "Det er frivillig",
    free: [
        "Du velger selv om du vil dele. Du trenger ikke å gi noen grunn.",
        "Du kan stoppe når du vil: finn samtykket i samflyt og velg Stopp. Det virker med en gang.",
        "Én av dem som bestemmer for barnet, kan stoppe alene.",
    ],
    stays_heading: "Dette endrer ikke et stopp",
    read_stays: "Det de allerede har lest, kan ingen gjøre ulest.",
    kept_stays: "Kopier som de har lagret hos seg, blir der etter reglene som gjelder for dem. Spør dem \
                 hvis du vil at noe skal rettes eller slettes.",
    log_stays: "Loggen viser fortsatt hva som ble delt, og hvem som åpnet hva.",
    means_heading: "Det betyr",
    means: [
        "Ingen hos dem kan åpne noe mer med dette samtykket.",
        "Andre samtykker gjelder som før.",
    ],
    log_heading: "Hvem som ser loggen",
    log_seen: "Hver gang noen åpner et dokument eller får nei, skrives det i en logg som ingen kan endre \
               uten at det synes. Familien ser hele loggen for sin mappe. Revisor ser den også, men ikke \
               dokumentene.",
    law_heading: "Hva dette samtykket er",
    law: "Dette er et samtykke til å dele dokumentene. Med hvilken rett mottakeren bruker opplysningene i \
          sitt arbeid, er det mottakeren som avgjør og kan svare på.",
    check_heading: "Slik kan dette kontrolleres",
    check: "Hent den samme kvitteringen som JSON og kjør: samflyt audit verify --receipt kvittering.json \
            --key nøkkel.txt. Det trengs verken nett eller innlogging. Nøkkelen ligger åpent på /log/key \
            hos tjenesten; sammenlign den med linjen under. Kontrollen viser om det som står her, er det \
            som ble avtalt, og at det står i loggen.",
    consent: "Samtykke",
    revision: "utgave",
    sha256: "Fingeravtrykk av avtalen (SHA-256)",
    entry: "Nummer i loggen",
    stop_sha256: "Fingeravtrykk av stoppet (SHA-256)",
    stop_entry: "Stoppets nummer i loggen",
    log: "Logg",
    size: "signert med så mange innførsler:",
    key: "Loggens nøkkel",
    shown_text: "Teksten som ble vist",
    footer: "Samtykke til å dele",
};

const NN: Words = Words {
    given_title: "Kvittering for samtykke til å dele",
    stopped_title: "Kvittering for at delinga er stoppa",
    given: "Dette er eit samtykke til å dele dokument om {child} med {unit}.",
    was_stopped: "Samtykket gjeld ikkje lenger. {by} stoppa det {at}.",
    stopped: "{by} stoppa delinga med {unit} {at}. Dei kan ikkje lenger opne dokumenta om {child} med \
              dette samtykket.",
    agreed_heading: ["Dette er avtalt", "Dette var avtalt"],
    from_whom: "Kven gir",
    to_whom: "Kven får",
    not_to: "Ikkje til",
    orgnr: "Organisasjonsnummer",
    why: "Kva det skal brukast til",
    own: "Med eigne ord",
    in_force: "Gjeld",
    from: "frå",
    shared_heading: ["Dette blir delt", "Dette blei delt"],
    erased: "Eit dokument som er sletta sidan",
    also_later: "Alt i mappa av typen «{}», også det som kjem seinare",
    not_later: "Det som låg i mappa av typen «{}» då samtykket blei gitt, ikkje det som kjem seinare",
    nothing_else: [
        "Ingenting anna i mappa blir delt med dette samtykket.",
        "Ingenting anna i mappa blei delt med dette samtykket.",
    ],
    may_heading: ["Dette kan dei gjere", "Dette kunne dei gjere"],
    open: "Sjå lista over det som blir delt, og opne dokumenta.",
    keep: "Lagre ein kopi i sine eigne system.",
    contribute: "Leggje nye dokument i mappa. Dei er familien sine frå då av.",
    coordinate: "Sjå kva samtykke som finst, og lage framlegg til nye. Familien bestemmer.",
    free_heading: "Det er frivillig",
    free: [
        "Du vel sjølv om du vil dele. Du treng ikkje gi nokon grunn.",
        "Du kan stoppe når du vil: finn samtykket i samflyt og vel Stopp. Det verkar med ein gong.",
        "Éin av dei som bestemmer for barnet, kan stoppe åleine.",
    ],
    stays_heading: "Dette endrar ikkje eit stopp",
    read_stays: "Det dei alt har lese, kan ingen gjere ulese.",
    kept_stays: "Kopiar som dei har lagra hos seg, blir der etter reglane som gjeld for dei. Spør dei viss \
                 du vil at noko skal rettast eller slettast.",
    log_stays: "Loggen viser framleis kva som blei delt, og kven som opna kva.",
    means_heading: "Det betyr",
    means: [
        "Ingen hos dei kan opne noko meir med dette samtykket.",
        "Andre samtykke gjeld som før.",
    ],
    log_heading: "Kven som ser loggen",
    log_seen: "Kvar gong nokon opnar eit dokument eller får nei, blir det skrive i ein logg som ingen kan \
               endre utan at det synest. Familien ser heile loggen for si mappe. Revisor ser han også, men \
               ikkje dokumenta.",
    law_heading: "Kva dette samtykket er",
    law: "Dette er eit samtykke til å dele dokumenta. Med kva rett mottakaren bruker opplysningane i \
          arbeidet sitt, er det mottakaren som avgjer og kan svare på.",
    check_heading: "Slik kan dette kontrollerast",
    check: "Hent den same kvitteringa som JSON og køyr: samflyt audit verify --receipt kvittering.json \
            --key nøkkel.txt. Det trengst verken nett eller innlogging. Nøkkelen ligg ope på /log/key hos \
            tenesta; samanlikn han med linja under. Kontrollen viser om det som står her, er det som blei \
            avtalt, og at det står i loggen.",
    consent: "Samtykke",
    revision: "utgåve",
    sha256: "Fingeravtrykk av avtalen (SHA-256)",
    entry: "Nummer i loggen",
    stop_sha256: "Fingeravtrykk av stoppet (SHA-256)",
    stop_entry: "Nummeret til stoppet i loggen",
    log: "Logg",
    size: "signert med så mange innførslar:",
    key: "Nøkkelen til loggen",
    shown_text: "Teksten som blei vist",
    footer: "Samtykke til å dele",
};

const EN: Words = Words {
    given_title: "Receipt for a consent to share",
    stopped_title: "Receipt for sharing that was stopped",
    given: "This is a consent to share documents about {child} with {unit}.",
    was_stopped: "This consent is no longer in force. {by} stopped it on {at}.",
    stopped: "{by} stopped the sharing with {unit} on {at}. They can no longer open the documents about \
              {child} by this consent.",
    agreed_heading: ["What is agreed", "What was agreed"],
    from_whom: "Who gives",
    to_whom: "Who receives",
    not_to: "Not to",
    orgnr: "Organisation number",
    why: "What it is for",
    own: "In own words",
    in_force: "In force",
    from: "from",
    shared_heading: ["What is shared", "What was shared"],
    erased: "A document that has been erased since",
    also_later: "Everything in the folder of the kind “{}”, also what comes later",
    not_later: "What was in the folder of the kind “{}” when the consent was given, not what comes later",
    nothing_else: [
        "Nothing else in the folder is shared by this consent.",
        "Nothing else in the folder was shared by this consent.",
    ],
    may_heading: ["What they may do", "What they could do"],
    open: "See the list of what is shared, and open the documents.",
    keep: "Keep a copy in their own records.",
    contribute: "Put new documents into the folder. They belong to the family from then on.",
    coordinate: "See which consents there are, and draft new ones. The family decides.",
    free_heading: "It is voluntary",
    free: [
        "You choose yourself whether to share. You need not give any reason.",
        "You can stop whenever you like: find the consent in samflyt and choose Stop. It works at once.",
        "Any one of those who decide for the child can stop it alone.",
    ],
    stays_heading: "What stopping does not undo",
    read_stays: "What they have read already, nobody can make unread.",
    kept_stays: "Copies that they have kept stay there by the rules that apply to them. Ask them if you \
                 want something to be corrected or erased.",
    log_stays: "The log still shows what was shared, and who opened what.",
    means_heading: "What it means",
    means: [
        "Nobody there can open anything more by this consent.",
        "Other consents are in force as before.",
    ],
    log_heading: "Who sees the log",
    log_seen: "Each time somebody opens a document or is refused, it is written into a log that nobody can \
               change unseen. The family sees the whole log of its folder. Auditors see it too, but not \
               the documents.",
    law_heading: "What this consent is",
    law: "This is a consent to share the documents. By which right the recipient uses the information in \
          its work is for the recipient to decide and to answer for.",
    check_heading: "How this can be checked",
    check: "Fetch the same receipt as JSON and run: samflyt audit verify --receipt receipt.json --key \
            key.txt. It needs neither a network nor a sign-in. The key is public at /log/key of the \
            service; compare it with the line below. The check shows whether what stands here is what was \
            agreed, and that it stands in the log.",
    consent: "Consent",
    revision: "revision",
    sha256: "Fingerprint of what was agreed (SHA-256)",
    entry: "Number in the log",
    stop_sha256: "Fingerprint of the stop (SHA-256)",
    stop_entry: "Number of the stop in the log",
    log: "Log",
    size: "signed with so many entries:",
    key: "The log's key",
    shown_text: "The text that was shown",
    footer: "Consent to share",
};
