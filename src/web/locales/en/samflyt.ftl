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
audit-agency = Body
audit-kind = What happened
audit-outcome = Answer
audit-purpose = Purpose
audit-reason = Reason for a no
audit-child = Folder
audit-child-hint = Paste the code, or choose a folder in the list. Who the child is never stands here.
audit-all = All
audit-only-person = Only what { $name } did.
audit-every-person = Show everybody
audit-do = Search
audit-clear = Start again
audit-wrong-day = Write the date as year-month-day
audit-wrong-order = Let the last day come after the first
audit-wrong-id = Paste the whole code
audit-wrong-code = Choose from the list
audit-count = { $count ->
    [0] No line fits
    [one] One line fits
   *[other] { $count } lines fit
}
audit-count-many = { $count } lines or more fit
audit-when = When
audit-what = What happened
audit-who = Who
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
audit-entry-words-sealed = Sealed. Only the family can read them.
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
charts-others = Other bodies
charts-day = Day
charts-week = Week from
charts-refusals = When the answer was no
charts-reason = Reason
charts-times = Times
charts-week-hours = When in the week
charts-week-words = Papers opened, from Monday at the top to Sunday at the bottom, from 00 to 24
charts-hour = Hour
charts-stopped = How soon consents are stopped
charts-stopped-after = Stopped after
charts-consents = Consents
charts-remaining = How long consents still last
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
audit-export = Take out what you found
audit-export-means = The export is written to the log, with what you searched for. The bundle has proofs and can be checked without the service.
audit-form-csv = Spreadsheet (CSV)
audit-form-jsonl = Data (JSON Lines)
audit-form-bundle = Bundle with proofs
audit-before = Before
audit-entry-query = The search
reason-taken-out = Taken out as a file

# Audit: cases
audit-case-title = Case
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
audit-case-nothing = Nobody has put a finding yet.
audit-case-hidden = Hidden until the case is closed, so that each of you looks with own eyes.
audit-case-put = Your finding
audit-case-two = The case is closed when two auditors have put a finding. You cannot change yours afterwards.
audit-case-finding = What did you find?
audit-case-say-explained = Explained: it was as it should be
audit-case-say-deviation = Deviation: it was not as it should be
audit-case-say = What did you look at, and what did you find?
audit-case-do = Put the finding
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
flag-churn = Given and stopped again
flag-churn-rule = The same access is stopped { $count } times or more within { $days } days.
flag-emergency = Emergency without follow-up
flag-emergency-rule = No auditor has looked into the case within { $hours } hours.

# Operation in the log
kind-operation-seen = Saw how the operation stands
act-operate = Run the service

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
operate-against-over = The role has ended already.
operate-against-confirmed = The role has been confirmed already.
operate-against-not-confirmed = Only a confirmed role that lasts can be looked at again.
operate-against-overlaps = The person has such a role for the child at that time. End that one first.

## Last
