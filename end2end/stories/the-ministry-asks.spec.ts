// The ministry sets what an arrival card asks, also while somebody fills one in.
import { finds } from '../flows/border.ts';
import { signsIn } from '../flows/staff.ts';
import { fillsPassport, fillsTrip } from '../flows/traveller.ts';
import { inDays, person } from '../support/people.ts';
import { type Service, start } from '../support/service.ts';
import { test as base, expect } from '../support/test.ts';
import { words } from '../support/texts.ts';

/** A portal of its own: official rows take the place of those that the other stories have. */
const test = base.extend<object, { service: Service }>({
  service: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names that are asked for.
    async ({}, use, worker) => {
      const service = await start(`questions-${worker.project.name}`);
      await use(service);
      await service.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

const OFFICIAL = `
[[fees]]
visa_type = "T"
amount = 3000
currency = "USD"
valid_from = "2016-06-10"
source = "Prakas 1"
source_date = "2016-06-01"

[[ports]]
code = "KTI"
name = "Techo International Airport"
kind = "air"
evisa = true
source = "Notice 2"
source_date = "2025-01-01"

[[exemptions]]
nationality = "SGP"
passport_kind = "ordinary"
days = 30
valid_from = "2016-06-10"
source = "Agreement 3"
source_date = "2016-06-01"

[[questions]]
code = "cash"
subject = "customs"
words = { en = "I bring more than 5,000 US dollars" }
valid_from = "2016-06-10"
source = "Notice 4"
source_date = "2026-11-01"

[[questions]]
code = "animals"
subject = "customs"
words = { en = "I bring live animals", km = "ខ្ញុំនាំសត្វរស់" }
valid_from = "2016-06-10"
source = "Notice 4"
source_date = "2026-11-01"
`;

test('a card that was begun before the questions changed is asked those of now', async ({
  visitor,
  service,
}, info) => {
  const traveller = person(`asked-${info.project.name}@example.org`, { nationality: 'SGP' });
  const phone = await visitor();
  const box = (name: string) => phone.page.getByRole('checkbox', { name });

  await test.step('fills in the card', async () => {
    await phone.open('/arrival');
    await phone.arrives('card-title');
    await fillsPassport(phone, traveller);
    await fillsTrip(phone, inDays(2));
    await phone.types('card-vehicle', 'K6 721');
    await phone.chooses('card-purpose', 'tourism');
    await box(words('card-question-cash')).check();
    await phone.types('email', traveller.email);
    await box(words('card-truthful')).check();
  });

  await test.step('meanwhile other questions are asked', async () => {
    await service.loads(OFFICIAL);
    const asked = async () => (await fetch(`${service.portal}/arrival`)).text();
    await expect.poll(asked).toContain('I bring live animals');
  });

  await test.step('is told, loses nothing, and answers them', async () => {
    await phone.press('card-button');
    await phone.arrives('card-title');
    await phone.page.getByText(words('field-error-card-questions')).first().waitFor();
    await expect(phone.field('passport-number')).toHaveValue(traveller.passportNumber);
    await expect(phone.field('card-vehicle')).toHaveValue('K6 721');
    await expect(box('I bring more than 5,000 US dollars')).not.toBeChecked();
    await box('I bring live animals').check();
    await box(words('card-truthful')).check();
    await phone.press('card-button');
    await phone.arrives('card-made-title');
    await phone.reads(/^I bring live animals$/);
  });

  await test.step('the desk reads what was asked', async () => {
    const officer = await visitor('desktop');
    await signsIn(officer, service, 'border');
    await finds(officer, traveller);
    await officer.reads(/^I bring live animals$/);
    await officer.reads(/^ខ្ញុំនាំសត្វរស់$/);
  });
});
