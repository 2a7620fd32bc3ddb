import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Task } from '../../src/contracts/task.ts';
import { dateParts } from '../../src/features/date-parts.ts';
import { hashed } from '../../src/features/hashed.ts';
import { features } from '../../src/features/index.ts';
import { integer } from '../../src/features/integer.ts';
import { oneHot } from '../../src/features/one-hot.ts';
import { targetEncode } from '../../src/features/target-encode.ts';
import { tfIdf } from '../../src/features/tf-idf.ts';
import { murmur3 } from '../../src/kernels/murmur3.ts';
import { codes, fitted, numbers, texts } from './fitted.ts';

const file = join(import.meta.dirname, '../golden/features/golden.json');
type Rows = (number | null)[][];
interface Golden {
  readonly 'made with': { readonly 'scikit-learn': string };
  readonly numbers: readonly {
    readonly feature: string;
    readonly params: Readonly<Record<string, number | boolean>>;
    readonly train: (number | null)[];
    readonly apply: (number | null)[];
    readonly expected: Rows;
  }[];
  readonly categories: {
    readonly dictionary: string[];
    readonly train: number[];
    readonly apply: number[];
    readonly 'one-hot': Rows;
    readonly integer: Rows;
    readonly 'target-encode': readonly {
      readonly y: number[];
      readonly kind: 'binary' | 'multiclass' | 'continuous';
      readonly smoothing: number;
      readonly expected: Rows;
    }[];
  };
  readonly murmur3: readonly { readonly text: string; readonly seed: number; readonly hash: number }[];
  readonly hashed: { readonly texts: string[]; readonly columns: number; readonly expected: Rows };
  readonly 'tf-idf': {
    readonly train: string[];
    readonly apply: string[];
    readonly columns: number;
    readonly expected: Rows;
  };
  readonly 'date-parts': { readonly instants: number[]; readonly expected: Rows };
}
const golden: Golden = JSON.parse(readFileSync(file, 'utf8'));

const tasks: Readonly<Record<string, Task>> = {
  binary: { category: 'binary', classes: ['0', '1'] },
  multiclass: { category: 'multiclass', classes: ['0', '1', '2'] },
  continuous: { category: 'regression' },
};

/** Category outputs as codes, to compare with ordinal bins. */
function ordinal(outputs: (number | string | null)[][], labels: readonly string[] | undefined): Rows {
  return outputs.map((o) => o.map((v) => (typeof v === 'string' ? labels!.indexOf(v) : v)));
}

function expectClose(got: Rows, expected: Rows): void {
  expect(got.length).toBe(expected.length);
  got.forEach((column, k) => {
    expect(column.length).toBe(expected[k]!.length);
    column.forEach((value, i) => {
      const want = expected[k]![i]!;
      if (value === null || want === null) expect(value, `output ${k}, row ${i}`).toBe(want);
      else
        expect(Math.abs(value - want) <= 1e-12 * Math.max(1, Math.abs(want)), `${value} is not ${want}`).toBe(
          true,
        );
    });
  });
}

describe(`as scikit-learn ${golden['made with']['scikit-learn']}`, () => {
  test.each(
    golden.numbers.map((c, i) => ({
      ...c,
      says: `${i}: ${c.feature} ${JSON.stringify(c.params)}`,
    })),
  )('$says', ({ feature: name, params, train, apply, expected }) => {
    const feature = features.find((f) => f.name === name)!;
    const asked = fitted(feature, numbers(train), params);
    const labels = asked.state.facts.labels as string[] | undefined;
    expectClose(ordinal(asked.apply(numbers(apply)), labels), expected);
  });

  const { dictionary, train, apply, ...encodings } = golden.categories;
  const trained = codes(train, dictionary);
  const rows = codes(apply, dictionary);

  test('one-hot', () => expectClose(fitted(oneHot, trained).apply(rows) as Rows, encodings['one-hot']));
  test('integer', () => expectClose(fitted(integer, trained).apply(rows) as Rows, encodings.integer));
  test.each(encodings['target-encode'])('target-encode, $kind, smoothing $smoothing', (c) => {
    const target = { task: tasks[c.kind]!, y: Float64Array.from(c.y) };
    const asked = fitted(targetEncode, trained, { smoothing: c.smoothing }, target);
    expectClose(asked.apply(rows) as Rows, c.expected);
  });

  test.each(golden.murmur3)('murmur3 of $text with seed $seed', ({ text, seed, hash }) => {
    expect(murmur3(text, 0, text.length, seed)).toBe(hash);
  });

  test('hashed', () => {
    const { texts: strings, columns, expected } = golden.hashed;
    expectClose(fitted(hashed, texts(strings), { columns }).apply(texts(strings)) as Rows, expected);
    const category = fitted(hashed, codes([], strings), { columns });
    expectClose(category.apply(codes([...strings.keys()], strings)) as Rows, expected);
  });

  test('tf-idf', () => {
    const { train: some, apply: others, columns, expected } = golden['tf-idf'];
    expectClose(fitted(tfIdf, texts(some), { columns }).apply(texts(others)) as Rows, expected);
  });

  test('date-parts, by pandas', () => {
    const { instants, expected } = golden['date-parts'];
    const instantColumn = numbers(instants);
    expectClose(fitted(dateParts, instantColumn).apply(instantColumn) as Rows, expected);
  });
});
