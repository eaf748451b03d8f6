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
sign-in-as = Be { $name }

# Front page
place-home = The folder
place-documents = Papers
place-access = Access
place-log = Log
place-more = More
acting-guardian = { $name } – you act for { $child } because you have parental responsibility.
acting-self = { $name } – this is your own folder.
home-heading = The folder of { $child }
home-other = Go to the folder of { $child }
home-waiting = Waiting for your answer
home-answer = Look and answer { $unit }
home-access = Who can see now
home-access-count = { $count ->
    [0] Nobody can see anything in the folder now.
    [one] One body can see something now.
   *[other] { $count } bodies can see something now.
}
home-soon = { $count ->
    [one] One runs out this week.
   *[other] { $count } run out this week.
}
home-papers = Newest papers
home-withheld = { $count ->
    [one] One paper is withheld by the young person.
   *[other] { $count } papers are withheld by the young person.
}
card-what = What
card-why = Why
card-until = Until
card-over = Used of the time
card-last = Last opened
never-opened = Not opened yet
last-opened = { $when }
what-documents = { $count ->
    [one] one paper
   *[other] { $count } papers
}
stop = Stop { $unit }

# Stopping
stop-title = Stop access
stop-heading = Stop { $unit }?
stop-means = From now on they cannot open anything in the folder. It counts at once.
stop-kept = What they have already downloaded they may have kept.
stop-now = Stop now
stop-not = Not now
stopped-title = Stopped
stopped-heading = { $unit } has been stopped
stopped-means = They cannot open anything more. To share again, give access anew.
to-folder = Back to the folder
stopped-receipt = Receipt

# Giving access
give-title = Give access
give-heading = Who may see?
give-what = What
give-who = Who
give-search = Not there? Search
give-search-do = Search
give-why = What will they use it for?
give-long = For how long?
give-once = Once
give-7 = 7 days
give-30 = 30 days
give-date = Until a day
give-until = To the end of { $day }
give-day = Day
give-on = Continue
give-wrong-document = Choose at least one paper
give-wrong-unit = Choose who may see
give-wrong-purpose = Choose what it is for
give-wrong-until = Choose for how long, at most a year ahead
not-now = Not now
check-title = Check and give access
check-heading = Check and give access
check-who = Who
check-members = ({ $count } people)
check-what = May open
check-why = In order to
check-long = How long
check-once = one opening only
check-change = Change
check-stop = You can stop at any time. What they have downloaded by then they may have kept.
check-missing = It counts once { $names } has agreed too.
check-give = Give { $unit } access
given-title = Receipt
given-heading = { $unit } has been given access
given-waits = Waiting for { $names }
given-undo = Undo
home-give = Give access

## Family: consents and requests

## Family: papers and uploads

## Family: log, profile, people, settings

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
emergency-off = Emergency access is off. Nobody can open anything without you.
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
notice-withheld = A paper is withheld
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

## Units: professionals, coordinators, members

## Auditors and operators

# The log in words: what happened
kind-opened = Opened a paper
kind-listed = Saw the list of papers
kind-refused = Was told no
kind-delivered = Received the content of a paper
kind-stored = Put a paper in
kind-replaced = Put in a new version of a paper
kind-erased = Erased a paper
kind-consent-granted = Gave consent to share
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

## Last
