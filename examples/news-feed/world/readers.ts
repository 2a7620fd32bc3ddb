import { normal, random, seedFor } from '../../../src/kernels/random.ts';
import { dirichlet } from './draws.ts';
import type { Parameters } from './parameter-set.ts';
import { TOPICS } from './topics.ts';

/** Those who read, by index. Columns, for there may be many; what they like is known to nobody but the world. */
export interface Readers {
  readonly count: number;
  /** [readers x topics] 1 for the topic that a reader likes best, 0 for one that leaves him cold. */
  readonly interest: Float32Array;
  /** [readers] index of the language, and whether the other one is read too. */
  readonly language: Uint8Array;
  readonly bilingual: Uint8Array;
  /** [readers] 1 on a phone, 0 at a desk. */
  readonly phone: Uint8Array;
  /** [readers] how readily they react: mean 1 over those who do, 0 for the passive. */
  readonly activity: Float32Array;
  /** [readers] their own best hour, and mean sessions a day. */
  readonly hour: Float32Array;
  readonly sessionsPerDay: Float32Array;
  /** [readers] days before the start at which they joined. */
  readonly joined: Float32Array;
}

/** Two readers in three hold a phone. */
const PHONE_SHARE = 0.66;

export function makeReaders(count: number, p: Parameters, seed: number): Readers {
  const r = random(seedFor(seed, 'readers'));
  const topics = TOPICS.length;
  const readers: Readers = {
    count,
    interest: new Float32Array(count * topics),
    language: new Uint8Array(count),
    bilingual: new Uint8Array(count),
    phone: new Uint8Array(count),
    activity: new Float32Array(count),
    hour: new Float32Array(count),
    sessionsPerDay: new Float32Array(count),
    joined: new Float32Array(count),
  };
  // A log-normal of mean 1.
  const around = (spread: number): number => Math.exp(spread * normal(r) - spread ** 2 / 2);
  for (let i = 0; i < count; i++) {
    const shares = dirichlet(topics, p.tasteConcentration, r);
    const most = Math.max(...shares);
    for (let t = 0; t < topics; t++) readers.interest[i * topics + t] = Math.sqrt(shares[t]! / most);
    readers.language[i] = r() < p.secondLanguageShare ? 1 : 0;
    readers.bilingual[i] = r() < p.bilingualShare ? 1 : 0;
    readers.phone[i] = r() < PHONE_SHARE ? 1 : 0;
    readers.activity[i] = r() < p.passiveShare ? 0 : around(p.activitySpread);
    readers.hour[i] = p.peakHour + p.peakHourSpread * normal(r);
    readers.sessionsPerDay[i] = p.sessionsPerDay * around(p.sessionsSpread);
    readers.joined[i] = 1 + Math.floor(r() * 700);
  }
  return readers;
}
