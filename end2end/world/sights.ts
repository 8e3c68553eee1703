// Which pages the stories looked at, kept beside their results, so that a last check can name those
// that no story opens.
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { portalBinary, repository } from './service.ts';

const file = join(repository, 'end2end/test-results/looked-at.txt');

export function noteSight(path: string) {
  appendFileSync(file, `${path}\n`);
}

/** They show nothing of their own: each leads on to the page where its visitor left off. */
const LEADING_ON = ['/resume', '/staff'];

/** The portal's pages at which no story looked, as its route table writes them. */
export function unseenPages(): string[] {
  const sights = readFileSync(file, 'utf8').split('\n');
  return pages().filter((route) => {
    const pattern = new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return !sights.some((path) => pattern.test(path));
  });
}

/** Lines of `portal routes`: kind, method, path, callers. */
function pages(): string[] {
  const lines = execFileSync(portalBinary, ['routes'], { encoding: 'utf8' }).split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([kind]) => kind === 'page')
    .map(([, , path = '']) => path)
    .filter((path) => !LEADING_ON.includes(path));
}
