import type { RatingEvaluation } from '../contracts/recommend-evaluation.ts';
import type { Paint } from './command.ts';
import { measuredText } from './version-text.ts';

/** Ratings told of test events, beside what anybody could tell. */
export const ratingTable = ({ rmse, mae, baselines, over }: RatingEvaluation): Parameters<Paint['table']> => [
  ['ratings told by', 'RMSE', 'MAE', 'RMSE above'],
  [
    [`biases and factors (${over})`, measuredText(rmse), measuredText(mae), '-'],
    ...baselines.map((b) => [
      b.name === 'mean' ? 'the mean of all' : 'biases alone',
      measuredText(b.rmse),
      measuredText(b.mae),
      measuredText(b.behind),
    ]),
  ],
];
