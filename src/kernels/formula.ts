import { FORMULA_CONSTANTS, FORMULA_FUNCTIONS, FORMULA_OPERATORS, type OfTwo } from './formula-names.ts';

/** What a text comes to: the function that it writes, or what is wrong with it. */
export type Formula = { readonly of: OfTwo } | { readonly problem: string };

const TOKEN =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)?)|(=>|\*\*|===|!==|<=|>=|&&|\|\||\S))/y;
const LONGEST = 4000;
const DEEPEST = 60;

/**
 * A pure function of two numbers, written as an arrow function of JavaScript: `(y, score) => Math.tanh(score - y)`.
 *
 * It may hold numbers, its two parameters, + - * / % **, comparisons, && || ! and ?:, parentheses, and the functions and
 * constants of `Math` that are the same at every call. It means what it means in JavaScript, a truth being 1 or 0. It is
 * read, never run as code: whatever else stands there is a problem, told in words. O(length); a call O(length).
 */
export function readFormula(text: string): Formula {
  try {
    return { of: new Reader(text).arrow() };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
}

class Unreadable extends Error {}

type Token = {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
};

class Reader {
  private readonly tokens: readonly Token[];
  private next = 0;
  private depth = 0;
  private first = '';
  private second = '';

  constructor(text: string) {
    if (text.length > LONGEST)
      throw new Unreadable(`it has ${text.length} characters, and ${LONGEST} are the most`);
    this.tokens = tokensOf(text);
  }

  arrow(): OfTwo {
    this.expect('(', 'parameters in parentheses, as in "(y, score) => score - y"');
    this.first = this.parameter();
    this.expect(',', '"," and a second parameter');
    this.second = this.parameter();
    if (this.first === this.second) throw new Unreadable(`two parameters are named ${this.first}`);
    this.expect(')', '")" after two parameters');
    this.expect('=>', '"=>"');
    if (this.peek().text === '{') throw new Unreadable('"=>" must be followed by an expression, not by "{"');
    const body = this.choice();
    if (this.peek().kind !== 'end') throw this.unexpected('an operator or the end');
    return body;
  }

  private parameter(): string {
    const token = this.peek();
    if (token.kind !== 'name' || token.text.includes('.')) throw this.unexpected('the name of a parameter');
    this.next++;
    return token.text;
  }

  /** test ? then : otherwise, or what stands alone. */
  private choice(): OfTwo {
    return this.within(() => {
      const test = this.operation(1);
      if (!this.take('?')) return test;
      const then = this.choice();
      this.expect(':', '":"');
      const otherwise = this.choice();
      return (a, b) => (test(a, b) ? then(a, b) : otherwise(a, b));
    });
  }

  /** Operators that bind at least so tightly, from left to right. */
  private operation(least: number): OfTwo {
    let left = this.signed();
    for (;;) {
      const operator = FORMULA_OPERATORS.get(this.peek().text);
      if (operator === undefined || operator.binds < least) return left;
      this.next++;
      const [before, right, { of }] = [left, this.operation(operator.binds + 1), operator];
      left = (a, b) => of(before(a, b), right(a, b));
    }
  }

  private signed(): OfTwo {
    return this.within(() => {
      if (this.take('+')) return this.signed();
      const sign = (['-', '!'] as const).find((one) => this.take(one));
      if (sign === undefined) return this.power();
      const of = this.signed();
      return sign === '-' ? (a, b) => -of(a, b) : (a, b) => (of(a, b) ? 0 : 1);
    });
  }

  private power(): OfTwo {
    const base = this.single();
    if (!this.take('**')) return base;
    const exponent = this.signed();
    return (a, b) => base(a, b) ** exponent(a, b);
  }

  private single(): OfTwo {
    const { kind, text } = this.peek();
    if (kind === 'end' || (kind === 'sign' && text !== '(')) throw this.unexpected('a number, a name or "("');
    this.next++;
    if (kind === 'sign') {
      const inner = this.choice();
      this.expect(')', '")"');
      return inner;
    }
    const number = kind === 'number' ? Number(text) : FORMULA_CONSTANTS.get(text);
    if (number !== undefined) return () => number;
    if (text === this.first) return (a) => a;
    if (text === this.second) return (_a, b) => b;
    return this.call(text);
  }

  private call(name: string): OfTwo {
    const called = FORMULA_FUNCTIONS.get(name);
    if (called === undefined)
      throw new Unreadable(
        `${name} is none of its parameters ${this.first} and ${this.second}, nor of ${[...FORMULA_FUNCTIONS.keys(), ...FORMULA_CONSTANTS.keys()].join(', ')}`,
      );
    this.expect('(', `"(" after ${name}`);
    const one = this.choice();
    const two =
      called.takes === 2 && this.expect(',', `"," and a second number for ${name}`) && this.choice();
    this.expect(')', '")"');
    const { of } = called;
    return two ? (a, b) => of(one(a, b), two(a, b)) : (a, b) => of(one(a, b), 0);
  }

  private within(read: () => OfTwo): OfTwo {
    if (++this.depth > DEEPEST)
      throw new Unreadable(`its parts stand more than ${DEEPEST} deep in each other`);
    const found = read();
    this.depth--;
    return found;
  }

  private peek(): Token {
    return this.tokens[this.next]!;
  }

  private take(sign: string): boolean {
    const taken = this.peek().text === sign;
    if (taken) this.next++;
    return taken;
  }

  private expect(sign: string, expected: string): true {
    if (!this.take(sign)) throw this.unexpected(expected);
    return true;
  }

  private unexpected(expected: string): Unreadable {
    const { kind, text, at } = this.peek();
    const found = kind === 'end' ? 'it ends' : `${JSON.stringify(text)} stands`;
    return new Unreadable(`at character ${at + 1} ${found} where ${expected} is expected`);
  }
}

function tokensOf(text: string): Token[] {
  const whole = text.trimEnd();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < whole.length) {
    const [, number, name, sign] = TOKEN.exec(whole)!;
    const said = (number ?? name ?? sign)!;
    const kind = number !== undefined ? 'number' : name !== undefined ? 'name' : 'sign';
    tokens.push({ kind, text: said, at: TOKEN.lastIndex - said.length });
  }
  return [...tokens, { kind: 'end', text: '', at: whole.length }];
}
