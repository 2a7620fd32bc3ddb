import type { LiveEvents, LiveFeatures } from '../../../src/contracts/version-facts.ts';
import { ago } from '../ago.ts';
import { AggregateFeatures, RetrieverFeatures } from '../parts/aggregate-features.tsx';
import { ColumnFeatures } from '../parts/column-features.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Proof } from '../parts/proof.tsx';
import { ReportChapters } from '../parts/report-chapters.tsx';
import { OfVersion, VersionView } from '../parts/version-view.tsx';
import { numberOf } from '../system-facts.ts';
import type { ViewProps } from './index.ts';
import '../plots.css';

/** What a version goes by: each feature and aggregate, what it is worth, how it is spread and how fresh it is now. */
export const Features = ({ system }: ViewProps) => {
  const { system: name, champion } = system!;
  return (
    <VersionView title="Features" system={system!}>
      {(version) => (
        <OfVersion system={name} version={version}>
          {(found) => {
            const answers = champion !== null && numberOf(champion) === version;
            const live = `/v1/systems/${name}/features`;
            return (
              <>
                {found.kind !== 'predict' ? (
                  <>
                    {answers && (
                      <Loaded<LiveEvents> of={live} live>
                        {Fresh}
                      </Loaded>
                    )}
                    {found.kind === 'feed' ? (
                      <AggregateFeatures of={found.facts} />
                    ) : (
                      <RetrieverFeatures of={found.facts} />
                    )}
                  </>
                ) : answers ? (
                  <Loaded<LiveFeatures> of={live}>
                    {(now) => (
                      <>
                        <FreshRows of={now} />
                        <ColumnFeatures facts={found.facts} chains={found.chains} live={now} />
                      </>
                    )}
                  </Loaded>
                ) : (
                  <ColumnFeatures facts={found.facts} chains={found.chains} live={null} />
                )}
                <Proof of={found} />
                {found.kind === 'feed' && (
                  <ReportChapters system={name} version={version} ids={['heads', 'weights']} />
                )}
              </>
            );
          }}
        </OfVersion>
      )}
    </VersionView>
  );
};

/** How old what an answer goes by is. */
const Fresh = ({ newest, folded }: LiveEvents) => (
  <section class="card" aria-label="Freshness">
    <h2>Freshness</h2>
    <dl class="facts">
      <div>
        <dt>newest event</dt>
        <dd>{newest === null ? 'none came since it was trained' : ago(newest.at)}</dd>
      </div>
      <div>
        <dt>known to the next answer</dt>
        <dd class={newest === null || newest.seq <= folded ? 'good' : 'bad'}>
          {newest === null || newest.seq <= folded
            ? 'every event that came'
            : `all but ${(newest.seq - folded).toLocaleString('en')} records`}
        </dd>
      </div>
      <div>
        <dt>folded up to record</dt>
        <dd>{folded.toLocaleString('en')}</dd>
      </div>
    </dl>
  </section>
);

const FreshRows = ({ of: { rows, from, to } }: { readonly of: LiveFeatures }) => (
  <section class="card" aria-label="Freshness">
    <h2>Freshness</h2>
    <dl class="facts">
      <div>
        <dt>newest row</dt>
        <dd>{to === null ? 'none came yet' : ago(to)}</dd>
      </div>
      <div>
        <dt>rows looked at</dt>
        <dd>{rows.toLocaleString('en')}</dd>
      </div>
      <div>
        <dt>the oldest of them</dt>
        <dd>{from === null ? '–' : ago(from)}</dd>
      </div>
    </dl>
    <p class="note">A row brings all of its columns with it: a column is as fresh as the row.</p>
  </section>
);
