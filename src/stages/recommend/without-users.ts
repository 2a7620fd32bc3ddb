import type { RecommendData } from '../../contracts/recommend-data.ts';
import { takeFrame } from '../../table/frame.ts';

/** The same data as if some users had never been: what a version must be that forgets them. O(events). */
export function withoutUsers(data: RecommendData, gone: (user: string) => boolean): RecommendData {
  const { events, userIds, users } = data;
  const kept = Int32Array.from(userIds.keys()).filter((u) => !gone(userIds[u]!));
  if (kept.length === userIds.length) return data;
  const start = new Int32Array(kept.length + 1);
  kept.forEach((u, to) => {
    start[to + 1] = start[to]! + events.start[u + 1]! - events.start[u]!;
  });
  const n = start[kept.length]!;
  const out = { item: new Int32Array(n), at: new Float64Array(n), weight: new Float32Array(n) };
  kept.forEach((u, to) => {
    const [from, end] = [events.start[u]!, events.start[u + 1]!];
    out.item.set(events.item.subarray(from, end), start[to]!);
    out.at.set(events.at.subarray(from, end), start[to]!);
    out.weight.set(events.weight.subarray(from, end), start[to]!);
  });
  return {
    ...data,
    events: { ...events, users: kept.length, start, ...out },
    userIds: Array.from(kept, (u) => userIds[u]!),
    users: users && takeFrame(users, kept),
  };
}
