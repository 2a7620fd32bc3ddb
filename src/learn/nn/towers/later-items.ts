import type { Kernels } from '../../../contracts/kernels.ts';
import type { Catalogue } from '../../../table/catalogue.ts';
import { layNetwork, type Network } from '../network.ts';
import { type CodedAttribute, NOTHING, valueAt, type WriteCodes, writerOf } from './attribute-codes.ts';
import { itemTower, type TowerShape } from './tower-networks.ts';

/** Vectors of items that came after training, by their attributes alone. */
export class LaterItems {
  /** Whether attributes tell anything. */
  readonly knows: boolean;
  /** [items that came later x width] */
  vectors = new Float32Array(0);
  readonly #items: number;
  readonly #width: number;
  readonly #tower: Network;
  readonly #write: WriteCodes;
  #count = 0;

  /** items: of training, all before those that come later. */
  constructor(
    items: number,
    shape: TowerShape,
    attributes: readonly CodedAttribute[],
    values: Readonly<Record<string, Float32Array>>,
    kernels: Kernels,
  ) {
    this.knows = attributes.length > 0;
    this.#items = items;
    this.#width = shape.width;
    this.#write = writerOf(attributes);
    this.#tower = layNetwork(itemTower(shape), { kernels, capacity: 1, seed: 0, values });
  }

  /** Whether this item, which came later, has a vector. */
  has(item: number, { size }: Catalogue): boolean {
    return this.knows && item < size;
  }

  /** Make the vectors of items that are not there yet. O(new items). */
  follow({ size, attributes }: Catalogue): void {
    const width = this.#width;
    const count = size - this.#items;
    if (!this.knows || count <= this.#count) return;
    if (count * width > this.vectors.length) {
      const grown = new Float32Array(2 * count * width);
      grown.set(this.vectors);
      this.vectors = grown;
    }
    const { codes, heads } = this.#tower;
    for (; this.#count < count; this.#count++) {
      const item = this.#items + this.#count;
      codes[0] = NOTHING;
      this.#write((name) => valueAt(attributes.columns.get(name), item), codes, 1);
      this.#tower.forward(1, false);
      this.vectors.set(heads[0]!.value, this.#count * width);
    }
  }

  cosine(unit: Float32Array, later: number): number {
    const width = this.#width;
    let sum = 0;
    let squared = 0;
    for (let j = 0, at = later * width; j < width; j++, at++) {
      sum += unit[j]! * this.vectors[at]!;
      squared += this.vectors[at]! ** 2;
    }
    return squared > 0 ? sum / Math.sqrt(squared) : 0;
  }
}
