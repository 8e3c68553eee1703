// Who needs no visa makes an arrival card, enters on it alone, and has the V-Pass.
import { admits, recordsDeparture } from '../flows/border.ts';
import { signsIn } from '../flows/staff.ts';
import { fillsPassport } from '../flows/traveller.ts';
import { inDays, person } from '../support/people.ts';
import { expect, test } from '../support/test.ts';
import { words } from '../support/texts.ts';

test('an exempt traveller with a card only enters and gets the V-Pass', async ({
  visitor,
  service,
  mailbox,
}, info) => {
  const traveller = person(`card-${info.project.name}@example.org`, { nationality: 'SGP' });
  const phone = await visitor();

  await test.step('is told that no visa is needed, and makes a card', async () => {
    await phone.open('/visa-need');
    await phone.arrives('visa-need-title');
    await phone.chooses('nationality', traveller.nationality);
    await phone.press('visa-need-ask');
    await phone.arrives('visa-need-exempt-title');
    await phone.follow('visa-need-card-make');
    await phone.arrives('card-title');
    await fillsPassport(phone, traveller);
    await phone.typesDate('trip-entry', inDays(2));
    await phone.types('trip-stay', '14');
    await phone.field('trip-port').selectOption({ label: 'Techo International Airport' });
    await phone.types('trip-address', 'Hotel Example, 12 Street 240');
    await phone.types('card-vehicle', 'K6 721');
    await phone.chooses('card-purpose', 'tourism');
    await phone.page.getByRole('checkbox', { name: words('card-question-cash') }).check();
    await phone.types('email', traveller.email);
    await phone.page.getByRole('checkbox', { name: words('card-truthful') }).check();
    await phone.press('card-button');
    await phone.arrives('card-made-title');
    await phone.reads('card-show');
  });

  await test.step('adds somebody who arrives too, changes what they declare, and takes them off', async () => {
    const companion = person(traveller.email, { nationality: 'SGP', givenNames: 'Benjamin' });
    await phone.follow('card-add');
    await phone.arrives('card-add-title');
    await fillsPassport(phone, companion);
    await phone.page.getByRole('checkbox', { name: words('card-truthful') }).check();
    await phone.press('card-add-button');
    await phone.arrives('card-made-title');
    await phone.reads('card-travellers');
    await phone.follow('card-change-of');
    await phone.arrives('card-change-of');
    await phone.page.getByRole('checkbox', { name: words('card-question-fever') }).check();
    await phone.page.getByRole('checkbox', { name: words('card-truthful') }).check();
    await phone.press('card-change-button');
    await phone.arrives('card-made-title');
    await phone.reads('card-question-fever');
    await phone.press('travellers-remove');
    await phone.arrives('card-made-title');
    await expect(phone.page.getByText(companion.passportNumber)).toHaveCount(0);
  });

  await test.step('changes it by the link from the mail', async () => {
    const mail = await mailbox.mail(traveller.email, /: your arrival card – /);
    await phone.open(mail.links.find((link) => link.includes('/card-link/')) ?? '');
    await phone.arrives('card-open-title');
    await phone.types('passport-number', traveller.passportNumber);
    await phone.press('card-open-button');
    await phone.arrives('card-made-title');
    await phone.follow('card-change');
    await phone.arrives('card-change-title');
    await expect(phone.field('passport-number')).toHaveValue(traveller.passportNumber);
    await phone.types('card-vehicle', 'PG 931');
    await phone.page.getByRole('checkbox', { name: words('card-truthful') }).check();
    await phone.press('card-change-button');
    await phone.arrives('card-made-title');
    await phone.reads(/^PG 931$/);
  });

  const officer = await visitor('desktop');
  await test.step('enters', async () => {
    await signsIn(officer, service, 'border');
    await admits(officer, traveller);
    const mail = await mailbox.mail(traveller.email, /: V-Pass issued – /);
    await phone.open(mail.links.find((link) => link.includes('/card-link/')) ?? '');
    await phone.types('passport-number', traveller.passportNumber);
    await phone.press('card-open-button');
    await phone.arrives('card-made-title');
    await phone.follow('card-pass');
    await phone.arrives('pass-title');
    await phone.reads(new RegExp(`^${traveller.passportNumber}$`));
    await phone.reads('pass-visa-none');
  });

  await test.step('leaves', async () => {
    await recordsDeparture(officer, traveller);
    await phone.page.reload();
    await phone.reads('pass-closed');
  });
});
