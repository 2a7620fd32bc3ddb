import type { Aggregate } from '../contracts/aggregate.ts';

const SECOND_MS = 1000;

export const sinceLast: Aggregate<Record<string, never>> = {
  room: 'aggregates',
  name: 'since-last',
  version: 1,
  about:
    'Seconds since the newest event; missing without events, 0 when the event is later than the instant.',
  params: {},
  open: () => ({
    width: 1,
    start(cells, from) {
      cells[from] = Number.NaN;
    },
    update(cells, from, at) {
      // NaN is not above anything, so that the first event is taken.
      if (!(cells[from]! >= at)) cells[from] = at;
    },
    value: (cells, from, at) => (at < cells[from]! ? 0 : (at - cells[from]!) / SECOND_MS),
  }),
};
