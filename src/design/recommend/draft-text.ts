import type { RecommendDesign } from '../../contracts/recommend-design.ts';
import { commented, fieldName, quoted } from '../literal.ts';
import type { Inference } from '../resolution.ts';

/** What `init` knows when it writes the design of a recommender. */
export interface RecommendDraft {
  readonly design: RecommendDesign;
  readonly inferences: readonly Inference[];
  readonly events: number;
  readonly users: number;
  readonly items: number;
}

const n = (count: number): string => count.toLocaleString('en');

/** The text of a commented NAME.design.ts: what was found is written, what can be said is shown. */
export function recommendDraftText({ design, inferences, events, users, items }: RecommendDraft): string {
  const { name, data, framing, retrievers } = design;
  const why = (path: string): string => {
    const because = inferences.find((i) => i.path === path)?.because;
    return because === undefined ? '' : ` // ${commented(because)}`;
  };
  return `import { defineSystem } from 'millwright';
import type { Columns } from './${name}.columns.ts';

// The design of ${quoted(name)}: ${n(events)} events of ${n(users)} users with ${n(items)} items. What is left out is inferred;
// "millwright show" prints all of it, and why. "millwright run" builds it.
export default defineSystem<Columns>({
  kind: 'recommend',

  requirements: {
    // What does the business gain when this works?
    objective: ${quoted(design.requirements.objective)},
    // latencyMs: 50,
    // privacy: ['no names or addresses'],
  },

  data: {
${tableLines(design)}
    split: ${quoted(data.split.name)},${why('data.split.name')}
  },

  framing: {
    // ${commented(framing.label.says)}
${labelLines(design, why)}    repeats: ${framing.repeats},${why('framing.repeats')}
  },

  // All that fit are trained, tuned and weighed on validation events. To choose yourself:
  // retrievers: [${retrievers.map((r) => quoted(r.name)).join(', ')}],
  // ranker: 'blend',
${rerankerLine(design)}
  evaluation: {
    primary: ${quoted(design.evaluation.primary)},
  },

  serving: {
    port: ${design.serving.port},
  },
});
`;
}

function tableLines({ data }: RecommendDesign): string {
  const { interactions: columns, items, users, friends } = data;
  const sourceOf = (table: string): string =>
    `file: ${quoted(data.sources.find((s) => s.name === table)!.from)}`;
  const roles = ['user', 'item', 'time', 'value', 'action'] as const;
  const named = roles.flatMap((role) => {
    const column = columns[role];
    return column === null ? [] : [`      ${role}: ${quoted(column)},`];
  });
  return [
    '    interactions: {',
    `      ${sourceOf('interactions')},`,
    ...named,
    '    },',
    ...(items === null
      ? ["    // items: 'items.csv', // what is known of items: attributes for new ones, filters and rules"]
      : [
          `    items: { ${sourceOf('items')}, id: ${quoted(items.id)}${items.added === null ? '' : `, added: ${quoted(items.added)}`} },`,
        ]),
    ...(users === null ? [] : [`    users: { ${sourceOf('users')}, id: ${quoted(users.id)} },`]),
    ...(friends === undefined
      ? []
      : [
          `    friends: { ${sourceOf('friends')}, from: ${quoted(friends.from)}, to: ${quoted(friends.to)} },`,
        ]),
  ].join('\n');
}

function labelLines({ framing: { label } }: RecommendDesign, why: (path: string) => string): string {
  const { actions, atLeast } = label;
  if (actions !== null) {
    const weights = Object.entries(actions).map(([action, weight]) => `${fieldName(action)}: ${weight}`);
    return `    label: { actions: { ${weights.join(', ')} } },\n`;
  }
  return atLeast === null ? '' : `    label: { atLeast: ${atLeast} },${why('framing.label.atLeast')}\n`;
}

/** A rule over the first category of the items, where there is one, as an example. */
function rerankerLine({ data: { items } }: RecommendDesign): string {
  const category = items?.columns.find((c) => c.type === 'nominal');
  const cap = category === undefined ? '' : `{ name: 'cap', attribute: ${quoted(category.name)}, most: 3 }, `;
  return `  // rerankers: [${cap}'mmr'],\n`;
}
