// A family: one is asked for a correction and granted, a child is withdrawn, one is denied. And the
// pages beside the journey.
import { person } from '../support/people.ts';
import { opensCase, signsIn } from '../flows/staff.ts';
import {
  PHOTO,
  addsChild,
  addsOther,
  fillsContact,
  fillsPassport,
  fillsTrip,
  finishes,
  keepsPhoto,
  opensStatus,
  pays,
  replacesPhoto,
  starts,
  uploads,
} from '../flows/traveller.ts';
import { isAtMost } from '../support/height.ts';
import { prints } from '../support/paper.ts';
import { expect, test } from '../support/test.ts';
import { text } from '../support/texts.ts';

test('a family is corrected, withdrawn from and denied, each on their own', async ({
  visitor,
  service,
  mailbox,
}, info) => {
  // Typed with all its marks; the passport's two lines write it without.
  const mother = person(`family-${info.project.name}@example.org`, {
    surname: 'Nguyễn',
    givenNames: 'Thị Hằng',
  });
  const other = person(mother.email, { surname: 'Sukarno', givenNames: '' });
  const phone = await visitor();

  const reference = await test.step('three apply together', async () => {
    await starts(phone, mother.email);
    await fillsPassport(phone, mother, { ...mother, surname: 'Nguyen', givenNames: 'Thi Hang' });
    await phone.press('save-continue');
    await phone.arrives('trip-title');
    await fillsTrip(phone);
    await phone.press('save-continue');
    await phone.arrives('contact-title');
    await fillsContact(phone);
    await phone.press('save-continue');
    await phone.arrives('photo-title');
    await uploads(phone, PHOTO);
    await keepsPhoto(phone);
    await phone.arrives('check-title');
    await addsChild(phone, { ...mother, givenNames: 'Minh', birth: { day: 3, month: 5, year: 2021 } });
    await addsOther(phone, other);
    await expect(phone.page.getByRole('main')).toContainText('USD 90.00');
    // One more, and it is 3,000 at most.
    await isAtMost(phone.page, 2680);
    await prints(phone.page, 2);
    await finishes(phone, mother, mailbox);
    return pays(phone, mother);
  });

  const reviewer = await visitor('desktop');
  await test.step('the reviewer asks for a correction, and proposes a denial', async () => {
    await signsIn(reviewer, service, 'reviewer');
    await opensCase(reviewer, reference, 1);
    await reviewer.press('staff-action-assign');
    await reviewer.follow('staff-action-correction');
    await reviewer.arrives('staff-correction-title');
    await reviewer.ticks('staff-correction-page-photo');
    await reviewer.types('staff-correction-note', 'The photo is too dark.');
    await reviewer.press('staff-correction-send');
    await reviewer.reads('staff-case-with-traveller');
    await opensCase(reviewer, reference, 3);
    await reviewer.press('staff-action-assign');
    await reviewer.follow('staff-action-denial');
    await reviewer.arrives('staff-denial-propose-title');
    await reviewer.field('staff-denial-ground').selectOption('23.a.8');
    await reviewer.types('staff-denial-note', 'The purpose stays unclear.');
    await reviewer.press('staff-denial-propose');
    await reviewer.reads('staff-denial-waits');
    await reviewer.inspect();
  });

  await test.step('the traveller corrects and sends, and withdraws the child', async () => {
    await mailbox.mail(mother.email, /correct/i);
    await opensStatus(phone);
    await phone.reads(/^The photo is too dark\.$/);
    await isAtMost(phone.page, 2 * 740);
    await phone.follow('status-correct-photo');
    await replacesPhoto(phone, PHOTO);
    await expect(phone.page.getByRole('main')).toContainText(text('status-correct-then'));
    await phone.press('status-correct-send');
    await phone.reads('status-done-corrected');
    await phone.reads('case-state-in-review');
    await isAtMost(phone.page, 2 * 740);
    await phone.page.getByText(text('status-withdraw'), { exact: true }).click();
    await phone.page.getByRole('link', { name: /Minh/ }).click();
    await expect(phone.page.getByRole('heading', { level: 1, name: text('withdraw-title') })).toBeVisible();
    await phone.inspect();
    await phone.press('withdraw-button');
    await phone.reads('case-state-withdrawn');
    await isAtMost(phone.page, 2 * 740);
  });

  await test.step('a supervisor confirms, and the traveller reads the ground and its article', async () => {
    const supervisor = await visitor('desktop');
    await signsIn(supervisor, service, 'supervisor');
    await opensCase(supervisor, reference, 3);
    await supervisor.page.getByText(text('staff-action-confirm-ask'), { exact: true }).click();
    await supervisor.inspect();
    await supervisor.press('staff-action-confirm');
    await supervisor.reads('staff-case-state-denied');
    await mailbox.mail(mother.email, /: visa denied – /);
    await opensStatus(phone);
    await phone.reads(/Art\. 23/);
    await isAtMost(phone.page, 2 * 740);
  });

  await test.step('the pages beside the journey', async () => {
    for (const [address, heading] of [
      ['/rules', 'rules-title'],
      ['/privacy', 'privacy-title'],
      ['/source', 'source-title'],
      ['/forbidden', 'error-forbidden'],
      ['/unreadable', 'error-unreadable'],
      ['/unavailable', 'error-unavailable'],
      ['/verify', 'verify-title'],
    ] as const) {
      await phone.open(address);
      await phone.arrives(heading);
    }
    await phone.open('/leave');
    await phone.arrives('leave-title');
    await phone.press('leave-button');
    await phone.open('/status');
    await phone.arrives('access-title');
    await phone.types('reference', reference);
    await phone.types('email', mother.email);
    await phone.press('access-button');
    await phone.arrives('link-sent-title');
  });
});
