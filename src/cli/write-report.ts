import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReportPorts } from '../stages/report-facts.ts';
import { storeFolder } from './wire.ts';
import { writeText } from './write-text.ts';

export interface WrittenReport {
  /** Absolute. */
  readonly file: string;
  readonly system: string;
  readonly version: number;
  readonly bytes: number;
}

/**
 * Render the report of a version (null = the champion) to a file, by default .millwright/reports/<system>@<version>.html.
 *
 * Throws what `reportFacts` throws, and 'cli/write-failed'.
 */
export async function writeReport(
  project: string,
  asked: { readonly system: string; readonly version: number | null; readonly out?: string | undefined },
  ports: ReportPorts,
): Promise<WrittenReport> {
  const { reportFacts } = await import('../stages/report-facts.ts');
  const { renderReport } = await import('../adapters/report/render-report.ts');
  const facts = await reportFacts(asked, ports);
  const { system } = asked;
  const version = facts.version!;
  const file = asked.out ?? join(storeFolder(project), 'reports', `${system}@${version}.html`);
  if (asked.out === undefined) await mkdir(dirname(file), { recursive: true });
  const page = renderReport(facts);
  await writeText(file, page);
  return { file, system, version, bytes: Buffer.byteLength(page) };
}
