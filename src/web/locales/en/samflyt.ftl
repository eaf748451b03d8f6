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

# Sendte forespørsler
sent-heading = Our requests
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
hand-back-what = It concerns { $unit }: { $purpose }.
hand-back-means = Nobody of you can open anything by this access afterwards. The family is told.
hand-back-now = Hand back
cases-done-handed-back = The access has been handed back.
cases-done-ended = The access was over already. You need do nothing more.
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
emergency-means = You see only the emergency sheet, for { $minutes } minutes. Use this only when the child needs help now.
emergency-reason = Why
emergency-words = What has happened?
emergency-words-hint = A few words. The family and the auditor read them.
emergency-do = Open the emergency sheet now
emergency-wrong-reason = Choose why
emergency-wrong-words = Write a few words about what has happened
emergency-no = There is no emergency sheet you can open. Check the number. The family may not have switched this on.
emergency-too-many = It has been tried too often. Wait an hour.
declared-heading = Emergency sheet for { $child }
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
members-changed = This cannot be done now. See the list: somebody may have changed it, or somebody else must do it.
invite-title = Add
invite-heading = Add a member to { $unit }
invite-means = Somebody else must confirm before the person sees anything.
invite-name = Name
invite-number = National identity number
invite-role = Role
invite-do = Add
invite-wrong-name = Write the name, at most 100 characters
invite-wrong-role = Choose a role
invite-there = This person has a place here already. See the list
invite-too-many = Many wait to be confirmed. Confirm or end some of them first
invite-oneself = You cannot add yourself. Let somebody else do it
confirm-heading = Confirm { $name }, { $role }?
confirm-means = The person may open what families share with the unit. Confirm only somebody you know works here.
confirm-hint = Write the number once more, so that no stranger gets in.
confirm-differs = The number differs from the one that was added. Check it
suspend-heading = Suspend { $name }?
suspend-means = The person can open nothing from now on. You can let the person work again later.
end-heading = End the place of { $name }?
end-means = The person can open nothing from now on. This cannot be undone. Who comes back must be added anew.
resume-heading = Let { $name } work again?
resume-means = The person can again open what families share with the unit.

## Auditors and operators

## Last
