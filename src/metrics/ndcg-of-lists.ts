import { discountedGain, mostDiscountedGain } from '../kernels/discounted-gain.ts';
import { listMetric } from './listed-rows.ts';

/** NDCG to some place; a list in which nothing is relevant has none. */
const ndcgTo = (name: string, label: string, places: number, told: string) =>
  listMetric(
    {
      name,
      label,
      about: `Normalised discounted cumulative gain ${told}: what stands first counts most, 1 is the best order there is; a row of relevance r gains 2^r - 1. Järvelin and Kekäläinen 2002.`,
    },
    ({ relevance, score }) => {
      const most = mostDiscountedGain(relevance, places);
      return most === 0 ? Number.NaN : discountedGain(relevance, score, places) / most;
    },
  );

/** Over the whole list. */
export const ndcg = ndcgTo('ndcg', 'NDCG', Number.POSITIVE_INFINITY, 'of each list');
export const ndcgAt5 = ndcgTo('ndcgAt5', 'NDCG@5', 5, 'of the first 5 places of each list');
export const ndcgAt10 = ndcgTo('ndcgAt10', 'NDCG@10', 10, 'of the first 10 places of each list');
