import { normal, random, seedFor } from '../../../src/kernels/random.ts';
import type { Parameters } from './parameter-set.ts';
import { DAY_MS } from './time.ts';
import { TOPICS } from './topics.ts';

/** How far each topic is in fashion at an instant, in log-odds. */
export type Fashion = (topic: number, at: number) => number;

const STEP_MS = DAY_MS / 4;

/** Four times a day each topic drifts, and is drawn back to the middle: an Ornstein-Uhlenbeck process. */
export function makeFashion(from: number, days: number, p: Parameters, seed: number): Fashion {
  const r = random(seedFor(seed, 'fashion'));
  const steps = Math.ceil((days * DAY_MS) / STEP_MS) + 1;
  const topics = TOPICS.length;
  const kept = Math.exp(-STEP_MS / DAY_MS / p.fashionDays);
  const values = new Float64Array(steps * topics);
  for (let t = 0; t < topics; t++) values[t] = p.fashionSpread * normal(r);
  for (let i = topics; i < values.length; i++)
    values[i] = kept * values[i - topics]! + Math.sqrt(1 - kept ** 2) * p.fashionSpread * normal(r);
  return (topic, at) => {
    const step = Math.min(steps - 1, Math.max(0, Math.floor((at - from) / STEP_MS)));
    return values[step * topics + topic]!;
  };
}
