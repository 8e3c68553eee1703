// What a traveller does, page by page.
import { expect } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import type { Mailbox } from '../support/mailbox.ts';
import { text, words } from '../support/texts.ts';
import { type Person, inDays, machineReadableZone } from '../support/people.ts';
import type { Day, Visitor } from '../support/visitor.ts';

export const PHOTO = fixture('portrait-enlarged.jpg');
export const SMALL_PHOTO = fixture('portrait.png');
export const SMALLEST_PHOTO = fixture('portrait-smallest.jpg');

function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
}

/** From the landing page to the first step. */
export async function starts(visitor: Visitor, email: string) {
  await visitor.open('/');
  await visitor.arrives('landing-title');
  await visitor.follow('landing-apply');
  await visitor.arrives('start-title');
  await visitor.chooses('nationality', 'UTO');
  await begins(visitor, email);
}

/** The same, by asking first who needs a visa: the answers are carried on. */
export async function asksAndStarts(visitor: Visitor, email: string) {
  await visitor.open('/visa-need');
  await visitor.arrives('visa-need-title');
  await visitor.chooses('nationality', 'UTO');
  await visitor.press('visa-need-ask');
  await visitor.arrives('visa-need-needed-title');
  await visitor.follow('landing-apply');
  await visitor.arrives('start-title');
  await expect(visitor.field('nationality')).toHaveValue('UTO');
  await begins(visitor, email);
}

async function begins(visitor: Visitor, email: string) {
  await visitor.types('email', email);
  await visitor.press('start-button');
  await visitor.arrives('passport-title');
}

/** `printed`: the person as the MRZ at the bottom of the photo page writes them. */
export async function fillsPassport(visitor: Visitor, person: Person, printed: Person = person) {
  await visitor.types('surname', person.surname);
  await visitor.types('given-names', person.givenNames);
  await visitor.page.getByRole('radio', { name: words('sex-f'), exact: true }).check();
  await visitor.typesDate('birth-date', person.birth);
  await visitor.types('birth-place', person.birthPlace);
  // What was answered before is not asked again.
  if (await visitor.field('nationality').isVisible()) {
    await visitor.chooses('nationality', person.nationality);
    await visitor.chooses('passport-kind', 'ordinary');
    await visitor.chooses('issuing-state', person.nationality);
  }
  await visitor.types('passport-number', person.passportNumber);
  await visitor.typesDate('issue-date', person.issued);
  await visitor.typesDate('expiry-date', person.expires);
  await visitor.types('passport-mrz', machineReadableZone(printed));
}

export async function fillsTrip(visitor: Visitor, entry: Day = inDays(20)) {
  await visitor.typesDate('trip-entry', entry);
  await visitor.types('trip-stay', '14');
  await visitor.field('trip-port').selectOption({ label: 'Techo International Airport' });
  await visitor.types('trip-address', 'Hotel Example, 12 Street 240\nPhnom Penh');
}

export async function fillsContact(visitor: Visitor) {
  await visitor.types('contact-phone', '+46 70 123 45 67');
  await visitor.types('contact-address', '1 Example Street\nZenith');
  await visitor.chooses('contact-country', 'SWE');
}

export async function uploads(visitor: Visitor, file: string) {
  await visitor.field('photo-file').setInputFiles(file);
  await visitor.press('photo-upload');
}

/** Looks at the photo that was uploaded, and goes on with it. `of`: of everybody but the applicant. */
export async function keepsPhoto(visitor: Visitor, of = '') {
  await visitor.arrives(`photo-check-title${of}`);
  await visitor.press('photo-keep');
}

/** Sends the same file, which is no other photo, and goes on with a nearer part of it. */
export async function replacesPhoto(visitor: Visitor, file: string) {
  await visitor.arrives('photo-correct-title');
  await uploads(visitor, file);
  await visitor.reads('photo-same');
  await visitor.press('photo-nearer');
  await visitor.reads('photo-said-nearer');
  await keepsPhoto(visitor);
}

/** From the passport page to the card page. */
/** From the passport to the declaration; `others` adds who comes along, on the page of the answers. */
export async function fillsIn(
  visitor: Visitor,
  person: Person,
  mailbox: Mailbox,
  others: () => Promise<void> = async () => {},
  entry?: Day,
) {
  await fillsPassport(visitor, person);
  await visitor.press('save-continue');
  await visitor.arrives('trip-title');
  await fillsTrip(visitor, entry);
  await visitor.press('save-continue');
  await visitor.arrives('contact-title');
  await fillsContact(visitor);
  await visitor.press('save-continue');
  await visitor.arrives('photo-title');
  await uploads(visitor, PHOTO);
  await keepsPhoto(visitor);
  await others();
  await finishes(visitor, person, mailbox);
}

/** Adds a child on the applicant's passport; begins and ends on the page of the answers. */
export async function addsChild(visitor: Visitor, child: Person) {
  await adds(visitor, 'travellers-add-parent');
  await visitor.types('surname', child.surname);
  await visitor.types('given-names', child.givenNames);
  await visitor.page.getByRole('radio', { name: words('sex-f'), exact: true }).check();
  await visitor.typesDate('birth-date', child.birth);
  await visitor.types('birth-place', child.birthPlace);
  await visitor.chooses('nationality', child.nationality);
  await visitor.press('save-continue');
  await photographs(visitor);
}

/** Adds somebody with a passport of their own; begins and ends on the page of the answers. */
export async function addsOther(visitor: Visitor, other: Person) {
  await adds(visitor, 'travellers-add-own');
  await fillsPassport(visitor, other);
  await visitor.press('save-continue');
  await photographs(visitor);
}

async function adds(visitor: Visitor, passport: string) {
  await visitor.follow('check-add');
  await visitor.arrives('travellers-title');
  await visitor.page.getByText(words('travellers-add'), { exact: true }).click();
  await visitor.page.getByRole('radio', { name: words(passport) }).check();
  await visitor.press('travellers-add-button');
  await visitor.arrives('passport-title-further');
}

async function photographs(visitor: Visitor) {
  await visitor.arrives('photo-title-of');
  await uploads(visitor, PHOTO);
  await keepsPhoto(visitor, '-of');
  await visitor.arrives('check-title');
}

/** The code that was mailed to the address of the application. */
async function mailedCode(mailbox: Mailbox, email: string): Promise<string> {
  const mail = await mailbox.mail(email, /: how to come back to your application – /);
  const code = /^\s+(\d{6})$/m.exec(mail.text)?.[1];
  expect(code, `a code in “${mail.subject}”`).toBeTruthy();
  return code ?? '';
}

/** Confirms the address on its own page. */
export async function confirmsAddress(visitor: Visitor, mailbox: Mailbox, email: string) {
  await visitor.arrives('email-title');
  await visitor.types('email-code', await mailedCode(mailbox, email));
  await visitor.press('email-confirm');
}

/** From the page of the answers to the card page. `mailbox`: where the address is to be confirmed. */
export async function finishes(visitor: Visitor, person: Person, mailbox?: Mailbox) {
  await visitor.arrives('check-title');
  await visitor.reads(new RegExp(`^${person.passportNumber}, `));
  await visitor.page.getByText(words('refund-title'), { exact: true }).click();
  await visitor.reads('refund-no-denied');
  await visitor.ticks('declaration-truthful');
  await visitor.ticks('declaration-refunds-read');
  if (mailbox) await visitor.types('email-code', await mailedCode(mailbox, person.email));
  await visitor.press('declaration-button');
}

/** Types a card on the hosted checkout. Stripe publishes numbers for every outcome. */
export async function typesCard(visitor: Visitor, person: Person, number: string) {
  await expect(visitor.page.getByRole('heading', { name: 'Pay by card' })).toBeVisible();
  await visitor.inspect();
  const field = (label: string) => visitor.page.getByLabel(label, { exact: true });
  await expect(field('E-mail')).toHaveValue(person.email);
  await field('Card number').fill(number);
  await field('Expiry').fill('12/39');
  await field('CVC').fill('123');
  await field('Name on card').fill(`${person.givenNames} ${person.surname}`);
  await visitor.page.getByRole('button', { name: /^Pay / }).click();
}

/** Pays on the card page; ends on the success page. Returns the reference. */
export async function pays(visitor: Visitor, person: Person): Promise<string> {
  await typesCard(visitor, person, '4242 4242 4242 4242');
  await visitor.arrives('pay-done-title');
  const reference = /KV-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await visitor.page.getByRole('main').innerText());
  expect(reference, 'a reference on the success page').not.toBeNull();
  return reference?.[0] ?? '';
}

export async function opensStatus(visitor: Visitor) {
  await visitor.open('/status');
  await expect(visitor.page.getByText(text('status-timeline'))).toBeVisible();
  await visitor.inspect();
}

/** Opens the link of a mail: looking at it changes nothing, its button does. */
export async function opensLink(visitor: Visitor, mailbox: Mailbox, email: string, subject: RegExp) {
  const mail = await mailbox.mail(email, subject);
  const link = mail.links.find((link) => link.includes('/link/'));
  expect(link, `a link in “${mail.subject}”`).toBeTruthy();
  await visitor.open(link ?? '');
}
