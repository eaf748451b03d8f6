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
home-answer = Se og svar
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
stop-heading = Stopp { $unit }?
stop-means = Fra nå av kan de ikke åpne noe i mappen. Det gjelder med en gang.
stop-kept = Det de alt har lastet ned, kan de ha lagret.
stop-now = Stopp nå
stop-not = Ikke nå
stopped-title = Stoppet
stopped-heading = { $unit } er stoppet
stopped-means = De kan ikke åpne noe mer. Vil du dele igjen, gir du ny tilgang.
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
receipt-json = Hent bevis til kontroll
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
consent-handed-back = De har gitt den fra seg
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
done-approved = Svaret ditt er lagret. Du sa ja.
done-declined = Svaret ditt er lagret. Du sa nei.
change-heading = Hva vil du endre?
change-wrong-nothing = Alt er som før. Endre noe, eller gå tilbake.
change-wrong-left = Da blir det ingenting igjen. Stopp tilgangen i stedet.
give-wrong-gone = Et av papirene er ikke i mappen lenger. Velg på nytt.
give-wrong-closed = En av virksomhetene tar ikke imot nå. Velg en annen.
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
give-heard = Har du snakket med { $child } om dette?
give-heard-words = Hva sa barnet? (valgfritt)
check-later = { $category }, også senere
check-may = De kan
check-changes = Dette endres
check-change-it = Lagre endringen
check-prolong = Forleng
check-give-many = Gi { $count } virksomheter tilgang
check-change-heading = Sjekk endringen
check-asked = { $unit } spør om dette
check-say = Beskjed
check-words = Beskjed til dem (valgfritt)
given-many = { $count } virksomheter har fått svar
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

## Family: log, profile, people, settings

## Units: professionals, coordinators, members

## Auditors and operators

## Last
