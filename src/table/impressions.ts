/** What users were shown, in the order of time: one entry an item in a place. Users and items are those of `Interactions`. */
export interface Impressions {
  /** [impressions] */
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** [impressions] milliseconds since 1970. */
  readonly at: Float64Array;
  /** [impressions] number of the slate that it stood in; -1 unknown. */
  readonly request: Int32Array;
  /** [impressions] its place there, from 0; NaN unknown. */
  readonly position: Float64Array;
  /** [impressions] the chance with which it stood there; NaN unknown. */
  readonly propensity: Float64Array;
  /** [impressions] the weights of the events that followed from it and speak for the item; 0 = none did. */
  readonly gain: Float32Array;
}

/** The impressions at these places, in that order. */
export const takeImpressions = (from: Impressions, rows: Int32Array): Impressions => ({
  user: rows.map((i) => from.user[i]!),
  item: rows.map((i) => from.item[i]!),
  at: Float64Array.from(rows, (i) => from.at[i]!),
  request: rows.map((i) => from.request[i]!),
  position: Float64Array.from(rows, (i) => from.position[i]!),
  propensity: Float64Array.from(rows, (i) => from.propensity[i]!),
  gain: Float32Array.from(rows, (i) => from.gain[i]!),
});

/** Impressions of the same slate: the same request, or where none is told the same user and instant. */
export interface ShownSlate {
  readonly user: number;
  readonly at: number;
  /** Places in the impressions, each item once, in their order. */
  readonly rows: Int32Array;
}

/** Impressions by slate, in the order of time; of an item that stands twice in a slate the first counts. O(n log n). */
export function slatesOf({ user, item, at, request }: Impressions): ShownSlate[] {
  const slates = new Map<string, number[]>();
  for (let i = 0; i < user.length; i++) {
    const key = request[i]! >= 0 ? `${user[i]} ${request[i]}` : `${user[i]} at ${at[i]}`;
    const rows = slates.get(key);
    if (rows === undefined) slates.set(key, [i]);
    else if (!rows.some((r) => item[r] === item[i])) rows.push(i);
  }
  return [...slates.values()]
    .map((rows) => ({ user: user[rows[0]!]!, at: at[rows[0]!]!, rows: Int32Array.from(rows) }))
    .sort((a, b) => a.at - b.at);
}
