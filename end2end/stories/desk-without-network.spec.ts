// A desk whose network is gone: it admits from the list that it keeps, nobody twice, and hands in when the
// network is back. Whom another desk admitted meanwhile is listed until somebody has looked.
import { admits } from '../flows/border.ts';
import { signsIn, takesAndGrants } from '../flows/staff.ts';
import { addsOther, fillsIn, pays, starts } from '../flows/traveller.ts';
import { person } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('a desk admits without a network, and hands in what it did', async ({
  visitor,
  service,
  mailbox,
  javaScriptEnabled,
}, info) => {
  const anna = person(`offline-${info.project.name}@example.org`);
  const lars = { ...person('unused@example.org'), givenNames: 'Lars' };
  const officer = await visitor('desktop');
  if (!javaScriptEnabled) {
    await signsIn(officer, service, 'border');
    await officer.open('/border/offline');
    await officer.arrives('offline-title');
    await officer.reads('offline-needs-script');
    await officer.inspect();
    return;
  }

  await test.step('two apply, and are granted', async () => {
    const phone = await visitor();
    await starts(phone, anna.email);
    await fillsIn(phone, anna, mailbox, () => addsOther(phone, lars));
    const reference = await pays(phone, anna);
    const reviewer = await visitor('desktop');
    await signsIn(reviewer, service, 'reviewer');
    await takesAndGrants(reviewer, reference, 1);
    await takesAndGrants(reviewer, reference, 2);
  });

  const box = officer.page.locator('#query');
  const scans = async (query: string) => {
    await box.fill(query);
    await box.press('Enter');
  };
  const main = officer.page.getByRole('main');
  await test.step('the network goes, and the desk admits from its list', async () => {
    await signsIn(officer, service, 'border');
    await officer.reads(/^Without a network: the list of \d\d:\d\d is kept at this desk\.$/);
    // The worker keeps the desk's page and its scripts.
    const kept = () => officer.page.evaluate(async () => (await caches.match('/desk-pack.js')) !== undefined);
    await expect.poll(kept).toBe(true);
    await officer.context.setOffline(true);
    await officer.open('/border');
    await officer.arrives('offline-title');
    await expect(main).toContainText(/^.*No network\. Provisional admission from .* Travellers on it: \d+\./);
    for (const one of [anna, lars]) {
      await scans(`${one.passportNumber} ${one.nationality}`);
      await main.getByRole('button', { name: / provisionally/ }).click();
      await expect(main).toContainText(/ was admitted provisionally at \d\d:\d\d\./);
      await expect(box).toBeFocused();
    }
    await officer.inspect();
    await scans(`${anna.nationality} ${anna.passportNumber.toLowerCase()}`);
    await expect(main).toContainText(/Admitted at this desk already, at \d\d:\d\d/);
    await expect(main.getByRole('button', { name: / provisionally/ })).toHaveCount(0);
    await scans(`X9999999 ${anna.nationality}`);
    await expect(main).toContainText('Not on the list.');
  });

  await test.step('meanwhile another desk admits one of them', async () => {
    const other = await visitor('desktop');
    await signsIn(other, service, 'border');
    await admits(other, lars);
  });

  await test.step('closed and opened again, nothing is lost, and it hands in when the network is back', async () => {
    await officer.open('about:blank');
    await officer.open('/border/offline');
    await expect(main.getByRole('row')).toHaveCount(3);
    await officer.context.setOffline(false);
    await expect(main.getByRole('row', { name: / Recorded$/ })).toContainText('Anna');
    await expect(main.getByRole('row', { name: / In the country already$/ })).toContainText('Lars');
    // Once: opened again, nothing is handed in anew.
    await officer.open('/border/offline');
    await expect(main.getByRole('row')).toHaveCount(3);
    await expect(main.getByRole('row', { name: / Recorded$/ })).toHaveCount(1);
    await mailbox.mail(anna.email, /: V-Pass issued – /);
    await officer.open('/staff/provisional');
    await officer.arrives('provisional-title');
    await officer.inspect();
    await main.getByRole('button', { name: /^I have looked into it/ }).click();
    await officer.reads('provisional-done');
    await officer.reads('provisional-empty');
  });
});
