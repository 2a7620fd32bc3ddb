import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserIsThere, ConsoleBrowser } from './console-browser.ts';
import { consoleProject } from './console-project.ts';
import { serveProject } from './served-system.ts';

describe.skipIf(!browserIsThere())('what a version is worth, in the console', () => {
  let at: ConsoleBrowser;
  let project: string;

  beforeAll(async () => {
    project = await consoleProject();
    at = await ConsoleBrowser.at(await serveProject(project));
    const { server } = at;
    const row = { tenure: 3, contract: 'monthly' };
    await server.post('/v1/predict', { system: 'churn', rows: [row, { ...row, tenure: 60 }] });
    for (const user of ['u1', 'u2', 'u3']) {
      await server.post('/v1/feed', { system: 'town', reader: user });
      await server.post('/v1/recommend', { system: 'shop', user });
    }
  }, 240_000);

  afterAll(async () => {
    await at?.close();
    await rm(project, { recursive: true, force: true });
  });

  test('a threshold is moved by keyboard: what it decides, and what that costs, moves with it', async () => {
    const { page, context, complaints } = await at.open(1440, 'light');
    await at.show(page, 'churn/evaluation?fp=1&fn=4');
    const figure = (name: string) =>
      page.locator(`.figures div:has(dt:text-is("${name}")) .big`).textContent();
    const cells = async () => (await page.locator('.confusion b').allTextContents()).map(Number);
    const before = await cells();
    expect(before.reduce((a, b) => a + b, 0)).toBe(60);
    await page.focus('#threshold');
    await page.keyboard.press('Home');
    await expect.poll(() => figure('Share flagged')).toBe('100.0\u202f%');
    const [trueNegatives, falsePositives, falseNegatives, truePositives] = await cells();
    expect([trueNegatives, falseNegatives]).toEqual([0, 0]);
    expect(await figure('Recall')).toBe('100.0\u202f%');
    expect(await figure('Precision')).toBe(`${((100 * truePositives!) / 60).toFixed(1)}\u202f%`);
    expect(await figure('Cost a row')).toBe((falsePositives! / 60).toFixed(3));
    expect(page.url()).toContain('threshold=');
    // The address alone brings it back.
    await page.reload();
    await page.waitForSelector('.confusion');
    expect(await figure('Share flagged')).toBe('100.0\u202f%');
    await page.click('text=As deployed');
    await expect.poll(cells).toEqual(before);
    await page.click('text=Lowest cost');
    await expect.poll(() => page.locator('svg.plot').count()).toBeGreaterThan(4);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('tables of chapters sort and are saved as they stand', async () => {
    const { page, context } = await at.open(1440, 'light');
    await at.show(page, 'churn/evaluation');
    const table = page.locator('#metrics table');
    await table.waitFor();
    await table.locator('button.sort', { hasText: 'This model' }).click();
    const values = await table
      .locator('tbody td.strong data')
      .evaluateAll((all) => all.map((data) => Number((data as unknown as { value: string }).value)));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    const saved = page.waitForEvent('download');
    await page
      .locator('#metrics')
      .getByRole('button', { name: /as CSV/ })
      .click();
    const lines = readFileSync(await (await saved).path(), 'utf8').split('\r\n');
    expect(lines[0]).toContain('Metric,This model');
    expect(Number(lines[1]!.split(',')[1])).toBe(values[0]);
    await context.close();
  });

  test('lists and pages of other lengths are told of, and the length stands in the address', async () => {
    const { page, context, complaints } = await at.open(768, 'dark');
    for (const view of ['shop', 'town']) {
      await at.show(page, `${view}/evaluation?k=2`);
      await page.focus('#length');
      await page.keyboard.press('ArrowRight');
      await page.waitForSelector('output:text-is("3")');
      expect(page.url()).toContain('k=3');
      expect(await page.locator('figcaption', { hasText: 'at 3' }).count()).toBeGreaterThan(0);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('models stand by quality and cost, features with how they are spread now', async () => {
    const { page, context, complaints } = await at.open(1440, 'light');
    await at.show(page, 'churn/models');
    expect(await page.locator('figcaption', { hasText: 'Leaderboard' }).count()).toBe(1);
    await at.show(page, 'shop/models');
    await page.waitForSelector('svg[aria-label*="Pareto"]');
    expect(await page.locator('.chosen option').allTextContents()).toEqual([
      'time to score',
      'size',
      'time to fit',
    ]);
    await at.show(page, 'churn/features?feature=contract');
    await page.waitForSelector('svg[aria-label="Distribution of contract in training and now."]');
    await page.waitForSelector('text=equal to the last bit');
    await at.show(page, 'town/features');
    expect(await page.locator('td', { hasText: 'half as much after' }).count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('parts are drawn over time, and plots tell what is pointed at by pointer and keyboard', async () => {
    const { page, context, complaints } = await at.open(1440, 'light');
    await at.show(page, 'shop/data');
    const plot = page.locator('#splits svg.told');
    let x = 200;
    const pointedAt = async () => {
      await plot.hover({ position: { x: x++, y: 60 } });
      return page.textContent('.hint');
    };
    await expect.poll(pointedAt).toMatch(/events of training/);
    await page.keyboard.press('Escape');
    expect(await page.textContent('.hint')).toBe('');
    await plot.focus();
    await page.keyboard.press('End');
    expect(await page.textContent('.hint')).toMatch(/events of test/);
    await at.show(page, 'churn/data');
    await page.waitForSelector('#splits >> text=No column says from when rows are');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('diversity moves pages that nobody is shown, and nothing of it is logged', async () => {
    const { page, context, complaints } = await at.open(1440, 'light');
    const logged = async () =>
      (await at.server.get<{ answers: unknown[] }>('/v1/systems/shop/answers')).body.answers.length;
    const before = await logged();
    await at.show(page, 'shop/try?user=u1&diversity=1');
    await page.waitForSelector('.slate li');
    await page.waitForSelector('figcaption:text-is("Requests")');
    expect(await page.locator('.slate li').count()).toBe(10);
    await page.locator('.slate summary').first().click();
    expect(await logged()).toBe(before);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
