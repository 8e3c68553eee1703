// Every story runs twice on a small phone: with JavaScript and without. Each worker has a
// portal and a sandbox of its own (support/service.ts).
import { defineConfig } from '@playwright/test';

const phone = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'en-GB',
  timezoneId: 'Europe/Paris',
};

/** What looks at the results of the others. */
const LAST = ['every-page.spec.ts', 'contact-sheets.spec.ts'];
/** A picture of everything takes longer than a look. */
const PICTURES = process.env['PICTURES'] === '1';

export default defineConfig({
  testDir: 'stories',
  outputDir: 'test-results',
  timeout: PICTURES ? 900_000 : 300_000,
  expect: { timeout: 30_000 },
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'with-javascript', testIgnore: LAST, use: { ...phone, javaScriptEnabled: true } },
    { name: 'without-javascript', testIgnore: LAST, use: { ...phone, javaScriptEnabled: false } },
    {
      name: 'afterwards',
      // Of the pages some open without JavaScript only, which pictures are not taken by.
      testMatch: PICTURES ? 'contact-sheets.spec.ts' : LAST,
      dependencies: PICTURES ? ['with-javascript'] : ['with-javascript', 'without-javascript'],
    },
  ],
});
