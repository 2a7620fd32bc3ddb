import type { PostScore } from '../../contracts/feed-design.ts';
import { fail } from '../../errors/fail.ts';
import { type OpenPostScore, openPostScore } from '../../recipe/feed/post-scores.ts';
import { championOf, parseVersion, registryOf, versionOf } from '../../stages/deploy/registry.ts';
import { versionLoader } from '../../stages/serve/open-version.ts';
import type { Wire } from '../wire.ts';
import { readingJournal } from './reading-journal.ts';

/**
 * The systems that compute scores of posts, as they are deployed now; "spam@3" means that version.
 *
 * Throws 'serve/no-system', 'serve/no-champion', 'serve/no-version', 'serve/wrong-kind', 'feed/score-unfit'.
 */
export const postScorers =
  (wire: Wire) =>
  async (scores: readonly PostScore[]): Promise<readonly OpenPostScore[]> => {
    if (scores.length === 0) return [];
    const load = versionLoader(await wire.artifacts());
    return readingJournal(wire, (journal) =>
      Promise.all(
        scores.map(async (score) => {
          const { system, version: asked } = await parseVersion(journal, score.system);
          const version = versionOf(
            await registryOf(journal, system),
            asked ?? (await championOf(journal, system)),
          );
          if ((version.kind ?? 'predict') !== 'predict')
            throw fail('serve/wrong-kind', { system, wants: 'predict', known: [] });
          const { pipeline } = await load(version);
          return openPostScore(score, version, pipeline);
        }),
      ),
    );
  };
