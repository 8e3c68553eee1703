// A desk whose portal is away though its network is there, as outages mostly are: it goes on from the list that it
// keeps, says what it does not know, and keeps nothing when the session is over, however it ended.
import { finds } from '../flows/border.ts';
import { endsOtherSessions, signsIn, takesAndGrants } from '../flows/staff.ts';
import { addsOther, fillsIn, pays, starts } from '../flows/traveller.ts';
import { type Line, between } from '../support/outage.ts';
import { person } from '../support/people.ts';
import { expect, test } from '../support/test.ts';
import { Visitor } from '../support/visitor.ts';

test('a desk goes on in an outage, and keeps nothing after its session', async ({
  browser,
  visitor,
  service,
  mailbox,
  javaScriptEnabled,
}, info) => {
  const outage = await between(service.portal);
  const viewport = { width: 1200, height: 900 };
  const desk = await browser.newContext({ baseURL: outage.address, locale: 'en-GB', viewport, javaScriptEnabled });
  const page = await desk.newPage();
  // Without scripts the looks at a page are taken beside it.
  const beside = javaScriptEnabled
    ? undefined
    : await browser.newContext({ baseURL: outage.address, locale: 'en-GB', viewport, javaScriptEnabled: true });
  const officer = new Visitor(desk, page, await beside?.newPage());
  const mistakes: string[] = [];
  page.on('pageerror', (error) => mistakes.push(error.message));
  const main = page.getByRole('main');
  // As it is seen: the words of the script stand in the page too.
  const shows = (text: string | RegExp) => expect(main).toContainText(text, { useInnerText: true });
  const hides = (text: string) => expect(main).not.toContainText(text, { useInnerText: true });

  if (!javaScriptEnabled) {
    await signsIn(officer, service, 'border');
    outage.line = 'refuses';
    await expect(officer.open('/border')).rejects.toThrow();
    outage.line = 'through';
    // The browser's own page of errors may come a moment later, in the place of this one: it is asked again.
    await expect(() => officer.open('/border')).toPass();
    await expect(officer.heading('border-find-title')).toBeVisible();
    await desk.close();
    await beside?.close();
    await outage.stop();
    return;
  }

  const anna = person(`outage-${info.project.name}@example.org`);
  const lars = { ...person('unused@example.org'), givenNames: 'Lars' };
  const reference = await test.step('two apply, and are granted', async () => {
    const phone = await visitor();
    await starts(phone, anna.email);
    await fillsIn(phone, anna, mailbox, () => addsOther(phone, lars));
    const reference = await pays(phone, anna);
    const reviewer = await visitor('desktop');
    await signsIn(reviewer, service, 'reviewer');
    await takesAndGrants(reviewer, reference, 1);
    await takesAndGrants(reviewer, reference, 2);
    return reference;
  });

  const isReady = async () => {
    await officer.reads(/^Without a network: the list of \d\d:\d\d is kept at this desk\.$/);
    const kept = () => page.evaluate(async () => (await caches.match('/desk-words.js')) !== undefined);
    await expect.poll(kept).toBe(true);
  };
  const scans = async (query: string) => {
    await page.locator('#query').fill(query);
    await page.locator('#query').press('Enter');
  };
  const admit = main.getByRole('button', { name: / provisionally/ });
  const listed = () =>
    page.evaluate(async () => {
      const { stored } = await import('/desk-store.js' as string);
      return stored('list', 'readonly', (store: IDBObjectStore) => store.count()) as number;
    });

  await test.step('the desk opens, whatever way the portal is away', async () => {
    await signsIn(officer, service, 'border');
    await isReady();
    for (const line of ['refuses', 'gateway', 'hangs'] as Line[]) {
      outage.line = line;
      const began = Date.now();
      await officer.open('/border');
      await expect(officer.heading('offline-title')).toBeVisible();
      await shows(/The portal cannot be reached\. Provisional admission from the list of /);
      await hides('admit at the usual desk');
      expect(Date.now() - began, `milliseconds, ${line}`).toBeLessThan(15_000);
      outage.line = 'through';
      await officer.open('/border');
      await expect(officer.heading('border-find-title')).toBeVisible();
    }
  });

  await test.step('whom a reference or a code names is admitted by the passport only', async () => {
    outage.line = 'refuses';
    await officer.open('/border');
    await page.locator('#query').pressSequentially('"');
    await scans(reference);
    await shows('Now scan the passport');
    await shows('no code is verified here');
    await expect(admit).toHaveCount(0);
    await officer.inspect();
    await scans(`X9999999 ${anna.nationality}`);
    await shows('This is not the passport of');
    await expect(admit).toHaveCount(0);
    await scans(`${lars.passportNumber} ${lars.nationality}`);
    await shows(/ \([A-Z]{3}\) · Born \d{1,2} [A-Z][a-z]+ \d{4}/);
    await shows(/good until \d{1,2} [A-Z][a-z]+ \d{4}/);
    await expect(admit).toHaveCount(1);
    await admit.click();
    await expect(main.getByRole('row', { name: /Not handed in yet$/ })).toContainText('Lars');
  });

  const handIn = '/act/border/hand-in';
  const lists = () => outage.seen.filter((one) => one === 'POST /act/border/day-pack').length;
  await test.step('what the portal cannot take yet stays, with its words, and fetches no list each time', async () => {
    const keeps = (body: string): [number, string, string] => {
      const { acts } = JSON.parse(body) as { acts: { id: string }[] };
      const answers = acts.map(({ id }) => ({ id, accepted: false, says: 'It is of another port.', keep: true }));
      return [200, 'application/json', JSON.stringify(answers)];
    };
    outage.answers.set(handIn, keeps);
    outage.line = 'through';
    await officer.open('/border/offline');
    await shows('Kept at this desk: 1');
    await expect(main.getByRole('row', { name: /It is of another port\.$/ })).toContainText('Lars');
    await hides('cannot be reached');
    const before = lists();
    for (let times = 0; times < 2; times += 1) {
      await officer.open('/border');
      await isReady();
    }
    expect(lists()).toBe(before);
    outage.answers.set(handIn, () => [409, 'text/plain', 'You have no port.']);
    await officer.open('/border/offline');
    await shows('did not take what was handed in: You have no port.');
    outage.answers.delete(handIn);
    await officer.press('offline-hand-in');
    await expect(main.getByRole('row', { name: / Recorded$/ })).toContainText('Lars');
  });

  await test.step('nothing is known of a press whose answer got lost, and it is looked up', async () => {
    await officer.open('/border');
    await isReady();
    await finds(officer, anna);
    await officer.follow('border-admit-otherwise');
    await expect(officer.heading('border-admit-title')).toBeVisible();
    await officer.field('border-port').selectOption({ label: 'Techo International Airport' });
    outage.line = 'loses-answers';
    await officer.press('border-admit-confirm');
    await expect(officer.heading('offline-title')).toBeVisible();
    await officer.reads('offline-pressed-text');
    await expect(main.getByRole('row', { name: /nothing is known of it$/ })).toContainText('Anna');
    await scans(`${anna.passportNumber} ${anna.nationality}`);
    await shows(/Something was pressed for this traveller at \d\d:\d\d/);
    outage.line = 'through';
    await officer.open('/border');
    await officer.follow('offline-look-up-waiting');
    await officer.follow('offline-look-up');
    await expect(page.getByRole('heading', { level: 1, name: /Anna/ })).toBeVisible();
    await shows('In Cambodia, may stay until');
    await officer.open('/border');
    await isReady();
    await expect(page.locator('#desk-presses')).toBeHidden();
    expect(outage.seen.filter((one) => one === 'POST /act/border/admit')).toHaveLength(1);
  });

  await test.step('a clock that is set on and back ends the list', async () => {
    outage.line = 'refuses';
    const opens = async (hours: number) => {
      await page.clock.setFixedTime(Date.now() + hours * 3_600_000);
      await officer.open('/border/offline');
      await shows('The portal cannot be reached.');
    };
    await opens(11);
    await expect(page.locator('#query')).toBeVisible();
    await opens(1);
    await shows('is too old, and was deleted');
    await expect(page.locator('#query')).toBeHidden();
    expect(await listed()).toBe(0);
    await page.clock.setFixedTime(Date.now());
    outage.line = 'through';
  });

  const opensNothing = async () => {
    outage.line = 'refuses';
    const window = await desk.newPage();
    await expect(window.goto('/border/offline')).rejects.toThrow();
    await window.close();
    outage.line = 'through';
  };
  await test.step('a session that was ended elsewhere leaves no list', async () => {
    await officer.open('/border');
    await isReady();
    expect(await listed()).toBeGreaterThan(0);
    const elsewhere = await visitor('desktop');
    await signsIn(elsewhere, service, 'border');
    await endsOtherSessions(elsewhere);
    await officer.open('/border');
    await expect(officer.heading('staff-sign-in-title')).toBeVisible();
    expect(await listed()).toBe(0);
    await opensNothing();
  });

  await test.step('who signs out without a network is signed out when it is back', async () => {
    await signsIn(officer, service, 'border');
    await isReady();
    outage.line = 'refuses';
    await officer.press('staff-sign-out');
    await expect(officer.heading('offline-signed-out')).toBeVisible();
    await officer.inspect();
    await officer.open('/border');
    await expect(officer.heading('offline-signed-out')).toBeVisible();
    outage.line = 'through';
    await officer.open('/border');
    await expect(officer.heading('staff-sign-in-title')).toBeVisible();
    expect(outage.seen.filter((one) => one === 'POST /act/staff/sign-out')).toHaveLength(1);
    expect(await listed()).toBe(0);
    await opensNothing();
    // Nobody is signed out twice.
    await signsIn(officer, service, 'border');
    await isReady();
  });

  expect(mistakes).toEqual([]);
  await desk.close();
  await outage.stop();
});
