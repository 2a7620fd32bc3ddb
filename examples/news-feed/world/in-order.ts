/** What happens at an instant. */
interface Happening {
  readonly at: number;
}

/** Sessions overlap: events wait here until nothing earlier can come, and are told in the order of their time. */
export interface InOrder<T> {
  add(event: T): void;
  /** Tell all that happened before an instant. Equal instants: in the order of coming. */
  tellUntil(at: number): void;
}

/** A binary heap: O(log n) for each event, n = events that wait. */
export function inOrder<T extends Happening>(tell: (event: T) => void): InOrder<T> {
  const heap: { readonly event: T; readonly order: number }[] = [];
  let added = 0;
  const before = (a: number, b: number): boolean => {
    const [x, y] = [heap[a]!, heap[b]!];
    return x.event.at < y.event.at || (x.event.at === y.event.at && x.order < y.order);
  };
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  const take = (): T => {
    const first = heap[0]!.event;
    const last = heap.pop()!;
    if (heap.length > 0) heap[0] = last;
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && before(child, least)) least = child;
      if (least === i) return first;
      swap(i, least);
      i = least;
    }
  };
  return {
    add(event) {
      heap.push({ event, order: added++ });
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!before(i, parent)) break;
        swap(i, parent);
        i = parent;
      }
    },
    tellUntil(at) {
      while (heap.length > 0 && heap[0]!.event.at < at) tell(take());
    },
  };
}
