import type { MatrixColumn } from '../../contracts/model.ts';
import type { Query } from '../../contracts/retriever.ts';
import { kilometres } from '../../kernels/kilometres.ts';
import type { Catalogue } from '../../table/catalogue.ts';
import type { CategoryColumn, NumberColumn } from '../../table/column.ts';
import { type Matrix, matrix } from '../../table/matrix.ts';
import type { Candidates } from './candidates.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The first day of 1970 was a Thursday; weeks begin on Mondays here. */
const FIRST_WEEKDAY = 3;

/** What a ranker sees of a candidate: a fixed list of features, by what is known at training. */
export interface CandidateFeatures {
  /** In the order of the matrix. */
  readonly columns: readonly MatrixColumn[];
  /** One row a candidate, NaN = not known. O(candidates x features + history x attributes). */
  of(candidates: Candidates, query: Query, catalogue: Catalogue): Matrix;
}

/** A block of features that belong together: their names, and how they are written from column `at` on. */
interface Block {
  readonly names: readonly string[];
  write(out: Matrix, at: number, candidates: Candidates, query: Query, catalogue: Catalogue): void;
}

/**
 * Features of candidates: what each retriever says (`score:NAME`, `place:NAME`), the item (popularity at training, age,
 * its numbers, the days until an instant of it), the user (events, days since the last, how popular what he knows is), the
 * moment (hour and weekday, UTC), and their crosses: the share of his past with the same value of an attribute, how far a
 * number is from its mean there (`affinity:`, `distance:`), and how attributes stand to those of the same name in the
 * context (`match:`, `gap:`, and `kilometres` where both have a latitude and a longitude). All of them are known at the
 * instant of the query, so training on past slates looks into no future.
 *
 * retrievers: their names, in the order of the candidates' sources. popularity: [items at training]. positioned: also the
 * place in which a candidate is shown, which is the first for all of them, for an order that is to be found knows of none.
 */
export function candidateFeatures(
  retrievers: readonly string[],
  attributes: Catalogue['attributes'],
  popularity: Float32Array,
  positioned = false,
): CandidateFeatures {
  const blocks: Block[] = [
    ...retrievers.map(sourceBlock),
    itemBlock(popularity),
    userBlock(popularity),
    momentBlock,
    ...attributes.schema.flatMap(({ name, type }) => {
      const { form } = attributes.columns.get(name)!;
      if (type === 'timestamp') return [untilBlock(name)];
      if (form === 'number') return [numberBlock(name)];
      return form === 'category' ? [categoryBlock(name)] : [];
    }),
    ...placeBlock(attributes),
    ...(positioned ? [positionBlock] : []),
  ];
  const columns = blocks.flatMap(({ names }) => names.map((name) => ({ name, source: name })));
  return {
    columns,
    of(candidates, query, catalogue) {
      const out = matrix(candidates.item.length, columns.length);
      let at = 0;
      for (const block of blocks) {
        block.write(out, at, candidates, query, catalogue);
        at += block.names.length;
      }
      return out;
    },
  };
}

const sourceBlock = (name: string, r: number): Block => ({
  names: [`score:${name}`, `place:${name}`],
  write({ rows, data }, at, { sources }) {
    const { level, place } = sources[r]!;
    data.set(level, at * rows);
    for (let c = 0; c < rows; c++)
      data[(at + 1) * rows + c] = place[c]! < 0 ? Number.NaN : Math.log1p(place[c]!);
  },
});

const itemBlock = (popularity: Float32Array): Block => ({
  names: ['item:popularity', 'item:ageDays'],
  write({ rows, data }, at, { item }, { now }, { addedAt }) {
    for (let c = 0; c < rows; c++) {
      const i = item[c]!;
      data[at * rows + c] = Math.log1p(popularity[i] ?? 0);
      data[(at + 1) * rows + c] = Math.max(0, (now - addedAt[i]!) / DAY_MS);
    }
  },
});

const userBlock = (popularity: Float32Array): Block => ({
  names: ['user:events', 'user:daysSinceLast', 'user:popularity'],
  write({ rows, data }, at, _, query) {
    const last = query.length === 0 ? Number.NaN : query.at[query.length - 1]!;
    let known = 0;
    for (let e = 0; e < query.length; e++) known += Math.log1p(popularity[query.item[e]!] ?? 0);
    data.fill(Math.log1p(query.length), at * rows, (at + 1) * rows);
    data.fill(Math.max(0, (query.now - last) / DAY_MS), (at + 1) * rows, (at + 2) * rows);
    data.fill(known / query.length, (at + 2) * rows, (at + 3) * rows);
  },
});

const momentBlock: Block = {
  names: ['moment:hour', 'moment:weekday'],
  write({ rows, data }, at, _, { now }) {
    data.fill(Math.floor(now / HOUR_MS) % 24, at * rows, (at + 1) * rows);
    data.fill((Math.floor(now / DAY_MS) + FIRST_WEEKDAY) % 7, (at + 1) * rows, (at + 2) * rows);
  },
};

/** Days until an instant of the item; below 0 when it has passed. */
const untilBlock = (name: string): Block => ({
  names: [`until:${name}`],
  write({ rows, data }, at, { item }, { now }, { attributes }) {
    const { values } = attributes.columns.get(name) as NumberColumn;
    for (let c = 0; c < rows; c++) data[at * rows + c] = ((values[item[c]!] ?? Number.NaN) - now) / DAY_MS;
  },
});

/** Name of the feature that says in which place a candidate is shown, from 0: the last one, where there is one. */
export const POSITION = 'shown:position';

const positionBlock: Block = {
  names: [POSITION],
  write({ rows, data }, at) {
    data.fill(0, at * rows, (at + 1) * rows);
  },
};

/** Let candidates stand in these places, where the features have any: in place. positions [candidates], NaN unknown. */
export function placeAt(rows: Matrix, columns: CandidateFeatures['columns'], positions: Float64Array): void {
  if (columns.at(-1)?.name === POSITION) rows.data.set(positions, (rows.cols - 1) * rows.rows);
}

const LATITUDE = /^lat(itude)?$/i;
const LONGITUDE = /^(lon|lng|long|longitude)$/i;

/** How far an item is from the user, where both say where they are under the same names. */
function placeBlock({ schema, columns }: Catalogue['attributes']): Block[] {
  const named = (pattern: RegExp) =>
    schema.find(({ name }) => pattern.test(name) && columns.get(name)!.form === 'number')?.name;
  const latitude = named(LATITUDE);
  const longitude = named(LONGITUDE);
  if (latitude === undefined || longitude === undefined) return [];
  return [
    {
      names: ['kilometres'],
      write({ rows, data }, at, { item }, { context }, { attributes }) {
        const north = (attributes.columns.get(latitude) as NumberColumn).values;
        const east = (attributes.columns.get(longitude) as NumberColumn).values;
        const [y, x] = [numberIn(context, latitude), numberIn(context, longitude)];
        for (let c = 0; c < rows; c++) {
          const i = item[c]!;
          data[at * rows + c] = kilometres(y, x, north[i] ?? Number.NaN, east[i] ?? Number.NaN);
        }
      },
    },
  ];
}

/** A number of the context; NaN when it is none, or not there. */
function numberIn(context: Query['context'], name: string): number {
  const value = context[name];
  return typeof value === 'number' ? value : Number.NaN;
}

/**
 * The share of what the user was for that has the value of this item, and whether the context has it; NaN where the item,
 * the user or the context has none.
 */
const categoryBlock = (name: string): Block => ({
  names: [`affinity:${name}`, `match:${name}`],
  write({ rows, data }, at, { item }, query, { attributes }) {
    const { codes, dictionary } = attributes.columns.get(name) as CategoryColumn;
    const times = new Map<number, number>();
    let all = 0;
    for (let e = 0; e < query.length; e++) {
      const code = codes[query.item[e]!] ?? -1;
      if (code < 0 || query.weight[e]! <= 0) continue;
      times.set(code, (times.get(code) ?? 0) + 1);
      all += 1;
    }
    const own = query.context[name];
    for (let c = 0; c < rows; c++) {
      const code = codes[item[c]!] ?? -1;
      data[at * rows + c] = code < 0 ? Number.NaN : (times.get(code) ?? 0) / all;
      const unknown = code < 0 || own === undefined || own === null;
      data[(at + 1) * rows + c] = unknown ? Number.NaN : Number(dictionary[code] === String(own));
    }
  },
});

/** The number itself, how far it is from its mean over what the user was for, and how far above that of the context. */
const numberBlock = (name: string): Block => ({
  names: [`item:${name}`, `distance:${name}`, `gap:${name}`],
  write({ rows, data }, at, { item }, query, { attributes }) {
    const { values } = attributes.columns.get(name) as NumberColumn;
    const own = numberIn(query.context, name);
    let sum = 0;
    let count = 0;
    for (let e = 0; e < query.length; e++) {
      const value = values[query.item[e]!] ?? Number.NaN;
      if (Number.isNaN(value) || query.weight[e]! <= 0) continue;
      sum += value;
      count += 1;
    }
    for (let c = 0; c < rows; c++) {
      const value = values[item[c]!] ?? Number.NaN;
      data[at * rows + c] = value;
      data[(at + 1) * rows + c] = Math.abs(value - sum / count);
      data[(at + 2) * rows + c] = value - own;
    }
  },
});
