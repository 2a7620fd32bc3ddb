/**
 * How threads share out the parts of one piece of work, over a few shared integers.
 *
 * TICKET holds the piece's number in its upper half and how many parts nobody has taken yet in its lower half. Taking a
 * part is one compare-and-swap, so that a thread that wakes late can neither take a part twice nor one of a piece that
 * it knows nothing of. DONE counts finished parts. FAILED says that a part threw.
 */
const TICKET = 0;
const DONE = 1;
const FAILED = 2;
const TOTAL = 3;
const KERNEL = 4;
const ARGUMENTS = 5;
const HEADER = 16;

export const MOST_PARTS = 1024;
export const MOST_ARGUMENTS = 16;

/** About 50 µs: pieces follow each other within that, and waking a thread that sleeps takes as long. */
const SPINS = 20_000;

/** The shared memory of one pool. */
export interface Board {
  /** [HEADER] */
  readonly head: Int32Array;
  /** [MOST_PARTS x MOST_ARGUMENTS] */
  readonly args: Float64Array;
}

export const boardBytes = 4 * HEADER + 8 * MOST_PARTS * MOST_ARGUMENTS;

export const boardOver = (shared: SharedArrayBuffer): Board => ({
  head: new Int32Array(shared, 0, HEADER),
  args: new Float64Array(shared, 4 * HEADER),
});

export type Perform = (kernel: number, args: Float64Array, from: number, count: number) => void;

/** Post a piece of work whose arguments stand on the board, do as much of it as others leave, and wait for the rest. */
export function performTogether(
  board: Board,
  kernel: number,
  parts: number,
  argumentsOfPart: number,
  perform: Perform,
): void {
  const { head } = board;
  head[KERNEL] = kernel;
  head[ARGUMENTS] = argumentsOfPart;
  Atomics.store(head, TOTAL, parts);
  Atomics.store(head, DONE, 0);
  const piece = (Atomics.load(head, TICKET) >>> 16) + 1;
  Atomics.store(head, TICKET, (piece << 16) | parts);
  Atomics.notify(head, TICKET);
  takeParts(board, perform);
  for (let spins = 0; ; spins++) {
    const done = Atomics.load(head, DONE);
    if (done === parts) break;
    if (spins > SPINS) Atomics.wait(head, DONE, done, 1000);
  }
  if (Atomics.exchange(head, FAILED, 0) === 1) throw new Error('a kernel stopped: it left its memory');
}

/** What a worker does for ever: wait for a piece, take parts of it. */
export function serve(board: Board, perform: Perform): never {
  const { head } = board;
  for (let spins = 0; ; spins++) {
    const ticket = Atomics.load(head, TICKET);
    if ((ticket & 0xffff) !== 0) {
      takeParts(board, perform);
      spins = 0;
    } else if (spins > SPINS) {
      Atomics.wait(head, TICKET, ticket);
      spins = 0;
    }
  }
}

function takeParts({ head, args }: Board, perform: Perform): void {
  for (;;) {
    const ticket = Atomics.load(head, TICKET);
    const left = ticket & 0xffff;
    if (left === 0) return;
    if (Atomics.compareExchange(head, TICKET, ticket, ticket - 1) !== ticket) continue;
    try {
      perform(head[KERNEL]!, args, (left - 1) * MOST_ARGUMENTS, head[ARGUMENTS]!);
    } catch {
      Atomics.store(head, FAILED, 1);
    }
    if (Atomics.add(head, DONE, 1) + 1 === Atomics.load(head, TOTAL)) Atomics.notify(head, DONE);
  }
}
