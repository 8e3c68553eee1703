// What a border officer does.
import { type Locator, expect } from '@playwright/test';
import { type Use, heldBefore } from '../support/camera.ts';
import { text, words } from '../support/texts.ts';
import type { Person } from '../support/people.ts';
import type { Visitor } from '../support/visitor.ts';

/** Has a reader type into the box of the desk. */
export async function scans(visitor: Visitor, query: string) {
  await visitor.open('/border');
  await visitor.arrives('border-find-title');
  await visitor.types('border-find-label', query);
  await visitor.page.getByLabel(text('border-find-label'), { exact: true }).press('Enter');
}

/** Holds a code before the camera of an officer's desk. */
export async function scansByCamera(officer: Visitor, shown: Locator, person: Person, use: Use) {
  const address = new URL('/border', officer.page.url()).href;
  await heldBefore(shown, officer.page, use, async (page) => {
    await page.goto(address);
    await page.getByRole('button', { name: words('verify-camera') }).click();
    const name = new RegExp(person.surname, 'i');
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.getByRole('main')).toContainText(words('border-scanned'));
  });
}

/** Finds the only traveller on a passport. */
export async function finds(visitor: Visitor, person: Person) {
  await scans(visitor, `${person.passportNumber} ${person.nationality}`);
  const name = new RegExp(person.surname, 'i');
  await expect(visitor.page.getByRole('heading', { level: 1, name })).toBeVisible();
  await visitor.inspect();
}

/** Looks at everyone of an application. */
export async function looksAtAll(visitor: Visitor, reference: string) {
  await visitor.open(`/border/people/${reference}`);
  await visitor.arrives('border-people-title');
  await visitor.inspect();
}

async function isBack(visitor: Visitor, person: Person) {
  const name = new RegExp(person.surname, 'i');
  await expect(visitor.page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(visitor.page.getByLabel(text('border-next'), { exact: true })).toBeFocused();
  await visitor.inspect();
}

async function choosesPort(visitor: Visitor) {
  await visitor.field('border-port').selectOption({ label: 'Techo International Airport' });
}

export async function admits(visitor: Visitor, person: Person) {
  await finds(visitor, person);
  await visitor.follow('border-admit-otherwise');
  await visitor.arrives('border-admit-title');
  await choosesPort(visitor);
  await visitor.press('border-admit-confirm');
  await isBack(visitor, person);
}

/** Refuses for a technical fault in the system (Art. 7), which voids the visa and asks for a refund. */
export async function refusesForTechnicalFault(visitor: Visitor, person: Person) {
  await finds(visitor, person);
  await visitor.follow('border-refuse');
  await visitor.arrives('border-refuse-title');
  await visitor.page
    .getByRole('checkbox', { name: new RegExp(`^${text('ground-7-technical-fault') as string}`) })
    .check();
  await visitor.types('border-refuse-note', 'The e-visa could not be read at the desk.');
  await choosesPort(visitor);
  await visitor.press('border-refuse-confirm');
  await isBack(visitor, person);
}

export async function recordsDeparture(visitor: Visitor, person: Person) {
  await finds(visitor, person);
  await visitor.follow('border-depart');
  await visitor.arrives('border-depart-title');
  await choosesPort(visitor);
  await visitor.press('border-depart-confirm');
  await isBack(visitor, person);
}
