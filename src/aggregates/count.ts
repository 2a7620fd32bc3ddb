import type { Aggregate } from '../contracts/aggregate.ts';

export const count: Aggregate<Record<string, never>> = {
  room: 'aggregates',
  name: 'count',
  version: 1,
  about: 'Number of events, all time.',
  params: {},
  open: () => ({
    width: 1,
    start(cells, from) {
      cells[from] = 0;
    },
    update(cells, from) {
      cells[from]! += 1;
    },
    value: (cells, from) => cells[from]!,
  }),
};
