import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const USER = 'somebody-new';
/** Toy Story, Finding Nemo and Monsters, Inc. */
const LIKED = ['1', '6377', '4886'];
const K = 5;

/** Somebody of whom nothing is known; then he likes three films, and asks again. */
export const movies = {
  try: { path: '/v1/recommend', body: { user: '15', k: 10, explain: true } },
  async ask(post, project) {
    const titles = titlesOf(project);
    const body = { user: USER, k: K, explain: true };
    const before = await post('/v1/recommend', body);
    const events = LIKED.map((item) => ({ user: USER, item, type: 'rating', value: 5 }));
    const { results } = await post('/v1/events', { events });
    const after = await post('/v1/recommend', body);
    const { version } = after;
    const text = [
      'Somebody of whom nothing is known, asked over HTTP:',
      list(before, titles),
      '',
      `He gives five stars to ${LIKED.map((item) => titles.get(item)).join(', ')} (${results.length} events on disk), and asks again:`,
      list(after, titles),
      `  by ${version}, without training; logged as ${after.id}`,
    ];
    return { version, text: text.join('\n') };
  },
};

const list = ({ items }, titles) =>
  items
    .map(({ item, source, explanation }, i) => {
      const reasons = (explanation?.because ?? []).slice(0, 2).map((b) => titles.get(b.item) ?? b.item);
      const why = reasons.length > 0 ? `, because of ${reasons.join(' and ')}` : '';
      return `  ${i + 1}. ${titles.get(item) ?? item}  (${source}${why})`;
    })
    .join('\n');

/** Title by id; a title in quotes may hold a comma, and quotes written twice. */
function titlesOf(project) {
  const lines = readFileSync(join(project, 'ml-latest-small', 'movies.csv'), 'utf8')
    .split('\n')
    .slice(1);
  return new Map(
    lines.flatMap((line) => {
      const found = /^(\d+),(?:"((?:[^"]|"")*)"|([^,]*)),/.exec(line);
      return found === null ? [] : [[found[1], (found[2] ?? found[3]).replaceAll('""', '"')]];
    }),
  );
}
