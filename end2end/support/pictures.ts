// Pictures of every state of every page, for the contact sheets of `make pictures`: on a phone, on a
// desktop, and on a phone by night.
import type { Page } from '@playwright/test';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './service.ts';

export const folder = join(repository, 'target/pictures');

export const SHEETS = [
  { sheet: 'phone', width: 360, height: 740, colorScheme: 'light' },
  { sheet: 'desktop', width: 1366, height: 768, colorScheme: 'light' },
  { sheet: 'dark', width: 360, height: 740, colorScheme: 'dark' },
] as const;

let taken = 0;

/** Takes the pictures of the page as it is now. */
export async function pictured(page: Page, where: string) {
  const size = page.viewportSize();
  const number = `${process.env['TEST_PARALLEL_INDEX'] ?? 0}-${String(++taken).padStart(3, '0')}`;
  const name = `${number}${where.replaceAll(/[^\w-]+/g, '_')}.png`;
  for (const { sheet, width, height, colorScheme } of SHEETS) {
    mkdirSync(join(folder, sheet), { recursive: true });
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, sheet, name), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (size) await page.setViewportSize(size);
}

/** The pictures of a sheet, once they are taken. */
export function pictures(sheet: string): string[] {
  return readdirSync(join(folder, sheet)).filter((file) => file.endsWith('.png'));
}
