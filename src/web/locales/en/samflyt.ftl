# Every page
skip = Skip to the content
places = Places
leave = Leave this page
language = Language:
roles = Roles
role-family = Family
role-unit = Cases
role-auditor = Audit
role-operator = Operation
sign-out = Sign out

# When something goes wrong
problem-not-found = We cannot find the page
problem-not-found-do = It may have moved, or it is not shared with you. Check the address, or go to the front page.
problem-not-allowed = You cannot do this
problem-not-allowed-do = Go to the front page and try from there. If you think this is wrong, ask the family or your agency.
problem-busy = There is a queue right now
problem-busy-do = Nothing is lost. Wait a minute and try again.
problem-other = Something went wrong
problem-other-do = Nothing was changed. Go back and try again.
wrong-heading = Check this first
problem-home = To the front page
problem-code = Code for whoever helps you: { $code }

# Sign-in
sign-in = Sign in
sign-in-demo = This is a trial. Everybody here is invented. Choose who you want to be.
sign-in-none = Sign-in is not set up here yet.
persona-kari = guardian of Nora and Jonas
persona-ola = guardian of Nora
persona-jonas = 15 years and 11 months, with an own sign-in
persona-nav = caseworker at NAV Familie- og pensjonsytelser
persona-hospital = physician at Barneavdelingen, Sørlandet sykehus
persona-bup = psychologist at BUP, Sørlandet sykehus
persona-ppt = adviser at PPT, Flekkefjord kommune
persona-habilitering = therapist at Habilitering, Flekkefjord kommune
persona-statped = adviser at Statped sørøst
persona-coordinator = child coordinator in Flekkefjord kommune
persona-unit-admin = administrator at NAV Familie- og pensjonsytelser
persona-auditor = auditor of the whole log
persona-nav-auditor = auditor at NAV
persona-operator = operates the service
persona-second-auditor = auditor, the second of two
persona-second-operator = operates the service, the second of two
sign-in-as = Be { $name }

# Front page
place-home = The folder
place-documents = Papers
place-access = Access
place-log = Log
place-more = More
acting-guardian = { $name } – you act for { $child } because you have parental responsibility.
acting-by = { $name } – you act for { $child }. On the ground of: { $ground }.
acting-self = { $name } – this is your own folder.
home-heading = The folder of { $child }
home-other = Go to the folder of { $child }
home-waiting = Waiting for your answer
home-answer = Look and answer
home-access = Who can see now
home-access-count = { $count ->
    [0] Nobody can see anything in the folder now.
    [one] One body can see something now.
   *[other] { $count } bodies can see something now.
}
home-soon = { $count ->
    [one] One runs out within seven days.
   *[other] { $count } run out within seven days.
}
home-papers = Newest papers
home-withheld = { $count ->
    [one] One paper is withheld by the young person.
   *[other] { $count } papers are withheld by the young person.
}
card-what = What
card-why = Why
card-until = How long
card-over = Used of the time
card-last = Last opened
never-opened = Not opened yet
last-opened = { $when }
what-documents = { $count ->
    [one] one paper
   *[other] { $count } papers
}

# Stopping
stop-title = Stop access
stop-heading = Stop the access of { $unit }?
stop-means = From now on they cannot open anything with this access. It counts at once.
stop-kept = What they have already downloaded they may have kept.
stop-now = Stop now
stop-not = Not now
stop-others = { $unit } has other access, too. It goes on:
stopped-title = Stopped
stopped-heading = The access of { $unit } has been stopped
stopped-before = The access of { $unit } had already ended
stopped-means = They cannot open anything more with this access. To share again, give access anew.
to-folder = Back to the folder

# Giving access
give-title = Give access
give-heading = Give access
give-what = What?
give-who = Who may see?
give-search = Search for more
give-search-do = Search
give-why = What will they use it for?
give-long = For how long?
give-once = Once
give-7 = 7 days, to { $day }
give-30 = 30 days, to { $day }
give-date = Until a day
give-until = To the end of { $day }
give-day = Day
give-on = Continue
give-wrong-document = Choose at least one paper
give-wrong-unit = Choose who may see
give-wrong-purpose = Choose what it is for
give-wrong-until = Choose a day from today, at most { $days } days ahead
give-wrong-from = Write the first day as a date, at most { $days } days ahead
give-wrong-from-after = The first day must be before the last one
not-now = Not now
check-title = Check and give access
check-heading = Check and give access
check-who = Who
check-members = { $count ->
    [one] (one employee)
   *[other] ({ $count } employees)
}
check-what = What
check-why = Why
check-long = How long
check-once = one opening only
check-change = Change
check-stop = You can stop at any time. What they have downloaded, they may have kept.
check-missing = Counts once { $names } says yes, too.
check-give = Give access
given-title = Receipt
given-heading = { $unit } has been given access
given-waits = Waiting for { $names }
given-nobody = Does not count yet. Somebody who must say yes has no sign-in here
given-undo = Undo
home-give = Give access

## Family: consents and requests
home-unread = { $count ->
    [one] You have one new message
   *[other] You have { $count } new messages
}
home-heading-self = Your folder
home-asks = { $unit } asks
home-add = Add papers
home-growing = What you decide, and what changes
stop-one = Stop
prolong-30 = Extend by 30 days
yes = Yes
no = No
receipt = Receipt
receipt-page = Read the receipt
receipt-pdf = Get it as PDF
receipt-json = Get the receipt for machines (JSON)
may-open = open the papers
may-keep = keep a copy
may-contribute = add papers
may-coordinate = see the overview and propose sharing
consent-title = Access
consent-draft = Proposed, not given yet
consent-awaiting = Waits for an answer
consent-not-yet = Begins later
consent-in-force = In force
consent-expired = Ran out
consent-revoked = Stopped
consent-replaced = Replaced by another
consent-declined = Somebody said no
consent-lapsed = Lapsed without an answer
consent-frozen = Paused, waits for a new yes
consent-handed-back = They have handed the access back
consent-used-up = Used once and over
consent-frozen-do = Nobody sees anything while it is paused. Say yes to go on, or no to end it.
consent-wider = This is new if you say yes:
consent-category = All papers of the kind { $category }
consent-later = Papers that come later, too
consent-gone = { $count ->
    [one] One paper is not here any more
   *[other] { $count } papers are not here any more
}
consent-from = From
consent-excluded = Kept out
consent-words = Message
consent-heard = The child was heard
consent-missing = Still to answer
consent-yes = Yes, give access
consent-no = No
consent-change = Change
consent-history = What was done
consent-step = { $when }:
agreed-yes = said yes
agreed-no = said no
heard-yes = Yes.
heard-no = No.
done-changed = The change is stored.
done-changed-waits = The change is stored. It waits for an answer from { $names }.
done-changed-not-yet = The change is stored, but not in force yet.
done-approved = Your answer is stored. You said yes.
done-declined = Your answer is stored. You said no.
done-other = This was changed while you looked at it. Your answer is not stored. This is how it stands now:
change-heading = What do you want to change?
change-wrong-nothing = Everything is as before. Change something, or go back.
change-wrong-left = Nothing would be left. Stop the access instead.
change-wrong-stale = Somebody has changed this meanwhile. This is how it is now. Change it again.
change-written = This is what you wrote. Write it again on the next page:
give-wrong-gone = One of the papers is not in the folder any more. Choose again.
give-wrong-closed = One of the units cannot receive now. Choose another.
give-wrong-units = Choose { $most } at most at a time.
give-wrong-later = Choose the kinds of papers to share later, too.
give-wrong-once = Once is for opening only. Choose a date, or untick the rest.
give-wrong-fit = { $category } is not needed for this. Choose single papers instead.
give-wrong-heard = Answer yes or no first.
wrong-words = Write less: at most { $most } characters.
give-more-papers = More papers
give-more-purposes = Other purposes
give-more = More choices
give-categories = All papers of a kind
give-later = Such papers that come later, too
give-may = Let them also
give-keep = keep a copy
give-contribute = put new papers into the folder
give-coordinate = see the overview and propose sharing for you
give-from = Begins (empty: at once)
give-heard = Have you talked with { $child } about this?
give-heard-words = What did the child say? (optional)
check-later = All papers of the kind { $category }, later ones too
check-may = They may
check-changes = What changes
check-change-it = Save the change
check-prolong = Extend
check-give-many = Give { $count } units access
check-change-heading = Check the change
check-asked = { $unit } asks for this
check-say = Message
check-words = Message to them (optional)
given-many = This is how it stands for { $count } units
request-sent = New
request-seen = Seen
request-granted = Your family said yes
request-declined = Your family said no
request-withdrawn = They took it back
request-lapsed = Lapsed without an answer
requests-title = Requests
requests-heading = Who asks for access?
requests-none = Nobody waits for an answer now.
requests-answered = Before
request-renews = Wants to extend.
request-by = { $name }, { $when }
request-answer = Look and answer
request-consent = See the access
request-no = No
request-done-no = Your answer is stored. They learn that you said no, not why.
access-span = From { $begin } to { $end }. The line is today.
access-waiting = Waiting
access-time = On a line of time
access-time-table = The same as a table
access-state = Now
access-papers = Which papers are open to whom
access-paper = Paper
access-open = Open
access-shut = no
access-older = Older papers are under Papers.
access-ended = Ended before ({ $count })
packs = Selections
packs-lead = Collect papers that you share often. Nothing is shared until you give access.
packs-new = New selection
packs-name = Name, such as “For the meeting”
packs-keep = Remember it
packs-forget = Forget
packs-wrong-name = Write a name of at most { $most } characters.

## Family: papers and uploads
papers-heading = Papers
papers-add = Add papers
papers-category = What kind of paper
papers-date = Date on the paper
papers-date-label = Date on the paper (optional)
papers-camera = Take a photo
papers-choose = Choose files
papers-kinds = PDF, JPEG or PNG. At most { $most } MB each.
papers-store = Store in the folder
papers-pages = Store the photos as one paper
file-not-jpeg = Only JPEG photos can be the pages of one paper. Store the other files one by one.
papers-none = The folder is empty. Add the first paper.
papers-none-chosen = Choose a file, or take a photo.
papers-pick = Choose { $title }
papers-share = Share chosen papers
papers-older = Older papers
papers-erased = The paper is erased.
paper-title = { $kind } { $day }
paper-title-number = { $kind } { $day } ({ $number })
paper-stored = stored { $at }
paper-stored-checking = stored { $at }, being checked for viruses
paper-from = from { $unit }
paper-seen-by = { $count ->
    [0] only you can open it
    [one] one agency can open it
   *[other] { $count } agencies can open it
}
paper-page = Paper
paper-back = All papers
paper-source = Added by
paper-of-family = The family
paper-when = Stored
paper-share = Share
paper-download = Download and open
paper-read = Read
paper-pdf = Download as PDF
paper-holders = Who can open it now
paper-holders-none = Nobody outside the family can open this paper.
paper-openings = Who has opened it
paper-openings-none = Nobody has opened it yet.
somebody = Somebody
paper-versions = Files
paper-version = Version { $number }
paper-new-version = Do you have a newer version? Choose the file
paper-add-version = Store new version
paper-version-stored = Version { $number } was stored { $at }. The old one is still here.
paper-keep = Just for me
paper-keep-means = You can hold this paper back from your guardians. It works at once. Somebody in the health service must agree within { $days } days. Otherwise they can see the paper again.
paper-held-until = The paper is held back until { $at }. If nobody in the health service answers before that, your guardians can see it again.
paper-held-confirmed = It is confirmed that the paper is held back. It stays so until you show it again, or the health service decides otherwise.
paper-hold = Hold back
paper-free = Show it again
paper-held = The paper is held back now.
paper-freed = The paper is no longer held back.
paper-erase = Erase the paper
kind-pdf = PDF
kind-picture = picture
kind-profile = form
erase-page = Erase paper
erase-heading = Erase { $title }?
erase-means = { $count ->
    [one] The file is gone for good. Nobody can bring it back.
   *[other] All { $count } versions are gone for good. Nobody can bring them back.
}
erase-holders = { $count ->
    [0] Nobody outside the family can open it now.
    [one] One agency can open it now. It loses it at once.
   *[other] { $count } agencies can open it now. They lose it at once.
}
erase-kept = What others have downloaded already, they may have kept.
erase-log = The log still says who has opened it.
erase-now = Erase now
file-number = File number { $number }
file-wrong = { $file } was not stored. { $why }
file-empty = The file is empty. Choose it again, or save it once more.
file-heic = The photo is in the format HEIC. Choose “Most compatible” in the camera's settings, or send it to yourself as JPEG.
file-type = We take PDF, JPEG and PNG. Save or print the file as PDF, and try again.
file-cut = The end of the file is missing. Download or scan it again.
file-damaged = The file is damaged. Save or scan it again.
file-odd = Something is hidden in the file. Print it to a new PDF, or take a new photo.
file-pixels = The picture is too large to show. Make it smaller, and try again.
file-large = The file is too big. Split it, or save it in lower quality.
file-no-space = There is no space right now. We are on it. Try again later.
file-busy = The store does not answer right now. Wait a little, and try again.
file-incomplete = The sending was cut off. Try again.
file-too-many = Send at most 50 files at once. Send the rest afterwards.
file-form-large = That was too much at once. Send this file and the rest afterwards, fewer at a time.
file-date = The date is wrong. Choose it again.
file-not-stored = Try again in a while.
scan-pending = Being checked for viruses. Nobody outside the family can open it yet.
scan-infected = The file has a virus. Nobody can open it. Erase it, and add a clean version.
scan-password = The file has a password and cannot be checked for viruses. Save it without, and add it again.
scan-large = The file is too big to be checked for viruses. Split it, and add the parts.
scan-unreachable = The virus check did not answer. Others cannot open the file. Add it again later.
upload-waiting = waiting
upload-checking = being checked
upload-stored = stored
upload-after = , being checked for viruses
upload-again = The network is gone. We try again.
upload-done = Done. See the papers
live-news = Something on the page is new
file-sign-in = Sign in and choose the file again. We go on where it stopped.
problem-gone = The paper is erased
problem-gone-do = Somebody in the family has erased it. Nobody can open it any more.

## Family: log, profile, people, settings

# Nye ord i loggen
kind-entry-reported = Reported a line of the log
act-report = Report a line of the log
reason-report = A report from the family
notice-report-received = A family has reported something in the log
notice-report-answered = What you reported has been looked into
# Mer
more-you = About you
more-child = About { $child }
more-me = Notices and settings
more-rights = Rights and help
about-name = About me
about-line = Tell once who { $child } is and what helps.
about-own-line = Tell once who you are and what helps.
growing-name = As the child grows up
growing-own-name = As you grow up
growing-line = Who decides now, and what the next birthday changes.
people-name = People around the folder
people-line = Guardians, coordinator and for how long.
emergency-name = Emergency access
emergency-line = Let health staff read the emergency sheet when it is urgent.
inbox-name = Inbox
inbox-line = What we have told you about.
settings-name = Settings
settings-line = Language, e-mail and where you are signed in.
reports-name = What you have reported
reports-line = Answers from those who check the log.
copy-name = Download everything or erase the folder
copy-line = It is all yours. Take it along, or ask for erasure.
help-name = Help
help-line = What samflyt is, and where to ask.
accessibility-name = Accessibility
accessibility-line = What works for everybody, and how to tell us.
# Når barnet blir eldre
growing-title = What age changes
growing-heading = As { $child } grows up
growing-lead = { $child } is { $age } now. The folder goes along all the way.
growing-own-lead = You are { $age } now. Step by step you decide more yourself.
growing-now = Who decides on sharing now?
growing-guardians = The guardians
growing-young = { $child }
growing-both = { $child } and the guardians together
growing-own-guardians = Your guardians
growing-own-you = You
growing-own-both = You and your guardians together
growing-none = No more birthdays change anything.
growing-turn = When { $child } turns { $age }
growing-own-turn = When you turn { $age }
growing-changes = What changes?
growing-own-do = What to do?
growing-do = What to do?
growing-told = We tell you half a year, a month and a week ahead. Nothing is lost.
growing-own-told = We tell you half a year, a month and a week ahead. Nothing is lost.
growing-do-heard = Talk before you share anything. Write down what the child thinks.
growing-do-withhold = Know that there may be a paper you do not see. You see that it is there, not what it is.
growing-do-decide = Go through the accesses together. They pause on the day until the young person says yes.
growing-do-majority = Agree in good time on a power of attorney, or whether a guardian must be appointed.
growing-own-heard = You are to be heard before anything is shared.
growing-own-withhold = You can ask that a paper is not shown to your guardians. A health professional decides.
growing-own-decide-see = You decide on sharing: { $field }. Your guardians can still read the papers.
growing-own-decide = You decide on sharing: { $field }. Your guardians no longer see the papers.
growing-own-all = You are of age and decide everything yourself.
growing-own-majority = Your guardians no longer see the folder, unless appointed or with a power of attorney from you.
growing-own-do-heard = Tell them at home what you think.
growing-own-do-withhold = Talk to somebody you trust, such as the school nurse.
growing-own-do-decide = Look through who has access. On the day they pause until you have said yes.
growing-own-do-majority = Think about whether somebody should go on helping you, with a power of attorney.
# Folk rundt mappen
people-lead = These can see the folder or help with it.
people-guardians = Guardians
people-no-guardians = Nobody is a guardian of the folder now.
people-guardian = Guardian
people-why = Why
people-since = Since
people-until = How long
people-review = Checked again by
people-wrong = Is something wrong? Only those who run the service can change who is a guardian.
people-you = You
people-own-sign-in = You have your own sign-in and see all of your folder.
people-sign-in = { $child } has a sign-in and sees all of the folder.
people-no-sign-in = { $child } has no sign-in yet.
people-coordinator = Coordinator
people-coordinator-means = A coordinator sees who has access and makes drafts. You say yes or no.
people-no-coordinator = Nobody coordinates now.
# Nødtilgang
emergency-on = Emergency access is on.
emergency-off = Emergency access is off. Only those you have given access can read the emergency sheet.
emergency-means = When it is on, health staff can read the emergency sheet for { $minutes } minutes when it is urgent. They must say why. You are told at once, and an auditor looks at every time.
emergency-said-on = has said on
emergency-said-off = has said off
emergency-missing = It counts once { $names } has said yes too.
emergency-switch-on = Switch emergency access on
emergency-switch-off = Switch off now
emergency-sheets = The emergency sheet
emergency-no-sheet = There is no emergency sheet in the folder yet. Add a paper of that kind.
emergency-to-papers = To the papers
emergency-sheet-saved = Saved { $when }
emergency-taken = Opened in emergencies
emergency-none = Nobody has used emergency access.
emergency-other = Something urgent
emergency-log = See all of it in the log
# Innboks og innstillinger
acting-account = { $name } – this is about you alone.
older = Show older
save = Save
inbox-unread = { $count ->
    [0] Nothing new.
    [one] One new notice.
   *[other] { $count } new notices.
}
inbox-new = New:
inbox-seen = Mark as seen
inbox-settings = Choose how you are told
notice-somebody = Somebody
notice-first-opening = { $unit } opened a paper for the first time
notice-opened = { $unit } opened a paper
notice-consent-granted = { $unit } has got access
notice-consent-awaiting = Answer whether { $unit } gets access
notice-consent-approved = One who must has said yes to { $unit }
notice-consent-declined = One who must has said no to { $unit }
notice-consent-lapsed = Nobody answered in time about { $unit }
notice-consent-revised = The access of { $unit } has changed
notice-consent-revoked = The access of { $unit } was stopped
notice-consent-handed-back = { $unit } has handed the access back
notice-consent-ending = The access of { $unit } ends soon
notice-consent-frozen = The access of { $unit } waits for a new answer
notice-consent-drafted = The coordinator has made a draft for { $unit }
notice-request-received = { $unit } asks for access
notice-request-reminder = { $unit } still waits for an answer
notice-request-answered = The family has answered { $unit }
notice-request-withdrawn = { $unit } has taken the request back
notice-request-lapsed = The request from { $unit } ran out without an answer
notice-age-transition = A birthday changes who decides
notice-withheld = It is confirmed that a paper is held back
notice-withheld-ended = A paper is no longer held back. Your guardians can see it
notice-emergency-opened = { $unit } has used emergency access
notice-guardianship-changed = Who is a guardian has changed
notice-erasure-asked = Somebody has asked for the folder to be erased
notice-erasure-stopped = The erasure of the folder was stopped
notice-folder-erased = The folder is erased
notice-membership-changed = Your place in an agency has changed
notice-contact-changed = Your mail address for notices changes
settings-language = Language
settings-notices = Notices
settings-notices-line = Everything is in the inbox. Mail says only that there is news, never what or about whom.
settings-how = When do you want mail?
settings-at-once = At once
settings-at-once-line = What is urgent at once, the rest once a day
settings-daily = Once a day
settings-daily-line = Only emergency access at once
settings-no-mail = Never
settings-no-mail-line = The inbox is here all the same
settings-wrong-how = Choose when you want mail
settings-mail = Mail address
settings-mail-hint = We send a code there before we use it. Leave it empty for no address.
settings-mail-wrong = Write one mail address, such as name@example.org
settings-mail-not-ascii = Write the address with the letters a to z
settings-mail-not-offered = This service sends no mail. Your notices are in the inbox.
settings-code-too-soon = A code was just sent. Wait a minute. You can get five a day.
settings-waiting = We have sent a code to { $mail }. The old address counts until you have written the code here.
settings-code = Code, six digits
settings-confirm = Confirm the address
settings-code-wrong = The code is wrong. Look in the mail and write it again.
settings-code-over = The code counts no longer. Save the address again to get a new one.
settings-sign-ins = Where you are signed in
settings-sign-ins-line = Is there one that you do not know? Sign it out.
settings-here = this one
settings-since = Since { $since }. Last used { $seen }.
settings-end = Sign out
settings-end-all = Sign out everywhere else
device-other = Unknown device
# Hjelp
help-heading = What is samflyt?
help-what = One folder for the child, and the family holds the key.
help-give = You choose who may see a paper, for what and how long.
help-stop = You can stop at any time. Then they can open nothing more.
help-log = All that is opened stands in the log. Nobody can change it in silence.
help-wrong = Is something wrong?
help-wrong-log = Has somebody opened what they should not? Go to the log and press “Is this wrong?”.
help-wrong-sign-in = Do you think somebody else uses your sign-in? Go to Settings and sign out everywhere else.
help-danger = If you are in danger, call the police on 112. “Leave this page” takes you straight to a neutral page.
help-ask = Where do I ask?
help-contact = Ask the municipality or agency that gave you access to samflyt. They know who runs the service.
help-demo = This is a demonstration with invented people. There is nobody to ask here.
help-rights = If you think your data are misused, you can complain to Datatilsynet, the data protection authority.
# Tilgjengelighet
accessibility-statement = Accessibility statement
accessibility-lead = Everybody should be able to use samflyt. We build to WCAG 2.2, level AA.
accessibility-how = How it is made
accessibility-script = Everything works without scripts.
accessibility-keyboard = Everything can be done by keyboard, and you see where you are.
accessibility-zoom = Text can be twice as large without anything being lost.
accessibility-colour = Colour alone never tells anything. Dark and high contrast work.
accessibility-words = We write short sentences in plain words, in two forms of Norwegian and English.
accessibility-tested = How it is tested
accessibility-machine = The pages are tested by machine in an ordinary browser.
accessibility-people = People who use assistive technology have not tested them yet. So there may be faults that we do not know.
accessibility-not = What does not work for everybody
accessibility-papers = Papers that are put in are as they are. A photograph of a letter cannot be read aloud.
accessibility-languages = There is no Sami or sign language yet.
accessibility-tell = Tell us about faults
accessibility-tell-how = Tell those who run the service which page it is and what happened. They must put it right.
accessibility-authority = The Norwegian Authority for Universal Design of ICT (uutilsynet.no) supervises.
# Loggen
log-heading = Who did what
log-show = Show
log-when = When
log-all = All
log-opened = Opened
log-changes = Changes
log-refused = Refused
log-everything = Also what you looked at yourselves
log-any-time = Any time
log-week = This week
log-last-week = Last week
log-month = Last 30 days
log-narrow = Choose paper or agency
log-narrow-do = Show
log-paper = Paper
log-every-paper = All papers
log-unit = Agency
log-every-unit = All agencies
log-nothing = Nothing here. Choose something else above.
log-today = Today, { $day }
log-yesterday = Yesterday, { $day }
log-you = You
log-service = The service itself
log-was-refused = Was refused: { $act }
log-gone = a paper that is no longer here
log-why = In order to:
log-consent = See the consent
log-times = { $count } times
log-wrong = Is this wrong?
log-today-at = today at { $time }
log-checked = The whole log of the service was checked { $when }. { $count } entries, none missing.
log-unsound = The check { $when } found something wrong. Those who run the service must find out what.
log-not-checked = The log has not been checked yet. That happens every day at 06:00.
log-proof = Download the proof of the top line
report-means = The auditor looks at the line and is to answer you within { $days } days. No other guardian sees that you reported it.
report-words = What is wrong?
report-words-hint = Use your own words. Only the auditor reads them.
report-wrong-words = Write a few words about what is wrong
report-wrong-long = Write less, at most { $most } characters
report-wrong-again = You have reported this line already. What you wrote now was not sent.
report-not-sent = Not sent:
report-send = Report it
report-sent = You have reported it. We tell you when there is an answer.
report-already = You have reported this line
report-new = Received
report-looked-at = One auditor has looked at it
report-deviation = You were right: something was wrong
report-explained = Checked: it was as it should be
report-closed = Answered { $day }
report-due = You are to get an answer by { $day }
reports-none = You have not reported anything.
reports-own = Only you and the auditors see this.
log-about = About { $unit }
log-proof-this = Download the proof of this line
# Om meg
about-lead = Write what everybody who helps { $child } should know, so that you tell it only once.
about-own-lead = Write what everybody who helps you should know, so that you tell it only once.
about-optional = Fill in what you like. Every save is a new version. The old ones are kept.
about-saved = Saved. This is version { $version }.
about-share = Share it
about-versions = See it finished, and older versions
about-changed = Somebody else saved while you were writing. What you wrote stands here. See what they wrote, and save again if yours is to count.
about-row = Number { $row }:
about-too-long = write less. There is room for { $most } characters, take away { $over }.
about-too-many = There is room for { $most }. Take some away.
about-no-name = fill in the first field, or empty the others.
about-empty = Write something in at least one field
about-too-large = All in all it is too long. Write less.
about-unreadable = Something cannot be read. Go back and try again.
about-most = At most { $most } characters
about-lines = One thing on each line, at most { $most }
about-more = Room for one more
about-other = Other
about-important = The most important thing
about-called = What I like to be called
about-about = Who I am
about-diagnoses = Diagnoses
about-diagnosis-name = What it is called
about-diagnosis-since = Since when
about-diagnosis-note = What it means for me
about-allergies = What I do not tolerate
about-communication = How I communicate
about-languages = Languages and signs we use
about-help = Help I need every day
about-help-when = When
about-help-how = How you help me
about-aids = Assistive devices
about-aid-name = What it is
about-aid-use = How it is used
about-medicines = Medicines
about-medicine-name = Name
about-medicine-dose = How much
about-medicine-when = When, or at what sign
about-medicine-note = What else to know
about-works = What works
about-avoid = What does not work
about-contacts = Whom to call
about-contact-name = Name
about-contact-relation = Who that is to me
about-contact-phone = Telephone
about-contact-note = When to call, and what about
# Ta med alt, og slette
copy-title = Take everything along
copy-heading = Download everything
copy-lead = You get one file with all papers, consents and the log, as far as you may see them.
copy-do = Download everything
copy-safe = The file is not locked. Keep it somewhere safe.
folder-erase-name = Erase the folder
folder-erase-line = You can ask for everything to be erased. Nothing happens before you have read what it means.
folder-erase-asked = Asked for erasure: { $names }.
folder-erase-due = The folder is erased { $when }.
folder-erase-missing = It does not happen until { $names } asks for it too.
folder-erase-lapses = Without an answer it lapses { $day }.
folder-erase-keep = Keep the folder
folder-erase-heading = Erase the folder of { $child }?
folder-erase-all = All papers, consents and accesses will be gone. Nobody can bring them back.
folder-erase-wait = It happens after { $days } days. Until then each of you can stop it.
folder-erase-others = It counts only when these ask for it too: { $names }.
folder-erase-log = The log remains, without anything that points to the child.
folder-erase-holders = These may have kept something
folder-erase-holders-line = They have received papers from the folder. Erasing does not reach what they hold.
folder-erase-sure = I understand that all of it will be gone
folder-erase-wrong-sure = Tick that you understand that all of it will be gone
folder-erase-do = Ask for erasure
# Når noe går galt
problem-no-consent = The family must have given access, or you need a role that you do not have. Ask the family, or go to the front page.
problem-not-yet = The access does not count yet. See on which day it begins, and try then.
problem-expired = The access has run out. Ask the family to renew it.
problem-revoked = The family has stopped the access. If you still need it, you can ask again.
problem-other-purpose = The access is for something else than you chose. Choose the right purpose and try again.
problem-not-covered = The access does not cover this. Ask the family if you need more.
problem-excluded = The family has chosen to leave you or your unit out here. Let a colleague take the case.
problem-not-a-member = You are not confirmed in this unit. Ask whoever looks after its members.
problem-agency-inactive = Your agency is not active in samflyt now. Ask your manager.
problem-assurance = This needs a stronger sign-in. Sign in with a stronger electronic identity.
problem-awaiting = Not everybody who must has said yes yet. Wait until they have answered.
problem-frozen = The access waits for a new answer by the family. It does not count before.
problem-withheld = This paper is withheld. Ask the one whom it is about.
problem-shielded = This cannot be shown. If you have questions, ask those who run the service.
problem-not-scanned = The paper has not been checked for viruses yet. Try again in a while.
problem-infected = The file has a virus and cannot be opened. Ask for a clean copy.
problem-erased = The paper has been erased. It cannot be brought back.
problem-sign-in = Sign in
problem-sign-in-do = You have been away for a while, or you are signed out. Go to the front page and sign in.
problem-ended = The access has ended already
problem-ended-do = There is nothing more to do. Give new access if you want to share again.
problem-answered = This is settled already
problem-answered-do = Somebody was before you, or time ran out. Go to the front page and see how it stands now.
problem-changed = Something has changed meanwhile
problem-changed-do = Go back, load the page again and see how it stands. Then try again.
problem-fill-in = Something is missing or wrong
problem-fill-in-do = Nothing was saved. Go back, what you filled in is there. Correct it and send it again.
problem-too-long = That is too much at once
problem-too-long-do = Nothing was saved. Go back, take something away or write less, and send it again.
problem-dates = The date cannot be used
problem-dates-do = Go back and choose a day ahead, at most one year.
problem-covers = The choices do not fit together
problem-covers-do = Go back and choose again what it is to cover.
problem-file-kind = This kind of file cannot be used
problem-file-kind-do = Use PDF, JPEG or PNG. Take a picture of the paper if you have nothing else.
problem-file-broken = The file is damaged
problem-file-broken-do = Open it on your own device, save it again and try once more.
problem-file-empty = The file is empty
problem-file-empty-do = Check that you chose the right file, and try again.
problem-file-large = The file is too large
problem-file-large-do = Split it, or take a picture with a lower resolution.
problem-twice = The form was sent before
problem-twice-do = Go to the front page and see whether it is done. Open the form again to send something else.
problem-reports = Too many reports wait for an answer
problem-reports-do = The auditors must answer some of them first. Then you can report again.
problem-too-often = Too many tries
problem-too-often-do = Nothing is lost. Wait a few minutes and try again.
problem-full = There is no room for more now
problem-full-do = Nothing was saved. Try again later. Those who run the service must make room.
problem-damaged = The paper cannot be read
problem-damaged-do = The stored file is damaged. Put it in again if you have it, and tell those who run the service.
problem-slow = Not all of it arrived
problem-slow-do = The connection broke on the way. Nothing was saved. Go back and send it again.
problem-elsewhere = The form came from elsewhere
problem-elsewhere-do = For safety we take forms only from samflyt itself. Go to the front page and try from there.
problem-four-eyes = Somebody else must do this
problem-four-eyes-do = Nobody confirms what they entered themselves, or anything about themselves. Ask a colleague.
problem-already = It is so already
problem-already-do = Load the page again and see what is registered.
problem-number = The person number is not right
problem-number-do = Go back and check the eleven digits.
problem-program = The address of the program cannot be used
problem-program-do = Use a public address that begins with https.
problem-not-so = The address cannot be used like this
problem-not-so-do = Go to the front page and find the way from there.
# Logget ut midt i et skjema
again-heading = You are signed out. Sign in again
again-kept = What you wrote is kept on this page. Sign in as the same person, and you can send it.
again-lost = Files cannot be kept. Sign in, and choose them again.
again-title = Send what you filled in
again-in = You are signed in again
again-not-sent = What you filled in has not been sent yet.
again-send = Send it now
problem-acting = You are signed in as { $name }.

## Units: professionals, coordinators, members
declare-means = You see only the emergency sheet, for { $minutes } minutes. Use this only when the child needs help now.

# Rammen
acting-unit = { $name } – you act as { $places }.
acting-unit-none = { $name } – you have no place in an agency now.
unit-role-in = { $role } at { $unit }
unit-and = { $first } and { $last }
unit-cases = Cases
unit-requests = Requests
unit-inbox = Messages
unit-members = Members
unit-role-caseworker = caseworker
unit-role-physician = doctor
unit-role-nurse = nurse
unit-role-psychologist = psychologist
unit-role-adviser = adviser
unit-role-therapist = therapist
unit-role-teacher = teacher
unit-role-coordinator = child coordinator
unit-role-administrator = administrator
unit-role-other = staff member
unit-purpose-old = A purpose that is no longer used
unit-category-old = Other paper

# Hvordan noe står
unit-request-sent = Waiting for an answer
unit-request-granted = The family said yes
unit-request-in-part = The family said yes to some
unit-request-declined = The family said no
unit-request-withdrawn = Withdrawn
unit-request-lapsed = Not answered in time
unit-stands-draft = Draft, waiting for the family
unit-stands-waiting = Waiting for more to agree
unit-stands-not-yet = Begins later
unit-stands-in-force = In force
unit-stands-expired = Run out
unit-stands-revoked = Stopped by the family
unit-stands-replaced = Replaced by a new one
unit-stands-declined = The family said no
unit-stands-lapsed = Not answered in time
unit-stands-frozen = Waiting for a new decision
unit-stands-handed-back = Handed back
unit-stands-used-up = Used up

# Når noe ikke kan åpnes
unit-not-opened = The paper cannot be opened
unit-refused-not-scanned = The paper has not been checked for viruses yet. Try again soon.
unit-refused-infected = The paper holds a virus and cannot be opened. Ask the family for a new one.
unit-refused-revoked = The family has stopped the access. If you need it, ask for a new one.
unit-refused-expired = The access has run out. If you need it, ask for a new one.
unit-refused-frozen = The family has to decide anew first. You will get a message.
unit-refused-not-member = You have no confirmed place in the agency now. Ask its administrator.
unit-refused-sign-in = Sign in at the highest level and try again.
unit-refused-erased = The family has erased the paper.
unit-refused-other = The access does not cover this now.
unit-refused-unreadable = The paper could not be read now. Try again later.

# Saker
cases-search = Find a child
cases-search-do = Search
cases-show = Show
cases-show-all = All
cases-show-new = Only new
cases-show-ending = Only those ending soon
cases-new = New to you ({ $count })
cases-ending = Ending within 14 days ({ $count })
cases-rest = The rest ({ $count })
cases-all = All cases ({ $count })
cases-found = { $count ->
    [one] One match for “{ $search }”.
   *[other] { $count } matches for “{ $search }”.
}
cases-found-all = Show all
cases-none = No family shares anything with you now.
cases-none-here = No cases here now.
cases-child = Child
cases-what = New
cases-until = Access
cases-last = Last time you looked
cases-asked = Requests
cases-unopened = { $count ->
    [one] One paper you have not opened
   *[other] { $count } papers you have not opened
}
cases-days = { $count ->
    [one] one day left
   *[other] { $count } days left
}
cases-waiting = { $count ->
    [one] One waits for an answer
   *[other] { $count } wait for an answer
}
cases-never = Never
cases-coordinated = Children you coordinate for
cases-ask-new = Ask for access for a child
cases-emergency = Emergency

# Én sak
case-title = Case
case-closed = The case is closed
case-back = Back to cases
case-shared-with = Shared with { $unit } { $until }.
case-may-keep = You may keep a copy in your own records.
case-may-not-keep = You may read, but not keep a copy in your own records.
case-dark = This case closes soon: { $days }.
case-renew = Ask for renewal
case-no-papers = No papers yet.
case-new = New
case-from = from { $unit }
case-picture = Picture
case-profile = Form
case-marked = The young person has marked this: “not for my guardians”.
case-marked-answer = Answer the mark
case-open = Open
case-save = Download
case-all = Download all { $count }
case-all-more = Download all
case-newest = These are the { $count } newest papers. Download all to get the older ones too.
case-contribute = Add a paper
case-hand-back = Hand back the access
case-ask = Ask for more
case-overview = Overview of access
case-logged = Every opening stands in the log. The family can read it.
case-done-asked = The request has been sent.
case-done-contributed = The paper has been stored in the folder.
case-done-answered = The answer has been stored.
all-folder = papers
all-note = READ-ME.txt
all-head = Shared with { $unit }
all-purpose = Purpose: { $purpose }
all-until = Access: { $until }
all-kept = { $count ->
    [one] One paper is here:
   *[other] { $count } papers are here:
}
all-left = { $count ->
    [one] One paper is missing:
   *[other] { $count } papers are missing:
}

# Be om noe
ask-title = Ask for access
ask-title-child = Ask for more
ask-title-renewal = Ask for renewal
ask-means = The family sees what you ask for, and says yes or no. None of you sees anything before they have said yes.
ask-heading-child = Ask for more about { $child }
ask-heading-number = Ask for access for a child
ask-heading-renewal = Ask for renewal for { $child }
ask-renewal-same = The same as before: { $purpose }. The access now lasts { $until }.
ask-number = The child’s national identity number
ask-number-hint = The answer is the same whether the child has a folder or not.
ask-unit = On behalf of
ask-purpose = Purpose
ask-choose = Choose
ask-what = What you need
ask-what-hint = Ask only for what you need.
ask-until = Through
ask-words = A few words to the family
ask-words-hint = Say why. Do not write about the child’s health here.
ask-send = Send
ask-wrong-number = Write all 11 digits of the number, and check them
ask-wrong-demo = Use an invented number here (month + 80)
ask-wrong-unit = Choose on whose behalf you ask
ask-wrong-purpose = Choose a purpose
ask-wrong-category = Choose at least one kind of paper
ask-wrong-fit = Some of this does not belong to the purpose
ask-wrong-until = Choose a day to come
ask-wrong-long = Choose an earlier day. The purpose does not allow so long
ask-wrong-not-later = Choose a later day. The access lasts that long already
ask-wrong-words = Write at most { $most } characters
ask-wrong-own = You belong to this family. Let a colleague ask.
ask-wrong-child = This child is not shared with this unit. Ask by identity number.
ask-cap-day = The unit has sent as many requests as it may today. Try tomorrow.
ask-cap-open = Several requests wait for an answer already. Wait, or withdraw one.
ask-cap-period = The unit has asked as often as it may for some time. Wait a while.
ask-not-renewable = The family has stopped this or has to decide anew. Ask in the usual way.
ask-gone = This access is not here any more. Ask in the usual way.

# Sendte forespørsler
sent-heading = Our requests
sent-title = Requests sent
sent-none = You have not asked for anything yet.
sent-state = Status
sent-sent = Sent
sent-by = { $day } by { $name }
sent-lapses = (lapses { $day })
sent-by-number = A child you named by identity number
sent-remind = Remind the family
sent-withdraw = Withdraw
sent-older = Older
sent-done-asked = The request has been sent. You get a message when somebody answers.
sent-done-reminded = The family gets a reminder.
sent-done-withdrawn = The request has been withdrawn.
sent-too-soon = The family heard of this recently. Wait some days.
sent-used-up = The family has been reminded as often as it may be.
sent-answered = The family has answered in the meantime. See the status below.
sent-over = The request is over. Send a new one if you need to.

# Gi tilbake, svare, legge inn
hand-back-title = Hand back the access
hand-back-heading = Hand back the access to { $child }?
hand-back-what = { $unit }: { $purpose }.
hand-back-means = Nobody of you can then open anything more here. The family is told, and can give you access again later.
hand-back-now = Hand back
cases-done-handed-back = You no longer have this access.
mark-title = Answer the mark
mark-heading = Shall the paper be kept from the guardians?
mark-what = The young person has marked “{ $title }”: “not for my guardians”.
mark-confirm-means = If you say yes, guardians see only that one paper is withheld.
mark-lift-means = If you say no, guardians can see the paper at once.
mark-confirm = Yes, keep it from them
mark-lift = No, take the mark away
case-done-mark-gone = The young person has taken the mark away in the meantime.
contribute-title = Add a paper
contribute-heading = Add a paper for { $child }
contribute-means = The paper becomes the family’s own. The family sees that it comes from you.
contribute-name = What the paper is called
contribute-kind = What kind of paper
contribute-date = Date on the paper
contribute-file = File
contribute-file-hint = PDF, JPEG or PNG
contribute-send = Add
contribute-wrong-title = Write what the paper is called, at most 150 characters
contribute-wrong-category = Choose what kind of paper it is
contribute-wrong-date = Write the date again
contribute-wrong-file = Choose a file with something in it
contribute-too-large = The file is too large. Send a smaller one
contribute-incomplete = Not all of it came, and nothing was stored. Send the file again
contribute-heic = This is a picture from an iPhone (HEIC). Save it as JPEG first
contribute-damaged = The file is damaged. Make it anew and send it again
contribute-pixels = The picture is too large. Save it smaller
contribute-wrong-kind = We do not take this kind of file. Save it as PDF, JPEG or PNG

# Nødstilfelle
emergency-title = Emergency
emergency-heading = Open the emergency sheet in an emergency
emergency-told = The family is told at once. An auditor goes through the case afterwards.
emergency-reason = Why
emergency-words = What has happened?
emergency-words-hint = A few words. The family and the auditor read them.
emergency-do = Open the emergency sheet now
emergency-wrong-reason = Choose why
emergency-wrong-words = Write a few words about what has happened
emergency-no = There is no emergency sheet you can open. Check the number. The family may not have switched this on.
emergency-too-many = It has been tried too often. Wait an hour.
declared-heading = Emergency sheet for { $child }
declared-title = Emergency sheet
declared-heading-bare = Emergency
declared-until = You can see it { $until }.
declared-none = There is no emergency sheet to show now.

# Koordinering
overview-title = Overview
overview-heading = Access for { $child }
overview-means = You see who has access, not what they can read.
overview-draft = Write a draft for the family
overview-ask = Ask for access yourself
overview-done = The draft has gone to the family. It counts only when the family says yes.
overview-now = In force now
overview-waiting = Waiting
overview-over = Over
overview-unit = Agency
draft-title = Write a draft
draft-heading = Draft for the family of { $child }
draft-means = The family sees the draft and says yes or no. Before that it gives no access.
draft-unit = Who needs access?
draft-what = What they need
draft-do = Send the draft
draft-wrong-unit = Choose who needs access

# Medarbeidere
members-heading = Members of { $unit }
members-invite = Add a member
members-waiting = Waiting to be confirmed
members-working = Working here
members-suspended = Suspended
members-ended = No longer here
members-own = This is you. Only others can change your place.
members-named-by-you = You added this person. Somebody else must confirm.
members-since = since { $day }
members-added = added { $day }
members-until = until { $day }
members-confirm = Confirm
members-resume = Let work again
members-suspend = Suspend
members-end = End
members-logged = Every change stands in the log with your name.
members-done-named = The person is added. Somebody else must confirm before it gives access.
members-done-confirmed = The person can work here from now on.
members-done-suspended = The person is suspended. It counts at once.
members-done-ended = The place has ended. It counts at once.
members-done-too-many = The number was wrong five times. The invitation has ended. Add the person anew.
members-changed = This cannot be done now. See the list: somebody may have changed it, or somebody else must do it.
invite-title = Add
invite-heading = Add a member to { $unit }
invite-means = They see nothing until one more of you has said yes.
invite-name = Name
invite-number = National identity number
invite-role = Role
invite-until = Last day
invite-until-hint = May be left out. For a temporary worker the place ends by itself.
invite-do = Add
invite-wrong-name = Write the name, at most 100 characters
invite-wrong-role = Choose a role
invite-there = This person has a place here already. See the list
invite-too-many = Many wait to be confirmed. Confirm or end some of them first
invite-oneself = You cannot add yourself. Let somebody else do it
confirm-heading = Confirm { $name }, { $role }?
confirm-means = Say yes only to somebody you know works here. They may see what families share with you.
confirm-hint = Write the number once more, so that no stranger gets in.
confirm-differs = The number differs from the one that was added. Check it
suspend-heading = Suspend { $name }?
suspend-means = The person can open nothing from now on. You can let the person work again later.
end-heading = End the place of { $name }?
end-means = The person can open nothing from now on. This cannot be undone. Who comes back must be added anew.
resume-heading = Let { $name } work again?
resume-means = The person can again open what families share with the unit.

## Auditors and operators

# The log in words: what happened
kind-opened = Opened a paper
kind-listed = Saw the list of papers
kind-refused = Was told no
kind-delivered = Received the content of a paper
kind-stored = Put a paper in
kind-replaced = Put in a new version of a paper
kind-erased = Erased a paper
kind-consent-granted = Gave access
kind-consent-approved = Agreed to a consent
kind-consent-declined = Said no to a consent
kind-consent-revised = Changed a consent
kind-consent-revoked = Stopped a consent
kind-consent-frozen = A consent was put on hold
kind-consents-seen = Saw who has access
kind-consent-drafted = Drafted a consent
kind-consent-handed-back = Gave a consent back
kind-consent-lapsed = A consent lapsed
kind-request-sent = Sent a request
kind-request-granted = Granted a request
kind-request-declined = Declined a request
kind-request-withdrawn = Withdrew a request
kind-request-reminded = Reminded of a request
kind-request-lapsed = A request lapsed
kind-requests-seen = Saw requests
kind-pack-kept = Kept a selection
kind-pack-dropped = Dropped a selection
kind-guardianship-added = Registered a guardian
kind-guardianship-changed = Changed what is known of a guardian
kind-guardianship-ended = Ended a guardian's role
kind-membership-added = Changed who has a role
kind-membership-ended = Ended a role
kind-agency-changed = Changed a body in the directory
kind-person-added = Registered a person
kind-child-added = Made a folder
kind-shield-set = Hid something from a guardian
kind-shield-lifted = Showed again what was hidden
kind-withhold-asked = Asked to keep a paper back
kind-withhold-confirmed = Confirmed that a paper is kept back
kind-withhold-lifted = No longer keeps a paper back
kind-emergency-opened = Declared an emergency
kind-emergency-closed = Closed an emergency
kind-emergency-switched = Switched emergency access on or off
kind-log-read = Read the log
kind-log-exported = Exported the log
kind-folder-exported = Took a copy of the folder
kind-folder-erasure-asked = Asked to erase the folder
kind-folder-erasure-stopped = Stopped the erasure of the folder
kind-folder-erased = The folder was erased
kind-log-erased = Log lines were emptied after an erasure
kind-notices-seen = Saw notices
kind-case-opened = Opened a case
kind-case-looked-at = Looked into a case
kind-case-closed = Closed a case
kind-key-rotated = Rotated keys
kind-key-escrowed = Put the keys in escrow
kind-vault-exported = Wrote out sealed papers
kind-scanned = Checked a paper for viruses
kind-policy-loaded = Took the rules into use
kind-service-started = The service started
kind-backup-restored = Restored a backup
kind-other = Something else happened

# The log in words: how it ended
outcome-allowed = Yes
outcome-refused = No
outcome-complete = All of it arrived
outcome-cut = Was cut short
outcome-unknown = Not known whether all arrived

# The log in words: why
reason-no-consent = The family has given no consent
reason-not-yet = The consent has not begun
reason-expired = The consent has run out
reason-revoked = The family has stopped the consent
reason-other-purpose = The consent is for another purpose
reason-not-covered = The consent does not cover this
reason-excluded = The person or body is kept out
reason-not-a-member = The person is not confirmed in the unit
reason-agency-inactive = The body is not active
reason-assurance-too-low = The sign-in is not strong enough
reason-awaiting-approval = Waiting for more to agree
reason-frozen = The consent waits for a new decision
reason-withheld = The young person keeps the paper back
reason-shielded = It is hidden from this person
reason-not-scanned = Not checked for viruses
reason-infected = The paper has a virus
reason-erased = The paper has been erased
reason-too-many-tries = Too many tries
reason-unknown = There is no such thing
reason-client-gone = Whoever fetched it went away
reason-idle = It stood still for too long
reason-storage = The storage could not read it
reason-stopping = The service was stopped
reason-time-limit = It took too long
reason-range = There is no such part of it
reason-rendering = The page could not be made
reason-clean = No virus
reason-unanswered = Nobody answered in time
reason-in-part = Yes to a part of it
reason-decision-needed = Somebody must decide anew
reason-consent = About the whole consent
reason-revision = About a change
reason-scheduled = To be erased after the waiting time
reason-asked = The family asked for it
reason-on = Switched on
reason-off = Switched off
reason-entered = Entered, waits to be confirmed
reason-confirmed = Confirmed
reason-reviewed = Looked at again, still holds
reason-ended = Ended
reason-invited = Invited
reason-suspended = Suspended
reason-added = Added
reason-activated = Activated
reason-deactivated = Deactivated
reason-appointed = Was appointed
reason-dismissed = Was dismissed
reason-webhook = A technical notice was changed
reason-emergency = An emergency
reason-entry = A line of the log
reason-explained = Explained
reason-deviation = Deviation
reason-violence = Violence
reason-protected-address = Protected address
reason-court-decision = Decided by a court
reason-child-welfare-decision = Decided by child welfare
reason-other = Another reason

# The log in words: who, and what was asked for
role-of-guardian = Guardian
role-of-young-person = The young person
role-of-professional = Professional
role-of-auditor = Auditor
role-of-operator = Operator
role-of-nobody = Without a role here
role-of-system = The service itself
act-list = See the list of papers
act-open = Open a paper
act-store = Put a paper in
act-replace = Put in a new version
act-erase = Erase a paper
act-grant = Decide about a consent
act-see-consents = See who has access
act-revoke = Stop a consent
act-read-log = Read the log of a folder
act-audit = Audit the log
act-draft = Draft a consent
act-hand-back = Give a consent back
act-withhold = Keep a paper back
act-confirm-withheld = Confirm that a paper is kept back
act-set-emergency = Switch emergency access on or off
act-open-emergency = Declare an emergency
act-export = Take a copy of the folder
act-erase-folder = Erase the folder
act-request = Ask a family
act-other = Something else
assurance-low = Low assurance
assurance-substantial = Substantial assurance
assurance-high = High assurance
client-web = The pages
client-http = Another program
client-cli = The operator's command line
client-other = Another way in
purpose-emergency = Emergency
purpose-other = A purpose that is no longer in use

# The log in words: what happened

# The log in words: how it ended

# The log in words: why

# The log in words: who, and what was asked for

# Audit: every page
acting-auditor = { $name } – you audit the whole log. You read the log, not the content.
acting-agency-auditor = { $name } – you audit the log of { $agency }. You read the log, not the content.
place-audit-search = Search
place-audit-charts = Overview
place-audit-flags = Flags
place-audit-cases = Cases
place-audit-verify = Verification

# Audit: search
audit-search = Search the log
audit-from = From
audit-to = Until
audit-agency = Organisation
audit-kind = What happened
audit-outcome = Answer
audit-purpose = Purpose
audit-reason = Why the answer was no
audit-child = Folder
audit-child-hint = Paste the code, or choose a folder in the list. Who the child is never stands here.
audit-all = All
audit-only-person = Only what { $name } did.
audit-every-person = Show everybody
audit-do = Search
audit-clear = Start again
audit-wrong-day = Write the date as year-month-day
audit-wrong-order = The last day cannot be before the first
audit-wrong-id = Paste the whole code
audit-wrong-code = Choose from the list
audit-count = { $count ->
    [0] No lines found
    [one] One line found
   *[other] { $count } lines found
}
audit-count-many = { $count } lines or more found
audit-when = When
audit-what = What happened
audit-who = Who
audit-someone-in-family = Someone in the family
audit-why = Why
audit-folder = Folder
audit-newest = To the newest
audit-older = Older lines

# Audit: one line
audit-entry-title = A line of the log
audit-entry-heading = Line { $index } of the log
audit-entry-role = Role
audit-entry-unit = Unit
audit-entry-act = Asked to
audit-entry-document = Paper
audit-entry-version = Version
audit-entry-consent = Consent
audit-entry-revision = Wording of the consent
audit-entry-request = Request
audit-entry-bytes = Bytes handed over
audit-entry-of = Belongs to line
audit-entry-assurance = Sign-in
audit-entry-client = Way in
audit-entry-words = Words
audit-entry-words-sealed = Sealed. The words are not shown in the log.
audit-entry-erased = Erased
audit-entry-erased-words = The family has erased the folder. The line no longer says what it was about.
audit-entry-policy = Rules that answered
audit-entry-facts = Facts behind the answer
audit-entry-sha256 = Fingerprint of the paper
audit-again-heading = Was the answer right?
audit-again-means = The service can decide this again with the rules of that day. The log has a fingerprint of the facts. It shows whether the facts are the same.
audit-again-do = Decide again
audit-again-same = The answer is the same
audit-again-yes = The facts were put together exactly as they were, and the answer is yes.
audit-again-no = The facts were put together exactly as they were, and the answer is no: { $reason }.
audit-again-today = The rules are the same today.
audit-again-that-day = The rules have changed since. The old rules were used here.
audit-again-not = This cannot be decided again
audit-again-no-answer = The line is no answer, or the log does not tell all that was asked.
audit-again-erased = What the line was about has been erased.
audit-again-no-rules = The rules of that day are not kept here. Find the set with this fingerprint: { $hash }
audit-again-other-facts = Something in the facts has changed since. The log has only a fingerprint of them, so the answer cannot be tried against the old ones.
audit-again-differs = The answer is another
audit-again-differs-do = Facts and rules are the same, but the log has another answer. Open a case, and tell the operator.
audit-entry-case = Look into this
audit-entry-case-words = Why do you want to look into this?
audit-entry-case-hint = Be brief. Do not write who the child is.
audit-entry-case-do = Open a case
audit-case-wrong-words = Write a few words
audit-case-wrong-long = Write less, at most { $most } characters
audit-entry-proof = Proof
audit-entry-proof-means = The file shows that the line stands in the signed log. You can check it without this service.
audit-entry-proof-file = Download the proof
audit-entry-proof-show = Show the proof
audit-entry-leaf = Fingerprint of the line
audit-entry-path = Path to the root
audit-entry-checkpoint = Signed checkpoint

# Audit: overview
charts-title = The log in numbers
charts-period = How far back
charts-days = { $days } days
charts-none = Nothing in this time.
charts-table = Show the numbers
charts-file = Download the numbers
charts-openings = Papers opened
charts-of-body = { $body }: { $count }
charts-families = The families
charts-others = Other organisations
charts-day = Day
charts-week = Week from
charts-refusals = When the answer was no
charts-reason = Reason
charts-times = Times
charts-week-hours = When in the week papers are opened
charts-week-words = Papers opened, from Monday at the top to Sunday at the bottom, from 00 to 24
charts-hour = Hour
charts-stopped = How soon consents are stopped
charts-stopped-after = Stopped after
charts-consents = Consents
charts-remaining = How long consents last from now
charts-remaining-for = Still last
charts-stopped-hour = Under an hour
charts-stopped-day = Under a day
charts-stopped-week = Under a week
charts-stopped-month = Under 30 days
charts-stopped-later = 30 days or more
charts-remaining-under = Under { $days } days
charts-remaining-over = { $days } days or more
charts-weekday-1 = Monday
charts-weekday-2 = Tuesday
charts-weekday-3 = Wednesday
charts-weekday-4 = Thursday
charts-weekday-5 = Friday
charts-weekday-6 = Saturday
charts-weekday-7 = Sunday

# Audit: exports
audit-saved = Your saved searches
audit-saved-keep = Save this search
audit-saved-name = Name of the search
audit-saved-hint = Only you see it. Do not write the name of a child.
audit-saved-do = Save
audit-saved-forget = Remove
audit-saved-forget-one = Remove the search { $name }
audit-saved-wrong = Write a name of at most { $most } characters.
audit-saved-full = You have { $most } saved searches, and there is no room for more. Remove one first.
audit-export = Take out what you found
audit-export-means = The export is written to the log, with what you searched for. The bundle has proofs and can be checked without the service.
audit-form-csv = Spreadsheet (CSV)
audit-form-jsonl = Data (JSON Lines)
audit-form-bundle = Bundle with proofs
audit-before = Before
audit-entry-query = The search
reason-taken-out = Taken out as a file

# Audit: cases
audit-case-title = Case to review
audit-cases-title = Cases to review
audit-case-heading = Case: { $about }
audit-case-tabs = Which cases
audit-case-all = All
audit-case-new = New
audit-case-looked-at = Looked at by one
audit-case-closed = Closed
audit-case-explained = Closed: explained
audit-case-deviation = Closed: deviation
audit-case-none = No cases here.
audit-case-about = About
audit-case-stands = State
audit-case-older = Older cases
audit-case-opened = Opened
audit-case-words = Why it was opened
audit-case-lines = Lines that belong to it
audit-case-found = Findings
audit-case-nothing = Nobody has given a finding yet.
audit-case-hidden = Hidden until the case is closed. Each of you judges the case alone first.
audit-case-put = Your finding
audit-case-two = The case is closed when two auditors have given a finding. You cannot change yours afterwards.
audit-case-finding = What did you find?
audit-case-say-explained = Explained: it was as it should be
audit-case-say-deviation = Deviation: it was not as it should be
audit-case-say = What did you look at, and what did you find?
audit-case-do = Send the finding
audit-case-wrong-finding = Choose explained or deviation

# Audit: verification
audit-verify-title = Verification of the log
audit-verify-means = The verification computes every fingerprint anew. It compares them with the signed checkpoints.
audit-verify-running = The verification began { $since }. The page renews itself.
audit-verify-seen = { $seen } of { $all } lines ({ $percent } %)
audit-verify-again = Look again
audit-verify-good = Everything agrees
audit-verify-wrong = Something does not agree
audit-verify-wrong-do = Change nothing. Keep the database, and tell the operator.
audit-verify-more = And { $count } more.
audit-verify-when = Done
audit-verify-entries = Lines
audit-verify-signed = Covered by a signed checkpoint
audit-verify-checkpoints = Signed checkpoints that agree
audit-verify-erased = Emptied after an erasure
audit-verify-root = Root
audit-verify-origin = Log
audit-verify-broken-off = The verification was broken off { $when }. Start it again.
audit-verify-never = The log has not been verified from here since the service started.
audit-verify-do = Verify the whole log
audit-verify-offline = Verify without the service
audit-verify-offline-means = Here the service verifies itself. If you do not trust it, verify on your own machine.
audit-verify-offline-1 = Search without filters, and take out a bundle with proofs.
audit-verify-offline-2 = Fetch the key and the signed checkpoint:
audit-verify-offline-3 = Run:
audit-verify-file = FILE
audit-verify-key = KEY
audit-verify-checkpoint = CHECKPOINT

# Audit: flags
flags-heading = Worth a look
flags-means = Fixed rules point out lines of the log. A flag is a question, not an accusation.
flags-rate = The rules point out { $flagged } of { $openings } openings ({ $percent } %).
flags-rules = The rules, and how common they are
flags-rule = Rule
flags-how = What it looks for
flags-many = Flags
flags-count = { $count }
flags-all = Show all flags
flags-none = No flags in this time.
flags-lines = { $count ->
    [one] Rests on one line:
   *[other] Rests on { $count } lines:
}
flags-open = Look at the line and open a case
flags-case = To the case ({ $stands })
flag-first-opening = First opening
flag-first-opening-rule = A person opens a paper for the very first time.
flag-odd-hours = Outside usual hours
flag-odd-hours-rule = Between { $from } and { $until } or in the weekend, by somebody who opens less than { $percent } % of the papers then. If the person is new, the habits of the unit count.
flag-many-children = Many folders in a short time
flag-many-children-rule = Papers in { $count } or more folders within { $minutes } minutes.
flag-bulk = Very many papers
flag-bulk-rule = { $count } or more papers within an hour.
flag-after-end = Tried after the consent had ended
flag-after-end-rule = Somebody tries to open something when the consent has run out or was stopped.
flag-refusals = Told no many times
flag-refusals-rule = The same person is told no { $count } times or more within an hour.
flag-surname = Same surname
flag-surname-rule = A professional opens a paper about a child with the same surname. The flag only says that the surnames match.
flag-churn = Given and stopped again
flag-churn-rule = The same access is stopped { $count } times or more within { $days } days.
flag-emergency = Emergency without follow-up
flag-emergency-rule = No auditor has looked into the case within { $hours } hours.

# Operation in the log
kind-operation-seen = Saw how the operation stands
act-operate = Run the service
act-see-members = See the members of a unit
act-invite-member = Invite a member
act-confirm-member = Confirm a member
act-suspend-member = Suspend a member
act-end-member = End a membership

# Operation
acting-operator = { $name } – you run the service. You do not see what stands in the folders.
place-operate = Status
place-operate-agencies = Bodies
place-operate-guardianships = Guardians
operate-heading = How things stand
operate-never = Never
operate-none = None
operate-note-escrow = The keys are not in escrow. If they are lost, nobody can read anything.
operate-note-older = { $count } keys are sealed under an old root key. Finish the rotation.
operate-note-given-up = { $count } notices could not be sent. Check mail and webhooks.
operate-log = The log
operate-log-size = Lines
operate-log-newest = Newest line
operate-log-signed = Covered by a signed checkpoint
operate-log-witness = Witnesses
operate-keys = Keys
operate-keys-version = Root key number
operate-keys-sealed = Keys under the root key
operate-keys-older = Under an old root key
operate-keys-rotated = Last rotated
operate-keys-escrowed = Last put in escrow
operate-storage = Storage
operate-folders = Folders
operate-bodies = Bodies that take part
operate-versions = Versions of papers
operate-megabytes = Megabytes
operate-queue = Queue
operate-streams = Papers being handed over now
operate-scans = Waiting for the virus check
operate-deliveries = Notices that wait
operate-given-up = Notices that could not be sent
operate-erasures = Erasures under way
operate-cases = Open audit cases
operate-search = Name or organisation number
operate-found = { $count ->
    [0] Found none
    [one] One body
   *[other] { $count } bodies
}
operate-more = There are more. Search to find them.
operate-body = Body
operate-name = Name
operate-level = Level
operate-kind = Kind
operate-orgnr = Organisation number
operate-orgnr-hint = Nine digits. A unit needs no number.
operate-stands = State
operate-parent = Stands under
operate-active = Takes part
operate-inactive = Does not take part
operate-new = Add a body
operate-add = Add
operate-back = To the list
operate-deactivate = Stop taking part
operate-deactivate-means = If it stops taking part, nobody there can open anything. It counts at once.
operate-activate = Let it take part
operate-activate-means = If it takes part, the consents to it count again.
operate-level-organisation = Organisation
operate-level-sub-organisation = Part of an organisation
operate-level-unit = Unit
operate-kind-hospital = Hospital
operate-kind-health-municipal = Municipal health service
operate-kind-welfare = NAV
operate-kind-education = School or PPT
operate-kind-statped = Statped
operate-kind-child-psychiatry = BUP
operate-kind-child-welfare = Child welfare
operate-kind-other = Other
operate-wrong-name = Write a name
operate-wrong-orgnr = Write nine valid digits. An organisation must have a number.
operate-wrong-taken = This number is registered already
operate-wrong-level = Choose a level
operate-wrong-kind = Choose a kind
operate-wrong-parent = Choose what it stands under. An organisation stands under nothing.
operate-four-eyes = One enters what was seen. Another checks and confirms. Before that it gives no access.
operate-waiting = { $count ->
    [0] Nobody waits to be confirmed
    [one] One waits to be confirmed
   *[other] { $count } wait to be confirmed
}
operate-due = { $count ->
    [0] Nobody is due for another look
    [one] One is due for another look
   *[other] { $count } are due for another look
}
operate-own = You entered this, or it is about you. Somebody else must do it.
operate-confirm = Confirm
operate-reject = Reject
operate-review = Still holds
operate-end = End
operate-role = Role
operate-evidence = What was seen
operate-lasts = Lasts
operate-lasts-from = from { $from }
operate-lasts-until = from { $from } { $until }
operate-review-by = To be looked at again by
operate-entered-by = Entered by
operate-enter-heading = Enter a guardian
operate-enter = Enter
operate-child = Code of the folder
operate-child-hint = The code you got when the folder was made.
operate-person = Code of the person
operate-person-hint = The code you got when the person was registered.
operate-until = Until (empty: for the time being)
operate-wrong-child = There is no folder with this code
operate-wrong-person = This person cannot be a guardian here. Check the code.
operate-numbers-hint = Write both person numbers as they stand on what you have seen yourself.
operate-child-number = The child’s person number
operate-person-number = The guardian’s person number
operate-wrong-numbers = Write both person numbers, 11 digits each
operate-wrong-role = Choose a role
operate-wrong-evidence = Choose what fits the role
operate-evidence-population-register = Population register
operate-evidence-court-judgment = Court judgment
operate-evidence-agreement = Agreement between the parents
operate-evidence-seen-in-person = Came in person with identification
operate-evidence-appointment = Appointment
operate-evidence-child-welfare-decision = Child welfare decision
operate-evidence-power-of-attorney = Power of attorney
operate-evidence-other = Other
operate-against-own = Nobody enters, confirms or ends the own role. Somebody else must.
operate-against-four-eyes = You entered this. Somebody else must confirm it.
operate-against-numbers = These are not the numbers that were entered. Look at the papers again.
operate-against-over = The role has ended already.
operate-against-confirmed = The role has been confirmed already.
operate-against-not-confirmed = Only a confirmed role that lasts can be looked at again.
operate-against-overlaps = The person has such a role for the child at that time. End that one first.

## Last
