import { rankingMetrics } from '../../../metrics/ranking/index.ts';
import type { MetricWords } from '../metric-words.ts';

/** Words for a measure of lists by its name with the cut: "ndcgAt10" is "NDCG@10". A name that is not known stands for itself. */
export function rankingWords(name: string): Omit<MetricWords, 'better'> & {
  readonly better: MetricWords['better'] | 'neither';
} {
  const [, bare, k] = /^(.+)At([0-9]+)$/.exec(name) ?? [];
  const metric = rankingMetrics.find((m) => m.name === (m.traits.uncut === true ? name : bare));
  if (metric === undefined) return { label: name, about: '', better: 'higher', range: [-Infinity, Infinity] };
  const label = metric.traits.uncut === true ? metric.label : `${metric.label}@${k}`;
  return { label, about: metric.about, better: metric.traits.better, range: metric.traits.range };
}
