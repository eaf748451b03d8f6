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

## Units: professionals, coordinators, members

# Rammen
acting-unit = { $name } – du handler som { $places }.
acting-unit-none = { $name } – du har ingen plass i en virksomhet nå.
unit-role-in = { $role } i { $unit }
unit-and = { $first } og { $last }
unit-cases = Saker
unit-requests = Forespørsler
unit-inbox = Meldinger
unit-members = Medarbeidere
unit-role-caseworker = saksbehandler
unit-role-physician = lege
unit-role-nurse = sykepleier
unit-role-psychologist = psykolog
unit-role-adviser = rådgiver
unit-role-therapist = terapeut
unit-role-teacher = lærer
unit-role-coordinator = barnekoordinator
unit-role-administrator = administrator
unit-role-other = ansatt
unit-purpose-old = Et formål som ikke er i bruk lenger
unit-category-old = Annet papir

# Hvordan noe står
unit-request-sent = Venter på svar
unit-request-granted = Familien sa ja
unit-request-in-part = Familien sa ja til noe
unit-request-declined = Familien sa nei
unit-request-withdrawn = Trukket tilbake
unit-request-lapsed = Ikke besvart i tide
unit-stands-draft = Forslag, venter på familien
unit-stands-waiting = Venter på at flere sier ja
unit-stands-not-yet = Begynner senere
unit-stands-in-force = Gjelder nå
unit-stands-expired = Gått ut
unit-stands-revoked = Stoppet av familien
unit-stands-replaced = Erstattet av en ny
unit-stands-declined = Familien sa nei
unit-stands-lapsed = Ikke besvart i tide
unit-stands-frozen = Venter på ny avgjørelse
unit-stands-handed-back = Gitt tilbake
unit-stands-used-up = Brukt opp

# Når noe ikke kan åpnes
unit-not-opened = Papiret kan ikke åpnes
unit-refused-not-scanned = Papiret er ikke sjekket for virus ennå. Prøv igjen om litt.
unit-refused-infected = Papiret har virus og kan ikke åpnes. Be familien om et nytt.
unit-refused-revoked = Familien har stoppet tilgangen. Trenger dere den, kan du be om ny.
unit-refused-expired = Tilgangen har gått ut. Trenger dere den, kan du be om ny.
unit-refused-frozen = Familien må ta en ny avgjørelse først. Dere får en melding.
unit-refused-not-member = Du har ingen bekreftet plass i virksomheten nå. Spør den som er administrator.
unit-refused-sign-in = Logg inn på høyeste nivå og prøv igjen.
unit-refused-erased = Familien har slettet papiret.
unit-refused-other = Tilgangen dekker ikke dette nå.
unit-refused-unreadable = Papiret kunne ikke leses nå. Prøv igjen senere.

# Saker
cases-search = Finn et barn
cases-search-do = Søk
cases-show = Vis
cases-show-all = Alle
cases-show-new = Bare nytt
cases-show-ending = Bare de som går ut snart
cases-new = Nytt for deg ({ $count })
cases-ending = Går ut innen 14 dager ({ $count })
cases-rest = Resten ({ $count })
cases-all = Alle saker ({ $count })
cases-found = { $count ->
    [one] Ett treff på «{ $search }».
   *[other] { $count } treff på «{ $search }».
}
cases-found-all = Vis alle
cases-none = Ingen familie deler noe med dere nå.
cases-none-here = Ingen saker her nå.
cases-child = Barn
cases-what = Nytt
cases-until = Tilgang
cases-last = Sist du så på saken
cases-asked = Forespørsler
cases-unopened = { $count ->
    [one] Ett papir du ikke har åpnet
   *[other] { $count } papirer du ikke har åpnet
}
cases-days = { $count ->
    [one] én dag igjen
   *[other] { $count } dager igjen
}
cases-waiting = { $count ->
    [one] Én venter på svar
   *[other] { $count } venter på svar
}
cases-never = Aldri
cases-coordinated = Barn du koordinerer for
cases-ask-new = Be om tilgang for et barn
cases-emergency = Nødstilfelle

# Én sak
case-title = Sak
case-closed = Saken er lukket
case-back = Tilbake til saker
case-shared-with = Deles med { $unit } { $until }.
case-may-keep = Dere kan lagre kopi i eget arkiv.
case-may-not-keep = Dere kan lese, men ikke lagre kopi i eget arkiv.
case-dark = Saken lukker seg snart: { $days }.
case-renew = Be om fornyelse
case-no-papers = Ingen papirer ennå.
case-new = Nytt
case-from = fra { $unit }
case-picture = Bilde
case-profile = Skjema
case-marked = Den unge har merket dette: «ikke for mine foresatte».
case-marked-answer = Svar på merket
case-open = Åpne
case-save = Last ned
case-all = Last ned alle { $count }
case-contribute = Legg inn papir
case-hand-back = Gi tilbake tilgangen
case-ask = Be om mer
case-overview = Oversikt over tilganger
case-logged = Hver åpning står i loggen. Familien kan lese den.
case-done-asked = Forespørselen er sendt.
case-done-contributed = Papiret er lagret i mappen.
case-done-answered = Svaret er lagret.
all-folder = papirer
all-note = LES-MEG.txt
all-head = Delt med { $unit }
all-purpose = Formål: { $purpose }
all-until = Tilgang: { $until }
all-kept = { $count ->
    [one] Ett papir er med:
   *[other] { $count } papirer er med:
}
all-left = { $count ->
    [one] Ett papir er ikke med:
   *[other] { $count } papirer er ikke med:
}

# Be om noe
ask-title = Be om tilgang
ask-heading-child = Be om mer for { $child }
ask-heading-number = Be om tilgang for et barn
ask-heading-renewal = Be om fornyelse for { $child }
ask-renewal-same = Det samme som før: { $purpose }. Tilgangen varer nå { $until }.
ask-number = Barnets fødselsnummer
ask-number-hint = Svaret er det samme enten barnet har en mappe eller ikke.
ask-unit = På vegne av
ask-purpose = Formål
ask-choose = Velg
ask-what = Hva dere trenger
ask-what-hint = Be bare om det dere trenger.
ask-until = Til og med
ask-words = Noen ord til familien
ask-words-hint = Fortell hvorfor. Skriv ikke om helsen til barnet her.
ask-send = Send
ask-wrong-number = Skriv alle 11 sifrene i fødselsnummeret, og sjekk dem
ask-wrong-demo = Bruk et oppdiktet nummer her (måned + 80)
ask-wrong-unit = Velg hvem du spør på vegne av
ask-wrong-purpose = Velg et formål
ask-wrong-category = Velg minst én slags papirer
ask-wrong-fit = Noe av dette hører ikke til formålet
ask-wrong-until = Velg en dag som kommer
ask-wrong-long = Velg en tidligere dag. Formålet tillater ikke så lang tid
ask-wrong-not-later = Velg en senere dag. Tilgangen varer så lenge alt
ask-wrong-words = Skriv høyst { $most } tegn
ask-wrong-own = Du hører til denne familien. La en kollega spørre.
ask-wrong-child = Dette barnet deles ikke med denne enheten. Spør med fødselsnummer.
ask-cap-day = Enheten har sendt så mange forespørsler som den kan i dag. Prøv i morgen.
ask-cap-open = Flere forespørsler venter alt på svar. Vent, eller trekk en tilbake.
ask-cap-period = Enheten har spurt så ofte som den kan for en tid. Vent litt.
ask-not-renewable = Familien har stoppet dette eller må avgjøre på nytt. Be om tilgang på vanlig måte.

# Sendte forespørsler
sent-heading = Forespørslene våre
sent-none = Dere har ikke spurt om noe ennå.
sent-state = Status
sent-sent = Sendt
sent-by = { $day } av { $name }
sent-lapses = (faller bort { $day })
sent-by-number = Et barn dere oppga med fødselsnummer
sent-remind = Minn familien på det
sent-withdraw = Trekk tilbake
sent-older = Eldre
sent-done-asked = Forespørselen er sendt. Du får en melding når noen svarer.
sent-done-reminded = Familien får en påminnelse.
sent-done-withdrawn = Forespørselen er trukket tilbake.
sent-too-soon = Familien hørte om dette nylig. Vent noen dager.
sent-used-up = Familien er minnet på dette så ofte som det går an.
sent-answered = Familien har svart i mellomtiden. Se statusen under.
sent-over = Forespørselen er over. Send en ny hvis dere trenger det.

# Gi tilbake, svare, legge inn
hand-back-title = Gi tilbake tilgangen
hand-back-heading = Gi tilbake tilgangen til { $child }?
hand-back-what = Det gjelder { $unit }: { $purpose }.
hand-back-means = Ingen hos dere kan åpne noe med denne tilgangen etterpå. Familien får beskjed.
hand-back-now = Gi tilbake
cases-done-handed-back = Tilgangen er gitt tilbake.
cases-done-ended = Tilgangen var alt over. Du trenger ikke gjøre mer.
mark-title = Svar på merket
mark-heading = Skal papiret holdes unna foresatte?
mark-what = Den unge har merket «{ $title }»: «ikke for mine foresatte».
mark-confirm-means = Sier du ja, ser foresatte bare at ett papir er holdt tilbake.
mark-lift-means = Sier du nei, kan foresatte se papiret med en gang.
mark-confirm = Ja, hold det unna
mark-lift = Nei, fjern merket
case-done-mark-gone = Den unge har fjernet merket i mellomtiden.
contribute-title = Legg inn papir
contribute-heading = Legg inn papir hos { $child }
contribute-means = Papiret blir familiens eget. Familien ser at det kommer fra dere.
contribute-name = Hva papiret heter
contribute-kind = Hva slags papir
contribute-date = Dato på papiret
contribute-file = Fil
contribute-file-hint = PDF, JPEG eller PNG
contribute-send = Legg inn
contribute-wrong-title = Skriv hva papiret heter, høyst 150 tegn
contribute-wrong-category = Velg hva slags papir det er
contribute-wrong-date = Skriv datoen på nytt
contribute-wrong-file = Velg en fil med innhold
contribute-too-large = Filen er for stor. Send en mindre fil
contribute-incomplete = Ikke alt kom fram, og ingenting er lagret. Send filen på nytt
contribute-heic = Dette er et bilde fra en iPhone (HEIC). Lagre det som JPEG først
contribute-damaged = Filen er ødelagt. Lag den på nytt og send den igjen
contribute-pixels = Bildet er for stort. Lagre det i mindre format
contribute-wrong-kind = Vi tar ikke denne typen fil. Lagre den som PDF, JPEG eller PNG

# Nødstilfelle
emergency-title = Nødstilfelle
emergency-heading = Åpne nødarket i et nødstilfelle
emergency-told = Familien får beskjed med en gang. En revisor går gjennom saken etterpå.
emergency-means = Du får bare se nødarket, i { $minutes } minutter. Bruk dette bare når barnet trenger hjelp nå.
emergency-reason = Hvorfor
emergency-words = Hva har skjedd?
emergency-words-hint = Noen få ord. Familien og revisoren leser dem.
emergency-do = Åpne nødarket nå
emergency-wrong-reason = Velg hvorfor
emergency-wrong-words = Skriv noen ord om hva som har skjedd
emergency-no = Det finnes ikke noe nødark du kan åpne. Sjekk nummeret. Familien kan ha latt være å slå dette på.
emergency-too-many = Det er prøvd for mange ganger. Vent en time.
declared-heading = Nødark for { $child }
declared-heading-bare = Nødstilfelle
declared-until = Du kan se det { $until }.
declared-none = Det er ikke noe nødark å vise nå.

# Koordinering
overview-title = Oversikt
overview-heading = Tilganger for { $child }
overview-means = Du ser hvem som har tilgang, ikke hva de kan lese.
overview-draft = Skriv forslag til familien
overview-ask = Be om tilgang selv
overview-done = Forslaget er sendt til familien. Det gjelder først når familien sier ja.
overview-now = Gjelder nå
overview-waiting = Venter
overview-over = Over
overview-unit = Virksomhet
draft-title = Skriv forslag
draft-heading = Forslag til familien til { $child }
draft-means = Familien ser forslaget og sier ja eller nei. Før det gir det ingen tilgang.
draft-unit = Hvem trenger tilgang?
draft-what = Hva de trenger
draft-do = Send forslaget
draft-wrong-unit = Velg hvem som trenger tilgang

# Medarbeidere
members-heading = Medarbeidere i { $unit }
members-invite = Legg til en medarbeider
members-waiting = Venter på bekreftelse
members-working = Jobber her
members-suspended = Satt på pause
members-ended = Har sluttet
members-own = Dette er deg. Bare andre kan endre plassen din.
members-named-by-you = Du la til denne personen. Noen andre må bekrefte.
members-since = siden { $day }
members-added = lagt til { $day }
members-until = til { $day }
members-confirm = Bekreft
members-resume = La jobbe igjen
members-suspend = Sett på pause
members-end = Avslutt
members-logged = Hver endring står i loggen med navnet ditt.
members-done-named = Personen er lagt til. Noen andre må bekrefte før det gir tilgang.
members-done-confirmed = Personen kan jobbe her fra nå av.
members-done-suspended = Personen er satt på pause. Det gjelder med en gang.
members-done-ended = Plassen er avsluttet. Det gjelder med en gang.
members-changed = Dette går ikke nå. Se listen: Noen kan ha endret den, eller noen andre må gjøre det.
invite-title = Legg til
invite-heading = Legg til en medarbeider i { $unit }
invite-means = Noen andre må bekrefte før personen får se noe.
invite-name = Navn
invite-number = Fødselsnummer
invite-role = Rolle
invite-do = Legg til
invite-wrong-name = Skriv navnet, høyst 100 tegn
invite-wrong-role = Velg en rolle
invite-there = Denne personen har alt en plass her. Se listen
invite-too-many = Mange venter på bekreftelse. Bekreft eller avslutt noen av dem først
invite-oneself = Du kan ikke legge til deg selv. La noen andre gjøre det
confirm-heading = Bekreft { $name }, { $role }?
confirm-means = Personen får åpne det familier deler med enheten. Bekreft bare noen du vet jobber her.
confirm-hint = Skriv nummeret en gang til, så ingen fremmede slipper inn.
confirm-differs = Nummeret er et annet enn det som ble lagt til. Sjekk det
suspend-heading = Sett { $name } på pause?
suspend-means = Personen kan ikke åpne noe fra nå av. Du kan la personen jobbe igjen senere.
end-heading = Avslutt plassen til { $name }?
end-means = Personen kan ikke åpne noe fra nå av. Dette kan ikke angres. Kommer personen tilbake, må du legge til på nytt.
resume-heading = La { $name } jobbe igjen?
resume-means = Personen kan åpne det familier deler med enheten igjen.

## Auditors and operators

## Last
