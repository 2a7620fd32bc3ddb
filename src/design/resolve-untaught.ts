import type { Design } from '../contracts/design.ts';
import { type AnomalyTask, isTaught, type Task } from '../contracts/task.ts';
import { features } from '../features/index.ts';
import type { Resolution, ResolvedTarget } from './resolution.ts';

/** Where the design gives none. */
const CLUSTERS = 5;
const SHARE = 0.01;

/** What rows are that do not stand apart, and those that do, where no column tells them. */
const KINDS = ['usual', 'anomalous'] as const;

/** The task of a design without a target: clusters or anomalies; undefined after a problem. */
export function withoutTarget(r: Resolution): ResolvedTarget | undefined {
  const { category, target, clusters } = r.input.framing;
  if (category === 'cluster' && target === undefined) {
    if (clusters === undefined) r.inferred('framing.task.classes', `default: ${CLUSTERS} clusters`);
    const classes = Array.from({ length: clusters ?? CLUSTERS }, (_, k) => String(k + 1));
    return { name: null, task: { category, classes }, type: null };
  }
  if (category === 'anomaly') return { name: null, task: anomalyTask(r, KINDS), type: null };
  if (category !== 'cluster') {
    const about = 'Name of the column to predict; only clusters and anomalies are found without one.';
    r.problem('design/field-missing', { field: 'target', within: 'framing', about }, ['framing']);
  }
  return undefined;
}

export function anomalyTask(r: Resolution, classes: AnomalyTask['classes']): AnomalyTask {
  const { share } = r.input.framing;
  if (share === undefined) r.inferred('framing.task.share', 'default');
  return { category: 'anomaly', classes, share: share ?? SHARE };
}

/** Each field of the framing is for some categories only. */
export function checkFraming(r: Resolution): void {
  const { category, target, positive, group, clusters, share } = r.input.framing;
  const only = (field: string, given: unknown, fits: boolean, because: string): void => {
    if (given === undefined || fits) return;
    const facts = { field: `framing.${field}`, rule: `left out: ${because}`, got: JSON.stringify(given) };
    r.problem('design/field-invalid', facts, ['framing', field]);
  };
  only('group', group, category === 'ranking', 'the category is not ranking');
  only('clusters', clusters, category === 'cluster', 'the category is not cluster');
  only('share', share, category === 'anomaly', 'the category is not anomaly');
  only('target', target, category !== 'cluster', 'clusters are found, not predicted');
  only('positive', positive, target !== undefined, 'it is a value of the target');
}

/** What needs a truth to learn from has no place where there is none. */
export function checkUntaught(r: Resolution, task: Task | undefined, chains: Design['features']): void {
  if (task === undefined || isTaught(task)) return;
  for (const [column, steps] of Object.entries(chains))
    for (const { name } of steps)
      if (features.find((f) => f.name === name)?.traits.usesTarget === true) {
        const rule = 'a step that does not look at the target: there is none to learn from';
        r.problem('design/field-invalid', { field: `features.${column}`, rule, got: JSON.stringify(name) }, [
          'features',
          column,
        ]);
      }
  const { threshold } = r.input.serving ?? {};
  if (threshold !== undefined && typeof threshold !== 'number') {
    const rule = 'a number, or left out: it follows from framing.share';
    r.problem('design/field-invalid', { field: 'serving.threshold', rule, got: JSON.stringify(threshold) }, [
      'serving',
      'threshold',
    ]);
  }
}
