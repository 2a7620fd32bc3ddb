import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/contracts/json.ts';
import { feedData, feedFrom } from '../../../src/recipe/feed/store-feed.ts';
import { madeFeed } from './made-feed.ts';

test('a feed is data, and as it was when it is read back', async () => {
  const { fitted } = await madeFeed();
  const calibrator = {
    name: 'platt',
    version: 1,
    state: { facts: { a: 1 }, arrays: { x: Float64Array.of(1, 2) } },
  };
  const whole = {
    ...fitted,
    texts: { facts: { size: 1 }, arrays: { idf: Float64Array.of(3) } },
    calibrators: [calibrator, null, null],
  };
  const { manifest, tensors } = feedData(whole);
  expect(feedFrom(JSON.parse(canonicalJson(manifest as never)), tensors)).toEqual(whole);
  expect(feedData(whole).tensors).toEqual(tensors);
  expect(() => feedFrom({ ...manifest, format: 2 as 1 }, tensors)).toThrow(/format 2/);
});
