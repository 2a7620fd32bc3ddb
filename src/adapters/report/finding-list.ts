import type { Finding } from '../../contracts/dataset.ts';
import { type Html, html } from './html.ts';
import { sentence } from './names.ts';

/** Everything that is worth knowing of the data, warnings first; null where there is nothing. */
export function findingList(findings: readonly Finding[]): Html | null {
  if (findings.length === 0) return null;
  const ordered = findings.toSorted(
    (a, b) => Number(b.severity === 'warning') - Number(a.severity === 'warning'),
  );
  return html`<ul class="findings">${ordered.map(
    (f) => html`<li class="${f.severity === 'warning' ? 'warn' : 'info'}">${sentence(f.says)}</li>`,
  )}</ul>`;
}
