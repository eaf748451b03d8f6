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
home-answer = Sjå og svar
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
card-until = Kor lenge
card-over = Brukt av tida
card-last = Sist opna
never-opened = Ikkje opna enno
last-opened = { $when }
what-documents = { $count ->
    [one] eitt papir
   *[other] { $count } papir
}

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

# Gi tilgang
give-title = Gi tilgang
give-heading = Gi tilgang
give-what = Kva?
give-who = Kven skal få sjå?
give-search = Søk etter fleire
give-search-do = Søk
give-why = Kva skal dei bruke det til?
give-long = Kor lenge?
give-once = Éin gong
give-7 = 7 dagar, til { $day }
give-30 = 30 dagar, til { $day }
give-date = Til ein dato
give-until = Til og med { $day }
give-day = Dato
give-on = Hald fram
give-wrong-document = Vel minst eitt papir
give-wrong-unit = Vel kven som skal få sjå
give-wrong-purpose = Vel kva det skal brukast til
give-wrong-until = Vel ein dag frå i dag og høgst { $days } dagar fram
not-now = Ikkje no
check-title = Sjekk og gi tilgang
check-heading = Sjekk og gi tilgang
check-who = Kven
check-members = { $count ->
    [one] (éin tilsett)
   *[other] ({ $count } tilsette)
}
check-what = Kva
check-why = Kvifor
check-long = Kor lenge
check-once = berre éi opning
check-change = Endre
check-stop = Du kan stoppe når som helst. Det dei har lasta ned, kan dei ha lagra.
check-missing = Gjeld når { $names } òg seier ja.
check-give = Gi tilgang
given-title = Kvittering
given-heading = { $unit } har fått tilgang
given-waits = Ventar på { $names }
given-undo = Angre
home-give = Gi tilgang

## Family: consents and requests
home-unread = { $count ->
    [one] Du har éi ny melding
   *[other] Du har { $count } nye meldingar
}
home-heading-self = Mappa di
home-asks = { $unit } spør
home-add = Legg inn papir
home-growing = Kva du bestemmer, og kva som blir nytt
stop-one = Stopp
prolong-30 = Forleng 30 dagar
yes = Ja
no = Nei
receipt = Kvittering
receipt-page = Les kvitteringa
receipt-pdf = Hent som PDF
receipt-json = Hent prov til kontroll
may-open = opne papira
may-keep = lagre kopi hos seg
may-contribute = leggje inn papir
may-coordinate = sjå oversikta og føreslå deling
consent-title = Tilgang
consent-draft = Føreslått, ikkje gitt enno
consent-awaiting = Ventar på svar
consent-not-yet = Byrjar seinare
consent-in-force = Gjeld no
consent-expired = Gjekk ut
consent-revoked = Stoppa
consent-replaced = Erstatta av ein ny
consent-declined = Nokon sa nei
consent-lapsed = Fall bort utan svar
consent-frozen = Sett på pause, ventar på eit nytt ja
consent-handed-back = Dei har gitt ho frå seg
consent-used-up = Brukt éin gong og ferdig
consent-frozen-do = Ingen ser noko så lenge ho er på pause. Sei ja for å halde fram, eller nei for å avslutte.
consent-wider = Dette blir nytt om du seier ja:
consent-category = Alle papir av typen { $category }
consent-later = Òg papir som kjem seinare
consent-gone = { $count ->
    [one] Eitt papir er ikkje her lenger
   *[other] { $count } papir er ikkje her lenger
}
consent-from = Frå
consent-excluded = Haldne utanfor
consent-words = Beskjed
consent-heard = Barnet er høyrt
consent-missing = Manglar svar frå
consent-yes = Ja, gi tilgang
consent-no = Nei
consent-change = Endre
consent-history = Kva som er gjort
consent-step = { $when }:
agreed-yes = sa ja
agreed-no = sa nei
heard-yes = Ja.
heard-no = Nei.
done-changed = Endringa er lagra.
done-approved = Svaret ditt er lagra. Du sa ja.
done-declined = Svaret ditt er lagra. Du sa nei.
change-heading = Kva vil du endre?
change-wrong-nothing = Alt er som før. Endre noko, eller gå tilbake.
change-wrong-left = Då blir det ingenting att. Stopp tilgangen i staden.
give-wrong-gone = Eitt av papira er ikkje i mappa lenger. Vel på nytt.
give-wrong-closed = Ei av verksemdene tek ikkje imot no. Vel ei anna.
give-wrong-later = Vel kva typar papir som skal delast seinare òg.
give-wrong-once = Éin gong gjeld berre å opne. Vel ein dato, eller ta bort dei andre vala.
give-wrong-fit = { $category } trengst ikkje til dette. Vel enkelte papir i staden.
give-wrong-heard = Svar ja eller nei først.
wrong-words = Skriv kortare: høgst { $most } teikn.
give-more-papers = Fleire papir
give-more-purposes = Andre formål
give-more = Fleire val
give-categories = Alle papir av ein type
give-later = Òg slike papir som kjem seinare
give-may = Lat dei òg
give-keep = lagre ein kopi hos seg
give-contribute = leggje nye papir i mappa
give-heard = Har du snakka med { $child } om dette?
give-heard-words = Kva sa barnet? (valfritt)
check-later = { $category }, òg seinare
check-may = Dei kan
check-changes = Dette blir endra
check-change-it = Lagre endringa
check-prolong = Forleng
check-give-many = Gi { $count } verksemder tilgang
check-change-heading = Sjekk endringa
check-asked = { $unit } spør om dette
check-say = Beskjed
check-words = Beskjed til dei (valfritt)
given-many = { $count } verksemder har fått svar
request-sent = Ny
request-seen = Sett
request-granted = De sa ja
request-declined = De sa nei
request-withdrawn = Dei trekte ho tilbake
request-lapsed = Gjekk ut utan svar
requests-title = Førespurnader
requests-heading = Kven spør om tilgang?
requests-none = Ingen ventar på svar no.
requests-answered = Før
request-renews = Vil forlengje.
request-by = { $name }, { $when }
request-answer = Sjå og svar
request-consent = Sjå tilgangen
request-no = Nei
request-done-no = Svaret ditt er lagra. Dei får vite at du sa nei, ikkje kvifor.
access-span = Frå { $begin } til { $end }. Streken er i dag.
access-waiting = Ventar
access-time = På ei tidslinje
access-time-table = Det same som tabell
access-state = No
access-papers = Kva papir er opne for kven
access-paper = Papir
access-open = Open
access-shut = nei
access-older = Eldre papir står under Papir.
access-ended = Avslutta før ({ $count })
packs = Faste utval
packs-lead = Samle papir du deler ofte. Ingenting blir delt før du gir tilgang.
packs-new = Nytt utval
packs-name = Namn, til dømes «Til møtet»
packs-keep = Hugs utvalet
packs-forget = Gløym
packs-wrong-name = Skriv eit namn på høgst { $most } teikn.

## Family: papers and uploads

## Family: log, profile, people, settings

## Units: professionals, coordinators, members

## Auditors and operators

## Last
