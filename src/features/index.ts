import type { Feature } from '../contracts/feature.ts';
import { asIs } from './as-is.ts';
import { bucketsQuantile } from './buckets-quantile.ts';
import { bucketsWidth } from './buckets-width.ts';
import { dateParts } from './date-parts.ts';
import { dropColumn } from './drop-column.ts';
import { dropRows } from './drop-rows.ts';
import { fillDefault } from './fill-default.ts';
import { fillMean } from './fill-mean.ts';
import { fillMedian } from './fill-median.ts';
import { fillMode } from './fill-mode.ts';
import { hashed } from './hashed.ts';
import { integer } from './integer.ts';
import { log } from './log.ts';
import { minMax } from './min-max.ts';
import { oneHot } from './one-hot.ts';
import { targetEncode } from './target-encode.ts';
import { tfIdf } from './tf-idf.ts';
import { zScore } from './z-score.ts';

/** Every feature there is. Adding one costs its file, its test and a line here. */
export const features: readonly Feature[] = [
  asIs,
  dropRows,
  dropColumn,
  fillDefault,
  fillMean,
  fillMedian,
  fillMode,
  minMax,
  zScore,
  log,
  bucketsWidth,
  bucketsQuantile,
  integer,
  oneHot,
  targetEncode,
  hashed,
  tfIdf,
  dateParts,
];
