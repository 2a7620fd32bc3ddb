import type { Feature, OutputColumn } from '../contracts/feature.ts';
import type { ParamSpecs, ParamsOf } from '../contracts/params.ts';
import { type CivilDate, civilDate, DAY_MS, LARGEST_INSTANT_MS, millisOfDay } from '../kernels/civil-date.ts';
import type { Column } from '../table/column.ts';
import { numbersOf } from '../table/forms.ts';

const params = {
  cyclic: {
    type: 'boolean',
    default: false,
    about: 'Also write hour, weekday and day of year as points on a circle, so that 23 h lies beside 0 h.',
  },
} as const satisfies ParamSpecs;

type DatePartsState = { readonly facts: { readonly cyclic: boolean }; readonly arrays: Record<never, never> };

const PARTS = ['year', 'month', 'day', 'weekday', 'hour', 'day of year'];
const CYCLES = ['hour', 'weekday', 'day of year'];

/**
 * Take an instant (milliseconds since 1970) apart, in UTC: year, month 1..12, day 1..31, weekday 1 (Monday) .. 7, hour
 * 0..23 with its fraction, day of the year from 1. An instant that no calendar holds counts as missing.
 */
export const dateParts: Feature<ParamsOf<typeof params>, DatePartsState> = {
  room: 'features',
  name: 'date-parts',
  version: 1,
  about: 'Take an instant apart into year, month, day, weekday, hour and day of the year.',
  params,
  traits: { accepts: ['number'], writes: 'number', missing: 'passes' },
  fit: (_input, _target, { cyclic }) => ({ facts: { cyclic }, arrays: {} }),
  outputs({ facts: { cyclic } }, name): readonly OutputColumn[] {
    const circles = cyclic ? CYCLES.flatMap((part) => [`${part} (sin)`, `${part} (cos)`]) : [];
    return [...PARTS, ...circles].map((part) => ({ name: `${name}: ${part}`, form: 'number' }));
  },
  apply({ facts: { cyclic } }, column, out) {
    const from = numbersOf(column);
    const date: CivilDate = { year: 0, month: 0, day: 0, dayOfYear: 0 };
    for (let i = 0; i < from.length; i++) {
      const instant = from[i]!;
      if (!(Math.abs(instant) <= LARGEST_INSTANT_MS)) {
        for (const each of out) numbersOf(each)[i] = Number.NaN;
        continue;
      }
      const millis = millisOfDay(instant);
      const days = Math.round((instant - millis) / DAY_MS);
      const hour = millis / 3_600_000;
      // 1 January 1970 was a Thursday.
      const weekday = ((((days + 3) % 7) + 7) % 7) + 1;
      civilDate(days, date);
      numbersOf(out[0]!)[i] = date.year;
      numbersOf(out[1]!)[i] = date.month;
      numbersOf(out[2]!)[i] = date.day;
      numbersOf(out[3]!)[i] = weekday;
      numbersOf(out[4]!)[i] = hour;
      numbersOf(out[5]!)[i] = date.dayOfYear;
      if (!cyclic) continue;
      writeCircle(out, 6, i, hour / 24);
      writeCircle(out, 8, i, (weekday - 1) / 7);
      writeCircle(out, 10, i, (date.dayOfYear - 1) / 365.25);
    }
  },
};

function writeCircle(out: readonly Column[], first: number, row: number, turn: number): void {
  numbersOf(out[first]!)[row] = Math.sin(2 * Math.PI * turn);
  numbersOf(out[first + 1]!)[row] = Math.cos(2 * Math.PI * turn);
}
