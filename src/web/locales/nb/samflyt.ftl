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

# Mer
more-you = Om deg
more-child = Om { $child }
more-me = Varsler og innstillinger
more-rights = Rettigheter og hjelp
about-name = Om meg
about-line = Fortell én gang hvem { $child } er og hva som hjelper.
about-own-line = Fortell én gang hvem du er og hva som hjelper.
growing-name = Når barnet blir eldre
growing-own-name = Når du blir eldre
growing-line = Hvem som bestemmer nå, og hva neste bursdag endrer.
people-name = Folk rundt mappen
people-line = Foresatte, koordinator og hvor lenge.
emergency-name = Nødtilgang
emergency-line = La helsepersonell lese nødarket når det haster.
inbox-name = Innboks
inbox-line = Det vi har varslet deg om.
settings-name = Innstillinger
settings-line = Språk, e-post og hvor du er logget inn.
reports-name = Det du har meldt fra om
reports-line = Svar fra den som kontrollerer loggen.
copy-name = Last ned alt eller slett mappen
copy-line = Alt er deres. Ta det med, eller be om sletting.
help-name = Hjelp
help-line = Hva samflyt er, og hvor du spør.
accessibility-name = Tilgjengelighet
accessibility-line = Hva som virker for alle, og hvordan du sier fra.
# Når barnet blir eldre
growing-title = Når alderen endrer noe
growing-heading = Når { $child } blir eldre
growing-lead = { $child } er { $age } år nå. Mappen følger med gjennom hele oppveksten.
growing-own-lead = Du er { $age } år nå. Etter hvert bestemmer du mer selv.
growing-now = Hvem bestemmer om deling nå?
growing-guardians = De foresatte
growing-young = { $child } selv
growing-both = { $child } og de foresatte sammen
growing-own-guardians = De foresatte dine
growing-own-you = Du selv
growing-own-both = Du og de foresatte sammen
growing-none = Ingen flere bursdager endrer noe.
growing-turn = Når { $child } fyller { $age }
growing-own-turn = Når du fyller { $age }
growing-changes = Hva endrer seg?
growing-do = Hva bør dere gjøre?
growing-told = Vi varsler dere et halvt år, en måned og en uke før. Ingenting forsvinner.
growing-own-told = Vi varsler deg et halvt år, en måned og en uke før. Ingenting forsvinner.
growing-do-heard = Snakk sammen før dere deler noe. Skriv ned hva barnet mener.
growing-do-withhold = Vit at det kan finnes et papir dere ikke ser. Dere ser at det er der, ikke hva det er.
growing-do-decide = Gå gjennom tilgangene sammen. De stopper på dagen, til den unge har svart ja.
growing-do-majority = Avtal i god tid om noen skal ha fullmakt, eller om det trengs verge.
growing-own-heard = Du skal få si hva du mener før noe deles.
growing-own-withhold = Du kan be om at et papir ikke vises til de foresatte. En helsearbeider avgjør.
growing-own-decide-see = Du bestemmer selv om deling: { $field }. De foresatte kan fortsatt lese papirene.
growing-own-decide = Du bestemmer selv om deling: { $field }. De foresatte ser ikke papirene lenger.
growing-own-all = Du er myndig og bestemmer alt selv.
growing-own-majority = De foresatte ser ikke mappen lenger, om de ikke er verge eller har fullmakt fra deg.
growing-own-do-heard = Si fra hjemme om hva du synes.
growing-own-do-withhold = Snakk med en du stoler på, for eksempel helsesykepleieren.
growing-own-do-decide = Se gjennom hvem som har tilgang. På dagen stopper de, til du har svart ja.
growing-own-do-majority = Tenk over om noen skal hjelpe deg videre, med fullmakt.
# Folk rundt mappen
people-lead = Disse kan se mappen eller hjelpe til med den.
people-guardians = Foresatte
people-no-guardians = Ingen er foresatt for mappen nå.
people-guardian = Foresatt
people-why = Hvorfor
people-since = Siden
people-until = Hvor lenge
people-review = Kontrolleres innen
people-wrong = Stemmer noe ikke? Bare den som driver tjenesten kan endre hvem som er foresatt.
people-you = Du
people-own-sign-in = Du har egen innlogging og ser alt i mappen din.
people-sign-in = { $child } har egen innlogging og ser alt i mappen.
people-no-sign-in = { $child } har ikke egen innlogging ennå.
people-coordinator = Koordinator
people-coordinator-means = En koordinator ser hvem som har tilgang, og lager forslag. Dere sier ja eller nei.
people-no-coordinator = Ingen koordinerer nå.
# Nødtilgang
emergency-on = Nødtilgang er slått på.
emergency-off = Nødtilgang er slått av. Ingen kan åpne noe uten dere.
emergency-means = Når den er på, kan helsepersonell lese nødarket i { $minutes } minutter når det haster. De må si hvorfor. Dere får vite det straks, og en revisor ser på hver gang.
emergency-said-on = har sagt på
emergency-said-off = har sagt av
emergency-missing = Det gjelder først når { $names } også har sagt ja.
emergency-switch-on = Slå på nødtilgang
emergency-switch-off = Slå av nå
emergency-sheets = Nødarket
emergency-no-sheet = Det er ikke noe nødark i mappen ennå. Legg inn et papir av typen «nødark».
emergency-to-papers = Til papirene
emergency-sheet-saved = Lagret { $when }
emergency-taken = Åpnet i nødstilfelle
emergency-none = Ingen har brukt nødtilgang.
emergency-other = Noe som hastet
emergency-log = Se alt i loggen
# Innboks og innstillinger
acting-account = { $name } – dette gjelder bare deg.
older = Vis eldre
save = Lagre
inbox-unread = { $count ->
    [0] Ingenting nytt.
    [one] Ett nytt varsel.
   *[other] { $count } nye varsler.
}
inbox-new = Nytt:
inbox-seen = Merk som sett
inbox-settings = Velg hvordan du varsles
notice-somebody = Noen
notice-first-opening = { $unit } åpnet et papir for første gang
notice-opened = { $unit } åpnet et papir
notice-consent-granted = { $unit } har fått tilgang
notice-consent-awaiting = Svar på om { $unit } skal få tilgang
notice-consent-approved = En som må, har sagt ja til { $unit }
notice-consent-declined = En som må, har sagt nei til { $unit }
notice-consent-lapsed = Ingen svarte i tide om { $unit }
notice-consent-revised = Tilgangen for { $unit } er endret
notice-consent-revoked = Tilgangen for { $unit } er stoppet
notice-consent-handed-back = { $unit } har gitt tilgangen tilbake
notice-consent-ending = Tilgangen for { $unit } går snart ut
notice-consent-frozen = Tilgangen for { $unit } venter på nytt svar
notice-consent-drafted = Koordinatoren har laget et forslag for { $unit }
notice-request-received = { $unit } ber om tilgang
notice-request-reminder = { $unit } venter fortsatt på svar
notice-request-answered = Familien har svart { $unit }
notice-request-withdrawn = { $unit } har trukket spørsmålet
notice-request-lapsed = Spørsmålet fra { $unit } gikk ut uten svar
notice-age-transition = En bursdag endrer hvem som bestemmer
notice-withheld = Et papir er holdt tilbake
notice-emergency-opened = { $unit } har brukt nødtilgang
notice-guardianship-changed = Hvem som er foresatt, er endret
notice-erasure-asked = Noen har bedt om å slette mappen
notice-erasure-stopped = Slettingen av mappen er stoppet
notice-folder-erased = Mappen er slettet
notice-membership-changed = Plassen din i en virksomhet er endret
notice-contact-changed = E-postadressen din for varsler endres
settings-language = Språk
settings-notices = Varsler
settings-notices-line = Alt står i innboksen. E-post sier bare at det er noe nytt, aldri hva eller om hvem.
settings-how = Når vil du ha e-post?
settings-at-once = Med en gang
settings-at-once-line = Det som haster straks, resten én gang om dagen
settings-daily = Én gang om dagen
settings-daily-line = Bare nødtilgang straks
settings-no-mail = Aldri
settings-no-mail-line = Innboksen er her likevel
settings-wrong-how = Velg når du vil ha e-post
settings-mail = E-postadresse
settings-mail-hint = Vi sender en kode dit før vi bruker den. La feltet stå tomt for ingen adresse.
settings-mail-wrong = Skriv én e-postadresse, for eksempel navn@eksempel.no
settings-mail-not-ascii = Skriv adressen med bokstavene a til z
settings-mail-not-offered = Denne tjenesten sender ikke e-post. Varslene står i innboksen.
settings-code-too-soon = Vi har nettopp sendt en kode. Vent et minutt. Du kan få fem om dagen.
settings-waiting = Vi har sendt en kode til { $mail }. Den gamle adressen gjelder til du har skrevet koden her.
settings-code = Kode, seks tall
settings-confirm = Bekreft adressen
settings-code-wrong = Koden er feil. Se i e-posten og skriv den en gang til.
settings-code-over = Koden gjelder ikke lenger. Lagre adressen igjen, så får du en ny.
settings-sign-ins = Her er du logget inn
settings-sign-ins-line = Kjenner du ikke igjen en av dem? Logg den ut.
settings-here = denne
settings-since = Siden { $since }. Sist brukt { $seen }.
settings-end = Logg ut
settings-end-all = Logg ut alle andre steder
device-other = Ukjent enhet
# Hjelp
help-heading = Hva er samflyt?
help-what = Én mappe for barnet, og familien har nøkkelen.
help-give = Dere velger hvem som får se et papir, til hva og hvor lenge.
help-stop = Dere kan stoppe når som helst. Da kan de ikke åpne noe mer.
help-log = Alt som åpnes, står i loggen. Ingen kan endre den i stillhet.
help-wrong = Er noe galt?
help-wrong-log = Har noen åpnet noe de ikke skulle? Gå til loggen og trykk «Stemmer ikke dette?».
help-wrong-sign-in = Tror du at noen andre bruker innloggingen din? Gå til Innstillinger og logg ut alle andre steder.
help-danger = Er du i fare, ring politiet på 112. Knappen «Forlat siden» tar deg rett til en nøytral side.
help-ask = Hvor spør jeg?
help-contact = Spør kommunen eller virksomheten som ga deg tilgang til samflyt. De vet hvem som driver tjenesten hos dere.
help-demo = Dette er en utprøving med oppdiktede folk. Det er ingen å spørre her.
help-rights = Mener du at noen bruker opplysningene dine feil, kan du klage til Datatilsynet.
# Tilgjengelighet
accessibility-statement = Tilgjengelighetserklæring
accessibility-lead = Alle skal kunne bruke samflyt. Vi bygger etter WCAG 2.2, nivå AA.
accessibility-how = Slik er det laget
accessibility-script = Alt virker uten skript.
accessibility-keyboard = Alt kan gjøres med tastatur, og du ser hvor du er.
accessibility-zoom = Teksten kan bli dobbelt så stor uten at noe forsvinner.
accessibility-colour = Farge alene forteller aldri noe. Mørk visning og høy kontrast virker.
accessibility-words = Vi skriver korte setninger med vanlige ord, på bokmål, nynorsk og engelsk.
accessibility-tested = Slik er det prøvd
accessibility-machine = Sidene prøves av maskin i en vanlig nettleser.
accessibility-people = Folk som bruker hjelpemidler, har ikke prøvd dem ennå. Derfor kan det finnes feil vi ikke vet om.
accessibility-not = Dette virker ikke for alle
accessibility-papers = Papirene som legges inn, er som de er. Et bilde av et brev kan ikke leses opp.
accessibility-languages = Samisk og tegnspråk finnes ikke ennå.
accessibility-tell = Si fra om feil
accessibility-tell-how = Fortell den som driver tjenesten hos dere, hvilken side det gjelder og hva som skjedde. De har ansvar for å rette det.
accessibility-authority = Tilsynet for universell utforming av ikt (uutilsynet.no) fører tilsyn.

## Units: professionals, coordinators, members

## Auditors and operators

# Loggen med ord: hva som skjedde
kind-opened = Åpnet et papir
kind-listed = Så listen over papirer
kind-refused = Fikk nei
kind-delivered = Fikk innholdet i et papir
kind-stored = La inn et papir
kind-replaced = La inn en ny utgave av et papir
kind-erased = Slettet et papir
kind-consent-granted = Ga samtykke til å dele
kind-consent-approved = Sa ja til et samtykke
kind-consent-declined = Sa nei til et samtykke
kind-consent-revised = Endret et samtykke
kind-consent-revoked = Stoppet et samtykke
kind-consent-frozen = Et samtykke ble satt på vent
kind-consents-seen = Så hvem som har tilgang
kind-consent-drafted = Skrev et utkast til samtykke
kind-consent-handed-back = Ga fra seg et samtykke
kind-consent-lapsed = Et samtykke falt bort
kind-request-sent = Sendte en forespørsel
kind-request-granted = Sa ja til en forespørsel
kind-request-declined = Sa nei til en forespørsel
kind-request-withdrawn = Trakk en forespørsel
kind-request-reminded = Minnet om en forespørsel
kind-request-lapsed = En forespørsel falt bort
kind-requests-seen = Så forespørsler
kind-pack-kept = Lagret et utvalg
kind-pack-dropped = Fjernet et utvalg
kind-guardianship-added = Registrerte en foresatt
kind-guardianship-changed = Endret opplysninger om en foresatt
kind-guardianship-ended = Avsluttet rollen som foresatt
kind-membership-added = Endret hvem som har en rolle
kind-membership-ended = Avsluttet en rolle
kind-agency-changed = Endret en virksomhet i registeret
kind-person-added = Registrerte en person
kind-child-added = Laget en mappe
kind-shield-set = Skjulte noe for en foresatt
kind-shield-lifted = Viste igjen noe som var skjult
kind-withhold-asked = Ba om å holde et papir tilbake
kind-withhold-confirmed = Bekreftet at et papir holdes tilbake
kind-withhold-lifted = Holder ikke lenger et papir tilbake
kind-emergency-opened = Meldte nødsituasjon
kind-emergency-closed = Avsluttet en nødsituasjon
kind-emergency-switched = Slo nødtilgang av eller på
kind-log-read = Leste loggen
kind-log-exported = Tok ut loggen
kind-folder-exported = Tok en kopi av mappen
kind-folder-erasure-asked = Ba om å slette mappen
kind-folder-erasure-stopped = Stoppet slettingen av mappen
kind-folder-erased = Mappen ble slettet
kind-log-erased = Linjer i loggen ble tømt etter sletting
kind-notices-seen = Så varsler
kind-case-opened = Åpnet en sak
kind-case-looked-at = Vurderte en sak
kind-case-closed = Lukket en sak
kind-key-rotated = Byttet nøkler
kind-key-escrowed = Tok nøklene i forvaring
kind-vault-exported = Skrev ut forseglede papirer
kind-scanned = Sjekket et papir for virus
kind-policy-loaded = Tok i bruk reglene
kind-service-started = Tjenesten startet
kind-backup-restored = La tilbake en sikkerhetskopi
kind-other = Noe annet skjedde

# Loggen med ord: hvordan det gikk
outcome-allowed = Ja
outcome-refused = Nei
outcome-complete = Alt kom fram
outcome-cut = Ble avbrutt
outcome-unknown = Vet ikke om alt kom fram

# Loggen med ord: hvorfor
reason-no-consent = Familien har ikke gitt samtykke
reason-not-yet = Samtykket gjelder ikke ennå
reason-expired = Samtykket har gått ut
reason-revoked = Familien har stoppet samtykket
reason-other-purpose = Samtykket er til noe annet
reason-not-covered = Samtykket dekker ikke dette
reason-excluded = Personen eller virksomheten er holdt utenfor
reason-not-a-member = Personen er ikke bekreftet i enheten
reason-agency-inactive = Virksomheten er ikke aktiv
reason-assurance-too-low = Innloggingen er ikke sikker nok
reason-awaiting-approval = Venter på svar fra flere
reason-frozen = Samtykket venter på en ny avgjørelse
reason-withheld = Den unge holder papiret tilbake
reason-shielded = Det er skjult for denne personen
reason-not-scanned = Ikke sjekket for virus
reason-infected = Papiret har virus
reason-erased = Papiret er slettet
reason-too-many-tries = For mange forsøk
reason-unknown = Det finnes ikke
reason-client-gone = Den som hentet, koblet seg fra
reason-idle = Det sto stille for lenge
reason-storage = Lageret kunne ikke lese det
reason-stopping = Tjenesten ble stanset
reason-time-limit = Det tok for lang tid
reason-range = Den delen som ble bedt om, finnes ikke
reason-rendering = Siden kunne ikke lages
reason-clean = Ingen virus
reason-unanswered = Ingen svarte i tide
reason-in-part = Ja til en del av det
reason-decision-needed = Noen må bestemme på nytt
reason-consent = Gjelder hele samtykket
reason-revision = Gjelder en endring
reason-scheduled = Slettes etter ventetiden
reason-asked = Familien ba om det
reason-on = Slått på
reason-off = Slått av
reason-entered = Skrevet inn, venter på bekreftelse
reason-confirmed = Bekreftet
reason-reviewed = Sett på igjen, gjelder fortsatt
reason-ended = Avsluttet
reason-invited = Invitert
reason-suspended = Satt på pause
reason-added = Lagt til
reason-activated = Tatt i bruk
reason-deactivated = Tatt ut av bruk
reason-appointed = Fikk et verv
reason-dismissed = Mistet et verv
reason-webhook = En teknisk varsling ble endret
reason-emergency = Nødsituasjon
reason-entry = En linje i loggen
reason-explained = Forklart
reason-deviation = Avvik
reason-violence = Vold
reason-protected-address = Skjermet adresse
reason-court-decision = Avgjort av en domstol
reason-child-welfare-decision = Vedtak fra barnevernet
reason-other = En annen grunn

# Loggen med ord: hvem, og hva som ble bedt om
role-of-guardian = Foresatt
role-of-young-person = Den unge selv
role-of-professional = Ansatt
role-of-auditor = Revisor
role-of-operator = Drift
role-of-nobody = Uten rolle her
role-of-system = Tjenesten selv
act-list = Se listen over papirer
act-open = Åpne et papir
act-store = Legge inn et papir
act-replace = Legge inn en ny utgave
act-erase = Slette et papir
act-grant = Bestemme om et samtykke
act-see-consents = Se hvem som har tilgang
act-revoke = Stoppe et samtykke
act-read-log = Lese loggen til en mappe
act-audit = Revidere loggen
act-draft = Skrive utkast til samtykke
act-hand-back = Gi fra seg et samtykke
act-withhold = Holde et papir tilbake
act-confirm-withheld = Bekrefte at et papir holdes tilbake
act-set-emergency = Slå nødtilgang av eller på
act-open-emergency = Melde nødsituasjon
act-export = Ta en kopi av mappen
act-erase-folder = Slette mappen
act-request = Spørre en familie
act-other = Noe annet
assurance-low = Lav sikkerhet
assurance-substantial = Betydelig sikkerhet
assurance-high = Høy sikkerhet
client-web = Nettsidene
client-http = Et annet program
client-cli = Driftens kommandolinje
client-other = En annen vei inn
purpose-emergency = Nødsituasjon
purpose-other = Et formål som ikke er i bruk lenger

## Last
