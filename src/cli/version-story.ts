import type { VersionStory } from '../adapters/report/documents/story.ts';
import type { SystemKind } from '../contracts/record.ts';
import { registryOf, versionOf } from '../stages/deploy.ts';
import type { ReportPorts } from '../stages/report-facts.ts';

interface Asked {
  readonly system: string;
  readonly version: number;
}

/** What documents tell of a registered version. Throws what `reportFacts` throws. */
export async function versionStory(asked: Asked, ports: ReportPorts): Promise<VersionStory> {
  const { kind = 'predict' } = versionOf(await registryOf(ports.journal, asked.system), asked.version);
  return STORIES[kind](asked, ports);
}

/** By the kind of the system. */
const STORIES: Readonly<Record<SystemKind, (asked: Asked, ports: ReportPorts) => Promise<VersionStory>>> = {
  async predict(asked, ports) {
    const { reportFacts } = await import('../stages/report-facts.ts');
    const { predictStory } = await import('../adapters/report/documents/predict-story.ts');
    return predictStory(await reportFacts(asked, ports));
  },
  async recommend(asked, ports) {
    const { recommendReportFacts } = await import('../stages/report-facts.ts');
    const { recommendStory } = await import('../adapters/report/documents/recommend-story.ts');
    return recommendStory(await recommendReportFacts(asked, ports));
  },
  async feed(asked, ports) {
    const { feedReportFacts } = await import('../stages/report-facts.ts');
    const { feedStory } = await import('../adapters/report/documents/feed-story.ts');
    return feedStory(await feedReportFacts(asked, ports));
  },
};
