import type { ServedFeed } from '../../stages/serve/feed/served-feed.ts';
import type { ServedRecommender } from '../../stages/serve/recommend/served-recommender.ts';
import type { Served, ServedProject } from '../../stages/serve/served-project.ts';
import type { ServedSystem, VersionCounts } from '../../stages/serve/served-system.ts';
import type { MetricFamily, MetricSample } from './exposition.ts';
import type { Tallies } from './tallies.ts';

/** What this server measures of itself, for one scrape. */
export const serverFamilies = (project: ServedProject, tallies: Tallies): MetricFamily[] => [
  ...requestFamilies(tallies),
  ...systemFamilies([...project.systems.values()]),
  ...slateFamilies([...project.recommenders.values(), ...project.feeds.values()]),
  ...shadowFamilies(project.all),
  gauge('millwright_model_info', 'Versions in service; the value is always 1.', project.all.flatMap(roles)),
];

const requestFamilies = ({ routes, versions }: Tallies): MetricFamily[] => [
  counter(
    'millwright_http_requests_total',
    'Requests by route and status.',
    routes.flatMap((t) => t.statusSamples()),
  ),
  counter(
    'millwright_requests_total',
    'Prediction requests by the version that answered.',
    versions.map((t) => ({ labels: t.labels, value: t.requests })),
  ),
  counter(
    'millwright_request_errors_total',
    'Prediction requests answered with a status of 400 or more.',
    versions.map((t) => ({ labels: t.labels, value: t.errors })),
  ),
  {
    name: 'millwright_request_duration_seconds',
    help: 'Time from the head of a request to its answer.',
    type: 'histogram',
    samples: versions.flatMap((t) => t.histogramSamples()),
  },
];

function systemFamilies(systems: readonly ServedSystem[]): MetricFamily[] {
  const bySystem = (value: (s: ServedSystem) => number): MetricSample[] =>
    systems.map((s) => ({ labels: { system: s.name }, value: value(s) }));
  const byVersion = (value: (counts: VersionCounts) => number): MetricSample[] =>
    systems.flatMap((s) =>
      [...s.counts].map(([v, counts]) => ({
        labels: { system: s.name, version: `${s.name}@${v}` },
        value: value(counts),
      })),
    );
  return [
    counter(
      'millwright_predictions_total',
      'Rows predicted.',
      byVersion((c) => c.predictions),
    ),
    counter(
      'millwright_refused_rows_total',
      'Rows that could not be scored.',
      byVersion((c) => c.refused),
    ),
    gauge(
      'millwright_journal_pending_batches',
      'Batches of predictions that are not on disk yet.',
      bySystem((s) => s.log.pending),
    ),
    gauge(
      'millwright_journal_lag_seconds',
      'Age of the oldest prediction that is not on disk yet.',
      bySystem((s) => s.log.lagMs / 1000),
    ),
    counter(
      'millwright_journal_lost_predictions_total',
      'Predictions that could not be written.',
      bySystem((s) => s.log.lost),
    ),
  ];
}

/** What shows slates: a page of a feed is one. */
type Showing = ServedRecommender | ServedFeed;

function slateFamilies(systems: readonly Showing[]): MetricFamily[] {
  const bySystem = (value: (s: Showing) => number): MetricSample[] =>
    systems.map((s) => ({ labels: { system: s.name }, value: value(s) }));
  const byKey = (label: string, counts: (s: Showing) => ReadonlyMap<string, number>): MetricSample[] =>
    systems.flatMap((s) =>
      [...counts(s)].map(([key, value]) => ({ labels: { system: s.name, [label]: key }, value })),
    );
  return [
    counter(
      'millwright_slates_total',
      'Slates answered.',
      bySystem((s) => s.counts.slates),
    ),
    counter(
      'millwright_degraded_slates_total',
      'Slates of plain popular items, by why.',
      byKey('because', (s) => s.counts.degraded),
    ),
    counter(
      'millwright_events_total',
      'Events by what came of them.',
      byKey('result', (s) => s.counts.events),
    ),
    counter(
      'millwright_journal_lost_slates_total',
      'Slates that could not be written.',
      bySystem((s) => s.log.lost),
    ),
  ];
}

function shadowFamilies(systems: readonly Served[]): MetricFamily[] {
  const bySystem = (value: (s: Served) => number): MetricSample[] =>
    systems.map((s) => ({ labels: { system: s.name }, value: value(s) }));
  return [
    counter(
      'millwright_shadow_scored_total',
      'Rows and slates that the challenger scored.',
      bySystem((s) => s.shadow.done),
    ),
    counter(
      'millwright_shadow_dropped_total',
      'Rows and slates that the challenger had no time for.',
      bySystem((s) => s.shadow.dropped),
    ),
  ];
}

const roles = ({ name, registry }: Served): MetricSample[] =>
  (['champion', 'challenger'] as const).flatMap((role) => {
    const version = registry[role];
    return version === null
      ? []
      : [{ labels: { system: name, version: `${name}@${version}`, role }, value: 1 }];
  });

const counter = (name: string, help: string, samples: readonly MetricSample[]): MetricFamily => ({
  name,
  help,
  type: 'counter',
  samples,
});
const gauge = (name: string, help: string, samples: readonly MetricSample[]): MetricFamily => ({
  name,
  help,
  type: 'gauge',
  samples,
});
