import { NONE, percentage } from '../../../src/adapters/report/numbers.ts';
import type { Importance } from '../../../src/contracts/evaluation.ts';

/** A share of all that a model goes by, with its interval and a bar beside the largest. */
export const ImportanceOf = ({
  of,
  largest,
}: {
  readonly of: Importance | undefined;
  readonly largest: number;
}) =>
  of === undefined ? (
    <span>{NONE}</span>
  ) : (
    <>
      {percentage(of.share)}
      {of.interval && (
        <small>
          {percentage(of.interval.low)} to {percentage(of.interval.high)}
        </small>
      )}
      <span class="share" style={{ '--share': `${(100 * of.share) / largest}%` }} aria-hidden="true" />
    </>
  );
