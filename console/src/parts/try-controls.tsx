import { useSignal } from '@preact/signals';
import { amount } from '../../../src/adapters/report/numbers.ts';
import type { TryAnswer } from '../../../src/contracts/try-out.ts';
import { keep, place } from '../address.ts';
import { ask, may, Refusal } from '../api.ts';
import { triedOf } from '../tried.ts';
import { Trouble } from './trouble.tsx';

interface ControlsProps {
  readonly system: string;
  readonly of: TryAnswer;
  readonly kept: () => void;
}

/** Sliders for what one of each head is worth, for diversity and for the length of the page; they stand in the address. */
export function TryControls({ system, of: { worth, diversity }, kept }: ControlsProps) {
  const trouble = useSignal<Refusal | null>(null);
  const tried = triedOf(place.value.query);
  const heads = Object.keys(worth);
  const largest = Math.max(...Object.values(worth).map(Math.abs), 1e-9);
  const asItIs = Object.fromEntries(heads.map((head) => [`w.${head}`, null]));
  const moved = tried.worth !== undefined || tried.diversity !== undefined;
  const apply = async () => {
    try {
      await ask('POST /v1/admin/worth', {
        system,
        worth: { ...worth, ...tried.worth },
        why: 'moved in the console',
      });
      trouble.value = null;
      keep(asItIs);
      kept();
    } catch (error) {
      if (error instanceof Refusal) trouble.value = error;
    }
  };
  return (
    <section class="card" aria-label="What is tried">
      <h2>
        {heads.length > 0 ? 'What one of each is worth, and how unlike posts should be' : 'What is tried'}
      </h2>
      <div class="try">
        {heads.map((head) => {
          const most = 2 * Math.max(Math.abs(worth[head]!), largest / 50);
          const value = tried.worth?.[head] ?? worth[head]!;
          return (
            <Slider
              key={head}
              label={head}
              text={amount(value)}
              min={-most}
              max={most}
              step={most / 50}
              value={value}
              move={(next) => keep({ [`w.${head}`]: Number(next.toPrecision(6)) })}
            />
          );
        })}
        <Slider
          label="diversity"
          text={
            tried.diversity === undefined ? `${amount(diversity ?? 0)}, as designed` : amount(tried.diversity)
          }
          min={0}
          max={1}
          step={0.05}
          value={tried.diversity ?? diversity ?? 0}
          move={(next) => keep({ diversity: Number(next.toFixed(2)) })}
        />
        <Slider
          label="places on the page"
          text={`${tried.k}`}
          min={1}
          max={50}
          step={1}
          value={tried.k!}
          move={(next) => keep({ k: next })}
        />
      </div>
      <p class="moves">
        {heads.length > 0 && (
          <button
            type="button"
            disabled={tried.worth === undefined || !may('admin')}
            onClick={() => void apply()}
          >
            Let all pages go by it
          </button>
        )}
        <button
          type="button"
          class="quiet"
          disabled={!moved}
          onClick={() => keep({ ...asItIs, diversity: null })}
        >
          As it is
        </button>
      </p>
      <p class="note">
        Pages are made anew by the server with all their rules, and shown to nobody: nothing is logged.
        {heads.length > 0 &&
          ' Letting all pages go by the worths is noted in the journal; no training is needed.'}{' '}
        Diversity is kept by a step <code>mmr</code> among the rerankers of the design.
      </p>
      {trouble.value && <Trouble of={trouble.value} />}
    </section>
  );
}

const Slider = ({
  label,
  text,
  move,
  ...range
}: {
  readonly label: string;
  readonly text: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly move: (value: number) => void;
}) => (
  <label>
    <span>
      {label} <output>{text}</output>
    </span>
    <input
      type="range"
      {...range}
      aria-valuetext={text}
      onInput={(e) => move(Number(e.currentTarget.value))}
    />
  </label>
);
