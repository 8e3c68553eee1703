// What a page weighs over the wire at its first opening, with fonts and pictures, and whether it moves
// while it is drawn.
import { type BrowserContext, expect } from '@playwright/test';

/** Opens the page in a browser that keeps nothing, and holds it against its limits. */
export async function weighs(context: BrowserContext, address: string, mostKilobytes: number, mostShift = 0) {
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  let bytes = 0;
  const elsewhere: string[] = [];
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  await client.send('Network.setBypassServiceWorker', { bypass: true });
  client.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  page.on('request', (request) => elsewhere.push(new URL(request.url()).host));
  await page.addInitScript(() => {
    const shifts = { sum: 0 };
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.sum += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  const where = new URL(page.url());
  const path = where.pathname.replace(/[\w-]{20,}/, '…');
  const moved = await page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum);
  console.log(`${path}: ${(bytes / 1024).toFixed(1)} kB over the wire`);
  expect.soft(bytes / 1024, `kilobytes of ${path}`).toBeLessThanOrEqual(mostKilobytes);
  expect.soft(moved, `layout shift of ${path}`).toBeLessThanOrEqual(mostShift);
  expect.soft([...new Set(elsewhere)], `hosts asked by ${path}`).toEqual([where.host]);
  await page.close();
}
