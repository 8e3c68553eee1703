// After all stories, for `make pictures`: their pictures on one sheet each, to be looked at.
import { expect, test } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { folder, pictures, SHEETS } from '../support/pictures.ts';

/** Pictures on one image of a sheet; more become too small to be looked at. */
const ON_ONE = 12;

for (const { sheet, width } of process.env['PICTURES'] === '1' ? SHEETS : []) {
  test(`the sheet ${sheet}`, async ({ page }) => {
    const taken = pictures(sheet);
    expect(taken.length).toBeGreaterThan(20);
    for (let first = 0; first < taken.length; first += ON_ONE) {
      const shown = taken.slice(first, first + ON_ONE).map(
        (name) =>
          `<figure><figcaption>${name}</figcaption><img src="${sheet}/${name}" width="${width / (width > 500 ? 3 : 1.5)}"></figure>`,
      );
      const file = join(folder, `${sheet}-${1 + first / ON_ONE}.html`);
      writeFileSync(
        file,
        `<!doctype html><title>${sheet}</title><style>body{margin:8px;font:12px sans-serif;background:#888;display:flex;flex-wrap:wrap;gap:12px;align-items:start}figure{margin:0;max-height:1400px;overflow:hidden;background:#fff}</style>${shown.join('')}`,
      );
      await page.setViewportSize({ width: 1600, height: 1000 });
      await page.goto(pathToFileURL(file).href);
      await page.screenshot({ path: file.replace('.html', '.png'), fullPage: true });
    }
  });
}
