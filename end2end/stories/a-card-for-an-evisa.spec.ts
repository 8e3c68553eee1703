// Who has an e-visa fills in the arrival card from the status page in the week before the entry; the desk
// sees the flight and what was declared.
import { finds } from '../flows/border.ts';
import { signsIn, takesAndGrants } from '../flows/staff.ts';
import { addsOther, fillsIn, opensStatus, pays, starts } from '../flows/traveller.ts';
import { inDays, person } from '../support/people.ts';
import { expect, test } from '../support/test.ts';
import { words } from '../support/texts.ts';

test('the card of an e-visa asks only what the application does not know', async ({
  visitor,
  service,
  mailbox,
}, info) => {
  const mother = person(`evisa-card-${info.project.name}@example.org`);
  const son = { ...person('unused@example.org'), givenNames: 'Lars' };
  const phone = await visitor();
  await test.step('two apply for a trip of this week, and are granted', async () => {
    await starts(phone, mother.email);
    await fillsIn(phone, mother, mailbox, () => addsOther(phone, son), inDays(6));
    const reference = await pays(phone, mother);
    const reviewer = await visitor('desktop');
    await signsIn(reviewer, service, 'reviewer');
    await takesAndGrants(reviewer, reference, 1);
    await takesAndGrants(reviewer, reference, 2);
  });

  const fillsCard = async (vehicle: string) => {
    await phone.types('card-vehicle', vehicle);
    await phone.chooses('card-purpose', 'tourism');
    await phone.page.getByRole('checkbox', { name: words('card-truthful') }).check();
    await phone.press('card-button');
  };
  await test.step('the card is filled in from the status page, and what is wrong is said', async () => {
    await opensStatus(phone);
    await phone.follow('status-card-fill');
    await phone.arrives('card-title');
    await phone.page.getByRole('checkbox', { name: words('card-question-cash') }).last().check();
    await fillsCard('');
    await phone.arrives('card-title');
    await phone.page.getByText(words('field-error-card-vehicle')).first().waitFor();
    await expect(phone.page.getByRole('checkbox', { name: words('card-question-cash') }).last()).toBeChecked();
    await fillsCard('K6 721');
    await phone.arrives('card-made-title');
    await phone.reads('card-show-visa');
  });

  await test.step('in an older window nothing that was changed since is overwritten', async () => {
    await phone.follow('card-change');
    await phone.arrives('card-change-title');
    const change = phone.page.url();
    const second = await phone.context.newPage();
    await second.goto(change);
    await second.getByLabel(words('card-vehicle'), { exact: true }).fill('PG 931');
    await second.getByRole('checkbox', { name: words('card-truthful') }).check();
    await second.getByRole('button', { name: words('card-change-button'), exact: true }).click();
    await expect(second.getByRole('heading', { level: 1, name: words('card-made-title') })).toBeVisible();
    await second.close();
    await phone.types('card-vehicle', 'XX 1');
    await phone.page.getByRole('checkbox', { name: words('card-truthful') }).check();
    await phone.press('card-change-button');
    await phone.arrives('card-change-title');
    await phone.page.getByText(words('conflict-card-changed')).first().waitFor();
    await expect(phone.field('card-vehicle')).toHaveValue('XX 1');
  });

  await test.step('the desk sees the flight and what each declared', async () => {
    const officer = await visitor('desktop');
    await signsIn(officer, service, 'border');
    await finds(officer, mother);
    await officer.reads(/^PG 931$/);
    await officer.reads('border-card-nothing-declared');
    await finds(officer, son);
    await officer.reads('card-question-cash');
  });
});
