/**
 * Where a statement comes from: as written in the design, read from the data, measured by the run that made the version,
 * or seen in service.
 */
export type Origin = 'design' | 'data' | 'run' | 'service';

/** A statement of a document, in plain text: never markup. */
export interface Fact {
  readonly term: string;
  /** Null = nobody knows; `find` then says how to come to know. */
  readonly says: string | null;
  readonly from: Origin;
  readonly find?: string;
}

export interface DocumentTable {
  readonly columns: readonly string[];
  /** Each as long as `columns`; the first cell names the row. */
  readonly rows: readonly (readonly string[])[];
  readonly from: Origin;
}

export interface Chapter {
  /** For links to it. */
  readonly id: string;
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly tables?: readonly DocumentTable[];
}

/** What an origin is of this version: the command that said it, and when. */
export interface OriginFacts {
  readonly says: string;
  readonly command: string;
  /** Milliseconds since 1970; null = never. */
  readonly at: number | null;
}

/**
 * design-document  what was asked for beside what was measured, in the order of a design review
 * model-card       Mitchell et al. 2019, "Model cards for model reporting"
 * data-sheet       Gebru et al. 2021, "Datasheets for datasets"
 */
export type DocumentKind = 'design-document' | 'model-card' | 'data-sheet';

/** What is known of a version, told to people: facts alone, each with its origin. */
export interface VersionDocument {
  readonly kind: DocumentKind;
  readonly title: string;
  readonly system: string;
  readonly version: number;
  readonly chapters: readonly Chapter[];
  readonly origins: Readonly<Record<Origin, OriginFacts>>;
}

/** Every document of a version. */
export type VersionDocuments = Readonly<Record<DocumentKind, VersionDocument>>;

/** A version as it does in service, as far as anybody looked; null where nothing is known. */
export interface ServiceFacts {
  /** When it was looked. */
  readonly at: number;
  readonly answers: number;
  readonly perSecond: number | null;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
  /** What came of answers, in words with the figures. */
  readonly outcome: string | null;
  readonly drift: string | null;
  readonly alerts: readonly string[];
}
