// The main journey: apply, pay, be granted, enter, show the V-Pass, leave.
import { admits, finds, looksAtAll, recordsDeparture, scansByCamera } from '../flows/border.ts';
import { inPhnomPenh, person } from '../support/people.ts';
import { signsIn, takesAndGrants } from '../flows/staff.ts';
import { fillsIn, opensStatus, pays, starts } from '../flows/traveller.ts';
import {
  opensWithoutNetwork,
  verifiesByCamera,
  verifiesOffline,
  verifiesOnTheServer,
  verifiesPictures,
} from '../flows/verify.ts';
import { expect, test } from '../support/test.ts';
import { isAtMost } from '../support/height.ts';
import { prints } from '../support/paper.ts';
import { weighs } from '../support/weight.ts';
import { words } from '../support/texts.ts';

test('a granted traveller enters, shows the V-Pass and leaves', async ({
  visitor,
  service,
  mailbox,
  javaScriptEnabled,
}, info) => {
  const traveller = person(`granted-${info.project.name}@example.org`);
  const phone = await visitor();

  await test.step('asks whether a visa is needed', async () => {
    await phone.open('/');
    await phone.arrives('landing-title');
    await phone.picture('landing');
    if (javaScriptEnabled) await weighs(phone.context, phone.page.url(), 40);
    await phone.follow('landing-visa-need');
    await phone.arrives('visa-need-title');
    await phone.chooses('nationality', 'SGP');
    await phone.press('visa-need-ask');
    await phone.arrives('visa-need-exempt-title');
    await phone.open('/visa-need');
    await phone.chooses('nationality', traveller.nationality);
    await phone.press('visa-need-ask');
    await phone.arrives('visa-need-needed-title');
  });

  const reference = await test.step('applies and pays', async () => {
    let pages = 0;
    phone.page.on('framenavigated', (frame) => (pages += frame.parentFrame() ? 0 : 1));
    await starts(phone, traveller.email);
    await isAtMost(phone.page, 2200);
    await fillsIn(phone, traveller, mailbox);
    const reference = await pays(phone, traveller);
    // From the landing page, each of them left by one press.
    expect.soft(pages, 'pages until paid').toBeLessThanOrEqual(10);
    const mail = await mailbox.mail(traveller.email, /: payment received – /);
    expect(mail.text).toContain(reference);
    await opensStatus(phone);
    return reference;
  });

  await test.step('a reviewer grants', async () => {
    const reviewer = await visitor('desktop');
    await signsIn(reviewer, service, 'reviewer');
    await takesAndGrants(reviewer, reference);
  });

  await test.step('the e-visa arrives', async () => {
    const mail = await mailbox.mail(traveller.email, /: visa granted – /);
    const pdf = await mailbox.attachment(mail, 'application/pdf');
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    await opensStatus(phone);
    await phone.reads('status-fate-granted-next');
    await phone.picture('status');
    // Two screens of the smallest phone.
    await isAtMost(phone.page, 2 * 740);
    await prints(phone.page, 1);
    if (javaScriptEnabled) await weighs(phone.context, phone.page.url(), 40);
    await phone.follow('status-evisa');
    await phone.arrives('evisa-title');
    const link = phone.page.getByRole('link', { name: words('pass-pdf'), exact: true });
    const answer = await phone.context.request.get((await link.getAttribute('href')) ?? '');
    expect(answer.headers()['content-type']).toBe('application/pdf');
    if (javaScriptEnabled) await opensWithoutNetwork(phone, phone.page.url(), 'evisa-title', 'evisa-verify');
  });

  const officer = await visitor('desktop');
  await test.step('an officer admits', async () => {
    await signsIn(officer, service, 'border');
    await looksAtAll(officer, reference);
    await admits(officer, traveller);
  });

  const pass = await test.step('the V-Pass arrives', async () => {
    const mail = await mailbox.mail(traveller.email, /: V-Pass issued – /);
    expect(mail.attachments.map((attachment) => attachment.type)).toContain('application/pdf');
    const link = mail.links.find((link) => link.includes('/v/')) ?? '';
    await phone.open(link);
    await phone.arrives('pass-title');
    await phone.reads(new RegExp(`^${traveller.passportNumber}$`));
    await phone.picture('v-pass');
    await prints(phone.page, 1);
    if (javaScriptEnabled) {
      await weighs(phone.context, phone.page.url(), 45);
      await opensWithoutNetwork(phone, link, 'pass-title', 'pass-verify');
    }
    return link;
  });

  await test.step('who loses the pass finds it, and the desk shows it', async () => {
    const other = await visitor();
    await other.open('/check');
    await other.follow('pass-lost');
    await other.arrives('lost-pass-title');
    await other.types('passport-number', traveller.passportNumber);
    await other.chooses('nationality', traveller.nationality);
    await other.typesDate('birth-date', traveller.birth);
    await other.typesDate('lost-pass-entered', inPhnomPenh());
    await other.press('lost-pass-button');
    await other.arrives('pass-title');
    await other.press('pass-mail-again');
    await other.arrives('pass-sent-title');
    await finds(officer, traveller);
    await officer.follow('border-pass-show');
    await officer.arrives('border-pass-title');
    await officer.press('border-pass-mail');
    await officer.reads('border-pass-sent');
  });

  await test.step('anybody verifies it', async () => {
    const seal = await phone.page
      .getByRole('link', { name: words('pass-verify'), exact: true })
      .getAttribute('href');
    const stranger = await visitor();
    if (javaScriptEnabled) {
      await verifiesOffline(stranger, seal ?? '');
      await verifiesPictures(stranger, phone);
      await verifiesByCamera(phone, info.project.use);
      await scansByCamera(officer, phone.page.locator('#code'), traveller, info.project.use);
      // What only a script can do appears once it runs.
      const newcomer = await visitor();
      await weighs(newcomer.context, new URL('/verify', phone.page.url()).href, 200, 0.01);
    } else {
      await verifiesOnTheServer(stranger, seal ?? '');
    }
  });

  await test.step('goes into wallets', async () => {
    const file = phone.page.getByRole('link', { name: words('pass-apple-wallet'), exact: true });
    const answer = await phone.context.request.get((await file.getAttribute('href')) ?? '');
    expect(answer.headers()['content-type']).toBe('application/vnd.apple.pkpass');
    await phone.follow('pass-google-wallet');
    await phone.arrives('google-title');
    await phone.reads('google-gives-passport');
    await phone.press('google-button');
    await phone.arrives('google-title');
    await phone.reads('google-given');
    await phone.follow('google-open');
    await phone.reads(/Stand-in for Google Wallet/);
  });

  await test.step('leaves, and the pass is closed', async () => {
    await recordsDeparture(officer, traveller);
    await phone.open(pass);
    await phone.arrives('pass-title');
    await phone.reads('pass-closed');
  });
});
