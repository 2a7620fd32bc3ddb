import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SystemSeries } from '../../src/contracts/watching.ts';
import { runCli } from '../cli/run-cli.ts';
import { churnProject } from './churn-project.ts';
import { browserIsThere, ConsoleBrowser } from './console-browser.ts';
import { resultOf } from './refusal.ts';
import { serveProject } from './served-system.ts';

const design = (seed: number): string =>
  JSON.stringify({
    data: 'churn.csv',
    framing: { target: 'Churn' },
    models: ['majority', 'logistic'],
    evaluation: { interval: { samples: 20 } },
    monitoring: { windowRows: 80 },
    alerts: [
      { when: 'refusedRate', above: 0.2, for: '0m' },
      { when: 'errorRate', above: 0.01 },
    ],
    seed,
  });

describe.skipIf(!browserIsThere())('a system over time in the console', () => {
  let at: ConsoleBrowser;
  let page: Page;
  let project: string;

  beforeAll(async () => {
    project = churnProject(300, { 'churn.design.json': design(1) });
    resultOf(await runCli(['run', '--json'], { cwd: project }));
    await writeFile(join(project, 'churn.design.json'), design(2));
    resultOf(await runCli(['run', '--json'], { cwd: project }));
    at = await ConsoleBrowser.at(await serveProject(project));
    ({ page } = await at.open(1440, 'light'));
  }, 240_000);

  afterAll(async () => {
    await at?.close();
    await rm(project, { recursive: true, force: true });
  });

  const series = async (): Promise<SystemSeries> =>
    (await at.server.get<SystemSeries>('/v1/systems/churn/series?range=15m')).body;
  /** Windows in which something was asked. */
  const answered = ({ traffic }: SystemSeries): number =>
    traffic.requestsPerSecond.filter((rate) => rate !== null && rate > 0).length;
  const show = (view: string) => at.show(page, `churn/${view}`);

  test('what is asked shows up on the time lines, and a rule that is broken fires', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ tenure: i, charges: 20 + i, contract: 'monthly' }));
    for (let i = 0; i < 12; i++) await at.server.post('/v1/predict', { system: 'churn', rows });
    for (let i = 0; i < 8; i++)
      await at.server.post('/v1/predict', { system: 'churn', rows: [{ tenure: 'x' }] });
    const refused = await fetch(`${at.server.address}/v1/predict`, { method: 'POST' });
    expect(refused.status).toBe(401);
    await show('monitoring?range=15m');
    await page.waitForSelector('.incidents .firing >> text=Requests are refused', { timeout: 30_000 });
    expect(await page.locator('.time-chart .line').count()).toBeGreaterThan(3);
    await page.waitForSelector('.drift-lines li:nth-child(4)', { timeout: 30_000 });
    await page.waitForSelector('h3:text-is("Turned away by the server")', { timeout: 30_000 });
    expect(Object.keys((await series()).traffic.turnedAway)).toEqual(['401']);
    const ran = await runCli(['monitor', 'churn', '--json'], { cwd: project });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.stdout)).toMatchObject({ firing: [{ when: 'refusedRate', state: 'firing' }] });
  }, 90_000);

  test('the keyboard moves through a time line, and its figures are a table', async () => {
    const pointer = page.getByLabel('Moment of Requests');
    await pointer.focus();
    const before = await pointer.getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowLeft');
    expect(await pointer.getAttribute('aria-valuetext')).not.toBe(before);
    // What stands there is told, and the moment is kept in the address until it is let go.
    expect(await page.textContent('.hint strong')).toMatch(/^\d\d:\d\d:\d\d UTC$/);
    expect(page.url()).toContain('at=');
    await page.click('text=back to now');
    expect(page.url()).not.toContain('at=');
    await page.locator('.time-chart summary').first().click();
    await page.waitForSelector('.time-chart table tbody tr');
    await page.getByLabel('6h').check();
    expect(page.url()).toContain('range=6h');
  });

  test('an alert is acknowledged with who and why', async () => {
    await page.click('text=Acknowledge');
    await page.fill('input[name=by]', 'Ann');
    await page.fill('input[name=why]', 'words for months');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.incidents .acknowledged >> text=Seen by Ann');
    await at.show(page, '');
    await page.waitForSelector('.incidents .acknowledged >> text=words for months');
  });

  test('a version is promoted with who and why, and marked on the time lines', async () => {
    await show('deployments');
    await page.click('text=Promote churn@2');
    expect(await page.inputValue('input[name=by]')).toBe('Ann');
    await page.fill('input[name=why]', 'it agrees in shadow');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=churn@2 answers now.');
    await page.waitForSelector('td:has-text("it agrees in shadow")');
    const { markers } = await series();
    expect(markers.at(-1)).toMatchObject({
      what: 'promote',
      version: 2,
      by: 'Ann',
      why: 'it agrees in shadow',
    });
    await show('monitoring?range=15m');
    await page.waitForSelector('.time-chart .flag.promote');
  });

  test('series and alerts outlive a restart, which the console tells', async () => {
    const before = answered(await series());
    expect(before).toBeGreaterThan(0);
    const { port } = new URL(at.server.address);
    await at.server.stop();
    await page.waitForSelector('.connection.lost');
    at.server = await serveProject(project, Number(port));
    await page.waitForSelector('.connection >> text=live again since', { timeout: 15_000 });
    const after = await series();
    expect(answered(after)).toBeGreaterThanOrEqual(before);
    expect(after.incidents[0]).toMatchObject({ when: 'refusedRate', acknowledged: { by: 'Ann' } });
  }, 60_000);
});
