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
audit-reason = Grunn til nei
audit-child = Mappe
audit-child-hint = Lim inn koden, eller vel ei mappe i lista. Her står det aldri kven barnet er.
audit-all = Alle
audit-only-person = Berre det { $name } har gjort.
audit-every-person = Vis alle personar
audit-do = Søk
audit-clear = Begynn på nytt
audit-wrong-day = Skriv datoen som år-månad-dag
audit-wrong-order = La siste dag kome etter første dag
audit-wrong-id = Lim inn heile koden
audit-wrong-code = Vel noko frå lista
audit-count = { $count ->
    [0] Ingen linjer passar
    [one] Éi linje passar
   *[other] { $count } linjer passar
}
audit-count-many = { $count } linjer eller fleire passar
audit-when = Når
audit-what = Kva hende
audit-who = Kven
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
audit-entry-words-sealed = Forsegla. Berre familien kan lese dei.
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
charts-week-hours = Når på veka
charts-week-words = Opna papir frå måndag øvst til søndag nedst, frå kl. 00 til 24
charts-hour = Klokka
charts-stopped = Kor raskt samtykke blir stoppa
charts-stopped-after = Stoppa etter
charts-consents = Samtykke
charts-remaining = Kor lenge samtykke varer enno
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
audit-export = Ta ut det du fann
audit-export-means = Uttaket blir skrive i loggen, med det du søkte etter. Pakken har bevis og kan sjekkast utan tenesta.
audit-form-csv = Rekneark (CSV)
audit-form-jsonl = Data (JSON-linjer)
audit-form-bundle = Pakke med bevis
audit-before = Før
audit-entry-query = Søket
reason-taken-out = Teke ut som fil

# Revisjon: saker
audit-case-title = Sak
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
audit-case-hidden = Skjult til saka er lukka, så kvar av dykk ser med eigne auge.
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
flag-churn = Gitt og stoppa om att
flag-churn-rule = Same tilgangen blir stoppa { $count } gonger eller meir på { $days } dagar.
flag-emergency = Naudsituasjon utan oppfølging
flag-emergency-rule = Ingen revisor har sett på saka innan { $hours } timar.

# Drift i loggen
kind-operation-seen = Såg korleis drifta går
act-operate = Drive tenesta

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
operate-against-over = Rolla er alt avslutta.
operate-against-confirmed = Rolla er alt stadfesta.
operate-against-not-confirmed = Berre ei stadfesta rolle som varer, kan sjåast på igjen.
operate-against-overlaps = Personen har alt ei slik rolle for barnet på den tida. Avslutt ho først.

## Last
