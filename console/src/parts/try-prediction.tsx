import { useSignal } from '@preact/signals';
import { amount } from '../../../src/adapters/report/numbers.ts';
import { ask, Refusal } from '../api.ts';
import type { InputFacts, SystemFacts } from '../system-facts.ts';
import { Contributions, type Moved } from './contributions.tsx';
import { Trouble } from './trouble.tsx';

interface Answer {
  readonly version: string;
  readonly predictions: readonly {
    readonly score: number;
    readonly label?: string;
    readonly explanations?: readonly { readonly base: number; readonly contributions: readonly Moved[] }[];
  }[];
}

const NUMBERS = ['continuous', 'discrete'];

/** A row by hand: what is left open is missing. Each answer is logged as any other. */
export function TryPrediction({ of: { system, inputs = [] } }: { readonly of: SystemFacts }) {
  const answer = useSignal<{ row: Record<string, unknown>; found: Answer } | null>(null);
  const trouble = useSignal<Refusal | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const form = new FormData((event.currentTarget as HTMLElement).closest('form')!);
    const row = Object.fromEntries(
      inputs.flatMap((input): [string, unknown][] => {
        const text = String(form.get(input.name) ?? '');
        return text === '' ? [] : [[input.name, NUMBERS.includes(input.type) ? Number(text) : text]];
      }),
    );
    try {
      const found = await ask<Answer>('POST /v1/predict', { system, rows: [row], explain: true });
      answer.value = { row, found };
      trouble.value = null;
    } catch (error) {
      trouble.value = error instanceof Refusal ? error : new Refusal(0, {});
    }
  };
  const first = answer.value?.found.predictions[0];
  return (
    <>
      <form class="card" onSubmit={submit}>
        <div class="try">
          {inputs.map((input) => (
            <div key={input.name}>
              <label for={`in-${input.name}`}>{input.name}</label>
              <Field of={input} />
            </div>
          ))}
        </div>
        <p class="moves">
          <button type="submit">Predict</button>
        </p>
        {trouble.value && <Trouble of={trouble.value} />}
      </form>
      {first !== undefined && (
        <section class="card" aria-live="polite">
          <dl class="facts">
            <div>
              <dt>score</dt>
              <dd>{amount(first.score)}</dd>
            </div>
            {first.label !== undefined && (
              <div>
                <dt>answer</dt>
                <dd>{first.label}</dd>
              </div>
            )}
            <div>
              <dt>version</dt>
              <dd>{answer.value!.found.version}</dd>
            </div>
          </dl>
          {first.explanations?.slice(0, 1).map(({ base, contributions }) => (
            <Contributions key="only" base={base} of={contributions} row={answer.value!.row} />
          ))}
        </section>
      )}
    </>
  );
}

/** A list where the values are known, a number where it is one, else text. */
const Field = ({ of: { name, type, values } }: { readonly of: InputFacts }) =>
  values !== undefined && values.length <= 200 ? (
    <select id={`in-${name}`} name={name}>
      <option value="">missing</option>
      {values.map((value) => (
        <option key={value} value={value}>
          {value}
        </option>
      ))}
    </select>
  ) : (
    <input
      id={`in-${name}`}
      name={name}
      {...(NUMBERS.includes(type) ? { type: 'number', step: 'any' } : { type: 'text' })}
    />
  );
