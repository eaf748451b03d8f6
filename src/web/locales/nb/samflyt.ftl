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
persona-kari = foresatt for Nora og Jonas
persona-ola = foresatt for Nora
persona-jonas = 15 år og 11 måneder, med egen innlogging
persona-nav = saksbehandler i NAV Familie- og pensjonsytelser
persona-hospital = lege i Barneavdelingen, Sørlandet sykehus
persona-bup = psykolog i BUP, Sørlandet sykehus
persona-ppt = rådgiver i PPT, Flekkefjord kommune
persona-habilitering = terapeut i Habilitering, Flekkefjord kommune
persona-statped = rådgiver i Statped sørøst
persona-coordinator = barnekoordinator i Flekkefjord kommune
persona-unit-admin = administrator i NAV Familie- og pensjonsytelser
persona-auditor = revisor for hele loggen
persona-nav-auditor = revisor i NAV
persona-operator = drifter tjenesten
persona-second-auditor = revisor, den andre av to
persona-second-operator = drifter tjenesten, den andre av to
sign-in-as = Bli { $name }

# Forsiden
place-home = Mappen
place-documents = Papirer
place-access = Tilgang
place-log = Logg
place-more = Mer
acting-guardian = { $name } – du handler for { $child } fordi du har foreldreansvar.
acting-by = { $name } – du handler for { $child }. Grunnlag: { $ground }.
acting-self = { $name } – dette er din egen mappe.
home-heading = Mappen til { $child }
home-other = Gå til mappen til { $child }
home-waiting = Venter på svar fra deg
home-answer = Se og svar
home-access = Hvem kan se nå
home-access-count = { $count ->
    [0] Ingen kan se noe i mappen nå.
    [one] Én virksomhet kan se noe nå.
   *[other] { $count } virksomheter kan se noe nå.
}
home-soon = { $count ->
    [one] Én går ut i løpet av sju dager.
   *[other] { $count } går ut i løpet av sju dager.
}
home-papers = Nyeste papirer
home-withheld = { $count ->
    [one] Ett papir er holdt tilbake av den unge.
   *[other] { $count } papirer er holdt tilbake av den unge.
}
card-what = Hva
card-why = Hvorfor
card-until = Hvor lenge
card-over = Brukt av tiden
card-last = Sist åpnet
never-opened = Ikke åpnet ennå
last-opened = { $when }
what-documents = { $count ->
    [one] ett papir
   *[other] { $count } papirer
}

# Stoppe
stop-title = Stopp tilgang
stop-heading = Stoppe tilgangen til { $unit }?
stop-means = Fra nå av kan de ikke åpne noe med denne tilgangen. Det gjelder med en gang.
stop-kept = Det de alt har lastet ned, kan de ha lagret.
stop-now = Stopp nå
stop-not = Ikke nå
stop-others = { $unit } har også annen tilgang. Den gjelder videre:
stopped-title = Stoppet
stopped-heading = Tilgangen til { $unit } er stoppet
stopped-before = Tilgangen til { $unit } var alt avsluttet
stopped-means = De kan ikke åpne noe mer med denne tilgangen. Vil du dele igjen, gir du ny tilgang.
to-folder = Tilbake til mappen

# Gi tilgang
give-title = Gi tilgang
give-heading = Gi tilgang
give-what = Hva?
give-who = Hvem skal få se?
give-search = Søk etter flere
give-search-do = Søk
give-why = Hva skal de bruke det til?
give-long = Hvor lenge?
give-once = Én gang
give-7 = 7 dager, til { $day }
give-30 = 30 dager, til { $day }
give-date = Til en dato
give-until = Til og med { $day }
give-day = Dato
give-on = Fortsett
give-wrong-document = Velg minst ett papir
give-wrong-unit = Velg hvem som skal få se
give-wrong-purpose = Velg hva det skal brukes til
give-wrong-until = Velg en dag fra i dag og høyst { $days } dager fram
give-wrong-from = Skriv første dag som dato, høyst { $days } dager fram
give-wrong-from-after = Første dag må være før siste dag
not-now = Ikke nå
check-title = Sjekk og gi tilgang
check-heading = Sjekk og gi tilgang
check-who = Hvem
check-members = { $count ->
    [one] (én ansatt)
   *[other] ({ $count } ansatte)
}
check-what = Hva
check-why = Hvorfor
check-long = Hvor lenge
check-once = bare én åpning
check-change = Endre
check-stop = Du kan stoppe når som helst. Det de har lastet ned, kan de ha lagret.
check-missing = Gjelder når { $names } også sier ja.
check-give = Gi tilgang
given-title = Kvittering
given-heading = { $unit } har fått tilgang
given-waits = Venter på { $names }
given-nobody = Gjelder ikke ennå. En som må si ja, har ikke innlogging her
given-undo = Angre
home-give = Gi tilgang

## Family: consents and requests
home-unread = { $count ->
    [one] Du har én ny melding
   *[other] Du har { $count } nye meldinger
}
home-heading-self = Mappen din
home-asks = { $unit } spør
home-add = Legg inn papirer
home-growing = Hva du bestemmer, og hva som blir nytt
stop-one = Stopp
prolong-30 = Forleng 30 dager
yes = Ja
no = Nei
receipt = Kvittering
receipt-page = Les kvitteringen
receipt-pdf = Hent som PDF
receipt-json = Hent kvitteringen for maskiner (JSON)
may-open = åpne papirene
may-keep = lagre kopi hos seg
may-contribute = legge inn papirer
may-coordinate = se oversikten og foreslå deling
consent-title = Tilgang
consent-draft = Foreslått, ikke gitt ennå
consent-awaiting = Venter på svar
consent-not-yet = Begynner senere
consent-in-force = Gjelder nå
consent-expired = Gikk ut
consent-revoked = Stoppet
consent-replaced = Erstattet av en ny
consent-declined = Noen sa nei
consent-lapsed = Falt bort uten svar
consent-frozen = Satt på pause, venter på et nytt ja
consent-handed-back = De har gitt tilgangen tilbake
consent-used-up = Brukt én gang og ferdig
consent-frozen-do = Ingen ser noe så lenge den er på pause. Si ja for å fortsette, eller nei for å avslutte.
consent-wider = Dette blir nytt om du sier ja:
consent-category = Alle papirer av typen { $category }
consent-later = Også papirer som kommer senere
consent-gone = { $count ->
    [one] Ett papir er ikke her lenger
   *[other] { $count } papirer er ikke her lenger
}
consent-from = Fra
consent-excluded = Holdt utenfor
consent-words = Beskjed
consent-heard = Barnet er hørt
consent-missing = Mangler svar fra
consent-yes = Ja, gi tilgang
consent-no = Nei
consent-change = Endre
consent-history = Hva som er gjort
consent-step = { $when }:
agreed-yes = sa ja
agreed-no = sa nei
heard-yes = Ja.
heard-no = Nei.
done-changed = Endringen er lagret.
done-changed-waits = Endringen er lagret. Den venter på svar fra { $names }.
done-changed-not-yet = Endringen er lagret, men den gjelder ikke ennå.
done-approved = Svaret ditt er lagret. Du sa ja.
done-declined = Svaret ditt er lagret. Du sa nei.
done-other = Dette ble endret mens du så på det. Svaret ditt er ikke lagret. Slik er det nå:
change-heading = Hva vil du endre?
change-wrong-nothing = Alt er som før. Endre noe, eller gå tilbake.
change-wrong-left = Da blir det ingenting igjen. Stopp tilgangen i stedet.
change-wrong-stale = Noen har endret dette i mellomtiden. Slik er det nå. Endre på nytt.
change-written = Dette skrev du. Skriv det igjen på neste side:
give-wrong-gone = Et av papirene er ikke i mappen lenger. Velg på nytt.
give-wrong-closed = En av virksomhetene tar ikke imot nå. Velg en annen.
give-wrong-units = Velg høyst { $most } om gangen.
give-wrong-later = Velg hvilke typer papirer som skal deles senere også.
give-wrong-once = Én gang gjelder bare å åpne. Velg en dato, eller ta bort de andre valgene.
give-wrong-fit = { $category } trengs ikke til dette. Velg enkelte papirer i stedet.
give-wrong-heard = Svar ja eller nei først.
wrong-words = Skriv kortere: høyst { $most } tegn.
give-more-papers = Flere papirer
give-more-purposes = Andre formål
give-more = Flere valg
give-categories = Alle papirer av en type
give-later = Også slike papirer som kommer senere
give-may = La dem også
give-keep = lagre en kopi hos seg
give-contribute = legge nye papirer i mappen
give-coordinate = se oversikten og foreslå deling for dere
give-from = Begynner (tomt: med en gang)
give-heard = Har du snakket med { $child } om dette?
give-heard-words = Hva sa barnet? (valgfritt)
check-later = Alle papirer av typen { $category }, også de som kommer senere
check-may = De kan
check-changes = Dette endres
check-change-it = Lagre endringen
check-prolong = Forleng
check-give-many = Gi { $count } virksomheter tilgang
check-change-heading = Sjekk endringen
check-asked = { $unit } spør om dette
check-say = Beskjed
check-words = Beskjed til dem (valgfritt)
given-many = Slik står det for { $count } virksomheter
request-sent = Ny
request-seen = Sett
request-granted = Dere sa ja
request-declined = Dere sa nei
request-withdrawn = De trakk den tilbake
request-lapsed = Gikk ut uten svar
requests-title = Forespørsler
requests-heading = Hvem spør om tilgang?
requests-none = Ingen venter på svar nå.
requests-answered = Før
request-renews = Vil forlenge.
request-by = { $name }, { $when }
request-answer = Se og svar
request-consent = Se tilgangen
request-no = Nei
request-done-no = Svaret ditt er lagret. De får vite at du sa nei, ikke hvorfor.
access-span = Fra { $begin } til { $end }. Streken er i dag.
access-waiting = Venter
access-time = På en tidslinje
access-time-table = Det samme som tabell
access-state = Nå
access-papers = Hvilke papirer er åpne for hvem
access-paper = Papir
access-open = Åpen
access-shut = nei
access-older = Eldre papirer står under Papirer.
access-ended = Avsluttet før ({ $count })
packs = Faste utvalg
packs-lead = Samle papirer du deler ofte. Ingenting deles før du gir tilgang.
packs-new = Nytt utvalg
packs-name = Navn, for eksempel «Til møtet»
packs-keep = Husk utvalget
packs-forget = Glem
packs-wrong-name = Skriv et navn på høyst { $most } tegn.

## Family: papers and uploads
papers-heading = Papirer
papers-add = Legg inn papirer
papers-category = Hva slags papir
papers-date = Dato på papiret
papers-date-label = Dato på papiret (kan hoppes over)
papers-camera = Ta bilde
papers-choose = Velg filer
papers-kinds = PDF, JPEG eller PNG. Høyst { $most } MB hver.
papers-store = Lagre i mappen
papers-pages = Lagre bildene som ett papir
file-not-jpeg = Bare bilder i JPEG kan bli sider i ett papir. Lagre de andre filene hver for seg.
papers-none = Mappen er tom. Legg inn det første papiret.
papers-none-chosen = Velg en fil, eller ta et bilde.
papers-pick = Velg { $title }
papers-share = Del valgte papirer
papers-older = Eldre papirer
papers-erased = Papiret er slettet.
paper-title = { $kind } { $day }
paper-title-number = { $kind } { $day } ({ $number })
paper-stored = lagret { $at }
paper-stored-checking = lagret { $at }, sjekkes for virus nå
paper-from = fra { $unit }
paper-seen-by = { $count ->
    [0] bare dere kan åpne
    [one] én virksomhet kan åpne
   *[other] { $count } virksomheter kan åpne
}
paper-page = Papir
paper-back = Alle papirer
paper-source = Lagt inn av
paper-of-family = Familien
paper-when = Lagret
paper-share = Del
paper-download = Last ned og åpne
paper-read = Les
paper-pdf = Last ned som PDF
paper-holders = Hvem kan åpne det nå
paper-holders-none = Ingen utenfor familien kan åpne dette papiret.
paper-openings = Hvem har åpnet det
paper-openings-none = Ingen har åpnet det ennå.
somebody = Noen
paper-versions = Filer
paper-version = Utgave { $number }
paper-new-version = Har du en nyere utgave? Velg filen
paper-add-version = Lagre ny utgave
paper-version-stored = Utgave { $number } er lagret { $at }. Den gamle ligger her fortsatt.
paper-keep = Bare for meg
paper-keep-means = Du kan holde papiret tilbake fra de foresatte. Det gjelder med en gang. En som jobber i helsetjenesten, må si ja innen { $days } dager. Ellers kan de se papiret igjen.
paper-held-until = Papiret holdes tilbake til { $at }. Svarer ingen i helsetjenesten før det, kan de foresatte se det igjen.
paper-held-confirmed = Det er bekreftet at papiret holdes tilbake. Det gjelder til du viser det igjen, eller helsetjenesten sier noe annet.
paper-hold = Hold tilbake
paper-free = Vis det igjen
paper-held = Nå holdes papiret tilbake.
paper-freed = Papiret er ikke lenger holdt tilbake.
paper-erase = Slett papiret
kind-pdf = PDF
kind-picture = bilde
kind-profile = skjema
erase-page = Slett papir
erase-heading = Slette { $title }?
erase-means = { $count ->
    [one] Filen blir borte for godt. Ingen kan hente den fram igjen.
   *[other] Alle { $count } utgavene blir borte for godt. Ingen kan hente dem fram igjen.
}
erase-holders = { $count ->
    [0] Ingen utenfor familien kan åpne det nå.
    [one] Én virksomhet kan åpne det nå. Den mister det med en gang.
   *[other] { $count } virksomheter kan åpne det nå. De mister det med en gang.
}
erase-kept = Det andre alt har lastet ned, kan de ha lagret.
erase-log = I loggen står det fortsatt hvem som har åpnet det.
erase-now = Slett nå
file-number = Fil nummer { $number }
file-wrong = { $file } er ikke lagret. { $why }
file-empty = Filen er tom. Velg den på nytt, eller lagre den en gang til.
file-heic = Bildet er i formatet HEIC. Velg «Mest kompatibelt» i kameraets innstillinger, eller send bildet til deg selv som JPEG.
file-type = Vi tar imot PDF, JPEG og PNG. Lagre eller skriv ut filen som PDF, og prøv igjen.
file-cut = Slutten på filen mangler. Last den ned eller skann den på nytt.
file-damaged = Filen er skadet. Lagre eller skann den på nytt.
file-odd = Det ligger noe skjult i filen. Skriv den ut som ny PDF, eller ta et nytt bilde.
file-pixels = Bildet er for stort å vise. Gjør det mindre, og prøv igjen.
file-large = Filen er for stor. Del den i flere, eller lagre den med lavere kvalitet.
file-no-space = Det er ikke plass akkurat nå. Vi ordner det. Prøv igjen senere.
file-busy = Lageret svarer ikke akkurat nå. Vent litt, og prøv igjen.
file-incomplete = Sendingen ble brutt. Prøv igjen.
file-too-many = Send høyst 50 filer om gangen. Send resten etterpå.
file-form-large = Det ble for mye på én gang. Send denne og resten av filene etterpå, færre om gangen.
file-date = Datoen er feil. Velg den på nytt.
file-not-stored = Prøv igjen om litt.
scan-pending = Sjekkes for virus nå. Ingen utenfor familien kan åpne det ennå.
scan-infected = Filen har virus. Ingen kan åpne den. Slett den, og legg inn en ren utgave.
scan-password = Filen har passord og kan ikke sjekkes for virus. Lagre den uten passord, og legg den inn på nytt.
scan-large = Filen er for stor til å sjekkes for virus. Del den i flere, og legg dem inn på nytt.
scan-unreachable = Viruskontrollen svarte ikke. Andre kan ikke åpne filen. Legg den inn på nytt senere.
upload-waiting = venter
upload-checking = kontrolleres
upload-stored = lagret
upload-after = , sjekkes for virus nå
upload-again = Nettet er borte. Vi prøver igjen.
upload-done = Ferdig. Se papirene
live-news = Noe er nytt på siden
file-sign-in = Logg inn på nytt og velg filen igjen. Vi fortsetter der det stoppet.
problem-gone = Papiret er slettet
problem-gone-do = Noen i familien har slettet det. Ingen kan åpne det lenger.

## Family: log, profile, people, settings

# Nye ord i loggen
kind-entry-reported = Meldte fra om en linje i loggen
act-report = Melde fra om en linje i loggen
reason-report = En melding fra familien
notice-report-received = En familie har meldt fra om noe i loggen
notice-report-answered = Det du meldte fra om, er kontrollert
# Mer
more-you = Om deg
more-child = Om { $child }
more-me = Varsler og innstillinger
more-rights = Rettigheter og hjelp
about-name = Om meg
about-line = Fortell én gang hvem { $child } er og hva som hjelper.
about-own-line = Fortell én gang hvem du er og hva som hjelper.
growing-name = Når barnet blir eldre
growing-own-name = Når du blir eldre
growing-line = Hvem som bestemmer nå, og hva neste bursdag endrer.
people-name = Folk rundt mappen
people-line = Foresatte, koordinator og hvor lenge.
emergency-name = Nødtilgang
emergency-line = La helsepersonell lese nødarket når det haster.
inbox-name = Innboks
inbox-line = Det vi har varslet deg om.
settings-name = Innstillinger
settings-line = Språk, e-post og hvor du er logget inn.
reports-name = Det du har meldt fra om
reports-line = Svar fra den som kontrollerer loggen.
copy-name = Last ned alt eller slett mappen
copy-line = Alt er deres. Ta det med, eller be om sletting.
help-name = Hjelp
help-line = Hva samflyt er, og hvor du spør.
accessibility-name = Tilgjengelighet
accessibility-line = Hva som virker for alle, og hvordan du sier fra.
# Når barnet blir eldre
growing-title = Når alderen endrer noe
growing-heading = Når { $child } blir eldre
growing-lead = { $child } er { $age } år nå. Mappen følger med gjennom hele oppveksten.
growing-own-lead = Du er { $age } år nå. Etter hvert bestemmer du mer selv.
growing-now = Hvem bestemmer om deling nå?
growing-guardians = De foresatte
growing-young = { $child } selv
growing-both = { $child } og de foresatte sammen
growing-own-guardians = De foresatte dine
growing-own-you = Du selv
growing-own-both = Du og de foresatte sammen
growing-none = Ingen flere bursdager endrer noe.
growing-turn = Når { $child } fyller { $age }
growing-own-turn = Når du fyller { $age }
growing-changes = Hva endrer seg?
growing-own-do = Hva bør du gjøre?
growing-do = Hva bør dere gjøre?
growing-told = Vi varsler dere et halvt år, en måned og en uke før. Ingenting forsvinner.
growing-own-told = Vi varsler deg et halvt år, en måned og en uke før. Ingenting forsvinner.
growing-do-heard = Snakk sammen før dere deler noe. Skriv ned hva barnet mener.
growing-do-withhold = Vit at det kan finnes et papir dere ikke ser. Dere ser at det er der, ikke hva det er.
growing-do-decide = Gå gjennom tilgangene sammen. De stopper på dagen, til den unge har svart ja.
growing-do-majority = Avtal i god tid om noen skal ha fullmakt, eller om det trengs verge.
growing-own-heard = Du skal få si hva du mener før noe deles.
growing-own-withhold = Du kan be om at et papir ikke vises til de foresatte. En helsearbeider avgjør.
growing-own-decide-see = Du bestemmer selv om deling: { $field }. De foresatte kan fortsatt lese papirene.
growing-own-decide = Du bestemmer selv om deling: { $field }. De foresatte ser ikke papirene lenger.
growing-own-all = Du er myndig og bestemmer alt selv.
growing-own-majority = De foresatte ser ikke mappen lenger, om de ikke er verge eller har fullmakt fra deg.
growing-own-do-heard = Si fra hjemme om hva du synes.
growing-own-do-withhold = Snakk med en du stoler på, for eksempel helsesykepleieren.
growing-own-do-decide = Se gjennom hvem som har tilgang. På dagen stopper de, til du har svart ja.
growing-own-do-majority = Tenk over om noen skal hjelpe deg videre, med fullmakt.
# Folk rundt mappen
people-lead = Disse kan se mappen eller hjelpe til med den.
people-guardians = Foresatte
people-no-guardians = Ingen er foresatt for mappen nå.
people-guardian = Foresatt
people-why = Hvorfor
people-since = Siden
people-until = Hvor lenge
people-review = Kontrolleres innen
people-wrong = Stemmer noe ikke? Bare de som driver tjenesten, kan endre hvem som er foresatt.
people-you = Du
people-own-sign-in = Du har egen innlogging og ser alt i mappen din.
people-sign-in = { $child } har egen innlogging og ser alt i mappen.
people-no-sign-in = { $child } har ikke egen innlogging ennå.
people-coordinator = Koordinator
people-coordinator-means = En koordinator ser hvem som har tilgang, og lager forslag. Dere sier ja eller nei.
people-no-coordinator = Ingen koordinerer nå.
# Nødtilgang
emergency-on = Nødtilgang er slått på.
emergency-off = Nødtilgang er slått av. Nødarket kan bare leses av dem dere har gitt tilgang.
emergency-means = Når den er på, kan helsepersonell lese nødarket i { $minutes } minutter når det haster. De må si hvorfor. Dere får vite det straks, og en revisor ser på hver gang.
emergency-said-on = har sagt på
emergency-said-off = har sagt av
emergency-missing = Det gjelder først når { $names } også har sagt ja.
emergency-switch-on = Slå på nødtilgang
emergency-switch-off = Slå av nå
emergency-sheets = Nødarket
emergency-no-sheet = Det er ikke noe nødark i mappen ennå. Legg inn et papir av typen «nødark».
emergency-to-papers = Til papirene
emergency-sheet-saved = Lagret { $when }
emergency-taken = Åpnet i nødstilfelle
emergency-none = Ingen har brukt nødtilgang.
emergency-other = Noe som hastet
emergency-log = Se alt i loggen
# Innboks og innstillinger
acting-account = { $name } – dette gjelder bare deg.
older = Vis eldre
save = Lagre
inbox-unread = { $count ->
    [0] Ingenting nytt.
    [one] Ett nytt varsel.
   *[other] { $count } nye varsler.
}
inbox-new = Nytt:
inbox-seen = Merk som sett
inbox-settings = Velg hvordan du varsles
notice-somebody = Noen
notice-first-opening = { $unit } åpnet et papir for første gang
notice-opened = { $unit } åpnet et papir
notice-consent-granted = { $unit } har fått tilgang
notice-consent-awaiting = Svar på om { $unit } skal få tilgang
notice-consent-approved = En som må, har sagt ja til { $unit }
notice-consent-declined = En som må, har sagt nei til { $unit }
notice-consent-lapsed = Ingen svarte i tide om { $unit }
notice-consent-revised = Tilgangen for { $unit } er endret
notice-consent-revoked = Tilgangen for { $unit } er stoppet
notice-consent-handed-back = { $unit } har gitt tilgangen tilbake
notice-consent-ending = Tilgangen for { $unit } går snart ut
notice-consent-frozen = Tilgangen for { $unit } venter på nytt svar
notice-consent-drafted = Koordinatoren har laget et forslag for { $unit }
notice-request-received = { $unit } ber om tilgang
notice-request-reminder = { $unit } venter fortsatt på svar
notice-request-answered = Familien har svart { $unit }
notice-request-withdrawn = { $unit } har trukket spørsmålet
notice-request-lapsed = Spørsmålet fra { $unit } gikk ut uten svar
notice-age-transition = En bursdag endrer hvem som bestemmer
notice-withheld = Det er bekreftet at et papir holdes tilbake
notice-withheld-ended = Et papir er ikke lenger holdt tilbake. De foresatte kan se det
notice-emergency-opened = { $unit } har brukt nødtilgang
notice-guardianship-changed = Hvem som er foresatt, er endret
notice-erasure-asked = Noen har bedt om å slette mappen
notice-erasure-stopped = Slettingen av mappen er stoppet
notice-folder-erased = Mappen er slettet
notice-membership-changed = Plassen din i en virksomhet er endret
notice-contact-changed = E-postadressen din for varsler endres
settings-language = Språk
settings-notices = Varsler
settings-notices-line = Alt står i innboksen. E-post sier bare at det er noe nytt, aldri hva eller om hvem.
settings-how = Når vil du ha e-post?
settings-at-once = Med en gang
settings-at-once-line = Det som haster straks, resten én gang om dagen
settings-daily = Én gang om dagen
settings-daily-line = Bare nødtilgang straks
settings-no-mail = Aldri
settings-no-mail-line = Innboksen er her likevel
settings-wrong-how = Velg når du vil ha e-post
settings-mail = E-postadresse
settings-mail-hint = Vi sender en kode dit før vi bruker den. La feltet stå tomt for ingen adresse.
settings-mail-wrong = Skriv én e-postadresse, for eksempel navn@eksempel.no
settings-mail-not-ascii = Skriv adressen med bokstavene a til z
settings-mail-not-offered = Denne tjenesten sender ikke e-post. Varslene står i innboksen.
settings-code-too-soon = Vi har nettopp sendt en kode. Vent et minutt. Du kan få fem om dagen.
settings-waiting = Vi har sendt en kode til { $mail }. Den gamle adressen gjelder til du har skrevet koden her.
settings-code = Kode, seks tall
settings-confirm = Bekreft adressen
settings-code-wrong = Koden er feil. Se i e-posten og skriv den en gang til.
settings-code-over = Koden gjelder ikke lenger. Lagre adressen igjen, så får du en ny.
settings-sign-ins = Her er du logget inn
settings-sign-ins-line = Kjenner du ikke igjen en av dem? Logg den ut.
settings-here = denne
settings-since = Siden { $since }. Sist brukt { $seen }.
settings-end = Logg ut
settings-end-all = Logg ut alle andre steder
device-other = Ukjent enhet
# Hjelp
help-heading = Hva er samflyt?
help-what = Én mappe for barnet, og familien har nøkkelen.
help-give = Dere velger hvem som får se et papir, til hva og hvor lenge.
help-stop = Dere kan stoppe når som helst. Da kan de ikke åpne noe mer.
help-log = Alt som åpnes, står i loggen. Ingen kan endre den i stillhet.
help-wrong = Er noe galt?
help-wrong-log = Har noen åpnet noe de ikke skulle? Gå til loggen og trykk «Stemmer ikke dette?».
help-wrong-sign-in = Tror du at noen andre bruker innloggingen din? Gå til Innstillinger og logg ut alle andre steder.
help-danger = Er du i fare, ring politiet på 112. Knappen «Forlat siden» tar deg rett til en nøytral side.
help-ask = Hvor spør jeg?
help-contact = Spør kommunen eller virksomheten som ga deg tilgang til samflyt. De vet hvem som driver tjenesten hos dere.
help-demo = Dette er en utprøving med oppdiktede folk. Det er ingen å spørre her.
help-rights = Mener du at noen bruker opplysningene dine feil, kan du klage til Datatilsynet.
# Tilgjengelighet
accessibility-statement = Tilgjengelighets­erklæring
accessibility-lead = Alle skal kunne bruke samflyt. Vi bygger etter WCAG 2.2, nivå AA.
accessibility-how = Slik er det laget
accessibility-script = Alt virker uten skript.
accessibility-keyboard = Alt kan gjøres med tastatur, og du ser hvor du er.
accessibility-zoom = Teksten kan bli dobbelt så stor uten at noe forsvinner.
accessibility-colour = Farge alene forteller aldri noe. Mørk visning og høy kontrast virker.
accessibility-words = Vi skriver korte setninger med vanlige ord, på bokmål, nynorsk og engelsk.
accessibility-tested = Slik er det prøvd
accessibility-machine = Sidene prøves av maskin i en vanlig nettleser.
accessibility-people = Folk som bruker hjelpemidler, har ikke prøvd dem ennå. Derfor kan det finnes feil vi ikke vet om.
accessibility-not = Dette virker ikke for alle
accessibility-papers = Papirene som legges inn, er som de er. Et bilde av et brev kan ikke leses opp.
accessibility-languages = Samisk og tegnspråk finnes ikke ennå.
accessibility-tell = Si fra om feil
accessibility-tell-how = Fortell den som driver tjenesten hos dere, hvilken side det gjelder og hva som skjedde. De har ansvar for å rette det.
accessibility-authority = Tilsynet for universell utforming av ikt (uutilsynet.no) fører tilsyn.
# Loggen
log-heading = Hvem har gjort hva
log-show = Vis
log-when = Når
log-all = Alle
log-opened = Åpnet
log-changes = Endringer
log-refused = Nektet
log-everything = Også det dere selv så på
log-any-time = Hele tiden
log-week = Denne uken
log-last-week = Forrige uke
log-month = Siste 30 dager
log-narrow = Velg papir eller virksomhet
log-narrow-do = Vis
log-paper = Papir
log-every-paper = Alle papirer
log-unit = Virksomhet
log-every-unit = Alle virksomheter
log-nothing = Ingenting her. Velg noe annet over.
log-today = I dag, { $day }
log-yesterday = I går, { $day }
log-you = Du
log-service = Tjenesten selv
log-was-refused = Fikk nei: { $act }
log-gone = et papir som ikke er her lenger
log-why = For å:
log-consent = Se samtykket
log-times = { $count } ganger
log-wrong = Stemmer ikke dette?
log-today-at = i dag kl. { $time }
log-checked = Hele loggen i tjenesten er kontrollert { $when }. { $count } hendelser, ingen mangler.
log-unsound = Kontrollen { $when } fant noe som ikke stemmer. De som driver tjenesten, må finne ut hva.
log-not-checked = Loggen er ikke kontrollert ennå. Det skjer hver dag kl. 06.00.
log-proof = Last ned bevis for øverste linje
report-means = Revisoren ser på linjen og skal svare deg innen { $days } dager. Ingen andre foresatte ser at du meldte fra.
report-words = Hva er det som ikke stemmer?
report-words-hint = Skriv med dine egne ord. Bare revisoren leser det.
report-wrong-words = Skriv noen ord om hva som ikke stemmer
report-wrong-long = Skriv kortere, høyst { $most } tegn
report-wrong-again = Du har alt meldt fra om denne linjen. Det du skrev nå, er ikke sendt.
report-not-sent = Ikke sendt:
report-send = Meld fra
report-sent = Du har meldt fra. Vi varsler deg når det er svart.
report-already = Du har meldt fra om denne linjen
report-new = Mottatt
report-looked-at = Én revisor har sett på det
report-deviation = Du hadde rett: noe var galt
report-explained = Kontrollert: det var som det skulle
report-closed = Svart { $day }
report-due = Du skal få svar innen { $day }
reports-none = Du har ikke meldt fra om noe.
reports-own = Bare du og revisorene ser det som står her.
log-about = Gjelder { $unit }
log-proof-this = Last ned bevis for denne linjen
# Om meg
about-lead = Skriv det alle som hjelper { $child } bør vite. Da slipper dere å fortelle det om igjen.
about-own-lead = Skriv det alle som hjelper deg bør vite. Da slipper du å fortelle det om igjen.
about-optional = Fyll ut det du vil. Hver gang du lagrer, blir det en ny utgave. De gamle blir tatt vare på.
about-saved = Lagret. Dette er utgave { $version }.
about-share = Del med noen
about-versions = Se det ferdig, og eldre utgaver
about-changed = Noen andre lagret mens du skrev. Det du skrev, står her. Se hva de skrev, og lagre igjen hvis ditt skal gjelde.
about-row = Nummer { $row }:
about-too-long = skriv kortere. Det er plass til { $most } tegn, ta bort { $over }.
about-too-many = Det er plass til { $most }. Ta bort noen.
about-no-name = fyll ut det øverste feltet, eller tøm resten.
about-empty = Skriv noe i minst ett felt
about-too-large = Alt i alt er det for langt. Skriv kortere.
about-unreadable = Noe kan ikke leses. Gå tilbake og prøv igjen.
about-most = Høyst { $most } tegn
about-lines = Skriv én ting på hver linje, høyst { $most }
about-more = Plass til én til
about-other = Annet
about-important = Det viktigste å vite
about-called = Det jeg liker å bli kalt
about-about = Hvem jeg er
about-diagnoses = Diagnoser
about-diagnosis-name = Hva den heter
about-diagnosis-since = Siden når
about-diagnosis-note = Hva den betyr for meg
about-allergies = Det jeg ikke tåler
about-communication = Slik sier jeg det
about-languages = Språk og tegn vi bruker
about-help = Hjelp jeg trenger hver dag
about-help-when = Når
about-help-how = Slik hjelper du meg
about-aids = Hjelpemidler
about-aid-name = Hva det er
about-aid-use = Slik brukes det
about-medicines = Medisiner
about-medicine-name = Navn
about-medicine-dose = Hvor mye
about-medicine-when = Når, eller ved hvilket tegn
about-medicine-note = Annet å vite
about-works = Dette virker
about-avoid = Dette virker ikke
about-contacts = Hvem du ringer
about-contact-name = Navn
about-contact-relation = Hvem det er for meg
about-contact-phone = Telefon
about-contact-note = Når du ringer, og om hva
# Ta med alt, og slette
copy-title = Ta med alt
copy-heading = Last ned alt
copy-lead = Du får én fil med alle papirene, samtykkene og loggen, så langt du selv kan se dem.
copy-do = Last ned alt
copy-safe = Filen er ikke låst. Legg den et trygt sted.
folder-erase-name = Slett mappen
folder-erase-line = Dere kan be om at alt blir slettet. Ingenting skjer før du har lest hva det betyr.
folder-erase-asked = Bedt om sletting: { $names }.
folder-erase-due = Mappen slettes { $when }.
folder-erase-missing = Det skjer ikke før { $names } også ber om det.
folder-erase-lapses = Uten svar faller det bort { $day }.
folder-erase-keep = Behold mappen
folder-erase-heading = Slette mappen til { $child }?
folder-erase-all = Alle papirer, samtykker og tilganger blir borte. Ingen kan hente dem tilbake.
folder-erase-wait = Det skjer etter { $days } dager. Til da kan hver av dere stoppe det.
folder-erase-others = Det gjelder først når disse også ber om det: { $names }.
folder-erase-log = Loggen blir stående, uten noe som peker på barnet.
folder-erase-holders = Disse kan ha lagret noe
folder-erase-holders-line = De har fått papirer fra mappen. Slettingen når ikke det de har hos seg selv.
folder-erase-sure = Jeg forstår at alt blir borte
folder-erase-wrong-sure = Kryss av for at du forstår at alt blir borte
folder-erase-do = Be om sletting
# Når noe går galt
problem-no-consent = Familien må ha gitt tilgang, eller du må ha en rolle du ikke har. Spør familien, eller gå til forsiden.
problem-not-yet = Tilgangen gjelder ikke ennå. Se hvilken dag den begynner, og prøv da.
problem-expired = Tilgangen har gått ut. Be familien om å forlenge.
problem-revoked = Familien har stoppet tilgangen. Trenger du den fortsatt, kan du spørre på nytt.
problem-other-purpose = Tilgangen gjelder noe annet enn det du valgte. Velg riktig formål og prøv igjen.
problem-not-covered = Tilgangen gjelder ikke dette. Spør familien om du trenger mer.
problem-excluded = Familien har valgt at du eller enheten din ikke er med her. La en kollega ta saken.
problem-not-a-member = Du er ikke bekreftet i denne enheten. Spør den som styrer medlemmene.
problem-agency-inactive = Virksomheten din er ikke i bruk i samflyt nå. Spør lederen din.
problem-assurance = Dette krever sterkere innlogging. Logg inn med BankID eller tilsvarende.
problem-awaiting = Ikke alle som må, har svart ja ennå. Vent til de har svart.
problem-frozen = Tilgangen venter på et nytt svar fra familien. Den gjelder ikke før de har svart.
problem-withheld = Dette papiret er holdt tilbake. Spør den det gjelder.
problem-shielded = Dette kan ikke vises. Har du spørsmål, så spør den som driver tjenesten.
problem-not-scanned = Papiret er ikke sjekket for virus ennå. Prøv igjen om litt.
problem-infected = Filen har virus og kan ikke åpnes. Be om en ny fil uten virus.
problem-erased = Papiret er slettet. Det kan ikke hentes tilbake.
problem-sign-in = Du må logge inn
problem-sign-in-do = Du har vært borte en stund, eller du er logget ut. Gå til forsiden og logg inn.
problem-ended = Tilgangen er allerede slutt
problem-ended-do = Du trenger ikke gjøre mer. Gi ny tilgang hvis dere vil dele igjen.
problem-answered = Dette er allerede avgjort
problem-answered-do = Noen var før deg, eller fristen er ute. Gå til forsiden og se hva som gjelder nå.
problem-changed = Noe er endret i mellomtiden
problem-changed-do = Gå tilbake, last siden på nytt og se hva som gjelder. Prøv så igjen.
problem-fill-in = Noe mangler eller er feil
problem-fill-in-do = Ingenting er lagret. Gå tilbake, der står det du fylte ut. Rett det og send på nytt.
problem-too-long = Det er for mye på én gang
problem-too-long-do = Ingenting er lagret. Gå tilbake, ta bort noe eller skriv kortere, og send på nytt.
problem-dates = Datoen kan ikke brukes
problem-dates-do = Gå tilbake og velg en dag fram i tid, høyst ett år.
problem-covers = Valgene passer ikke sammen
problem-covers-do = Gå tilbake og velg på nytt hva det skal gjelde.
problem-file-kind = Filtypen kan ikke brukes
problem-file-kind-do = Bruk PDF, JPEG eller PNG. Ta et bilde av papiret hvis du ikke har noe annet.
problem-file-broken = Filen er skadet
problem-file-broken-do = Åpne den hos deg selv, lagre den på nytt og prøv igjen.
problem-file-empty = Filen er tom
problem-file-empty-do = Sjekk at du valgte riktig fil, og prøv igjen.
problem-file-large = Filen er for stor
problem-file-large-do = Del den opp, eller ta et bilde med lavere oppløsning.
problem-twice = Skjemaet er sendt før
problem-twice-do = Gå til forsiden og se om det er gjort. Åpne skjemaet på nytt hvis du vil sende noe annet.
problem-reports = For mange meldinger venter på svar
problem-reports-do = Revisorene må svare på noen av dem først. Så kan du melde fra igjen.
problem-too-often = For mange forsøk
problem-too-often-do = Ingenting er tapt. Vent noen minutter og prøv igjen.
problem-full = Det er ikke plass til mer nå
problem-full-do = Ingenting er lagret. Prøv igjen senere. Den som driver tjenesten, må rydde plass.
problem-damaged = Papiret kan ikke leses
problem-damaged-do = Den lagrede filen er skadet. Legg den inn på nytt hvis du har den, og si fra til den som driver tjenesten.
problem-slow = Alt kom ikke fram
problem-slow-do = Nettet brøt sammen underveis. Ingenting er lagret. Gå tilbake og send på nytt.
problem-elsewhere = Skjemaet kom fra et annet sted
problem-elsewhere-do = Av trygghetshensyn tar vi bare imot skjemaer fra samflyt selv. Gå til forsiden og prøv derfra.
problem-four-eyes = En annen må gjøre dette
problem-four-eyes-do = Ingen bekrefter det de selv har ført, eller noe om seg selv. Be en kollega.
problem-already = Det er slik allerede
problem-already-do = Last siden på nytt og se hva som er registrert.
problem-number = Fødselsnummeret stemmer ikke
problem-number-do = Gå tilbake og sjekk de elleve sifrene.
problem-program = Adressen til programmet kan ikke brukes
problem-program-do = Bruk en offentlig adresse som begynner med https.
problem-not-so = Adressen kan ikke brukes slik
problem-not-so-do = Gå til forsiden og finn veien derfra.
# Logget ut midt i et skjema
again-heading = Du er logget ut. Logg inn igjen
again-kept = Det du skrev, er tatt vare på her på siden. Logg inn som samme person, så kan du sende det.
again-lost = Filer kan vi ikke ta vare på. Logg inn, og velg dem igjen.
again-title = Send det du fylte ut
again-in = Du er logget inn igjen
again-not-sent = Det du fylte ut, er ikke sendt ennå.
again-send = Send det nå
problem-acting = Du er logget inn som { $name }.

## Units: professionals, coordinators, members
declare-means = Du får bare se nødarket, i { $minutes } minutter. Bruk dette bare når barnet trenger hjelp nå.

# Rammen
acting-unit = { $name } – du handler som { $places }.
acting-unit-none = { $name } – du har ingen plass i en virksomhet nå.
unit-role-in = { $role } i { $unit }
unit-and = { $first } og { $last }
unit-cases = Saker
unit-requests = Forespørsler
unit-inbox = Meldinger
unit-members = Medarbeidere
unit-role-caseworker = saksbehandler
unit-role-physician = lege
unit-role-nurse = sykepleier
unit-role-psychologist = psykolog
unit-role-adviser = rådgiver
unit-role-therapist = terapeut
unit-role-teacher = lærer
unit-role-coordinator = barnekoordinator
unit-role-administrator = administrator
unit-role-other = ansatt
unit-purpose-old = Et formål som ikke er i bruk lenger
unit-category-old = Annet papir

# Hvordan noe står
unit-request-sent = Venter på svar
unit-request-granted = Familien sa ja
unit-request-in-part = Familien sa ja til noe
unit-request-declined = Familien sa nei
unit-request-withdrawn = Trukket tilbake
unit-request-lapsed = Ikke besvart i tide
unit-stands-draft = Forslag, venter på familien
unit-stands-waiting = Venter på at flere sier ja
unit-stands-not-yet = Begynner senere
unit-stands-in-force = Gjelder nå
unit-stands-expired = Gått ut
unit-stands-revoked = Stoppet av familien
unit-stands-replaced = Erstattet av en ny
unit-stands-declined = Familien sa nei
unit-stands-lapsed = Ikke besvart i tide
unit-stands-frozen = Venter på ny avgjørelse
unit-stands-handed-back = Gitt tilbake
unit-stands-used-up = Brukt opp

# Når noe ikke kan åpnes
unit-not-opened = Papiret kan ikke åpnes
unit-refused-not-scanned = Papiret er ikke sjekket for virus ennå. Prøv igjen om litt.
unit-refused-infected = Papiret har virus og kan ikke åpnes. Be familien om et nytt.
unit-refused-revoked = Familien har stoppet tilgangen. Trenger dere den, kan du be om ny.
unit-refused-expired = Tilgangen har gått ut. Trenger dere den, kan du be om ny.
unit-refused-frozen = Familien må ta en ny avgjørelse først. Dere får en melding.
unit-refused-not-member = Du har ingen bekreftet plass i virksomheten nå. Spør den som er administrator.
unit-refused-sign-in = Logg inn på høyeste nivå og prøv igjen.
unit-refused-erased = Familien har slettet papiret.
unit-refused-other = Tilgangen dekker ikke dette nå.
unit-refused-unreadable = Papiret kunne ikke leses nå. Prøv igjen senere.

# Saker
cases-search = Finn et barn
cases-search-do = Søk
cases-show = Vis
cases-show-all = Alle
cases-show-new = Bare nytt
cases-show-ending = Bare de som går ut snart
cases-new = Nytt for deg ({ $count })
cases-ending = Går ut innen 14 dager ({ $count })
cases-rest = Resten ({ $count })
cases-all = Alle saker ({ $count })
cases-found = { $count ->
    [one] Ett treff på «{ $search }».
   *[other] { $count } treff på «{ $search }».
}
cases-found-all = Vis alle
cases-none = Ingen familie deler noe med dere nå.
cases-none-here = Ingen saker her nå.
cases-child = Barn
cases-what = Nytt
cases-until = Tilgang
cases-last = Sist du så på saken
cases-asked = Forespørsler
cases-unopened = { $count ->
    [one] Ett papir du ikke har åpnet
   *[other] { $count } papirer du ikke har åpnet
}
cases-days = { $count ->
    [one] én dag igjen
   *[other] { $count } dager igjen
}
cases-waiting = { $count ->
    [one] Én venter på svar
   *[other] { $count } venter på svar
}
cases-never = Aldri
cases-coordinated = Barn du koordinerer for
cases-ask-new = Be om tilgang for et barn
cases-emergency = Nødstilfelle

# Én sak
case-title = Sak
case-closed = Saken er lukket
case-back = Tilbake til saker
case-shared-with = Deles med { $unit } { $until }.
case-may-keep = Dere kan lagre kopi i eget arkiv.
case-may-not-keep = Dere kan lese, men ikke lagre kopi i eget arkiv.
case-dark = Saken lukker seg snart: { $days }.
case-renew = Be om fornyelse
case-no-papers = Ingen papirer ennå.
case-new = Nytt
case-from = fra { $unit }
case-picture = Bilde
case-profile = Skjema
case-marked = Den unge har merket dette: «ikke for mine foresatte».
case-marked-answer = Svar på merket
case-open = Åpne
case-save = Last ned
case-all = Last ned alle { $count }
case-all-more = Last ned alle
case-newest = Her står de { $count } nyeste papirene. Last ned alle for å få de eldre også.
case-contribute = Legg inn papir
case-hand-back = Gi tilbake tilgangen
case-ask = Be om mer
case-overview = Oversikt over tilganger
case-logged = Hver åpning står i loggen. Familien kan lese den.
case-done-asked = Forespørselen er sendt.
case-done-contributed = Papiret er lagret i mappen.
case-done-answered = Svaret er lagret.
all-folder = papirer
all-note = LES-MEG.txt
all-head = Delt med { $unit }
all-purpose = Formål: { $purpose }
all-until = Tilgang: { $until }
all-kept = { $count ->
    [one] Ett papir er med:
   *[other] { $count } papirer er med:
}
all-left = { $count ->
    [one] Ett papir er ikke med:
   *[other] { $count } papirer er ikke med:
}

# Be om noe
ask-title = Be om tilgang
ask-title-child = Be om mer
ask-title-renewal = Be om fornyelse
ask-means = Familien ser hva du ber om, og sier ja eller nei. Ingen av dere får se noe før de har sagt ja.
ask-heading-child = Be om mer for { $child }
ask-heading-number = Be om tilgang for et barn
ask-heading-renewal = Be om fornyelse for { $child }
ask-renewal-same = Det samme som før: { $purpose }. Tilgangen varer nå { $until }.
ask-number = Barnets fødselsnummer
ask-number-hint = Svaret er det samme enten barnet har en mappe eller ikke.
ask-unit = På vegne av
ask-purpose = Formål
ask-choose = Velg
ask-what = Hva dere trenger
ask-what-hint = Be bare om det dere trenger.
ask-until = Til og med
ask-words = Noen ord til familien
ask-words-hint = Fortell hvorfor. Skriv ikke om helsen til barnet her.
ask-send = Send
ask-wrong-number = Skriv alle 11 sifrene i fødselsnummeret, og sjekk dem
ask-wrong-demo = Bruk et oppdiktet nummer her (måned + 80)
ask-wrong-unit = Velg hvem du spør på vegne av
ask-wrong-purpose = Velg et formål
ask-wrong-category = Velg minst én slags papirer
ask-wrong-fit = Noe av dette hører ikke til formålet
ask-wrong-until = Velg en dag som kommer
ask-wrong-long = Velg en tidligere dag. Formålet tillater ikke så lang tid
ask-wrong-not-later = Velg en senere dag. Tilgangen varer så lenge alt
ask-wrong-words = Skriv høyst { $most } tegn
ask-wrong-own = Du hører til denne familien. La en kollega spørre.
ask-wrong-child = Dette barnet deles ikke med denne enheten. Spør med fødselsnummer.
ask-cap-day = Enheten har sendt så mange forespørsler som den kan i dag. Prøv i morgen.
ask-cap-open = Flere forespørsler venter alt på svar. Vent, eller trekk en tilbake.
ask-cap-period = Enheten har spurt så ofte som den kan for en tid. Vent litt.
ask-not-renewable = Familien har stoppet dette eller må avgjøre på nytt. Be om tilgang på vanlig måte.
ask-gone = Denne tilgangen er ikke her lenger. Be om tilgang på vanlig måte.

# Sendte forespørsler
sent-heading = Forespørslene våre
sent-title = Sendte forespørsler
sent-none = Dere har ikke spurt om noe ennå.
sent-state = Status
sent-sent = Sendt
sent-by = { $day } av { $name }
sent-lapses = (faller bort { $day })
sent-by-number = Et barn dere oppga med fødselsnummer
sent-remind = Minn familien på det
sent-withdraw = Trekk tilbake
sent-older = Eldre
sent-done-asked = Forespørselen er sendt. Du får en melding når noen svarer.
sent-done-reminded = Familien får en påminnelse.
sent-done-withdrawn = Forespørselen er trukket tilbake.
sent-too-soon = Familien hørte om dette nylig. Vent noen dager.
sent-used-up = Familien er minnet på dette så ofte som det går an.
sent-answered = Familien har svart i mellomtiden. Se statusen under.
sent-over = Forespørselen er over. Send en ny hvis dere trenger det.

# Gi tilbake, svare, legge inn
hand-back-title = Gi tilbake tilgangen
hand-back-heading = Gi tilbake tilgangen til { $child }?
hand-back-what = { $unit }: { $purpose }.
hand-back-means = Da kan ingen av dere åpne noe mer her. Familien får vite at dere gjorde det, og kan gi dere ny tilgang senere.
hand-back-now = Gi tilbake
cases-done-handed-back = Dere har ikke denne tilgangen lenger.
mark-title = Svar på merket
mark-heading = Skal papiret holdes unna foresatte?
mark-what = Den unge har merket «{ $title }»: «ikke for mine foresatte».
mark-confirm-means = Sier du ja, ser foresatte bare at ett papir er holdt tilbake.
mark-lift-means = Sier du nei, kan foresatte se papiret med en gang.
mark-confirm = Ja, hold det unna
mark-lift = Nei, fjern merket
case-done-mark-gone = Den unge har fjernet merket i mellomtiden.
contribute-title = Legg inn papir
contribute-heading = Legg inn papir hos { $child }
contribute-means = Papiret blir familiens eget. Familien ser at det kommer fra dere.
contribute-name = Hva papiret heter
contribute-kind = Hva slags papir
contribute-date = Dato på papiret
contribute-file = Fil
contribute-file-hint = PDF, JPEG eller PNG
contribute-send = Legg inn
contribute-wrong-title = Skriv hva papiret heter, høyst 150 tegn
contribute-wrong-category = Velg hva slags papir det er
contribute-wrong-date = Skriv datoen på nytt
contribute-wrong-file = Velg en fil med innhold
contribute-too-large = Filen er for stor. Send en mindre fil
contribute-incomplete = Ikke alt kom fram, og ingenting er lagret. Send filen på nytt
contribute-heic = Dette er et bilde fra en iPhone (HEIC). Lagre det som JPEG først
contribute-damaged = Filen er ødelagt. Lag den på nytt og send den igjen
contribute-pixels = Bildet er for stort. Lagre det i mindre format
contribute-wrong-kind = Vi tar ikke denne typen fil. Lagre den som PDF, JPEG eller PNG

# Nødstilfelle
emergency-title = Nødstilfelle
emergency-heading = Åpne nødarket i et nødstilfelle
emergency-told = Familien får beskjed med en gang. En revisor går gjennom saken etterpå.
emergency-reason = Hvorfor
emergency-words = Hva har skjedd?
emergency-words-hint = Noen få ord. Familien og revisoren leser dem.
emergency-do = Åpne nødarket nå
emergency-wrong-reason = Velg hvorfor
emergency-wrong-words = Skriv noen ord om hva som har skjedd
emergency-no = Det finnes ikke noe nødark du kan åpne. Sjekk nummeret. Familien kan ha latt være å slå dette på.
emergency-too-many = Det er prøvd for mange ganger. Vent en time.
declared-heading = Nødark for { $child }
declared-title = Nødark
declared-heading-bare = Nødstilfelle
declared-until = Du kan se det { $until }.
declared-none = Det er ikke noe nødark å vise nå.

# Koordinering
overview-title = Oversikt
overview-heading = Tilganger for { $child }
overview-means = Du ser hvem som har tilgang, ikke hva de kan lese.
overview-draft = Skriv forslag til familien
overview-ask = Be om tilgang selv
overview-done = Forslaget er sendt til familien. Det gjelder først når familien sier ja.
overview-now = Gjelder nå
overview-waiting = Venter
overview-over = Over
overview-unit = Virksomhet
draft-title = Skriv forslag
draft-heading = Forslag til familien til { $child }
draft-means = Familien ser forslaget og sier ja eller nei. Før det gir det ingen tilgang.
draft-unit = Hvem trenger tilgang?
draft-what = Hva de trenger
draft-do = Send forslaget
draft-wrong-unit = Velg hvem som trenger tilgang

# Medarbeidere
members-heading = Medarbeidere i { $unit }
members-invite = Legg til en medarbeider
members-waiting = Venter på bekreftelse
members-working = Jobber her
members-suspended = Satt på pause
members-ended = Har sluttet
members-own = Dette er deg. Bare andre kan endre plassen din.
members-named-by-you = Du la til denne personen. Noen andre må bekrefte.
members-since = siden { $day }
members-added = lagt til { $day }
members-until = til { $day }
members-confirm = Bekreft
members-resume = La jobbe igjen
members-suspend = Sett på pause
members-end = Avslutt
members-logged = Hver endring står i loggen med navnet ditt.
members-done-named = Personen er lagt til. Noen andre må bekrefte før det gir tilgang.
members-done-confirmed = Personen kan jobbe her fra nå av.
members-done-suspended = Personen er satt på pause. Det gjelder med en gang.
members-done-ended = Plassen er avsluttet. Det gjelder med en gang.
members-done-too-many = Nummeret var feil fem ganger. Invitasjonen er avsluttet. Legg til personen på nytt.
members-changed = Dette går ikke nå. Se listen: Noen kan ha endret den, eller noen andre må gjøre det.
invite-title = Legg til
invite-heading = Legg til en medarbeider i { $unit }
invite-means = Hun eller han får ikke se noe før en til av dere har sagt ja.
invite-name = Navn
invite-number = Fødselsnummer
invite-role = Rolle
invite-until = Siste dag
invite-until-hint = Kan hoppes over. For en vikar slutter plassen av seg selv.
invite-do = Legg til
invite-wrong-name = Skriv navnet, høyst 100 tegn
invite-wrong-role = Velg en rolle
invite-there = Denne personen har alt en plass her. Se listen
invite-too-many = Mange venter på bekreftelse. Bekreft eller avslutt noen av dem først
invite-oneself = Du kan ikke legge til deg selv. La noen andre gjøre det
confirm-heading = Bekreft { $name }, { $role }?
confirm-means = Si ja bare til en du vet jobber her. Hun eller han får se det som familier deler med dere.
confirm-hint = Skriv nummeret en gang til, så ingen fremmede slipper inn.
confirm-differs = Nummeret er et annet enn det som ble lagt til. Sjekk det
suspend-heading = Sett { $name } på pause?
suspend-means = Personen kan ikke åpne noe fra nå av. Du kan la personen jobbe igjen senere.
end-heading = Avslutt plassen til { $name }?
end-means = Personen kan ikke åpne noe fra nå av. Dette kan ikke angres. Kommer personen tilbake, må du legge til på nytt.
resume-heading = La { $name } jobbe igjen?
resume-means = Personen kan åpne det familier deler med enheten igjen.

## Auditors and operators

# Loggen med ord: hva som skjedde
kind-opened = Åpnet et papir
kind-listed = Så listen over papirer
kind-refused = Fikk nei
kind-delivered = Fikk innholdet i et papir
kind-stored = La inn et papir
kind-replaced = La inn en ny utgave av et papir
kind-erased = Slettet et papir
kind-consent-granted = Ga tilgang
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

# Loggen med ord: hva som skjedde

# Loggen med ord: hvordan det gikk

# Loggen med ord: hvorfor

# Loggen med ord: hvem, og hva som ble bedt om

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
audit-reason = Hvorfor svaret var nei
audit-child = Mappe
audit-child-hint = Lim inn koden, eller velg en mappe i listen. Her står det aldri hvem barnet er.
audit-all = Alle
audit-only-person = Bare det { $name } har gjort.
audit-every-person = Vis alle personer
audit-do = Søk
audit-clear = Begynn på nytt
audit-wrong-day = Skriv datoen som år-måned-dag
audit-wrong-order = Siste dag kan ikke være før første dag
audit-wrong-id = Lim inn hele koden
audit-wrong-code = Velg noe fra listen
audit-count = { $count ->
    [0] Ingen linjer funnet
    [one] Én linje funnet
   *[other] { $count } linjer funnet
}
audit-count-many = { $count } linjer eller flere funnet
audit-when = Når
audit-what = Hva skjedde
audit-who = Hvem
audit-someone-in-family = En i familien
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
audit-entry-words-sealed = Forseglet. Ordene vises ikke i loggen.
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
charts-week-hours = Når i uken papirer åpnes
charts-week-words = Åpnede papirer fra mandag øverst til søndag nederst, fra kl. 00 til 24
charts-hour = Klokken
charts-stopped = Hvor raskt samtykker stoppes
charts-stopped-after = Stoppet etter
charts-consents = Samtykker
charts-remaining = Hvor lenge samtykkene varer fra nå
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
audit-saved = Dine lagrede søk
audit-saved-keep = Lagre dette søket
audit-saved-name = Navn på søket
audit-saved-hint = Bare du ser det. Skriv ikke navn på barn.
audit-saved-do = Lagre
audit-saved-forget = Fjern
audit-saved-forget-one = Fjern søket { $name }
audit-saved-wrong = Skriv et navn på høyst { $most } tegn.
audit-saved-full = Du har { $most } lagrede søk, og flere er det ikke plass til. Fjern ett først.
audit-export = Ta ut det du fant
audit-export-means = Uttaket skrives i loggen, med det du søkte etter. Pakken har bevis og kan sjekkes uten tjenesten.
audit-form-csv = Regneark (CSV)
audit-form-jsonl = Data (JSON-linjer)
audit-form-bundle = Pakke med bevis
audit-before = Før
audit-entry-query = Søket
reason-taken-out = Tatt ut som fil

# Revisjon: saker
audit-case-title = Sak til kontroll
audit-cases-title = Saker til kontroll
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
audit-case-hidden = Skjult til saken er lukket. Hver av dere skal vurdere saken selv.
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
audit-verify-file = FIL
audit-verify-key = NØKKEL
audit-verify-checkpoint = MERKE

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
flag-surname = Samme etternavn
flag-surname-rule = En ansatt åpner et papir om et barn med samme etternavn. Varselet sier bare at etternavnene er like.
flag-churn = Gitt og stoppet om igjen
flag-churn-rule = Samme tilgang stoppes { $count } ganger eller mer på { $days } dager.
flag-emergency = Nødsituasjon uten oppfølging
flag-emergency-rule = Ingen revisor har sett på saken innen { $hours } timer.

# Drift i loggen
kind-operation-seen = Så hvordan driften går
act-operate = Drive tjenesten
act-see-members = Se hvem som er i enheten
act-invite-member = Invitere en medarbeider
act-confirm-member = Bekrefte en medarbeider
act-suspend-member = Stanse en medarbeider
act-end-member = Avslutte en medarbeider

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
operate-numbers-hint = Skriv begge fødselsnumrene slik de står på det du selv har sett.
operate-child-number = Barnets fødselsnummer
operate-person-number = Den foresattes fødselsnummer
operate-wrong-numbers = Skriv begge fødselsnumrene, 11 siffer hver
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
operate-against-numbers = Numrene er ikke de som er skrevet inn. Se på papirene en gang til.
operate-against-over = Rollen er alt avsluttet.
operate-against-confirmed = Rollen er alt bekreftet.
operate-against-not-confirmed = Bare en bekreftet rolle som varer, kan ses på igjen.
operate-against-overlaps = Personen har alt en slik rolle for barnet på den tiden. Avslutt den først.

## Last
