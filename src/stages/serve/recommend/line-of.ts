import type { SlateLine } from '../../../contracts/slate-line.ts';
import type { SlateMaker, SlateQuestion } from './make-slate.ts';
import type { SlateAnswer } from './slate-answer.ts';

/** What a slate came to, as it is logged. */
export const lineOf = (
  { version, state }: SlateMaker,
  shown: SlateAnswer['items'],
  ms: number,
): Omit<SlateLine, keyof SlateQuestion> => ({
  version: version.version,
  known: state.known,
  items: shown.map((s) => s.item),
  scores: shown.map((s) => s.score),
  sources: shown.map((s) => s.source),
  propensities: shown.map((s) => s.propensity),
  micros: Math.round(ms * 1e4) / 10,
});
