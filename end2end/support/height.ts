// How far people have to scroll.
import { type Page, expect } from '@playwright/test';

/** Holds the page, as it stands in this window, to so many pixels of height. */
export async function isAtMost(page: Page, pixels: number) {
  const path = new URL(page.url()).pathname.replace(/[\w-]{20,}/, '…');
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  expect.soft(height, `height of ${path}`).toBeLessThanOrEqual(pixels);
}
