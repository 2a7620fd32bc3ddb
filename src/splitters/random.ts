import type { Splitter } from '../contracts/splitter.ts';
import { deal } from '../kernels/deal.ts';
import { shuffle, random as stream } from '../kernels/random.ts';
import { range } from '../kernels/range.ts';

/** Every row by chance alone. */
export const random: Splitter = {
  room: 'splitters',
  name: 'random',
  version: 1,
  about: 'Each row goes to a part by chance; right when rows are independent of each other.',
  params: {},
  traits: { needs: 'nothing', byChance: true },
  assign({ rows }, { train, validation, test }, _params, run) {
    const parts = new Uint8Array(rows);
    const next = deal([train, validation, test]);
    for (const row of shuffle(range(rows), stream(run.seed))) parts[row] = next(1);
    return parts;
  },
  folds({ rows }, k, _params, run) {
    const folds = new Uint8Array(rows);
    shuffle(range(rows), stream(run.seed)).forEach((row, i) => {
      folds[row] = i % k;
    });
    return folds;
  },
};
