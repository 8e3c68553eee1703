// The portal's own words, by message key: the stories look for what people read, and follow when
// a text is put better.
import { readFileSync } from 'node:fs';

/** Words that a page keeps on one line (`app/src/unbroken.rs`), with a word joiner behind the hyphen. */
const WHOLE = /\b(V|e|E|look)-(?=Pass|Visa|mail|alike)/g;

const messages = read(new URL('../../app/locales/en.ftl', import.meta.url));

/** Reads Fluent as far as the portal uses it: a message is a key and its lines. */
function read(file: URL): Map<string, string> {
  const found = new Map<string, string>();
  let key = '';
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const start = /^([a-z][a-z0-9-]*) *= *(.*)$/.exec(line);
    if (start) {
      key = start[1] ?? '';
      found.set(key, start[2] ?? '');
    } else if (key && /^( |\}|$)/.test(line)) {
      found.set(key, `${found.get(key)}\n${line.trim()}`.trim());
    } else {
      key = '';
    }
  }
  return found;
}

/** What a message says. With arguments in it, a pattern that takes anything in their places. */
export function text(key: string): string | RegExp {
  const message = messages.get(key)?.replace(WHOLE, '$1-\u2060');
  if (message === undefined) throw new Error(`app/locales/en.ftl has no message ${key}`);
  let depth = 0;
  let pattern = '';
  for (const letter of message) {
    if (letter === '{' && depth++ === 0) pattern += '.*';
    else if (letter === '}') depth--;
    else if (depth === 0) pattern += letter.replace(/[.*+?^${}()|[\]\\]/, '\\$&').replace('\n', ' ');
  }
  return message.includes('{') ? new RegExp(`^${pattern}$`) : message.replaceAll('\n', ' ');
}

/** A message without arguments. */
export function words(key: string): string {
  const message = text(key);
  if (typeof message !== 'string') throw new Error(`${key} has arguments`);
  return message;
}
