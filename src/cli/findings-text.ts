import type { Finding } from '../contracts/dataset.ts';
import type { Paint } from './command.ts';
import { clip, wrap } from './wrap.ts';

/** Findings that are shown; the report has them all. */
const MOST = 5;
const WIDTH = 88;
const LONGEST_NAME = 60;
const LONG_NAME = new RegExp(`\\S{${LONGEST_NAME + 1},}`, 'g');

/** What a person should know of the data before trusting a model of it: warnings first. Empty without findings. */
export function findingsText(findings: readonly Finding[], paint: Paint): string {
  const warnings = findings.filter((f) => f.severity === 'warning');
  const ordered = [...warnings, ...findings.filter((f) => f.severity !== 'warning')];
  const lines = ordered.slice(0, MOST).flatMap(({ severity, says }) => {
    const label = severity.padEnd('warning'.length);
    return wrap(
      says.replace(LONG_NAME, (name) => clip(name, LONGEST_NAME)),
      WIDTH,
    ).map(
      (line, i) =>
        `${i > 0 ? ' '.repeat(label.length) : severity === 'warning' ? paint.warn(label) : label}  ${line}`,
    );
  });
  const left = ordered.length - MOST;
  return [...lines, ...(left > 0 ? [paint.dim(`         ${left} more in the report`)] : [])].join('\n');
}
