/** Finds the vectors nearest to one without looking at all of them: most of them, most of the time. */
export interface VectorIndex {
  /**
   * Write the places of the nearest vectors by cosine, best first, and the cosines; at most item.length. Answers how many
   * there are; null while the index is still being built: then the caller looks at all.
   */
  nearest(vector: Float32Array, item: Int32Array, score: Float32Array): number | null;
}

export interface VectorIndexes {
  /** With fewer vectors, looking at all of them is as quick. */
  readonly from: number;
  /** Begin an index over vectors [n x size], which stay as they are. It answers once it is built, and until then with null. */
  over(vectors: Float32Array, size: number): VectorIndex;
}
