// The desk of five seconds: mother and child on one passport, one scan and one press; and a press that
// was a mistake.
import { scans } from '../flows/border.ts';
import { signsIn, takesAndGrants } from '../flows/staff.ts';
import { addsChild, fillsIn, opensStatus, pays, starts } from '../flows/traveller.ts';
import { isAtMost } from '../support/height.ts';
import { machineReadableZone, person } from '../support/people.ts';
import { expect, test } from '../support/test.ts';
import { text } from '../support/texts.ts';

test('mother and child on one passport are admitted in one press, and a mistake is undone', async ({
  visitor,
  service,
  mailbox,
}, info) => {
  const mother = person(`desk-${info.project.name}@example.org`);
  const child = { ...mother, givenNames: 'Lars', birth: { day: 3, month: 5, year: 2021 } };
  const phone = await visitor();
  const reference = await test.step('they apply, and both are granted', async () => {
    await starts(phone, mother.email);
    await fillsIn(phone, mother, mailbox, () => addsChild(phone, child));
    const reference = await pays(phone, mother);
    const reviewer = await visitor('desktop');
    await signsIn(reviewer, service, 'reviewer');
    await takesAndGrants(reviewer, reference, 1);
    await takesAndGrants(reviewer, reference, 2);
    return reference;
  });

  const officer = await visitor('desktop');
  const admitsBoth = () => officer.page.getByRole('button', { name: /^Admit both at / });
  const next = () => officer.page.getByLabel(text('border-next'), { exact: true });
  await test.step('the lines of the passport find both, and one press admits them', async () => {
    await signsIn(officer, service, 'border');
    await scans(officer, machineReadableZone(mother).split('\n')[1] ?? '');
    await expect(officer.page.getByRole('heading', { level: 1, name: /Anna/ })).toBeVisible();
    await officer.reads('border-companions');
    await officer.inspect();
    await admitsBoth().click();
    await expect(next()).toBeFocused();
    await officer.inspect();
    await expect(officer.page.getByRole('main')).toContainText('Lars');
    await mailbox.mail(mother.email, /: V-Pass issued – /);
  });

  await test.step('it was a mistake, and one press undoes both', async () => {
    await officer.page.getByRole('link', { name: text('staff-nav-shift'), exact: true }).click();
    await officer.arrives('border-shift-title');
    await officer.page.getByRole('button', { name: /^Undo, until / }).first().click();
    await officer.reads('border-undone');
    await officer.inspect();
    await officer.open('/staff/shift');
    await expect(officer.page.getByRole('button', { name: /^Undo, until / })).toHaveCount(0);
    await mailbox.mail(mother.email, /recorded by mistake/);
    await opensStatus(phone);
    await isAtMost(phone.page, 2 * 740);
    await expect(phone.page.getByRole('link', { name: text('status-row-pass') })).toHaveCount(0);
  });

  await test.step('the reference finds them, and the visa admits again', async () => {
    await scans(officer, reference.toLowerCase().replaceAll('-', ' '));
    await officer.arrives('border-people-title');
    await officer.page.getByRole('heading', { level: 2, name: /Lars/ }).getByRole('link').click();
    await admitsBoth().click();
    await expect(next()).toBeFocused();
    // The next one is scanned right there; what cannot be read says what to do, and stays typed.
    await next().fill('N1234567');
    await next().press('Enter');
    await officer.arrives('border-find-title');
    await officer.reads('field-error-find-state');
    await expect(officer.page.getByLabel(text('border-find-label'), { exact: true })).toHaveValue('N1234567');
  });
});
