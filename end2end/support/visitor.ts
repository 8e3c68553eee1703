// A person at a browser: finds things by role and label as people and screen readers do, and
// inspects every page on arrival (accessibility, width).
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, type Locator, type Page, expect, test } from '@playwright/test';
import { isFirstLook, recordVisit } from './coverage.ts';
import { pictured } from './pictures.ts';
import { text, words } from './texts.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const PICTURES = process.env['PICTURES'] === '1';

/** A date as people type it. */
export interface Day {
  day: number;
  month: number;
  year: number;
}

export class Visitor {
  /** `mirror`: a page with JavaScript, for a visitor without: axe needs some to run. */
  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly mirror: Page | undefined,
  ) {}

  async open(address: string) {
    await this.page.goto(address);
  }

  /** Waits for the page with this heading, and inspects it. */
  async arrives(key: string) {
    await expect(this.heading(key)).toBeVisible();
    await this.inspect();
  }

  heading(key: string): Locator {
    return this.page.getByRole('heading', { level: 1, name: text(key), exact: true });
  }

  /** Waits for a text that the page must show. */
  async reads(key: string | RegExp) {
    const says = typeof key === 'string' ? text(key) : key;
    await expect(this.page.getByText(says, { exact: true }).first()).toBeVisible();
  }

  async press(key: string) {
    await this.page.getByRole('button', { name: text(key), exact: true }).click();
  }

  async follow(key: string) {
    await this.page.getByRole('main').getByRole('link', { name: text(key), exact: true }).first().click();
  }

  field(key: string): Locator {
    return this.page.getByLabel(words(key), { exact: true });
  }

  async types(key: string, value: string) {
    await this.field(key).fill(value);
  }

  async chooses(key: string, value: string) {
    await this.field(key).selectOption(value);
  }

  async ticks(key: string) {
    await this.field(key).check();
  }

  /** A date in three fields under one legend. */
  async typesDate(key: string, date: Day) {
    const group = this.dateField(key);
    await group.getByLabel(words('date-day'), { exact: true }).fill(String(date.day));
    await group.getByLabel(words('date-month'), { exact: true }).fill(String(date.month));
    await group.getByLabel(words('date-year'), { exact: true }).fill(String(date.year));
  }

  dateField(key: string): Locator {
    return this.page.getByRole('group', { name: words(key), exact: true });
  }

  /**
   * Inspects the page as it is now: no axe violation of WCAG 2.2 AA, by day and by night, and not
   * wider than the screen. A page of the same parts is inspected once.
   */
  async inspect() {
    const path = new URL(this.page.url()).pathname;
    const where = path.replace(/[0-9a-f-]{36}|[\w-]{40,}/, '…');
    const [parts, scripts] = await this.page.evaluate(() => [
      [...document.querySelectorAll('body *')].map((part) => part.tagName + part.className).join(),
      document.scripts.length,
    ]);
    // A page without scripts is the same with and without JavaScript.
    const runs = scripts ? !this.mirror : '';
    if (!isFirstLook(`${where} ${this.page.viewportSize()?.width} ${runs} ${parts}`)) return;
    await test.step(`inspects ${where}`, async () => {
      const page = this.mirror ? await this.mirrored(this.mirror) : this.page;
      const axe = () => new AxeBuilder({ page }).setLegacyMode(true);
      const day = await axe().withTags(RULES).analyze();
      await page.emulateMedia({ colorScheme: 'dark' });
      const night = await axe().withRules(['color-contrast']).analyze();
      await page.emulateMedia({ colorScheme: 'light' });
      const found = [...day.violations, ...night.violations].map(
        (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`,
      );
      expect.soft(found, `accessibility of ${where}`).toEqual([]);
      expect.soft(await this.alike(), `buttons of ${where} in forced colours`).toEqual([]);
      expect.soft(await this.tooWide(), `what makes ${where} wider than the screen`).toEqual([]);
      if (PICTURES) await pictured(this.page, where);
      recordVisit(path);
    });
  }

  /** Kinds of buttons that look the same where the system forces its own colours. */
  private async alike(): Promise<string[]> {
    await this.page.emulateMedia({ forcedColors: 'active' });
    const looks = await this.page.evaluate(() =>
      [...document.querySelectorAll('.button')]
        .filter((button) => (button as HTMLElement).offsetParent !== null)
        .map((button) => {
          const kind = ['second', 'danger', 'link'].find((kind) => button.classList.contains(kind));
          const { backgroundColor, borderTopStyle, borderTopWidth } = getComputedStyle(button);
          return { kind: kind ?? 'main', look: `${backgroundColor} ${borderTopWidth} ${borderTopStyle}` };
        }),
    );
    await this.page.emulateMedia({ forcedColors: 'none' });
    const kinds = new Map(looks.map(({ look, kind }) => [look, kind]));
    return looks.filter(({ look, kind }) => kinds.get(look) !== kind).map(({ kind }) => kind);
  }

  /**
   * Where the page is wider than the window: as it is, at 400 % of 1280 pixels, and there with the
   * text spacing of WCAG 1.4.12.
   */
  private async tooWide(): Promise<string[]> {
    const size = this.page.viewportSize();
    const over = () =>
      this.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    const found = { 'as it is': await over() } as Record<string, number>;
    await this.page.setViewportSize({ width: 320, height: 256 });
    found['at 400 %'] = await over();
    await this.page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
      );
      document.adoptedStyleSheets.push(sheet);
    });
    found['with text spacing'] = await over();
    await this.page.evaluate(() => document.adoptedStyleSheets.pop());
    if (size) await this.page.setViewportSize(size);
    return Object.entries(found)
      .filter(([, pixels]) => pixels > 0)
      .map(([when, pixels]) => `${when}: ${pixels} px`);
  }

  /** The page as it stands here without JavaScript, at the same address in the mirror. */
  private async mirrored(mirror: Page): Promise<Page> {
    const address = new URL(this.page.url());
    address.hash = '';
    const html = (await this.page.content())
      .replaceAll(/<script\b[\s\S]*?<\/script>/g, '')
      .replaceAll(/<\/?noscript>/g, '');
    await mirror.context().addCookies(await this.context.cookies());
    await mirror.unrouteAll();
    await mirror.route(
      (url) => url.href === address.href,
      (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
    );
    await mirror.goto('about:blank');
    await mirror.goto(address.href);
    return mirror;
  }

  /** A picture for the README, when `npm run pictures` asks for them. */
  async picture(name: string) {
    if (PICTURES && !this.mirror) {
      await this.page.evaluate(() => window.scrollTo(0, 0));
      await this.page.screenshot({ path: `screenshots/${name}.png` });
    }
  }
}
