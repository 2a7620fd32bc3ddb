import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { KEY, type ServedProcess } from './served-system.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Whether there is a browser to test with; says what to do where there is none. */
export function browserIsThere(): boolean {
  if (existsSync(CHROMIUM)) return true;
  console.warn(`skipped: no browser at ${CHROMIUM}; install chromium or set CHROMIUM`);
  return false;
}

/** A page that is signed in; what it complained of, and whom it asked besides the server. */
export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: string[];
  readonly elsewhere: string[];
}

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/** A browser that has signed in to the console of a server. */
export class ConsoleBrowser {
  readonly browser: Browser;
  /** May be another one of the same address, once it has been stopped. */
  server: ServedProcess;
  readonly #signedIn: SignedIn;

  private constructor(browser: Browser, server: ServedProcess, signedIn: SignedIn) {
    this.browser = browser;
    this.server = server;
    this.#signedIn = signedIn;
  }

  static async at(server: ServedProcess): Promise<ConsoleBrowser> {
    const browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
    });
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(server.address);
    await page.fill('#key', KEY);
    await page.click('button[type=submit]');
    await page.waitForSelector('nav');
    const signedIn = await context.storageState();
    await context.close();
    return new ConsoleBrowser(browser, server, signedIn);
  }

  async open(width: number, colorScheme: 'light' | 'dark'): Promise<OpenPage> {
    const { address } = this.server;
    const viewport = { width, height: 900 };
    const context = await this.browser.newContext({
      viewport,
      colorScheme,
      storageState: this.#signedIn,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const elsewhere: string[] = [];
    page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on(
      'request',
      (r) => /^data:|^blob:/.test(r.url()) || r.url().startsWith(address) || elsewhere.push(r.url()),
    );
    return { page, context, complaints, elsewhere };
  }

  /** Go to a view, and wait until it shows what it has. */
  async show(page: Page, view: string): Promise<void> {
    await page.goto(`${this.server.address}/#/${view}`);
    await page.waitForSelector('main h1, main .empty');
    await page.waitForSelector('.waiting', { state: 'detached' });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }
}
