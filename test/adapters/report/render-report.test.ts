import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { renderReport } from '../../../src/adapters/report/render-report.ts';
import type { ReportFacts } from '../../../src/contracts/report.ts';
import { churnLike, housePrices, type Made, madeFacts, threeClasses } from './made-facts.ts';

const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202eevil\u0000</style>';
const ENDLESS = `${'👩‍👩‍👧‍👦 شهر '.repeat(1000)}<b>`;
const hostile: Made = {
  ...churnLike,
  rows: 400,
  samples: 50,
  task: { category: 'binary', classes: [HOSTILE, ENDLESS] },
  target: '__proto__',
  category: {
    name: HOSTILE,
    values: [ENDLESS, '</table><script src=https://evil.example/x.js></script>', 'מחיר'],
  },
  number: ENDLESS,
  modelName: HOSTILE,
};

const kinds: Readonly<Record<string, Made>> = {
  binary: churnLike,
  multiclass: threeClasses,
  regression: housePrices,
  hostile,
};
const rendered = Object.fromEntries(
  Object.entries(kinds).map(([kind, made]) => {
    const facts = madeFacts(made);
    const page = renderReport(facts);
    return [kind, { facts, page, document: parseHTML(page).document as unknown as PageDocument }];
  }),
);

/** What the tests use of the DOM. */
interface PageNode {
  readonly tagName: string;
  readonly textContent: string;
  readonly children: { readonly length: number };
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageNode | null;
  querySelectorAll(selector: string): Iterable<PageNode>;
}
interface PageDocument extends PageNode {
  getElementById(id: string): PageNode | null;
}

const all = (node: PageNode, selector: string): PageNode[] => [...node.querySelectorAll(selector)];

describe.each(Object.keys(kinds))('the report of a %s system', (kind) => {
  const { facts, page, document } = rendered[kind]!;

  test('runs nothing and asks for nothing', () => {
    expect(all(document, 'script,iframe,object,embed,link,img,base,form,style:not(head style)')).toEqual([]);
    for (const element of all(document, '*'))
      for (const { name, value } of element.attributes) {
        expect(name).not.toMatch(/^on/i);
        if (['href', 'src', 'xlink:href'].includes(name)) expect(value).toMatch(/^#/);
        if (name === 'style') expect(value).not.toMatch(/url|expression|@import/i);
      }
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')!;
    expect(policy.getAttribute('content')).toContain("default-src 'none'");
    expect(document.querySelector('style')!.textContent).not.toMatch(/url\(|@import/);
  });

  test('is whole and small', () => {
    expect(page.startsWith('<!doctype html>')).toBe(true);
    expect(page).not.toMatch(/\b(undefined|NaN|\[object Object\]|Infinity)\b/);
    expect(Buffer.byteLength(page)).toBeLessThan(700_000);
    expect(renderReport(facts)).toBe(page);
  });

  test('has headings in order, names for every picture and region, and heads for every table', () => {
    let depth = 0;
    for (const heading of all(document, 'h1,h2,h3,h4')) {
      const level = Number(heading.tagName.slice(1));
      expect(level, heading.textContent).toBeLessThanOrEqual(depth + 1);
      expect(heading.textContent.trim()).not.toBe('');
      depth = level;
    }
    expect(all(document, 'h1').length).toBe(1);
    for (const picture of all(document, 'svg,[role=region]'))
      expect(picture.getAttribute('aria-label')?.length).toBeGreaterThan(5);
    for (const table of all(document, 'table:not(.values)'))
      expect(all(table, 'thead th[scope]').length).toBeGreaterThan(1);
    expect(document.querySelector('html')!.getAttribute('lang')).toBe('en');
  });

  test('links lead to chapters that exist, and ids are unique', () => {
    for (const link of all(document, 'a'))
      expect(document.getElementById(link.getAttribute('href')!.slice(1))).not.toBeNull();
    const ids = all(document, '[id]').map((e) => e.getAttribute('id'));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('the leaderboard tells the facts', () => {
    const { primary } = facts.models[0]!.evaluation;
    const told = all(document, '.leaderboard tbody tr').map((row) =>
      all(row, 'data').map((d) => Number(d.getAttribute('value'))),
    );
    const expected = facts.models.map(({ evaluation, fitSeconds, singleRowMicros, bytes }, i) => {
      const difference = facts.comparison!.differences[i];
      const apart = difference && !(difference.low! <= 0 && difference.high! >= 0);
      return [
        evaluation.metrics[primary]!.value,
        ...(apart ? [-difference.value!] : []),
        fitSeconds,
        singleRowMicros,
        bytes,
      ];
    });
    expect(told.toSorted()).toEqual(expected.toSorted());
  });
});

test('hostile names are shown as text, clipped, without marks that turn the line around', () => {
  const { document } = rendered.hostile!;
  for (const element of all(document, 'body *')) {
    if (element.children.length > 0) continue;
    expect(element.textContent.length).toBeLessThan(8 * 400);
    expect([...new Intl.Segmenter().segment(element.textContent)].length).toBeLessThanOrEqual(400);
    expect(element.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  }
  expect(document.querySelector('.leaderboard')!.textContent).toContain('"><script>alert(1)</script>');
});

/** The text of a chapter in one line. */
const chapter = (facts: ReportFacts, selector: string): string =>
  (parseHTML(renderReport(facts)).document as unknown as PageDocument)
    .querySelector(selector)!
    .textContent.replace(/\s+/g, ' ');

describe('what it says', () => {
  const { facts } = rendered.binary!;
  const withModel = (
    change: (model: ReportFacts['models'][number]) => ReportFacts['models'][number],
  ): ReportFacts => ({
    ...facts,
    models: facts.models.map((m, i) => (i === facts.subject ? change(m) : m)),
  });
  const withDifference = (low: number, high: number): ReportFacts =>
    withModel((m) => ({
      ...m,
      evaluation: {
        ...m.evaluation,
        versusBaseline: { metric: 'rocAuc', difference: { value: (low + high) / 2, low, high } },
      },
    }));

  test('the verdict follows the interval of the difference', () => {
    expect(chapter(withDifference(0.02, 0.04), '.verdict')).toContain('better than the baseline by 0.030');
    expect(chapter(withDifference(-0.01, 0.04), '.verdict')).toContain(
      'not distinguishable from the baseline',
    );
    expect(chapter(withDifference(-0.04, -0.02), '.verdict')).toContain(
      'worse than the baseline by 0.030 (0.020 to 0.040)',
    );
  });

  test('a model whose paired difference holds zero is called not distinguishable', () => {
    const differences = facts.comparison!.differences.with(1, { value: 0.001, low: -0.004, high: 0.006 });
    const close: ReportFacts = { ...facts, comparison: { ...facts.comparison!, differences } };
    expect(chapter(close, '.leaderboard')).toContain('not distinguishable');
    expect(chapter(close, '.remarks')).toContain('The simple model logistic is not distinguishable');
    expect(chapter(facts, '.leaderboard')).not.toContain('not distinguishable');
  });

  test('a difference between paths that must agree is the first thing it says', () => {
    const skewed = withModel((m) => ({
      ...m,
      parity: { rows: 10, reloaded: 0, singleRow: 1e-9, http: null },
    }));
    expect(chapter(skewed, '.remarks')).toContain('differ by up to 1e-9');
  });

  test('what decisions cost stands beside the cheaper of deciding the same for all', () => {
    const counts = [
      [60, 20],
      [5, 15],
    ];
    const costing = (falsePositive: number, falseNegative: number): ReportFacts => {
      const { design } = facts;
      const evaluation = { ...design.evaluation, costs: { falsePositive, falseNegative } };
      const decided = withModel((m) => {
        const curves = { ...m.evaluation.curves, confusion: { classes: ['No', 'Yes'], counts } };
        return { ...m, evaluation: { ...m.evaluation, rows: 100, curves } };
      });
      return { ...decided, design: { ...design, evaluation } };
    };
    expect(chapter(costing(5, 30), '.figures')).toMatch(/Cost a row *2\.5 *4 flagging all/);
    expect(chapter(costing(20, 5), '.figures')).toMatch(/Cost a row *4\.25 *1 flagging none/);
  });

  test('the planted weak slice is named', () => {
    expect(chapter(facts, '.remarks')).toContain('It does worst where Contract is Two year');
  });

  test('an unregistered model, alone and undefined, is still a report', () => {
    const bare = withModel((m) => ({
      ...m,
      evaluation: {
        ...m.evaluation,
        metrics: { rocAuc: { value: null, low: null, high: null } },
        versusBaseline: null,
        slices: [],
        worstSlice: null,
        curves: {},
        importances: null,
      },
    }));
    const alone: ReportFacts = {
      ...bare,
      models: [bare.models[2]!],
      subject: 0,
      comparison: null,
      rows: null,
      version: null,
    };
    expect(chapter(alone, '.verdict')).toContain('not defined');
    expect(renderReport(alone)).not.toMatch(/\b(undefined|NaN|Infinity)\b/);
  });
});

test('parts are drawn over time where a column tells, and told in shares where none does', () => {
  const told = rendered.binary!.document.getElementById('splits')!;
  expect(told.textContent).toContain('MonthlyCharges');
  expect(told.textContent).toMatch(/2025-01-01\s*04:00/);
  const bars = all(told, 'rect title').map(({ textContent }) => textContent);
  expect(bars).toHaveLength(6);
  expect(bars[0]).toContain('1 rows of training, 50');
  const untold = rendered.regression!.document.getElementById('splits')!;
  expect(untold.textContent).toContain('No column says from when rows are');
  expect(all(untold, '.share')).toHaveLength(3);
});
