import * as Plot from '@observablehq/plot';
import type { EventProfile } from '../../../contracts/event-facts.ts';
import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { seriesColour } from '../colours.ts';
import { findingList } from '../finding-list.ts';
import { type Html, html } from '../html.ts';
import { shareBar } from '../interval-bar.ts';
import { clipped, name } from '../names.ts';
import { amount, count, data, instant, percent, percentage } from '../numbers.ts';
import { figure } from '../plot.ts';
import type { Section } from '../section.ts';
import { toldDots } from '../told-dots.ts';

/** What users did, before anything was learned from it. */
export function eventsSection({ dataset, design }: RecommendReportFacts): Section {
  const { facts, profile } = dataset.events!;
  const { times } = facts;
  const span = times === null ? '' : `, ${instant(times.first)} to ${instant(times.last)}`;
  const files = dataset.sources.map((s, i) => html`${i > 0 && ', '}${name(s.from, 60)}`);
  return {
    id: 'data',
    title: 'Data',
    lead: html`${count(facts.events)} events of ${count(facts.users)} users with ${count(facts.items)} items${span}; from ${files}.`,
    body: html`${findingList(dataset.findings)}
<div class="pair">${popularityFigure(profile)}${activityFigure(profile)}</div>
${profile.actions.length > 0 && actionTable(profile, design.framing.label.actions ?? {})}
${profile.values.length > 0 && valueTable(profile, design.data.interactions.value ?? '')}
<p class="note">${percentage(profile.density)} of all pairs of user and item have an event; ${percent(profile.repeated)} of events repeat a pair. By the label, ${count(profile.positive)} speak for their item, ${count(profile.negative)} against it${profile.neutral > 0 && html`, ${count(profile.neutral)} neither`}. ${profile.unmet > 0 && html`${count(profile.unmet)} items of the catalogue have no event.`}</p>`,
  };
}

const LINE = { stroke: seriesColour(0), strokeWidth: 2 };

function popularityFigure({ popularity }: EventProfile): Html {
  const tenth = popularity.find((p) => p.items >= 0.1)?.events ?? 1;
  return figure({
    title: 'Popularity of items',
    label: `The most popular tenth of the items has ${percent(tenth)} of the events.`,
    caption: html`The most popular tenth of the items has ${percent(tenth)} of the events. On the diagonal all would be alike.`,
    plot: {
      x: {
        label: 'share of items, most popular first',
        labelArrow: 'none',
        grid: true,
        ticks: 5,
        percent: true,
      },
      y: { label: 'share of events', labelArrow: 'none', grid: true, ticks: 5, percent: true },
      marks: [
        Plot.line(
          [
            { items: 0, events: 0 },
            { items: 1, events: 1 },
          ],
          { x: 'items', y: 'events', stroke: 'var(--muted)', strokeDasharray: '3 4' },
        ),
        Plot.line(popularity, { x: 'items', y: 'events', ...LINE }),
        toldDots(popularity, {
          x: 'items',
          y: 'events',
          says: ({ items, events }) => `${percent(events)} of the events\nof ${percent(items)} of the items`,
        }),
      ],
    },
  });
}

const SHARES = ['least', 'a quarter', 'half', 'three quarters', '90 %', '99 %', 'most'];

function activityFigure({ perUser, perItem }: EventProfile): Html {
  const row = (label: string, i: number): Html =>
    html`<tr><th scope="row">${label}</th><td class="number">${data(perUser[i]!, amount(perUser[i]!))}</td><td class="number">${data(perItem[i]!, amount(perItem[i]!))}</td></tr>`;
  return html`<figure class="plot-figure"><h3>Events of a user, and about an item</h3>
<table class="compact"><thead><tr><th scope="col">Of all</th><th scope="col" class="number">Users have up to</th><th scope="col" class="number">Items have up to</th></tr></thead><tbody>${SHARES.map(row)}</tbody></table></figure>`;
}

function actionTable({ actions }: EventProfile, weights: Readonly<Record<string, number>>): Html {
  const most = actions[0]!.events;
  return html`<h3>Actions</h3><table class="bars"><thead><tr><th scope="col">Action</th><th scope="col" class="wide"><span class="hidden">Bar</span></th><th scope="col" class="number">Events</th><th scope="col" class="number">Counts</th></tr></thead>
<tbody>${actions.map(
    ({ action, events }) =>
      html`<tr><th scope="row">${name(action, 32)}</th><td class="wide">${shareBar(events / most)}</td><td class="number">${data(events, count(events))}</td><td class="number">${weights[action] ?? 0}</td></tr>`,
  )}</tbody></table>`;
}

function valueTable({ values }: EventProfile, column: string): Html {
  const most = Math.max(...values.map((v) => v.events));
  return html`<h3>${clipped(column)}</h3><table class="bars"><thead><tr><th scope="col">Value</th><th scope="col" class="wide"><span class="hidden">Bar</span></th><th scope="col" class="number">Events</th></tr></thead>
<tbody>${values.map(
    ({ from, to, events }) =>
      html`<tr><th scope="row">${from === to ? amount(from) : html`${amount(from)} to ${amount(to)}`}</th><td class="wide">${shareBar(events / most)}</td><td class="number">${data(events, count(events))}</td></tr>`,
  )}</tbody></table>`;
}
