import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reportPath } from '../adapters/files/reports.ts';
import type { SystemKind } from '../stages/deploy/registry.ts';
import { registryOf, versionOf } from '../stages/deploy.ts';
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
  const { system, version, out } = asked;
  const { kind = 'predict' } = versionOf(await registryOf(ports.journal, system), version);
  const page = await PAGES[kind]({ system, version }, ports);
  const file = out ?? reportPath(join(storeFolder(project), 'reports'), system, version);
  if (out === undefined) await mkdir(dirname(file), { recursive: true });
  await writeText(file, page);
  return { file, bytes: Buffer.byteLength(page) };
}

type Page = (
  asked: { readonly system: string; readonly version: number },
  ports: ReportPorts,
) => Promise<string>;

/** The page of a version, by the kind of its system. */
const PAGES: Readonly<Record<SystemKind, Page>> = {
  async predict(asked, ports) {
    const { reportFacts } = await import('../stages/report-facts.ts');
    const { renderReport } = await import('../adapters/report/render-report.ts');
    return renderReport(await reportFacts(asked, ports));
  },
  async recommend(asked, ports) {
    const { recommendReportFacts } = await import('../stages/report-facts.ts');
    const { renderRecommendReport } = await import('../adapters/report/render-recommend-report.ts');
    return renderRecommendReport(await recommendReportFacts(asked, ports));
  },
  async feed(asked, ports) {
    const { feedReportFacts } = await import('../stages/report-facts.ts');
    const { renderFeedReport } = await import('../adapters/report/render-feed-report.ts');
    return renderFeedReport(await feedReportFacts(asked, ports));
  },
};
