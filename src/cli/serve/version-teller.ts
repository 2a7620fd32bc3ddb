import { seenInService } from '../../adapters/report/documents/seen-in-service.ts';
import { versionDocuments } from '../../adapters/report/documents/version-documents.ts';
import type { VersionDocuments } from '../../contracts/document.ts';
import type { Journal } from '../../ports/journal.ts';
import { versionStory } from '../version-story.ts';
import type { Wire } from '../wire.ts';
import type { LastLooks } from './monitor-gauges.ts';

/** Makes the documents of a version when they are asked for: from its records, and for the champion from the last look. */
export async function versionTeller(
  wired: Wire,
  journal: Journal,
  lastLook: LastLooks['report'],
): Promise<(system: string, version: number) => Promise<VersionDocuments>> {
  const ports = { journal, artifacts: await wired.artifacts(), lake: await wired.lake() };
  return async (system, version) => {
    const story = await versionStory({ system, version }, ports);
    const look = story.role === 'champion' ? await lastLook(system) : null;
    const seen = look === null ? null : seenInService(look);
    return versionDocuments(story, seen === null || seen.answers === 0 ? null : seen);
  };
}
