// What a group of travellers and whoever decides on it do, by the forms of the pages and without a look at
// each: a story of a whole day needs dozens of people.
import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { type Chosen, fetches, links, sends } from '../support/forms.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { type Person, machineReadableZone, person } from '../support/people.ts';
import type { Visitor } from '../support/visitor.ts';
import { SMALLEST_PHOTO, fillsIn, pays, starts } from './traveller.ts';

/** So many travellers, each with names and a passport of their own; the first applies. */
export function group(email: string, size: number): Person[] {
  const names = ['Anna', 'Lars', 'Ida', 'Nils', 'Elsa', 'Karl', 'Maja', 'Olof', 'Sara', 'Emil'];
  return Array.from({ length: size }, (_, place) => {
    const second = names[Math.floor(place / names.length)] ?? '';
    return person(email, { givenNames: `${names[place % names.length]} ${second}` });
  });
}

/** One applies for all and pays, all but the first by the forms alone. The reference. */
export async function groupApplies(visitor: Visitor, people: Person[], mailbox: Mailbox): Promise<string> {
  const [first, ...others] = people;
  if (!first) throw new Error('a group of nobody');
  const bytes = readFileSync(SMALLEST_PHOTO).toString('base64');
  const photo = { field: 'photo', name: 'photo.jpg', type: 'image/jpeg', bytes };
  await starts(visitor, first.email);
  await fillsIn(visitor, first, mailbox, async () => {
    for (const other of others) await joins(visitor, other, photo);
    await visitor.open('/apply/check');
  });
  return pays(visitor, first);
}

/** Somebody with a passport of their own is added. */
async function joins(visitor: Visitor, person: Person, photo: Chosen) {
  const travellers = await fetches(visitor, '/apply/travellers');
  const passport = await sends(visitor, travellers, '/act/add-traveller', { passport: 'own' });
  const empty = await sends(visitor, passport, '/act/save-passport', {
    mrz: machineReadableZone(person),
    surname: person.surname,
    given_names: person.givenNames,
    sex: 'F',
    birth_day: person.birth.day,
    birth_month: person.birth.month,
    birth_year: person.birth.year,
    birth_place: person.birthPlace,
    nationality: person.nationality,
    passport_kind: 'ordinary',
    passport_number: person.passportNumber,
    issuing_state: person.nationality,
    issue_day: person.issued.day,
    issue_month: person.issued.month,
    issue_year: person.issued.year,
    expiry_day: person.expires.day,
    expiry_month: person.expires.month,
    expiry_year: person.expires.year,
  });
  const taken = await sends(visitor, empty, empty.path, {}, photo);
  const check = await sends(visitor, taken, '/act/keep-photo');
  expect(check.path).toBe('/apply/check');
}

/** Takes and grants every case of an application; how many. */
export async function grantsAll(reviewer: Visitor, reference: string): Promise<number> {
  let granted = 0;
  for (;;) {
    const queue = await fetches(reviewer, `/staff/queue?reference=${reference}&state=waiting`);
    const cases = links(queue, '/staff/cases/');
    if (cases.length === 0) return granted;
    for (const path of cases) {
      const taken = await sends(reviewer, await fetches(reviewer, path), '/act/staff/case/take');
      await sends(reviewer, taken, '/act/staff/case/grant');
      granted += 1;
    }
  }
}
