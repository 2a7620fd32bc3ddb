import { amount } from '../../../src/adapters/report/numbers.ts';
import type { SystemNow } from '../../../src/contracts/watching.ts';
import { addressOf } from '../address.ts';
import type { SystemFacts } from '../system-facts.ts';
import { minuteText } from '../time-scale.ts';

type State = 'well' | 'look' | 'wrong' | 'none';

interface Step {
  readonly name: string;
  readonly page: string;
  readonly told: string;
  readonly state: State;
}

/** The life of a system as it stands, from design to monitoring and back: each step leads to its view. */
export function LifeCycle({ of: s, now }: { readonly of: SystemFacts; readonly now: SystemNow | null }) {
  return (
    <ol class="life-cycle" aria-label={`Life cycle of ${s.system}`}>
      {stepsOf(s, now).map(({ name, page, told, state }) => (
        <li key={name} class={state}>
          <a href={addressOf(s.system, page)}>
            <strong>{name}</strong>
            <span>{told}</span>
          </a>
        </li>
      ))}
    </ol>
  );
}

/** The newest instant in the data; where they do not say, when they were read. */
const asOf = ({ dataTo, registeredAt }: SystemFacts['versions'][number]): string =>
  dataTo === null ? `read ${minuteText(registeredAt)}` : `as of ${minuteText(dataTo)}`;

function stepsOf(s: SystemFacts, now: SystemNow | null): readonly Step[] {
  const newest = s.versions.at(-1);
  const champion = s.versions.find((v) => v.version === s.champion);
  const figure = champion?.metrics[champion.primary]?.value ?? null;
  return [
    { name: 'Design', page: 'design', told: s.kind, state: 'well' },
    {
      name: 'Data',
      page: 'data',
      told: newest === undefined ? 'not read' : asOf(newest),
      state: newest === undefined ? 'none' : 'well',
    },
    {
      name: 'Train',
      page: 'models',
      told: newest === undefined ? 'never' : `${newest.version}, ${newest.model}`,
      state: newest === undefined ? 'none' : 'well',
    },
    {
      name: 'Evaluate',
      page: 'evaluation',
      told:
        champion === undefined ? 'never' : `${champion.primary} ${figure === null ? '–' : figure.toFixed(3)}`,
      state: figure === null ? 'none' : 'well',
    },
    {
      name: 'Deploy',
      page: 'deployments',
      told: s.challenger === null ? (s.champion ?? 'nothing') : `${s.champion}, ${s.challenger} waits`,
      state: s.champion === null ? 'wrong' : s.challenger === null ? 'well' : 'look',
    },
    serveStep(s, now),
    monitorStep(now),
  ];
}

function serveStep({ champion }: SystemFacts, now: SystemNow | null): Step {
  const rate = now?.requestsPerSecond ?? null;
  const failing = (now?.errorRate ?? 0) > 0;
  const told =
    rate === null
      ? 'answering'
      : rate === 0
        ? 'nothing asked'
        : `${amount(Number(rate.toPrecision(2)))}/s${now?.p95Ms == null ? '' : `, p95 ${amount(Number(now.p95Ms.toPrecision(2)))} ms`}`;
  return {
    name: 'Serve',
    page: 'predictions',
    told: champion === null ? 'nothing answers' : told,
    state: champion === null || failing ? 'wrong' : 'well',
  };
}

function monitorStep(now: SystemNow | null): Step {
  const open = now?.open ?? [];
  const firing = open.filter((i) => i.state === 'firing' && i.acknowledged === null).length;
  return {
    name: 'Monitor',
    page: 'monitoring',
    told:
      firing > 0
        ? `${firing} ${firing === 1 ? 'alert' : 'alerts'}`
        : open.length > 0
          ? 'being looked at'
          : now === null
            ? 'not watched'
            : 'all is well',
    state: now === null ? 'none' : firing > 0 ? 'wrong' : open.length > 0 ? 'look' : 'well',
  };
}
