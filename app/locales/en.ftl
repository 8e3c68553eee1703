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

