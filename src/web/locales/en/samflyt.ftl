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
paper-keep-means = You can keep this paper from those with parental responsibility. It works at once. Somebody in the health service must agree within some time.
paper-is-held = The paper is held back. Those with parental responsibility cannot open it.
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

## Units: professionals, coordinators, members

## Auditors and operators

## Last
