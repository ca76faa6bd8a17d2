/** A list of messages in stretches, newest first: how long it is, and a page of it, without reading what lies before. */

export interface Stretch {
  count(): number;
  /** The ids of its messages after the newest `skip`, newest first, `limit` at the most. */
  ids(limit: number, skip: number): readonly number[];
}

export const noMessages: Stretch = { count: () => 0, ids: () => [] };

export function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, stretch) => sum + stretch.count(), 0);
}

export function idsOf(stretches: readonly Stretch[], limit: number, skip: number): number[] {
  const ids: number[] = [];
  let left = skip;
  for (const stretch of stretches) {
    if (ids.length === limit) break;
    const passed = left > 0 ? Math.min(left, stretch.count()) : 0;
    if (left > 0 && passed === stretch.count()) left -= passed;
    else {
      ids.push(...stretch.ids(limit - ids.length, left));
      left = 0;
    }
  }
  return ids;
}
