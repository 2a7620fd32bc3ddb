import { expect, test } from 'vitest';
import { kilometres } from '../../src/kernels/kilometres.ts';

test('distances on a sphere', () => {
  const quarter = (Math.PI / 2) * 6371.0088;
  expect(kilometres(0, 0, 0, 90)).toBeCloseTo(quarter, 6);
  expect(kilometres(90, 17, 0, -120)).toBeCloseTo(quarter, 6);
  expect(kilometres(10, 20, -10, -160)).toBeCloseTo(2 * quarter, 2);
  expect(kilometres(48.1, 11.5, 48.1, 11.5)).toBe(0);
  // Berlin to Paris, by the spherical law of cosines in Python.
  expect(kilometres(52.52, 13.405, 48.8566, 2.3522)).toBeCloseTo(877.46454, 4);
  // Over the date line the short way.
  expect(kilometres(0, 179.5, 0, -179.5)).toBeCloseTo(quarter / 90, 6);
  expect(kilometres(Number.NaN, 0, 0, 0)).toBeNaN();
});
