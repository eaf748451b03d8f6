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

## Family: log, profile, people, settings

## Units: professionals, coordinators, members

## Auditors and operators

## Last
