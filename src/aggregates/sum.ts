import type { Aggregate } from '../contracts/aggregate.ts';

export const sum: Aggregate<Record<string, never>> = {
  room: 'aggregates',
  name: 'sum',
  version: 1,
  about: 'Sum of the values of events, all time.',
  params: {},
  open: () => ({
    width: 1,
    start(cells, from) {
      cells[from] = 0;
    },
    update(cells, from, _, value) {
      cells[from]! += value;
    },
    value: (cells, from) => cells[from]!,
  }),
};
