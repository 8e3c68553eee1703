// What consular staff do.
import { expect } from '@playwright/test';
import type { Service } from '../support/service.ts';
import { text, words } from '../support/texts.ts';
import type { Visitor } from '../support/visitor.ts';

export type Login = 'reviewer' | 'supervisor' | 'border';

/** Signs in; the first time with the printed one-time password, which must be changed at once. */
export async function signsIn(visitor: Visitor, service: Service, login: Login) {
  const own = 'quiet river, seven lanterns';
  const password = service.passwords.get(login);
  expect(password, `the portal printed a one-time password for ${login}`).toBeTruthy();
  await visitor.open('/staff/sign-in');
  await visitor.arrives('staff-sign-in-title');
  await visitor.types('staff-login', login);
  await visitor.types('staff-password', password ?? '');
  await visitor.press('staff-sign-in');
  if (password !== own) {
    await visitor.arrives('staff-password-title');
    await visitor.types('staff-password-current', password ?? '');
    await visitor.types('staff-password-new', own);
    await visitor.types('staff-password-again', own);
    await visitor.press('staff-password-change');
    service.passwords.set(login, own);
  }
  await visitor.arrives(login === 'border' ? 'border-find-title' : 'staff-queue-title');
}

/** From the queue to the case of one traveller. */
export async function opensCase(visitor: Visitor, reference: string, position = 1) {
  await visitor.open('/staff/queue');
  await visitor.arrives('staff-queue-title');
  await visitor.types('staff-queue-reference', reference);
  await visitor.press('staff-queue-show');
  await visitor.page.getByRole('link', { name: `${reference} / ${position}`, exact: true }).click();
  await visitor.arrives('staff-case-heading');
}

export async function takesAndGrants(visitor: Visitor, reference: string, position = 1) {
  await opensCase(visitor, reference, position);
  await visitor.press('staff-action-assign');
  await expect(visitor.page.getByText(text('staff-action-grant-ask'), { exact: true })).toBeVisible();
  await visitor.inspect();
  await visitor.picture('review');
  await visitor.page.getByText(text('staff-action-grant-ask'), { exact: true }).click();
  await visitor.press('staff-action-grant');
  await expect(visitor.page.getByText(text('staff-case-visa'))).toBeVisible();
  await visitor.inspect();
}

export async function approvesRefund(visitor: Visitor, reference: string) {
  await visitor.open('/staff/refunds');
  await visitor.arrives('staff-refunds-title');
  const row = visitor.page.getByRole('row', { name: reference });
  await row.getByText(text('staff-refunds-approve')).first().click();
  await row.getByRole('button', { name: text('staff-refunds-approve-confirm'), exact: true }).click();
  await visitor.arrives('staff-refunds-title');
  // Who hears the title first hears what was done.
  await expect(visitor.page).toHaveTitle(new RegExp(`^${words('staff-refunds-done-approved')}`));
  await expect(visitor.page.getByRole('row', { name: reference })).toHaveCount(0);
}

/** Sees the sessions that are open, and ends those in other browsers. */
export async function endsOtherSessions(visitor: Visitor) {
  await visitor.open('/staff/account');
  await visitor.arrives('staff-account-title');
  await visitor.reads('staff-account-this');
  const others = visitor.page.getByRole('button', { name: text('staff-account-end-others'), exact: true });
  if (await others.isVisible()) {
    await others.click();
    await visitor.reads('staff-account-others-ended');
  }
  await visitor.reads('staff-account-no-others');
}

/** Every mail has arrived, so far as the portal knows. */
export async function findsEveryMailSent(visitor: Visitor) {
  await visitor.open('/staff/mails');
  await visitor.arrives('staff-mails-title');
  await visitor.reads('staff-mails-empty');
}
