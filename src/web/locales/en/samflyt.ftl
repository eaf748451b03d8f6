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

## Last
