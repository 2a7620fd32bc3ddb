import { expect, test } from 'vitest';
import type { Deployment } from '../../../src/stages/deploy/registry.ts';
import { withPoints } from '../../../src/stages/watch/look-points.ts';
import { markersOf } from '../../../src/stages/watch/markers.ts';

test('a long time line is thinned at its old end, moment by moment', () => {
  let points: readonly { at: number; of: string }[] = [];
  for (let at = 0; at < 1000; at++)
    points = withPoints(points, [
      { at, of: 'champion' },
      { at, of: 'challenger' },
    ]);
  const moments = [...new Set(points.map(({ at }) => at))];
  expect(moments.length).toBeLessThanOrEqual(240);
  expect(points.length).toBe(2 * moments.length);
  expect(moments[0]).toBe(0);
  expect(moments.slice(-100)).toEqual(Array.from({ length: 100 }, (_, i) => 900 + i));
});

test('moves of the registry are marked, with the ends of shadows that they bring', () => {
  const move = (at: number, action: Deployment['action'], version: number, by = 'ann'): Deployment => ({
    at,
    action,
    version,
    from: null,
    by,
    why: '',
  });
  const history = [
    move(1, 'promote', 1),
    move(2, 'challenge', 2),
    move(3, 'challenge', 3),
    move(4, 'promote', 3, 'retraining'),
    move(5, 'rollback', 1),
  ];
  expect(markersOf({ history }, 2).map(({ at, what, version }) => `${at} ${what} ${version}`)).toEqual([
    '2 shadow-start 2',
    '3 shadow-stop 2',
    '3 shadow-start 3',
    '4 shadow-stop 3',
    '4 retrain 3',
    '5 rollback 1',
  ]);
});
