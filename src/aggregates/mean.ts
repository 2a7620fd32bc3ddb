import type { Aggregate } from '../contracts/aggregate.ts';

export const mean: Aggregate<Record<string, never>> = {
  room: 'aggregates',
  name: 'mean',
  version: 1,
  about: 'Mean of the values of events, all time; missing without events.',
  params: {},
  open: () => ({
    width: 2,
    start(cells, from) {
      cells[from] = 0;
      cells[from + 1] = 0;
    },
    update(cells, from, _, value) {
      cells[from]! += 1;
      cells[from + 1]! += value;
    },
    value: (cells, from) => cells[from + 1]! / cells[from]!,
  }),
};
