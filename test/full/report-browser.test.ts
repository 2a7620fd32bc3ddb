import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderReport } from '../../src/adapters/report/render-report.ts';
import { churnLike, housePrices, type Made, madeFacts, threeClasses } from '../adapters/report/made-facts.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const absent = !existsSync(CHROMIUM);
if (absent) console.warn(`skipped: no browser at ${CHROMIUM}; install chromium or set CHROMIUM`);

const manyClasses: Made = {
  ...threeClasses,
  task: {
    category: 'multiclass',
    classes: Array.from({ length: 9 }, (_, k) => `a class of some length ${k}`),
  },
};
const kinds = { binary: churnLike, multiclass: threeClasses, regression: housePrices, manyClasses };
const axe = createRequire(import.meta.url).resolve('axe-core');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe.skipIf(absent)('the report in a browser', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millwright-report-'));
    for (const [kind, made] of Object.entries(kinds))
      await writeFile(join(folder, `${kind}.html`), renderReport(madeFacts(made)));
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Open a report and hand over the page, what it complained of and what it asked for. */
  async function open(kind: string, width: number, colorScheme: 'light' | 'dark') {
    // The page itself runs nothing; only a checker that the test brings needs to get past its policy.
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      bypassCSP: true,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    const url = pathToFileURL(join(folder, `${kind}.html`)).href;
    await page.goto(url);
    return { page, context, complaints, requests: requests.filter((r) => r !== url) };
  }

  describe.each(Object.keys(kinds))('%s', (kind) => {
    test.each([360, 768, 1440, 1920])(
      'fits %i pixels, complains of nothing and asks for nothing',
      async (width) => {
        const { page, context, complaints, requests } = await open(kind, width, 'light');
        const { scroll, client } = await page.evaluate<{ scroll: number; client: number }>(
          '({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth })',
        );
        expect(scroll).toBe(client);
        expect(complaints).toEqual([]);
        expect(requests).toEqual([]);
        await context.close();
      },
    );

    test.each(['light', 'dark'] as const)('breaks no rule of accessibility in %s', async (scheme) => {
      const { page, context } = await open(kind, 1440, scheme);
      await page.addScriptTag({ path: axe });
      const violations = await page.evaluate<Violation[]>('axe.run().then((result) => result.violations)');
      expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
      await context.close();
    });
  });

  test('colours follow the scheme, and paper is always light', async () => {
    const background = 'getComputedStyle(document.body).backgroundColor';
    const { page, context } = await open('binary', 1440, 'dark');
    const dark = await page.evaluate<string>(background);
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await page.evaluate<string>(background);
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    const paper = await page.evaluate<string>(background);
    expect(dark).not.toBe(light);
    expect(paper).toBe('rgb(255, 255, 255)');
    await context.close();
  });
});
