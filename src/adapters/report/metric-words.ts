import { metrics } from '../../metrics/index.ts';

/** How a metric is spoken of. */
export interface MetricWords {
  readonly label: string;
  readonly about: string;
  readonly better: 'higher' | 'lower';
  /** Lowest and highest value that it can have. */
  readonly range: readonly [number, number];
}

/** Words for the metric of this name; a name that this version of the program does not know stands for itself. */
export function metricWords(name: string): MetricWords {
  const metric = metrics.find((m) => m.name === name);
  if (metric === undefined) return { label: name, about: '', better: 'higher', range: [-Infinity, Infinity] };
  const { better, range } = metric.traits;
  return { label: metric.label, about: metric.about, better, range };
}
