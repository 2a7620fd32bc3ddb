/** A pure function of two numbers; one of a single number takes no notice of the second. */
export type OfTwo = (a: number, b: number) => number;

/** The functions of `Math` that a formula may call, by how many numbers they take. None draws by chance. */
const OF_ONE: readonly (readonly [string, OfTwo])[] = [
  ['abs', Math.abs],
  ['asinh', Math.asinh],
  ['atan', Math.atan],
  ['cbrt', Math.cbrt],
  ['cos', Math.cos],
  ['cosh', Math.cosh],
  ['exp', Math.exp],
  ['expm1', Math.expm1],
  ['log', Math.log],
  ['log1p', Math.log1p],
  ['sign', Math.sign],
  ['sin', Math.sin],
  ['sinh', Math.sinh],
  ['sqrt', Math.sqrt],
  ['tanh', Math.tanh],
];
const OF_TWO: readonly (readonly [string, OfTwo])[] = [
  ['hypot', Math.hypot],
  ['max', Math.max],
  ['min', Math.min],
  ['pow', Math.pow],
];

export const FORMULA_FUNCTIONS: ReadonlyMap<string, { readonly takes: number; readonly of: OfTwo }> = new Map(
  [OF_ONE, OF_TWO].flatMap((names, i) =>
    names.map(([name, of]) => [`Math.${name}`, { takes: i + 1, of }] as const),
  ),
);

export const FORMULA_CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['Math.E', Math.E],
  ['Math.LN2', Math.LN2],
  ['Math.PI', Math.PI],
  ['Math.SQRT2', Math.SQRT2],
]);

/** Operators between two numbers, by how tightly they bind. Truths are 1 and 0, as in arithmetic. */
export const FORMULA_OPERATORS: ReadonlyMap<string, { readonly binds: number; readonly of: OfTwo }> = new Map(
  [
    ['||', { binds: 1, of: (a: number, b: number) => a || b }],
    ['&&', { binds: 2, of: (a: number, b: number) => a && b }],
    ['===', { binds: 3, of: (a: number, b: number) => Number(a === b) }],
    ['!==', { binds: 3, of: (a: number, b: number) => Number(a !== b) }],
    ['<', { binds: 4, of: (a: number, b: number) => Number(a < b) }],
    ['<=', { binds: 4, of: (a: number, b: number) => Number(a <= b) }],
    ['>', { binds: 4, of: (a: number, b: number) => Number(a > b) }],
    ['>=', { binds: 4, of: (a: number, b: number) => Number(a >= b) }],
    ['+', { binds: 5, of: (a: number, b: number) => a + b }],
    ['-', { binds: 5, of: (a: number, b: number) => a - b }],
    ['*', { binds: 6, of: (a: number, b: number) => a * b }],
    ['/', { binds: 6, of: (a: number, b: number) => a / b }],
    ['%', { binds: 6, of: (a: number, b: number) => a % b }],
  ],
);
