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
persona-kari = føresett for Nora og Jonas
persona-ola = føresett for Nora
persona-jonas = 15 år og 11 månader, med eiga innlogging
persona-nav = saksbehandlar i NAV Familie- og pensjonsytelser
persona-hospital = lege i Barneavdelingen, Sørlandet sykehus
persona-bup = psykolog i BUP, Sørlandet sykehus
persona-ppt = rådgivar i PPT, Flekkefjord kommune
persona-habilitering = terapeut i Habilitering, Flekkefjord kommune
persona-statped = rådgivar i Statped sørøst
persona-coordinator = barnekoordinator i Flekkefjord kommune
persona-unit-admin = administrator i NAV Familie- og pensjonsytelser
persona-auditor = revisor for heile loggen
persona-nav-auditor = revisor i NAV
persona-operator = driftar tenesta
persona-second-auditor = revisor, den andre av to
persona-second-operator = driftar tenesta, den andre av to
sign-in-as = Bli { $name }

# Framsida
place-home = Mappa
place-documents = Papira
place-access = Tilgang
place-log = Logg
place-more = Meir
acting-guardian = { $name } – du handlar for { $child } fordi du har foreldreansvar.
acting-by = { $name } – du handlar for { $child }. Grunnlag: { $ground }.
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
    [one] Éi går ut innan sju dagar.
   *[other] { $count } går ut innan sju dagar.
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
stop-heading = Stoppe tilgangen til { $unit }?
stop-means = Frå no av kan dei ikkje opne noko med denne tilgangen. Det gjeld med ein gong.
stop-kept = Det dei alt har lasta ned, kan dei ha lagra.
stop-now = Stopp no
stop-not = Ikkje no
stop-others = { $unit } har òg annan tilgang. Han gjeld vidare:
stopped-title = Stoppa
stopped-heading = Tilgangen til { $unit } er stoppa
stopped-before = Tilgangen til { $unit } var alt avslutta
stopped-means = Dei kan ikkje opne noko meir med denne tilgangen. Vil du dele igjen, gir du ny tilgang.
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
give-wrong-from = Skriv første dag som dato, høgst { $days } dagar fram
give-wrong-from-after = Første dag må vere før siste dag
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
given-nobody = Gjeld ikkje enno. Ein som må seie ja, har ikkje innlogging her
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
receipt-json = Hent kvitteringa for maskiner (JSON)
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
consent-handed-back = Dei har gitt tilgangen tilbake
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
done-changed-waits = Endringa er lagra. Ho ventar på svar frå { $names }.
done-changed-not-yet = Endringa er lagra, men ho gjeld ikkje enno.
done-approved = Svaret ditt er lagra. Du sa ja.
done-declined = Svaret ditt er lagra. Du sa nei.
done-other = Dette vart endra medan du såg på det. Svaret ditt er ikkje lagra. Slik er det no:
change-heading = Kva vil du endre?
change-wrong-nothing = Alt er som før. Endre noko, eller gå tilbake.
change-wrong-left = Då blir det ingenting att. Stopp tilgangen i staden.
change-wrong-stale = Nokon har endra dette i mellomtida. Slik er det no. Endre på nytt.
change-written = Dette skreiv du. Skriv det igjen på neste side:
give-wrong-gone = Eitt av papira er ikkje i mappa lenger. Vel på nytt.
give-wrong-closed = Ei av verksemdene tek ikkje imot no. Vel ei anna.
give-wrong-units = Vel høgst { $most } om gongen.
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
give-coordinate = sjå oversikta og føreslå deling for dykk
give-from = Byrjar (tomt: med ein gong)
give-heard = Har du snakka med { $child } om dette?
give-heard-words = Kva sa barnet? (valfritt)
check-later = Alle papir av typen { $category }, òg dei som kjem seinare
check-may = Dei kan
check-changes = Dette blir endra
check-change-it = Lagre endringa
check-prolong = Forleng
check-give-many = Gi { $count } verksemder tilgang
check-change-heading = Sjekk endringa
check-asked = { $unit } spør om dette
check-say = Beskjed
check-words = Beskjed til dei (valfritt)
given-many = Slik står det for { $count } verksemder
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
papers-heading = Papira
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
paper-keep-means = Du kan halde papiret tilbake frå dei føresette. Det gjeld med ein gong. Ein som jobbar i helsetenesta, må seie ja innan { $days } dagar. Elles kan dei sjå papiret igjen.
paper-held-until = Papiret blir halde tilbake til { $at }. Svarar ingen i helsetenesta før det, kan dei føresette sjå det igjen.
paper-held-confirmed = Det er stadfesta at papiret blir halde tilbake. Det gjeld til du viser det igjen, eller helsetenesta seier noko anna.
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
file-form-large = Det vart for mykje på éin gong. Send denne og resten av filene etterpå, færre om gongen.
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

# Nye ord i loggen
kind-entry-reported = Melde frå om ei linje i loggen
act-report = Melde frå om ei linje i loggen
reason-report = Ei melding frå familien
notice-report-received = Ein familie har meldt frå om noko i loggen
notice-report-answered = Det du melde frå om, er kontrollert
# Mer
more-you = Om deg
more-child = Om { $child }
more-me = Varsel og innstillingar
more-rights = Rettar og hjelp
about-name = Om meg
about-line = Fortel éin gong kven { $child } er og kva som hjelper.
about-own-line = Fortel éin gong kven du er og kva som hjelper.
growing-name = Når barnet blir eldre
growing-own-name = Når du blir eldre
growing-line = Kven som bestemmer no, og kva neste bursdag endrar.
people-name = Folk rundt mappa
people-line = Føresette, koordinator og kor lenge.
emergency-name = Naudtilgang
emergency-line = La helsepersonell lese naudarket når det hastar.
inbox-name = Innboks
inbox-line = Det vi har varsla deg om.
settings-name = Innstillingar
settings-line = Språk, e-post og kvar du er logga inn.
reports-name = Det du har meldt frå om
reports-line = Svar frå den som kontrollerer loggen.
copy-name = Last ned alt eller slett mappa
copy-line = Alt er dykkar. Ta det med, eller be om sletting.
help-name = Hjelp
help-line = Kva samflyt er, og kvar du spør.
accessibility-name = Tilgjenge
accessibility-line = Kva som verkar for alle, og korleis du seier frå.
# Når barnet blir eldre
growing-title = Når alderen endrar noko
growing-heading = Når { $child } blir eldre
growing-lead = { $child } er { $age } år no. Mappa følgjer med gjennom heile oppveksten.
growing-own-lead = Du er { $age } år no. Etter kvart bestemmer du meir sjølv.
growing-now = Kven bestemmer om deling no?
growing-guardians = Dei føresette
growing-young = { $child } sjølv
growing-both = { $child } og dei føresette saman
growing-own-guardians = Dei føresette dine
growing-own-you = Du sjølv
growing-own-both = Du og dei føresette saman
growing-none = Ingen fleire bursdagar endrar noko.
growing-turn = Når { $child } fyller { $age }
growing-own-turn = Når du fyller { $age }
growing-changes = Kva endrar seg?
growing-own-do = Kva bør du gjere?
growing-do = Kva bør de gjere?
growing-told = Vi varslar dykk eit halvt år, ein månad og ei veke før. Ingenting forsvinn.
growing-own-told = Vi varslar deg eit halvt år, ein månad og ei veke før. Ingenting forsvinn.
growing-do-heard = Snakk saman før de deler noko. Skriv ned kva barnet meiner.
growing-do-withhold = Ver klar over at det kan finnast eit papir de ikkje ser. De ser at det er der, ikkje kva det er.
growing-do-decide = Gå gjennom tilgangane saman. Dei stoppar på dagen, til den unge har svart ja.
growing-do-majority = Avtal i god tid om nokon skal ha fullmakt, eller om det trengst verje.
growing-own-heard = Du skal få seie kva du meiner før noko blir delt.
growing-own-withhold = Du kan be om at eit papir ikkje blir vist til dei føresette. Ein helsearbeidar avgjer.
growing-own-decide-see = Du bestemmer sjølv om deling: { $field }. Dei føresette kan framleis lese papira.
growing-own-decide = Du bestemmer sjølv om deling: { $field }. Dei føresette ser ikkje papira lenger.
growing-own-all = Du er myndig og bestemmer alt sjølv.
growing-own-majority = Dei føresette ser ikkje mappa lenger, om dei ikkje er verje eller har fullmakt frå deg.
growing-own-do-heard = Sei frå heime om kva du synest.
growing-own-do-withhold = Snakk med ein du stoler på, til dømes helsesjukepleiaren.
growing-own-do-decide = Sjå gjennom kven som har tilgang. På dagen stoppar dei, til du har svart ja.
growing-own-do-majority = Tenk over om nokon skal hjelpe deg vidare, med fullmakt.
# Folk rundt mappen
people-lead = Desse kan sjå mappa eller hjelpe til med ho.
people-guardians = Føresette
people-no-guardians = Ingen er føresett for mappa no.
people-guardian = Føresett
people-why = Kvifor
people-since = Sidan
people-until = Kor lenge
people-review = Blir kontrollert innan
people-wrong = Stemmer noko ikkje? Berre dei som driv tenesta, kan endre kven som er føresett.
people-you = Du
people-own-sign-in = Du har eiga innlogging og ser alt i mappa di.
people-sign-in = { $child } har eiga innlogging og ser alt i mappa.
people-no-sign-in = { $child } har ikkje eiga innlogging enno.
people-coordinator = Koordinator
people-coordinator-means = Ein koordinator ser kven som har tilgang, og lagar forslag. De seier ja eller nei.
people-no-coordinator = Ingen koordinerer no.
# Nødtilgang
emergency-on = Naudtilgang er slått på.
emergency-off = Naudtilgang er slått av. Naudarket kan berre lesast av dei de har gitt tilgang.
emergency-means = Når han er på, kan helsepersonell lese naudarket i { $minutes } minutt når det hastar. Dei må seie kvifor. De får vite det straks, og ein revisor ser på kvar gong.
emergency-said-on = har sagt på
emergency-said-off = har sagt av
emergency-missing = Det gjeld først når { $names } òg har sagt ja.
emergency-switch-on = Slå på naudtilgang
emergency-switch-off = Slå av no
emergency-sheets = Naudarket
emergency-no-sheet = Det er ikkje noko naudark i mappa enno. Legg inn eit papir av typen «naudark».
emergency-to-papers = Til papira
emergency-sheet-saved = Lagra { $when }
emergency-taken = Opna i naudstilfelle
emergency-none = Ingen har brukt naudtilgang.
emergency-other = Noko som hasta
emergency-log = Sjå alt i loggen
# Innboks og innstillinger
acting-account = { $name } – dette gjeld berre deg.
older = Vis eldre
save = Lagre
inbox-unread = { $count ->
    [0] Ingenting nytt.
    [one] Eitt nytt varsel.
   *[other] { $count } nye varsel.
}
inbox-new = Nytt:
inbox-seen = Merk som sett
inbox-settings = Vel korleis du blir varsla
notice-somebody = Nokon
notice-first-opening = { $unit } opna eit papir for første gong
notice-opened = { $unit } opna eit papir
notice-consent-granted = { $unit } har fått tilgang
notice-consent-awaiting = Svar på om { $unit } skal få tilgang
notice-consent-approved = Ein som må, har sagt ja til { $unit }
notice-consent-declined = Ein som må, har sagt nei til { $unit }
notice-consent-lapsed = Ingen svarte i tide om { $unit }
notice-consent-revised = Tilgangen for { $unit } er endra
notice-consent-revoked = Tilgangen for { $unit } er stoppa
notice-consent-handed-back = { $unit } har gitt tilgangen tilbake
notice-consent-ending = Tilgangen for { $unit } går snart ut
notice-consent-frozen = Tilgangen for { $unit } ventar på nytt svar
notice-consent-drafted = Koordinatoren har laga eit forslag for { $unit }
notice-request-received = { $unit } ber om tilgang
notice-request-reminder = { $unit } ventar framleis på svar
notice-request-answered = Familien har svart { $unit }
notice-request-withdrawn = { $unit } har trekt spørsmålet
notice-request-lapsed = Spørsmålet frå { $unit } gjekk ut utan svar
notice-age-transition = Ein bursdag endrar kven som bestemmer
notice-withheld = Det er stadfesta at eit papir blir halde tilbake
notice-withheld-ended = Eit papir er ikkje lenger halde tilbake. Dei føresette kan sjå det
notice-emergency-opened = { $unit } har brukt naudtilgang
notice-guardianship-changed = Kven som er føresett, er endra
notice-erasure-asked = Nokon har bede om å slette mappa
notice-erasure-stopped = Slettinga av mappa er stoppa
notice-folder-erased = Mappa er sletta
notice-membership-changed = Plassen din i ei verksemd er endra
notice-contact-changed = E-postadressa di for varsel blir endra
settings-language = Språk
settings-notices = Varsel
settings-notices-line = Alt står i innboksen. E-post seier berre at det er noko nytt, aldri kva eller om kven.
settings-how = Når vil du ha e-post?
settings-at-once = Med ein gong
settings-at-once-line = Det som hastar straks, resten éin gong om dagen
settings-daily = Éin gong om dagen
settings-daily-line = Berre naudtilgang straks
settings-no-mail = Aldri
settings-no-mail-line = Innboksen er her likevel
settings-wrong-how = Vel når du vil ha e-post
settings-mail = E-postadresse
settings-mail-hint = Vi sender ein kode dit før vi bruker ho. La feltet stå tomt for inga adresse.
settings-mail-wrong = Skriv éi e-postadresse, til dømes namn@eksempel.no
settings-mail-not-ascii = Skriv adressa med bokstavane a til z
settings-mail-not-offered = Denne tenesta sender ikkje e-post. Varsla står i innboksen.
settings-code-too-soon = Vi har nettopp sendt ein kode. Vent eit minutt. Du kan få fem om dagen.
settings-waiting = Vi har sendt ein kode til { $mail }. Den gamle adressa gjeld til du har skrive koden her.
settings-code = Kode, seks tal
settings-confirm = Stadfest adressa
settings-code-wrong = Koden er feil. Sjå i e-posten og skriv han ein gong til.
settings-code-over = Koden gjeld ikkje lenger. Lagre adressa igjen, så får du ein ny.
settings-sign-ins = Her er du logga inn
settings-sign-ins-line = Kjenner du ikkje igjen ein av dei? Logg han ut.
settings-here = denne
settings-since = Sidan { $since }. Sist brukt { $seen }.
settings-end = Logg ut
settings-end-all = Logg ut alle andre stader
device-other = Ukjend eining
# Hjelp
help-heading = Kva er samflyt?
help-what = Éi mappe for barnet, og familien har nøkkelen.
help-give = De vel kven som får sjå eit papir, til kva og kor lenge.
help-stop = De kan stoppe når som helst. Då kan dei ikkje opne noko meir.
help-log = Alt som blir opna, står i loggen. Ingen kan endre han i stillheit.
help-wrong = Er noko gale?
help-wrong-log = Har nokon opna noko dei ikkje skulle? Gå til loggen og trykk «Stemmer ikkje dette?».
help-wrong-sign-in = Trur du at nokon andre bruker innlogginga di? Gå til Innstillingar og logg ut alle andre stader.
help-danger = Er du i fare, ring politiet på 112. Knappen «Forlat siden» tek deg rett til ei nøytral side.
help-ask = Kvar spør eg?
help-contact = Spør kommunen eller verksemda som gav deg tilgang til samflyt. Dei veit kven som driv tenesta hos dykk.
help-demo = Dette er ei utprøving med oppdikta folk. Det er ingen å spørje her.
help-rights = Meiner du at nokon bruker opplysningane dine feil, kan du klage til Datatilsynet.
# Tilgjengelighet
accessibility-statement = Tilgjenge­erklæring
accessibility-lead = Alle skal kunne bruke samflyt. Vi byggjer etter WCAG 2.2, nivå AA.
accessibility-how = Slik er det laga
accessibility-script = Alt verkar utan skript.
accessibility-keyboard = Alt kan gjerast med tastatur, og du ser kvar du er.
accessibility-zoom = Teksten kan bli dobbelt så stor utan at noko forsvinn.
accessibility-colour = Farge åleine fortel aldri noko. Mørk vising og høg kontrast verkar.
accessibility-words = Vi skriv korte setningar med vanlege ord, på bokmål, nynorsk og engelsk.
accessibility-tested = Slik er det prøvd
accessibility-machine = Sidene blir prøvde av maskin i ein vanleg nettlesar.
accessibility-people = Folk som bruker hjelpemiddel, har ikkje prøvd dei enno. Difor kan det finnast feil vi ikkje veit om.
accessibility-not = Dette verkar ikkje for alle
accessibility-papers = Papira som blir lagde inn, er som dei er. Eit bilete av eit brev kan ikkje lesast opp.
accessibility-languages = Samisk og teiknspråk finst ikkje enno.
accessibility-tell = Sei frå om feil
accessibility-tell-how = Fortel den som driv tenesta hos dykk, kva side det gjeld og kva som skjedde. Dei har ansvar for å rette det.
accessibility-authority = Tilsynet for universell utforming av ikt (uutilsynet.no) fører tilsyn.
# Loggen
log-heading = Kven har gjort kva
log-show = Vis
log-when = Når
log-all = Alle
log-opened = Opna
log-changes = Endringar
log-refused = Nekta
log-everything = Òg det de sjølve såg på
log-any-time = Heile tida
log-week = Denne veka
log-last-week = Førre veke
log-month = Siste 30 dagar
log-narrow = Vel papir eller verksemd
log-narrow-do = Vis
log-paper = Papir
log-every-paper = Alle papir
log-unit = Verksemd
log-every-unit = Alle verksemder
log-nothing = Ingenting her. Vel noko anna over.
log-today = I dag, { $day }
log-yesterday = I går, { $day }
log-you = Du
log-service = Tenesta sjølv
log-was-refused = Fekk nei: { $act }
log-gone = eit papir som ikkje er her lenger
log-why = For å:
log-consent = Sjå samtykket
log-times = { $count } gonger
log-wrong = Stemmer ikkje dette?
log-today-at = i dag kl. { $time }
log-checked = Heile loggen i tenesta er kontrollert { $when }. { $count } hendingar, ingen manglar.
log-unsound = Kontrollen { $when } fann noko som ikkje stemmer. Dei som driv tenesta, må finne ut kva.
log-not-checked = Loggen er ikkje kontrollert enno. Det skjer kvar dag kl. 06.00.
log-proof = Last ned prov for øvste linje
report-means = Revisoren ser på linja og skal svare deg innan { $days } dagar. Ingen andre føresette ser at du melde frå.
report-words = Kva er det som ikkje stemmer?
report-words-hint = Skriv med dine eigne ord. Berre revisoren les det.
report-wrong-words = Skriv nokre ord om kva som ikkje stemmer
report-wrong-long = Skriv kortare, høgst { $most } teikn
report-wrong-again = Du har alt meldt frå om denne linja. Det du skreiv no, er ikkje sendt.
report-not-sent = Ikkje sendt:
report-send = Meld frå
report-sent = Du har meldt frå. Vi varslar deg når det er svart.
report-already = Du har meldt frå om denne linja
report-new = Motteke
report-looked-at = Éin revisor har sett på det
report-deviation = Du hadde rett: noko var gale
report-explained = Kontrollert: det var som det skulle
report-closed = Svart { $day }
report-due = Du skal få svar innan { $day }
reports-none = Du har ikkje meldt frå om noko.
reports-own = Berre du og revisorane ser det som står her.
log-about = Gjeld { $unit }
log-proof-this = Last ned prov for denne linja
# Om meg
about-lead = Skriv det alle som hjelper { $child } bør vite. Då slepp de å fortelje det om igjen.
about-own-lead = Skriv det alle som hjelper deg bør vite. Då slepp du å fortelje det om igjen.
about-optional = Fyll ut det du vil. Kvar gong du lagrar, blir det ei ny utgåve. Dei gamle blir tekne vare på.
about-saved = Lagra. Dette er utgåve { $version }.
about-share = Del med nokon
about-versions = Sjå det ferdig, og eldre utgåver
about-changed = Nokon andre lagra medan du skreiv. Det du skreiv, står her. Sjå kva dei skreiv, og lagre igjen om ditt skal gjelde.
about-row = Nummer { $row }:
about-too-long = skriv kortare. Det er plass til { $most } teikn, ta bort { $over }.
about-too-many = Det er plass til { $most }. Ta bort nokre.
about-no-name = fyll ut det øvste feltet, eller tøm resten.
about-empty = Skriv noko i minst eitt felt
about-too-large = Alt i alt er det for langt. Skriv kortare.
about-unreadable = Noko kan ikkje lesast. Gå tilbake og prøv igjen.
about-most = Høgst { $most } teikn
about-lines = Skriv éin ting på kvar linje, høgst { $most }
about-more = Plass til éin til
about-other = Anna
about-important = Det viktigaste å vite
about-called = Det eg likar å bli kalla
about-about = Kven eg er
about-diagnoses = Diagnosar
about-diagnosis-name = Kva han heiter
about-diagnosis-since = Sidan når
about-diagnosis-note = Kva han betyr for meg
about-allergies = Det eg ikkje toler
about-communication = Slik seier eg det
about-languages = Språk og teikn vi bruker
about-help = Hjelp eg treng kvar dag
about-help-when = Når
about-help-how = Slik hjelper du meg
about-aids = Hjelpemiddel
about-aid-name = Kva det er
about-aid-use = Slik blir det brukt
about-medicines = Medisinar
about-medicine-name = Namn
about-medicine-dose = Kor mykje
about-medicine-when = Når, eller ved kva teikn
about-medicine-note = Anna å vite
about-works = Dette verkar
about-avoid = Dette verkar ikkje
about-contacts = Kven du ringjer
about-contact-name = Namn
about-contact-relation = Kven det er for meg
about-contact-phone = Telefon
about-contact-note = Når du ringjer, og om kva
# Ta med alt, og slette
copy-title = Ta med alt
copy-heading = Last ned alt
copy-lead = Du får éi fil med alle papira, samtykka og loggen, så langt du sjølv kan sjå dei.
copy-do = Last ned alt
copy-safe = Fila er ikkje låst. Legg ho ein trygg stad.
folder-erase-name = Slett mappa
folder-erase-line = De kan be om at alt blir sletta. Ingenting skjer før du har lese kva det betyr.
folder-erase-asked = Bede om sletting: { $names }.
folder-erase-due = Mappa blir sletta { $when }.
folder-erase-missing = Det skjer ikkje før { $names } òg ber om det.
folder-erase-lapses = Utan svar fell det bort { $day }.
folder-erase-keep = Behald mappa
folder-erase-heading = Slette mappa til { $child }?
folder-erase-all = Alle papir, samtykke og tilgangar blir borte. Ingen kan hente dei tilbake.
folder-erase-wait = Det skjer etter { $days } dagar. Til då kan kvar av dykk stoppe det.
folder-erase-others = Det gjeld først når desse òg ber om det: { $names }.
folder-erase-log = Loggen blir ståande, utan noko som peikar på barnet.
folder-erase-holders = Desse kan ha lagra noko
folder-erase-holders-line = Dei har fått papir frå mappa. Slettinga når ikkje det dei har hos seg sjølve.
folder-erase-sure = Eg forstår at alt blir borte
folder-erase-wrong-sure = Kryss av for at du forstår at alt blir borte
folder-erase-do = Be om sletting
# Når noe går galt
problem-no-consent = Familien må ha gitt tilgang, eller du må ha ei rolle du ikkje har. Spør familien, eller gå til framsida.
problem-not-yet = Tilgangen gjeld ikkje enno. Sjå kva dag han tek til, og prøv då.
problem-expired = Tilgangen har gått ut. Be familien om å forlengje.
problem-revoked = Familien har stoppa tilgangen. Treng du han framleis, kan du spørje på nytt.
problem-other-purpose = Tilgangen gjeld noko anna enn det du valde. Vel rett føremål og prøv igjen.
problem-not-covered = Tilgangen gjeld ikkje dette. Spør familien om du treng meir.
problem-excluded = Familien har valt at du eller eininga di ikkje er med her. La ein kollega ta saka.
problem-not-a-member = Du er ikkje stadfesta i denne eininga. Spør den som styrer medlemene.
problem-agency-inactive = Verksemda di er ikkje i bruk i samflyt no. Spør leiaren din.
problem-assurance = Dette krev sterkare innlogging. Logg inn med BankID eller tilsvarande.
problem-awaiting = Ikkje alle som må, har svart ja enno. Vent til dei har svart.
problem-frozen = Tilgangen ventar på eit nytt svar frå familien. Han gjeld ikkje før dei har svart.
problem-withheld = Dette papiret er halde tilbake. Spør den det gjeld.
problem-shielded = Dette kan ikkje visast. Har du spørsmål, så spør den som driv tenesta.
problem-not-scanned = Papiret er ikkje sjekka for virus enno. Prøv igjen om litt.
problem-infected = Fila har virus og kan ikkje opnast. Be om ei ny fil utan virus.
problem-erased = Papiret er sletta. Det kan ikkje hentast tilbake.
problem-sign-in = Du må logge inn
problem-sign-in-do = Du har vore borte ei stund, eller du er logga ut. Gå til framsida og logg inn.
problem-ended = Tilgangen er alt slutt
problem-ended-do = Du treng ikkje gjere meir. Gi ny tilgang om de vil dele igjen.
problem-answered = Dette er alt avgjort
problem-answered-do = Nokon var før deg, eller fristen er ute. Gå til framsida og sjå kva som gjeld no.
problem-changed = Noko er endra i mellomtida
problem-changed-do = Gå tilbake, last sida på nytt og sjå kva som gjeld. Prøv så igjen.
problem-fill-in = Noko manglar eller er feil
problem-fill-in-do = Ingenting er lagra. Gå tilbake, der står det du fylte ut. Rett det og send på nytt.
problem-too-long = Det er for mykje på éin gong
problem-too-long-do = Ingenting er lagra. Gå tilbake, ta bort noko eller skriv kortare, og send på nytt.
problem-dates = Datoen kan ikkje brukast
problem-dates-do = Gå tilbake og vel ein dag fram i tid, høgst eitt år.
problem-covers = Vala passar ikkje saman
problem-covers-do = Gå tilbake og vel på nytt kva det skal gjelde.
problem-file-kind = Filtypen kan ikkje brukast
problem-file-kind-do = Bruk PDF, JPEG eller PNG. Ta eit bilete av papiret om du ikkje har noko anna.
problem-file-broken = Fila er skadd
problem-file-broken-do = Opne ho hos deg sjølv, lagre ho på nytt og prøv igjen.
problem-file-empty = Fila er tom
problem-file-empty-do = Sjekk at du valde rett fil, og prøv igjen.
problem-file-large = Fila er for stor
problem-file-large-do = Del ho opp, eller ta eit bilete med lågare oppløysing.
problem-twice = Skjemaet er sendt før
problem-twice-do = Gå til framsida og sjå om det er gjort. Opne skjemaet på nytt om du vil sende noko anna.
problem-reports = For mange meldingar ventar på svar
problem-reports-do = Revisorane må svare på nokre av dei først. Så kan du melde frå igjen.
problem-too-often = For mange forsøk
problem-too-often-do = Ingenting er tapt. Vent nokre minutt og prøv igjen.
problem-full = Det er ikkje plass til meir no
problem-full-do = Ingenting er lagra. Prøv igjen seinare. Den som driv tenesta, må rydde plass.
problem-damaged = Papiret kan ikkje lesast
problem-damaged-do = Den lagra fila er skadd. Legg ho inn på nytt om du har ho, og sei frå til den som driv tenesta.
problem-slow = Alt kom ikkje fram
problem-slow-do = Nettet braut saman undervegs. Ingenting er lagra. Gå tilbake og send på nytt.
problem-elsewhere = Skjemaet kom frå ein annan stad
problem-elsewhere-do = For tryggleiken tek vi berre imot skjema frå samflyt sjølv. Gå til framsida og prøv derifrå.
problem-four-eyes = Ein annan må gjere dette
problem-four-eyes-do = Ingen stadfestar det dei sjølve har ført, eller noko om seg sjølve. Be ein kollega.
problem-already = Det er slik alt
problem-already-do = Last sida på nytt og sjå kva som er registrert.
problem-number = Fødselsnummeret stemmer ikkje
problem-number-do = Gå tilbake og sjekk dei elleve siffera.
problem-program = Adressa til programmet kan ikkje brukast
problem-program-do = Bruk ei offentleg adresse som byrjar med https.
problem-not-so = Adressa kan ikkje brukast slik
problem-not-so-do = Gå til framsida og finn vegen derifrå.
# Logget ut midt i et skjema
again-heading = Du er logga ut. Logg inn igjen
again-kept = Det du skreiv, er teke vare på her på sida. Logg inn som same person, så kan du sende det.
again-lost = Filer kan vi ikkje ta vare på. Logg inn, og vel dei igjen.
again-title = Send det du fylte ut
again-in = Du er logga inn igjen
again-not-sent = Det du fylte ut, er ikkje sendt enno.
again-send = Send det no
problem-acting = Du er logga inn som { $name }.

## Units: professionals, coordinators, members
declare-means = Du får berre sjå naudarket, i { $minutes } minutt. Bruk dette berre når barnet treng hjelp no.

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
case-all-more = Last ned alle
case-newest = Her står dei { $count } nyaste papira. Last ned alle for å få dei eldre òg.
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
ask-title-child = Be om meir
ask-title-renewal = Be om fornying
ask-means = Familien ser kva du ber om, og seier ja eller nei. Ingen av dykk får sjå noko før dei har sagt ja.
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
ask-gone = Denne tilgangen er ikkje her lenger. Be om tilgang på vanleg måte.

# Sendte forespørsler
sent-heading = Førespurnadene våre
sent-title = Sende førespurnader
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
hand-back-what = { $unit }: { $purpose }.
hand-back-means = Då kan ingen av dykk opne noko meir her. Familien får vite at de gjorde det, og kan gi dykk ny tilgang seinare.
hand-back-now = Gi tilbake
cases-done-handed-back = De har ikkje denne tilgangen lenger.
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
emergency-reason = Kvifor
emergency-words = Kva har hendt?
emergency-words-hint = Nokre få ord. Familien og revisoren les dei.
emergency-do = Opne naudarket no
emergency-wrong-reason = Vel kvifor
emergency-wrong-words = Skriv nokre ord om kva som har hendt
emergency-no = Det finst ikkje noko naudark du kan opne. Sjekk nummeret. Familien kan ha late vere å slå dette på.
emergency-too-many = Det er prøvd for mange gonger. Vent ein time.
declared-heading = Naudark for { $child }
declared-title = Naudark
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
members-done-too-many = Nummeret var feil fem gonger. Invitasjonen er avslutta. Legg til personen på nytt.
members-changed = Dette går ikkje no. Sjå lista: Nokon kan ha endra henne, eller nokon andre må gjere det.
invite-title = Legg til
invite-heading = Legg til ein medarbeidar i { $unit }
invite-means = Ho eller han får ikkje sjå noko før ein til av dykk har sagt ja.
invite-name = Namn
invite-number = Fødselsnummer
invite-role = Rolle
invite-until = Siste dag
invite-until-hint = Kan hoppast over. For ein vikar sluttar plassen av seg sjølv.
invite-do = Legg til
invite-wrong-name = Skriv namnet, høgst 100 teikn
invite-wrong-role = Vel ei rolle
invite-there = Denne personen har alt ein plass her. Sjå lista
invite-too-many = Mange ventar på stadfesting. Stadfest eller avslutt nokre av dei først
invite-oneself = Du kan ikkje leggje til deg sjølv. Lat nokon andre gjere det
confirm-heading = Stadfest { $name }, { $role }?
confirm-means = Sei ja berre til ein du veit jobbar her. Ho eller han får sjå det som familiar deler med dykk.
confirm-hint = Skriv nummeret ein gong til, så ingen framande slepp inn.
confirm-differs = Nummeret er eit anna enn det som vart lagt til. Sjekk det
suspend-heading = Set { $name } på pause?
suspend-means = Personen kan ikkje opne noko frå no av. Du kan la personen jobbe igjen seinare.
end-heading = Avslutt plassen til { $name }?
end-means = Personen kan ikkje opne noko frå no av. Dette kan ikkje angrast. Kjem personen tilbake, må du leggje til på nytt.
resume-heading = Lat { $name } jobbe igjen?
resume-means = Personen kan opne det familiar deler med eininga igjen.

## Auditors and operators

# Loggen med ord: kva som hende
kind-opened = Opna eit papir
kind-listed = Såg lista over papir
kind-refused = Fekk nei
kind-delivered = Fekk innhaldet i eit papir
kind-stored = La inn eit papir
kind-replaced = La inn ei ny utgåve av eit papir
kind-erased = Sletta eit papir
kind-consent-granted = Gav tilgang
kind-consent-approved = Sa ja til eit samtykke
kind-consent-declined = Sa nei til eit samtykke
kind-consent-revised = Endra eit samtykke
kind-consent-revoked = Stoppa eit samtykke
kind-consent-frozen = Eit samtykke vart sett på vent
kind-consents-seen = Såg kven som har tilgang
kind-consent-drafted = Skreiv eit utkast til samtykke
kind-consent-handed-back = Gav frå seg eit samtykke
kind-consent-lapsed = Eit samtykke fall bort
kind-request-sent = Sende ein førespurnad
kind-request-granted = Sa ja til ein førespurnad
kind-request-declined = Sa nei til ein førespurnad
kind-request-withdrawn = Trekte ein førespurnad
kind-request-reminded = Minte om ein førespurnad
kind-request-lapsed = Ein førespurnad fall bort
kind-requests-seen = Såg førespurnader
kind-pack-kept = Lagra eit utval
kind-pack-dropped = Fjerna eit utval
kind-guardianship-added = Registrerte ein føresett
kind-guardianship-changed = Endra opplysningar om ein føresett
kind-guardianship-ended = Avslutta rolla som føresett
kind-membership-added = Endra kven som har ei rolle
kind-membership-ended = Avslutta ei rolle
kind-agency-changed = Endra ei verksemd i registeret
kind-person-added = Registrerte ein person
kind-child-added = Laga ei mappe
kind-shield-set = Skjulte noko for ein føresett
kind-shield-lifted = Viste igjen noko som var skjult
kind-withhold-asked = Bad om å halde eit papir tilbake
kind-withhold-confirmed = Stadfesta at eit papir blir halde tilbake
kind-withhold-lifted = Held ikkje lenger eit papir tilbake
kind-emergency-opened = Melde naudsituasjon
kind-emergency-closed = Avslutta ein naudsituasjon
kind-emergency-switched = Slo naudtilgang av eller på
kind-log-read = Las loggen
kind-log-exported = Tok ut loggen
kind-folder-exported = Tok ein kopi av mappa
kind-folder-erasure-asked = Bad om å slette mappa
kind-folder-erasure-stopped = Stoppa slettinga av mappa
kind-folder-erased = Mappa vart sletta
kind-log-erased = Linjer i loggen vart tømde etter sletting
kind-notices-seen = Såg varsel
kind-case-opened = Opna ei sak
kind-case-looked-at = Vurderte ei sak
kind-case-closed = Lukka ei sak
kind-key-rotated = Bytte nøklar
kind-key-escrowed = Tok nøklane i forvaring
kind-vault-exported = Skreiv ut forsegla papir
kind-scanned = Sjekka eit papir for virus
kind-policy-loaded = Tok reglane i bruk
kind-service-started = Tenesta starta
kind-backup-restored = La tilbake ein tryggingskopi
kind-other = Noko anna hende

# Loggen med ord: korleis det gjekk
outcome-allowed = Ja
outcome-refused = Nei
outcome-complete = Alt kom fram
outcome-cut = Vart broten av
outcome-unknown = Veit ikkje om alt kom fram

# Loggen med ord: kvifor
reason-no-consent = Familien har ikkje gitt samtykke
reason-not-yet = Samtykket gjeld ikkje enno
reason-expired = Samtykket har gått ut
reason-revoked = Familien har stoppa samtykket
reason-other-purpose = Samtykket er til noko anna
reason-not-covered = Samtykket dekkjer ikkje dette
reason-excluded = Personen eller verksemda er halden utanfor
reason-not-a-member = Personen er ikkje stadfesta i eininga
reason-agency-inactive = Verksemda er ikkje aktiv
reason-assurance-too-low = Innlogginga er ikkje sikker nok
reason-awaiting-approval = Ventar på svar frå fleire
reason-frozen = Samtykket ventar på ei ny avgjerd
reason-withheld = Den unge held papiret tilbake
reason-shielded = Det er skjult for denne personen
reason-not-scanned = Ikkje sjekka for virus
reason-infected = Papiret har virus
reason-erased = Papiret er sletta
reason-too-many-tries = For mange forsøk
reason-unknown = Det finst ikkje
reason-client-gone = Den som henta, kopla seg frå
reason-idle = Det stod stille for lenge
reason-storage = Lageret kunne ikkje lese det
reason-stopping = Tenesta vart stansa
reason-time-limit = Det tok for lang tid
reason-range = Den delen som vart bede om, finst ikkje
reason-rendering = Sida kunne ikkje lagast
reason-clean = Ingen virus
reason-unanswered = Ingen svarte i tide
reason-in-part = Ja til ein del av det
reason-decision-needed = Nokon må bestemme på nytt
reason-consent = Gjeld heile samtykket
reason-revision = Gjeld ei endring
reason-scheduled = Blir sletta etter ventetida
reason-asked = Familien bad om det
reason-on = Slått på
reason-off = Slått av
reason-entered = Skrive inn, ventar på stadfesting
reason-confirmed = Stadfesta
reason-reviewed = Sett på igjen, gjeld framleis
reason-ended = Avslutta
reason-invited = Invitert
reason-suspended = Sett på pause
reason-added = Lagt til
reason-activated = Teken i bruk
reason-deactivated = Teken ut av bruk
reason-appointed = Fekk eit verv
reason-dismissed = Mista eit verv
reason-webhook = Ei teknisk varsling vart endra
reason-emergency = Naudsituasjon
reason-entry = Ei linje i loggen
reason-explained = Forklart
reason-deviation = Avvik
reason-violence = Vald
reason-protected-address = Skjerma adresse
reason-court-decision = Avgjort av ein domstol
reason-child-welfare-decision = Vedtak frå barnevernet
reason-other = Ein annan grunn

# Loggen med ord: kven, og kva som vart bede om
role-of-guardian = Føresett
role-of-young-person = Den unge sjølv
role-of-professional = Tilsett
role-of-auditor = Revisor
role-of-operator = Drift
role-of-nobody = Utan rolle her
role-of-system = Tenesta sjølv
act-list = Sjå lista over papir
act-open = Opne eit papir
act-store = Leggje inn eit papir
act-replace = Leggje inn ei ny utgåve
act-erase = Slette eit papir
act-grant = Bestemme om eit samtykke
act-see-consents = Sjå kven som har tilgang
act-revoke = Stoppe eit samtykke
act-read-log = Lese loggen til ei mappe
act-audit = Revidere loggen
act-draft = Skrive utkast til samtykke
act-hand-back = Gi frå seg eit samtykke
act-withhold = Halde eit papir tilbake
act-confirm-withheld = Stadfeste at eit papir blir halde tilbake
act-set-emergency = Slå naudtilgang av eller på
act-open-emergency = Melde naudsituasjon
act-export = Ta ein kopi av mappa
act-erase-folder = Slette mappa
act-request = Spørje ein familie
act-other = Noko anna
assurance-low = Låg tryggleik
assurance-substantial = Betydeleg tryggleik
assurance-high = Høg tryggleik
client-web = Nettsidene
client-http = Eit anna program
client-cli = Kommandolinja til drifta
client-other = Ein annan veg inn
purpose-emergency = Naudsituasjon
purpose-other = Eit føremål som ikkje er i bruk lenger

# Loggen med ord: kva som hende

# Loggen med ord: korleis det gjekk

# Loggen med ord: kvifor

# Loggen med ord: kven, og kva som vart bede om

# Revisjon: alle sider
acting-auditor = { $name } – du reviderer heile loggen. Du les loggen, ikkje innhaldet.
acting-agency-auditor = { $name } – du reviderer loggen for { $agency }. Du les loggen, ikkje innhaldet.
place-audit-search = Søk
place-audit-charts = Oversikt
place-audit-flags = Varsel
place-audit-cases = Saker
place-audit-verify = Kontroll

# Revisjon: søk
audit-search = Søk i loggen
audit-from = Frå og med
audit-to = Til og med
audit-agency = Verksemd
audit-kind = Kva hende
audit-outcome = Svar
audit-purpose = Føremål
audit-reason = Kvifor svaret var nei
audit-child = Mappe
audit-child-hint = Lim inn koden, eller vel ei mappe i lista. Her står det aldri kven barnet er.
audit-all = Alle
audit-only-person = Berre det { $name } har gjort.
audit-every-person = Vis alle personar
audit-do = Søk
audit-clear = Begynn på nytt
audit-wrong-day = Skriv datoen som år-månad-dag
audit-wrong-order = Siste dag kan ikkje vere før første dag
audit-wrong-id = Lim inn heile koden
audit-wrong-code = Vel noko frå lista
audit-count = { $count ->
    [0] Ingen linjer funne
    [one] Éi linje funnen
   *[other] { $count } linjer funne
}
audit-count-many = { $count } linjer eller fleire funne
audit-when = Når
audit-what = Kva hende
audit-who = Kven
audit-someone-in-family = Ein i familien
audit-why = Kvifor
audit-folder = Mappe
audit-newest = Til dei nyaste
audit-older = Eldre linjer

# Revisjon: ei linje
audit-entry-title = Ei linje i loggen
audit-entry-heading = Linje { $index } i loggen
audit-entry-role = Rolle
audit-entry-unit = Eining
audit-entry-act = Bad om å
audit-entry-document = Papir
audit-entry-version = Utgåve
audit-entry-consent = Samtykke
audit-entry-revision = Ordlyden i samtykket
audit-entry-request = Førespurnad
audit-entry-bytes = Byte overførte
audit-entry-of = Høyrer til linje
audit-entry-assurance = Innlogging
audit-entry-client = Veg inn
audit-entry-words = Ord
audit-entry-words-sealed = Forsegla. Orda blir ikkje viste i loggen.
audit-entry-erased = Sletta
audit-entry-erased-words = Familien har sletta mappa. Linja seier ikkje lenger kva ho gjaldt.
audit-entry-policy = Reglane som svarte
audit-entry-facts = Grunnlaget for svaret
audit-entry-sha256 = Fingeravtrykket til papiret
audit-again-heading = Var svaret rett?
audit-again-means = Tenesta kan avgjere dette på nytt med reglane frå den dagen. Loggen har eit fingeravtrykk av grunnlaget. Det viser om grunnlaget er det same.
audit-again-do = Avgjer på nytt
audit-again-same = Svaret blir det same
audit-again-yes = Grunnlaget er skapt att heilt likt, og svaret er ja.
audit-again-no = Grunnlaget er skapt att heilt likt, og svaret er nei: { $reason }.
audit-again-today = Reglane er dei same i dag.
audit-again-that-day = Reglane er endra sidan. Her er dei gamle reglane brukte.
audit-again-not = Dette kan ikkje avgjerast på nytt
audit-again-no-answer = Linja er ikkje eit svar, eller loggen seier ikkje alt som vart spurt om.
audit-again-erased = Det som linja gjaldt, er sletta.
audit-again-no-rules = Reglane frå den dagen er ikkje lagra her. Finn regelsettet med dette fingeravtrykket: { $hash }
audit-again-other-facts = Noko i grunnlaget er endra sidan. Loggen har berre eit fingeravtrykk av det, så svaret kan ikkje prøvast mot det gamle grunnlaget.
audit-again-differs = Svaret blir eit anna
audit-again-differs-do = Grunnlaget og reglane er dei same, men svaret i loggen er eit anna. Opne ei sak, og sei frå til drifta.
audit-entry-case = Sjå nærare på dette
audit-entry-case-words = Kvifor vil du sjå på dette?
audit-entry-case-hint = Skriv kort. Ikkje skriv kven barnet er.
audit-entry-case-do = Opne sak
audit-case-wrong-words = Skriv nokre ord
audit-case-wrong-long = Skriv kortare, høgst { $most } teikn
audit-entry-proof = Bevis
audit-entry-proof-means = Fila viser at linja står i den signerte loggen. Du kan sjekke ho utan denne tenesta.
audit-entry-proof-file = Last ned beviset
audit-entry-proof-show = Vis beviset
audit-entry-leaf = Fingeravtrykket til linja
audit-entry-path = Veg til rota
audit-entry-checkpoint = Signert merke

# Revisjon: oversikt
charts-title = Loggen i tal
charts-period = Kor langt tilbake
charts-days = { $days } dagar
charts-none = Ingenting i denne tida.
charts-table = Vis tala
charts-file = Last ned tala
charts-openings = Opna papir
charts-of-body = { $body }: { $count }
charts-families = Familiane
charts-others = Andre verksemder
charts-day = Dag
charts-week = Veka frå
charts-refusals = Når svaret var nei
charts-reason = Grunn
charts-times = Gonger
charts-week-hours = Når i veka papir blir opna
charts-week-words = Opna papir frå måndag øvst til søndag nedst, frå kl. 00 til 24
charts-hour = Klokka
charts-stopped = Kor raskt samtykke blir stoppa
charts-stopped-after = Stoppa etter
charts-consents = Samtykke
charts-remaining = Kor lenge samtykka varer frå no
charts-remaining-for = Varer enno
charts-stopped-hour = Under ein time
charts-stopped-day = Under eit døgn
charts-stopped-week = Under ei veke
charts-stopped-month = Under 30 dagar
charts-stopped-later = 30 dagar eller meir
charts-remaining-under = Under { $days } dagar
charts-remaining-over = { $days } dagar eller meir
charts-weekday-1 = måndag
charts-weekday-2 = tysdag
charts-weekday-3 = onsdag
charts-weekday-4 = torsdag
charts-weekday-5 = fredag
charts-weekday-6 = laurdag
charts-weekday-7 = søndag

# Revisjon: ta ut
audit-saved = Dei lagra søka dine
audit-saved-keep = Lagre dette søket
audit-saved-name = Namn på søket
audit-saved-hint = Berre du ser det. Skriv ikkje namn på barn.
audit-saved-do = Lagre
audit-saved-forget = Fjern
audit-saved-forget-one = Fjern søket { $name }
audit-saved-wrong = Skriv eit namn på høgst { $most } teikn.
audit-saved-full = Du har { $most } lagra søk, og fleire er det ikkje plass til. Fjern eitt først.
audit-export = Ta ut det du fann
audit-export-means = Uttaket blir skrive i loggen, med det du søkte etter. Pakken har bevis og kan sjekkast utan tenesta.
audit-form-csv = Rekneark (CSV)
audit-form-jsonl = Data (JSON-linjer)
audit-form-bundle = Pakke med bevis
audit-before = Før
audit-entry-query = Søket
reason-taken-out = Teke ut som fil

# Revisjon: saker
audit-case-title = Sak til kontroll
audit-cases-title = Saker til kontroll
audit-case-heading = Sak: { $about }
audit-case-tabs = Kva for saker
audit-case-all = Alle
audit-case-new = Ny
audit-case-looked-at = Sett på av éin
audit-case-closed = Lukka
audit-case-explained = Lukka: forklart
audit-case-deviation = Lukka: avvik
audit-case-none = Ingen saker her.
audit-case-about = Gjeld
audit-case-stands = Status
audit-case-older = Eldre saker
audit-case-opened = Opna
audit-case-words = Grunngiving
audit-case-lines = Linjer som høyrer til
audit-case-found = Vurderingar
audit-case-nothing = Ingen har vurdert saka enno.
audit-case-hidden = Skjult til saka er lukka. Kvar av dykk skal vurdere saka sjølv.
audit-case-put = Di vurdering
audit-case-two = Saka blir lukka når to revisorar har vurdert ho. Du kan ikkje endre svaret etterpå.
audit-case-finding = Kva fann du?
audit-case-say-explained = Forklart: det var som det skulle
audit-case-say-deviation = Avvik: det var ikkje som det skulle
audit-case-say = Kva såg du på, og kva fann du?
audit-case-do = Lever vurderinga
audit-case-wrong-finding = Vel forklart eller avvik

# Revisjon: kontroll
audit-verify-title = Kontroll av loggen
audit-verify-means = Kontrollen reknar ut alle fingeravtrykk på nytt. Han samanliknar dei med dei signerte merka.
audit-verify-running = Kontrollen tok til { $since }. Sida oppdaterer seg sjølv.
audit-verify-seen = { $seen } av { $all } linjer ({ $percent } %)
audit-verify-again = Sjå etter igjen
audit-verify-good = Alt stemmer
audit-verify-wrong = Noko stemmer ikkje
audit-verify-wrong-do = Ikkje endre noko. Ta vare på databasen, og sei frå til drifta.
audit-verify-more = Og { $count } til.
audit-verify-when = Ferdig
audit-verify-entries = Linjer
audit-verify-signed = Dekte av signert merke
audit-verify-checkpoints = Signerte merke som stemmer
audit-verify-erased = Tømde etter sletting
audit-verify-root = Rot
audit-verify-origin = Logg
audit-verify-broken-off = Kontrollen vart broten av { $when }. Start han på nytt.
audit-verify-never = Loggen er ikkje kontrollert herfrå sidan tenesta starta.
audit-verify-do = Kontroller heile loggen
audit-verify-offline = Kontroller utan tenesta
audit-verify-offline-means = Tenesta kontrollerer seg sjølv her. Stoler du ikkje på ho, så kontroller på di eiga maskin.
audit-verify-offline-1 = Søk utan filter, og ta ut ein pakke med bevis.
audit-verify-offline-2 = Hent nøkkelen og det signerte merket:
audit-verify-offline-3 = Køyr:
audit-verify-file = FIL
audit-verify-key = NØKKEL
audit-verify-checkpoint = MERKE

# Revisjon: varsel
flags-heading = Verd å sjå på
flags-means = Faste reglar peikar ut linjer i loggen. Eit varsel er eit spørsmål, ikkje ei skulding.
flags-rate = Reglane peikar ut { $flagged } av { $openings } opningar ({ $percent } %).
flags-rules = Reglane, og kor vanlege dei er
flags-rule = Regel
flags-how = Kva han ser etter
flags-many = Varsel
flags-count = { $count }
flags-all = Vis alle varsel
flags-none = Ingen varsel i denne tida.
flags-lines = { $count ->
    [one] Byggjer på éi linje:
   *[other] Byggjer på { $count } linjer:
}
flags-open = Sjå på linja og opne sak
flags-case = Til saka ({ $stands })
flag-first-opening = Første opning
flag-first-opening-rule = Ein person opnar eit papir for aller første gong.
flag-odd-hours = Utanom vanleg tid
flag-odd-hours-rule = Mellom kl. { $from } og { $until } eller i helga, av ein som opnar under { $percent } % av papira då. Er personen ny, tel vanane til eininga.
flag-many-children = Mange mapper på kort tid
flag-many-children-rule = Papir i { $count } eller fleire mapper på { $minutes } minutt.
flag-bulk = Svært mange papir
flag-bulk-rule = { $count } eller fleire papir på ein time.
flag-after-end = Forsøk etter at samtykket var slutt
flag-after-end-rule = Nokon prøver å opne noko når samtykket har gått ut eller er stoppa.
flag-refusals = Nei mange gonger
flag-refusals-rule = Same personen får nei { $count } gonger eller meir på ein time.
flag-surname = Same etternamn
flag-surname-rule = Ein tilsett opnar eit papir om eit barn med same etternamn. Varselet seier berre at etternamna er like.
flag-churn = Gitt og stoppa om att
flag-churn-rule = Same tilgangen blir stoppa { $count } gonger eller meir på { $days } dagar.
flag-emergency = Naudsituasjon utan oppfølging
flag-emergency-rule = Ingen revisor har sett på saka innan { $hours } timar.

# Drift i loggen
kind-operation-seen = Såg korleis drifta går
act-operate = Drive tenesta
act-see-members = Sjå kven som er i eininga
act-invite-member = Invitere ein medarbeidar
act-confirm-member = Stadfeste ein medarbeidar
act-suspend-member = Stanse ein medarbeidar
act-end-member = Avslutte ein medarbeidar

# Drift
acting-operator = { $name } – du driftar tenesta. Du ser ikkje kva som står i mappene.
place-operate = Status
place-operate-agencies = Verksemder
place-operate-guardianships = Føresette
operate-heading = Slik står det til
operate-never = Aldri
operate-none = Ingen
operate-note-escrow = Nøklane er ikkje lagde i forvaring. Går dei tapt, kan ingen lese noko.
operate-note-older = { $count } nøklar er forsegla med ein gammal rotnøkkel. Fullfør nøkkelbytet.
operate-note-given-up = { $count } varsel kunne ikkje sendast. Sjekk e-post og koplingar.
operate-log = Loggen
operate-log-size = Linjer
operate-log-newest = Siste linje
operate-log-signed = Dekte av signert merke
operate-log-witness = Vitne
operate-keys = Nøklar
operate-keys-version = Rotnøkkel nummer
operate-keys-sealed = Nøklar under rotnøkkelen
operate-keys-older = Under ein gammal rotnøkkel
operate-keys-rotated = Sist bytt
operate-keys-escrowed = Sist lagt i forvaring
operate-storage = Lager
operate-folders = Mapper
operate-bodies = Verksemder og einingar i bruk
operate-versions = Utgåver av papir
operate-megabytes = Megabyte
operate-queue = Kø
operate-streams = Papir som blir overførte no
operate-scans = Ventar på virussjekk
operate-deliveries = Varsel som ventar
operate-given-up = Varsel som ikkje kom fram
operate-erasures = Slettingar på gang
operate-cases = Opne revisjonssaker
operate-search = Namn eller organisasjonsnummer
operate-found = { $count ->
    [0] Fann ingen
    [one] Éi verksemd
   *[other] { $count } verksemder
}
operate-more = Det finst fleire. Søk for å finne dei.
operate-body = Verksemd
operate-name = Namn
operate-level = Nivå
operate-kind = Type
operate-orgnr = Organisasjonsnummer
operate-orgnr-hint = Ni siffer. Ei eining treng ikkje nummer.
operate-stands = Status
operate-parent = Ligg under
operate-active = I bruk
operate-inactive = Ikkje i bruk
operate-new = Legg til ei verksemd
operate-add = Legg til
operate-back = Til lista
operate-deactivate = Ta ut av bruk
operate-deactivate-means = Tek du ho ut av bruk, kan ingen der opne noko. Det gjeld med ein gong.
operate-activate = Ta i bruk
operate-activate-means = Tek du ho i bruk, gjeld samtykka til ho igjen.
operate-level-organisation = Verksemd
operate-level-sub-organisation = Del av verksemd
operate-level-unit = Eining
operate-kind-hospital = Sjukehus
operate-kind-health-municipal = Helseteneste i kommunen
operate-kind-welfare = NAV
operate-kind-education = Skule eller PPT
operate-kind-statped = Statped
operate-kind-child-psychiatry = BUP
operate-kind-child-welfare = Barnevern
operate-kind-other = Anna
operate-wrong-name = Skriv eit namn
operate-wrong-orgnr = Skriv ni gyldige siffer. Ei verksemd må ha nummer.
operate-wrong-taken = Dette nummeret er registrert frå før
operate-wrong-level = Vel eit nivå
operate-wrong-kind = Vel ein type
operate-wrong-parent = Vel kva ho ligg under. Ei verksemd ligg ikkje under noko.
operate-four-eyes = Éin skriv inn det som er sett. Ein annan sjekkar og stadfestar. Før det gir det ingen tilgang.
operate-waiting = { $count ->
    [0] Ingen ventar på stadfesting
    [one] Éin ventar på stadfesting
   *[other] { $count } ventar på stadfesting
}
operate-due = { $count ->
    [0] Ingen skal sjåast på igjen no
    [one] Éin skal sjåast på igjen
   *[other] { $count } skal sjåast på igjen
}
operate-own = Dette er skrive inn av deg, eller det gjeld deg. Ein annan må ta det.
operate-confirm = Stadfest
operate-reject = Avvis
operate-review = Gjeld framleis
operate-end = Avslutt
operate-role = Rolle
operate-evidence = Det som er sett
operate-lasts = Varer
operate-lasts-from = frå { $from }
operate-lasts-until = frå { $from } { $until }
operate-review-by = Blir sett på igjen innan
operate-entered-by = Skrive inn av
operate-enter-heading = Skriv inn ein føresett
operate-enter = Skriv inn
operate-child = Koden til mappa
operate-child-hint = Koden du fekk då mappa vart laga.
operate-person = Koden til personen
operate-person-hint = Koden du fekk då personen vart registrert.
operate-until = Til og med (tomt: inntil vidare)
operate-wrong-child = Det finst inga mappe med denne koden
operate-wrong-person = Denne personen kan ikkje vere føresett her. Sjekk koden.
operate-numbers-hint = Skriv begge fødselsnummera slik dei står på det du sjølv har sett.
operate-child-number = Fødselsnummeret til barnet
operate-person-number = Fødselsnummeret til den føresette
operate-wrong-numbers = Skriv begge fødselsnummera, 11 siffer kvar
operate-wrong-role = Vel ei rolle
operate-wrong-evidence = Vel noko som passar til rolla
operate-evidence-population-register = Folkeregisteret
operate-evidence-court-judgment = Dom eller orskurd
operate-evidence-agreement = Avtale mellom foreldra
operate-evidence-seen-in-person = Møtte fram med legitimasjon
operate-evidence-appointment = Oppnemning
operate-evidence-child-welfare-decision = Vedtak frå barnevernet
operate-evidence-power-of-attorney = Fullmakt
operate-evidence-other = Anna
operate-against-own = Ingen skriv inn, stadfestar eller avsluttar si eiga rolle. Ein annan må gjere det.
operate-against-four-eyes = Du skreiv inn denne. Ein annan må stadfeste.
operate-against-numbers = Nummera er ikkje dei som er skrivne inn. Sjå på papira ein gong til.
operate-against-over = Rolla er alt avslutta.
operate-against-confirmed = Rolla er alt stadfesta.
operate-against-not-confirmed = Berre ei stadfesta rolle som varer, kan sjåast på igjen.
operate-against-overlaps = Personen har alt ei slik rolle for barnet på den tida. Avslutt ho først.

## Last
