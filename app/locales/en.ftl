### English. One line per message; keys of enumerations are a prefix and the word of the
### enumeration, with hyphens. Messages may hold no personal data of their own.

## The site

portal-name = e-Visa
country = Kingdom of Cambodia
title-error = Error
skip = Skip to the content
demo-banner = Demonstration. No real visa is issued here, and no money is taken. Do not enter real personal data.
to-the-start = Go to the start page
back = Back
change = Change
choose = Choose
not-given = Not given
days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
footer-check = Check your application
footer-verify = Verify a document
footer-privacy = Your data
footer-source = Source code
footer-licence = Free software under the GNU Affero General Public License, version 3 or later.

## Dates

date-long = { $day } { $month } { $year }
instant-long = { $date }, { $time } Phnom Penh time
date-day = Day
date-month = Month
date-year = Year
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Errors

error-summary = Something is not right yet
error-advice = Go back and try again. If it happens again, try later.
error-sign-in-needed = Open your application first
error-sign-in-needed-advice = Open the link from our mail, or ask for a new one.
error-forbidden = You may not do this
error-forbidden-advice = You are signed in, but not for this page. If you think you should be, ask your supervisor.
error-not-found = This page does not exist
error-not-found-advice = The address may be mistyped, or the page may belong to another application. Check the address, or start again.
error-invalid = Something is not right yet
error-too-many-tries = Too many tries. Wait { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, then try again.
error-too-many-tries-advice = We limit how often one can try, to protect everybody's application.
error-unavailable = This is not available just now
error-unavailable-advice = Nothing you typed is lost. Try again in a few minutes.
error-internal = Something went wrong on our side
error-internal-advice = Nothing you saved is lost. Try again. If it happens again, tell us this number: { $number }

## States

application-state-draft = Not sent yet
application-state-submitted = Sent, not paid yet
application-state-paid = Paid, being decided
application-state-closed = Closed
application-state-expired = Expired
case-state-waiting = Waiting for review
case-state-in-review = Being reviewed
case-state-needs-correction = Needs a correction
case-state-granted = Granted
case-state-denial-proposed = Being decided
case-state-denied = Denied
case-state-withdrawn = Withdrawn
visa-state-valid = Valid
visa-state-used = Used
visa-state-expired = Expired
visa-state-void = Void
visa-state-replaced = Replaced
crossing-admission = Entry
crossing-refusal = Refused entry
crossing-departure = Departure
stay-state-open = In Cambodia
stay-state-departed = Departed
fine-state-due = Due
fine-state-paid = Paid
fine-state-exempted = Exempted
payment-state-created = Not paid yet
payment-state-paid = Paid
payment-state-partly-refunded = Partly refunded
payment-state-refunded = Refunded
payment-state-failed = Failed
payment-state-expired = Expired, nothing was charged
payment-state-disputed = Disputed
refund-state-requested = Waiting for approval
refund-state-approved = Approved
refund-state-sent = On its way
refund-state-succeeded = Paid back
refund-state-failed = Delayed, we are trying again
passport-kind-ordinary = Ordinary passport
passport-kind-diplomatic = Diplomatic passport
passport-kind-official = Official or service passport
passport-kind-special = Special passport
passport-kind-business = Business passport
role-reviewer = Reviewer
role-supervisor = Supervisor
role-border = Border officer

## Grounds (Art. 7 and 23)

ground-7-technical-fault = A technical fault in the e-visa system
ground-7-insufficient-information = Insufficient information from the traveller
ground-23-a-1 = Invalid passport
ground-23-a-2 = No visa where one is needed
ground-23-a-3 = Insanity
ground-23-a-4 = On the ministry's list
ground-23-a-5 = Severe declared disease
ground-23-a-6 = Offences abroad
ground-23-a-7 = Unclear travel history
ground-23-a-8 = Unclear purpose of the visit
ground-23-a-9 = No means of support
ground-23-a-10 = Forged or altered documents
ground-23-a-11 = Expelled before
ground-23-a-12 = Unlawful boarding
ground-23-b-1 = No exit visa where one is needed
ground-23-b-2 = Pending court case
ground-23-b-3 = Evading the law
ground-23-b-4 = Forged documents
ground-23-b-5 = Unpaid overstay fine
ground-23-b-6 = Decision of the minister
ground-23-c-1 = Invalid passport
ground-23-c-2 = No visa
ground-23-c-3 = Insanity
ground-23-c-4 = No record of entry
ground-23-c-5 = No means of support
ground-23-c-6 = Forged documents
ground-23-c-7 = Decision of the ministry

## Travellers' pages


## Staff, border and verification pages

staff-nav = Your desk
staff-nav-queue = Queue
staff-nav-refunds = Refunds
staff-nav-border = Border
staff-nav-password = Password
staff-next-page = Next page
staff-sign-in-title = Sign in for staff
staff-sign-in = Sign in
staff-sign-out = Sign out
staff-login = Login
staff-password = Password
staff-code = Six-digit code
staff-code-hint = From your authenticator app.
staff-password-title = Change your password
staff-password-first = You signed in with a one-time password. Choose your own before you go on.
staff-password-current = Current password
staff-password-new = New password
staff-password-hint = At least 12 characters. Several words are good.
staff-password-again = New password, again
staff-password-change = Change password

staff-queue-title = Queue
staff-queue-filters = Filter the queue
staff-queue-state = State
staff-queue-state-mine = To be reviewed
staff-queue-port = Port of entry
staff-queue-port-all = All ports
staff-queue-nationality = Nationality
staff-queue-reference = Reference
staff-queue-name = Name
staff-queue-paid = Paid
staff-queue-promised = Promised
staff-queue-late = Late
staff-queue-entry = Entry
staff-queue-reviewer = Reviewer
staff-queue-show = Show
staff-queue-clear = Clear
staff-queue-empty = Nothing waits here.

staff-case-heading = { $reference }, traveller { $position }
staff-case-held-by = Held by { $name }
staff-case-photo = Photo of the traveller
staff-case-facts = What the traveller said
staff-case-checks = Checks
staff-case-companions = Travelling together
staff-case-timeline = Timeline
staff-case-acts = Decision
staff-case-held = Another reviewer holds this case.
staff-case-with-traveller = Waiting for the traveller to correct the application.
staff-case-visa = Visa { $number }: { $state }, valid until { $until }
staff-check-pass = Fine
staff-check-look = Look
staff-check-fail = Fails
staff-act-take = Take this case
staff-act-put-back = Put back into the queue
staff-act-grant-ask = Grant …
staff-act-grant-means = This issues a tourist visa and mails it to the traveller. It cannot be undone here.
staff-act-grant = Grant the visa
staff-act-correction = Ask for a correction
staff-act-denial = Propose a denial
staff-act-confirm-ask = Confirm the denial …
staff-act-confirm-means = The traveller is told the ground. The fee is not given back (Art. 6).
staff-act-confirm = Deny the visa
staff-act-reject = Send back to review
staff-correction-title = Ask for a correction
staff-correction-note = What should the traveller correct?
staff-correction-hint = The traveller reads this. Plain words, at most 600 characters.
staff-correction-send = Send to the traveller
staff-denial-title = Proposed denial
staff-denial-by = Proposed by { $name }
staff-denial-own = You proposed this denial. Another supervisor decides.
staff-denial-waits = A supervisor decides on this denial.
staff-denial-propose-title = Propose a denial
staff-denial-propose-means = A supervisor must confirm it before anything is told to the traveller.
staff-denial-ground = Ground
staff-denial-note = Why
staff-denial-note-hint = For the supervisor and the file, at most 600 characters.
staff-denial-propose = Propose the denial

staff-refunds-title = Refunds
staff-refunds-state = State
staff-refunds-state-open = To be dealt with
staff-refunds-empty = No refund waits here.
staff-refunds-amount = Amount
staff-refunds-reason = Reason
staff-refunds-requested = Requested
staff-refunds-by-ledger = by the ledger
staff-refunds-act = What to do
staff-refunds-approve = Approve
staff-refunds-again = Try again
staff-refunds-failure = The card provider said: { $failure }
staff-refund-requested = Waits for approval
staff-refund-approved = Approved
staff-refund-sent = Sent
staff-refund-succeeded = Paid back
staff-refund-failed = Failed

border-find-title = Find a traveller
border-find-seal = Scan a code
border-seal = Code of the e-visa or V-Pass
border-seal-hint = Scan it, or paste the address.
border-find-passport = By passport
border-find-reference = By reference
border-find = Find
border-find-again = Find another traveller
border-nobody = Nobody was found. Check what you typed.
border-passport-number = Passport number
border-nationality = Nationality
border-nationality-hint = Three letters, as in the passport.
border-birth-date = Date of birth
border-reference = Reference
border-reference-hint = Such as KV-7Q2M-3DXA.
border-people-title = { $count ->
    [one] One person
   *[other] { $count } people
}
border-seal-result = The scanned code:
border-photo = Photo of { $name }
border-admissible = May enter
border-not-admissible = Not to be admitted
border-inside = In Cambodia
border-visa = Visa
border-visa-line = { $type } { $number }: { $state }, valid until { $until }
border-no-visa = None
border-stay = Stay
border-stay-open = Until { $last }: { $count ->
    [one] one day left
   *[other] { $count } days left
}
border-stay-over = Until { $last }: { $count ->
    [one] one day over
   *[other] { $count } days over
}
border-stay-departed = Entered { $entered }, departed { $departed }
border-fine = Fine { $amount } for { $count ->
    [one] one day
   *[other] { $count } days
} over (Art. 24)
border-must-leave-by = Must leave by { $date } (Art. 26)
border-person-title = Traveller at the desk
border-admit = Admit …
border-refuse = Refuse entry …
border-depart = Record departure …
border-back = Back to the traveller
border-crossings = Crossings
border-no-crossings = None recorded.
border-recorded-at = Recorded afterwards, { $at }
border-port = Port
border-afterwards = It happened earlier
border-afterwards-hint = Only when it could not be recorded at once. Phnom Penh time.
border-event-date = Date
border-event-time = Time
border-admit-title = Admit
border-admit-means = This sets the permitted stay, uses up a single entry, and sends the V-Pass.
border-admit-confirm = Admit the traveller
border-refuse-title = Refuse entry
border-grounds-entry = Grounds of Art. 23
border-grounds-entry-means = The fee is not given back.
border-grounds-refund = Grounds of Art. 7
border-grounds-refund-means = The visa becomes void and the traveller's fee is given back.
border-grounds-both = If you tick grounds of both kinds, a supervisor decides on the refund.
border-refuse-note = Note
border-refuse-note-hint = What you found, at most 600 characters.
border-refuse-confirm = Refuse entry
border-depart-title = Record a departure
border-days-over = { $count ->
    [0] Within the permitted stay.
    [one] One day over the permitted stay.
   *[other] { $count } days over the permitted stay.
}
border-fine-settled = How was the fine settled?
border-fine-paid = Paid
border-fine-exempted = Exempted by the Minister (Art. 28)
border-fine-note = Receipt number, or who exempted and why
border-fine-note-hint = Kept with the record.
border-depart-confirm = Record the departure

pass-title = V-Pass
pass-closed = Closed
pass-closed-on = The traveller left Cambodia on { $date }. This pass is no longer valid.
pass-number = V-Pass number
pass-name = Name
pass-passport = Passport number
pass-nationality = Nationality
pass-entered = Entry
pass-entered-at = { $date }, { $port }
pass-last-day = Last permitted day
pass-days-left = { $count ->
    [0] Last day today
    [one] { $count } day left
   *[other] { $count } days left
}
pass-days-over = { $count ->
    [one] { $count } day over
   *[other] { $count } days over
}
pass-photo = Photo of the holder
pass-code = Code for verification
pass-code-hint = Show this code when asked. It can be verified without a network.
pass-pdf = Save as PDF
pass-verify = Verify this pass
pass-specimen = Specimen
pass-keep = Save this page or the PDF to show your pass without a network.

verify-title = Verify a document
verify-lead = Find out whether an e-visa or a V-Pass is genuine. The document's code is enough; nothing about it is stored.
verify-text = Code or address
verify-text-hint = Scan the code with your phone, copy the address, and paste it here.
verify-submit = Verify
verify-camera = Use the camera
verify-camera-stop = Stop the camera
verify-camera-none = The camera cannot be used here. Choose a picture, or paste the address.
verify-picture = Choose a picture of the code
verify-picture-none = No code was found in the picture. Take it closer, with more light.
verify-working = Verifying …
verify-again = Verify another document
verify-result-title = Result
verify-valid = Valid
verify-not-valid = Not valid
verify-unsure = Could not be verified
verify-no-keys = The keys are not on this device yet. Open this page once with a network.
verify-keys-unreadable = The published keys could not be read. Reload this page.
verify-list-missing = The list of replaced and revoked documents is not on this device. A document that was revoked may still show as valid.
verify-list-bad = The list of replaced and revoked documents could not be verified. A document that was revoked may still show as valid.
verify-list-covers = Checked against the list of replaced and revoked documents up to { $date }.
verify-list-old = The list on this device is old: a newer one was due on { $date }. Open this page with a network.
verify-offline-ready = This page is kept on this device and works without a network.
verify-specimen = Specimen: this is a demonstration, not a real document.
verify-says = The document says
verify-said-untrusted = The code says, but do not trust it
verify-code = Code
verify-fact-document = Document
verify-fact-visa = e-Visa
verify-fact-v-pass = V-Pass
verify-fact-number = Number
verify-fact-name = Name
verify-fact-passport = Passport number
verify-fact-nationality = Nationality
verify-fact-birth = Date of birth
verify-fact-sex = Sex
verify-fact-type = Visa type
verify-fact-entries = Entries
verify-fact-entries-single = Single
verify-fact-entries-multiple = Multiple
verify-fact-stay = Stay
verify-fact-until = Valid until
verify-fact-entered = Entry
verify-fact-last-day = Last permitted day
verify-fact-port = Port of entry
verify-fact-issued = Issued
seal-valid = The document is genuine and was not changed.
seal-not-valid = The document could not be verified.
seal-no-seal = This holds no code of an e-visa or a V-Pass.
seal-read-error = The code could not be read.
seal-wrong-format = This is not a code of an e-visa or a V-Pass, or it is damaged.
seal-unknown-feature = The document is genuine. It holds something that this page does not know.
seal-unknown-certificate = It is not signed with a key of this portal.
seal-untrusted-certificate = It is signed with a key of another state.
seal-invalid-documenttype = It is a code of another kind of document.
seal-expired-certificate = The key that signed it has expired.
seal-revoked-certificate = The key that signed it was revoked.
seal-invalid-signature = It was changed or forged: the signature does not belong to it.
seal-invalid-visa-mrz = A check digit of the printed lines is wrong.
seal-seal-visa-mismatch = The printed document says something else than its code.
seal-invalid-passport-mrz = A check digit of the passport is wrong.
seal-seal-passport-mismatch = It belongs to another passport.
seal-replaced = It was replaced by a newer version. Ask for the newer one.
seal-revoked = It was made void.
