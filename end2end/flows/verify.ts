// Verification of a document, as anybody may do it. A seal's address is `/V#…`, the same page as
// `/verify`: browsers never send the part behind the number sign.
import { type Page, expect } from '@playwright/test';
import { type Use, heldBefore } from '../support/camera.ts';
import { words } from '../support/texts.ts';
import type { Visitor } from '../support/visitor.ts';

/** A seal with another digit in the middle, so that its signature no longer fits. */
function forged(seal: string): string {
  const index = seal.length - 20;
  const digit = seal[index] === '1' ? '2' : '1';
  return seal.slice(0, index) + digit + seal.slice(index + 1);
}

/** Verifies on the device: `/verify` was opened before, then the network goes away. */
export async function verifiesOffline(visitor: Visitor, seal: string) {
  await visitor.open('/verify');
  await visitor.arrives('verify-title');
  await visitor.reads('verify-offline-ready');
  await visitor.context.setOffline(true);
  await visitor.page.reload();
  await expect(visitor.heading('verify-title')).toBeVisible();
  await submits(visitor, seal);
  await seesResult(visitor.page, 'verify-valid');
  await visitor.reads('seal-valid');
  await visitor.inspect();
  await visitor.page.reload();
  await submits(visitor, forged(seal));
  await seesResult(visitor.page, 'verify-not-valid');
  // As a camera opens it: without a network, then with one.
  for (const offline of [true, false]) {
    await visitor.context.setOffline(offline);
    await visitor.open('about:blank');
    await visitor.open(seal);
    await seesResult(visitor.page, 'verify-valid');
  }
  await visitor.inspect();
}

/** Opens the kept page of an e-visa or a V-Pass without a network, in a new window, and verifies it there. */
export async function opensWithoutNetwork(visitor: Visitor, address: string, title: string, verify: string) {
  await visitor.reads('pass-kept');
  // The worker keeps the verification page too.
  await visitor.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await visitor.context.setOffline(true);
  await visitor.open('about:blank');
  await visitor.open(address);
  await expect(visitor.heading(title)).toBeVisible();
  await visitor.reads('pass-kept');
  await visitor.page.getByRole('link', { name: words(verify), exact: true }).click();
  await seesResult(visitor.page, 'verify-valid');
  await visitor.context.setOffline(false);
  await visitor.open(address);
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
  await seesResult(visitor.page, 'verify-not-valid');
}

/** Verifies what somebody photographed of the pass: at a third of a phone's pixels, by day and by night. */
export async function verifiesPictures(visitor: Visitor, pass: Visitor) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await pass.page.emulateMedia({ colorScheme });
    const buffer = await pass.page.screenshot({ scale: 'css', fullPage: true });
    await visitor.open('/verify');
    // The way to choose a picture appears once the page listens to it.
    await expect(visitor.page.locator('label[for=picture]')).toBeVisible();
    await visitor.page.locator('#picture').setInputFiles({ name: 'pass.png', mimeType: 'image/png', buffer });
    await seesResult(visitor.page, 'verify-valid');
  }
  await pass.page.emulateMedia({ colorScheme: null });
}

/** Holds the code of the pass before a camera, at the page on which anybody verifies. */
export async function verifiesByCamera(pass: Visitor, use: Use) {
  const address = new URL('/verify', pass.page.url()).href;
  await heldBefore(pass.page.locator('#code'), undefined, use, async (page) => {
    await page.goto(address);
    await page.getByRole('button', { name: words('verify-camera'), exact: true }).click();
    await seesResult(page, 'verify-valid');
    await expect(page.locator('video')).toBeHidden();
  });
}

async function submits(visitor: Visitor, seal: string) {
  await visitor.types('verify-text', seal);
  await visitor.page.getByRole('button', { name: words('verify-submit'), exact: true }).click();
}

/** The result, which stands beside a sign that is not read out. */
async function seesResult(page: Page, result: string) {
  await expect(page.getByText(new RegExp(`^\\W*${words(result)}$`)).first()).toBeVisible();
}
