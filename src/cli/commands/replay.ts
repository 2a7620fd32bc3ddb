import type { Failure } from '../../errors/fail.ts';
import type { Artifacts } from '../../ports/artifacts.ts';
import type { Journal } from '../../ports/journal.ts';
import { command, type Paint } from '../command.ts';

export const replay = command({
  name: 'replay',
  about: 'Make a logged prediction or slate again and compare to the last bit',
  arguments: { id: { about: 'id of a prediction or slate, as it was answered', required: true } },
  options: {},
  examples: ['millwright replay 0mwsx4oqt1a99dccd186b0810.0'],
  async run({ id }, context) {
    const { wire } = await import('../wire.ts');
    const { loggedSlate } = await import('../../stages/replay-slate.ts');
    const wired = wire(context.project);
    const journal = await wired.readJournal();
    try {
      const artifacts = await wired.artifacts();
      // Slates have ids like those of predictions.
      const isSlate = await loggedSlate(journal, id).then(
        () => true,
        (error: Failure) => error.code !== 'recommend/no-slate',
      );
      return await (isSlate ? slateAgain : predictionAgain)(id, journal, artifacts);
    } finally {
      await journal.close();
    }
  },
});

async function predictionAgain(id: string, journal: Journal, artifacts: Artifacts) {
  const { versionLoader } = await import('../../stages/serve.ts');
  const stage = await import('../../stages/replay.ts');
  const load = versionLoader(artifacts);
  const { prediction, replayed, equal } = await stage.replay(id, { journal, load });
  const version = `${prediction.system}@${prediction.version}`;
  const at = new Date(prediction.at).toISOString();
  return {
    json: { id, version, at, row: prediction.row, logged: prediction.out, replayed, equal },
    text: (paint: Paint) =>
      [
        `${paint.name(id)}  ${version}  ${at}`,
        `logged    ${prediction.out.join(' ')}`,
        `replayed  ${replayed.join(' ')}`,
        verdict(equal, paint),
      ].join('\n'),
    exit: equal ? (0 as const) : (1 as const),
  };
}

async function slateAgain(id: string, journal: Journal, artifacts: Artifacts) {
  const { feedLoader, recommenderLoader } = await import('../../stages/serve.ts');
  const { replaySlate } = await import('../../stages/replay-slate.ts');
  const loaders = { loadRecommender: recommenderLoader(artifacts), loadFeed: feedLoader(artifacts) };
  const { slate, replayed, equal } = await replaySlate(id, { journal, ...loaders });
  const version = `${slate.system}@${slate.version}`;
  const at = new Date(slate.at).toISOString();
  const { user, items, scores, propensities, approximate = false } = slate;
  return {
    json: { id, version, at, user, logged: { items, scores, propensities }, replayed, equal, approximate },
    text: (paint: Paint) =>
      [
        `${paint.name(id)}  ${version}  ${at}`,
        `logged    ${items.join(' ')}`,
        `replayed  ${replayed.items.join(' ')}`,
        approximate
          ? `${equal ? 'equal' : paint.name('not reproducible')}: an index found candidates, approximately; this is what looking at all vectors gives`
          : verdict(equal, paint),
      ].join('\n'),
    exit: equal || approximate ? (0 as const) : (1 as const),
  };
}

const verdict = (equal: boolean, paint: Paint): string =>
  equal ? paint.good('equal to the last bit') : paint.bad('different');
