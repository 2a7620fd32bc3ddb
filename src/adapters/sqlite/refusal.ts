import type { Code, Details } from '../../errors/catalogue.ts';

/**
 * What goes wrong inside the journal's thread: the code and facts of a failure, which gets its words on the other side.
 * A thread that loads no catalogue starts in a fraction of the time.
 */
export class Refusal extends Error {
  readonly code: Code;
  readonly details: unknown;

  constructor(code: Code, details: unknown) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

/** `throw refuse(...)`: as `fail`, for this thread. */
export const refuse = <C extends Code>(code: C, details: Details<C>): Refusal => new Refusal(code, details);
