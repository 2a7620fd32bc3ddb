import type { StepChoice } from '../../contracts/design.ts';
import { openFeedScorer, valuesOf, worthOf } from '../../recipe/feed/feed-scorer.ts';
import { PAGE_FEATURES, SAME_AUTHOR, SAME_TOPIC } from '../../recipe/feed/page-features.ts';
import { rerankers } from '../../rerankers/index.ts';
import type { FeedPorts, FeedTask } from './feed-task.ts';
import type { FittedHeads } from './fit-heads-model.ts';
import { saidOf, withColumns } from './score-part.ts';

/** Less than this is left of no post by one of its author or topic above it: what is learned of few pages is uncertain. */
const LEAST = 0.3;

/**
 * Rerankers with what they learn from pages: how fast an author and a topic tire. The factor is what the model says that
 * posts are worth, all together, below one of the same author or topic, by what they are worth first on the page; that
 * is, how readers took to pages on which one followed the other. A factor that the design gives stays.
 *
 * O(two scorings of validation rows an attribute).
 */
export function withTiring(task: FeedTask, fitted: FittedHeads, ports: FeedPorts): readonly StepChoice[] {
  const { posts } = task.design.data;
  const features = new Map([
    [posts.author, SAME_AUTHOR],
    [posts.topic, SAME_TOPIC],
  ]);
  return task.design.rerankers.map((step) => {
    if (rerankers.find(({ name }) => name === step.name)?.learnsFactors !== true) return step;
    const { attributes, factors } = step.params as { attributes: string[]; factors: number[] };
    const learned = attributes.map((name, i) => {
      const feature = features.get(name);
      return factors[i] ?? (feature === undefined ? 1 : factorOf(feature, task, fitted, ports));
    });
    return { ...step, params: { ...step.params, factors: learned } };
  });
}

function factorOf(feature: string, task: FeedTask, fitted: FittedHeads, ports: FeedPorts): number {
  const { columns, validation, design } = task;
  const worth = worthOf(fitted.heads, design.framing.objectives[design.framing.rankBy]!);
  const score = openFeedScorer(fitted, ports.kernels);
  const first = withColumns(validation.x, columns, PAGE_FEATURES, 0);
  const worthAll = (x: typeof first): number => {
    const value = new Float64Array(x.rows);
    valuesOf(saidOf(score, x, fitted.heads.length), worth, value);
    return value.reduce((sum, v) => sum + Math.max(0, v), 0);
  };
  const factor = worthAll(withColumns(first, columns, [feature], 1)) / worthAll(first);
  return Number.isFinite(factor) ? Math.min(1, Math.max(LEAST, factor)) : 1;
}
