import { amount } from '../../../src/adapters/report/numbers.ts';
import { keep } from '../address.ts';
import { Contributions, type Moved } from './contributions.tsx';
import { Loaded } from './loaded.tsx';

interface Replayed {
  readonly id: string;
  readonly version: string;
  readonly row: Readonly<Record<string, unknown>>;
  readonly logged: readonly number[];
  readonly equal: boolean;
  readonly explanation: {
    readonly outputs: readonly { readonly base: number; readonly contributions: readonly Moved[] }[];
  } | null;
}

/** One prediction: what came in, what moved the score, and whether the same version would say it again. */
export const PredictionDetail = ({ id }: { readonly id: string }) => (
  <section class="card">
    <div class="tools">
      <h2>{id}</h2>
      <button type="button" class="quiet" onClick={() => keep({ id: null })}>
        Close
      </button>
    </div>
    <Loaded<Replayed> of={`/v1/predictions/${id}/replay`}>
      {({ version, row, logged, equal, explanation }) => (
        <>
          <dl class="facts">
            <div>
              <dt>score</dt>
              <dd>{logged.map(amount).join(', ')}</dd>
            </div>
            <div>
              <dt>version</dt>
              <dd>{version}</dd>
            </div>
            <div>
              <dt>scored again</dt>
              <dd class={equal ? 'good' : 'bad'}>{equal ? 'equal to the last bit' : 'different'}</dd>
            </div>
          </dl>
          {explanation?.outputs.map(({ base, contributions }, i) => (
            <Contributions key={i} base={base} of={contributions} row={row} />
          ))}
          {explanation === null && <p class="note">This model cannot tell what moved its score.</p>}
        </>
      )}
    </Loaded>
  </section>
);
