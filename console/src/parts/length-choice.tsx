import { keep, place } from '../address.ts';

/** How many places count, out of those that were measured; it stands in the address. */
export function chosenLength(lengths: readonly number[], usual: number): number {
  const asked = Number(place.value.query.get('k'));
  if (lengths.includes(asked)) return asked;
  return lengths.includes(usual) ? usual : lengths.at(-1)!;
}

/** As a slider: each stop is a length that was measured. */
export const LengthChoice = ({
  what,
  lengths,
  k,
}: {
  /** "Places of the list that count". */
  readonly what: string;
  readonly lengths: readonly number[];
  readonly k: number;
}) => (
  <div class="slider">
    <label for="length">
      {what} <output for="length">{k}</output>
    </label>
    <input
      id="length"
      type="range"
      min={0}
      max={lengths.length - 1}
      step={1}
      value={lengths.indexOf(k)}
      aria-valuetext={`${k}`}
      onInput={(e) => keep({ k: lengths[Number(e.currentTarget.value)]! })}
    />
    <p class="ends">
      {lengths.map((length) => (
        <span key={length}>{length}</span>
      ))}
    </p>
  </div>
);
