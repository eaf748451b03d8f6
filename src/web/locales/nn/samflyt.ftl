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

# Rammen
acting-unit = { $name } – du handlar som { $places }.
acting-unit-none = { $name } – du har ingen plass i ei verksemd no.
unit-role-in = { $role } i { $unit }
unit-and = { $first } og { $last }
unit-cases = Saker
unit-requests = Førespurnader
unit-inbox = Meldingar
unit-members = Medarbeidarar
unit-role-caseworker = saksbehandlar
unit-role-physician = lege
unit-role-nurse = sjukepleiar
unit-role-psychologist = psykolog
unit-role-adviser = rådgivar
unit-role-therapist = terapeut
unit-role-teacher = lærar
unit-role-coordinator = barnekoordinator
unit-role-administrator = administrator
unit-role-other = tilsett
unit-purpose-old = Eit formål som ikkje er i bruk lenger
unit-category-old = Anna papir

# Hvordan noe står
unit-request-sent = Ventar på svar
unit-request-granted = Familien sa ja
unit-request-in-part = Familien sa ja til noko
unit-request-declined = Familien sa nei
unit-request-withdrawn = Trekt tilbake
unit-request-lapsed = Ikkje svart på i tide
unit-stands-draft = Forslag, ventar på familien
unit-stands-waiting = Ventar på at fleire seier ja
unit-stands-not-yet = Byrjar seinare
unit-stands-in-force = Gjeld no
unit-stands-expired = Gått ut
unit-stands-revoked = Stoppa av familien
unit-stands-replaced = Erstatta av ein ny
unit-stands-declined = Familien sa nei
unit-stands-lapsed = Ikkje svart på i tide
unit-stands-frozen = Ventar på ny avgjerd
unit-stands-handed-back = Gitt tilbake
unit-stands-used-up = Brukt opp

# Når noe ikke kan åpnes
unit-not-opened = Papiret kan ikkje opnast
unit-refused-not-scanned = Papiret er ikkje sjekka for virus enno. Prøv igjen om litt.
unit-refused-infected = Papiret har virus og kan ikkje opnast. Be familien om eit nytt.
unit-refused-revoked = Familien har stoppa tilgangen. Treng de han, kan du be om ny.
unit-refused-expired = Tilgangen har gått ut. Treng de han, kan du be om ny.
unit-refused-frozen = Familien må ta ei ny avgjerd først. De får ei melding.
unit-refused-not-member = Du har ingen stadfesta plass i verksemda no. Spør den som er administrator.
unit-refused-sign-in = Logg inn på høgaste nivå og prøv igjen.
unit-refused-erased = Familien har sletta papiret.
unit-refused-other = Tilgangen dekkjer ikkje dette papiret no.
unit-refused-unreadable = Papiret kunne ikkje lesast no. Prøv igjen seinare.

# Saker
cases-search = Finn eit barn
cases-search-do = Søk
cases-show = Vis
cases-show-all = Alle
cases-show-new = Berre nytt
cases-show-ending = Berre dei som går ut snart
cases-new = Nytt for deg ({ $count })
cases-ending = Går ut innan 14 dagar ({ $count })
cases-rest = Resten ({ $count })
cases-found = { $count ->
    [one] Eitt treff på «{ $search }».
   *[other] { $count } treff på «{ $search }».
}
cases-found-all = Vis alle
cases-none = Ingen familie deler noko med dykk no.
cases-none-here = Ingen saker her no.
cases-child = Barn
cases-what = Nytt
cases-until = Tilgang
cases-last = Sist du såg på saka
cases-asked = Førespurnader
cases-unopened = { $count ->
    [one] Eitt papir du ikkje har opna
   *[other] { $count } papir du ikkje har opna
}
cases-days = { $count ->
    [one] éin dag att
   *[other] { $count } dagar att
}
cases-waiting = { $count ->
    [one] Éin ventar på svar
   *[other] { $count } ventar på svar
}
cases-never = Aldri
cases-coordinated = Barn du koordinerer for
cases-ask-new = Be om tilgang for eit barn
cases-emergency = Naudstilfelle

# Én sak
case-title = Sak
case-back = Tilbake til saker
case-shared-with = Blir delt med { $unit } { $until }.
case-may-keep = De kan lagre kopi i eige arkiv.
case-may-not-keep = De kan lese, men ikkje lagre kopi i eige arkiv.
case-dark = Saka lukkar seg snart: { $days }.
case-renew = Be om fornying
case-no-papers = Ingen papir enno.
case-new = Nytt
case-from = frå { $unit }
case-picture = Bilete
case-profile = Skjema
case-marked = Den unge har merkt dette: «ikkje for mine føresette».
case-marked-answer = Svar på merket
case-open = Opne
case-save = Last ned
case-all = Last ned alle { $count }
case-contribute = Legg inn papir
case-hand-back = Gi tilbake tilgangen
case-ask = Be om meir
case-overview = Oversyn over tilgangar
case-logged = Kvar opning står i loggen. Familien kan lese han.
case-done-asked = Førespurnaden er send.
case-done-contributed = Papiret er lagra i mappa.
case-done-answered = Svaret er lagra.
case-done-handed-back = Tilgangen er gitt tilbake.
all-folder = papir
all-note = LES-MEG.txt
all-head = Delt med { $unit }
all-purpose = Formål: { $purpose }
all-until = Tilgang: { $until }
all-kept = { $count ->
    [one] Eitt papir er med:
   *[other] { $count } papir er med:
}
all-left = { $count ->
    [one] Eitt papir er ikkje med:
   *[other] { $count } papir er ikkje med:
}

## Auditors and operators

## Last
