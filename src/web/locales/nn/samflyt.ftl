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
people-wrong = Stemmer noko ikkje? Berre den som driv tenesta kan endre kven som er føresett.
people-you = Du
people-own-sign-in = Du har eiga innlogging og ser alt i mappa di.
people-sign-in = { $child } har eiga innlogging og ser alt i mappa.
people-no-sign-in = { $child } har ikkje eiga innlogging enno.
people-coordinator = Koordinator
people-coordinator-means = Ein koordinator ser kven som har tilgang, og lagar forslag. De seier ja eller nei.
people-no-coordinator = Ingen koordinerer no.
# Nødtilgang
emergency-on = Naudtilgang er slått på.
emergency-off = Naudtilgang er slått av. Ingen kan opne noko utan dykk.
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
notice-withheld = Eit papir er halde tilbake
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
accessibility-statement = Tilgjengeerklæring
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

## Units: professionals, coordinators, members

## Auditors and operators

# Loggen med ord: kva som hende
kind-opened = Opna eit papir
kind-listed = Såg lista over papir
kind-refused = Fekk nei
kind-delivered = Fekk innhaldet i eit papir
kind-stored = La inn eit papir
kind-replaced = La inn ei ny utgåve av eit papir
kind-erased = Sletta eit papir
kind-consent-granted = Gav samtykke til å dele
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

## Last
