import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openUnavailable } from '../../../src/recipe/recommender/available.ts';
import { bareCatalogue, type Catalogue, isThere } from '../../../src/table/catalogue.ts';

const instants = fc.constantFrom(Number.NaN, -5, 0, 1, 2, 3, 7);

test('what is excluded, gone or not there yet is marked, whatever was asked before', () => {
  const catalogues = fc
    .array(fc.record({ at: instants, live: fc.nat(1), out: fc.nat(1) }), { maxLength: 9 })
    .map((items) => ({
      excluded: Uint8Array.from(items, ({ out }) => out),
      catalogue: {
        ...bareCatalogue(items.length),
        addedAt: Float64Array.from(items, ({ at }) => at),
        live: Uint8Array.from(items, ({ live }) => live),
      } satisfies Catalogue,
    }));
  fc.assert(
    fc.property(
      fc.array(catalogues, { minLength: 1, maxLength: 3 }),
      fc.array(instants),
      (several, asked) => {
        const unavailable = openUnavailable();
        asked.forEach((now, i) => {
          const { catalogue, excluded } = several[Math.floor(i / 3) % several.length]!;
          const wanted = excluded.map((out, item) => (out !== 0 || !isThere(catalogue, item, now) ? 1 : 0));
          expect([...unavailable(excluded, catalogue, now)]).toEqual([...wanted]);
        });
      },
    ),
  );
});
