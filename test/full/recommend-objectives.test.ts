import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { random, randomInt, shuffle } from '../../src/kernels/random.ts';
import { range } from '../../src/kernels/range.ts';
import { folderOf, runCli } from '../cli/run-cli.ts';

const project = folderOf();
afterAll(() => rmSync(project, { recursive: true }));
const run = async (design: object): Promise<Record<string, unknown>> => {
  writeFileSync(join(project, 'shop.design.json'), JSON.stringify(design));
  const { stdout, stderr } = await runCli(['run', '--json', '--quiet'], { cwd: project });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
};

const ITEMS = 80;
/** Items that everybody clicks and nobody buys. */
const BAIT = 25;

/** Slates by chance; first places are looked at most; users buy what is of their kind. */
function writeShop(): void {
  const r = random(1);
  const lines = ['user,item,ts,action,position,requestId,amount'];
  for (let u = 0; u < 500; u++) {
    let at = 1.7e9 + randomInt(r, 30 * 86_400);
    for (let s = 0; s < 10; s++) {
      at += 3600 + randomInt(r, 5 * 86_400);
      const slate = `r${u}-${s}`;
      shuffle(range(ITEMS), r)
        .subarray(0, 10)
        .forEach((item, place) => {
          const told = (action: string, later: number, position: number | '', amount: number | ''): void => {
            lines.push([u, item, at + later, action, position, slate, amount].join(','));
          };
          told('impression', 0, place, '');
          const [bait, mine] = [item < BAIT, item % 4 === u % 4];
          if (r() > (1 + place) ** -0.7 * (bait ? 0.6 : mine ? 0.5 : 0.05)) return;
          told('click', 20, place, '');
          if (r() < (bait ? 0.02 : mine ? 0.6 : 0.1)) told('buy', 400, '', 5 + randomInt(r, 45));
        });
    }
  }
  writeFileSync(join(project, 'events.csv'), `${lines.join('\n')}\n`);
  const kinds = Array.from({ length: ITEMS }, (_, i) => `${i},k${i % 4},${i < BAIT ? 'yes' : 'no'}`);
  writeFileSync(join(project, 'items.csv'), `item,kind,bait\n${kinds.join('\n')}\n`);
}

describe('a shop whose clicks are not its sales', () => {
  writeShop();
  const design = {
    kind: 'recommend',
    framing: {
      repeats: true,
      objectives: {
        click: { actions: { click: 1 } },
        purchase: { actions: { buy: 1 }, after: ['click'], withinMinutes: 60 },
      },
      business: { actions: { buy: 1 }, weighted: true },
    },
    data: {
      interactions: { file: 'events.csv', value: 'amount' },
      items: 'items.csv',
      impressions: 'impression',
      split: 'time',
    },
    retrievers: ['most-popular', 'item-knn'],
  };

  test('is told to learn from sales, and how well chances of clicks come true', async () => {
    const { objectives, shown, choice } = await run({ ...design, ranker: 'boosted-trees' });
    expect(objectives).toMatchObject({ metric: 'worthAt10', sure: true });
    expect(objectives).toHaveProperty('because', expect.stringContaining('Use purchase'));
    expect(shown).toMatchObject({ correction: 'position' });
    expect((shown as { auc: { low: number } }).auc.low).toBeGreaterThan(0.6);
    expect((shown as { nce: { high: number } }).nce.high).toBeLessThan(0.95);
    expect(choice).toMatchObject({ kind: 'model', ranker: { model: 'boosted-trees', ofShown: true } });
  });

  test('learns several rankers, a network among them, and keeps the mix where none is surely better', async () => {
    const { choice } = await run({
      ...design,
      framing: { repeats: true, label: { actions: { click: 1 } } },
      ranker: ['boosted-trees', { name: 'deep-cross-network', epochs: 3 }],
    });
    expect(choice).toMatchObject({ kind: 'single' });
    const { rankers } = choice as { rankers: { model: string; gain: { low: number } }[] };
    expect(rankers.map(({ model }) => model)).toEqual(['boosted-trees', 'deep-cross-network']);
    for (const { gain } of rankers) expect(gain.low).toBeLessThan(0);
  });
});
