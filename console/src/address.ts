import { signal } from '@preact/signals';

/** Where in the console one is: it stands in the address, so that a view can be sent to somebody. */
export interface Place {
  /** "overview", "models" ... */
  readonly page: string;
  readonly system: string | null;
  /** What the view itself keeps: version, filter, order. */
  readonly query: URLSearchParams;
}

/** `#/churn/models?version=3`: the system, the page, and what the page keeps. `#/` is the overview. */
function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [system = '', page = ''] = path.split('/').map(decodeURIComponent);
  return {
    system: system === '' ? null : system,
    page: page === '' ? 'overview' : page,
    query: new URLSearchParams(query),
  };
}

export const place = signal(placeOf(location.hash));
addEventListener('hashchange', () => {
  place.value = placeOf(location.hash);
});

type Query = Readonly<Record<string, string | number | null>>;

/** The address of a view; what is null is left out. */
export function addressOf(system: string | null, page = 'overview', query: Query = {}): string {
  const kept = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[name, String(value)]],
  );
  const text = new URLSearchParams(kept).toString();
  const path = system === null ? '' : `${encodeURIComponent(system)}/${page === 'overview' ? '' : page}`;
  return `#/${path}${text === '' ? '' : `?${text}`}`;
}

/** Keep something of this view in the address, without a new entry in the history of the browser. */
export function keep(query: Query): void {
  const { system, page } = place.value;
  const all = { ...Object.fromEntries(place.value.query), ...query };
  const address = addressOf(system, page, all);
  place.value = placeOf(address);
  // Browsers refuse to note more than some hundred moves of a slider at once; the next one is noted again.
  try {
    history.replaceState(null, '', address);
  } catch {}
}
