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
home-answer = Look and answer
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
stop-heading = Stop { $unit }?
stop-means = From now on they cannot open anything in the folder. It counts at once.
stop-kept = What they have already downloaded they may have kept.
stop-now = Stop now
stop-not = Not now
stopped-title = Stopped
stopped-heading = { $unit } has been stopped
stopped-means = They cannot open anything more. To share again, give access anew.
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
receipt-json = Get the proof for checking
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
consent-handed-back = They have handed it back
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
done-approved = Your answer is stored. You said yes.
done-declined = Your answer is stored. You said no.
change-heading = What do you want to change?
change-wrong-nothing = Everything is as before. Change something, or go back.
change-wrong-left = Nothing would be left. Stop the access instead.
give-wrong-gone = One of the papers is not in the folder any more. Choose again.
give-wrong-closed = One of the units cannot receive now. Choose another.
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
give-heard = Have you talked with { $child } about this?
give-heard-words = What did the child say? (optional)
check-later = { $category }, later ones too
check-may = They may
check-changes = What changes
check-change-it = Save the change
check-prolong = Extend
check-give-many = Give { $count } units access
check-change-heading = Check the change
check-asked = { $unit } asks for this
check-say = Message
check-words = Message to them (optional)
given-many = { $count } units have their answer
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

## Family: log, profile, people, settings

## Units: professionals, coordinators, members

## Auditors and operators

## Last
