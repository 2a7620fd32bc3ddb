import type { ComponentType } from 'preact';
import { lazy } from '../parts/lazy.tsx';
import type { SystemFacts } from '../system-facts.ts';
import { Overview } from './overview.tsx';

export interface ViewProps {
  readonly systems: readonly SystemFacts[];
  /** Null on the overview of the whole project. */
  readonly system: SystemFacts | null;
}

export interface Page {
  /** As it stands in the address. */
  readonly name: string;
  readonly title: string;
  readonly View: ComponentType<ViewProps>;
}

/** The views, in the order of the navigation; all but the first are of one system. What a view needs is loaded when it is opened. */
export const pages: readonly Page[] = [
  { name: 'overview', title: 'Overview', View: Overview },
  {
    name: 'design',
    title: 'Design',
    View: lazy(async () => (await import('./design.tsx')).DesignPage),
  },
  fromReport('data', 'Data', ['data', 'splits', 'lineage']),
  {
    name: 'features',
    title: 'Features',
    View: lazy(async () => (await import('./features.tsx')).Features),
  },
  {
    name: 'models',
    title: 'Models',
    View: lazy(async () => (await import('./models.tsx')).Models),
  },
  {
    name: 'evaluation',
    title: 'Evaluation',
    View: lazy(async () => (await import('./evaluation.tsx')).Evaluation),
  },
  {
    name: 'predictions',
    title: 'Answers',
    View: lazy(async () => (await import('./predictions.tsx')).Predictions),
  },
  {
    name: 'try',
    title: 'Try it',
    View: lazy(async () => (await import('./try-out.tsx')).TryOut),
  },
  {
    name: 'deployments',
    title: 'Deployments',
    View: lazy(async () => (await import('./deployments.tsx')).Deployments),
  },
  {
    name: 'monitoring',
    title: 'Monitoring',
    View: lazy(async () => (await import('./monitoring.tsx')).Monitoring),
  },
];

/** A view made of chapters of the report of a version. */
function fromReport(name: string, title: string, ids: readonly string[]): Page {
  const View = lazy(async () => (await import('./from-report.tsx')).chapters(title, ids));
  return { name, title, View };
}
