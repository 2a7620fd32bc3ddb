import type { Dataset } from '../../../contracts/dataset.ts';
import type { Design } from '../../../contracts/design.ts';
import type { DocumentTable } from '../../../contracts/document.ts';
import type { Measured } from '../../../contracts/evaluation.ts';
import type { RetrainPlan } from '../../../contracts/retraining.ts';

/** A figure by its name, with its interval. */
export interface Figure {
  readonly label: string;
  readonly about: string;
  readonly measured: Measured;
}

/** What documents tell of a version, brought to one form whatever kind of system it is of. All text is plain. */
export interface VersionStory {
  readonly system: string;
  readonly version: number;
  readonly role: string;
  /** When its run began, milliseconds since 1970. */
  readonly at: number;
  readonly program: string;
  readonly sha256: string;
  readonly requirements: Design['requirements'];
  readonly framing: {
    /** What is predicted, in words. */
    readonly task: string;
    readonly input: string;
    readonly output: string;
    /** What it is taught to bring about, and what that is worth. */
    readonly objective: string | null;
  };
  readonly dataset: Dataset;
  readonly sources: Design['data']['sources'];
  /** What there is in the data, and in which parts. */
  readonly holds: string;
  readonly split: string;
  /** What is kept from the model, and why. */
  readonly unused: readonly { readonly name: string; readonly because: string }[];
  readonly features: string;
  /** What the model leans on most; null where it does not tell. */
  readonly leansOn: string | null;
  readonly model: { readonly name: string; readonly params: string };
  /** Those that were tried, best first. */
  readonly tried: Omit<DocumentTable, 'from'>;
  readonly because: string;
  /** What was done in training beyond fitting. */
  readonly training: string | null;
  readonly cost: {
    readonly fitSeconds: number;
    readonly bytes: number;
    /** What one answer takes, and what an answer is. */
    readonly answerMicros: number;
    readonly answer: string;
  };
  readonly seed: number;
  readonly evaluation: {
    /** On what: "1,409 rows that it had not seen". */
    readonly on: string;
    readonly interval: string;
    /** The primary one first. */
    readonly figures: readonly Figure[];
    readonly versusSimple: string | null;
    /** Groups of rows, users or readers, by the primary figure. */
    readonly groups: readonly {
      readonly group: string;
      readonly cases: number;
      readonly measured: Measured;
    }[];
    readonly worst: string | null;
    /** What a person should weigh, most pressing first. */
    readonly cautions: readonly string[];
    readonly parity: string;
  };
  readonly serving: {
    readonly decides: string | null;
    readonly shadow: string;
    readonly budget: string | null;
  };
  readonly monitoring: string | null;
  readonly retrain: RetrainPlan | undefined;
}
