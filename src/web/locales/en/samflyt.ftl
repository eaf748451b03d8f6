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
unit-refused-other = The access does not cover this paper now.
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
case-contribute = Add a paper
case-hand-back = Hand back the access
case-ask = Ask for more
case-overview = Overview of access
case-logged = Every opening stands in the log. The family can read it.
case-done-asked = The request has been sent.
case-done-contributed = The paper has been stored in the folder.
case-done-answered = The answer has been stored.
case-done-handed-back = The access has been handed back.
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

## Auditors and operators

## Last
