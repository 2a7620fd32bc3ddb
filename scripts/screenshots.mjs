/**
 * Behind `npm run screenshots`: every page of the console on the three demos, with live readers, as pictures to look at.
 *
 *   npm run screenshots                         all pages, light and dark, 360 to 1920 pixels wide, to screenshots/
 *   npm run screenshots -- --out DIR            elsewhere
 *   npm run screenshots -- --only churn/models  pages whose address holds this
 *   npm run screenshots -- --project DIR        of a project that has been run, instead of the demos
 *
 * Says of each page what a person need not look for: what is wider than the window, what the browser complained of. Wants
 * chromium (CHROMIUM, else /usr/bin/chromium).
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { makeAllDemos, sendTraffic, startReaders, VIEWS, viewsOf } from './demo/all-demos.ts';

const BIN = join(import.meta.dirname, '../dist/bin.js');
const KEY = 'mw_screenshots_0123456789abcdefghij';
const LOOKS = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'light', width: 360 },
  { colorScheme: 'dark', width: 768 },
  { colorScheme: 'light', width: 1920 },
];
/** Beyond the views of every system: things opened, tried, and not there. */
const MORE = [
  'churn/design?document=model-card',
  'movies/design?document=data-sheet',
  'movies/try?user=15',
  'news-feed/try?user=u1',
  'nobody/models',
];

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'screenshots' },
    only: { type: 'string', default: '' },
    project: { type: 'string' },
  },
});
const own = values.project === undefined;
const project = own ? mkdtempSync(join(tmpdir(), 'millwright-screenshots-')) : resolve(values.project);
const out = resolve(values.out);
mkdirSync(out, { recursive: true });
let server;
let readers;
let browser;
try {
  if (own) {
    console.log('Running the three demos ...');
    makeAllDemos(project, BIN);
  }
  server = spawn(process.execPath, [BIN, 'serve', '--project', project, '--port', '0', '--json'], {
    env: { ...process.env, MILLWRIGHT_KEYS: `ingest,predict,read,admin:${KEY}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { address } = await firstLine(server);
  if (own) {
    readers = startReaders(project, { address, key: KEY }, 600);
    await sendTraffic(project, { address, key: KEY });
  }
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
  const views = own ? [...VIEWS, ...MORE] : viewsOf(await systemsOf(address));
  for (const look of LOOKS)
    await shoot(
      address,
      views.filter((v) => v.includes(values.only)),
      look,
    );
} finally {
  await browser?.close();
  readers?.kill();
  server?.kill();
  if (own) rmSync(project, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** The systems of a project of somebody else. */
async function systemsOf(address) {
  const headers = { authorization: `Bearer ${KEY}` };
  const { systems } = await (await fetch(`${address}/v1/systems`, { headers })).json();
  return systems.map(({ system }) => system);
}

/** One look at all views. */
async function shoot(address, views, { colorScheme, width }) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  await page.screenshot({ path: join(out, `sign-in-${colorScheme}-${width}.png`) });
  await page.fill('#key', KEY);
  await page.click('button[type=submit]');
  await page.waitForSelector('nav');
  for (const view of views) {
    await page.goto(`${address}/#/${view}`);
    await page.waitForSelector('main h1, main .empty');
    await page.waitForSelector('.waiting', { state: 'detached' });
    // What moves comes to rest, and live parts get their first news.
    await page.waitForTimeout(400);
    const name = `${view.replaceAll(/[/?=&]/g, '_') || 'overview'}-${colorScheme}-${width}.png`;
    await page.screenshot({ path: join(out, name), fullPage: true });
    const by = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    if (by > 0) console.log(`${name}: ${by} px wider than the window`);
    for (const complaint of complaints.splice(0)) console.log(`${name}: ${complaint}`);
  }
  await context.close();
  console.log(`${colorScheme}, ${width} px: ${views.length} pages in ${out}`);
}

function firstLine(child) {
  return new Promise((done, refuse) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      if (!text.includes('\n')) return;
      const { error, ...started } = JSON.parse(text);
      if (error === undefined) done(started);
      // The server has told its user already.
      else process.exit(1);
    });
    child.on('close', (code) => refuse(new Error(`the server ended with ${code}`)));
  });
}
