// Forms that a browser sends without showing their pages: for what a story needs many of and looks at
// elsewhere. They go out as the browser would send them, with its cookies and the page's hidden fields.
import type { Visitor } from './visitor.ts';

/** A file of a form, as base64. */
export interface Chosen {
  field: string;
  name: string;
  type: string;
  bytes: string;
}

/** A page that was fetched and is not shown. */
export interface Fetched {
  path: string;
  html: string;
}

export async function fetches(visitor: Visitor, path: string): Promise<Fetched> {
  const html = await visitor.page.evaluate(async (path) => (await fetch(path)).text(), path);
  return { path, html };
}

/**
 * Fills in the form of a page that goes to `action`, and sends it; the page that this led to. Fields that
 * the form does not have are left out, as a person would.
 */
export async function sends(
  visitor: Visitor,
  page: Fetched,
  action: string,
  fields: Record<string, string | number> = {},
  file?: Chosen,
): Promise<Fetched> {
  return visitor.page.evaluate(
    async ({ page, action, fields, file }) => {
      const shown = new DOMParser().parseFromString(page.html, 'text/html');
      const form = shown.querySelector<HTMLFormElement>(`form[action="${action}"]`);
      if (!form) throw new Error(`${page.path} has no form to ${action}`);
      const sent = new FormData(form);
      for (const [name, value] of Object.entries(fields)) {
        if (form.elements.namedItem(name)) sent.set(name, String(value));
      }
      if (file) {
        const bytes = Uint8Array.from(atob(file.bytes), (sign) => sign.charCodeAt(0));
        sent.set(file.field, new File([bytes], file.name, { type: file.type }));
      }
      const body = file ? sent : new URLSearchParams([...sent] as [string, string][]);
      const answer = await fetch(action, { method: 'POST', body, headers: { accept: 'text/html' } });
      if (!answer.ok) throw new Error(`${action} answered ${answer.status}`);
      return { path: new URL(answer.url).pathname, html: await answer.text() };
    },
    { page, action, fields, file },
  );
}

/** The links of a page that begin so, each once. */
export function links(page: Fetched, beginning: string): string[] {
  const found = [...page.html.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);
  return [...new Set(found.filter((link) => link.startsWith(beginning)))];
}
