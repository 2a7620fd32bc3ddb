import { type Code, catalogue, type Details } from './catalogue.ts';
import type { Entry } from './entry.ts';

/** A place in a file that the user wrote: 1-based line and column. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** An error that is the user's to mend: a code and facts; the words come from the catalogue. */
export class Failure extends Error {
  readonly code: Code;
  readonly details: unknown;
  readonly place: Place | undefined;
  /** Further failures found in the same pass, this one being the first. */
  readonly others: readonly Failure[];

  constructor(code: Code, details: unknown, place?: Place, others: readonly Failure[] = []) {
    super((catalogue[code] as Entry<unknown>).says(details));
    this.name = 'Failure';
    this.code = code;
    this.details = details;
    this.place = place;
    this.others = others;
  }

  get fix(): string {
    return (catalogue[this.code] as Entry<unknown>).fix(this.details);
  }

  get status(): number {
    return catalogue[this.code].status;
  }

  get exit(): 1 | 2 {
    return catalogue[this.code].exit;
  }
}

/**
 * Make the failure for a code and its facts. `throw fail(...)`, so that control flow stays visible to the compiler.
 *
 * @example throw fail('params/invalid', { component: 'buckets', param: 'count', rule: 'an integer in [2, 255]', got: '511' });
 */
export function fail<C extends Code>(code: C, details: Details<C>, place?: Place): Failure {
  return new Failure(code, details, place);
}

/** Throw what was collected as one failure that carries the rest; do nothing when there is none. */
export function throwCollected(failures: readonly Failure[]): void {
  const [first, ...rest] = failures;
  if (first) throw new Failure(first.code, first.details, first.place, rest);
}
