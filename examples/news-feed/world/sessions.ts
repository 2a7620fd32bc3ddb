import { normal, random, seedFor } from '../../../src/kernels/random.ts';
import { inverseGaussian, poisson, wrapHour } from './draws.ts';
import { DAY_MS, HOUR_MS } from './time.ts';
import type { Town } from './town.ts';

/** A reader comes. When, and how far he scrolls, does not depend on what he is shown. */
export interface Session {
  /** Unique in the town: the seed of all that happens in it. */
  readonly id: number;
  readonly reader: number;
  readonly at: number;
  /** Posts that he scrolls through, at least 1. */
  readonly depth: number;
}

/** Nobody scrolls further. */
const DEEPEST = 60;
/** Sessions of a day, at most, so that ids of days do not meet. */
const SESSIONS_A_DAY = 2 ** 22;

/** Sessions of one day of the town, by time. day: 0 = the first of the log. */
export function sessionsOf(town: Town, day: number): Session[] {
  const { readers, parameters: p, startAt } = town;
  const r = random(seedFor(town.seed, `sessions ${day}`));
  const sessions: Omit<Session, 'id'>[] = [];
  for (let reader = 0; reader < readers.count; reader++) {
    const count = poisson(readers.sessionsPerDay[reader]!, r);
    for (let i = 0; i < count; i++) {
      const hour = wrapHour(readers.hour[reader]! + p.peakHourSpread * normal(r));
      const scrolled = inverseGaussian(p.postsPerSession, p.postsPerSessionShape, normal(r), r());
      sessions.push({
        reader,
        at: Math.floor(startAt + day * DAY_MS + hour * HOUR_MS),
        depth: Math.min(DEEPEST, Math.max(1, Math.round(scrolled))),
      });
    }
  }
  return sessions
    .sort((a, b) => a.at - b.at)
    .map((session, i) => ({ id: day * SESSIONS_A_DAY + i, ...session }));
}
