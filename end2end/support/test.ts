// What every story is given: a portal of its own worker, its mailbox, and visitors, each with a
// browser profile of their own. A story fails on any error in a page's console.
import { type BrowserContext, type ConsoleMessage, test as base } from '@playwright/test';
import { Visitor } from './visitor.ts';
import { Mailbox } from './mailbox.ts';
import { type Service, start } from './service.ts';

interface PerStory {
  mailbox: Mailbox;
  /** A new person at a browser of their own: on a phone, or at a desktop computer. */
  visitor(where?: 'phone' | 'desktop'): Promise<Visitor>;
}

interface PerWorker {
  service: Service;
}

export const test = base.extend<PerStory, PerWorker>({
  service: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names that are asked for.
    async ({}, use, worker) => {
      const service = await start(`${worker.project.name}-${worker.workerIndex}`);
      await use(service);
      await service.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  mailbox: async ({ service }, use) => {
    await use(new Mailbox(service.sandbox));
  },
  visitor: async ({ browser, service }, use, info) => {
    const opened: BrowserContext[] = [];
    const errors: string[] = [];
    await use(async (where = 'phone') => {
      const { viewport, deviceScaleFactor, isMobile, hasTouch, locale, timezoneId, javaScriptEnabled } =
        info.project.use;
      const screen =
        where === 'phone'
          ? { viewport, deviceScaleFactor, isMobile, hasTouch }
          : { viewport: { width: 1200, height: 900 }, deviceScaleFactor: 1, isMobile: false, hasTouch: false };
      const open = async (scripts: boolean) => {
        const context = await browser.newContext({
          ...screen,
          locale,
          timezoneId,
          javaScriptEnabled: scripts,
          baseURL: service.portal,
        });
        opened.push(context);
        return { context, page: await context.newPage() };
      };
      const scripts = javaScriptEnabled ?? true;
      const { context, page } = await open(scripts);
      const mirror = scripts ? undefined : (await open(true)).page;
      page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && !isExpected(message, page.url())) {
          errors.push(`${page.url()}: ${message.text()}`);
        }
      });
      return new Visitor(context, page, mirror);
    });
    for (const context of opened) await context.close();
    base.expect(errors, 'errors in the console').toEqual([]);
  },
});

/** The browser also reports a page that says “not found” or “declined”, and a network that was cut on purpose. */
function isExpected(message: ConsoleMessage, page: string): boolean {
  const own = message.location().url === page;
  const refusal = own && /status of (402|403|404|409)/.test(message.text());
  const asked = own && page.endsWith('/unavailable') && message.text().includes('status of 503');
  return refusal || asked || message.text().includes('ERR_INTERNET_DISCONNECTED');
}

export { expect } from '@playwright/test';
