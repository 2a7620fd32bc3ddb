import { eachTie, listMetric } from './listed-rows.ts';

/**
 * Mean average precision: precision at the place of each relevant row, over all relevant rows of the list. Rows of one score:
 * what it is on average over their orders. Source: McSherry and Najork 2008.
 */
export const map = listMetric(
  {
    name: 'map',
    label: 'MAP',
    about:
      'Mean average precision: precision at the place of each relevant row (relevance above 0), averaged over those of a list, then over lists.',
  },
  (list) => {
    let sum = 0;
    let found = 0;
    eachTie(list, (before, rows, relevant) => {
      for (let j = 0; j < rows; j++) {
        // The row at this place is relevant so often, and then so many of those beside it stand before it.
        const beside = rows === 1 ? 0 : (j * (relevant - 1)) / (rows - 1);
        sum += ((relevant / rows) * (found + 1 + beside)) / (before + j + 1);
      }
      found += relevant;
    });
    return sum / found;
  },
);
