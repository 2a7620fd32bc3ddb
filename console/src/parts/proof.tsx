import { count } from '../../../src/adapters/report/numbers.ts';
import type { VersionFacts } from '../../../src/contracts/version-facts.ts';

interface Check {
  readonly what: string;
  /** Null = not measured yet. */
  readonly differs: number | null;
}

/** What a run proved before its version could be registered: that all ways to an answer give the same one. */
export function Proof({ of }: { readonly of: VersionFacts }) {
  const { over, checks, record } = proofOf(of);
  return (
    <section class="card" aria-label="Parity">
      <h2>Training and service compute the same</h2>
      <dl class="facts">
        {checks.map(({ what, differs }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd class={differs === 0 ? 'good' : ''}>
              {differs === null
                ? 'not yet measured'
                : differs === 0
                  ? 'equal to the last bit'
                  : `differs: ${differs}`}
            </dd>
          </div>
        ))}
      </dl>
      <p class="note">
        Over {over}. A difference would have failed the run. Recorded as <code>parity</code> in the artifact{' '}
        <code class="hash">{record}</code>; any answer can be made again under Answers.
      </p>
    </section>
  );
}

function proofOf(of: VersionFacts): {
  readonly over: string;
  readonly checks: readonly Check[];
  readonly record: string;
} {
  if (of.kind === 'predict') {
    const { parity, sha256 } = of.facts.models[of.facts.subject]!;
    return {
      over: `${count(parity.rows)} test rows`,
      checks: [
        { what: 'a batch, after it was stored and read back', differs: parity.reloaded },
        { what: 'row by row, as a request is answered', differs: parity.singleRow },
        { what: 'over HTTP', differs: parity.http },
      ],
      record: sha256,
    };
  }
  if (of.kind === 'recommend') {
    const { parity, sha256 } = of.facts.trained;
    return {
      over: `the slates of ${count(parity.users)} users`,
      checks: [{ what: 'after it was stored and read back', differs: parity.reloaded }],
      record: sha256,
    };
  }
  const { parity, sha256 } = of.facts.trained;
  return {
    over: `${count(parity.rows)} test rows, features written by the fold that serves`,
    checks: [
      { what: 'after it was stored and read back', differs: parity.reloaded },
      { what: 'row by row beside a batch', differs: parity.single },
    ],
    record: sha256,
  };
}
