import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFormula } from '../../src/kernels/formula.ts';

function of(text: string): (a: number, b: number) => number {
  const read = readFormula(text);
  if ('problem' in read) throw new Error(read.problem);
  return read.of;
}

test('a formula means what it means in JavaScript', () => {
  const { body } = fc.letrec<{ body: string }>((tie) => ({
    body: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom('y', 'score', '2', '.5', '1e-3', '0', 'Math.PI'),
      fc
        .tuple(tie('body'), fc.constantFrom('+', '-', '*', '/', '%', '<', '>=', '&&', '||'), tie('body'))
        .map(([a, operator, b]) => `${a} ${operator} ${b}`),
      // Where it compares, a truth is no number in JavaScript, and here it is.
      fc
        .tuple(tie('body'), fc.constantFrom('===', '!=='), tie('body'))
        .map(([a, is, b]) => `(+(${a}) ${is} +(${b}))`),
      fc.tuple(tie('body'), tie('body')).map(([a, b]) => `(${a}) ** (${b})`),
      fc.tuple(tie('body'), tie('body'), tie('body')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      fc
        .tuple(fc.constantFrom('-', '!', 'Math.tanh', 'Math.exp', 'Math.abs'), tie('body'))
        .map(([f, a]) => `${f}(${a})`),
      fc
        .tuple(fc.constantFrom('min', 'max', 'hypot'), tie('body'), tie('body'))
        .map(([f, a, b]) => `Math.${f}(${a}, ${b})`),
    ),
  }));
  const number = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(body, number, number, (text, y, score) => {
      // biome-ignore lint/security/noGlobalEval: what JavaScript itself says of the text that was made here
      const own = globalThis.eval(`(y, score) => ${text}`) as (y: number, score: number) => number | boolean;
      expect(of(`(y, score) => ${text}`)(y, score)).toBe(Number(own(y, score)));
    }),
    { numRuns: 60 },
  );
});

test('powers bind from the right, parameters may have any name and blanks any place', () => {
  expect(of('(a, b) => 2 ** 3 ** 2')(0, 0)).toBe(512);
  expect(of(' ( $x ,  y1 )=>y1-$x ')(1, 3)).toBe(2);
  expect(of('(y, s) => y > 0 ? 1 : s < 0 ? 2 : 3')(0, -1)).toBe(2);
});

describe('what is no pure function of two numbers is refused in words', () => {
  test.each([
    ['', /ends where parameters/],
    ['score - y', /"score" stands where parameters/],
    ['(y) => y', /second parameter/],
    ['(y, y) => y', /two parameters are named y/],
    ['(y, s) => { return s; }', /not by "{"/],
    ['(y, s) => s - alpha', /alpha is none of its parameters y and s/],
    ['(y, s) => Math.random()', /Math.random is none/],
    ['(y, s) => process.exit(1)', /process.exit is none/],
    ['(y, s) => s = y', /"=" stands where an operator/],
    ['(y, s) => s; y', /";" stands/],
    ['(y, s) => (s - y', /ends where "\)"/],
    ['(y, s) => Math.max(y)', /second number for Math.max/],
    ['(y, s) => Math.abs(y, s)', /"," stands where "\)"/],
    ['(y, s) => y["constructor"]', /"\[" stands/],
    ['(y, s) => y.constructor', /y.constructor is none/],
    [`(y, s) => ${'('.repeat(999)}y${')'.repeat(999)}`, /more than 60 deep/],
    [`(y, s) => ${'-'.repeat(999)}y`, /more than 60 deep/],
    [`(y, s) => ${'y + '.repeat(1000)}y`, /4000 are the most/],
  ])('%j', (text, problem) => {
    const read = readFormula(text);
    expect('problem' in read && read.problem).toMatch(problem);
  });
});
