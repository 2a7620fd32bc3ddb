import { useSignal } from '@preact/signals';
import { ask, may, Refusal } from '../api.ts';
import { beat } from '../live.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { numberOf, type SystemFacts } from '../system-facts.ts';
import type { ViewProps } from './index.ts';

type Move = { readonly what: 'promote' | 'rollback'; readonly version: string | null; readonly says: string };

/** Who answers, who waits, how they compare, and how it came to be; with the two moves there are. */
export function Deployments({ system }: ViewProps) {
  const { system: name, champion, challenger, history, versions } = system!;
  const asked = useSignal<Move | null>(null);
  const former = history.some((h) => h.from !== null);
  return (
    <>
      <div class="view-head">
        <h1>Deployments</h1>
      </div>
      <section class="card duel">
        <Side title="Champion" told="answers" version={champion} versions={versions} />
        <Side title="Challenger" told="answers in shadow" version={challenger} versions={versions} />
        <div class="moves">
          {challenger !== null && (
            <button
              type="button"
              disabled={!may('admin')}
              onClick={() => {
                asked.value = {
                  what: 'promote',
                  version: challenger,
                  says: `${challenger} answers instead of ${champion}.`,
                };
              }}
            >
              Promote {challenger}
            </button>
          )}
          {former && (
            <button
              type="button"
              class="quiet"
              disabled={!may('admin')}
              onClick={() => {
                asked.value = {
                  what: 'rollback',
                  version: null,
                  says: `The version before ${champion} answers again.`,
                };
              }}
            >
              Roll back
            </button>
          )}
          {!may('admin') && <p class="note">Moving versions needs a key with the role admin.</p>}
        </div>
      </section>
      {asked.value !== null && (
        <Confirm
          move={asked.value}
          system={name}
          done={() => {
            asked.value = null;
          }}
        />
      )}
      <section class="card">
        <h2>In shadow</h2>
        {challenger === null ? (
          <Empty command="millwright run">No version waits. The next run makes one.</Empty>
        ) : (
          <Shadow system={name} />
        )}
      </section>
      <section class="card">
        <DataTable<SystemFacts['history'][number]>
          caption="History"
          rows={[...history].reverse()}
          keyOf={(h) => `${h.at}${h.version}${h.action}`}
          columns={[
            { title: 'when', value: (h) => h.at, cell: (h) => h.at.slice(0, 19).replace('T', ' ') },
            { title: 'what', value: (h) => h.action },
            { title: 'version', value: (h) => numberOf(h.version), cell: (h) => h.version },
            { title: 'instead of', value: (h) => h.from },
            { title: 'by', value: (h) => h.by },
            { title: 'why', value: (h) => h.why },
          ]}
        />
      </section>
    </>
  );
}

function Side({
  title,
  told,
  version,
  versions,
}: {
  readonly title: string;
  readonly told: string;
  readonly version: string | null;
  readonly versions: SystemFacts['versions'];
}) {
  const found = versions.find((v) => v.version === version);
  return (
    <div class="side">
      <h2>{title}</h2>
      {found === undefined ? (
        <p class="note">nobody</p>
      ) : (
        <>
          <p class="big">{found.version}</p>
          <p class="note">
            {found.model}, {told}
          </p>
        </>
      )}
    </div>
  );
}

/** What a challenger would have answered beside what the champion did. */
const Shadow = ({ system }: { readonly system: string }) => (
  <Loaded<Readonly<Record<string, unknown>>> of={`/v1/systems/${system}/shadow`} live>
    {(found) => (
      <dl class="facts">
        {Object.entries(found)
          .filter(([name, value]) => name !== 'system' && (typeof value !== 'object' || value === null))
          .map(([name, value]) => (
            <div key={name}>
              <dt>{words(name)}</dt>
              <dd>
                {typeof value === 'number'
                  ? value.toLocaleString('en', { maximumSignificantDigits: 4 })
                  : String(value ?? '–')}
              </dd>
            </div>
          ))}
      </dl>
    )}
  </Loaded>
);

const words = (name: string): string => name.replace(/([A-Z])/g, ' $1').toLowerCase();

/** A move is made once it is confirmed, and says why. */
function Confirm({
  move,
  system,
  done,
}: {
  readonly move: Move;
  readonly system: string;
  readonly done: () => void;
}) {
  const trouble = useSignal<Refusal | null>(null);
  const go = async (event: SubmitEvent) => {
    event.preventDefault();
    const why = String(new FormData(event.currentTarget as HTMLFormElement).get('why') ?? '').trim();
    const body = {
      system,
      ...(move.version !== null && { version: numberOf(move.version) }),
      ...(why !== '' && { why }),
    };
    try {
      await ask(`POST /v1/admin/${move.what}`, body);
      beat.value++;
      done();
    } catch (error) {
      trouble.value = error instanceof Refusal ? error : new Refusal(0, {});
    }
  };
  return (
    <form class="card confirm" onSubmit={go} aria-label="Confirm">
      <p>
        <strong>{move.says}</strong> No request is dropped meanwhile.
      </p>
      <label for="why">Why</label>
      <input id="why" name="why" maxLength={200} placeholder="kept in the history" />
      <div class="moves">
        <button type="submit">{move.what === 'promote' ? 'Promote' : 'Roll back'}</button>
        <button type="button" class="quiet" onClick={done}>
          Leave it
        </button>
      </div>
      {trouble.value && <Trouble of={trouble.value} />}
    </form>
  );
}
