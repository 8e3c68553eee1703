// Coverage: the pages that the stories inspected, kept beside their results, so that a last check
// can name the pages that no story opens.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { portalBinary, repository } from './service.ts';

const results = join(repository, 'end2end/test-results');
const file = join(results, 'visited-pages.txt');
const inspected = join(results, 'inspected');

/** Whether no visitor of this run, in whichever worker, has inspected a page in this state. */
export function isFirstLook(state: string): boolean {
  mkdirSync(inspected, { recursive: true });
  try {
    writeFileSync(join(inspected, createHash('sha256').update(state).digest('hex')), '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

export function recordVisit(path: string) {
  appendFileSync(file, `${path}\n`);
}

/** Pages that show nothing of their own: each redirects to where its visitor left off. */
const REDIRECTING = ['/apply/declaration', '/resume', '/staff'];

/** The portal's pages that no story inspected, as its route table writes them. */
export function unvisitedPages(): string[] {
  const visited = readFileSync(file, 'utf8').split('\n');
  return pages().filter((route) => {
    const pattern = new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return !visited.some((path) => pattern.test(path));
  });
}

/** Lines of `portal routes`: kind, method, path, callers. */
function pages(): string[] {
  const lines = execFileSync(portalBinary, ['routes'], { encoding: 'utf8' }).split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([kind]) => kind === 'page')
    .map(([, , path = '']) => path)
    .filter((path) => !REDIRECTING.includes(path));
}
