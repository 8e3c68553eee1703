// What anybody does who wants to know whether a document is genuine. A seal's address is
// `/V#…`, the same page as `/verify`: what stands behind the number sign is never sent.
import { expect } from '@playwright/test';
import { words } from '../world/texts.ts';
import type { Visitor } from './visitor.ts';

/** Another digit in the middle, so that the signature no longer belongs to it. */
function forged(seal: string): string {
  const place = seal.length - 20;
  const digit = seal[place] === '1' ? '2' : '1';
  return seal.slice(0, place) + digit + seal.slice(place + 1);
}

/** `/verify` was opened before; then the network goes away. */
export async function verifiesOffline(visitor: Visitor, seal: string) {
  await visitor.open('/verify');
  await visitor.arrives('verify-title');
  await visitor.reads('verify-offline-ready');
  await visitor.context.setOffline(true);
  await visitor.page.reload();
  await expect(visitor.heading('verify-title')).toBeVisible();
  await submits(visitor, seal);
  await judges(visitor, 'verify-valid');
  await visitor.reads('seal-valid');
  await visitor.look();
  await visitor.page.reload();
  await submits(visitor, forged(seal));
  await judges(visitor, 'verify-not-valid');
  // As a camera opens it: without a network, then with one.
  for (const offline of [true, false]) {
    await visitor.context.setOffline(offline);
    await visitor.open('about:blank');
    await visitor.open(seal);
    await judges(visitor, 'verify-valid');
  }
  await visitor.look();
}

export async function verifiesOnTheServer(visitor: Visitor, seal: string) {
  await visitor.open('/verify');
  await visitor.arrives('verify-title');
  await submits(visitor, seal);
  await visitor.arrives('verify-result-title');
  await visitor.reads('seal-valid');
  await visitor.open('/verify');
  await submits(visitor, forged(seal));
  await visitor.arrives('verify-result-title');
  await judges(visitor, 'verify-not-valid');
}

async function submits(visitor: Visitor, seal: string) {
  await visitor.types('verify-text', seal);
  await visitor.page.getByRole('button', { name: words('verify-submit'), exact: true }).click();
}

/** The verdict stands beside a sign that is not read out. */
async function judges(visitor: Visitor, verdict: string) {
  await expect(visitor.page.getByText(new RegExp(`^\\W*${words(verdict)}$`)).first()).toBeVisible();
}
