import type { ColumnProfile, Finding, InferredColumn, SourceFacts } from '../../contracts/dataset.ts';
import { type Design, inputColumns } from '../../contracts/design.ts';
import { isClassed } from '../../contracts/task.ts';

export interface FindingsInput {
  readonly design: Design;
  readonly inferred: readonly InferredColumn[];
  readonly profile: readonly ColumnProfile[];
  readonly sources: readonly SourceFacts[];
  /** Rows of the dataset. */
  readonly rows: number;
  /** Rows that went because their target is missing. */
  readonly dropped: number;
  readonly duplicates: number;
}

type Rule = (input: FindingsInput) => readonly Finding[];

/** A column that alone tells this much of the target is more often a leak than a discovery. */
const LEAK_STRENGTH = 0.9;
/**
 * A weaker leak shows by standing out among the columns. Of 20 public sets, this names the call duration of bank
 * marketing (0.61, the next 0.31) and the price of elec2 (0.61, 0.40), and none of the honest columns.
 */
const STRONG = 0.5;
const STANDS_OUT = 1.5;
const COLUMNS_TO_COMPARE = 4;
const MOSTLY_MISSING = 0.5;
const MANY_CATEGORIES = 50;
const RARE_ROWS = 50;
const RARE_SHARE = 0.01;
/** Repeated rows are chance in narrow tables of few values; above this share they deserve a look. */
const DUPLICATE_SHARE = 0.001;

/** What a person should know about the data before trusting a model of it: warnings first. O(columns). */
export function findingsOf(input: FindingsInput): readonly Finding[] {
  const all = RULES.flatMap((rule) => rule(input));
  return [...all.filter((f) => f.severity === 'warning'), ...all.filter((f) => f.severity === 'note')];
}

const targetMissing: Rule = ({ design, rows, dropped }) => {
  if (dropped === 0) return [];
  const column = design.framing.target;
  const share = percent(dropped / (rows + dropped));
  return [
    {
      kind: 'target-missing',
      severity: 'warning',
      column,
      says: `${counted(dropped)} (${share}) had no ${column} and were left out; if they differ from the others, the model will not know.`,
      facts: { rows: dropped },
    },
  ];
};

const possibleLeak: Rule = ({ design, profile }) => {
  const inputs = new Set(inputColumns(design));
  const ranked = profile
    .flatMap((c) => (c.relation !== null && inputs.has(c.name) ? [{ name: c.name, ...c.relation }] : []))
    .toSorted((a, b) => b.strength - a.strength);
  const first = ranked[0];
  const next = ranked[1]?.strength ?? 0;
  const { target } = design.framing;
  const leak = (c: { name: string; measure: string; strength: number }, how: string): Finding => ({
    kind: 'possible-leak',
    severity: 'warning',
    column: c.name,
    says: `${c.name} alone tells ${target} ${how}. If it is known only after the outcome, drop it: the model would be useless in production.`,
    facts: { strength: c.strength, measure: c.measure, next },
  });
  const perfect = ranked.filter((c) => c.strength >= LEAK_STRENGTH);
  if (perfect.length > 0)
    return perfect.map((c) => leak(c, `almost perfectly (strength ${c.strength.toFixed(3)} of 1)`));
  if (first === undefined || ranked.length < COLUMNS_TO_COMPARE) return [];
  if (first.strength < STRONG || first.strength < STANDS_OUT * next) return [];
  const figures = `strength ${first.strength.toFixed(3)}, the next column ${next.toFixed(3)}`;
  return [leak(first, `far better than any other column does (${figures})`)];
};

const constant: Rule = ({ inferred }) =>
  inferred
    .filter((c) => c.distinct < 2)
    .map((c) => ({
      kind: 'constant',
      severity: 'note',
      column: c.name,
      says: `${c.name} ${c.distinct === 0 ? 'has no value in any row' : 'has the same value in every row that has one'}; it cannot help and is not used.`,
      facts: { distinct: c.distinct },
    }));

const identifierLike: Rule = ({ inferred }) =>
  inferred
    .filter((c) => c.type === 'identifier')
    .map((c) => ({
      kind: 'identifier-like',
      severity: 'note',
      column: c.name,
      says: `${c.name} looks like an identifier (${c.because}) and is not used: a model would learn names by heart.`,
      facts: { distinct: c.distinct },
    }));

const mixedTypes: Rule = ({ inferred }) =>
  inferred
    .filter((c) => c.odd > 0)
    .map((c) => ({
      kind: 'mixed-types',
      severity: 'warning',
      column: c.name,
      says: mixed(c),
      facts: { share: c.odd, examples: [...(c.oddExamples ?? [])] },
    }));

function mixed(c: InferredColumn): string {
  const examples = (c.oddExamples ?? []).map((e) => JSON.stringify(e.slice(0, 40))).join(', ');
  const such = examples === '' ? '' : `, such as ${examples}`;
  if (c.type === 'continuous' || c.type === 'discrete' || c.type === 'timestamp') {
    const rest = c.type === 'timestamp' ? 'instants' : 'numbers';
    return `${percent(c.odd)} of the values of ${c.name} are not ${rest}, as the others are${such}; they count as missing.`;
  }
  return `${c.name} is read as ${c.type}, but most of it looks like something else (${c.because}${such}); mend the source or declare its type.`;
}

const mostlyMissing: Rule = ({ profile, rows }) =>
  profile
    .filter((c) => c.distinct > 0 && c.missing / rows > MOSTLY_MISSING)
    .map((c) => ({
      kind: 'mostly-missing',
      severity: 'note',
      column: c.name,
      says: `${c.name} is missing in ${percent(c.missing / rows)} of rows; what the model learns of it rests on ${counted(rows - c.missing)}.`,
      facts: { missing: c.missing },
    }));

const highCardinality: Rule = ({ design, profile, rows }) => {
  const inputs = inputColumns(design);
  return profile
    .filter(({ type, distinct }) => type === 'nominal' && distinct > MANY_CATEGORIES)
    .filter(({ name }) => inputs.includes(name))
    .map((c) => ({
      kind: 'high-cardinality',
      severity: 'note',
      column: c.name,
      says: `${c.name} has ${c.distinct.toLocaleString('en')} values, ${(rows / c.distinct).toFixed(1)} rows each on average; target or hashed encoding suits it.`,
      facts: { distinct: c.distinct },
    }));
};

const rareClass: Rule = ({ design, profile, rows }) => {
  const { target, task } = design.framing;
  if (!isClassed(task)) return [];
  const counts = profile.find((c) => c.name === target)?.top ?? [];
  return counts
    .filter((c) => c.count < RARE_ROWS || c.count / rows < RARE_SHARE)
    .map((c) => ({
      kind: 'rare-class',
      severity: 'warning',
      column: target,
      says: `${target} is ${JSON.stringify(c.value)} in only ${counted(c.count)} (${percent(c.count / rows)}); what is measured of that class is uncertain.`,
      facts: { value: c.value, rows: c.count },
    }));
};

const duplicateRows: Rule = ({ duplicates, rows }) =>
  duplicates / rows < DUPLICATE_SHARE
    ? []
    : [
        {
          kind: 'duplicate-rows',
          severity: 'note',
          column: null,
          says: `${counted(duplicates)} (${percent(duplicates / rows)}) repeat an earlier row in every column; a copy on both sides of the split flatters the score.`,
          facts: { rows: duplicates },
        },
      ];

const lowTrust: Rule = ({ sources }) =>
  sources
    .filter((s) => s.trust === 'low')
    .map((s) => ({
      kind: 'low-trust',
      severity: 'warning',
      column: null,
      says: `The source ${s.name} is declared to be of low trust${s.collectedBy === null ? '' : ` (collected by ${s.collectedBy})`}; it gives ${counted(s.rows)}.`,
      facts: { source: s.name, rows: s.rows },
    }));

const RULES: readonly Rule[] = [
  targetMissing,
  possibleLeak,
  mixedTypes,
  rareClass,
  lowTrust,
  constant,
  identifierLike,
  mostlyMissing,
  highCardinality,
  duplicateRows,
];

const counted = (n: number): string => `${n.toLocaleString('en')} ${n === 1 ? 'row' : 'rows'}`;

const percent = (share: number): string =>
  `${share > 0 && share < 0.001 ? '< 0.1' : (100 * share).toFixed(1)} %`;
