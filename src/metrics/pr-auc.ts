import type { Metric } from '../contracts/metric.ts';
import { addToRows, averageOverRankings, mergeRows, type ScoredRows, startRows } from './scored-rows.ts';

/**
 * Average precision: the precision at each threshold, weighted by the recall it adds, without interpolation;
 * multiclass: one against the rest, macro average over the classes that have rows.
 *
 * NaN when no row is positive. O(rows), or O(rows) plus a radix sort when rows do not come in order of score.
 * Source: Davis and Goadrich 2006, "The relationship between precision-recall and ROC curves".
 */
export const prAuc: Metric<ScoredRows> = {
  room: 'metrics',
  name: 'prAuc',
  label: 'PR-AUC',
  version: 1,
  about: 'Average precision over all thresholds; guessing gives the share of positives.',
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
      let hits = 0;
      let flagged = 0;
      let area = 0;
      for (let i = score.length - 1; i >= 0; ) {
        const tied = score[i]!;
        let tiedHits = 0;
        for (; i >= 0 && score[i] === tied; i--) {
          tiedHits += positive[i]!;
          flagged += positive[i]! + negative[i]!;
        }
        hits += tiedHits;
        if (flagged > 0) area += (tiedHits * hits) / flagged;
      }
      return area / hits;
    }),
};
