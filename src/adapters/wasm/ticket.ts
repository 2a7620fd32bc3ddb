/**
 * How threads share out the parts of one piece of work, over a few shared integers.
 *
 * TICKET holds which parts nobody has taken yet, those from LOW on and below HIGH, and the piece's number above them. Taking
 * a part is one compare-and-swap, so that a thread that wakes late can neither take a part twice nor one of a piece that
 * it knows nothing of. The thread that posts takes the last one, others the first: of pieces of as many parts over the same
 * data, each thread mostly gets those that it had before, and finds them in its caches. DONE counts finished parts. FAILED
 * says that a part threw.
 */
const TICKET = 0;
const DONE = 1;
const FAILED = 2;
const TOTAL = 3;
const HEADER = 16;

/** Bits of the bounds of what is left. */
const BOUND = 10;
const MASK = (1 << BOUND) - 1;

export const MOST_PARTS = MASK;
/** Of all parts of one piece. */
export const MOST_CALLS = 1024;
const MOST_ARGUMENTS = 16;
/** A call on the board: its kernel, how many arguments it has, and these. */
const CALL = 2 + MOST_ARGUMENTS;

/** About 50 µs: pieces follow each other within that, and waking a thread that sleeps takes as long. */
const SPINS = 20_000;

/** The shared memory of one pool. */
export interface Board {
  /** [HEADER] */
  readonly head: Int32Array;
  /** [MOST_PARTS + 1] the first call of each part; the next part's is where its calls end. */
  readonly first: Int32Array;
  /** [MOST_CALLS x CALL] */
  readonly calls: Float64Array;
}

const CALLS_AT = 8 * Math.ceil((4 * (HEADER + MOST_PARTS + 1)) / 8);

export const boardBytes = CALLS_AT + 8 * MOST_CALLS * CALL;

export const boardOver = (shared: SharedArrayBuffer): Board => ({
  head: new Int32Array(shared, 0, HEADER),
  first: new Int32Array(shared, 4 * HEADER, MOST_PARTS + 1),
  calls: new Float64Array(shared, CALLS_AT),
});

/** Write call `at` of the piece that is to be posted. */
export function writeCall<T>(
  { calls }: Board,
  at: number,
  kernel: number,
  args: readonly T[],
  numberOf: (argument: T) => number,
): void {
  const to = at * CALL;
  calls[to] = kernel;
  calls[to + 1] = args.length;
  for (let i = 0; i < args.length; i++) calls[to + 2 + i] = numberOf(args[i]!);
}

export type Perform = (kernel: number, args: Float64Array, from: number, count: number) => void;

/** Post a piece of work whose parts and calls stand on the board, do as much of it as others leave, and wait for the rest. */
export function performTogether(board: Board, parts: number, perform: Perform): void {
  const { head } = board;
  Atomics.store(head, TOTAL, parts);
  Atomics.store(head, DONE, 0);
  const piece = (Atomics.load(head, TICKET) >>> (2 * BOUND)) + 1;
  Atomics.store(head, TICKET, (piece << (2 * BOUND)) | parts);
  Atomics.notify(head, TICKET);
  takeParts(board, perform, true);
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
    if (lowOf(ticket) < highOf(ticket)) {
      takeParts(board, perform, false);
      spins = 0;
    } else if (spins > SPINS) {
      Atomics.wait(head, TICKET, ticket);
      spins = 0;
    }
  }
}

const lowOf = (ticket: number): number => (ticket >>> BOUND) & MASK;
const highOf = (ticket: number): number => ticket & MASK;

function takeParts({ head, first, calls }: Board, perform: Perform, fromEnd: boolean): void {
  for (;;) {
    const ticket = Atomics.load(head, TICKET);
    const [low, high] = [lowOf(ticket), highOf(ticket)];
    if (low === high) return;
    const rest = fromEnd ? ticket - 1 : ticket + (1 << BOUND);
    if (Atomics.compareExchange(head, TICKET, ticket, rest) !== ticket) continue;
    const part = fromEnd ? high - 1 : low;
    try {
      for (let at = first[part]! * CALL; at < first[part + 1]! * CALL; at += CALL)
        perform(calls[at]!, calls, at + 2, calls[at + 1]!);
    } catch {
      Atomics.store(head, FAILED, 1);
    }
    if (Atomics.add(head, DONE, 1) + 1 === Atomics.load(head, TOTAL)) Atomics.notify(head, DONE);
  }
}
