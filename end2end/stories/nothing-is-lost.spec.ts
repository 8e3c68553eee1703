// Mistakes, interruptions and declined cards cost a traveller nothing that was typed.
import { person } from '../support/people.ts';
import {
  SMALL_PHOTO,
  confirmsAddress,
  fillsContact,
  fillsPassport,
  fillsTrip,
  finishes,
  keepsPhoto,
  PHOTO,
  opensLink,
  pays,
  asksAndStarts,
  typesCard,
  uploads,
} from '../flows/traveller.ts';
import { expect, test } from '../support/test.ts';
import { text, words } from '../support/texts.ts';

test('what was typed stays, through errors, another browser and a declined card', async ({
  visitor,
  mailbox,
}, info) => {
  const traveller = person(`kept-${info.project.name}@example.org`);
  const first = await visitor();

  await test.step('nonsense is kept and named', async () => {
    await asksAndStarts(first, traveller.email);
    await fillsPassport(first, traveller);
    await first.types('passport-mrz', '');
    await first.typesDate('birth-date', { day: 31, month: 2, year: 1974 });
    await first.types('given-names', 'Anna <b>Maria</b> & Co');
    await first.press('save-continue');
    await first.arrives('passport-title');
    const summary = first.page.getByRole('alert');
    await expect(summary.getByRole('heading', { name: text('error-summary-of') })).toBeVisible();
    await expect(summary.getByRole('link').first()).toHaveAttribute('href', /^#/);
    await expect(first.field('given-names')).toHaveValue('Anna <b>Maria</b> & Co');
    await expect(first.field('passport-number')).toHaveValue(traveller.passportNumber);
    const birth = first.dateField('birth-date');
    await expect(birth.getByLabel(words('date-day'), { exact: true })).toHaveValue('31');
    await expect(birth.getByLabel(words('date-month'), { exact: true })).toHaveValue('2');
  });

  const second = await visitor();
  await test.step('elsewhere the link shows nothing before the address is confirmed', async () => {
    await opensLink(second, mailbox, traveller.email, /: how to come back to your application – /);
    await second.arrives('link-elsewhere-title');
    await first.open('/apply/email');
    await confirmsAddress(first, mailbox, traveller.email);
    await first.arrives('passport-title');
  });

  await test.step('the mailed link continues the draft elsewhere', async () => {
    await opensLink(second, mailbox, traveller.email, /: how to come back to your application – /);
    await second.arrives('link-title-draft');
    await second.press('link-button-draft');
    await second.arrives('passport-title');
    await expect(second.field('passport-number')).toHaveValue(traveller.passportNumber);
    await fillsPassport(second, traveller);
    await second.press('save-continue');
    await second.arrives('trip-title');
    await fillsTrip(second);
    await second.press('save-continue');
    await second.arrives('contact-title');
    await fillsContact(second);
    await second.press('save-continue');
  });

  await test.step('a photo that is too small is refused with its reason', async () => {
    await second.arrives('photo-title');
    await uploads(second, SMALL_PHOTO);
    await second.arrives('photo-title');
    await expect(second.page.getByRole('alert')).toContainText(/400/);
    await second.open('/apply/trip');
    await expect(second.field('trip-address')).toHaveValue(/Hotel Example/);
    await second.open('/resume');
    await second.arrives('photo-title');
    await uploads(second, PHOTO);
  });

  await test.step('the photo is looked at, turned and brought nearer before going on', async () => {
    await second.arrives('photo-check-title');
    for (const choice of ['turn-left', 'turn-right', 'nearer', 'left']) {
      await second.press(`photo-${choice}`);
      await second.arrives('photo-check-title');
    }
    await second.reads('photo-said-moved');
    await keepsPhoto(second);
    await finishes(second, traveller);
  });

  await test.step('a declined card takes nothing, the next one pays', async () => {
    await typesCard(second, traveller, '4000 0000 0000 0002');
    await expect(second.page.getByRole('alert')).toContainText('No money was taken');
    await second.page.getByRole('link', { name: 'Back to your e-Visa application' }).click();
    await second.arrives('pay-cancelled-title');
    await second.follow('pay-again');
    await second.arrives('pay-title');
    await second.press('pay-button');
    await pays(second, traveller);
    await expect(second.page.getByText(text('pay-done'))).toBeVisible();
  });

  await test.step('signed out everywhere, it is open in one browser only', async () => {
    await first.open('/status');
    await expect(first.page).toHaveURL(/\/status$/);
    await second.open('/status');
    await second.page.getByText(text('everywhere-title'), { exact: true }).click();
    await second.inspect();
    await second.press('everywhere-button');
    await second.reads('everywhere-done');
    await first.open('/status');
    await first.arrives('access-title');
  });

  await test.step('a stranger sees nothing of it', async () => {
    const stranger = await visitor();
    await stranger.open('/status');
    await stranger.arrives('access-title');
    await stranger.open('/style');
    await stranger.arrives('style-title');
    await stranger.open('/no-such-page');
    await stranger.arrives('error-not-found');
  });
});
