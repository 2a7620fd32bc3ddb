import { RANGES, type Range } from '../../../src/contracts/watching.ts';
import { keep, place } from '../address.ts';
import { pin, pinned } from '../moment.ts';

const WORDS: Readonly<Record<Range, string>> = {
  '15m': '15 minutes',
  '1h': '1 hour',
  '6h': '6 hours',
  '1d': '1 day',
  '7d': '7 days',
  '30d': '30 days',
};

const USUAL: Range = '1h';

/** How far back time lines go, as the address says. */
export const rangeNow = (): Range => RANGES.find((r) => r === place.value.query.get('range')) ?? USUAL;

/** Choose it, and let go the moment that the lines stand at. */
export const RangeChoice = () => (
  <div class="choice">
    {pinned.value !== null && (
      <button type="button" class="quiet" onClick={() => pin(null)}>
        At {new Date(pinned.value).toISOString().slice(0, 19).replace('T', ' ')} UTC: back to now
      </button>
    )}
    <Ranges />
  </div>
);

const Ranges = () => (
  <fieldset class="ranges">
    <legend class="hidden">How far back</legend>
    {RANGES.map((range) => (
      <label key={range} title={WORDS[range]}>
        <input
          type="radio"
          name="range"
          value={range}
          checked={rangeNow() === range}
          onChange={() => keep({ range: range === USUAL ? null : range })}
        />
        <span>{range}</span>
      </label>
    ))}
  </fieldset>
);
