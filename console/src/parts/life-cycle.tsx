import { addressOf } from '../address.ts';
import type { SystemFacts } from '../system-facts.ts';

/** The life of a system as it stands, from data to traffic: each step leads to its view. */
export function LifeCycle({ of: s }: { readonly of: SystemFacts }) {
  const newest = s.versions.at(-1);
  const steps = [
    { name: 'Design', page: 'design', told: s.kind },
    {
      name: 'Data',
      page: 'data',
      told: newest === undefined ? 'not read' : `last read ${day(newest.registeredAt)}`,
    },
    { name: 'Train', page: 'models', told: newest === undefined ? 'never' : newest.model },
    { name: 'Evaluate', page: 'evaluation', told: newest?.primary ?? 'never' },
    { name: 'Deploy', page: 'deployments', told: s.champion ?? 'nothing' },
    { name: 'Serve', page: 'predictions', told: s.champion === null ? 'nothing answers' : 'answering' },
    {
      name: 'Monitor',
      page: 'monitoring',
      told: s.challenger === null ? 'champion alone' : `beside ${s.challenger}`,
    },
  ];
  return (
    <ol class="life-cycle" aria-label={`Life cycle of ${s.system}`}>
      {steps.map(({ name, page, told }) => (
        <li key={name}>
          <a href={addressOf(s.system, page)}>
            <strong>{name}</strong>
            <span>{told}</span>
          </a>
        </li>
      ))}
    </ol>
  );
}

const day = (instant: string): string => instant.slice(0, 10);
