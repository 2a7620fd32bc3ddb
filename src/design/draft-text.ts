import type { InferredColumn } from '../contracts/dataset.ts';
import type { Category } from '../contracts/task.ts';
import { inferSlices } from './infer-slices.ts';
import { inferCategory, inferPositive } from './infer-target.ts';
import { commented, fieldName, quoted } from './literal.ts';
import { usualModelsFor } from './resolve-components.ts';

/** What `init` knows when it writes a design. */
export interface DraftFacts {
  readonly name: string;
  /** Path of the source, relative to the project. */
  readonly file: string;
  readonly rows: number;
  readonly columns: readonly InferredColumn[];
  readonly target: InferredColumn;
}

/** The text of a commented NAME.design.ts: what is needed is written, what can be said is shown. */
export function draftText(facts: DraftFacts): string {
  const { name, file, rows, columns, target } = facts;
  const { value: category, because } = inferCategory(target);
  const models = category === null ? [] : usualModelsFor(category).map((m) => quoted(m.name));
  const sliced = inferSlices(columns.filter((c) => c !== target));
  return `import { defineSystem } from 'millwright';
import type { Columns } from './${name}.columns.ts';

// The design of ${quoted(name)}: ${rows.toLocaleString('en')} rows of ${columns.length} columns. What is left out is inferred;
// "millwright show" prints all of it, and why. "millwright run" builds it.
export default defineSystem<Columns>({
  requirements: {
    // What does the business gain when this works?
    objective: ${quoted(`predict ${target.name}`)},
    // constraints: ['decisions must be explainable'],
    // latencyMs: 50,
    // privacy: ['no names or addresses'],
  },

  framing: {
    target: ${quoted(target.name)}, // ${commented(because)}
${framingLines(target, category)}  },

  data: {
    // Who made it, and how far is it trusted? Both stay with every model.
    sources: [{ file: ${quoted(file)} /* , collectedBy: 'crm export', trust: 'high' */ }],
${columnLines(columns, target)}    // split: { name: 'stratified', train: 0.6, validation: 0.2, test: 0.2 },
  },

  // Columns get the steps that each model asks for. To choose them yourself:
  // features: { ${exampleFeature(columns, target)} },

  // models: [${models.join(', ')}],

  evaluation: {
    slices: [${sliced.map(quoted).join(', ')}],
${costLines(category)}  },

  serving: {
    port: 8080,
${category === 'binary' ? "    // threshold: 0.5, // or 'f1', or 'cost'\n" : ''}  },
});
`;
}

function framingLines(target: InferredColumn, category: Category | null): string {
  if (category !== 'binary' || target.values === undefined) return '';
  const { value, because } = inferPositive(target);
  return `    positive: ${quoted(value)}, // ${commented(because)}\n`;
}

/** Lines about columns that the model will not see, or that are worth a look. */
function columnLines(columns: readonly InferredColumn[], target: InferredColumn): string {
  const lines = columns
    .filter((c) => c !== target)
    .flatMap((c) => {
      const says = worthSaying(c);
      return says === null ? [] : [`      // ${fieldName(c.name)}: ${says}`];
    });
  const shown = lines.slice(0, 12);
  if (lines.length > shown.length) shown.push(`      // ... and ${lines.length - shown.length} more`);
  return shown.length === 0 ? '' : `    columns: {\n${shown.join('\n')}\n    },\n`;
}

function worthSaying(c: InferredColumn): string | null {
  if (c.type === 'identifier') return `{ drop: true }, left out as an identifier: ${commented(c.because)}`;
  if (c.distinct <= 1) return '{ drop: true }, left out: it never changes';
  if (c.odd > 0)
    return `{ type: '${c.type}' }, but ${(100 * c.odd).toPrecision(2)} % of its values are of another type`;
  return null;
}

function exampleFeature(columns: readonly InferredColumn[], target: InferredColumn): string {
  const number = columns.find((c) => c !== target && c.type === 'continuous');
  return `${fieldName(number?.name ?? 'amount')}: ['fill-median', 'z-score']`;
}

const costLines = (category: Category | null): string =>
  category === 'binary'
    ? '    // What does a wrong decision cost? With it the threshold is the cheapest one.\n' +
      '    // costs: { falsePositive: 1, falseNegative: 5 },\n'
    : '';
