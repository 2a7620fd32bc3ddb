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

/** What the parts of resolution share: what is asked, what is known, and where problems and reasons are gathered. */
export interface Resolution {
  readonly input: DesignInput;
  readonly columns: readonly InferredColumn[];
  readonly failures: Failure[];
  readonly inferences: Inference[];
  /** Note a problem; resolution goes on, so that all are told at once. */
  problem<C extends Code>(code: C, details: Details<C>, path: DesignPath, at?: 'value' | 'key'): void;
  /** Note a failure that was made elsewhere, at its place in the file. */
  adopt(failure: Failure, path: DesignPath): void;
  /** Note what was inferred. */
  inferred(path: string, because: string): void;
  /** The column of that name; without one, a problem and undefined. */
  column(name: string, field: string, path: DesignPath, at?: 'value' | 'key'): InferredColumn | undefined;
}

export function startResolution(file: DesignFile, columns: readonly InferredColumn[]): Resolution {
  const failures: Failure[] = [];
  const inferences: Inference[] = [];
  const problem: Resolution['problem'] = (code, details, path, at = 'value') => {
    failures.push(fail(code, details, file.locate(path, at)));
  };
  return {
    input: file.input,
    columns,
    failures,
    inferences,
    problem,
    adopt: (failure, path) =>
      failures.push(new Failure(failure.code, failure.details, file.locate(path, 'value'))),
    inferred: (path, because) => inferences.push({ path, because }),
    column(name, field, path, at) {
      const found = columns.find((c) => c.name === name);
      const known = columns.map((c) => c.name);
      if (found === undefined)
        problem(
          'design/column-unknown',
          { column: name, field, known, near: nearest(name, known) },
          path,
          at,
        );
      return found;
    },
  };
}
