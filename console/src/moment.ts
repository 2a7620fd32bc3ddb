import { computed, signal } from '@preact/signals';
import { keep, place } from './address.ts';

/** The moment that a pointer is over, ms since 1970; null = none. */
export const hovered = signal<number | null>(null);

/** The moment that was kept, as the address says: it is sent with the view; null = none. */
export const pinned = computed(() => {
  const at = Date.parse(place.value.query.get('at') ?? '');
  return Number.isNaN(at) ? null : at;
});

/** The moment that all time lines of a view show: what is pointed at, else what was kept; null = now. */
export const moment = computed(() => hovered.value ?? pinned.value);

/** Keep a moment in the address, to the second; null = let it go. */
export const pin = (at: number | null): void =>
  keep({ at: at === null ? null : new Date(at).toISOString().replace(/\.\d+/, '') });
