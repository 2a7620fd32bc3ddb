import type { ComponentChildren } from 'preact';
import type { VersionFacts } from '../../../src/contracts/version-facts.ts';
import { ListLengths } from '../parts/list-lengths.tsx';
import { PageLengths } from '../parts/page-lengths.tsx';
import { ReportChapters } from '../parts/report-chapters.tsx';
import { ThresholdPanel } from '../parts/threshold-panel.tsx';
import { OfVersion, VersionView } from '../parts/version-view.tsx';
import type { ViewProps } from './index.ts';
import '../plots.css';

/** Chapters of the report that stand below what moves, in this order. */
const CHAPTERS: readonly string[] = [
  'metrics',
  'recommenders',
  'objectives',
  'ratings',
  'cross-validation',
  'prequential',
  'clusters',
  'anomalies',
  'ranking',
  'probabilities',
  'decisions',
  'errors',
  'slices',
  'exposure',
  'staleness',
  'shown',
];

/** What a version is worth on test data: what can be moved, and the chapters of its report. */
export const Evaluation = ({ system }: ViewProps) => (
  <VersionView title="Evaluation" system={system!}>
    {(version) => (
      <OfVersion system={system!.system} version={version}>
        {(found) => {
          const moving = movingOf(found);
          return (
            <>
              {moving.panel}
              <ReportChapters
                system={system!.system}
                version={version}
                ids={CHAPTERS.filter((id) => !moving.instead.includes(id))}
              />
            </>
          );
        }}
      </OfVersion>
    )}
  </VersionView>
);

interface Moving {
  readonly panel: ComponentChildren;
  readonly instead: readonly string[];
}

/** What moves, and the chapters that it stands for. */
function movingOf(found: VersionFacts): Moving {
  if (found.kind === 'recommend') {
    const { atCuts, primary } = found.facts.trained.evaluation;
    return { panel: atCuts && <ListLengths of={atCuts} primary={primary} />, instead: [] };
  }
  if (found.kind === 'feed') {
    const { atCuts = [] } = found.facts.trained.evaluation;
    const { k } = found.facts.design.evaluation;
    return { panel: atCuts.length > 0 && <PageLengths of={atCuts} usual={k} />, instead: ['exposure'] };
  }
  const { curves } = found.facts.models[found.facts.subject]!.evaluation;
  const binary = curves.thresholds !== undefined || curves.decisions !== undefined;
  return binary
    ? { panel: <ThresholdPanel of={found.facts} />, instead: ['decisions', 'ranking', 'anomalies'] }
    : { panel: null, instead: [] };
}
