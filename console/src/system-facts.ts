/** What GET /v1/systems tells of a system: the part of it that views use. */
export interface SystemFacts {
  readonly system: string;
  readonly kind: 'predict' | 'recommend' | 'feed';
  /** Of a system that predicts: what a row brings. */
  readonly inputs?: readonly InputFacts[];
  readonly champion: string | null;
  readonly challenger: string | null;
  readonly versions: readonly VersionFacts[];
  readonly history: readonly {
    readonly action: string;
    readonly version: string;
    readonly from: string | null;
    readonly by: string;
    readonly why: string | null;
    readonly at: string;
  }[];
}

export interface InputFacts {
  readonly name: string;
  readonly type: string;
  readonly values?: readonly string[];
}

export interface VersionFacts {
  /** "churn@3" */
  readonly version: string;
  readonly model: string;
  readonly sha256: string;
  readonly role: string;
  readonly registeredAt: string;
  /** The newest instant in its data; null where they do not say. */
  readonly dataTo: string | null;
  readonly primary: string;
  readonly metrics: Readonly<
    Record<string, { readonly value: number | null; readonly low: number; readonly high: number }>
  >;
}

/** 3 of "churn@3". */
export const numberOf = (version: string): number => Number(version.slice(version.lastIndexOf('@') + 1));

/** The version that a view is about: as the address says, else the champion, else the newest; undefined = there is none. */
export function versionShown(
  { system, champion, versions }: SystemFacts,
  query: URLSearchParams,
): string | undefined {
  const asked = query.get('version');
  return asked === null ? (champion ?? versions.at(-1)?.version) : `${system}@${asked}`;
}
