import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserIsThere, ConsoleBrowser } from './console-browser.ts';
import { consoleProject } from './console-project.ts';
import { KEY, serveProject } from './served-system.ts';

const BUILT = join(import.meta.dirname, '../../dist/console');

test('the first page needs less than 200 kB of script, compressed', () => {
  const scripts = readdirSync(BUILT).filter((name) => name.endsWith('.js'));
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(BUILT, name))).length, 0);
  expect(bytes).toBeGreaterThan(5_000);
  expect(bytes).toBeLessThan(200_000);
});

describe.skipIf(!browserIsThere())('the console in a browser', () => {
  let at: ConsoleBrowser;
  let project: string;

  beforeAll(async () => {
    project = await consoleProject();
    at = await ConsoleBrowser.at(await serveProject(project));
  }, 240_000);

  afterAll(async () => {
    await at?.close();
    await rm(project, { recursive: true, force: true });
  });

  test('a key is asked for once, a wrong one is refused in words, and signing out ends it', async () => {
    const context = await at.browser.newContext();
    const page = await context.newPage();
    await page.goto(at.server.address);
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
    const { page, context } = await at.open(1440, 'light');
    const began = performance.now();
    await page.goto(at.server.address);
    await page.waitForSelector('.life-cycle');
    expect(performance.now() - began).toBeLessThan(2000);
    await context.close();
  });

  test('an answer shows up by itself, and opens with its reasons', async () => {
    const { page, context } = await at.open(1440, 'light');
    await at.show(page, 'churn/predictions');
    const before = await page.locator('tbody tr').count();
    const { body } = await at.server.post<{ predictions: { id: string }[] }>('/v1/predict', {
      system: 'churn',
      rows: [{ tenure: 3 }],
    });
    await expect.poll(() => page.locator('tbody tr').count(), { timeout: 10_000 }).toBeGreaterThan(before);
    await at.show(page, `churn/predictions?id=${body.predictions[0]!.id}`);
    await page.waitForSelector('text=equal to the last bit');
    expect(await page.locator('.bars tbody tr').count()).toBeGreaterThan(0);
    await context.close();
  });

  test('worths that are moved order the page anew, and all pages once they are kept', async () => {
    const { page, context } = await at.open(1440, 'light');
    await at.show(page, 'town/try?user=u1');
    await page.waitForSelector('.slate li');
    const order = () => page.locator('.slate strong').allTextContents();
    const before = await order();
    const slider = page.locator('input[type=range]').first();
    await slider.focus();
    for (let i = 0; i < 60; i++) await page.keyboard.press('ArrowLeft');
    await expect.poll(order, { timeout: 10_000 }).not.toEqual(before);
    await page.click('text=Let all pages go by it');
    await page.waitForSelector('.moves button:disabled');
    const { body } = await at.server.post<{ worth: Record<string, number> }>('/v1/feed', { system: 'town' });
    expect(Object.values(body.worth).some((w) => w < 0)).toBe(true);
    await context.close();
  });

  test('what is not there says so, with the next step', async () => {
    const { page, context } = await at.open(768, 'light');
    await page.goto(`${at.server.address}/#/nobody/models`);
    await page.waitForSelector('text=No system is called nobody');
    await at.show(page, 'shop/deployments');
    await page.waitForSelector('code:has-text("millwright run")');
    await context.close();
  });

  test('the page goes on when the server comes back', async () => {
    const { page, context } = await at.open(1440, 'light');
    await at.show(page, 'churn/');
    await page.waitForSelector('.connection:not(.lost)');
    const { port } = new URL(at.server.address);
    await at.server.stop();
    await page.waitForSelector('.connection.lost');
    at.server = await serveProject(project, Number(port));
    await page.waitForSelector('.connection:not(.lost)', { timeout: 15_000 });
    await context.close();
  }, 60_000);
});
