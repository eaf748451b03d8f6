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
paper-keep-means = Du kan holde papiret tilbake fra dem som har foreldreansvar. Det gjelder med en gang. En som jobber i helsetjenesten, skal si ja innen en viss tid.
paper-is-held = Papiret holdes tilbake. De som har foreldreansvar, kan ikke åpne det.
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

## Units: professionals, coordinators, members

## Auditors and operators

## Last
