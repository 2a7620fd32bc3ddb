/**
 * Draw docs/report.png: the top of the report of the churn example, for the README.
 *
 * Wants chromium (CHROMIUM, else /usr/bin/chromium) and the report that `npm run demo -- --exit` writes. The table of all
 * metrics is left out of the picture, so that the curves come next to the leaderboard.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(import.meta.dirname, '..');
const report = join(root, 'examples', 'churn', '.millwright', 'reports', 'churn@1.html');
const picture = join(root, 'docs', 'report.png');
if (!existsSync(report)) throw new Error(`there is no ${report}: run "npm run demo -- --exit" first`);

const WIDTH = 1400;
const MARGIN = 28;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
});
try {
  const page = await browser.newPage({
    viewport: { width: WIDTH, height: 1000 },
    colorScheme: 'light',
    bypassCSP: true,
  });
  await page.goto(pathToFileURL(report).href);
  await page.addStyleTag({ content: '#metrics, #ranking ~ * { display: none }' });
  const last = await page.locator('#ranking').boundingBox();
  const height = Math.round(last.y + last.height + MARGIN);
  await page.screenshot({ path: picture, fullPage: true, clip: { x: 0, y: 0, width: WIDTH, height } });
  console.log(`${picture}: ${WIDTH} x ${height}, ${Math.round(statSync(picture).size / 1024)} KiB`);
} finally {
  await browser.close();
}
