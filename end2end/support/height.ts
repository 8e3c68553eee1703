// How far people have to scroll.
import { type Page, expect } from '@playwright/test';

const softly = expect.configure({ soft: true });

/**
 * Holds the page, as it stands in this window, to so many pixels of height. Asked again for a while: a
 * window that was made smaller for a look is laid out anew only after it.
 */
export async function isAtMost(page: Page, pixels: number) {
  const path = new URL(page.url()).pathname.replace(/[\w-]{20,}/, '…');
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  await softly.poll(height, { message: `height of ${path}`, timeout: 10_000 }).toBeLessThanOrEqual(pixels);
}
