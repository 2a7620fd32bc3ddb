import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reportPath } from '../adapters/files/reports.ts';
import type { ReportPorts } from '../stages/report-facts.ts';
import { storeFolder } from './wire.ts';
import { writeText } from './write-text.ts';

/**
 * Render the report of a registered version to a file, by default .millwright/reports/<system>@<version>.html.
 *
 * Throws what `reportFacts` throws, and 'cli/write-failed'.
 * @returns the absolute path, and the size
 */
export async function writeReport(
  project: string,
  asked: { readonly system: string; readonly version: number; readonly out?: string | undefined },
  ports: ReportPorts,
): Promise<{ readonly file: string; readonly bytes: number }> {
  const { reportFacts } = await import('../stages/report-facts.ts');
  const { renderReport } = await import('../adapters/report/render-report.ts');
  const { system, version, out } = asked;
  const page = renderReport(await reportFacts({ system, version }, ports));
  const file = out ?? reportPath(join(storeFolder(project), 'reports'), system, version);
  if (out === undefined) await mkdir(dirname(file), { recursive: true });
  await writeText(file, page);
  return { file, bytes: Buffer.byteLength(page) };
}
