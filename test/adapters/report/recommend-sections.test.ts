import { expect, test } from 'vitest';
import { html } from '../../../src/adapters/report/html.ts';
import { objectiveSection } from '../../../src/adapters/report/recommend/objectives.ts';
import { ratingSection } from '../../../src/adapters/report/recommend/ratings.ts';
import { shownSection } from '../../../src/adapters/report/recommend/shown.ts';
import type { Section } from '../../../src/adapters/report/section.ts';
import { wayOf } from '../../../src/adapters/report/way-of.ts';
import type { RecommendEvaluation } from '../../../src/contracts/recommend-evaluation.ts';
import type { RecommendReportFacts } from '../../../src/contracts/report.ts';

const m = (value: number) => ({ value, low: value - 0.1, high: value + 0.1 });
const NOTHING = { value: null, low: null, high: null };
const factsOf = (evaluation: Partial<RecommendEvaluation>): RecommendReportFacts =>
  ({ trained: { evaluation: { interval: { level: 0.95 }, ...evaluation } } }) as RecommendReportFacts;
const textOf = (section: Section | null): string =>
  html`${section!.lead} ${section!.body}`.markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

test('objectives stand side by side, with the one that answers and why one was not learned', () => {
  const line = { says: 'buy counts 1', answers: false, fitSeconds: 1, skipped: null };
  const text = textOf(
    objectiveSection(
      factsOf({
        objectives: {
          business: 'buy counts 1',
          metric: 'worthAt10',
          users: 40,
          objectives: [
            { ...line, name: 'purchase', value: m(2), behind: NOTHING },
            { ...line, name: 'click', answers: true, value: m(1), behind: m(1) },
            {
              ...line,
              name: 'refund',
              value: NOTHING,
              behind: NOTHING,
              skipped: 'no validation event counts for it',
            },
          ],
          sure: true,
          because: 'Use purchase.',
        },
      }),
    ),
  );
  expect(text).toMatch(/40 test users .* Use purchase\./);
  expect(text).toMatch(/click answers .* worse by/);
  expect(text).toContain('no validation event counts for it');
});

test('ratings stand beside the mean and biases', () => {
  const baseline = { rmse: m(1), mae: m(0.8), behind: m(0.3) };
  const text = textOf(
    ratingSection(
      factsOf({
        ratings: {
          over: 'observed',
          ratings: 500,
          users: 40,
          rmse: m(0.7),
          mae: m(0.5),
          baselines: [
            { ...baseline, name: 'mean' },
            { ...baseline, name: 'biases' },
          ],
          trials: [],
        },
      }),
    ),
  );
  expect(text).toMatch(/500 ratings by 40 test users, told from rated pairs alone/);
  expect(text).toMatch(/This recommender 0\.7.* Mean of all 1\.0.* Biases alone 1\.0.*worse by/);
});

test('chances of what was shown are told where there are some', () => {
  const shown = { slates: 9, impressions: 90, taken: 0.2, correction: 'position' as const, auc: m(0.7) };
  const text = textOf(shownSection(factsOf({ shown: { ...shown, nce: m(0.8), uncalibrated: m(0.9) } })));
  expect(text).toMatch(/90 impressions in 9 slates .* as if all items stood first/);
  expect(text).toMatch(/AUC per user .*0\.7.* Normalised cross-entropy .*0\.8.* before calibration .*0\.9/);
  const bare = textOf(shownSection(factsOf({ shown: { ...shown, nce: null, uncalibrated: null } })));
  expect(bare).not.toContain('cross-entropy');
});

test('a recommender of one objective, without ratings and impressions, has none of these', () => {
  for (const section of [objectiveSection, ratingSection, shownSection])
    expect(section(factsOf({}))).toBeNull();
});

test('a way to share work out is told in words: the one that was asked for where a fit can be in it', () => {
  expect(wayOf(['model', 'data'], undefined)).toMatch(/^model-parallel: .* same numbers$/);
  expect(wayOf(['model', 'data'], 'data')).toMatch(/^data-parallel: /);
  expect(wayOf(['model'], 'data')).toMatch(/^model-parallel: /);
});
