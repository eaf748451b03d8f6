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
unit-refused-other = Tilgangen dekkjer ikkje dette no.
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
cases-all = Alle saker ({ $count })
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
case-closed = Saka er lukka
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

# Be om noe
ask-title = Be om tilgang
ask-heading-child = Be om meir for { $child }
ask-heading-number = Be om tilgang for eit barn
ask-heading-renewal = Be om fornying for { $child }
ask-renewal-same = Det same som før: { $purpose }. Tilgangen varer no { $until }.
ask-number = Fødselsnummeret til barnet
ask-number-hint = Svaret er det same anten barnet har ei mappe eller ikkje.
ask-unit = På vegner av
ask-purpose = Formål
ask-choose = Vel
ask-what = Kva de treng
ask-what-hint = Be berre om det de treng.
ask-until = Til og med
ask-words = Nokre ord til familien
ask-words-hint = Fortel kvifor. Skriv ikkje om helsa til barnet her.
ask-send = Send
ask-wrong-number = Skriv alle 11 siffera i fødselsnummeret, og sjekk dei
ask-wrong-demo = Bruk eit oppdikta nummer her (månad + 80)
ask-wrong-unit = Vel kven du spør på vegner av
ask-wrong-purpose = Vel eit formål
ask-wrong-category = Vel minst éi slags papir
ask-wrong-fit = Noko av dette høyrer ikkje til formålet
ask-wrong-until = Vel ein dag som kjem
ask-wrong-long = Vel ein tidlegare dag. Formålet tillèt ikkje så lang tid
ask-wrong-not-later = Vel ein seinare dag. Tilgangen varer så lenge alt
ask-wrong-words = Skriv høgst { $most } teikn
ask-wrong-own = Du høyrer til denne familien. Lat ein kollega spørje.
ask-wrong-child = Dette barnet blir ikkje delt med denne eininga. Spør med fødselsnummer.
ask-cap-day = Eininga har sendt så mange førespurnader som ho kan i dag. Prøv i morgon.
ask-cap-open = Fleire førespurnader ventar alt på svar. Vent, eller trekk ein tilbake.
ask-cap-period = Eininga har spurt så ofte som ho kan for ei tid. Vent litt.
ask-not-renewable = Familien har stoppa dette eller må avgjere på nytt. Be om tilgang på vanleg måte.

# Sendte forespørsler
sent-heading = Førespurnadene våre
sent-none = De har ikkje spurt om noko enno.
sent-state = Status
sent-sent = Send
sent-by = { $day } av { $name }
sent-lapses = (fell bort { $day })
sent-by-number = Eit barn de oppgav med fødselsnummer
sent-remind = Minn familien på det
sent-withdraw = Trekk tilbake
sent-older = Eldre
sent-done-asked = Førespurnaden er send. Du får ei melding når nokon svarer.
sent-done-reminded = Familien får ei påminning.
sent-done-withdrawn = Førespurnaden er trekt tilbake.
sent-too-soon = Familien høyrde om dette nyleg. Vent nokre dagar.
sent-used-up = Familien er minna på dette så ofte som det går an.
sent-answered = Familien har svart i mellomtida. Sjå statusen under.
sent-over = Førespurnaden er over. Send ein ny om de treng det.

# Gi tilbake, svare, legge inn
hand-back-title = Gi tilbake tilgangen
hand-back-heading = Gi tilbake tilgangen til { $child }?
hand-back-what = Det gjeld { $unit }: { $purpose }.
hand-back-means = Ingen hos dykk kan opne noko med denne tilgangen etterpå. Familien får beskjed.
hand-back-now = Gi tilbake
cases-done-handed-back = Tilgangen er gitt tilbake.
cases-done-ended = Tilgangen var alt over. Du treng ikkje gjere meir.
mark-title = Svar på merket
mark-heading = Skal papiret haldast unna føresette?
mark-what = Den unge har merkt «{ $title }»: «ikkje for mine føresette».
mark-confirm-means = Seier du ja, ser føresette berre at eitt papir er halde tilbake.
mark-lift-means = Seier du nei, kan føresette sjå papiret med ein gong.
mark-confirm = Ja, hald det unna
mark-lift = Nei, fjern merket
case-done-mark-gone = Den unge har fjerna merket i mellomtida.
contribute-title = Legg inn papir
contribute-heading = Legg inn papir hos { $child }
contribute-means = Papiret blir familien sitt eige. Familien ser at det kjem frå dykk.
contribute-name = Kva papiret heiter
contribute-kind = Kva slags papir
contribute-date = Dato på papiret
contribute-file = Fil
contribute-file-hint = PDF, JPEG eller PNG
contribute-send = Legg inn
contribute-wrong-title = Skriv kva papiret heiter, høgst 150 teikn
contribute-wrong-category = Vel kva slags papir det er
contribute-wrong-date = Skriv datoen på nytt
contribute-wrong-file = Vel ei fil med innhald
contribute-too-large = Fila er for stor. Send ei mindre fil
contribute-incomplete = Ikkje alt kom fram, og ingenting er lagra. Send fila på nytt
contribute-heic = Dette er eit bilete frå ein iPhone (HEIC). Lagre det som JPEG først
contribute-damaged = Fila er øydelagd. Lag ho på nytt og send ho igjen
contribute-pixels = Biletet er for stort. Lagre det i mindre format
contribute-wrong-kind = Vi tek ikkje denne typen fil. Lagre ho som PDF, JPEG eller PNG

# Nødstilfelle
emergency-title = Naudstilfelle
emergency-heading = Opne naudarket i eit naudstilfelle
emergency-told = Familien får beskjed med ein gong. Ein revisor går gjennom saka etterpå.
emergency-means = Du får berre sjå naudarket, i { $minutes } minutt. Bruk dette berre når barnet treng hjelp no.
emergency-reason = Kvifor
emergency-words = Kva har hendt?
emergency-words-hint = Nokre få ord. Familien og revisoren les dei.
emergency-do = Opne naudarket no
emergency-wrong-reason = Vel kvifor
emergency-wrong-words = Skriv nokre ord om kva som har hendt
emergency-no = Det finst ikkje noko naudark du kan opne. Sjekk nummeret. Familien kan ha late vere å slå dette på.
emergency-too-many = Det er prøvd for mange gonger. Vent ein time.
declared-heading = Naudark for { $child }
declared-heading-bare = Naudstilfelle
declared-until = Du kan sjå det { $until }.
declared-none = Det er ikkje noko naudark å vise no.

# Koordinering
overview-title = Oversyn
overview-heading = Tilgangar for { $child }
overview-means = Du ser kven som har tilgang, ikkje kva dei kan lese.
overview-draft = Skriv framlegg til familien
overview-ask = Be om tilgang sjølv
overview-done = Framlegget er sendt til familien. Det gjeld først når familien seier ja.
overview-now = Gjeld no
overview-waiting = Ventar
overview-over = Over
overview-unit = Verksemd
draft-title = Skriv framlegg
draft-heading = Framlegg til familien til { $child }
draft-means = Familien ser framlegget og seier ja eller nei. Før det gir det ingen tilgang.
draft-unit = Kven treng tilgang?
draft-what = Kva dei treng
draft-do = Send framlegget
draft-wrong-unit = Vel kven som treng tilgang

# Medarbeidere
members-heading = Medarbeidarar i { $unit }
members-invite = Legg til ein medarbeidar
members-waiting = Ventar på stadfesting
members-working = Jobbar her
members-suspended = Sett på pause
members-ended = Har slutta
members-own = Dette er deg. Berre andre kan endre plassen din.
members-named-by-you = Du la til denne personen. Nokon andre må stadfeste.
members-since = sidan { $day }
members-added = lagd til { $day }
members-until = til { $day }
members-confirm = Stadfest
members-resume = Lat jobbe igjen
members-suspend = Set på pause
members-end = Avslutt
members-logged = Kvar endring står i loggen med namnet ditt.
members-done-named = Personen er lagd til. Nokon andre må stadfeste før det gir tilgang.
members-done-confirmed = Personen kan jobbe her frå no av.
members-done-suspended = Personen er sett på pause. Det gjeld med ein gong.
members-done-ended = Plassen er avslutta. Det gjeld med ein gong.
members-changed = Dette går ikkje no. Sjå lista: Nokon kan ha endra henne, eller nokon andre må gjere det.
invite-title = Legg til
invite-heading = Legg til ein medarbeidar i { $unit }
invite-means = Nokon andre må stadfeste før personen får sjå noko.
invite-name = Namn
invite-number = Fødselsnummer
invite-role = Rolle
invite-do = Legg til
invite-wrong-name = Skriv namnet, høgst 100 teikn
invite-wrong-role = Vel ei rolle
invite-there = Denne personen har alt ein plass her. Sjå lista
invite-too-many = Mange ventar på stadfesting. Stadfest eller avslutt nokre av dei først
invite-oneself = Du kan ikkje leggje til deg sjølv. Lat nokon andre gjere det
confirm-heading = Stadfest { $name }, { $role }?
confirm-means = Personen får opne det familiar deler med eininga. Stadfest berre nokon du veit jobbar her.
confirm-hint = Skriv nummeret ein gong til, så ingen framande slepp inn.
confirm-differs = Nummeret er eit anna enn det som vart lagt til. Sjekk det
suspend-heading = Set { $name } på pause?
suspend-means = Personen kan ikkje opne noko frå no av. Du kan la personen jobbe igjen seinare.
end-heading = Avslutt plassen til { $name }?
end-means = Personen kan ikkje opne noko frå no av. Dette kan ikkje angrast. Kjem personen tilbake, må du leggje til på nytt.
resume-heading = Lat { $name } jobbe igjen?
resume-means = Personen kan opne det familiar deler med eininga igjen.

## Auditors and operators

## Last
