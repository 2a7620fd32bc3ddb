import { describe, expect, test } from 'vitest';
import { markdown } from '../../../src/adapters/report/documents/markdown.ts';
import { predictStory } from '../../../src/adapters/report/documents/predict-story.ts';
import { seenInService } from '../../../src/adapters/report/documents/seen-in-service.ts';
import { versionDocuments } from '../../../src/adapters/report/documents/version-documents.ts';
import { html, plain } from '../../../src/adapters/report/html.ts';
import type { ServiceFacts } from '../../../src/contracts/document.ts';
import { churnLike, housePrices, madeFacts, threeClasses } from './made-facts.ts';

const SEEN: ServiceFacts = {
  at: Date.UTC(2026, 0, 2),
  answers: 1000,
  perSecond: 12.5,
  latencyMs: { p50: 0.2, p95: 0.5, p99: 61 },
  outcome: null,
  drift: 'No column has drifted.',
  alerts: [],
};
const small = { rows: 200, samples: 20 };
const facts = madeFacts({ ...churnLike, ...small });
const story = predictStory(facts);

describe.each([
  ['two classes', churnLike],
  ['three classes', threeClasses],
  ['numbers', housePrices],
] as const)('the documents of a model of %s', (_, made) => {
  const documents = versionDocuments(predictStory(madeFacts({ ...made, ...small })), null);

  test('say something, or that it is unknown, and from where', () => {
    for (const { chapters, origins } of Object.values(documents)) {
      expect(new Set(chapters.map((c) => c.id)).size).toBe(chapters.length);
      for (const { facts: found, tables = [] } of chapters) {
        expect(found.length + tables.length).toBeGreaterThan(0);
        for (const fact of found) {
          expect(fact.says).not.toBe('');
          expect(fact.says ?? '').not.toMatch(/undefined|NaN|\[object/);
          expect(origins[fact.from].command).toMatch(/^millwright /);
        }
        for (const { columns, rows } of tables)
          for (const row of rows) expect(row.length).toBe(columns.length);
      }
    }
  });
});

test('every open question of the design document is listed at its end, with a way to find out', () => {
  const { chapters } = versionDocuments(story, null)['design-document'];
  const open = chapters.slice(0, -1).flatMap((c) => c.facts.filter((f) => f.says === null));
  const last = chapters.at(-1)!;
  expect(open.length).toBeGreaterThan(3);
  expect(last.facts.map((f) => f.term.replace(/^[^:]*: /, ''))).toEqual(open.map((f) => f.term));
  expect(open.every((f) => f.find !== undefined)).toBe(true);
});

test('figures are those that were measured, and what is asked for stands beside what is met', () => {
  const { primary, metrics } = facts.models[facts.subject]!.evaluation;
  const strict = { ...story, requirements: { ...story.requirements, latencyMs: 50 } };
  const { chapters } = versionDocuments(strict, SEEN)['design-document'];
  const said = new Map(chapters.flatMap((c) => c.facts.map((f) => [f.term, f.says] as const)));
  expect(said.get('ROC-AUC')).toContain(metrics[primary]!.value!.toFixed(2).slice(0, 3));
  expect(said.get('Latency in service')).toBe('p99 61.00 ms, more than asked for');
  expect(said.get('Scale met')).toBe('12.5 answers a second');
  expect(said.get('Drift')).toBe(SEEN.drift);
});

test('names and sentences of the user can be no markup of Markdown or HTML', () => {
  const hostile = '<script>alert(1)</script> [x](javascript:y) | a\n# head `code` ![i](u) &amp;';
  const odd = {
    ...story,
    requirements: { ...story.requirements, objective: hostile, privacy: ['- item', '1. one'] },
    unused: [{ name: hostile, because: hostile }],
  };
  for (const document of Object.values(versionDocuments(odd, SEEN))) {
    const text = markdown(document);
    expect(text).not.toMatch(/(?<!\\)[<>]/);
    expect(text).not.toMatch(/(?<!\\)\]\(/);
    expect(text.split('\n').filter((line) => line.startsWith('#')).length).toBe(document.chapters.length + 2);
    for (const line of text.split('\n').filter((l) => l.startsWith('|'))) expect(line).toMatch(/\|$/);
  }
});

test('a look of a kind that has no words yet tells what every look tells', () => {
  const seen = seenInService({
    at: 5,
    operations: { perSecond: 2, latencyMs: { p50: 1, p95: 2, p99: 3, max: 4 }, pages: 7 } as never,
    drift: { columns: [], says: '' } as never,
    alerts: [{ kind: 'drift', says: 'It drifts.', since: 0, action: '' }],
  });
  expect(seen).toMatchObject({
    at: 5,
    answers: 7,
    perSecond: 2,
    outcome: null,
    drift: null,
    alerts: ['It drifts.'],
  });
});

test('the text of markup is what was put into it', () => {
  const text = `a < b & "c" > 'd'`;
  expect(plain(html`<p title="${text}">${text}</p>`)).toBe(text);
});
