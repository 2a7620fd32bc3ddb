import { useSignal } from '@preact/signals';
import { addressOf } from '../address.ts';
import { ask, may } from '../api.ts';
import { beat, ticks } from '../live.ts';
import { DataTable } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { ShadowComparison, type ShadowFacts } from '../parts/shadow-comparison.tsx';
import { WhoWhy } from '../parts/who-why.tsx';
import { numberOf, type SystemFacts, type VersionFacts } from '../system-facts.ts';
import { minuteText } from '../time-scale.ts';
import type { ViewProps } from './index.ts';
import '../watching.css';

interface Move {
  readonly what: 'promote' | 'rollback';
  /** Who will answer. */
  readonly version: string;
}

/** Who answers, who waits, how they compare, and how it came to be; with the two moves there are. */
export function Deployments({ system }: ViewProps) {
  const { system: name, kind, champion, challenger, history, versions } = system!;
  const asked = useSignal<Move | null>(null);
  const told = useSignal('');
  const move = asked.value;
  return (
    <>
      <div class="view-head">
        <h1>Deployments</h1>
      </div>
      <section class="card">
        <div class="duel">
          <Side title="Champion" told="answers" of={versions.find((v) => v.version === champion)} />
          <Side
            title="Challenger"
            told="answers in shadow, nobody sees it"
            of={versions.find((v) => v.version === challenger)}
          />
        </div>
        {move === null ? (
          <Moves
            of={system!}
            choose={(chosen) => {
              told.value = '';
              asked.value = chosen;
            }}
          />
        ) : (
          <WhoWhy
            action={move.what === 'promote' ? `Promote ${move.version}` : `Roll back to ${move.version}`}
            go={async (by, why) => {
              await ask(`POST /v1/admin/${move.what}`, {
                system: name,
                by,
                ...(move.what === 'promote' && { version: numberOf(move.version) }),
                ...(why !== '' && { why }),
              });
              told.value = `${move.version} answers now.`;
              beat.value++;
              ticks.value++;
            }}
            done={() => {
              asked.value = null;
            }}
          >
            <strong>
              {move.version} will answer instead of {champion}.
            </strong>{' '}
            No request is dropped meanwhile, and it can be taken back.
          </WhoWhy>
        )}
        <p class="good" role="status">
          {told.value}
        </p>
      </section>
      <section class="card">
        <h2>In shadow</h2>
        {challenger === null ? (
          <Empty command={`millwright run ${name}`}>No version waits. The next run makes one.</Empty>
        ) : (
          <Loaded<ShadowFacts> of={`/v1/systems/${name}/shadow`} live="ticks">
            {(found) => <ShadowComparison of={found} kind={kind} />}
          </Loaded>
        )}
      </section>
      <section class="card">
        <DataTable<SystemFacts['history'][number]>
          caption="History"
          rows={[...history].reverse()}
          keyOf={(h) => `${h.at}${h.version}${h.action}`}
          columns={[
            { title: 'when (UTC)', value: (h) => h.at, cell: (h) => minuteText(h.at) },
            { title: 'what', value: (h) => DID[h.action] ?? h.action },
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

const DID: Readonly<Record<string, string>> = {
  promote: 'promoted',
  rollback: 'rolled back',
  challenge: 'put in shadow',
};

/** What can be done: promote the one that waits, return to the one before, or promote any other. */
function Moves({ of: s, choose }: { readonly of: SystemFacts; readonly choose: (move: Move) => void }) {
  const { challenger, champion, versions, history } = s;
  const before = formerOf(history);
  const others = versions.filter((v) => v.version !== champion && v.version !== challenger);
  if (!may('admin')) return <p class="note">Moving versions needs a key with the role admin.</p>;
  return (
    <div class="moves">
      {challenger !== null && (
        <button type="button" onClick={() => choose({ what: 'promote', version: challenger })}>
          Promote {challenger}
        </button>
      )}
      {before !== null && (
        <button type="button" class="quiet" onClick={() => choose({ what: 'rollback', version: before })}>
          Roll back to {before}
        </button>
      )}
      {others.length > 0 && (
        <label class="choice">
          Promote another
          <select
            value=""
            onChange={(e) => {
              if (e.currentTarget.value !== '') choose({ what: 'promote', version: e.currentTarget.value });
            }}
          >
            <option value="">choose a version</option>
            {others.toReversed().map(({ version, model }) => (
              <option key={version} value={version}>
                {version}, {model}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

/** The champion that a roll back returns to: promotions stack up, roll backs take from the stack. */
function formerOf(history: SystemFacts['history']): string | null {
  const former: string[] = [];
  for (const { action, from } of history)
    if (action === 'rollback') former.pop();
    else if (action === 'promote' && from !== null) former.push(from);
  return former.at(-1) ?? null;
}

function Side({
  title,
  told,
  of: found,
}: {
  readonly title: string;
  readonly told: string;
  readonly of: VersionFacts | undefined;
}) {
  const figure = found?.metrics[found.primary];
  return (
    <div class="side">
      <h2>{title}</h2>
      {found === undefined ? (
        <p class="note">nobody</p>
      ) : (
        <>
          <p class="big">
            <a
              href={addressOf(found.version.slice(0, found.version.lastIndexOf('@')), 'evaluation', {
                version: numberOf(found.version),
              })}
            >
              {found.version}
            </a>
          </p>
          <p>
            {found.model}
            {figure?.value != null && (
              <>
                , {found.primary} <b>{figure.value.toFixed(4)}</b>{' '}
                <small>
                  ({figure.low.toFixed(4)} to {figure.high.toFixed(4)})
                </small>
              </>
            )}
          </p>
          <p class="note">
            {told}; of {minuteText(found.registeredAt)} UTC
          </p>
        </>
      )}
    </div>
  );
}
