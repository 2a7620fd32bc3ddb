import type { Aggregate } from '../contracts/aggregate.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';

const HOUR_MS = 3_600_000;

const params = {
  halfLifeHours: {
    type: 'number',
    default: 24,
    min: 1e-3,
    max: 1e6,
    unit: 'hours',
    about: 'Time after which an event counts half.',
  },
} as const satisfies ParamSpecs;

export const decayedSum: Aggregate<ParamsOf<typeof params>> = {
  room: 'aggregates',
  name: 'decayed-sum',
  version: 1,
  about:
    'Sum of the values of events, each fading by half in a half-life: two numbers a key, for keys without number. Source: Cormode, Shkapenyuk, Srivastava and Xu 2009, "Forward decay".',
  params,
  open({ halfLifeHours }) {
    const halfLife = halfLifeHours * HOUR_MS;
    return {
      width: 2,
      start(cells, from) {
        cells[from] = 0;
        cells[from + 1] = Number.NaN;
      },
      // The sum as of the newest event: an event that comes late has faded by then.
      update(cells, from, at, value) {
        const newest = cells[from + 1]!;
        if (newest >= at) cells[from]! += value * 2 ** ((at - newest) / halfLife);
        else {
          const kept = Number.isNaN(newest) ? 0 : cells[from]! * 2 ** ((newest - at) / halfLife);
          cells[from] = kept + value;
          cells[from + 1] = at;
        }
      },
      value(cells, from, at) {
        const newest = cells[from + 1]!;
        return at > newest ? cells[from]! * 2 ** ((newest - at) / halfLife) : cells[from]!;
      },
    };
  },
};
