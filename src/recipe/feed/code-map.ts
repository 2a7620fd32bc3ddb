/**
 * The codes that training gave to values, by the codes that a growing dictionary gives them now; NaN = a value that
 * training did not have. The dictionary is only ever added to, and each of its values is looked up once.
 */
export class CodeMap {
  readonly #codes: ReadonlyMap<string, number>;
  readonly #learned: readonly string[];
  #known: readonly string[] = [];
  #map: number[] = [];

  constructor(learned: readonly string[]) {
    this.#learned = learned;
    this.#codes = new Map(learned.map((value, code) => [value, code]));
  }

  get cardinality(): number {
    return this.#learned.length;
  }

  of(code: number, dictionary: readonly string[]): number {
    if (code < 0 || code >= dictionary.length) return Number.NaN;
    if (dictionary !== this.#known) {
      this.#known = dictionary;
      this.#map = [];
    }
    for (let c = this.#map.length; c <= code; c++) this.#map.push(this.find(dictionary[c]!));
    return this.#map[code]!;
  }

  find(value: string): number {
    return this.#codes.get(value) ?? Number.NaN;
  }
}
