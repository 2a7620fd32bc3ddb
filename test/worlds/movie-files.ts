import { random } from '../../src/kernels/random.ts';

const USERS = 80;
const ITEMS = 40;

/** Two tastes: nine in ten events of a user are about items of his own half. One event a day, over three months. */
export function madeRatings(): string {
  const r = random(7);
  const lines = ['userId,movieId,rating,timestamp'];
  for (let u = 0; u < USERS; u++)
    for (let e = 0; e < 12; e++) {
      const half = r() < 0.9 ? u % 2 : 1 - (u % 2);
      const item = 2 * Math.floor((r() * ITEMS) / 2) + half;
      const at = Date.UTC(2024, 0, 1 + 7 * e + Math.floor(7 * r())) / 1000 + u;
      lines.push(`u${u},m${item},${half === u % 2 ? 3 + Math.floor(3 * r()) : 1},${at}`);
    }
  return `${lines.join('\n')}\n`;
}

/** Each of a genre, by its half; one more than anybody rated. */
export const madeMovies = (): string =>
  [
    'movieId,title,genre',
    ...Array.from({ length: ITEMS + 1 }, (_, i) => `m${i},Movie ${i},${i % 2 ? 'noir' : 'farce'}`),
  ].join('\n');
