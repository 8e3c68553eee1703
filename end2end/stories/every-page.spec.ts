// After all stories: each page of the portal was opened and looked at by one of them.
import { expect, test } from '@playwright/test';
import { unseenPages } from '../world/sights.ts';

test('the stories looked at every page', () => {
  expect(unseenPages(), 'pages that no story looks at').toEqual([]);
});
