import { type Html, html } from '../html.ts';
import { name } from '../names.ts';

/** How an order of posts is spoken of: an objective of the design, or an order that needs none. */
const ORDERS: Readonly<Record<string, readonly [string, string]>> = {
  shown: ['as shown', 'the order that the log has'],
  newest: ['newest first', 'chronological'],
  popular: ['most popular', 'by what all readers did until then'],
  popularLately: ['popular lately', 'the same, where old popularity fades'],
};

/** The same within a sentence. */
export const orderWords = (ranking: string): Html => html`${ORDERS[ranking]?.[0] ?? name(ranking, 40)}`;

export const orderName = (ranking: string, answers: boolean): Html => {
  const words = ORDERS[ranking];
  return words === undefined
    ? html`${name(ranking, 40)}<small>${answers ? 'the objective that answers' : 'another objective, the same model'}</small>`
    : html`${words[0]}<small>${words[1]}</small>`;
};

/** "valueAt10" as people say it. */
export const measureName = (metric: string): string =>
  metric.startsWith('value')
    ? `value at ${metric.slice('valueAt'.length)}`
    : metric.replace(/^ndcgAt/, 'NDCG at ');

export const HOW_JUDGED = {
  examined:
    'What came of a post counts as much more or less as its new place is looked at more or less than the one where it stood (item-position model).',
  discounted: 'What came of a post counts less the lower it stands: by 1 / log2(1 + place).',
} as const;
