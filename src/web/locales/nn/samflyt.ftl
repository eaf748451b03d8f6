# Alle sider
skip = Hopp til innhaldet
places = Stader
leave = Forlat sida
language = Språk:
roles = Roller
role-family = Familien
role-unit = Saker
role-auditor = Revisjon
role-operator = Drift
sign-out = Logg ut

# Når noko går gale
problem-not-found = Vi finn ikkje sida
problem-not-found-do = Ho kan vere flytta, eller ho er ikkje delt med deg. Sjekk adressa, eller gå til framsida.
problem-not-allowed = Du kan ikkje gjere dette
problem-not-allowed-do = Gå til framsida og prøv derifrå. Meiner du at dette er feil, så spør familien eller verksemda di.
problem-busy = Det er kø akkurat no
problem-busy-do = Ingenting er tapt. Vent eit minutt og prøv igjen.
problem-other = Noko gjekk gale
problem-other-do = Ingenting er endra. Gå tilbake og prøv igjen.
wrong-heading = Sjekk dette først
problem-home = Til framsida
problem-code = Kode til den som hjelper deg: { $code }

# Innlogging
sign-in = Logg inn
sign-in-demo = Dette er ei utprøving. Alle her er oppdikta. Vel kven du vil vere.
sign-in-none = Innlogging er ikkje sett opp her enno.
sign-in-as = Bli { $name }

# Framsida
place-home = Mappa
place-documents = Papir
place-access = Tilgang
place-log = Logg
place-more = Meir
acting-guardian = { $name } – du handlar for { $child } fordi du har foreldreansvar.
acting-self = { $name } – dette er di eiga mappe.
home-heading = Mappa til { $child }
home-other = Gå til mappa til { $child }
home-waiting = Ventar på svar frå deg
home-answer = Sjå og svar { $unit }
home-access = Kven kan sjå no
home-access-count = { $count ->
    [0] Ingen kan sjå noko i mappa no.
    [one] Éi verksemd kan sjå noko no.
   *[other] { $count } verksemder kan sjå noko no.
}
home-soon = { $count ->
    [one] Éi går ut denne veka.
   *[other] { $count } går ut denne veka.
}
home-papers = Nyaste papir
home-withheld = { $count ->
    [one] Eitt papir er halde tilbake av den unge.
   *[other] { $count } papir er haldne tilbake av den unge.
}
card-what = Kva
card-why = Kvifor
card-until = Til og med
card-over = Brukt av tida
card-last = Sist opna
never-opened = Ikkje opna enno
last-opened = { $when }
what-documents = { $count ->
    [one] eitt papir
   *[other] { $count } papir
}
stop = Stopp { $unit }

# Stoppe
stop-title = Stopp tilgang
stop-heading = Stopp { $unit }?
stop-means = Frå no av kan dei ikkje opne noko i mappa. Det gjeld med ein gong.
stop-kept = Det dei alt har lasta ned, kan dei ha lagra.
stop-now = Stopp no
stop-not = Ikkje no
stopped-title = Stoppa
stopped-heading = { $unit } er stoppa
stopped-means = Dei kan ikkje opne noko meir. Vil du dele igjen, gir du ny tilgang.
to-folder = Tilbake til mappa
stopped-receipt = Kvittering

# Gi tilgang
give-title = Gi tilgang
give-heading = Kven skal få sjå?
give-what = Kva
give-who = Kven
give-search = Finn du dei ikkje? Søk
give-search-do = Søk
give-why = Kva skal dei bruke det til?
give-long = Kor lenge?
give-once = Éin gong
give-7 = 7 dagar
give-30 = 30 dagar
give-date = Til ein dato
give-until = Til og med { $day }
give-day = Dato
give-on = Hald fram
give-wrong-document = Vel minst eitt papir
give-wrong-unit = Vel kven som skal få sjå
give-wrong-purpose = Vel kva det skal brukast til
give-wrong-until = Vel kor lenge, høgst eitt år fram
not-now = Ikkje no
check-title = Sjekk og gi tilgang
check-heading = Sjekk og gi tilgang
check-who = Kven
check-members = ({ $count } tilsette)
check-what = Kan opne
check-why = For å
check-long = Kor lenge
check-once = berre éi opning
check-change = Endre
check-stop = Du kan stoppe når som helst. Det dei alt har lasta ned, kan dei ha lagra.
check-missing = Det gjeld frå { $names } òg har sagt ja.
check-give = Gi { $unit } tilgang
given-title = Kvittering
given-heading = { $unit } har fått tilgang
given-waits = Ventar på { $names }
given-undo = Angre
home-give = Gi tilgang

## Family: consents and requests

## Family: papers and uploads
papers-heading = Papir
papers-add = Legg inn papir
papers-category = Kva slags papir
papers-date = Dato på papiret
papers-date-label = Dato på papiret (kan hoppast over)
papers-camera = Ta bilete
papers-choose = Vel filer
papers-kinds = PDF, JPEG eller PNG. Høgst { $most } MB kvar.
papers-store = Lagre i mappa
papers-pages = Lagre bileta som eitt papir
file-not-jpeg = Berre bilete i JPEG kan bli sider i eitt papir. Lagre dei andre filene kvar for seg.
papers-none = Mappa er tom. Legg inn det første papiret.
papers-none-chosen = Vel ei fil, eller ta eit bilete.
papers-pick = Vel { $title }
papers-share = Del valde papir
papers-older = Eldre papir
papers-erased = Papiret er sletta.
paper-title = { $kind } { $day }
paper-title-number = { $kind } { $day } ({ $number })
paper-stored = lagra { $at }
paper-stored-checking = lagra { $at }, blir sjekka for virus no
paper-from = frå { $unit }
paper-seen-by = { $count ->
    [0] berre de kan opne
    [one] éi verksemd kan opne
   *[other] { $count } verksemder kan opne
}
paper-page = Papir
paper-back = Alle papir
paper-source = Lagt inn av
paper-of-family = Familien
paper-when = Lagra
paper-share = Del
paper-download = Last ned og opne
paper-read = Les
paper-pdf = Last ned som PDF
paper-holders = Kven kan opne det no
paper-holders-none = Ingen utanfor familien kan opne dette papiret.
paper-openings = Kven har opna det
paper-openings-none = Ingen har opna det enno.
somebody = Nokon
paper-versions = Filer
paper-version = Utgåve { $number }
paper-new-version = Har du ei nyare utgåve? Vel fila
paper-add-version = Lagre ny utgåve
paper-version-stored = Utgåve { $number } er lagra { $at }. Den gamle ligg her framleis.
paper-keep = Berre for meg
paper-keep-means = Du kan halde papiret tilbake frå dei som har foreldreansvar. Det gjeld med ein gong. Ein som jobbar i helsetenesta, skal seie ja innan ei viss tid.
paper-is-held = Papiret blir halde tilbake. Dei som har foreldreansvar, kan ikkje opne det.
paper-hold = Hald tilbake
paper-free = Vis det igjen
paper-held = No blir papiret halde tilbake.
paper-freed = Papiret er ikkje lenger halde tilbake.
paper-erase = Slett papiret
kind-pdf = PDF
kind-picture = bilete
kind-profile = skjema
erase-page = Slett papir
erase-heading = Slette { $title }?
erase-means = { $count ->
    [one] Fila blir borte for godt. Ingen kan hente ho fram att.
   *[other] Alle dei { $count } utgåvene blir borte for godt. Ingen kan hente dei fram att.
}
erase-holders = { $count ->
    [0] Ingen utanfor familien kan opne det no.
    [one] Éi verksemd kan opne det no. Ho mistar det med ein gong.
   *[other] { $count } verksemder kan opne det no. Dei mistar det med ein gong.
}
erase-kept = Det andre alt har lasta ned, kan dei ha lagra.
erase-log = I loggen står det framleis kven som har opna det.
erase-now = Slett no
file-number = Fil nummer { $number }
file-wrong = { $file } er ikkje lagra. { $why }
file-empty = Fila er tom. Vel ho på nytt, eller lagre ho ein gong til.
file-heic = Biletet er i formatet HEIC. Vel «Mest kompatibelt» i innstillingane til kameraet, eller send biletet til deg sjølv som JPEG.
file-type = Vi tek imot PDF, JPEG og PNG. Lagre eller skriv ut fila som PDF, og prøv igjen.
file-cut = Slutten på fila manglar. Last ho ned eller skann ho på nytt.
file-damaged = Fila er skadd. Lagre eller skann ho på nytt.
file-odd = Det ligg noko gøymt i fila. Skriv ho ut som ny PDF, eller ta eit nytt bilete.
file-pixels = Biletet er for stort å vise. Gjer det mindre, og prøv igjen.
file-large = Fila er for stor. Del ho i fleire, eller lagre ho med lågare kvalitet.
file-no-space = Det er ikkje plass akkurat no. Vi ordnar det. Prøv igjen seinare.
file-busy = Lageret svarer ikkje akkurat no. Vent litt, og prøv igjen.
file-incomplete = Sendinga vart broten. Prøv igjen.
file-too-many = Send høgst 50 filer om gongen. Send resten etterpå.
file-date = Datoen er feil. Vel han på nytt.
file-not-stored = Prøv igjen om litt.
scan-pending = Blir sjekka for virus no. Ingen utanfor familien kan opne det enno.
scan-infected = Fila har virus. Ingen kan opne ho. Slett ho, og legg inn ei rein utgåve.
scan-password = Fila har passord og kan ikkje sjekkast for virus. Lagre ho utan passord, og legg ho inn på nytt.
scan-large = Fila er for stor til å sjekkast for virus. Del ho i fleire, og legg dei inn på nytt.
scan-unreachable = Viruskontrollen svarte ikkje. Andre kan ikkje opne fila. Legg ho inn på nytt seinare.
upload-waiting = ventar
upload-checking = blir kontrollert
upload-stored = lagra
upload-after = , blir sjekka for virus no
upload-again = Nettet er borte. Vi prøver igjen.
upload-done = Ferdig. Sjå papira
live-news = Noko er nytt på sida
file-sign-in = Logg inn på nytt og vel fila igjen. Vi held fram der det stoppa.
problem-gone = Papiret er sletta
problem-gone-do = Nokon i familien har sletta det. Ingen kan opne det lenger.

## Family: log, profile, people, settings

## Units: professionals, coordinators, members

## Auditors and operators

## Last
