/** The part of the package "usearch" that is used here: it is an optional peer, so its types may not be there. */
export interface UsearchPackage {
  readonly Index: new (options: IndexOptions) => UsearchIndex;
}

export interface IndexOptions {
  readonly dimensions: number;
  readonly metric: 'cos';
  readonly quantization: 'f16';
  readonly connectivity: number;
  readonly expansion_add: number;
  readonly expansion_search: number;
  readonly multi: boolean;
}

export interface UsearchIndex {
  add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
  search(
    vector: Float32Array,
    k: number,
    threads: number,
  ): { readonly keys: BigUint64Array; readonly distances: Float32Array };
  save(path: string): void;
  /** Answer from the file, mapped into memory. */
  view(path: string): void;
}

/** Null where it is not installed. */
export async function loadUsearch(): Promise<UsearchPackage | null> {
  try {
    const loaded = (await import('usearch')) as unknown as { readonly default: UsearchPackage };
    return loaded.default;
  } catch {
    return null;
  }
}
