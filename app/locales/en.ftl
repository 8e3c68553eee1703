### English. One line per message; the key of an enumeration's variant is a prefix and its code,
### with hyphens. Messages may hold no personal data of their own.

## The site

portal-name = e-Visa
country = Kingdom of Cambodia
help-label = Help
style-title = Style
style-words = Words
style-colours = Colours
style-signs = Signs and drawings
style-buttons = Buttons and tags
style-notices = Notices and verdicts
style-plain = Fields
style-wrong = Fields with errors
style-lists = Lists and cards
staff-portal-name = e-Visa desk
country-khmer = ព្រះរាជាណាចក្រកម្ពុជា
title-error = Error
skip = Skip to the content
demo-banner = Demonstration: no real visa, no real money.
to-the-start = Go to the start page
back = Back
change = Change
choose = Choose
not-given = Not given
days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
footer-check = Find your application
footer-verify = Verify a document
footer-privacy = Your data
footer-rules = The rules
footer-source = Source code

## What the law says (`app/src/text/law.rs`)

-passport-validity = { LAW("passport_months") ->
    [one] { LAW("passport_months") } month
   *[other] { LAW("passport_months") } months
}
-stay = { LAW("stay_months") ->
    [one] { LAW("stay_months") } month
   *[other] { LAW("stay_months") } months
}
-validity = { LAW("validity_months") ->
    [one] { LAW("validity_months") } month
   *[other] { LAW("validity_months") } months
}

-extension = { LAW("extension_months") ->
    [one] { LAW("extension_months") } month
   *[other] { LAW("extension_months") } months
}

## Dates

date-long = { $day } { $month } { $year }
date-month-year = { $month } { $year }
instant-long = { $date }, { $time } Phnom Penh time
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
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
error-summary-of = { $count ->
    [one] One answer needs a change
   *[other] { $count } answers need a change
}
error-advice = Go back and try again. If it happens again, try later.
error-sign-in-needed = Open your application first
error-sign-in-needed-advice = Open the link from our e-mail, or ask for a new one.
error-forbidden = You may not do this
error-forbidden-advice = You are signed in, but not for this page. If you think you should be, ask your supervisor.
field-error-photo-two-at-once = Other files of this application, or from your network, are on their way already. Wait until one has arrived, then send this one again.
error-unreadable = This form could not be read
error-unreadable-advice = It is too long, or not as our pages send it. Go back, where your browser has kept what you typed, shorten it and send it again.
error-other-application = That page belongs to the application { $reference }, but another one is open in this browser
error-other-application-advice = What you typed is kept. Ask for the link of that application, open it, and go back to the page.
error-not-found = This page does not exist
error-not-found-advice = The address may be mistyped, or the page may belong to another application. Compare the address with where you have it from, or start again.
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

case-state-waiting = Waiting for review
case-state-in-review = Being reviewed
case-state-needs-correction = Needs a correction
case-state-granted = Granted
case-state-denial-proposed = Being decided
case-state-denied = Denied
case-state-withdrawn = Withdrawn
visa-type-t = Tourist (T)
visa-standing = { $state ->
    [valid] valid until { $until }
    [used] used for an entry
    [expired] expired, last day { $until }
    [void] void
   *[replaced] replaced by a newer one
}
visa-state-valid = Valid
visa-state-used = Used
visa-state-expired = Expired
visa-state-void = Void
visa-state-replaced = Replaced
crossing-admission = Entry
crossing-refusal = Refused entry
crossing-departure = Departure
fine-state-due = Due
fine-state-paid = Paid
fine-state-exempted = Exempted
payment-state-created = Not paid yet
payment-state-paid = Paid
payment-state-partly-refunded = Partly refunded
payment-state-refunded = Refunded
payment-state-refund-on-its-way = Refund on its way
payment-state-failed = Failed
payment-state-expired = Expired, nothing was charged
payment-state-disputed = Disputed
refund-state-requested = Waiting for approval
refund-state-approved = Approved
refund-state-declined = Not given back
refund-state-sent = On its way
refund-state-succeeded = Paid back
refund-state-failed = Did not reach the card; a supervisor decides how it is paid
passport-kind-ordinary = Ordinary passport
passport-kind-diplomatic = Diplomatic passport
passport-kind-official = Official or service passport
passport-kind-special = Special passport
passport-kind-business = Business passport
role-reviewer = Reviewer
role-supervisor = Supervisor
role-border = Border officer

## Grounds (Art. 7 and 23)

ground-7-technical-fault = A technical fault in the e-Visa system
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

continue = Continue
save-continue = Save and continue
saved-meanwhile = What is saved
saved-meanwhile-typed = Typed here: { $value }
nothing-given = nothing
saved-meanwhile-keep = Keep what is saved
typed-here = What you typed here
reference = Reference
email = E-mail address
surname = Surname
given-names = Given names
sex = Sex
sex-f = F (female)
sex-m = M (male)
sex-x = X
birth-date = Date of birth
birth-place = Place of birth
nationality = Nationality
country-also = { $other } – { $name }
passport-kind = Kind of passport
passport-number = Passport number
issuing-state = Issued by
issue-date = Date of issue
expiry-date = Date of expiry
working-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
}
traveller-number = Traveller { $position }
steps-label = Steps
steps-people = { $count } travellers
step-complete = complete:
step-passport = Passport
step-trip = Trip
step-contact = Contact
step-photo = Photo
step-check = Check
step-pay = Pay
step-correction = Please correct:
kept-until = Saved at every step. The link in our e-mail brings you back until { $until }.
resume-title = Go on with your application
nav-label = Your application
nav-application = Your application
nav-leave = Sign out

landing-title = Your e-Visa for Cambodia
landing-lead = Apply online for a tourist visa (T) before you travel. You need about ten minutes for each traveller, and no account.
landing-apply = Apply for an e-Visa
landing-visa-need = Find out if you need a visa
landing-check = Find your application
landing-fee = Fee
landing-fee-each = for each traveller, children included
landing-fee-who = Who sets the fee
landing-fee-source = { $source }, { $date }.
landing-time = Decision within
landing-time-from = after you have paid
landing-stay = Stay
landing-stay-month = { -stay }
landing-stay-entry = one entry, within { -validity } of issue
landing-need = What you need
landing-need-passport = A passport that is valid for at least { -passport-validity } after the day you enter Cambodia
landing-need-photo = A photo of each traveller, as a file (JPEG, PNG or WebP, up to 10 MB)
landing-need-trip = The day you arrive, where you enter, and the address of your first stay
landing-need-email = An e-mail address that you can read while you travel: the visa comes there
landing-need-card = A payment card
landing-how = How it goes
landing-how-apply-title = Apply
landing-how-apply = You fill in the application. Everything is saved as you go.
landing-how-pay-title = Pay
landing-how-pay = You pay by card on our payment provider’s page.
landing-how-decide-title = Wait for the decision
landing-how-decide = The Ministry of Foreign Affairs and International Cooperation decides. You get an e-mail with the visa, or with the reason why not.
landing-how-enter-title = Enter Cambodia
landing-how-enter = You show your passport and the visa when you enter. Your digital V-Pass, which replaces the stamp, then comes by e-mail.
landing-beware = Beware of look-alike sites
landing-beware-text = The official site is { $address }. Its fee is { $fee } for each traveller, and nothing is added to it. Sites that ask for more, or for a “service fee”, are not ours.

visa-need-title = Do you need a visa?
visa-need-nationality-hint = As your passport states it.
visa-need-ask = Find out
visa-need-who = { $nationality }, { $kind }
visa-need-exempt-title = You need no visa for up to { $days }
visa-need-exempt = You may enter Cambodia without a visa and stay for up to { $days } (Art. 5). You pay nothing and need not apply here.
visa-need-source = Source: { $source }, { $date }.
visa-need-longer-title = If you want to stay longer than { $days }
visa-need-longer = Then you can apply for a tourist visa, which permits { -stay }.
visa-need-longer-apply = Apply for a longer stay
visa-need-extend-title = Only if { $days } are too short for you
visa-need-extend = A tourist visa does not permit a longer stay at first, but it can be extended in Cambodia, once, for { -extension } (Art. 19). It costs the fee. Apply for it only if you mean to extend your stay.
visa-need-extend-apply = Apply for a visa all the same
visa-need-citizen-title = Cambodian citizens need no visa
visa-need-citizen = Enter with your Cambodian passport. You pay nothing and need not apply here.
visa-need-needed-title = You need a visa
visa-need-needed = For a visit of up to { -stay } you can apply for a tourist e-Visa here.
visa-need-other-purposes = For business and other purposes, or for longer stays, ask a Cambodian mission or apply at the point of entry.

start-title = Begin your application
start-fee = The fee is { $fee } for each traveller; you pay at the end.
start-email-hint = We send a code there, and a link that brings you back. Once you have typed the code, the link works on any device. The visa and the V-Pass come to it too.
start-button = Continue
start-open = An application is open in this browser.
start-open-continue = Go on with it
start-privacy = We keep what you tell us encrypted, and use it for this application only.

passport-title = Your passport
passport-title-further = Passport of traveller { $position }
passport-title-of = Passport of { $name }
passport-of-adult = This traveller travels on the passport of { $adult }. We ask for no other passport.
passport-mrz = The two lines at the bottom (optional)
passport-mrz-hint = They fill in what you leave empty, and we compare the rest. 44 characters each, with < in the gaps.
passport-mrz-lines = The two lines at the bottom of the photo page
passport-mrz-name = Your name as these lines write it:
passport-drawing = The photo page of a passport. The field that you fill in is lit.
passport-where = Where it stands in the passport
passport-known = Nationality: { $nationality }. { $kind }.
passport-names-hint = Write everything exactly as the passport does: a name that differs can mean that you are turned away.
passport-surname-hint = Empty if the passport shows none.
passport-given-names-hint = All of them. Empty if the passport shows only one name.
passport-birth-hint = For example 27 3 1985. Leave empty what the passport does not give.
passport-birth-place-hint = As in the passport, or town and country.
passport-number-hint = Letters and digits, at the top right.
passport-issuing-hint = The state or organisation that issued the passport.
passport-expiry-hint = It must be valid for at least { -passport-validity } after the day you enter.

trip-title = Your trip
trip-entry = Date of entry
trip-entry-hint = The day you plan to enter Cambodia. For example 27 3 2027.
trip-stay = Days you plan to stay
trip-stay-hint = A tourist visa permits { -stay }.
trip-port = Where you enter
trip-port-hint = Only these places accept an e-Visa on entry. You may leave from anywhere.
trip-address = Address in Cambodia
trip-address-hint = Hotel or host, street and town. The first one, if there are several.
trip-reminder-text = We can write to { $email } on that day, and keep your answers until then.
trip-reminder-confirm = We can write to you on { $date }, and keep your answers until then. Confirm your e-mail address first, so that the e-mail reaches you.
trip-reminder-ask = Write to me on { $date }
trip-reminder-asked = We write to { $email } on { $date }. Your answers are kept until { $until }. You can close this page.
trip-warning-title = Before you go on
trip-warning-validity = A visa issued today can be used until { $date }, which is before your planned entry. Apply later, or enter earlier.
trip-warning-stay = A tourist visa entered on that day permits a stay until { $date }. You plan to stay longer. You can ask for one extension of { -extension } in Cambodia.
trip-warning-exempt = { $name } needs no visa for a stay of up to { $days ->
    [one] { $days } day
   *[other] { $days } days
} (Art. 5), and this trip is not longer. The fee is not given back because of it. You can go on all the same.
trip-warning-citizen = { $name } is a Cambodian citizen and needs no visa. The fee is not given back because of it.
trip-warning-order = You plan to leave before you enter.

contact-title = How we reach you
contact-phone = Phone number
contact-phone-hint = With the country code, such as +44 20 7946 0018.
contact-address = Home address
contact-address-hint = Street, town and postal code.
contact-country = Country where you live

photo-title = Your photo
photo-title-of = Photo of { $name }
photo-alt = Photo of { $name }
photo-check-title = Is the photo good?
photo-check-title-of = Is the photo of { $name } good?
photo-correct-title = Send another photo
photo-correct-title-of = Send another photo of { $name }
photo-same = This is the same photo as before. Send another one, or choose another part of it.
photo-correct-part = Or another part of the photo that you sent
photo-current = This is how it will stand in the visa.
photo-keep = Keep it and continue
photo-said-saved = The photo is saved.
photo-said-turned = The photo was turned.
photo-said-nearer = The photo was brought nearer.
photo-said-farther = The photo shows more of the picture now.
photo-said-moved = The photo shows the part that you chose.
photo-turn-left = Turn left
photo-turn-right = Turn right
photo-nearer = Nearer
photo-farther = Farther
photo-across = Which part, from side to side
photo-left = Left
photo-middle = Middle
photo-right = Right
photo-down = Which part, up and down
photo-higher = Higher
photo-halfway = Middle
photo-lower = Lower
photo-original-kept = We keep the whole picture only as long as the photo can be changed.
conflict-photo-changed = The photo was changed in another window after you opened it here, so that nothing was done now. This is the photo as it is.
conflict-photo-part = That part of the picture cannot be the photo: it has too few pixels, or nothing is on it but one colour. Choose another part.
conflict-photo-original-gone = The picture that you uploaded is no longer kept. Upload it again to choose another part.
photo-file = Choose a photo
photo-file-hint = JPEG, PNG or WebP, up to 10 MB, at least 400 × 600 pixels. We turn it and crop it to { LAW("photo_width") } × { LAW("photo_height") } cm.
photo-upload = Save and continue
photo-replace = Use another photo
photo-rule-face = Face straight to the camera, eyes open, nothing over the face
photo-rule-ground = A plain, light background
photo-rule-recent = No older than six months, nobody else
photo-rule-shape = Upright, some space around the head
photo-examples = A good photo, and six that are not
photo-right-so = Good
photo-wrong = Not good:
photo-wrong-glasses = Dark glasses
photo-wrong-hat = Hat
photo-wrong-shadow = Shadow
photo-wrong-far = Too far
photo-wrong-tilted = Tilted
photo-wrong-dark = Too dark
photo-missing = Choose a photo
photo-too-large = The file is larger than 10 MB. Choose a smaller one, or save it with a lower quality.
photo-heif = This is a HEIC file. Save or share the photo as JPEG, then choose that file.
photo-not-a-picture = This file is not a JPEG, PNG or WebP picture. Choose another one.
photo-animated = This picture moves. Choose a still one.
photo-too-many-pixels = This picture has too many pixels to be read. Choose a smaller one.
photo-unreadable = This picture is damaged and cannot be read. Choose another one, or save it again.
photo-flat = There is nothing on this picture but one colour. Choose a photo of the traveller.
photo-too-small = The part we can use is only { $width } × { $height } pixels. Choose a photo of at least 400 × 600.

travellers-title = Who travels?
travellers-applicant = You, on your own passport
travellers-own-passport = On an own passport
travellers-on-passport-of = On the passport of { $adult }
travellers-complete = Complete
travellers-incomplete = Not complete yet
travellers-passport = Passport
travellers-photo = Photo
travellers-remove = Remove { $name }
travellers-total = { $count ->
    [one] One traveller: { $total }.
   *[other] { $count } travellers at { $each } each: { $total } in all.
}
travellers-continue = Continue
travellers-add = Add another traveller
travellers-add-text = Up to { LAW("travellers") } people can apply together. One payment, one e-mail address; each is decided on alone, and each pays the same fee.
travellers-add-passport = Which passport does this person travel on?
travellers-add-own = Their own passport
travellers-add-parent = The passport of a parent or guardian
travellers-add-parent-hint = For a child who is entered in an adult’s passport and has none of their own.
travellers-adult = Whose passport?
travellers-adult-hint = Only for a child on an adult’s passport.
travellers-add-button = Add this traveller

check-title = Check your answers
check-mrz-name = Visa’s lines
check-born = Born
check-entry = Entry
check-stay = Stay
check-address = Address
check-email = E-mail
check-phone = Phone
check-passport = Passport
check-valid-label = Valid
check-valid = { $from } to { $until }
check-change = Change
check-change-of = Change: { $what }
check-change-passport = Change
check-change-passport-of = Change the passport page of { $name }
check-change-photo = Change the photo
check-change-photo-of = Change the photo of { $name }
check-add = Add somebody who travels with you
check-notes = { $count ->
    [one] One note on the name
   *[other] { $count } notes on the name
}
check-missing = This is still missing
check-missing-passport = Passport of { $name }
check-missing-photo = Photo of { $name }

declaration-title = Declare and pay
declaration-truthful = What I have stated is true and complete, for me and for everyone in this application.
declaration-refunds-read = I have read when the fee is given back and when it is not.
declaration-button = Send, and pay { $total } by card
declaration-code-hint = Six digits, sent to { $email }.
declaration-after = Once you have paid, answers can be changed only where we ask you to.
declaration-code-again = No e-mail, not in the spam folder either?
refund-title = When the fee is given back, and when not
refund-short = You get the fee back if a fault of our system keeps you out, not if the visa is denied or not used.
refund-yes = You get the fee back
refund-yes-fault = when you are not let in because of a technical fault in the e-Visa system (Art. 7)
refund-yes-information = when you are not let in because of insufficient information (Art. 7)
refund-yes-service = when we took money by mistake: twice, too late, or for nothing. You need not ask.
refund-how = It goes back to the card that paid, in the same currency: the share of the traveller concerned.
refund-no = You do not get the fee back
refund-no-denied = when the visa is denied (Art. 6)
refund-no-other-ground = when you are not let in on any other ground (Art. 23)
refund-no-withdrawn = when you withdraw after paying
refund-no-not-used = when you do not use the visa while it is valid (Art. 13)
refund-no-disputed = while you dispute the charge with your card’s bank
refund-art7-technical-fault = Refused entry because of a technical fault in the e-Visa system (Art. 7)
refund-art7-insufficient-information = Refused entry because of insufficient information (Art. 7)
refund-double-charge = You were charged twice
refund-late-charge = The charge came too late
refund-unrecorded-charge = The charge was not for what had to be paid

pay-title = Pay the fee
pay-saved = Your application is sent. We begin to review it when you have paid.
pay-travellers = Travellers
pay-total = To pay
pay-hosted-checkout = You pay by card on the page of our payment provider, and then come back here. We never see your card number.
pay-button = Pay { $total }
pay-later = You can also pay later from
pay-status = Your application
pay-done-title = We have your payment
pay-done = Thank you. Your application is now being reviewed. An e-mail with your reference is on its way to you.
pay-amount = Paid
pay-sum = Amount
pay-state = Payment
pay-decision-due = Decision by
pay-next = What happens next
pay-next-text = The ministry reviews your application. You get an e-mail as soon as it is decided. If something must be corrected, we write to you and say what.
pay-confirming-title = Your payment is being confirmed
pay-confirming = You have finished at the card page, and your bank has still to confirm the payment. This usually takes less than a minute. Do not pay again.
pay-looked-at-title = We look at your payment
pay-looked-at = Your card was charged in another currency than we asked for, so somebody of us has to look at it. Do not pay again.
pay-unknown-title = We do not know yet whether you have paid
pay-unknown = We ask the card provider only a few times a minute. Wait a minute, then look again. Do not pay again before that.
pay-check-again = Look again
pay-disputed-title = The payment is disputed
pay-disputed = Your card was charged, and its bank tells us that the charge is disputed. Your application is kept. Do not pay again. If you did not mean to dispute the charge, tell your bank.
pay-back-title = The money goes back to your card
pay-back = Your card was charged, but not for what was to be paid: the application had been changed or withdrawn, had ended or was paid already, or the amount was another one. We give all of it back. You need not ask for it. Do not pay again.
pay-failed-title = The payment did not go through
pay-failed = Nothing was charged. Your application is kept, and you can try again, with another card too.
pay-cancelled-title = You have not paid yet
pay-cancelled = Nothing was charged. Your application is kept, and you can pay now or later.
pay-again = Go to payment

sent-title = What you sent
sent-title-pending = Your answers
sent-pending = Until then nothing in them can be changed, and nobody can withdraw.
sent-link = See what you sent
sent-link-mistake = See what you sent, or report a mistake
sent-mistake-title = Is something wrong?
sent-mistake-text = Tell us before we decide. The reviewer reads it, and can open the page for you to correct. You do not pay again.
sent-mistake = What is wrong, and what is right
sent-mistake-hint = For example: the last letter of the passport number is B, not 8. At most 600 characters.
sent-mistake-send = Tell the reviewer
sent-mistake-told = Sent. The reviewer reads it with your application. If something has to be corrected, you get an e-mail.
status-fate-draft = Your application is not sent yet
status-fate-draft-next = Go on where you stopped.
status-fate-unpaid = Your application is not paid yet
status-fate-unpaid-next = We begin to review it when the fee of { $total } is paid.
status-pay = Pay now
status-change = Look at your answers, or change them
status-fate-expired = Your application has expired
status-fate-expired-unsent = It was not sent in time. Nothing was charged. To travel, apply again.
status-fate-expired-unpaid = The fee was not paid in time. Nothing was charged. To travel, apply again.
status-fate-being-checked = We are reviewing your application
status-decision-due = You get a decision by { $date }, by e-mail.
status-fate-late = Our decision is late, and we are sorry
status-decision-late = We promised a decision by { $due }, and now expect it by { $expected }. We write to you. You need not do anything.
status-correction = We need something from you
status-correct-passport = Correct the passport page
status-correct-photo = Change the photo
status-correct-trip = Correct the trip
status-correct-contact = Correct the contact
status-correct-then = Change it, then send it. No new fee.
status-correct-until = Send it by { $date }. After that we decide without it.
status-correct-changes = { $count ->
    [0] { "" }
    [one] One answer is changed.
   *[other] { $count } answers are changed.
}
status-correct-send = Send the correction
status-done-corrected = The correction is sent. We go on with the review.
status-done-withdrawn = Withdrawn. No visa is issued for it.
status-fate-granted = { $count ->
    [one] Your visa is granted
   *[other] Your visas are granted
}
status-fate-granted-next = Keep the e-Visa on your phone or print it, and show it with your passport on entry.
status-fate-denied = { $count ->
    [one] Your visa was denied
   *[other] Your visas were denied
}
status-fate-denied-next = The fee is not refunded when an application is denied (Art. 6). You may apply again when the ground no longer stands, or ask an embassy of Cambodia.
status-fate-withdrawn = You withdrew this application
status-fate-withdrawn-next = Nothing more happens with it. You can apply again at any time.
status-fate-charged-afterwards = A charge came when nothing was owed any more. We give it back: how that stands is said below. To travel, apply again.
status-fate-not-let-in = You were not let in at the border
status-fee-back = The fee is paid back. Your bank may take some days to show it.
status-fee-back-otherwise = The fee was given back outside this portal, by the ministry or by your card’s bank.
status-fee-goes-back = The fee goes back to the card that paid (Art. 7). You need not do anything; you see on this page when it has left.
status-fee-not-arrived = The refund did not reach your card. A supervisor decides how it is paid to you, and you get an e-mail.
status-fee-to-decide = You may get the fee back (Art. 7). A supervisor decides, and you see the answer on this page. You need not ask.
status-fee-disputed = You dispute the charge with your card’s bank, which has the fee now. If the bank leaves it with us, a supervisor decides about giving it back (Art. 7).
status-fee-declined = A supervisor has decided that the fee is not refunded.
status-fee-declined-rest = { $back } went back to you by other means. A supervisor has decided that the rest of the fee is not refunded.
status-fee-declined-note = The supervisor wrote:
status-fee-kept = The fee is not refunded on this ground (Art. 7).
status-fee-differs = What becomes of the fee is not the same for all of you. It stands with each name below.
status-fate-refunded-all = The fee was given back to you
status-fate-refunded-some = Part of the fee was given back to you
status-fate-refunded-next = { $amount } went back. Your bank may take some days to show it.
status-fate-refunded-otherwise = { $amount } was given back outside this portal, by the ministry or by your card’s bank.
status-fate-in-country = You may stay until { $date }
status-fate-in-country-next = Keep the V-Pass on your phone: it takes the place of the stamp. Staying longer is fined for every day (Art. 24).
status-fate-stays-differ = The first of you may stay until { $date }
status-fate-overstayed = Your permitted stay ended on { $date }
status-fate-overstayed-next = Leave as soon as you can: every day over is fined (Art. 24). The fine is paid at the border before you leave.
status-fate-visa-over = { $count ->
    [one] Your visa can no longer be used
   *[other] Your visas can no longer be used
}
status-fate-visa-over-next = It was not used in time. To enter Cambodia, apply again.
status-fate-visa-over-void = It was made void. To enter Cambodia, apply again.
status-fate-departed = You have left Cambodia
status-departed-on = You left on { $date }. The stay is recorded as ended.
status-fate-mixed = Your group of { $total }: { $counts }
status-count-granted = { $count } granted
status-count-denied = { $count } denied
status-count-withdrawn = { $count } withdrawn
status-count-not-let-in = { $count } not let in
status-count-in-country = { $count } in Cambodia
status-count-overstayed = { $count } over the permitted stay
status-count-departed = { $count } left Cambodia
status-count-visa-over = { $count } with a visa that is over
status-days-left = { $count ->
    [0] Today is your last day.
    [one] One more day after today.
   *[other] { $count } more days after today.
}
status-ground = Reason:
status-travellers = Travellers
status-one-visa-over = Visa is over
status-one-not-let-in = Not let in
status-one-in-country = In Cambodia
status-one-overstayed = Stay is over
status-one-departed = Left Cambodia
status-visa = Visa { $number } { $state ->
    [used] was used for the entry
    [expired] has expired
   *[other] is { $state }
}.
status-visa-brief = { $number }, enter by { $until }
status-visa-valid = Visa { $number }: one entry, for a stay of { -stay }. Enter on or before { $until }.
status-evisa = Open the e-Visa (PDF)
status-stays-until = until { $date }
status-pass = Open the V-Pass
status-pass-closed = Open the closed V-Pass
status-row-evisa = e-Visa (PDF)
status-row-pass = V-Pass
status-row-pass-closed = Closed V-Pass
status-apply-again = Apply again
status-decided = { $state }: { $names }.
status-withdraw = Withdraw
status-withdraw-one = Withdraw this application
status-money = Payments
status-refund = Refund
status-refund-of = Refund for { $name }
status-refund-declined = A supervisor decided against it. The ground that was looked at: { $ground }
status-refund-elsewhere = { $amount } of it was given back outside this portal, by the ministry or by your card’s bank.
status-given-back-elsewhere = { $amount } of this payment was given back outside this portal, at the card provider or by your card’s bank.
status-reference = Your reference
status-keep-reference = Keep it, to get a new link by e-mail.
status-tasks = What is done, and what is still to do
status-task-done = Done
status-task-next = Next
status-task-open = To do
milestones-label = How far it is
milestone-sent = Sent
milestone-paid = Paid
milestone-checked = Review
milestone-decision = Decision
milestone-entry = Entry
milestone-to-pay = { $total } to pay
milestone-confirming = being confirmed
milestone-checking = in progress
milestone-correction = We asked
milestone-after-correction = after your correction
milestone-by = by { $date }
milestone-part = { $count } of { $total }
milestone-granted = Granted
milestone-denied = Denied
milestone-withdrawn = Withdrawn
milestone-not-let-in = Not let in
milestone-not-used = not used in time
milestone-void = visa made void
status-card-fill = Fill in the e-Arrival card
status-card-open = Your arrival card
status-timeline = All events

withdraw-title = Withdraw the application of { $name }?
withdraw-text = We stop working on it, and no visa is issued. This cannot be taken back.
withdraw-paid-rest = What went back to you stays with you. Nothing more is given back when you withdraw.
withdraw-paid = The fee is not given back when you withdraw after paying.
withdraw-unpaid = Nothing has been paid for it.
withdraw-button = Withdraw
withdraw-keep = Keep the application

email-title = Confirm your e-mail address
email-title-confirmed = Your e-mail address
email-asks = Your e-Visa goes to this address, so we need to know that it is yours before you pay. An e-mail with a code of six digits goes to it: type the code here, or open the link of that e-mail in this browser.
email-new-asks = We sent a code to { $email }. Type it here, and we write to that address from then on.
email-confirmed = It is confirmed. We write to it.
email-code = Code from our e-mail
email-code-hint = Six digits. Look in the spam folder too.
email-confirm = Confirm the address
email-send-again = Send the code again
email-sent = The code is on its way. It usually arrives within a minute.
email-change = This is not my address
email-change-to = The right e-mail address
email-change-button = Change the address
email-unconfirmed = We write to { $email }.
email-unconfirmed-link = Confirm or change it
link-elsewhere-title = Confirm the address first
link-elsewhere = This application was begun in another browser, and this address is not confirmed yet. Type this code there:
link-elsewhere-lost = If you no longer have that browser, begin a new application. What was begun before is deleted after its time; nothing was paid.
link-elsewhere-not-you = If you began no application, somebody typed your address by mistake. You need not do anything.
link-over-title = This link is no longer good
link-over = Links are good for 30 days, but end earlier when the address is changed or you sign out everywhere. A link must be copied whole. Tell us the reference and the e-mail address of the application: we send you a new one.
link-over-draft = Do not start again and pay twice: what you have sent or paid is kept. Only an application that was never sent is deleted after its time.
access-title = Find your application
access-text = Tell us the reference and the e-mail address of the application. We send you a link that opens it.
access-reference-hint = Such as KV-7Q2M-3DXA. It stands in every e-mail of ours.
access-email-hint = The address you gave when you applied.
access-button = Send me a link
access-waiting = Nothing was saved or paid for { $reference }: another application is open in this browser. What you typed is kept here for twelve hours, a photo is not. Ask for the link of { $reference }, open it, and go back to the page.
access-open-yours = Open the application in this browser
link-sent-title = Look into your mailbox
link-sent = If the reference and the e-mail address belong together, an e-mail with a link is on its way to you.
link-sent-nothing = Nothing there after a few minutes? Look in the spam folder, then compare both with an e-mail of ours and ask again.
link-sent-again = Ask again
link-title = Open your application
link-title-draft = Go on with your application
link-button = Open the application
link-button-draft = Go on
link-shared = On a computer that others use too, sign out when you are done.
leave-title = Sign out
leave-text = Your application stays saved. To open it again, use the link in our e-mail, or ask for a new one.
leave-button = Sign out
leave-everywhere = Was it open elsewhere too? Sign out everywhere
everywhere-title = Sign out everywhere
everywhere-text = This ends at once, everywhere but in this browser, all that opens the application: every browser in which it is open, and every link that we e-mailed. Do it when you opened it on a computer that is not yours, or lost a phone. Whoever reads your mailbox can ask for a new link: if that is somebody else, have the e-mail address changed first.
everywhere-next = You stay signed in here. To open the application elsewhere, or later, ask for a new link with your reference and e-mail address. The link of a V-Pass stays as it is.
everywhere-button = Sign out everywhere else
everywhere-done = The application is open in this browser only, and the links that we e-mailed have ended. Ask for a new one when you need it.

privacy-title = Your data
privacy-what-title = What we collect
privacy-what = What you type into the application, the photos, and a record of what was decided and of your entry and departure.
privacy-why-title = What for
privacy-why = To decide on the visa (Sub-Decree 123 of 10 June 2016), to let you enter, and to give you the V-Pass. For nothing else.
privacy-how-title = How it is kept
privacy-how = Encrypted on the server. Only staff whose task needs it can read it, and every time someone looks at a case is recorded. The codes on the e-Visa and the V-Pass are signed, so that they can be verified without asking us.
privacy-card-title = Your card
privacy-card = You pay on the page of our payment provider. Your card number never reaches us.
privacy-wallet-title = Wallets on phones
privacy-wallet = If you add your V-Pass to Apple Wallet, the pass is kept on your phone, and a push without content tells the phone through Apple when the pass changes. Google Wallet keeps passes on computers of Google: nothing goes there unless you ask for it on a page that says what.
privacy-cookies-title = Cookies
privacy-cookies = One cookie keeps your application open in this browser. Another, for a year, tells this browser from others, so that what you began here can be opened and changed here before your e-mail address is confirmed. A third, for ten minutes at most (twelve hours where another application was open), keeps a form that must be corrected. No one else sets cookies here, nothing counts your visits, and the pages of the application run no script.
privacy-long-title = For how long
privacy-long = What you typed into an application that you do not send is erased 30 days after you began it. An application that was sent and not paid is erased 30 days after it expired. Of an application that was paid, personal data and photos are erased { $years } years after it was closed. What is left is dates, states and amounts.
rules-title = The rules we apply
rules-text = Sub-Decree 123 of 10 June 2016, as this portal reads it. These tables are made from the very rules that decide here. Where they say “our reading”, the text is silent or contradicts itself.
source-title = Source code
source-text = This portal is free software under the GNU Affero General Public License, version 3 or later. Whoever runs it must offer you the source code of the version that runs.
source-demo = This is a demonstration: it runs from the source code beside it.
source-version = Version { $version } runs here.

## What is wrong with what was typed, and why something could not be done

field-error-email-missing = Enter your e-mail address
field-error-email = Enter an e-mail address, such as name@example.com
field-error-email-local = We cannot write to this address: before the @ only the letters a to z, digits and signs can stand. Give another one.
field-error-reference = Enter the reference as it stands in our e-mails, such as KV-7Q2M-3DXA
field-error-too-long = This is too long. { $most } letters at most.
field-error-date-part = { TEXT($which) }: Enter day, month and year.
field-error-date-day = { TEXT($which) }: The day is a number, such as 27.
field-error-date-no-day = { TEXT($which) }: There is no day 0. Days begin with 1.
field-error-date-month = { TEXT($which) }: Write the month as a number from 1 to 12, or by its English name.
field-error-date-no-month = { TEXT($which) }: There is no month { $month }. Day comes first.
field-error-date-year = { TEXT($which) }: The year needs four digits, such as { $example }.
field-error-date-days = { TEXT($which) }: { TEXT($month) } { $year } has { $days } days.
field-error-name-missing = Enter the surname, the given names, or both
field-error-name-letter = { TEXT($which) }: { $count ->
    [one] The character { $letters } cannot be written in a visa.
   *[other] The characters { $letters } cannot be written in a visa.
} Write the name as the two lines at the bottom of the photo page do.
field-error-name-script = { TEXT($which) }: Write the name in Latin letters, as the two lines at the bottom of the photo page have it. From what you typed, the visa would show { $written }, which may differ from your passport.
field-error-name-latin = { TEXT($which) }: Write the name in Latin letters, as the two lines at the bottom of the photo page have it.
field-error-name-no-letter = { TEXT($which) }: Write the name in letters, or leave it empty if the passport shows none.
field-error-name-differs = { TEXT($which) }: Word { $word } is not as in the two lines at the bottom of the photo page. Correct the one that is wrong.
field-error-differs-from-mrz = { TEXT($which) }: This differs from the two lines at the bottom of the photo page. Correct the one that is wrong.
field-error-mrz-unreadable = These lines cannot be read. Type two lines of 44 characters each, or leave the box empty.
field-error-mrz-date = { TEXT($which) }: The date in the two lines does not exist. Compare them with the passport, or leave the box empty.
field-error-mrz-check-digit = A character in these lines must be wrong: their check digits do not agree. Compare them with the passport, or leave the box empty.
field-error-choose-sex = Choose the sex that the passport states
field-error-birth-missing = Enter the date of birth
field-error-birth-future = The date of birth lies ahead. Enter one in the past.
field-error-birth-early = Date of birth: Enter a year from { $year } on.
field-error-birth-month = The date of birth has a day but no month. Enter the month, or leave both empty if the passport does not give them.
field-error-birth-place-missing = Enter the place of birth
field-error-choose-nationality = Choose the nationality
field-error-choose-passport-kind = Choose the kind of passport
field-error-passport-number-missing = Enter the passport number
field-error-passport-number = Enter the number as in the passport: up to nine letters and digits
field-error-choose-issuing-state = Choose who issued the passport
field-error-issue-missing = Enter the date of issue
field-error-issue-future = The date of issue cannot be in the future
field-error-expiry-missing = Enter the date of expiry
field-error-expired = This passport has expired. You need a valid one.
field-error-expiry-before-issue = The passport cannot expire before it was issued
field-error-expires-too-early = For this trip the passport must be valid until { $date } at least. Enter earlier, or get a new passport first.
field-error-entry-missing = Enter the day you plan to enter
field-error-entry-past = The day of entry cannot be in the past
field-error-email-likely = Did you mean { $domain }? Correct the address, or press again if it is right as it is.
field-error-mistake-missing = Write what is wrong, and what is right
field-error-mistake-long = What is wrong: Write at most 600 characters
field-error-code-missing = Enter the code that we e-mailed to you
field-error-code = This is not the code of our last e-mail. It has six digits.
field-error-entry-too-early = For an entry on that day, apply from { $from } on. A visa issued today would be over before you enter, and its fee would be lost. Your answers are kept.
field-error-entry-far = Enter a day within the next twelve months
field-error-stay-days = Enter the number of days you plan to stay, such as 14
field-error-choose-port = Choose where you enter
field-error-port-without-evisa = The e-Visa is not accepted there. Choose another place.
field-error-address-missing = Enter the address of your first stay
field-error-phone-missing = Enter a phone number
field-error-phone = Enter a phone number with its country code, such as +44 20 7946 0018
field-error-phone-country = The phone number needs its country code: begin with + and the code, such as +44 20 7946 0018
field-error-home-address-missing = Enter your home address
field-error-choose-country = Choose the country
field-error-adult-first = Complete the adult’s passport page first
party-nobody = Nobody is in this application. Begin anew.
party-too-many = Up to { LAW("travellers") } people can apply together
party-not-in-application = Choose whose passport it is
party-no-own-passport = That person has no passport of their own. Choose someone who has.
party-same-passport = Two travellers have the same passport number. Correct it, or remove one of them and add them again on the other’s passport.
party-not-adult = Others can travel only on the passport of someone who is { LAW("adult_years") } or older
party-not-child = Only a child under { LAW("adult_years") } can travel on another’s passport. Remove this traveller, and add them again on their own passport.
field-error-choose-passport = Choose which passport this person travels on
field-error-card-citizen = Citizens of Cambodia need neither a visa nor this card
field-error-card-declared = Choose from the questions on this page
field-error-card-questions = The questions on health and customs have changed since you opened this page. Answer them as they are now, and say once more that it is true.
field-error-card-early = The card can be made from { $from } on, seven days before you arrive
field-error-card-hour = Enter the hour of arrival, such as 14:30, or leave it empty
field-error-card-passport = This passport has expired on the day on which you arrive
field-error-card-purpose = Choose why you come
field-error-card-stay = Without a visa you may stay up to { $days } days. Choose a shorter stay, or apply for a visa.
field-error-card-stay-of = Without a visa { $name } may stay up to { $days } days. Choose a shorter stay, or take { $name } off the card.
field-error-card-visa-of = { $name } needs a visa on that day. Choose another day, or take { $name } off the card.
field-error-card-passport-of = The passport of { $name } has expired on the day on which you arrive
field-error-card-twice = { $name } is on this card with this passport already
field-error-card-vehicle = Enter the flight, ship, bus or car in which you arrive
field-error-card-visa = With this nationality and kind of passport you need a visa on that day: apply for one
field-error-truthful = Tick this to go on
field-error-receipt-missing = Enter the number of the receipt or transfer
field-error-receipt-form = Enter only the number: letters, digits and - / . _, at most 40 of them
field-error-refunds-read = Read this, then tick it
field-error-other-application = Another application was open in this browser, so this was not saved. What you typed is here again; a photo has to be chosen again. Look at it, then save it.
field-error-session-ended = You had been away for so long that this was not saved. What you typed is here again: look at it, then save it.
field-error-correction-passport = The passport page still has a fault. Put it right, then send.
field-error-correction-photo = The photo is missing. Add it, then send.
field-error-correction-trip = The trip page still has a fault. Put it right, then send.
field-error-correction-contact = The contact page still has a fault. Put it right, then send.
field-error-fine-other = On that day the fine is { $amount } for { $days } days. Take this amount, and record the departure again.
field-error-mrz-length = These look like the lines of a passport, and have not 44 characters each. Read them again, or type the passport number.
field-error-mrz-second-line = This looks like the second of the two lines, but its check digits do not agree, so that a sign was misread or changed. Read it again; if it stays so, look at the passport closely and type its number.
field-error-mrz-number = The passport number in these lines does not agree with its check digit, so that a character was misread or changed. Read them again; if it stays so, look at the passport closely and type its number.
field-error-mrz-first-line = This is the first of the two lines. Read both, or the second alone: it has the passport number
field-error-issue-before-birth = The passport was issued before the date of birth
field-error-correction-unchanged = Nothing was changed yet. Change what is asked for, then send.
field-error-incomplete = Something is still missing. Go back to “Check your answers”.
note-mrz-corrected = We read a character in the two lines as another that is easily mixed up with it, such as O and 0. See that everything is right.
note-names = The two lines have the name { $how }. That is how it should be.
note-name-apostrophe = without the apostrophe
note-name-hyphen = with < in place of the hyphen
note-name-punctuation = without punctuation marks
note-name-title = without a title such as “Dr.” or “Jr.”
note-name-transliteration = with some letters written in another way
note-name-truncation = cut at the end, since it is long
note-name-single-name = as one name, which may stand in the place of the surname or of given names
sign-in-wrong = Login, password or code is wrong. After several wrong codes, wait five minutes.
sign-in-wrong-no-code = Login or password is wrong
sign-in-login-missing = Enter your login
sign-in-password-missing = Enter your password
sign-in-code-missing = Enter the code from your authenticator app
totp-renewal-wrong = Password or code is wrong, or the code was used already. After several wrong codes, wait five minutes.
totp-renewal-code-wrong = This is no code of the new secret, or it is too old. Type the one that the app shows now.
password-current-wrong = This is not your current password
password-differs = The two new passwords differ
password-same = The new password must differ from the current one
password-holds-login = The password must not contain your login
password-guessable = This password is easy to guess: a common word or row of keys with a little around it. Take several words that do not belong together.
password-too-short = Use at least 12 characters. Several words are good.
password-too-long = This password is too long
conflict-not-reviewed-yet = Nothing was sent: this application is not paid yet, so that nobody reviews it
conflict-application-closed = Nothing was saved: this can no longer be changed. Your status page says what can still be done.
conflict-email-unconfirmed = The e-mail address of this application is not confirmed yet. Type the code of our e-mail in the browser in which you began.
conflict-email-other-browser = The address can be changed only in the browser in which the application was begun
conflict-payment-on-its-way = A payment for these answers is on its way, so that nothing was changed. Look at your application again in some minutes.
conflict-page-too-old = This page was made by an earlier version of the portal, so that nothing was done. Look at it, then press again.
conflict-answers-changed = Something in your answers was changed after this page was opened. Go back and read them again before you declare that they are true.
conflict-travellers-changed = Somebody was added or changed in another window after you opened this page. Look who travels now, then add whoever is missing.
conflict-newer-answers = This page was changed in another window after you opened it here, so that nothing was saved now. You see both: save what you typed here, or keep what was saved.
conflict-changed-elsewhere = This was changed somewhere else in the meantime. Look at it again.
conflict-first-traveller = The person who applies cannot be removed
conflict-last-traveller = Somebody has to travel: the only traveller cannot be removed
conflict-adult-of-others = Someone else travels on this person’s passport. Remove them first.
conflict-no-second-factor = There is no second factor in a demonstration
conflict-totp-renewal-over = The new secret was forgotten, because its time was over. Ask for another.
conflict-session-over = This session is over already
conflict-unreadable = This record cannot be read. Whoever runs the portal must look into it; nothing was changed.
conflict-erased = The personal data of this application was erased, because its time was over
conflict-email-unconfirmed-yet = Confirm your e-mail address first, so that the e-mail reaches you
conflict-nothing-to-wait-for = A visa that is issued today is good for this trip. Nothing has to be waited for.
conflict-decided-already = This application is decided, so that nobody reviews it any more
conflict-mistakes-enough = You have told us of several mistakes already. The reviewer reads them all.
conflict-nothing-to-correct = Nothing is to be corrected here, or it was sent already
conflict-withdraw-draft = This application is not sent yet, so that there is nothing to withdraw. Leave it, and it ends by itself.
conflict-withdraw-expired = This application ended before it was paid, so that there is nothing to withdraw.
conflict-withdraw-deciding = The decision on this is being made, so that it can no longer be withdrawn. You get it by e-mail.
conflict-withdraw-decided = The decision on this is made, so that it can no longer be withdrawn.
conflict-withdraw-done = This is withdrawn already.
conflict-withdrawal-fee = Nothing was withdrawn: whether the fee is paid changed after you opened this page. Read again what becomes of it, then decide.
conflict-removal-shown = Nobody was removed: the application was changed or sent in another window after you opened this page. Look at it, then press again.
conflict-withdraw-dependants = Others are on this person’s passport. Withdraw them first, then this person.

## What happened (timeline of the status page)

timeline-application-email-confirmed = You confirmed your address
timeline-application-address-changed = The e-mail address was changed
timeline-application-signed-out-everywhere = You signed out everywhere
timeline-application-started = You started the application
timeline-application-submitted = You sent the application
timeline-application-reopened = You changed your answers before paying
timeline-application-expired = The application expired
timeline-payment-settled = Your payment arrived
timeline-case-corrected = You corrected the application
timeline-case-withdrawn = You withdrew a traveller
timeline-case-taken = A reviewer began the review
timeline-case-correction-asked = A correction was asked for
timeline-case-denied = The visa was denied
timeline-visa-granted = The visa was granted
timeline-visa-voided = The visa was made void
timeline-visa-expired = The visa expired unused
timeline-border-admitted = Entered Cambodia, may stay until { $last_permitted_day }
timeline-border-recorded = Recorded at the border by an officer
timeline-card-made = Arrival card made
timeline-card-changed = Arrival card changed
timeline-card-traveller-added = A traveller was added to the arrival card
timeline-card-traveller-added-of = { $whose } was added to the arrival card
timeline-card-traveller-changed = A traveller on the arrival card was changed
timeline-card-traveller-changed-of = What the arrival card says of { $whose } was changed
timeline-card-traveller-removed = A traveller was taken off the arrival card
timeline-border-refused = Not let in at the border
timeline-border-departed = Left Cambodia
timeline-border-admission-undone = The entry was recorded by mistake, and undone
timeline-pass-mailed-again = V-Pass mailed again
timeline-pass-found = V-Pass found by passport, birth and day of entry
timeline-case-added-of = { $whose } was added
timeline-case-corrected-of = You corrected { $whose }
timeline-case-withdrawn-of = You withdrew { $whose }
timeline-case-taken-of = A reviewer began the review of { $whose }
timeline-case-correction-asked-of = Correction asked for { $whose }
timeline-case-correction-unanswered-of = Correction of { $whose } not sent in time; the review goes on
timeline-case-denied-of = Visa of { $whose } denied
timeline-visa-granted-of = Visa of { $whose } granted
timeline-visa-voided-of = Visa of { $whose } made void
timeline-visa-expired-of = Visa of { $whose } expired unused
timeline-border-admitted-of = { $whose } entered Cambodia, may stay until { $last_permitted_day }
timeline-border-refused-of = { $whose } not let in at the border
timeline-border-departed-of = { $whose } left Cambodia
timeline-border-admission-undone-of = The entry of { $whose } was recorded by mistake, and undone
timeline-photo-saved-of = Photo of { $whose } saved
timeline-pass-issued-of = V-Pass of { $whose } issued
timeline-fine-paid-of = Fine of { $amount } for { $whose } paid
timeline-fine-exempted-of = Fine of { $amount } for { $whose } exempted
timeline-day = { $day } { $month } { $year }
timeline-month-1 = Jan
timeline-month-2 = Feb
timeline-month-3 = Mar
timeline-month-4 = Apr
timeline-month-5 = May
timeline-month-6 = Jun
timeline-month-7 = Jul
timeline-month-8 = Aug
timeline-month-9 = Sep
timeline-month-10 = Oct
timeline-month-11 = Nov
timeline-month-12 = Dec

## Staff, border and verification pages

staff-nav = Your desk
staff-nav-queue = Queue
staff-nav-refunds = Refunds
staff-nav-mails = E-mails
staff-nav-border = Border
staff-nav-expected = Expected
staff-nav-shift = My crossings
staff-nav-provisional = Not accepted
staff-nav-account = Account
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
staff-account-title = Your account
staff-account-sessions = Open sessions
staff-account-sessions-text = Each is a browser in which you signed in. End those that you do not know, and change your password then. What is ended is signed out at once.
staff-account-begun = Signed in
staff-account-ends = Ends
staff-account-action = End it
staff-account-this = This browser
staff-account-end = End
staff-account-end-of = the session of { $begun }
staff-account-end-others = End all other sessions
staff-account-no-others = You are signed in nowhere else.
staff-account-ended = It is ended, and signed out.
staff-account-others-ended = All other sessions are ended.
totp-title = Second factor
totp-not-asked = This is a demonstration: nobody is asked for a code here.
totp-text = The codes of your authenticator app. Renew it when you change your phone, or when somebody may have seen the secret. The one you have works until you have typed a code of the new one.
totp-code-hint = From your authenticator app. A code counts once: if you signed in with it, wait for the next.
totp-renew = Renew the second factor
totp-scan = Scan this code with your authenticator app.
totp-qr = The new secret as a QR code
totp-secret = Or type this secret into the app:
totp-new-code = Six-digit code of the new secret
totp-until = Until you type it, the old codes work. The new secret is forgotten at { $time }.
totp-confirm = Use the new one from now on
totp-renewed = The new second factor is in force. You are signed out everywhere else.

staff-queue-title = Queue
staff-queue-filters = Filter the queue
staff-queue-state = State
staff-queue-state-mine = To be reviewed
staff-queue-state-confirm = Denials to confirm
staff-queue-to-confirm = Denials to confirm: { $count }
staff-queue-to-review = To be reviewed: { $count }
staff-queue-port = Port of entry
staff-queue-port-all = All ports
staff-queue-nationality = Nationality
staff-queue-reference = Reference
staff-queue-name = Name
staff-queue-paid = Paid
staff-queue-decision-due = Promised
staff-queue-late = Late
staff-queue-left = { $count ->
    [0] due today
    [one] 1 working day left
   *[other] { $count } working days left
}
staff-queue-with-traveller = after the correction
staff-queue-entry = Entry
staff-queue-reviewer = Reviewer
staff-queue-show = Show
staff-queue-clear = Clear
staff-queue-empty = No cases found.

staff-case-heading = { $name }: { $reference }{ $of ->
    [1] { "" }
   *[other] , traveller { $position } of { $of }
}
staff-case-verdict-all = { $pass ->
    [one] The one check passed
   *[other] All { $pass } checks passed
}
staff-case-verdict = { $fail ->
    [0] { "" }
    [one] One check fails.
   *[other] { $fail } checks fail.
} { $look ->
    [0] { "" }
    [one] One to look at.
   *[other] { $look } to look at.
} { $pass ->
    [0] { "" }
    [one] One passed.
   *[other] { $pass } passed.
}
staff-case-assigned-to = Held by { $name }
staff-case-photo = Photo of the traveller
staff-case-facts = What the traveller said
staff-case-checks = Checks
staff-case-companions = Travelling together
staff-case-timeline = Timeline
staff-times = Times of Phnom Penh.
staff-case-actions = Decision
staff-case-to-actions = To the decision
staff-case-assigned-elsewhere = Another reviewer holds this case.
staff-case-with-traveller = Waiting for the traveller to correct the application.
staff-case-visa = Visa { $number }: { $standing }
staff-case-state-waiting = Waiting for review
staff-case-state-in-review = In review
staff-case-state-needs-correction = Needs a correction
staff-case-state-granted = Granted
staff-case-state-denial-proposed = Denial proposed
staff-case-state-denied = Denied
staff-case-state-withdrawn = Withdrawn
staff-check-pass = Passed
staff-check-look = Look
staff-check-fail = Fails
staff-action-assign = Take this case
staff-action-release = Put back into the queue
staff-action-grant-ask = Grant …
staff-action-grant-failed = { $count ->
    [one] One check fails.
   *[other] { $count } checks fail.
}
staff-action-grant-means = This issues a tourist visa and e-mails it to the traveller. It cannot be undone here.
staff-action-grant = Grant the visa
staff-action-correction = Ask for a correction
staff-action-denial = Propose a denial
staff-action-confirm-ask = Confirm the denial …
staff-action-confirm-means = The traveller is told the ground. The fee is not given back (Art. 6).
staff-action-confirm = Deny the visa
staff-action-reject = Send back to review …
staff-mistakes = The traveller reports a mistake
staff-mistakes-next = Ask for a correction, which opens the page to the traveller, if it is one.
staff-correction-title = Ask for a correction
staff-correction-note = What should the traveller correct?
staff-correction-hint = The traveller reads this. Plain words, at most 600 characters.
staff-correction-pages = What may the traveller change?
staff-correction-pages-hint = Only the pages that you tick are opened. Trip and contact are shared by all travellers of the application.
staff-correction-page-passport = Passport page
staff-correction-page-photo = Photo
staff-correction-page-trip = Trip
staff-correction-page-contact = Contact
staff-correction-heading = Correction
staff-correction-asked = Asked for on { $at }. Opened: { $pages }.
staff-correction-unanswered = It was not sent in time, and ended on { $at }. Decide by what is there; changes that were saved without being sent are shown below.
staff-correction-changed = What changed since:
staff-correction-no-change = None of the facts changed since.
staff-correction-photo-changed = The photo was replaced
staff-correction-empty = (nothing)
staff-correction-send = Send to the traveller
staff-denial-title = Proposed denial
staff-denial-title-denied = Denied
staff-denial-by = Proposed by { $name }, { $at }
staff-denial-confirmed-by = Confirmed by { $name }, { $at }
staff-denial-sent-back-title = Denial sent back
staff-denial-sent-back = { $name } sent the proposed denial back, { $at }.
staff-denial-would-be-told = The traveller will read:
staff-denial-told = The traveller reads:
staff-denial-letter = Your visa was denied. Ground: { $ground } ({ $article }). The fee is not given back (Art. 6).
staff-denial-propose-told = The traveller reads the ground in the words of the list below, and that the fee is not given back (Art. 6). What you write under “Why” stays here.
staff-reject-reason = Why do you send it back?
staff-reject-hint = The reviewer reads this. At least { LAW("least_reason") } letters.
staff-action-reject-send = Send back
staff-done-granted = Granted
staff-done-correction = The traveller is asked for the correction
staff-done-proposed = Denial proposed
staff-done-denied = Denied
staff-done-sent-back = Sent back to review
staff-done-next = Next case
staff-done-wait = { $count ->
    [one] One more waits.
   *[other] { $count } more wait.
}
staff-done-wait-many = More than { $count } wait.
staff-done-queue = Back to the queue
staff-case-border = At the border
staff-denial-own = You proposed this denial. Another supervisor decides.
staff-denial-waits = A supervisor decides on this denial.
staff-denial-propose-title = Propose a denial
staff-denial-propose-means = A supervisor must confirm it before anything is told to the traveller.
staff-denial-ground = Ground
staff-denial-note = Why
staff-denial-note-hint = For the supervisor and the file, { LAW("least_reason") } letters at least and 600 characters at most.
staff-denial-propose = Propose the denial

staff-refunds-done-approved = Approved. It is sent to the card now. To follow it, choose another state.
staff-refunds-done-written-down = Written down: the fee had gone back already, and nothing is sent.
staff-refunds-done-declined = Declined. The traveller is told by e-mail.
staff-refunds-done-recorded = Recorded as paid. The traveller is told by e-mail.
staff-refunds-done-accepted = Noted. The review goes on.
staff-refunds-title = Refunds
staff-refunds-state = State
staff-refunds-state-open = To be dealt with
staff-refunds-empty = No refund waits here.
staff-refunds-amount = Amount
staff-refunds-reason = Reason
staff-refunds-requested = Requested
staff-refunds-further-grounds = Recorded beside it: { $grounds }. You decide whether the fee goes back; approving makes the visa void.
staff-refunds-without-visa = The traveller had no visa that could be entered on. You decide whether the fee goes back.
staff-refunds-by-ledger = by the ledger
staff-refunds-action = What to do
staff-refunds-approve = Approve
staff-refunds-decline = Do not give it back
staff-refunds-approve-means = { $amount } goes back to the card that paid for { $name }. This cannot be undone.
staff-refunds-approve-back = The fee of { $name } has gone back already, by the ministry or by the payer’s bank. Nothing more is sent; the refund is written down as done.
staff-refunds-approve-back-confirm = Write it down
staff-refunds-approve-confirm = Give back { $amount }
staff-refunds-decline-means = { $amount } for { $name } stays with the ministry, and the traveller is told so. This cannot be undone.
staff-refunds-decline-confirm = Keep { $amount }
staff-refunds-note = Note, kept with the refund
staff-refunds-note-approved = Why; it is kept with the refund
staff-refunds-note-declined = Why not; the traveller reads this
staff-refunds-admitted = Admitted since, { $at } at { $port }: the fee is not given back
staff-refunds-admitted-back = Admitted since, { $at } at { $port }. The fee went back by other means.
staff-refunds-rest = { $gone } went back by other means. { $amount } is left to give back.
staff-refunds-gone-unnamed = { $gone } of this charge went back by other means, and nobody knows for whom. If it was for this traveller, record it as paid by another way: { $amount } would go back once more.
staff-refunds-refused-at = Refused at { $port }
staff-refunds-officer-note = The officer wrote:
staff-refunds-decided-by = Decided by { $name }
staff-refunds-decision-note = Decided with the note:
staff-refunds-again = Try again
staff-refunds-elsewhere = { $amount } of it went back by other means
staff-refunds-receipt = Paid by another way, receipt { $receipt }
staff-refunds-receipt-label = Receipt number of another way of paying
staff-refunds-other-way = Record as paid
staff-charges-title = Charges to look at
staff-charges-text = Money moved at the card provider without this portal. Look at the charge there, then decide.
staff-charges-why = What happened
staff-charges-given-back = { $amount } was given back without this portal.
staff-charges-holds = No visa is granted until you decide.
staff-charges-currency = The charge is in { $currency }, which the portal cannot book. Give it back at the card provider.
staff-charges-lost = The payer’s bank took { $amount } back: the dispute is lost. Nothing more is given back from here.
staff-charges-void = Whoever was refused entry on Art. 7 has the fee back, so their e-Visa is void.
staff-charges-seen = Seen
staff-charges-accept = Seen; the review goes on
staff-refunds-failure = The card provider said: { $failure }
staff-refund-requested = Waits for approval
staff-refund-approved = Approved
staff-refund-declined = Not given back
staff-refund-sent = Sent
staff-refund-succeeded = Paid back
staff-refund-failed = Failed

staff-mails-title = E-mails that did not arrive
staff-mails-text = E-mails that were refused, or are more than 15 minutes late. Late ones are tried again for a week.
staff-mails-done = The e-mail is sent again now. If it does not arrive, it is listed here once more.
staff-mails-empty = Every e-mail has gone out.
staff-mails-kind = E-mail
staff-mails-of-kind = { $kind ->
    [mail_link] Link to the application
    [mail_payment_received] Receipt
    [mail_decision] Decision
    [mail_code] Code for a new address
    [mail_address_changed] Word to the former address
    [mail_ending] Not paid, about to end
    [mail_late] Decision is late
    [mail_may_apply] The trip can be applied for
    [mail_withdrawn] Withdrawal
    [mail_refused_entry] Entry refused
    [mail_departure] Departure
    [mail_admission_undone] Admission undone
    [mail_correction_reminder] Reminder of a correction
    [mail_correction_over] End of a correction
    [mail_correction] Request to correct
    [mail_pass] V-Pass
    [mail_refund] Refund
   *[other] E-mail
}
staff-mails-reason = Why
staff-mails-when = Last tried
staff-mails-given-up = Given up
staff-mails-still-tried = Tried { $attempts } times, and still tried
staff-mails-gone = The application is gone
staff-mails-address = Another address
staff-mails-address-hint = Leave it empty to keep the address of the application. What you type replaces it.
staff-mails-again = Send again

border-find-title = Find a traveller
border-find-label = Scan or type
border-find-hint = A code, the lines of a passport, a reference, the number of an e-Visa or V-Pass, or a passport number with its state: N1234567 VNM.
border-find = Find
border-camera-none = The camera cannot be used: this browser did not allow it, or there is none.
border-desk = At this desk
border-desk-sound = A sound when somebody is found
border-desk-colour = A frame in the colour of the verdict
border-desk-keys = Keys: F2 the box, Shift F2 the camera, F4 admit or depart, Shift F4 one alone, F8 refuse, F9 undo.
border-find-again = Find another traveller
border-nobody = Nobody was found. Look again at what you typed.
walk-in-offer = No record?
walk-in-offer-text = Whoever has neither an e-Visa nor an arrival card is recorded here from the passport: to be admitted on a visa on paper or by an agreement, or refused.
walk-in-begin = Record a traveller
walk-in-title = A traveller without a record
walk-in-text = Nothing is decided yet: the next page says whether the traveller may enter.
walk-in-passport = Passport
walk-in-mrz-hint = Scan them: they fill in what is left empty below.
walk-in-visa = Visa on paper
walk-in-visa-text = Leave this empty when none is shown: then an agreement admits the traveller, or nobody does.
walk-in-type = { $type } – { $name }
walk-in-visa-type = Type of visa
walk-in-visa-number = Number on the visa
walk-in-visa-issued = Issued on
walk-in-visa-until = Valid until
walk-in-email = E-mail address of the traveller (if there is one)
walk-in-email-hint = The V-Pass is sent there. Without one you show it on this screen.
walk-in-button = Record the traveller
border-passport-number = Passport number
border-nationality = Nationality
border-birth-date = Date of birth
border-reference = Reference
border-people-nobody = No application that was paid is on the passport that this code names.
border-people-title = { $count ->
    [0] Nobody was found
    [one] One traveller found
   *[other] { $count } travellers found
}
border-seal-result = The scanned code
border-photo = Photo of { $name }
border-admissible = May enter
border-not-admissible = Not to be admitted
border-inside = In Cambodia, may stay until { $last }
border-overstay = { $count ->
    [one] One day over the permitted stay
   *[other] { $count } days over the permitted stay
}
border-overstay-due = { $count ->
    [one] One day over: { $amount } due
   *[other] { $count } days over: { $amount } due
}
border-refused-today = Refused today at { $port }: { $grounds }
border-refused-on = Refused on { $date } at { $port }: { $grounds }
border-refused-other-passport = Refused on { $date } at { $port } with another passport (same name, birth, sex and nationality): { $grounds }
border-done-fine = Fine: { $amount } for { $days } days, { $state }
border-open = Open
border-open-person = Open { $name }
border-departed-on = Left Cambodia on { $date }
border-departed = Left Cambodia
border-forged-shown = The visa in our records is valid, but the code that was shown is not ours
border-code-proves-nothing = The visa in our records is valid; the code that was shown proves nothing, since its key is no longer good
border-forged-before = The visa in our records is valid, but a forged code was shown with this passport: { $port }, { $at }
border-forged-before-somewhere = The visa in our records is valid, but a forged code was shown with this passport: { $at }
border-at-port = You are at
border-scanned = Code scanned
border-age-infant = { $count ->
    [0] Child, less than a month
    [one] Child, 1 month
   *[other] Child, { $count } months
}
border-age-child = Child, { $count } years
border-age-adult = Adult, { $count } years
border-on-passport-of = on the passport of { $adult }
border-done-admission = Admitted { $time }, may stay until { $last }
border-done-pass = The V-Pass is on its way by e-mail.
border-done-pass-shown = No e-mail address is known: show the V-Pass here, and the traveller takes a picture of it.
border-done-departure = Departed { $time }
border-done-refusal = Entry refused { $time }
border-next = Next traveller: scan or type
border-visa = Visa
border-card-trip = Purpose and stay
border-card-stay = { $count ->
    [one] 1 day
   *[other] { $count } days
}
border-card-declared = Declared
border-card-nothing-declared = Nothing
border-card-nothing-asked = Nothing was asked
border-card-unasked = Asked since, not answered
border-card-exempt = None needed: exempt by agreement for { $days } days, on the arrival card ({ $kind })
border-walk-in-exempt = None needed: exempt by agreement for { $days } days ({ $kind })
border-record = Record
border-record-at-desk = Made at the desk: the traveller came without any
border-card-not-exempt = None, and the arrival card admits nobody today: no agreement exempts, or it was used before or is over
border-visa-line = { $type }, { $number }: { $standing }
border-if-admitted = If admitted today: may stay until { $last }
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
border-admit-at = Admit at { $port }
border-admit-alone = Admit { $name } alone
border-admit-together = { $count ->
    [2] Admit both at { $port }
   *[other] Admit all { $count } at { $port }
}
border-companions = Also on this passport
offline-title = Admitting without a network
offline-text = For the time in which the portal cannot be reached. What you do here is provisional, and handed in when the network is back.
offline-needs-script = This page needs JavaScript, which is off in this browser: without it no list can be kept for the time without a network. Everything else at the desk works.
offline-kept = Without a network: the list of { $time } is kept at this desk.
offline-kept-none = Without a network: no list is kept at this desk.
offline-gone = No network.
offline-away = The portal cannot be reached.
offline-list = Provisional admission from the list of { $time }. Travellers on it: { $count }. It is good until { $until }.
offline-list-full = More travellers are expected than fit on it.
offline-none = No list is kept at this desk. Nobody can be admitted here without a network.
offline-stale = The list of { $time } is too old, and was deleted. Nobody can be admitted from it any more.
offline-online = The portal can be reached: admit at the usual desk.
offline-over-session = Your session is over: the list was deleted, and nobody can be admitted here. Sign in again.
offline-not-on-list = Not on the list. Without a network this traveller cannot be admitted here: whoever was refused, has no valid e-Visa, or travels to another port is not on it.
offline-may = May be admitted provisionally
offline-compare = On the list. Now scan the passport
offline-compare-how = What was scanned tells only whom to look for: without a network no code is verified here. The lines of the passport, or its number with its state, are compared with the list before anybody is admitted.
offline-other-passport = This is not the passport of { $name }, for whom you looked before
offline-over = Visa or passport ended on { $day }. Not to be admitted.
offline-twice = Admitted at this desk already, at { $time }
offline-admit = Admit { $name } provisionally
offline-admitted = { $name } was admitted provisionally at { $time }. The V-Pass comes by e-mail once it is handed in.
offline-born = Born { $day }
offline-visa = e-Visa { $number }, good until { $day }
offline-with-adult = On the passport of { $name }
offline-photo = Photo of { $name }
offline-somebody = Somebody of an earlier list
offline-acts = Admitted without a network
offline-waiting = Not handed in yet
offline-pressed = Pressed as the network went: nothing is known of it
offline-pressed-who = A traveller at the usual desk
offline-pressed-text = The network went as something was pressed at the usual desk. Nothing is known of that press: it may have been recorded, or not. It is not sent again. Look it up when the network is back.
offline-pressed-before = Something was pressed for this traveller at { $time } as the network went, and nothing is known of it
offline-look-up = Look it up
offline-look-up-waiting = The network went as something was pressed. Look up what became of it
offline-recorded = Recorded
offline-hand-in = Hand in now
offline-handed-in = Handed in. Recorded: { $recorded }. Not accepted, to be looked into: { $others }.
offline-kept-acts = Kept at this desk: { $count }, for the reason that stands there.
offline-refused = The portal was reached, and did not take what was handed in: { $why }
offline-signed-out = Signed out at this desk
offline-signed-out-text = The list for the time without a network was deleted. The portal cannot be reached: your session there is ended as soon as the network is back, before this browser opens any page of staff.
offline-signed-out-again = Try to sign in
offline-sign-in = Your session is over. Sign in again, and it is handed in.
offline-not-sent = Nothing was handed in: the portal cannot be reached. It is tried again.
provisional-title = Not accepted
provisional-text = Travellers who were admitted without a network, and whose admission was not accepted when it was handed in: the stay on record is another one, or none. Each stays here until somebody has looked into it.
provisional-empty = There is nothing to look into.
provisional-why = Why it was not accepted
provisional-officer = Officer and port
provisional-action = Looked into
provisional-look-into = I have looked into it
provisional-done = It is off the list. The record keeps who looked into it.
provisional-handed-in = Handed in { $time }
provisional-note = Admitted provisionally without a network, from the list of { $time }.
provisional-not-on-the-list = Not on the list of that desk
provisional-outside-the-list = It happened before the list was made, or after its end
provisional-something-stands = Something stands against this traveller: a refusal of entry, or a forged code
expected-title = Expected arrivals
expected-text = Travellers with a valid visa or an arrival card for this port and day whom no desk has seen yet. The hour is what they said on the arrival card.
expected-day = Day
expected-count = { $count ->
    [0] Nobody is expected on { $day }
    [one] One traveller is expected on { $day }
   *[other] { $count } travellers are expected on { $day }
}
expected-by-hour = By hour
expected-hour = Hour
expected-no-hour = Not said
expected-on-visas = On a visa
expected-on-cards = On an arrival card
expected-travellers = Travellers
expected-card = arrival card
border-shift-title = My crossings
border-shift-text = What you recorded in the last 24 hours, newest first. A press that was a mistake can be undone for two minutes, for all whom it admitted.
border-shift-empty = You recorded no crossing in the last 24 hours.
border-shift-when = When
border-shift-who = Traveller
border-shift-what = What
border-shift-port = Port
border-shift-undo = Undo
border-undo-until = Undo, until { $time }
border-undone-at = undone { $time }
border-undone = Undone: nobody was admitted. The V-Pass is withdrawn, and a visa that was used is what it was before.
border-pass-title = V-Pass on this screen
border-pass-show = Show the V-Pass
border-pass-scan = The traveller scans it, or takes a picture.
border-pass-until = May stay until { $last }.
border-pass-closed = The stay is over and this V-Pass is closed: it is neither shown nor mailed any more.
border-pass-mail = Mail the V-Pass again
border-pass-unreadable = The code of this V-Pass cannot be read, so that it can be neither shown nor mailed. The stay counts all the same. Whoever runs the portal must look into it.
border-pass-sent = The V-Pass is on its way to the e-mail address of the application.
border-admit-otherwise = Admit at another port or time …
border-admit-despite = Admit all the same …
border-seal-forged = Forged code
border-seal-proves-nothing = The code proves nothing
border-seal-found-by = Only the passport number that stands in it led here. Trust the passport in hand and our records, and nothing that the code says.
border-passport-seen = I have seen the passport, and it is of this kind: { $kind }
border-despite = Why is the traveller admitted all the same?
border-despite-hint = Kept with the record, at most 600 characters.
border-elsewhere = I record this for another port than my own
border-admit-before = Record an entry of an earlier day …
border-refuse = Refuse entry …
border-depart = Record departure …
border-back = Back to the traveller
border-refused-before = Refused entry before: { $port }, { $at }. The grounds stand below.
border-crossings = Crossings
border-no-crossings = None recorded.
border-recorded-at = Recorded afterwards, { $at }
border-port = Port
border-afterwards = It happened earlier
border-afterwards-hint = Only when it could not be recorded at once. Phnom Penh time.
border-event-date = Date
border-event-time = Time
border-admit-title = Admit
border-admit-means = This sets the permitted stay, uses up a single entry, and issues the V-Pass.
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
border-fine-by = Who exempted from it
border-fine-by-hint = The name, or the number of the decision.
border-fine-receipt = Receipt number
border-fine-note = Why it was exempted
border-fine-note-hint = Kept with the record.
border-depart-confirm = Record the departure

pass-title = V-Pass
pass-today = { $weekday }, { $date }
pass-closed = Closed
pass-left-on = Left Cambodia on { $date }
pass-number = V-Pass number
pass-surname = Surname
pass-given-names = Given names
pass-birth = Born
pass-passport = Passport
pass-nationality = Nationality
pass-entered = Entry
pass-visa = Visa
pass-visa-none = None needed, by agreement
pass-visa-says = { visa-type-t }, single entry, { -stay }
pass-entered-at = { $date }, { $port }
pass-until = Stay until
pass-ended = Stay ended
pass-days-left = { $count ->
    [0] Last day today
    [one] { $count } day left
   *[other] { $count } days left
}
pass-counted-on = As of { $date }. Without a network this page stays as it was.
pass-days-over = { $count ->
    [one] { $count } day over
   *[other] { $count } days over
}
pass-photo = Photo of the holder
pass-code-hint = Show this code when asked.
pass-code-over = This code says that the stay has ended.
pass-code-closed = This code says that the pass is closed.
pass-code-tap = Tap it to enlarge.
pass-code-alone = Show the code alone
pass-code-together = Back to the page
pass-no-title = This link to a V-Pass is not right
pass-no = A link must be copied whole: open it from our e-mail. If you cannot find the e-mail, open your application: the V-Pass is there.
pass-withdrawn-title = This V-Pass was withdrawn
pass-withdrawn = The entry was recorded by mistake, and undone at once. If you have entered Cambodia, go back to the immigration desk and ask for your V-Pass.
pass-no-open = Open your application
pass-pdf = Save as PDF
pass-apple-wallet = Add to Apple Wallet
pass-google-wallet = Add to Google Wallet
pass-verify = Verify this pass
pass-specimen = Specimen
pass-kept = Kept on this phone, as of { $date }. Its address opens it without a network.
pass-keep = Save this page or the PDF to show your pass without a network.
pass-home = Put it on the home screen
pass-home-apple = In Safari: the share button, then “Add to Home Screen”.
pass-home-android = In Chrome: the menu with three dots, then “Add to Home screen” or “Install app”.
pass-mail-again = Send it to my e-mail address again
pass-sent-title = The V-Pass is on its way
pass-sent = We send it again to the e-mail address of the application. It arrives within some minutes; look into the spam folder too.
pass-lost = I lost my V-Pass
lost-pass-title = Find your V-Pass
lost-pass-text = You have entered Cambodia and cannot find the e-mail with your V-Pass. Type what stands in the passport with which you entered, and the day.
lost-pass-entered = Day of entry
lost-pass-entered-hint = The day on which you were admitted at the border.
lost-pass-button = Show my V-Pass
evisa-title = e-Visa
evisa-enter-until = Enter on or before
evisa-used = Used for an entry
evisa-expired = Expired on { $date }
pass-code-bad-key-over = This code cannot be verified any more, because the key that signed it was withdrawn. That is not your doing.
pass-code-bad-key = This code cannot be verified any more, because the key that signed it was withdrawn. That is not your doing, and the document counts: officers find it by your passport.
pass-code-unreadable = The code of this document cannot be read. That is not your doing, and the document counts: officers find it by your passport.
evisa-code-over = This code says that nobody enters on it.
evisa-visa = Visa
evisa-number = Number
evisa-issued = Issued
evisa-ports = Accepted at
evisa-verify = Verify this e-Visa
evisa-qr-title = Code to verify this e-Visa
evisa-no-title = This link to an e-Visa is not right
evisa-no = A link must be copied whole: open it from our e-mail. If you cannot find the e-mail, open your application: the e-Visa is there.
evisa-void-title = This e-Visa does not count any more
evisa-void = It was made void, or replaced by a newer one. Your application says what is so now.

google-title = Add your V-Pass to Google Wallet
google-lead = Google Wallet keeps passes on computers of Google. To add yours, we have to give Google these data about you:
google-gives-name = your name
google-gives-passport = your passport number and your nationality
google-gives-stay = the day and the port of your entry, the last day you may stay, and the number of your V-Pass
google-gives-code = the code of your V-Pass, which also holds your sex and date of birth
google-not-photo = Your photo is not given to Google.
google-until = When you leave Cambodia, we have Google take these data out of the pass. Until then Google’s own terms say what it does with them.
google-else = You need not do this: the page of your pass and its PDF say the same.
google-button = Give these data to Google
google-given = Google has your V-Pass. Open Google Wallet to save it on your phone. If Google does not find the pass, try again in a few minutes.
google-open = Open Google Wallet
google-closed = This V-Pass is closed, and can no longer be added to a wallet.
google-back = Back to the pass

verify-title = Verify a document
verify-lead = Find out whether an e-Visa or a V-Pass is genuine. The document's code is enough; nothing about it is stored.
verify-text = Code or address
verify-text-hint = Scan the code with your phone, copy the address, and paste it here.
verify-submit = Verify
verify-camera = Use the camera
verify-camera-next = Scan the next one
verify-camera-stop = Stop the camera
verify-camera-none = The camera cannot be used here. Choose a picture, or paste the address.
verify-picture = Choose a picture of the code
verify-picture-none = No code was found in the picture. Take it closer, with more light.
verify-working = Verifying …
verify-again = Verify the next one
verify-result-title = Result
verify-valid = Valid
verify-not-valid = Not valid
verify-unchecked = Genuine, but perhaps no longer in force
verify-stay-ended = Genuine, but the permitted stay ended on { $date }
verify-expired = Genuine, but no longer valid: its last day was { $date }
verify-used = Genuine, but used for an entry already
verify-replaced = Genuine, but replaced by a newer version
verify-departed = Closed: it covers no stay
verify-revoked = Made void
verify-code = Reason in the standard:
verify-without-scripts = This browser runs no scripts. If a code brought you here, copy the whole address of this page into the field below, then press the button.
verify-unsure = Could not be verified
verify-no-keys = The keys are not on this device yet. Open this page once with a network.
verify-keys-unreadable = The published keys could not be read. Reload this page.
verify-list-missing = The list of replaced, revoked and used documents is not on this device. Open this page with a network.
verify-list-bad = The list of replaced, revoked and used documents could not be verified. Open this page with a network.
verify-list-covers = Compared with the list of replaced, revoked and used documents up to { $date }.
verify-list-old = The list on this device is old: a newer one was due on { $date }. Open this page with a network.
verify-offline-ready = This page is kept on this device and works without a network.
verify-specimen = Specimen: this is a demonstration, not a real document.
verify-says = The document says
verify-compare = The code holds no photo. Compare name, number and date of birth with the passport in hand.
verify-fact-visa = e-Visa
verify-fact-v-pass = V-Pass
verify-fact-name = Name
verify-fact-passport = Passport number
verify-fact-nationality = Nationality
verify-fact-birth = Date of birth
verify-fact-type = Visa type
verify-fact-entries = Entries
verify-fact-stay = Stay
verify-fact-until = Valid until
verify-fact-entered = Entry
verify-fact-last-day = Last permitted day
verify-fact-port = Port of entry
verify-fact-issued = Issued
seal-valid = The document is genuine and was not changed.
seal-not-valid = The document could not be verified.
seal-read-error = The code could not be read.
seal-wrong-format = This is not a code of an e-Visa or a V-Pass, or it is damaged.
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
seal-replaced = The document was issued by this portal, and a newer version after it. Ask for the newer one.
seal-revoked = The document was issued by this portal, and made void afterwards. Nobody enters or stays on it.
seal-used = It was good for one entry. Ask for the V-Pass, which says how long the stay may last.
seal-unchecked = The document is genuine and was not changed. Whether it was revoked, replaced or used since cannot be told here.
seal-stay-ended = The V-Pass was issued by this portal and was not changed. Its holder may not stay in Cambodia on it any more.
seal-expired = The e-Visa was issued by this portal and was not changed. Nobody may enter on it any more.
seal-departed = The V-Pass was issued by this portal. Its holder departed, or was not admitted after all, so that it covers no stay now.

## Staff and border: accounts

conflict-account-changed = Your account was changed in the meantime. Try again.

## Staff and border: what stops an action

conflict-no-port = You have no port of entry, so that there is no list for you. An administrator gives you one.
conflict-provisional-own = You made this admission or handed it in: another officer of the port looks into it, or a supervisor.
conflict-day-pack-of-others = This list is of another port, or was not made here
conflict-companion = Nothing was recorded: something stands against somebody else on this passport, or was changed meanwhile. Open each of them and decide one by one.
conflict-undo-over = Nothing was undone. Only an admission can be undone, and only within two minutes. If the traveller did not enter, tell a supervisor now: the record says that they did.
conflict-undone-already = This admission was undone already
conflict-pass-withdrawn = This V-Pass was withdrawn
conflict-evisa-void = This e-Visa does not count any more
conflict-no-address = No e-mail address is known: the traveller came without a record. Show the V-Pass on this screen instead.
conflict-pass-closed = This V-Pass is closed, so that it is not mailed any more. Its page shows the stay.
conflict-no-such-pass = No V-Pass fits all of this together. Compare each field with the passport with which you entered, and the day. At the border, an officer can show it to you.
conflict-scan-too-old = This scan is too old. Scan the code again.
conflict-case-changed = Nothing was done: this case changed since you opened the page, perhaps by a press of your own. Look at it again before you decide.
conflict-checks-changed = Nothing was granted: a check has found something else since you opened this page. Look at it again.
conflict-case-assigned = Another reviewer holds this case
conflict-photo-unreadable = The photo of this traveller cannot be read, so that no document can be made with it. Ask the traveller for a new one: ask for a correction of the photo.
conflict-check-failed = A check of this case fails. Ask for a correction, or propose a denial.
conflict-own-proposal = You proposed this denial. Another supervisor decides.
conflict-in-the-country = This traveller was admitted already
conflict-not-in-the-country = This traveller was not admitted, or has left
field-error-note-missing = Write a note
field-error-reason-short = Explain it: { $least } letters at least
field-error-choose-ground = Choose a ground
field-error-choose-pages = Tick what the traveller may change
field-error-port-elsewhere = This is not the port of your account. Choose your own, or tick that you record for another one.
field-error-passport-seen = An agreement exempts this kind of passport alone. Look at the passport, and tick that it is of that kind.
field-error-despite = Something stands against this admission. Write why the traveller is admitted all the same: { $least } letters at least.
field-error-ground-twice = A ground was given twice
field-error-ground-no-evisa = Art. 7 gives back the fee of an e-Visa, and there is none here: choose a ground of Art. 23
field-error-find-nothing = Scan or type something: a code, the lines of a passport, a reference, a number
field-error-find-state = Add the state: its letters in the passport, or its name, such as N1234567 VNM
field-error-find-page = This is no page of an e-Visa or a V-Pass of ours, or its address is cut off. Scan the code on it, or type the passport number and its state.
field-error-find-what = This is no code, no line of a passport, no reference and no number. Type the passport number and its state, such as N1234567 VNM
field-error-lost-pass-entered = Enter the day of entry
field-error-seal = This is no code of an e-Visa or a V-Pass, or it is damaged or forged. Look at the passport, and search by its number.
field-error-walk-in-citizen = Citizens of Cambodia enter without a visa and are not recorded here
field-error-walk-in-type = Choose the type of the visa, or leave number and days empty too
field-error-walk-in-number = Enter the number on the visa: letters A to Z and digits, 4 to 15
field-error-walk-in-issued = Enter the day on which the visa was issued
field-error-walk-in-issued-later = This lies ahead: no visa is issued on a day to come
field-error-walk-in-until = Enter the last day on which the visa is valid
field-error-walk-in-until-before = This lies before the day of issue
field-error-walk-in-until-long = A visa of this type from that day is valid until { $last } at most (Art. 13)
field-error-walk-in-exit = An exit visa lets nobody in (Art. 11)
field-error-walk-in-recorded = This visa is recorded already: look for its number or its passport
field-error-event-future = This lies in the future
field-error-event-date = Enter the date of the event
field-error-event-time = Enter the time of the event, such as 14:05
field-error-event-before-visa = This lies before the visa was issued
field-error-event-before-admission = This lies before the admission
field-error-fine-due = A fine of { $amount } for { $days ->
    [one] one day
   *[other] { $days } days
} over is due (Art. 24). Record how it was settled first (Art. 23 b.5).
field-error-fine-receipt = Enter the number of the receipt
field-error-fine-exempted-by = Enter who exempted the traveller (Art. 28)
field-error-fine-exemption = Enter why the traveller was exempted (Art. 28)

## Staff and border: what stands against an admission

obstacle-in-the-country = In the country already
obstacle-undecided = No decision yet
obstacle-not-exempt = No visa, and no agreement that exempts from it today; or the arrival card was used before or is over
obstacle-denied = The request was denied
obstacle-withdrawn = The request was withdrawn
obstacle-visa-used = The visa was used for an entry
obstacle-visa-expired = The visa is no longer valid
obstacle-visa-void = The visa is void
obstacle-visa-replaced = The visa was replaced by a newer one
obstacle-visa-not-yet-issued = The visa was not issued yet on that day
obstacle-passport-expired = The passport has expired
record-unreadable = This record cannot be read
note-unreadable = This note cannot be read
obstacle-unreadable = This record cannot be read. Whoever runs the portal must look into it.
obstacle-no-person = The application holds no passport data

## Staff and border: facts of a case

fact-surname = Surname
fact-given-names = Given names
fact-mrz-name = Name in the zone
fact-sex = Sex
fact-birth-date = Date of birth
fact-birth-place = Place of birth
fact-nationality = Nationality
fact-passport-number = Passport number
fact-passport-kind = Kind of passport
fact-issuing-state = Issued by
fact-issued-on = Issued on
fact-expires-on = Expires on
fact-mrz = Machine-readable zone
fact-on-passport-of = Travels on the passport of
fact-entry-date = Day of entry
fact-stay-days = Days of stay
fact-port = Port of entry
fact-address = Address in Cambodia
fact-phone = Phone
fact-home-address = Home address
fact-country = Country of residence
fact-email = E-mail

## Staff and border: checks of a case

check-photo = There is a photo of the right form
check-photo-missing = There is no photo
check-photo-unreadable = The photo cannot be read. Ask the traveller for a new one.
check-photo-shared = The same photo is that of { $count ->
    [one] traveller { $positions }
   *[other] travellers { $positions }
} of this application
check-person-missing = The passport page is not complete
check-passport-valid = The passport is valid for { -passport-validity } from the entry, that is until { $until }
check-passport-too-short = The passport is not valid for { -passport-validity } from the entry, that is until { $until }
check-mrz-none = No machine-readable zone was given: compare the name with care
check-mrz-unreadable = The machine-readable zone cannot be read
check-mrz-wrong = A check digit or a date of the machine-readable zone is wrong
check-mrz-other = The machine-readable zone has another { $field ->
    [issuer] issuing state
    [nationality] nationality
    [birth_date] date of birth
    [sex] sex
    [expiry_date] date of expiry
   *[other] passport number
}
check-mrz-same = Name and machine-readable zone are the same
check-mrz-allowed = The name is written as the standard allows: typed { $typed }, in the zone { $zone }
check-mrz-different = { $part ->
    [surname] The surname differs
   *[given_names] Given names differ
} from the machine-readable zone, from word { $word } on
check-adult-missing = The adult on whose passport this traveller is, is not in this application
check-adult-granted = The adult on whose passport this traveller is was granted a visa
check-adult-denied = The adult on whose passport this traveller is was denied
check-adult-withdrawn = The adult on whose passport this traveller is has withdrawn
check-adult-open = The adult on whose passport this traveller is, is not decided yet
check-visa-needed = A visa is needed: no agreement covers this traveller
check-longer-than-exemption = A visa is needed: the stay is longer than the { $days } days of the agreement
check-exempt = Exempt for { $days } days by an agreement; applied all the same
check-stay-covered = A visa granted today covers the trip
check-trip-warning-validity = A visa granted today is over before the intended entry
check-trip-warning-stay = The intended stay is longer than the visa permits
check-trip-warning-order = The intended departure is before the entry
check-history-none = No denial on this passport, and no refused entry of this person
check-history = On this passport: { $denied } denied. Of this person, on any passport: { $refused } refused entry
check-fee-given-back = { $amount } of the fee was given back at the card provider. A supervisor has to decide before a visa is granted.
check-fee-given-back-decided = { $amount } of the fee was given back at the card provider. A supervisor decided that the review goes on.
check-charge-disputed = The payer disputes the charge with the bank: the fee may be taken back
check-open-none = No other open application on this passport
check-open = { $open ->
    [one] Another open application
   *[other] { $open } other open applications
} on this passport

## Staff and border: what happened, as travellers read it

timeline-pass-issued = The V-Pass was issued
timeline-fine-paid = A fine of { $amount } was paid
timeline-fine-exempted = A fine of { $amount } was exempted
timeline-application-closed = The application was closed

## Staff and border: what happened, as staff read it

timeline-times = ({ $count } times)
timeline-staff-mail-sent = { $kind ->
    [mail_link] A link to the application was e-mailed
    [mail_card] The link to the arrival card was e-mailed
    [mail_payment_received] The receipt was e-mailed
    [mail_decision] The decision was e-mailed
    [mail_ending] An e-mail said that the application is not paid and ends soon
    [mail_late] An e-mail said that the decision is late
    [mail_may_apply] An e-mail said that the trip can be applied for
    [mail_withdrawn] The withdrawal was e-mailed
    [mail_refused_entry] The refusal of entry was e-mailed
    [mail_departure] The departure was e-mailed
    [mail_correction_reminder] A reminder of the correction was e-mailed
    [mail_correction_over] That the correction is waited for no longer was e-mailed
    [mail_correction] The request for a correction was e-mailed
    [mail_pass] The V-Pass was e-mailed
    [mail_refund] An e-mail about the refund was sent
   *[other] An e-mail was sent
}
timeline-staff-application-started = The traveller began the application
timeline-staff-application-signed-out-everywhere = The traveller signed out everywhere, and e-mailed links ended
timeline-staff-application-email-confirmed = The traveller confirmed the e-mail address
timeline-staff-application-submitted = The traveller sent the application
timeline-staff-payment-settled = The payment arrived
timeline-staff-case-corrected = The traveller corrected the application
timeline-staff-application-reminder-asked = The traveller asked for an e-mail on { $on }
timeline-staff-application-mistake-reported = The traveller reported a mistake
timeline-staff-case-withdrawn = A traveller was withdrawn
timeline-staff-case-viewed = Looked at by { $who }
timeline-staff-case-taken = Taken by { $who }
timeline-staff-case-put-back = Put back by { $who }
timeline-staff-case-correction-asked = A correction was asked for by { $who }
timeline-staff-case-denial-proposed = A denial was proposed by { $who }
timeline-staff-case-denial-rejected = The proposed denial was sent back by { $who }
timeline-staff-case-denied = Denied by { $who }
timeline-staff-visa-granted = Granted by { $who }, valid until { $valid_until }
timeline-staff-visa-voided = The visa was made void by { $who }
timeline-staff-border-looked-up = Looked up at the border by { $who }
timeline-staff-border-viewed = Looked at, at the border, by { $who }
timeline-staff-border-forged-code-shown = A forged code was shown with the passport, seen by { $who }
timeline-staff-border-admitted = Admitted at { $port } by { $who }
timeline-staff-border-refused = Refused entry at { $port } by { $who }
timeline-staff-border-departed = Departure at { $port }, recorded by { $who }
timeline-staff-border-admission-undone = Admission undone by { $who }
timeline-staff-fine-paid = Fine of { $amount } for { $days ->
    [one] one day
   *[other] { $days } days
} over paid, recorded by { $who }
timeline-staff-fine-exempted = Fine of { $amount } for { $days ->
    [one] one day
   *[other] { $days } days
} over exempted, recorded by { $who }

pass-qr-title = Code to verify this V-Pass

## Payments, uploads and the timeline
conflict-already-paid = This application is paid already. Nothing more was charged.
conflict-withdrawn = Nothing was sent or paid: this application was withdrawn before it was paid. To travel, apply again.
conflict-payment-confirming = Your payment is being confirmed. Do not pay again; look at this page a little later.
conflict-not-sent = Nothing was paid: answers were changed after that page was opened. Look through them, then send them.
conflict-refund-is-due = Art. 7 gives this fee back. It cannot be declined.
conflict-money-moved = Nothing was decided: money of this charge moved at the card provider after you opened this page. Look at it again.
conflict-fee-is-back = This fee has gone back already, so that it cannot be declined. Approve it: nothing more is sent, and the list tells that it went back.
conflict-visa-used = The traveller has entered on this visa since. Its fee is not given back.
conflict-charge-disputed = The cardholder disputes this charge with the bank, so it cannot be given back here.
conflict-incomplete = Something in the application is missing or wrong. Go through your answers, then pay.
conflict-not-payable = This application can no longer be paid. Please start a new one; nothing was charged.
field-error-photo-interrupted = The photo did not arrive whole. Check the connection and send it again.
field-error-photo-missing = Choose a photo to upload
timeline-decision-late = The decision is late; it is expected by { $expected_on }
timeline-case-correction-unanswered = The correction was not sent in time; the review goes on
timeline-application-reminder-asked = You asked for an e-mail on { $on }
timeline-application-mistake-reported = You told us about a mistake
timeline-case-added = A traveller was added
timeline-case-removed = A traveller was removed
timeline-mail-sent = { $kind ->
    [mail_link] We e-mailed you a link
    [mail_card] We e-mailed you the link to the arrival card
    [mail_payment_received] We e-mailed you the receipt
    [mail_decision] We e-mailed you the decision
    [mail_ending] We reminded you to pay
    [mail_late] We wrote that we are late
    [mail_may_apply] We wrote that you can apply now
    [mail_withdrawn] We e-mailed you the withdrawal
    [mail_refused_entry] We wrote about the refused entry
    [mail_departure] We wrote about the departure
    [mail_correction_reminder] We reminded you of the correction
    [mail_correction_over] We e-mailed you that we decide without the correction
    [mail_correction] We e-mailed you what to correct
    [mail_pass] We e-mailed you the V-Pass
    [mail_refund] We wrote to you about the refund
   *[other] We sent you an e-mail
}
timeline-payment-disputed = The charge was disputed with the card's bank
timeline-payment-dispute-won = The dispute about the charge is over; the payment stands
timeline-payment-dispute-partly-lost = The dispute about the charge is over; the card's bank took a part of it back
timeline-payment-expired = The card page closed unpaid
timeline-payment-failed = A payment failed; nothing was charged
timeline-payment-opened = The card page was opened
timeline-payment-unneeded = A charge came that was not needed; it goes back by itself
timeline-payment-unrecorded = A charge came that belongs to no payment of ours; it is to be given back at the card provider
timeline-photo-saved = A photo was saved
timeline-refund-approved = The refund was approved
timeline-refund-declined = A supervisor decided that the fee is not given back: a ground of Art. 23 stood beside the one for a refund, or there was no valid visa
timeline-payment-given-back-elsewhere = { $amount } of the payment has been given back outside this portal
timeline-payment-given-back-elsewhere-failed = { $amount } that was given back outside this portal did not arrive
timeline-payment-given-back-accepted = A supervisor looked at what was given back; the review goes on
timeline-payment-unbookable = A charge came in a currency that we do not know; a supervisor looks at it
timeline-refund-done-elsewhere = The refund was given back by other means already
timeline-refund-failed = The refund did not reach the card; a supervisor decides how it is paid
timeline-refund-paid-otherwise = The refund was paid by another way than to the card
timeline-refund-requested = A refund was requested
timeline-refund-sent = The refund was sent to the card
timeline-refund-succeeded = The refund is paid back

## The hosted checkout: the line that is paid for

checkout-visa = Tourist e-Visa (T)

## e-Visa and V-Pass as PDF. Labels stand in km.ftl too.

document-visa = e-Visa
document-visa-number = Visa number
document-visa-type = Visa type
document-visa-show = On arrival, show this page with passport { $passport }, on paper or on your phone. Name and number must be the same in both.
document-visa-by = Enter Cambodia by { $until }, at one of the entry points below. After that day this e-Visa can no longer be used.
document-visa-then = When you are let in, a V-Pass comes by e-mail. It takes the place of the stamp: keep it with your passport until you leave.
document-visa-issuer = Issued by the Ministry of Foreign Affairs and International Cooperation (Sub-Decree 123 of 10 June 2016, Art. 7). The officers at the entry point decide on entry.
document-visa-verify = Verify this e-Visa
document-visa-code = Code to verify this e-Visa
document-pass = V-Pass
document-pass-number = Pass number
document-pass-show = Show this page with passport { $passport } when you are asked, and when you leave. It takes the place of the stamp.
document-pass-by = Leave Cambodia by { $last }, the last day of your permitted stay.
document-pass-issuer = Issued by the General Department of Immigration on entry (Sub-Decree 123 of 10 June 2016).
document-pass-verify = Verify this V-Pass
document-pass-code = Code to verify this V-Pass
document-title = { $document } { $number } – { $name }
document-watermark = SPECIMEN
document-specimen = SPECIMEN. A demonstration, no real document: it lets nobody into Cambodia.
document-photo = Photo of the holder
document-name = Name
document-sex-f = Female (F)
document-sex-m = Male (M)
document-sex-x = Unspecified (X)
document-birth-unknown = Not known
document-passport-expiry = Passport expires on
document-passport-of = On the passport of
document-enter-by = Enter Cambodia by
document-stay = Permitted stay, from the day of entry
document-stay-passport = Until the passport expires
document-stay-none = None
document-entries = Entries
document-entries-single = Single
document-entries-multiple = Multiple
document-issued-on = Issued on
document-last-day = Last day you may stay
document-entered-on = Entered on
document-port = Port of entry
document-application = Application
document-to-do = What to do
document-ask = Questions, or a mistake on this page? Open application { $reference } at { $address }, or ask an embassy of Cambodia.
document-genuine = Anyone can verify that this document is genuine: scan the code, or open
document-entry-points = Entry points that accept the e-Visa
document-entry-points-on = Entry points that accept the e-Visa (as of { $date })
document-port-air = Airports
document-port-land = Land borders
document-port-sea = Sea ports
document-longer = If you wish to stay longer
document-extension = Extension
document-extension-says = Once, for { -extension }: ask the General Department of Immigration before your last day (Art. 19).
document-fine = Fine
document-fine-says = { $amount } for each day over, to be paid before you leave (Art. 24).
document-departure = Departure
document-departure-says = By any border crossing. The officer there closes this V-Pass.
document-foot = { $document } { $number } · application { $reference } · { $date }

## The V-Pass in wallets. All of them stand in km.ftl too.

wallet-specimen = SPECIMEN
wallet-standing = Status
wallet-open = In force
wallet-departed = Closed: left Cambodia
wallet-revoked = Revoked
wallet-last-day-changed = The last day you may stay is now %@.
wallet-show = Show this pass with your passport when you are asked, and when you leave. It takes the place of the stamp.

## Mails (`server/src/mail/words`). `mail-…-subject` is what has come about: it ends the subject and heads
## the mail.

mail-subject = { $who }: { $news } – { $reference }
mail-others = { $name } and { $others ->
    [one] one other
   *[other] { $others } others
}
mail-demo = Demonstration: no real visa is issued and no real money is taken.
mail-foot = This e-mail was written by the portal itself. Answers to it are not read.
mail-application = Application { $reference }
mail-of-card = Card { $reference }
mail-link-else = If the button does not work, open this address:
mail-secret-link = Anyone who has this link can see your application. Do not pass it on.
mail-not-you = If you did not begin it, somebody typed your address by mistake. You need not do anything.
mail-code-confirms = The code that confirms this address, to be typed in the browser in which you began:
mail-code-link = In that browser the link works too. In others it opens the application once the address is confirmed.
mail-open = Open your application
mail-go-on = Go on with your application
mail-go-on-anywhere = Go on with your application, on any phone or computer
mail-follow = Follow your application
mail-correct = Correct your application
mail-follow-refund = Follow your refund
mail-open-pass = Open your V-Pass
mail-open-card = Open your arrival card
mail-open-evisa = Open your e-Visa

mail-resume-subject = how to come back to your application
mail-resume = Your e-Visa application has begun. Its reference is { $reference }.
mail-resume-kept = We keep what you have typed for { $days ->
    [one] one day
   *[other] { $days } days
}. After that it is deleted, unless you have paid.
mail-status-subject = your link
mail-status = This is the link to your e-Visa application { $reference }.
mail-status-not-you = If you did not ask for it, you need not do anything.
mail-code-subject = the code for your address
mail-code = Somebody wishes to use this address for the e-Visa application { $reference }.
mail-code-type = If it was you, type this code in the browser in which you asked for it:
mail-code-not-you = If it was not you, you need not do anything.
mail-moved-subject = the address was changed
mail-moved = The e-Visa application { $reference } has another e-mail address now. This one gets no more e-mails about it, and links that were sent here no longer open it.
mail-moved-yours = If you began this application and did not change the address, begin a new one before you pay, or ask an embassy of Cambodia.
mail-moved-not-you = If you know nothing of it, somebody typed your address by mistake. You need not do anything.
mail-ending-subject = not paid, and about to end
mail-ending = Your e-Visa application { $reference } is not paid yet. You can pay until { $until }. After that it ends, and what you typed is deleted. Nothing is charged then.
mail-ending-no-need = If you do not need the visa any more, you need not do anything.
mail-late-subject = the decision is late
mail-late = We promised to decide on your e-Visa application { $reference } by { $due }, and have not. We are sorry.
mail-late-next = We now expect to decide by { $expected }, and write to you as soon as we have. You need not do anything.
mail-may-apply-subject = you can apply for your trip now
mail-may-apply = You asked us to write on the day from which you can apply for your trip (application { $reference }). You can now: a visa that is issued today is still good when you enter (Art. 13).
mail-may-apply-kept = Your answers are kept until { $until }. Look through them, then pay.

mail-paid-subject = payment received
mail-paid = We have received your payment for the e-Visa application { $reference }. This is the receipt.
mail-paid-on = Paid on
mail-paid-total = Paid by card
mail-paid-item = { TEXT("checkout-visa") }, { $name }
mail-paid-next = We will decide by { $due } and write to you at this address.
mail-paid-since = More has happened since. Your application’s page tells how it stands now.
mail-paid-kept = The fee is not refunded when an application is denied (Art. 6) or withdrawn.
mail-correction-subject = please correct something
mail-correction = We cannot decide yet on the e-Visa of { $name } (application { $reference }). Please correct this:
mail-correction-next = Open your application, change it, and send it again by { $until }. You do not pay again. After that day we decide by what we have.
mail-correction-over-subject = we decide without your correction
mail-correction-over = We asked you to correct something in the e-Visa of { $name } (application { $reference }), and nothing came in time. So we decide by what we have.
mail-correction-over-next = You get a decision by { $due }. You need not do anything.
mail-reminder-subject = we wait for your correction
mail-reminder = We still wait for your correction to the e-Visa of { $name } (application { $reference }). We asked for this:
mail-reminder-next = Open your application, change it, and send it again by { $until }. You do not pay again. After that day we decide by what we have, and may have to deny the visa.
mail-fee-since = How it stands with the fee is told on your application’s page.
mail-withdrawn-subject = withdrawn
mail-withdrawn = { $name } was withdrawn from the e-Visa application { $reference }, as asked for on its page. No visa is issued to them on it.
mail-withdrawn-paid = The fee was paid. It is not refunded when an application is withdrawn.
mail-withdrawn-unpaid = Nothing was charged for them.
mail-withdrawn-not-you = If you did not ask for this, somebody else can open your application. Open it and look.
mail-granted-subject = visa granted
mail-granted = The e-Visa of { $name } is granted. Its number is { $number }.
mail-granted-enter = Enter Cambodia by { $until }. After that day the visa can no longer be used.
mail-granted-keep = The e-Visa is attached to this e-mail, and has a page of its own, which your phone keeps for the time without a network. Show it together with your passport. Check that name and passport number are the same as in the passport. Its page is secret: whoever has the link sees it.
mail-denied-subject = visa denied
mail-denied = The e-Visa of { $name } (application { $reference }) is denied.
mail-denied-ground = The ground is:
mail-ground = { $ground } ({ $article })
mail-denied-kept = The fee is not refunded when an application is denied (Art. 6).
mail-denied-again = You may apply again when the ground no longer stands, or ask an embassy of Cambodia.

mail-pass-subject = V-Pass issued
mail-pass = Welcome to Cambodia. This is the V-Pass of { $name }. It takes the place of the stamp in the passport.
mail-pass-card = Welcome to Cambodia. Your V-Pass is ready. It takes the place of the stamp in the passport.
mail-pass-card-open = Open your arrival card with the number of your passport: the V-Pass is there. Keep it on your phone, and show it with your passport when you are asked.
mail-pass-last = The last day you may stay is { $last }.
mail-pass-keep = Keep this page on your phone, or the attached file, and show it with your passport when you are asked.
mail-pass-secret = Anyone who has this link can see your V-Pass. Give it only to those who must see it.
mail-refused-subject = entry refused
mail-refused = { $name } was refused entry at { $port } on { $at } (application { $reference }).
mail-refused-grounds = The grounds that the officer recorded:
mail-refused-usable = The e-Visa stays as it is and can be used until { $until }. Entry may be refused again while the ground stands.
mail-refused-void = The e-Visa is void. To travel again, apply again.
mail-refused-none = There is no e-Visa that could still be used.
mail-refused-refund = A refund of the fee was opened, because of a ground of Art. 7. A supervisor looks at it, and we write to you.
mail-refused-disputed = You dispute the charge with your card’s bank, which has the fee now. If the bank leaves it with us, it is looked at as a refund (Art. 7), and we write to you.
mail-refused-fee-back = The fee was paid back to the card that paid. Your bank may take some days to show it.
mail-refused-fee-back-otherwise = The fee was given back outside this portal, by the ministry or by your card’s bank.
mail-refused-fee-goes-back = The fee goes back to the card that paid (Art. 7). You need not do anything, and we write to you.
mail-refused-fee-not-arrived = The fee was sent back and did not reach your card. A supervisor decides how it is paid to you, and we write to you.
mail-refused-fee-declined = A supervisor has decided that the fee is not refunded. Your application’s page says why.
mail-refused-kept = The fee is not refunded on these grounds (Art. 7).
mail-departed-subject = departure recorded
mail-departed = The departure of { $name } at { $port } on { $at } is recorded (application { $reference }). The V-Pass is closed; its page still shows the stay.
mail-departed-in-time = The permitted stay was kept.
mail-departed-over = { $days ->
    [one] One day
   *[other] { $days } days
} over the permitted stay: the fine of { $amount } was { $how ->
    [paid] paid (Art. 24)
   *[exempted] waived (Art. 28)
}.
mail-departed-next-card = For another trip, make another arrival card. If you have not left Cambodia, go to the immigration desk at once.
mail-departed-next = For another trip, apply for another visa. If you have not left Cambodia, go to the immigration desk at once.

mail-undone-subject = entry recorded by mistake
mail-undone = At { $port } the entry of { $name } was recorded by mistake on { $at }, and undone at once (application { $reference }).
mail-undone-pass = The V-Pass that you may have received for it does not count. Delete it.
mail-undone-visa = The e-Visa is what it was before: enter on or before { $until }.
mail-undone-next = If you have entered Cambodia, go back to the immigration desk and ask for your V-Pass.

mail-refund-sent-subject = refund on its way
mail-refund-sent = We are giving back { $amount } for the e-Visa application { $reference }.
mail-refund-reason = The reason is:
mail-refund-sent-card = The money goes to the card that paid. Banks usually show it within 5 to 10 days. You need not do anything.
mail-refund-done-subject = refund paid
mail-refund-done = Your refund of { $amount } for the e-Visa application { $reference } has been paid to the card that paid. Your bank may need some days to show it.
mail-refund-before = { $amount } more was given back by other means before.
mail-refund-elsewhere = Your refund of { $amount } for the e-Visa application { $reference } was given back by other means than through this portal, so that nothing more goes to the card.
mail-refund-see = You need not do anything. Your status page says more.
mail-refund-declined-subject = fee not given back
mail-refund-declined = The fee of { $amount } for the e-Visa application { $reference } is not given back.
mail-refund-declined-rest = Of the fee for the e-Visa application { $reference } { $amount } is not given back.
mail-refund-declined-why = Either immigration recorded a ground of Art. 23 of Sub-Decree 123 beside the one for a refund, or there was no valid visa when entry was refused. A supervisor has looked at it and decided. Your status page says more.
mail-refund-failed-subject = refund delayed
mail-refund-failed = Your refund of { $amount } for the e-Visa application { $reference } could not be paid to the card that paid.
mail-refund-failed-next = We know about it: a supervisor decides how it is paid, to the card again or by another way. You need not do anything now.

## The arrival card
card-title = e-Arrival card
card-group = If others arrive with you, make the card for one of you first. Then add the others, up to 20, on its page.
card-text = For travellers who need no visa. It is free, takes a few minutes, and can be made from seven days before you arrive.
card-visa = With an e-Visa you fill in the card on the page of your application, from seven days before you arrive.
card-visa-check = See your application
card-passport = Your passport
card-trip = Your arrival
card-vehicle = Flight or vehicle
card-vehicle-hint = Such as K6 721, or the number plate of the car
card-hour = Hour of arrival (optional)
card-hour-row = Hour of arrival
card-hour-hint = In Phnom Penh time, such as 14:30
card-purpose = Why do you come?
card-stay-hint = About how many. Your V-Pass tells the last permitted day.
card-port-hint = You may leave from anywhere.
card-declarations = Health and customs
card-declarations-hint = Tick what is so. Leave the rest as it is.
card-subject-health = Health
card-subject-customs = Customs
card-question-fever = I have fever, a cough or a rash now
card-question-contact = In the last 14 days I was with somebody who has a dangerous infectious disease
card-question-cash = I bring 10,000 US dollars or more in cash, or as much in another currency
card-question-goods = I bring goods for sale, or more than is free of duty
card-question-restricted = I bring weapons, medicines that need a licence, animals, plants or food
card-email-hint = The link to your card and your V-Pass go there
card-truthful = What I have stated is true and complete
card-button = Make the card
card-desk-title = Your record at the border
card-desk-closed = An officer at the border made this record. Who is admitted finds the V-Pass here.
card-visa-text = You have an e-Visa, so most of the card is filled in from your application. It is free.
card-visa-known = If you come on another day or to another port, the card is good all the same.
card-show-visa = Show this code with your passport and your e-Visa at the border. You can change the card until then.
card-closed-visa = This card is kept as it was at the border, or your visa has ended. See how your application stands on its status page.
card-travellers = Travellers on this card: { $count }
card-declared = Declared
card-unasked = Asked since, not answered yet
card-asked-since = New questions on health and customs are asked since this card was filled in. Change the card to answer them before you arrive.
card-add = Add a traveller
card-add-title = Add a traveller to the card
card-add-text = Each needs a passport of their own, a child too. Flight, address and e-mail are those of the card.
card-add-button = Add to the card
card-change-of = Change what the card says of { $name }
card-change-shared = Passport and declarations here are of the first traveller. The rest counts for everybody on the card.
card-pass-of = Open the V-Pass of { $name }
card-admitted-all = All of you were admitted. From now on your V-Passes count.
card-made-title = Your arrival card
card-show = Show this code with your passport at the border. You can change the card until then.
card-admitted = You were admitted. From now on your V-Pass counts.
card-closed = This card cannot be changed any more.
card-pass = Open your V-Pass
card-code-title = The code of your arrival card
card-good-until = The card is good until { $until }.
card-name = Name
card-change = Change the card
card-change-title = Change your arrival card
card-change-button = Save the card
card-open-title = Open your arrival card
card-open-text = This link came by e-mail. So that nobody else sees your card, type the number of the passport that it is for.
card-open-button = Open the card
field-error-card-other = The card of this link is for another passport number. Type it as it stands in the passport.
card-no-title = No such card
card-no = The link was not copied whole, or the card has ended.
card-new = Make a new card
conflict-card-closed = This card cannot be changed any more: you have been at the border, or it has ended.
conflict-card-full = A card is for 20 travellers at most. Make another one for those who are left.
conflict-card-first = The first traveller stays on the card. You can change it to another person’s passport.
conflict-card-changed = The card was changed in another window. Open it anew, and change what is there now.
visa-need-card = Make your e-Arrival card instead: it is free, and you enter with it.
visa-need-card-make = Make the arrival card
purpose-diplomacy = Diplomacy
purpose-mission = A mission for a state or an international organisation
purpose-courtesy = A visit of cooperation or courtesy
purpose-transit = Transit, or work on a vehicle, ship or aircraft
purpose-business = Business, work or study
purpose-tourism = Holiday
mail-card-holder = the traveller on your arrival card
mail-card-subject = your arrival card
mail-card = Your e-Arrival card for { $arrives } is ready.
mail-card-show-visa = It stands on the page of your application, with its code. Show it with your passport and your e-Visa at the border. You can change the card until then.
mail-card-show = To open it, type the number of your passport. Show its code with your passport at the border. You can change the card until then.
