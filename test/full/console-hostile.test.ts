import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { viewsOf } from '../../scripts/demo/all-demos.ts';
import { browserIsThere, ConsoleBrowser } from './console-browser.ts';
import { hostileProject } from './console-project.ts';
import { serveProject } from './served-system.ts';

const HOSTILE = `<script>document.title='broken'</script><img src=x onerror="document.title='broken'">\u202e"'&${'x'.repeat(10_000)}🦄`;

describe.skipIf(!browserIsThere())('a console of hostile names and values', () => {
  let at: ConsoleBrowser;
  let project: string;

  beforeAll(async () => {
    project = await hostileProject(HOSTILE);
    at = await ConsoleBrowser.at(await serveProject(project));
    const { server } = at;
    const bought = { user: HOSTILE.slice(0, 200), item: HOSTILE.slice(0, 200), type: 'view' };
    await server.post('/v1/recommend', { system: 'shop', user: bought.user });
    await server.post('/v1/events', { system: 'shop', events: [bought] });
    await server.post('/v1/feed', { system: 'town', reader: bought.user });
    await server.post('/v1/predict', { system: 'churn', rows: [{ tenure: 3, [HOSTILE]: HOSTILE }] });
  }, 240_000);

  afterAll(async () => {
    await at?.close();
    await rm(project, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  test.each([360, 1440])(
    'does no harm, %i pixels wide',
    async (width) => {
      const { page, context, complaints, elsewhere } = await at.open(width, 'dark');
      const found: string[] = [];
      for (const view of viewsOf(['churn', 'shop', 'town'])) {
        await at.show(page, view);
        const by = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        if (by > 0) found.push(`${view} is ${by} px too wide`);
        if ((await page.title()).includes('broken')) found.push(`${view} ran a script`);
        if ((await page.locator('main img').count()) > 0) found.push(`${view} has an element of the data`);
      }
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
      expect(elsewhere).toEqual([]);
      await context.close();
    },
    120_000,
  );
});
