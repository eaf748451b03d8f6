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

## Last
