import type { Metric } from '../contracts/metric.ts';
import { addToRows, averageOverRankings, mergeRows, type ScoredRows, startRows } from './scored-rows.ts';

/**
 * Chance that a positive row is scored above a negative one, ties counting half; multiclass: one against the rest,
 * macro average over the classes that have rows inside and outside.
 *
 * NaN when there is one class only. O(rows), or O(rows) plus a radix sort when rows do not come in order of score.
 * Source: Fawcett 2006, "An introduction to ROC analysis".
 */
export const rocAuc: Metric<ScoredRows> = {
  room: 'metrics',
  name: 'rocAuc',
  label: 'ROC-AUC',
  version: 1,
  about: 'Chance that a positive row is scored above a negative one; 0.5 is guessing.',
  traits: {
    categories: ['binary', 'multiclass', 'anomaly'],
    better: 'higher',
    range: [0, 1],
    ofDecision: false,
  },
  start: startRows,
  add: addToRows,
  merge: mergeRows,
  value: (acc) =>
    averageOverRankings(acc, ({ score, positive, negative }) => {
      let positives = 0;
      let negatives = 0;
      let wins = 0;
      for (let i = 0; i < score.length; ) {
        const tied = score[i]!;
        let tiedPositives = 0;
        let tiedNegatives = 0;
        for (; i < score.length && score[i] === tied; i++) {
          tiedPositives += positive[i]!;
          tiedNegatives += negative[i]!;
        }
        wins += tiedPositives * (negatives + tiedNegatives / 2);
        positives += tiedPositives;
        negatives += tiedNegatives;
      }
      return wins / (positives * negatives);
    }),
};
