# Alle sider
skip = Hopp til innholdet
places = Steder
leave = Forlat siden
language = Språk:
roles = Roller
role-family = Familien
role-unit = Saker
role-auditor = Revisjon
role-operator = Drift
sign-out = Logg ut

# Når noe går galt
problem-not-found = Vi finner ikke siden
problem-not-found-do = Den kan være flyttet, eller den er ikke delt med deg. Sjekk adressen, eller gå til forsiden.
problem-not-allowed = Du kan ikke gjøre dette
problem-not-allowed-do = Gå til forsiden og prøv derfra. Mener du at dette er feil, så spør familien eller virksomheten din.
problem-busy = Det er kø akkurat nå
problem-busy-do = Ingenting er tapt. Vent et minutt og prøv igjen.
problem-other = Noe gikk galt
problem-other-do = Ingenting er endret. Gå tilbake og prøv igjen.
wrong-heading = Sjekk dette først
problem-home = Til forsiden
problem-code = Kode til den som hjelper deg: { $code }

# Innlogging
sign-in = Logg inn
sign-in-demo = Dette er en utprøving. Alle her er oppdiktet. Velg hvem du vil være.
sign-in-none = Innlogging er ikke satt opp her ennå.
sign-in-as = Bli { $name }

# Forsiden
place-home = Mappen
place-documents = Papirer
place-access = Tilgang
place-log = Logg
place-more = Mer
acting-guardian = { $name } – du handler for { $child } fordi du har foreldreansvar.
acting-self = { $name } – dette er din egen mappe.
home-heading = Mappen til { $child }
home-other = Gå til mappen til { $child }
home-waiting = Venter på svar fra deg
home-answer = Se og svar { $unit }
home-access = Hvem kan se nå
home-access-count = { $count ->
    [0] Ingen kan se noe i mappen nå.
    [one] Én virksomhet kan se noe nå.
   *[other] { $count } virksomheter kan se noe nå.
}
home-soon = { $count ->
    [one] Én går ut denne uken.
   *[other] { $count } går ut denne uken.
}
home-papers = Nyeste papirer
home-withheld = { $count ->
    [one] Ett papir er holdt tilbake av den unge.
   *[other] { $count } papirer er holdt tilbake av den unge.
}
card-what = Hva
card-why = Hvorfor
card-until = Til og med
card-over = Brukt av tiden
card-last = Sist åpnet
never-opened = Ikke åpnet ennå
last-opened = { $when }
what-documents = { $count ->
    [one] ett papir
   *[other] { $count } papirer
}
stop = Stopp { $unit }

# Stoppe
stop-title = Stopp tilgang
stop-heading = Stopp { $unit }?
stop-means = Fra nå av kan de ikke åpne noe i mappen. Det gjelder med en gang.
stop-kept = Det de alt har lastet ned, kan de ha lagret.
stop-now = Stopp nå
stop-not = Ikke nå
stopped-title = Stoppet
stopped-heading = { $unit } er stoppet
stopped-means = De kan ikke åpne noe mer. Vil du dele igjen, gir du ny tilgang.
to-folder = Tilbake til mappen
stopped-receipt = Kvittering

# Gi tilgang
give-title = Gi tilgang
give-heading = Hvem skal få se?
give-what = Hva
give-who = Hvem
give-search = Finner du dem ikke? Søk
give-search-do = Søk
give-why = Hva skal de bruke det til?
give-long = Hvor lenge?
give-once = Én gang
give-7 = 7 dager
give-30 = 30 dager
give-date = Til en dato
give-until = Til og med { $day }
give-day = Dato
give-on = Fortsett
give-wrong-document = Velg minst ett papir
give-wrong-unit = Velg hvem som skal få se
give-wrong-purpose = Velg hva det skal brukes til
give-wrong-until = Velg hvor lenge, høyst ett år fram
not-now = Ikke nå
check-title = Sjekk og gi tilgang
check-heading = Sjekk og gi tilgang
check-who = Hvem
check-members = ({ $count } ansatte)
check-what = Kan åpne
check-why = For å
check-long = Hvor lenge
check-once = bare én åpning
check-change = Endre
check-stop = Du kan stoppe når som helst. Det de alt har lastet ned, kan de ha lagret.
check-missing = Det gjelder fra { $names } også har sagt ja.
check-give = Gi { $unit } tilgang
given-title = Kvittering
given-heading = { $unit } har fått tilgang
given-waits = Venter på { $names }
given-undo = Angre
home-give = Gi tilgang

## Family: consents and requests

## Family: papers and uploads

## Family: log, profile, people, settings

## Units: professionals, coordinators, members

## Auditors and operators

# Loggen med ord: hva som skjedde
kind-opened = Åpnet et papir
kind-listed = Så listen over papirer
kind-refused = Fikk nei
kind-delivered = Fikk innholdet i et papir
kind-stored = La inn et papir
kind-replaced = La inn en ny utgave av et papir
kind-erased = Slettet et papir
kind-consent-granted = Ga samtykke til å dele
kind-consent-approved = Sa ja til et samtykke
kind-consent-declined = Sa nei til et samtykke
kind-consent-revised = Endret et samtykke
kind-consent-revoked = Stoppet et samtykke
kind-consent-frozen = Et samtykke ble satt på vent
kind-consents-seen = Så hvem som har tilgang
kind-consent-drafted = Skrev et utkast til samtykke
kind-consent-handed-back = Ga fra seg et samtykke
kind-consent-lapsed = Et samtykke falt bort
kind-request-sent = Sendte en forespørsel
kind-request-granted = Sa ja til en forespørsel
kind-request-declined = Sa nei til en forespørsel
kind-request-withdrawn = Trakk en forespørsel
kind-request-reminded = Minnet om en forespørsel
kind-request-lapsed = En forespørsel falt bort
kind-requests-seen = Så forespørsler
kind-pack-kept = Lagret et utvalg
kind-pack-dropped = Fjernet et utvalg
kind-guardianship-added = Registrerte en foresatt
kind-guardianship-changed = Endret opplysninger om en foresatt
kind-guardianship-ended = Avsluttet rollen som foresatt
kind-membership-added = Endret hvem som har en rolle
kind-membership-ended = Avsluttet en rolle
kind-agency-changed = Endret en virksomhet i registeret
kind-person-added = Registrerte en person
kind-child-added = Laget en mappe
kind-shield-set = Skjulte noe for en foresatt
kind-shield-lifted = Viste igjen noe som var skjult
kind-withhold-asked = Ba om å holde et papir tilbake
kind-withhold-confirmed = Bekreftet at et papir holdes tilbake
kind-withhold-lifted = Holder ikke lenger et papir tilbake
kind-emergency-opened = Meldte nødsituasjon
kind-emergency-closed = Avsluttet en nødsituasjon
kind-emergency-switched = Slo nødtilgang av eller på
kind-log-read = Leste loggen
kind-log-exported = Tok ut loggen
kind-folder-exported = Tok en kopi av mappen
kind-folder-erasure-asked = Ba om å slette mappen
kind-folder-erasure-stopped = Stoppet slettingen av mappen
kind-folder-erased = Mappen ble slettet
kind-log-erased = Linjer i loggen ble tømt etter sletting
kind-notices-seen = Så varsler
kind-case-opened = Åpnet en sak
kind-case-looked-at = Vurderte en sak
kind-case-closed = Lukket en sak
kind-key-rotated = Byttet nøkler
kind-key-escrowed = Tok nøklene i forvaring
kind-vault-exported = Skrev ut forseglede papirer
kind-scanned = Sjekket et papir for virus
kind-policy-loaded = Tok i bruk reglene
kind-service-started = Tjenesten startet
kind-backup-restored = La tilbake en sikkerhetskopi
kind-other = Noe annet skjedde

# Loggen med ord: hvordan det gikk
outcome-allowed = Ja
outcome-refused = Nei
outcome-complete = Alt kom fram
outcome-cut = Ble avbrutt
outcome-unknown = Vet ikke om alt kom fram

# Loggen med ord: hvorfor
reason-no-consent = Familien har ikke gitt samtykke
reason-not-yet = Samtykket gjelder ikke ennå
reason-expired = Samtykket har gått ut
reason-revoked = Familien har stoppet samtykket
reason-other-purpose = Samtykket er til noe annet
reason-not-covered = Samtykket dekker ikke dette
reason-excluded = Personen eller virksomheten er holdt utenfor
reason-not-a-member = Personen er ikke bekreftet i enheten
reason-agency-inactive = Virksomheten er ikke aktiv
reason-assurance-too-low = Innloggingen er ikke sikker nok
reason-awaiting-approval = Venter på svar fra flere
reason-frozen = Samtykket venter på en ny avgjørelse
reason-withheld = Den unge holder papiret tilbake
reason-shielded = Det er skjult for denne personen
reason-not-scanned = Ikke sjekket for virus
reason-infected = Papiret har virus
reason-erased = Papiret er slettet
reason-too-many-tries = For mange forsøk
reason-unknown = Det finnes ikke
reason-client-gone = Den som hentet, koblet seg fra
reason-idle = Det sto stille for lenge
reason-storage = Lageret kunne ikke lese det
reason-stopping = Tjenesten ble stanset
reason-time-limit = Det tok for lang tid
reason-range = Den delen som ble bedt om, finnes ikke
reason-rendering = Siden kunne ikke lages
reason-clean = Ingen virus
reason-unanswered = Ingen svarte i tide
reason-in-part = Ja til en del av det
reason-decision-needed = Noen må bestemme på nytt
reason-consent = Gjelder hele samtykket
reason-revision = Gjelder en endring
reason-scheduled = Slettes etter ventetiden
reason-asked = Familien ba om det
reason-on = Slått på
reason-off = Slått av
reason-entered = Skrevet inn, venter på bekreftelse
reason-confirmed = Bekreftet
reason-reviewed = Sett på igjen, gjelder fortsatt
reason-ended = Avsluttet
reason-invited = Invitert
reason-suspended = Satt på pause
reason-added = Lagt til
reason-activated = Tatt i bruk
reason-deactivated = Tatt ut av bruk
reason-appointed = Fikk et verv
reason-dismissed = Mistet et verv
reason-webhook = En teknisk varsling ble endret
reason-emergency = Nødsituasjon
reason-entry = En linje i loggen
reason-explained = Forklart
reason-deviation = Avvik
reason-violence = Vold
reason-protected-address = Skjermet adresse
reason-court-decision = Avgjort av en domstol
reason-child-welfare-decision = Vedtak fra barnevernet
reason-other = En annen grunn

# Loggen med ord: hvem, og hva som ble bedt om
role-of-guardian = Foresatt
role-of-young-person = Den unge selv
role-of-professional = Ansatt
role-of-auditor = Revisor
role-of-operator = Drift
role-of-nobody = Uten rolle her
role-of-system = Tjenesten selv
act-list = Se listen over papirer
act-open = Åpne et papir
act-store = Legge inn et papir
act-replace = Legge inn en ny utgave
act-erase = Slette et papir
act-grant = Bestemme om et samtykke
act-see-consents = Se hvem som har tilgang
act-revoke = Stoppe et samtykke
act-read-log = Lese loggen til en mappe
act-audit = Revidere loggen
act-draft = Skrive utkast til samtykke
act-hand-back = Gi fra seg et samtykke
act-withhold = Holde et papir tilbake
act-confirm-withheld = Bekrefte at et papir holdes tilbake
act-set-emergency = Slå nødtilgang av eller på
act-open-emergency = Melde nødsituasjon
act-export = Ta en kopi av mappen
act-erase-folder = Slette mappen
act-request = Spørre en familie
act-other = Noe annet
assurance-low = Lav sikkerhet
assurance-substantial = Betydelig sikkerhet
assurance-high = Høy sikkerhet
client-web = Nettsidene
client-http = Et annet program
client-cli = Driftens kommandolinje
client-other = En annen vei inn
purpose-emergency = Nødsituasjon
purpose-other = Et formål som ikke er i bruk lenger

# Revisjon: alle sider
acting-auditor = { $name } – du reviderer hele loggen. Du leser loggen, ikke innholdet.
acting-agency-auditor = { $name } – du reviderer loggen for { $agency }. Du leser loggen, ikke innholdet.
place-audit-search = Søk
place-audit-charts = Oversikt
place-audit-flags = Varsler
place-audit-cases = Saker
place-audit-verify = Kontroll

# Revisjon: søk
audit-search = Søk i loggen
audit-from = Fra og med
audit-to = Til og med
audit-agency = Virksomhet
audit-kind = Hva skjedde
audit-outcome = Svar
audit-purpose = Formål
audit-reason = Grunn til nei
audit-child = Mappe
audit-child-hint = Lim inn koden, eller velg en mappe i listen. Her står det aldri hvem barnet er.
audit-all = Alle
audit-only-person = Bare det { $name } har gjort.
audit-every-person = Vis alle personer
audit-do = Søk
audit-clear = Begynn på nytt
audit-wrong-day = Skriv datoen som år-måned-dag
audit-wrong-order = La siste dag komme etter første dag
audit-wrong-id = Lim inn hele koden
audit-wrong-code = Velg noe fra listen
audit-count = { $count ->
    [0] Ingen linjer passer
    [one] Én linje passer
   *[other] { $count } linjer passer
}
audit-count-many = { $count } linjer eller flere passer
audit-when = Når
audit-what = Hva skjedde
audit-who = Hvem
audit-why = Hvorfor
audit-folder = Mappe
audit-newest = Til de nyeste
audit-older = Eldre linjer

# Revisjon: en linje
audit-entry-title = En linje i loggen
audit-entry-heading = Linje { $index } i loggen
audit-entry-role = Rolle
audit-entry-unit = Enhet
audit-entry-act = Ba om å
audit-entry-document = Papir
audit-entry-version = Utgave
audit-entry-consent = Samtykke
audit-entry-revision = Samtykkets ordlyd
audit-entry-request = Forespørsel
audit-entry-bytes = Byte overført
audit-entry-of = Hører til linje
audit-entry-assurance = Innlogging
audit-entry-client = Vei inn
audit-entry-words = Ord
audit-entry-words-sealed = Forseglet. Bare familien kan lese dem.
audit-entry-erased = Slettet
audit-entry-erased-words = Familien har slettet mappen. Linjen sier ikke lenger hva den gjaldt.
audit-entry-policy = Reglene som svarte
audit-entry-facts = Grunnlaget for svaret
audit-entry-sha256 = Papirets fingeravtrykk
audit-again-heading = Var svaret riktig?
audit-again-means = Tjenesten kan avgjøre dette på nytt med reglene fra den dagen. Loggen har et fingeravtrykk av grunnlaget. Det viser om grunnlaget er det samme.
audit-again-do = Avgjør på nytt
audit-again-same = Svaret blir det samme
audit-again-yes = Grunnlaget er gjenskapt helt likt, og svaret er ja.
audit-again-no = Grunnlaget er gjenskapt helt likt, og svaret er nei: { $reason }.
audit-again-today = Reglene er de samme i dag.
audit-again-that-day = Reglene er endret siden. Her er de gamle reglene brukt.
audit-again-not = Dette kan ikke avgjøres på nytt
audit-again-no-answer = Linjen er ikke et svar, eller loggen sier ikke alt som ble spurt om.
audit-again-erased = Det som linjen gjaldt, er slettet.
audit-again-no-rules = Reglene fra den dagen er ikke lagret her. Finn regelsettet med dette fingeravtrykket: { $hash }
audit-again-other-facts = Noe i grunnlaget er endret siden. Loggen har bare et fingeravtrykk av det, så svaret kan ikke prøves mot det gamle grunnlaget.
audit-again-differs = Svaret blir et annet
audit-again-differs-do = Grunnlaget og reglene er de samme, men svaret i loggen er et annet. Åpne en sak, og si fra til driften.
audit-entry-case = Se nærmere på dette
audit-entry-case-words = Hvorfor vil du se på dette?
audit-entry-case-hint = Skriv kort. Ikke skriv hvem barnet er.
audit-entry-case-do = Åpne sak
audit-case-wrong-words = Skriv noen ord
audit-case-wrong-long = Skriv kortere, høyst { $most } tegn
audit-entry-proof = Bevis
audit-entry-proof-means = Filen viser at linjen står i den signerte loggen. Du kan sjekke den uten denne tjenesten.
audit-entry-proof-file = Last ned beviset
audit-entry-proof-show = Vis beviset
audit-entry-leaf = Linjens fingeravtrykk
audit-entry-path = Vei til roten
audit-entry-checkpoint = Signert merke

# Revisjon: oversikt
charts-title = Loggen i tall
charts-period = Hvor langt tilbake
charts-days = { $days } dager
charts-none = Ingenting i denne tiden.
charts-table = Vis tallene
charts-file = Last ned tallene
charts-openings = Åpnede papirer
charts-of-body = { $body }: { $count }
charts-families = Familiene
charts-others = Andre virksomheter
charts-day = Dag
charts-week = Uken fra
charts-refusals = Når svaret var nei
charts-reason = Grunn
charts-times = Ganger
charts-week-hours = Når på uken
charts-week-words = Åpnede papirer fra mandag øverst til søndag nederst, fra kl. 00 til 24
charts-hour = Klokken
charts-stopped = Hvor raskt samtykker stoppes
charts-stopped-after = Stoppet etter
charts-consents = Samtykker
charts-remaining = Hvor lenge samtykker varer ennå
charts-remaining-for = Varer ennå
charts-stopped-hour = Under en time
charts-stopped-day = Under et døgn
charts-stopped-week = Under en uke
charts-stopped-month = Under 30 dager
charts-stopped-later = 30 dager eller mer
charts-remaining-under = Under { $days } dager
charts-remaining-over = { $days } dager eller mer
charts-weekday-1 = mandag
charts-weekday-2 = tirsdag
charts-weekday-3 = onsdag
charts-weekday-4 = torsdag
charts-weekday-5 = fredag
charts-weekday-6 = lørdag
charts-weekday-7 = søndag

# Revisjon: ta ut
audit-export = Ta ut det du fant
audit-export-means = Uttaket skrives i loggen, med det du søkte etter. Pakken har bevis og kan sjekkes uten tjenesten.
audit-form-csv = Regneark (CSV)
audit-form-jsonl = Data (JSON-linjer)
audit-form-bundle = Pakke med bevis
audit-before = Før
audit-entry-query = Søket
reason-taken-out = Tatt ut som fil

# Revisjon: saker
audit-case-title = Sak
audit-case-heading = Sak: { $about }
audit-case-tabs = Hvilke saker
audit-case-all = Alle
audit-case-new = Ny
audit-case-looked-at = Sett på av én
audit-case-closed = Lukket
audit-case-explained = Lukket: forklart
audit-case-deviation = Lukket: avvik
audit-case-none = Ingen saker her.
audit-case-about = Gjelder
audit-case-stands = Status
audit-case-older = Eldre saker
audit-case-opened = Åpnet
audit-case-words = Begrunnelse
audit-case-lines = Linjer som hører til
audit-case-found = Vurderinger
audit-case-nothing = Ingen har vurdert saken ennå.
audit-case-hidden = Skjult til saken er lukket, så hver av dere ser med egne øyne.
audit-case-put = Din vurdering
audit-case-two = Saken lukkes når to revisorer har vurdert den. Du kan ikke endre svaret etterpå.
audit-case-finding = Hva fant du?
audit-case-say-explained = Forklart: det var som det skulle
audit-case-say-deviation = Avvik: det var ikke som det skulle
audit-case-say = Hva så du på, og hva fant du?
audit-case-do = Lever vurderingen
audit-case-wrong-finding = Velg forklart eller avvik

# Revisjon: kontroll
audit-verify-title = Kontroll av loggen
audit-verify-means = Kontrollen regner ut alle fingeravtrykk på nytt. Den sammenligner dem med de signerte merkene.
audit-verify-running = Kontrollen begynte { $since }. Siden oppdaterer seg selv.
audit-verify-seen = { $seen } av { $all } linjer ({ $percent } %)
audit-verify-again = Se etter igjen
audit-verify-good = Alt stemmer
audit-verify-wrong = Noe stemmer ikke
audit-verify-wrong-do = Ikke endre noe. Ta vare på databasen, og si fra til driften.
audit-verify-more = Og { $count } til.
audit-verify-when = Ferdig
audit-verify-entries = Linjer
audit-verify-signed = Dekket av signert merke
audit-verify-checkpoints = Signerte merker som stemmer
audit-verify-erased = Tømt etter sletting
audit-verify-root = Rot
audit-verify-origin = Logg
audit-verify-broken-off = Kontrollen ble avbrutt { $when }. Start den på nytt.
audit-verify-never = Loggen er ikke kontrollert herfra siden tjenesten startet.
audit-verify-do = Kontroller hele loggen
audit-verify-offline = Kontroller uten tjenesten
audit-verify-offline-means = Tjenesten kontrollerer seg selv her. Stoler du ikke på den, så kontroller på din egen maskin.
audit-verify-offline-1 = Søk uten filter, og ta ut en pakke med bevis.
audit-verify-offline-2 = Hent nøkkelen og det signerte merket:
audit-verify-offline-3 = Kjør:

# Revisjon: varsler
flags-heading = Verdt å se på
flags-means = Faste regler peker ut linjer i loggen. Et varsel er et spørsmål, ikke en anklage.
flags-rate = Reglene peker ut { $flagged } av { $openings } åpninger ({ $percent } %).
flags-rules = Reglene, og hvor vanlige de er
flags-rule = Regel
flags-how = Hva den ser etter
flags-many = Varsler
flags-count = { $count }
flags-all = Vis alle varsler
flags-none = Ingen varsler i denne tiden.
flags-lines = { $count ->
    [one] Bygger på én linje:
   *[other] Bygger på { $count } linjer:
}
flags-open = Se på linjen og åpne sak
flags-case = Til saken ({ $stands })
flag-first-opening = Første åpning
flag-first-opening-rule = En person åpner et papir for aller første gang.
flag-odd-hours = Utenom vanlig tid
flag-odd-hours-rule = Mellom kl. { $from } og { $until } eller i helgen, av en som åpner under { $percent } % av papirene da. Er personen ny, teller enhetens vaner.
flag-many-children = Mange mapper på kort tid
flag-many-children-rule = Papirer i { $count } eller flere mapper på { $minutes } minutter.
flag-bulk = Svært mange papirer
flag-bulk-rule = { $count } eller flere papirer på en time.
flag-after-end = Forsøk etter at samtykket var slutt
flag-after-end-rule = Noen prøver å åpne noe når samtykket er gått ut eller stoppet.
flag-refusals = Nei mange ganger
flag-refusals-rule = Samme person får nei { $count } ganger eller mer på en time.
flag-churn = Gitt og stoppet om igjen
flag-churn-rule = Samme tilgang stoppes { $count } ganger eller mer på { $days } dager.
flag-emergency = Nødsituasjon uten oppfølging
flag-emergency-rule = Ingen revisor har sett på saken innen { $hours } timer.

# Drift i loggen
kind-operation-seen = Så hvordan driften går
act-operate = Drive tjenesten

# Drift
acting-operator = { $name } – du drifter tjenesten. Du ser ikke hva som står i mappene.
place-operate = Status
place-operate-agencies = Virksomheter
place-operate-guardianships = Foresatte
operate-heading = Slik står det til
operate-never = Aldri
operate-none = Ingen
operate-note-escrow = Nøklene er ikke lagt i forvaring. Går de tapt, kan ingen lese noe.
operate-note-older = { $count } nøkler er forseglet med en gammel rotnøkkel. Fullfør nøkkelbyttet.
operate-note-given-up = { $count } varsler kunne ikke sendes. Sjekk e-post og koblinger.
operate-log = Loggen
operate-log-size = Linjer
operate-log-newest = Siste linje
operate-log-signed = Dekket av signert merke
operate-log-witness = Vitner
operate-keys = Nøkler
operate-keys-version = Rotnøkkel nummer
operate-keys-sealed = Nøkler under rotnøkkelen
operate-keys-older = Under en gammel rotnøkkel
operate-keys-rotated = Sist byttet
operate-keys-escrowed = Sist lagt i forvaring
operate-storage = Lager
operate-folders = Mapper
operate-bodies = Virksomheter og enheter i bruk
operate-versions = Utgaver av papirer
operate-megabytes = Megabyte
operate-queue = Kø
operate-streams = Papirer som overføres nå
operate-scans = Venter på virussjekk
operate-deliveries = Varsler som venter
operate-given-up = Varsler som ikke kom fram
operate-erasures = Slettinger på gang
operate-cases = Åpne revisjonssaker
operate-search = Navn eller organisasjonsnummer
operate-found = { $count ->
    [0] Fant ingen
    [one] Én virksomhet
   *[other] { $count } virksomheter
}
operate-more = Det finnes flere. Søk for å finne dem.
operate-body = Virksomhet
operate-name = Navn
operate-level = Nivå
operate-kind = Type
operate-orgnr = Organisasjonsnummer
operate-orgnr-hint = Ni sifre. En enhet trenger ikke nummer.
operate-stands = Status
operate-parent = Ligger under
operate-active = I bruk
operate-inactive = Ikke i bruk
operate-new = Legg til en virksomhet
operate-add = Legg til
operate-back = Til listen
operate-deactivate = Ta ut av bruk
operate-deactivate-means = Tar du den ut av bruk, kan ingen der åpne noe. Det gjelder med en gang.
operate-activate = Ta i bruk
operate-activate-means = Tar du den i bruk, gjelder samtykkene til den igjen.
operate-level-organisation = Virksomhet
operate-level-sub-organisation = Del av virksomhet
operate-level-unit = Enhet
operate-kind-hospital = Sykehus
operate-kind-health-municipal = Helsetjeneste i kommunen
operate-kind-welfare = NAV
operate-kind-education = Skole eller PPT
operate-kind-statped = Statped
operate-kind-child-psychiatry = BUP
operate-kind-child-welfare = Barnevern
operate-kind-other = Annet
operate-wrong-name = Skriv et navn
operate-wrong-orgnr = Skriv ni gyldige sifre. En virksomhet må ha nummer.
operate-wrong-taken = Dette nummeret er registrert fra før
operate-wrong-level = Velg et nivå
operate-wrong-kind = Velg en type
operate-wrong-parent = Velg hva den ligger under. En virksomhet ligger ikke under noe.
operate-four-eyes = Én skriver inn det som er sett. En annen sjekker og bekrefter. Før det gir det ingen tilgang.
operate-waiting = { $count ->
    [0] Ingen venter på bekreftelse
    [one] Én venter på bekreftelse
   *[other] { $count } venter på bekreftelse
}
operate-due = { $count ->
    [0] Ingen skal ses på igjen nå
    [one] Én skal ses på igjen
   *[other] { $count } skal ses på igjen
}
operate-own = Dette er skrevet inn av deg, eller det gjelder deg. En annen må ta det.
operate-confirm = Bekreft
operate-reject = Avvis
operate-review = Gjelder fortsatt
operate-end = Avslutt
operate-role = Rolle
operate-evidence = Det som er sett
operate-lasts = Varer
operate-lasts-from = fra { $from }
operate-lasts-until = fra { $from } { $until }
operate-review-by = Ses på igjen innen
operate-entered-by = Skrevet inn av
operate-enter-heading = Skriv inn en foresatt
operate-enter = Skriv inn
operate-child = Mappens kode
operate-child-hint = Koden du fikk da mappen ble laget.
operate-person = Personens kode
operate-person-hint = Koden du fikk da personen ble registrert.
operate-until = Til og med (tomt: til videre)
operate-wrong-child = Det finnes ingen mappe med denne koden
operate-wrong-person = Denne personen kan ikke være foresatt her. Sjekk koden.
operate-wrong-role = Velg en rolle
operate-wrong-evidence = Velg noe som passer til rollen
operate-evidence-population-register = Folkeregisteret
operate-evidence-court-judgment = Dom eller kjennelse
operate-evidence-agreement = Avtale mellom foreldrene
operate-evidence-seen-in-person = Møtte fram med legitimasjon
operate-evidence-appointment = Oppnevning
operate-evidence-child-welfare-decision = Vedtak fra barnevernet
operate-evidence-power-of-attorney = Fullmakt
operate-evidence-other = Annet
operate-against-own = Ingen skriver inn, bekrefter eller avslutter sin egen rolle. En annen må gjøre det.
operate-against-four-eyes = Du skrev inn denne. En annen må bekrefte.
operate-against-over = Rollen er alt avsluttet.
operate-against-confirmed = Rollen er alt bekreftet.
operate-against-not-confirmed = Bare en bekreftet rolle som varer, kan ses på igjen.
operate-against-overlaps = Personen har alt en slik rolle for barnet på den tiden. Avslutt den først.

## Last
