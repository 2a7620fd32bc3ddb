import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CivilDate, civilDate, DAY_MS, millisOfDay } from '../../src/kernels/civil-date.ts';
import { parseInstant } from '../../src/kernels/instant.ts';

const dates = fc.date({ noInvalidDate: true, min: new Date('0000-01-01'), max: new Date('9999-12-31') });

test('reads back what ISO-8601 writes', () => {
  fc.assert(
    fc.property(dates, (date) => {
      expect(parseInstant(date.toISOString())).toBe(date.getTime());
    }),
  );
});

test.each([
  ['2024-02-29', Date.UTC(2024, 1, 29)],
  ['2024-02-29T12:30', Date.UTC(2024, 1, 29, 12, 30)],
  ['2024-02-29 12:30:15', Date.UTC(2024, 1, 29, 12, 30, 15)],
  ['2024-02-29T12:30:15.5Z', Date.UTC(2024, 1, 29, 12, 30, 15, 500)],
  ['2024-02-29T12:30:15.123456789Z', Date.UTC(2024, 1, 29, 12, 30, 15, 123)],
  ['2024-02-29T12:30:00+02:00', Date.UTC(2024, 1, 29, 10, 30)],
  ['2024-02-29 12:30:00+00', Date.UTC(2024, 1, 29, 12, 30)],
  ['2024-02-29T12:30:00-0530', Date.UTC(2024, 1, 29, 18)],
])('%s', (text, instant) => expect(parseInstant(text)).toBe(instant));

test.each(['', 'now', '2024', '2023-02-29', '2024-13-01', '2024-01-01T24:00', '29/02/2024', '2024-1-1'])(
  '%j is no instant',
  (text) => expect(parseInstant(text)).toBeNaN(),
);

test('calendar dates are those of ECMAScript', () => {
  const out: CivilDate = { year: 0, month: 0, day: 0, dayOfYear: 0 };
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true, min: new Date('-271820-01-01') }), (date) => {
      civilDate((date.getTime() - millisOfDay(date.getTime())) / DAY_MS, out);
      const first = new Date(0);
      first.setUTCFullYear(date.getUTCFullYear(), 0, 1);
      first.setUTCHours(0, 0, 0, 0);
      expect(out).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        dayOfYear: Math.floor((date.getTime() - first.getTime()) / DAY_MS) + 1,
      });
    }),
    { numRuns: 2000 },
  );
});
