import type { Measured } from '../../contracts/evaluation.ts';
import { type Html, html } from './html.ts';

/** What stands where there is no number. */
export const NONE = '–';
const NARROW = '\u202f';

const formats = new Map<number, Intl.NumberFormat>();

/** "1,234.50", or with -2 decimals "1,200"; a true minus sign; exponents only beyond 10^15 and below 10^-6. */
export function fixed(value: number, decimals: number): string {
  if (decimals < 0) return fixed(Math.round(value * 10 ** decimals) / 10 ** decimals, 0);
  if (!Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-6 && decimals > 6))
    return value.toExponential(2).replace('-', '−').replace('e+', 'e');
  let format = formats.get(decimals);
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: 'negative',
    });
    formats.set(decimals, format);
  }
  return format.format(value).replace('-', '−');
}

export const count = (value: number): string => fixed(value, 0);

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** Three significant digits or all of a small integer, for amounts of unknown size: "0.0123", "45.6", "1987", "145k". */
export function amount(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e4 && size < 1e15) return compact.format(value).replace('-', '−').replace('K', 'k');
  if (Number.isInteger(value) && size < 1e4) return String(value).replace('-', '−');
  const digits = 2 - Math.floor(Math.log10(size));
  return trimmed(fixed(value, Math.min(8, Math.max(0, digits))));
}

const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** A share of 1 as "26.5 %", always with one decimal: for columns of a table. */
export function percentage(share: number): string {
  if (share > 0 && share < 0.0005) return `<0.1${NARROW}%`;
  if (share < 1 && share > 0.9995) return `>99.9${NARROW}%`;
  return `${fixed(share * 100, 1)}${NARROW}%`;
}

/** The same within a sentence: "60 %". */
export const percent = (share: number): string => percentage(share).replace('.0', '');

export function seconds(value: number): string {
  if (value < 0.001) return `${fixed(value * 1e6, 0)}${NARROW}µs`;
  if (value < 1) return `${fixed(value * 1e3, value < 0.1 ? 1 : 0)}${NARROW}ms`;
  if (value < 90) return `${fixed(value, 1)}${NARROW}s`;
  const whole = Math.round(value);
  return `${Math.floor(whole / 60)}${NARROW}min ${whole % 60}${NARROW}s`;
}

export function micros(value: number): string {
  if (value < 1000) return `${fixed(value, value < 10 ? 1 : 0)}${NARROW}µs`;
  return `${fixed(value / 1000, 1)}${NARROW}ms`;
}

export function bytes(value: number): string {
  if (value < 1000) return `${count(value)}${NARROW}B`;
  if (value < 1e6) return `${fixed(value / 1e3, value < 1e4 ? 1 : 0)}${NARROW}kB`;
  return `${fixed(value / 1e6, 1)}${NARROW}MB`;
}

/** Day and minute, UTC. */
export const instant = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/**
 * Decimals with which measured values are worth showing: the half width of the narrowest interval keeps two digits.
 * Negative for wide intervals: -2 is hundreds. 3 where there is no interval; at most 5.
 */
export function decimalsFor(measured: readonly Measured[]): number {
  let narrowest = Number.POSITIVE_INFINITY;
  for (const { low, high } of measured)
    if (low !== null && high !== null && high > low) narrowest = Math.min(narrowest, (high - low) / 2);
  if (narrowest === Number.POSITIVE_INFINITY) return 3;
  return Math.min(5, 1 - Math.floor(Math.log10(narrowest)));
}

/** A number for people, with the number in full for machines. */
export const data = (value: number | null, text: string): Html =>
  value === null ? html`${NONE}` : html`<data value="${String(value)}">${text}</data>`;

export const measuredValue = (m: Measured, decimals: number): Html =>
  data(m.value, m.value === null ? NONE : fixed(m.value, decimals));

/** "0.824 to 0.866", or nothing without an interval. */
export const measuredRange = (m: Measured, decimals: number): string =>
  m.low === null || m.high === null ? '' : `${fixed(m.low, decimals)} to ${fixed(m.high, decimals)}`;

/** "0.846 (0.824 to 0.866)". */
export function measuredText(m: Measured, decimals: number): string {
  if (m.value === null) return 'not defined';
  const range = measuredRange(m, decimals);
  return fixed(m.value, decimals) + (range && ` (${range})`);
}
