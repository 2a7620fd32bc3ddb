import type { Kernels } from '../../../contracts/kernels.ts';
import type { Optimiser } from './optimiser.ts';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;
/** Values that a thread moves at once. */
const SLICE = 8192;

type Call = Parameters<Kernels['call']['adam']>;

/**
 * Steps by the running mean of the gradient over the root of that of its square. Source: Kingma and Ba 2015; with `decay`,
 * that share of the rate is taken from charged weights first, apart from the gradient: AdamW, Loshchilov and Hutter 2019.
 * Each shard of a large table moves by itself, and each slice of another array: it changes no bit.
 */
export const adam = (decay: number): Optimiser => ({
  moments: 2,
  step({ value, grad, rows, touched, width, role, edges }, [mean, square], rate, step, kernels) {
    const taken = role === 'offset' ? 0 : decay * rate;
    const corrected = rate / (1 - BETA1 ** step);
    const root = 1 / Math.sqrt(1 - BETA2 ** step);
    const how = [corrected, BETA1, BETA2, root, EPSILON, taken] as const;
    const ofRows = (from: number, to: number): Call => [
      ...([value, from === 0 ? grad! : grad!.subarray(from * width), mean!, square!] as const),
      ...([from === 0 ? rows : rows.subarray(from), to - from, width] as const),
      ...how,
    ];
    const ofSlice = (from: number, to: number): Call => [
      ...([
        value.subarray(from),
        grad!.subarray(from),
        mean!.subarray(from),
        square!.subarray(from),
      ] as const),
      ...([rows, 1, to - from] as const),
      ...how,
    ];
    if (role !== 'table' && width > SLICE) kernels.calls('adam', slices(width, ofSlice));
    else if (edges === null) kernels.call.adam(...ofRows(0, touched));
    else
      kernels.calls(
        'adam',
        Array.from({ length: edges.length - 1 }, (_, shard) => ofRows(edges[shard]!, edges[shard + 1]!)),
      );
  },
});

const slices = (width: number, call: (from: number, to: number) => Call): Call[] =>
  Array.from({ length: Math.ceil(width / SLICE) }, (_, i) =>
    call(i * SLICE, Math.min(width, (i + 1) * SLICE)),
  );
