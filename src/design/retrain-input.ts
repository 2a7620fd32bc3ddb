/** When a system in service is trained again by itself. */
export interface RetrainInput {
  /** So long after the last training: '6h', '1d', '2w'. */
  readonly every?: string;
  /** True trains again when monitoring finds drift, at most once a window. */
  readonly onDrift?: boolean;
  /** When the new version answers: if it is surely better, or surely not worse, on the newest held-out data; else it waits. */
  readonly promote?: 'better' | 'not-worse' | 'never';
  /** Share of the champion's figure that a new version may lose and count as not worse. */
  readonly margin?: number;
}

/** Of a feed, whose models can go on learning. */
export interface FeedRetrainInput extends RetrainInput {
  /** True goes on from the model that answers, by the pages since, where it can; left out: it learns from scratch each time. */
  readonly warm?: boolean;
}
