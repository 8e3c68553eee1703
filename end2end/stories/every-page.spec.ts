// After all stories: each page of the portal was opened and inspected by one of them.
import { expect, test } from '@playwright/test';
import { unvisitedPages } from '../support/coverage.ts';

test('the stories inspected every page', () => {
  expect(unvisitedPages(), 'pages that no story inspects').toEqual([]);
});
