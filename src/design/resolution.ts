import type { Task } from '../contracts/task.ts';
import type { Code, Details } from '../errors/catalogue.ts';
import { Failure, fail } from '../errors/fail.ts';
import { nearest } from '../errors/nearest.ts';
import type { InferredColumn } from '../ports/engine.ts';
import type { ColumnType } from '../table/schema.ts';
import type { DesignFile, DesignPath } from './file.ts';
import type { DesignInput } from './input.ts';

/** Something that the user did not write. */
export interface Inference {
  /** Path in the resolved design: "framing.task". */
  readonly path: string;
  /** Why it came out so, as half a sentence. */
  readonly because: string;
}

/** The target, looked up. */
export interface ResolvedTarget {
  /** Null where nothing is to come true. */
  readonly name: string | null;
  readonly task: Task;
  /** Type under which the dataset keeps it: a category for classes, a number for regression. */
  readonly type: ColumnType | null;
}

/** Where the parts of resolution gather problems and reasons. */
export interface Notes {
  readonly failures: Failure[];
  readonly inferences: Inference[];
  /** Note a problem; resolution goes on, so that all are told at once. */
  problem<C extends Code>(code: C, details: Details<C>, path: DesignPath, at?: 'value' | 'key'): void;
  /** Note a failure that was made elsewhere, at its place in the file. */
  adopt(failure: Failure, path: DesignPath): void;
  /** Note what was inferred. */
  inferred(path: string, because: string): void;
}

/** What the parts of resolution share: what is asked and what is known, besides the notes. */
export interface Resolution extends Notes {
  readonly input: DesignInput;
  readonly columns: readonly InferredColumn[];
  /** The column of that name; without one, a problem and undefined. */
  column(name: string, field: string, path: DesignPath, at?: 'value' | 'key'): InferredColumn | undefined;
}

export function startNotes(file: Pick<DesignFile, 'locate'>): Notes {
  const failures: Failure[] = [];
  const inferences: Inference[] = [];
  return {
    failures,
    inferences,
    problem: (code, details, path, at = 'value') => failures.push(fail(code, details, file.locate(path, at))),
    adopt: (failure, path) =>
      failures.push(new Failure(failure.code, failure.details, file.locate(path, 'value'))),
    inferred: (path, because) => inferences.push({ path, because }),
  };
}

export function startResolution(file: DesignFile, columns: readonly InferredColumn[]): Resolution {
  const notes = startNotes(file);
  return {
    ...notes,
    input: file.input,
    columns,
    column: (name, field, path, at) => columnNamed(notes, columns, name, field, path, at),
  };
}

/** The column of that name; without one, a problem and undefined. */
export function columnNamed(
  notes: Notes,
  columns: readonly InferredColumn[],
  name: string,
  field: string,
  path: DesignPath,
  at?: 'value' | 'key',
): InferredColumn | undefined {
  const found = columns.find((c) => c.name === name);
  const known = columns.map((c) => c.name);
  if (found === undefined)
    notes.problem(
      'design/column-unknown',
      { column: name, field, known, near: nearest(name, known) },
      path,
      at,
    );
  return found;
}
