// What a page is on paper.
import { type Page, expect } from '@playwright/test';

/** Prints the page as people do, on A4, and holds it to so many sheets. */
export async function prints(page: Page, mostSheets: number) {
  const path = new URL(page.url()).pathname.replace(/[\w-]{20,}/, '…');
  // Printed at night, too: paper is white.
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const pdf = await page.pdf({ format: 'A4' });
  await page.emulateMedia({ media: null, colorScheme: 'light' });
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  expect.soft(paper, `paper of ${path}`).toBe('rgb(255, 255, 255)');
  expect.soft(sheets, `sheets of ${path}`).toBeGreaterThan(0);
  expect.soft(sheets, `sheets of ${path}`).toBeLessThanOrEqual(mostSheets);
}
