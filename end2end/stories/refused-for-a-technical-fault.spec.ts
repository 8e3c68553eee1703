// A traveller whom a technical fault of the system keeps out gets the fee back (Art. 7).
import { refusesForTechnicalFault } from '../flows/border.ts';
import { person } from '../support/people.ts';
import { approvesRefund, endsOtherSessions, findsEveryMailSent, signsIn, takesAndGrants } from '../flows/staff.ts';
import { fillsIn, opensStatus, pays, starts } from '../flows/traveller.ts';
import { expect, test } from '../support/test.ts';

test('a traveller refused for a technical fault is refunded', async ({
  visitor,
  service,
  mailbox,
}, info) => {
  const traveller = person(`refused-${info.project.name}@example.org`, {
    surname: "O'Connor-Smith",
    givenNames: 'Niamh',
  });
  const phone = await visitor();

  const reference = await test.step('applies and pays', async () => {
    await starts(phone, traveller.email);
    await fillsIn(phone, traveller, mailbox);
    return pays(phone, traveller);
  });

  await test.step('a reviewer grants', async () => {
    const reviewer = await visitor('desktop');
    await signsIn(reviewer, service, 'reviewer');
    await takesAndGrants(reviewer, reference);
    await mailbox.mail(traveller.email, /: visa granted – /);
  });

  await test.step('an officer refuses for a technical fault', async () => {
    const officer = await visitor('desktop');
    await signsIn(officer, service, 'border');
    await refusesForTechnicalFault(officer, traveller);
    await opensStatus(phone);
    await phone.reads('refund-state-requested');
  });

  await test.step('a supervisor approves, and the money goes back', async () => {
    const supervisor = await visitor('desktop');
    await signsIn(supervisor, service, 'supervisor');
    await approvesRefund(supervisor, reference);
    await findsEveryMailSent(supervisor);
    await endsOtherSessions(supervisor);
    await mailbox.mail(traveller.email, /: refund paid – /);
    await expect(async () => {
      await opensStatus(phone);
      await phone.reads('refund-state-succeeded');
    }).toPass({ timeout: 30_000 });
    const answer = await fetch(`${service.sandbox}/sandbox/ledger`);
    const ledger = (await answer.json()) as { charges: { amount: number; refunded: number }[] };
    const refunded = ledger.charges.filter((charge) => charge.refunded > 0);
    expect(refunded.map((charge) => charge.refunded)).toEqual([refunded[0]?.amount]);
  });
});
