import type { FeedManifest, FittedFeed } from '../../contracts/feed.ts';
import { packTensors, unpackTensors } from '../../contracts/pack.ts';
import type { Tensor } from '../../contracts/state.ts';
import { Failure, fail } from '../../errors/fail.ts';
import { under, within } from './known-posts.ts';

/** The part of a manifest that a fitted feed is; hashes and lineage are added by who stores it. */
export type FeedManifestPart = Omit<FeedManifest, 'tensors' | 'known' | 'parents' | 'program'>;

/** Turn a fitted feed into data: its manifest, and a safetensors file. Equal feeds give equal bytes. */
export function feedData(fitted: FittedFeed): { manifest: FeedManifestPart; tensors: Uint8Array } {
  const { system, design, texts, promise, columns, dictionaries, heads, calibrators, scores } = fitted;
  const { state, ...model } = fitted.model;
  const arrays: Record<string, Tensor> = {
    ...(texts && under('texts', texts.arrays)),
    ...(promise && under('promise', promise.arrays)),
    ...under('model', state.arrays),
  };
  calibrators.forEach((one, h) => {
    if (one !== null) Object.assign(arrays, under(`calibrator/${heads[h]!.name}`, one.state.arrays));
  });
  return {
    manifest: {
      format: 1,
      kind: 'feed',
      system,
      design,
      texts: texts?.facts ?? null,
      ...(promise && { promise: promise.facts }),
      columns,
      dictionaries,
      heads,
      ...(scores && { scores }),
      model: { ...model, facts: state.facts },
      calibrators: calibrators.map(
        (one) => one && { name: one.name, version: one.version, facts: one.state.facts },
      ),
    },
    tensors: packTensors(arrays),
  };
}

/** A stored feed as it was fitted. Throws 'artifact/malformed' when the parts do not fit together. */
export function feedFrom(manifest: FeedManifestPart, tensors: Uint8Array): FittedFeed {
  const arrays = unpackTensors(tensors);
  try {
    const { format, kind, system, design, texts, promise, columns, dictionaries } = manifest;
    const { heads, calibrators, scores } = manifest;
    if (format !== 1 || kind !== 'feed')
      throw new Error(`it is of kind ${kind} and format ${format}, expected feed and 1`);
    if (calibrators.length !== heads.length)
      throw new Error(`it has ${calibrators.length} calibrators of ${heads.length} heads`);
    const { facts, ...model } = manifest.model;
    return {
      system,
      design,
      texts: texts && { facts: texts, arrays: within('texts', arrays) },
      ...(promise && { promise: { facts: promise, arrays: within('promise', arrays) } }),
      columns,
      dictionaries,
      heads,
      ...(scores && { scores }),
      model: { ...model, state: { facts, arrays: within('model', arrays) } },
      calibrators: calibrators.map(
        (one, h) =>
          one && {
            name: one.name,
            version: one.version,
            state: { facts: one.facts, arrays: within(`calibrator/${heads[h]!.name}`, arrays) },
          },
      ),
    };
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw fail('artifact/malformed', { what: 'the feed', problem });
  }
}
