import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAllDemos, sendTraffic, startReaders, VIEWS } from '../../scripts/demo/all-demos.ts';
import { runCli } from '../cli/run-cli.ts';
import { browserIsThere, ConsoleBrowser } from './console-browser.ts';
import { KEY, serveProject } from './served-system.ts';

const BIN = join(import.meta.dirname, '../../src/bin.ts');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!browserIsThere())('the console on the three demos, with live readers', () => {
  let project: string;
  let at: ConsoleBrowser;
  let readers: ChildProcess;

  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'millwright-demos-'));
    makeAllDemos(project, BIN);
    const server = await serveProject(project);
    const reached = { address: server.address, key: KEY };
    readers = startReaders(project, reached, 600);
    await sendTraffic(project, reached);
    at = await ConsoleBrowser.at(server);
  }, 600_000);

  afterAll(async () => {
    readers?.kill();
    await at?.close();
    await rm(project, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  test.each([
    [360, 'light'],
    [768, 'dark'],
    [1440, 'light'],
    [1440, 'dark'],
    [1920, 'light'],
  ] as const)(
    'every view fits %i pixels in %s, is accessible, complains of nothing and asks nobody else',
    async (width, scheme) => {
      const { page, context, complaints, elsewhere } = await at.open(width, scheme);
      const found: string[] = [];
      await page.goto(at.server.address);
      await page.waitForSelector('nav');
      // As a debugger would: the policy of the page lets no other script in.
      await page.evaluate(axe);
      for (const view of VIEWS) {
        await at.show(page, view);
        const by = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        if (by > 0) found.push(`${view} is ${by} px too wide`);
        const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
          'axe.run().then((result) => result.violations)',
        );
        found.push(...violations.map((v) => `${view} ${v.id}: ${v.nodes[0]?.html.slice(0, 160)}`));
      }
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
      expect(elsewhere).toEqual([]);
      await context.close();
    },
    240_000,
  );

  test('the design document says what was measured, and from where', async () => {
    const { page, context } = await at.open(1440, 'light');
    await at.show(page, 'churn/design');
    const facts = page.locator('.document-facts > div');
    await facts.filter({ hasText: 'Latency in service' }).locator('a.origin.service').waitFor();
    expect(await facts.filter({ hasText: 'Measured on' }).textContent()).toContain('1,408 rows');
    await facts.filter({ hasText: 'Measured on' }).locator('a.origin.run').click();
    await page.waitForURL(/#\/churn\/evaluation\?version=1/);
    await at.show(page, 'movies/design?document=data-sheet');
    const saved = page.waitForEvent('download');
    await page.click('text=Markdown');
    expect((await saved).suggestedFilename()).toBe('movies@1.data-sheet.md');
    await context.close();
  });

  test('millwright card writes the same documents, with what is seen in service', async () => {
    const { code, stdout } = await runCli(['card', 'churn', '--out', 'cards', '--json'], { cwd: project });
    expect(code).toBe(0);
    const { files } = JSON.parse(stdout) as { files: string[] };
    const [design, card, sheet] = files.map((file) => readFileSync(file, 'utf8'));
    expect(design).toMatch(/\*\*Latency in service\*\*: p99 .* \\\[service\\\]/);
    expect(card).toContain('## Ethical considerations');
    expect(sheet).toContain('| churn.csv |');
    const refused = await runCli(['card', 'churn@99'], { cwd: project });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('serve/no-version')]);
  });
});
