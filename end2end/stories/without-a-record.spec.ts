// Somebody comes to the border without any record: an officer makes one from the passport in hand and the
// visa on paper in it, and admits on it.
import { scans } from '../flows/border.ts';
import { signsIn } from '../flows/staff.ts';
import { inDays, machineReadableZone, person } from '../support/people.ts';
import { expect, test } from '../support/test.ts';
import { text } from '../support/texts.ts';

test('a visa on paper of another type admits who has no record', async ({ visitor, service }, info) => {
  const traveller = person(`paper-${info.project.name}@example.org`, { nationality: 'POL' });
  const officer = await visitor('desktop');

  await test.step('nobody is found, and the passport fills the form', async () => {
    await signsIn(officer, service, 'border');
    await scans(officer, machineReadableZone(traveller).split('\n')[1] ?? '');
    await officer.arrives('border-find-title');
    await officer.page.getByText(text('border-nobody')).first().waitFor();
    await officer.press('walk-in-begin');
    await officer.arrives('walk-in-title');
    await expect(officer.field('passport-number')).toHaveValue(traveller.passportNumber);
  });

  await test.step('what is missing is said, and nothing is lost', async () => {
    await officer.page.setViewportSize({ width: 360, height: 740 });
    await officer.types('passport-mrz', machineReadableZone(traveller));
    await officer.chooses('walk-in-visa-type', 'D');
    await officer.types('walk-in-visa-number', 'D 012 345');
    await officer.typesDate('walk-in-visa-issued', inDays(-20));
    await officer.typesDate('walk-in-visa-until', inDays(400));
    await officer.press('walk-in-button');
    await officer.arrives('walk-in-title');
    await expect(officer.page.getByText('A visa of this type from that day').first()).toBeVisible();
    await expect(officer.field('surname')).toHaveValue(traveller.surname.toUpperCase());
    await officer.page.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('is admitted for the stay of that type, and sees the V-Pass at the desk', async () => {
    await officer.typesDate('walk-in-visa-until', inDays(30));
    await officer.press('walk-in-button');
    await expect(officer.page.getByText(text('border-admissible'), { exact: false }).first()).toBeVisible();
    await officer.reads('border-record-at-desk');
    await officer.inspect();
    await officer.follow('border-refuse');
    await officer.arrives('border-refuse-title');
    await officer.follow('border-back');
    await officer.page.getByRole('button', { name: /^Admit at / }).click();
    await expect(officer.page.getByText(text('border-done-pass-shown')).first()).toBeVisible();
    await officer.inspect();
    await officer.follow('border-pass-show');
    await officer.arrives('border-pass-title');
  });

  await test.step('who is expected is another list', async () => {
    await officer.page.getByRole('link', { name: text('staff-nav-expected'), exact: true }).click();
    await officer.arrives('expected-title');
  });
});
