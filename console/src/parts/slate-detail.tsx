import { amount } from '../../../src/adapters/report/numbers.ts';
import type { SlateLine } from '../../../src/contracts/slate-line.ts';
import { keep } from '../address.ts';
import { DataTable } from './data-table.tsx';
import { Loaded } from './loaded.tsx';

type Slate = Omit<SlateLine, 'version'> & { readonly version: string };
interface Replayed {
  readonly equal: boolean;
}

/** One slate: for whom, every item with its source and score, and whether it would be made again. */
export const SlateDetail = ({ id }: { readonly id: string }) => (
  <section class="card">
    <div class="tools">
      <h2>{id}</h2>
      <button type="button" class="quiet" onClick={() => keep({ id: null })}>
        Close
      </button>
    </div>
    <Loaded<Slate> of={`/v1/slates/${id}`}>
      {(slate) => (
        <>
          <dl class="facts">
            <div>
              <dt>user</dt>
              <dd>{slate.user ?? 'nobody in particular'}</dd>
            </div>
            <div>
              <dt>version</dt>
              <dd>{slate.version}</dd>
            </div>
            <div>
              <dt>known up to record</dt>
              <dd>{slate.known.toLocaleString('en')}</dd>
            </div>
            <div>
              <dt>made again</dt>
              <dd>
                <Loaded<Replayed> of={`/v1/slates/${id}/replay`}>
                  {({ equal }) => (
                    <span class={equal ? 'good' : 'bad'}>
                      {equal ? 'equal to the last bit' : 'different'}
                    </span>
                  )}
                </Loaded>
              </dd>
            </div>
          </dl>
          <DataTable
            caption="Items shown"
            rows={slate.items.map((item, i) => ({
              item,
              place: i + 1,
              score: slate.scores[i]!,
              source: slate.sources[i]!,
              propensity: slate.propensities[i]!,
            }))}
            keyOf={(row) => row.item}
            columns={[
              { title: 'place', value: (row) => row.place, numeric: true },
              { title: 'item', value: (row) => row.item },
              { title: 'score', value: (row) => row.score, cell: (row) => amount(row.score), numeric: true },
              { title: 'brought by', value: (row) => row.source },
              {
                title: 'chance of its place',
                value: (row) => row.propensity,
                cell: (row) => amount(row.propensity),
                numeric: true,
              },
            ]}
          />
        </>
      )}
    </Loaded>
  </section>
);
