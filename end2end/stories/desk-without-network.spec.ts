// A day at a desk whose network is gone: it admits forty from the list that it keeps, nobody twice, is closed
// and opened again half-way, and hands in when the network is back. Whom another desk admitted meanwhile are
// listed until somebody has looked.
import { admits } from '../flows/border.ts';
import { grantsAll, group, groupApplies } from '../flows/groups.ts';
import { signsIn } from '../flows/staff.ts';
import type { Person } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

/** An application has twenty travellers at most. */
const GROUPS = [20, 20];
const DOUBLE = 3;

test('a desk admits a day without a network, and hands in what it did', async ({
  visitor,
  service,
  mailbox,
  javaScriptEnabled,
}, info) => {
  const officer = await visitor('desktop');
  if (!javaScriptEnabled) {
    await signsIn(officer, service, 'border');
    await officer.open('/border/offline');
    await officer.arrives('offline-title');
    await officer.reads('offline-needs-script');
    await officer.inspect();
    return;
  }
  const email = (place: number) => `offline-${place}-${info.project.name}@example.org`;
  const groups = GROUPS.map((size, place) => group(email(place), size));
  const everybody = groups.flat();
  const half = everybody.length / 2;

  await test.step('forty apply, and are granted', async () => {
    const reviewer = await visitor('desktop');
    await signsIn(reviewer, service, 'reviewer');
    for (const people of groups) {
      const reference = await groupApplies(await visitor(), people, mailbox);
      expect(await grantsAll(reviewer, reference)).toBe(people.length);
    }
  });

  const box = officer.page.locator('#query');
  const main = officer.page.getByRole('main');
  const scans = async (query: string) => {
    await box.fill(query);
    await box.press('Enter');
  };
  const admitsFromTheList = async (people: Person[]) => {
    for (const one of people) {
      await scans(`${one.passportNumber} ${one.nationality}`);
      await main.getByRole('button', { name: / provisionally/ }).click();
      await expect(main).toContainText(/ was admitted provisionally at \d\d:\d\d\./);
      await expect(box).toBeFocused();
    }
  };
  await test.step('the network goes, and the desk admits from its list', async () => {
    await signsIn(officer, service, 'border');
    await officer.reads(/^Without a network: the list of \d\d:\d\d is kept at this desk\.$/);
    // The worker keeps the desk's page and its scripts.
    const kept = () => officer.page.evaluate(async () => (await caches.match('/desk-pack.js')) !== undefined);
    await expect.poll(kept).toBe(true);
    // The desk goes on by itself.
    await officer.context.setOffline(true);
    await officer.arrives('offline-title');
    await expect(main).toContainText(/^.*No network\. Provisional admission from .* Travellers on it: \d+\./);
    await admitsFromTheList(everybody.slice(0, 2));
    await officer.inspect();
    const [first] = everybody as [Person];
    await scans(`${first.nationality} ${first.passportNumber.toLowerCase()}`);
    await expect(main).toContainText(/Admitted at this desk already, at \d\d:\d\d/);
    await expect(main.getByRole('button', { name: / provisionally/ })).toHaveCount(0);
    await scans(`X9999999 ${first.nationality}`);
    await expect(main).toContainText('Not on the list.');
    await admitsFromTheList(everybody.slice(2, half));
  });

  await test.step('meanwhile another desk admits three of them, whom this one has or will', async () => {
    const other = await visitor('desktop');
    await signsIn(other, service, 'border');
    for (const one of everybody.slice(half - 1).slice(0, DOUBLE)) await admits(other, one);
  });

  await test.step('closed and opened again, nothing is lost, and it goes on', async () => {
    await officer.open('about:blank');
    await officer.open('/border/offline');
    await expect(main.getByRole('row')).toHaveCount(1 + half);
    await admitsFromTheList(everybody.slice(half));
    await expect(main.getByRole('row')).toHaveCount(1 + everybody.length);
  });

  await test.step('the network is back: it hands in, once', async () => {
    await officer.context.setOffline(false);
    const recorded = main.getByRole('row', { name: / Recorded$/ });
    const already = main.getByRole('row', { name: / In the country already$/ });
    await expect(recorded).toHaveCount(everybody.length - DOUBLE);
    await expect(already).toHaveCount(DOUBLE);
    await officer.open('/border/offline');
    await expect(main.getByRole('row')).toHaveCount(1 + everybody.length);
    await expect(recorded).toHaveCount(everybody.length - DOUBLE);
    for (const place of GROUPS.keys()) await mailbox.mail(email(place), /: V-Pass issued – /);
  });

  await test.step('the three are listed until somebody else has looked into each', async () => {
    await officer.open('/staff/provisional');
    await officer.arrives('provisional-title');
    await officer.inspect();
    const supervisor = await visitor('desktop');
    await signsIn(supervisor, service, 'supervisor');
    await supervisor.open('/staff/provisional');
    await supervisor.arrives('provisional-title');
    const look = supervisor.page.getByRole('main').getByRole('button', { name: /^I have looked into it/ });
    for (let left = DOUBLE; left > 0; left -= 1) {
      await expect(look).toHaveCount(left);
      await look.first().click();
      await supervisor.reads('provisional-done');
    }
    await supervisor.reads('provisional-empty');
  });
});
