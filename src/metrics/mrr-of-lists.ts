import { eachTie, listMetric } from './listed-rows.ts';

/**
 * Mean reciprocal rank: 1 / place of the first relevant row. Rows of one score: what it is on average over their orders.
 * Source: McSherry and Najork 2008.
 */
export const mrr = listMetric(
  {
    name: 'mrr',
    label: 'MRR',
    about:
      'Mean reciprocal rank: 1 / place of the first relevant row (relevance above 0) of a list, averaged over lists.',
  },
  (list) => {
    let value = Number.NaN;
    eachTie(list, (before, rows, relevant) => {
      if (relevant === 0 || !Number.isNaN(value)) return;
      value = 0;
      let noneYet = 1;
      for (let j = 0; j <= rows - relevant; j++) {
        const first = (noneYet * relevant) / (rows - j);
        value += first / (before + j + 1);
        noneYet -= first;
      }
    });
    return value;
  },
);
