import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { consoleProject } from './console-project.ts';
import { KEY, type ServedProcess, serveProject } from './served-system.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const absent = !existsSync(CHROMIUM);
if (absent) console.warn(`skipped: no browser at ${CHROMIUM}; install chromium or set CHROMIUM`);
const axe = createRequire(import.meta.url).resolve('axe-core');
const BUILT = join(import.meta.dirname, '../../dist/console');

/** Every view of every kind of system. */
const OF_SYSTEM = [
  '',
  'design',
  'data',
  'features',
  'models',
  'evaluation',
  'predictions',
  'try',
  'deployments',
  'monitoring',
];
const SYSTEMS = ['churn', 'shop', 'town'];
const VIEWS = ['', ...SYSTEMS.flatMap((system) => OF_SYSTEM.map((page) => `${system}/${page}`))];

test('the first page needs less than 200 kB of script, compressed', () => {
  const scripts = readdirSync(BUILT).filter((name) => name.endsWith('.js'));
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(BUILT, name))).length, 0);
  expect(bytes).toBeGreaterThan(5_000);
  expect(bytes).toBeLessThan(200_000);
});

describe.skipIf(absent)('the console in a browser', () => {
  let browser: Browser;
  let project: string;
  let server: ServedProcess;
  let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>;

  beforeAll(async () => {
    project = await consoleProject();
    server = await serveProject(project);
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
    });
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(server.address);
    await page.fill('#key', KEY);
    await page.click('button[type=submit]');
    await page.waitForSelector('nav');
    signedIn = await context.storageState();
    await context.close();
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(project, { recursive: true, force: true });
  });

  /** A page that is signed in; what it complained of, and whom it asked. */
  async function open(width: number, colorScheme: 'light' | 'dark', bypassCSP = false) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      storageState: signedIn,
      bypassCSP,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const elsewhere: string[] = [];
    page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on(
      'request',
      (r) => r.url().startsWith(server.address) || r.url().startsWith('data:') || elsewhere.push(r.url()),
    );
    return { page, context, complaints, elsewhere };
  }

  async function show(page: Page, view: string): Promise<void> {
    await page.goto(`${server.address}/#/${view}`);
    await page.waitForSelector('main h1');
    await page.waitForSelector('.waiting', { state: 'detached' });
  }

  test.each([360, 768, 1440])(
    'every view fits %i pixels, complains of nothing and asks nobody else',
    async (width) => {
      const { page, context, complaints, elsewhere } = await open(width, 'light');
      const tooWide: string[] = [];
      for (const view of VIEWS) {
        await show(page, view);
        const by = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        if (by > 0) tooWide.push(`${view}: ${by} px`);
      }
      expect(tooWide).toEqual([]);
      expect(complaints).toEqual([]);
      expect(elsewhere).toEqual([]);
      await context.close();
    },
    120_000,
  );

  test.each(['light', 'dark'] as const)(
    'no view breaks a rule of accessibility in %s',
    async (scheme) => {
      const { page, context } = await open(1440, scheme, true);
      const found: string[] = [];
      await page.goto(server.address);
      await page.waitForSelector('nav');
      await page.addScriptTag({ path: axe });
      for (const view of VIEWS) {
        await show(page, view);
        const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
          'axe.run().then((result) => result.violations)',
        );
        found.push(...violations.map((v) => `${view} ${v.id}: ${v.nodes[0]?.html.slice(0, 160)}`));
      }
      expect(found).toEqual([]);
      await context.close();
    },
    180_000,
  );

  test('a key is asked for once, a wrong one is refused in words, and signing out ends it', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(server.address);
    await page.fill('#key', 'mw_not_a_key_of_this_server');
    await page.click('button[type=submit]');
    await page.waitForSelector('[role=alert]');
    expect(await page.textContent('[role=alert]')).toContain('not known here');
    await page.fill('#key', KEY);
    await page.keyboard.press('Enter');
    await page.waitForSelector('nav');
    await page.reload();
    await page.waitForSelector('nav');
    expect(await page.evaluate<string>('document.cookie')).toBe('');
    await page.click('text=Sign out');
    await page.waitForSelector('#key');
    await context.close();
  });

  test('the first page is there within two seconds, beside other programs', async () => {
    const { page, context } = await open(1440, 'light');
    const began = performance.now();
    await page.goto(server.address);
    await page.waitForSelector('.life-cycle');
    expect(performance.now() - began).toBeLessThan(2000);
    await context.close();
  });

  test('an answer shows up by itself, and opens with its reasons', async () => {
    const { page, context } = await open(1440, 'light');
    await show(page, 'churn/predictions');
    const before = await page.locator('tbody tr').count();
    const { body } = await server.post<{ predictions: { id: string }[] }>('/v1/predict', {
      system: 'churn',
      rows: [{ tenure: 3 }],
    });
    await expect.poll(() => page.locator('tbody tr').count(), { timeout: 10_000 }).toBeGreaterThan(before);
    await show(page, `churn/predictions?id=${body.predictions[0]!.id}`);
    await page.waitForSelector('text=equal to the last bit');
    expect(await page.locator('.bars tbody tr').count()).toBeGreaterThan(0);
    await context.close();
  });

  test('worths that are moved order the page anew, and all pages once they are kept', async () => {
    const { page, context } = await open(1440, 'light');
    await show(page, 'town/try?user=u1');
    await page.waitForSelector('.slate li');
    const order = () => page.locator('.slate strong').allTextContents();
    const before = await order();
    const slider = page.locator('input[type=range]').first();
    await slider.focus();
    for (let i = 0; i < 60; i++) await page.keyboard.press('ArrowLeft');
    expect(await order()).not.toEqual(before);
    await page.click('text=Let all pages go by it');
    await page.waitForSelector('.moves button:disabled');
    const { body } = await server.post<{ worth: Record<string, number> }>('/v1/feed', { system: 'town' });
    expect(Object.values(body.worth).some((w) => w < 0)).toBe(true);
    await context.close();
  });

  test('hostile names do no harm', async () => {
    const { page, context, complaints } = await open(360, 'dark');
    const hostile = `<script>document.title = 'broken'</script>\u202e${'x'.repeat(200)}🦄`;
    await server.post('/v1/recommend', { system: 'shop', user: hostile });
    await show(page, 'shop/predictions');
    await page.waitForSelector('text=🦄');
    expect(await page.title()).not.toContain('broken');
    expect(
      await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
    ).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('what is not there says so, with the next step', async () => {
    const { page, context } = await open(768, 'light');
    await page.goto(`${server.address}/#/nobody/models`);
    await page.waitForSelector('text=No system is called nobody');
    await show(page, 'shop/deployments');
    await page.waitForSelector('code:has-text("millwright run")');
    await context.close();
  });

  test('commands that are not for a feed say so', async () => {
    for (const args of [
      ['monitor', 'town'],
      ['estimate', 'town', '--policy', '1'],
    ]) {
      const ran = await runCli(args, { cwd: project });
      expect(ran.code).toBe(2);
      expect(ran.stderr).toContain('cli/kind-unfit');
    }
  });

  test('the page goes on when the server comes back', async () => {
    const { page, context } = await open(1440, 'light');
    await show(page, 'churn/');
    await page.waitForSelector('.connection:not(.lost)');
    const { port } = new URL(server.address);
    await server.stop();
    await page.waitForSelector('.connection.lost');
    server = await serveProject(project, Number(port));
    await page.waitForSelector('.connection:not(.lost)', { timeout: 15_000 });
    await context.close();
  }, 60_000);
});
