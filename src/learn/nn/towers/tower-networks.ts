import type { LayerSpec, NetworkSpec } from '../network.ts';

export interface TowerShape {
  /** Codes of an item, and rows of their table. */
  readonly itemPlaces: number;
  readonly itemRows: number;
  /** Codes of a user, and rows of their table; 0 = nothing is known of users. */
  readonly userPlaces: number;
  readonly userRows: number;
  /** Values of a vector. */
  readonly width: number;
  /** Units of the layer within each tower. */
  readonly hidden: number;
}

/** Codes of an item -> its vector: the sum of the vectors of what it is, bent by a layer beside it. */
export const itemTower = ({ itemPlaces, itemRows, width, hidden }: TowerShape): NetworkSpec => ({
  numbers: [0],
  codes: itemPlaces,
  layers: [summed('item-parts', itemPlaces, itemRows, width), ...bent('item', 'item-parts', width, hidden)],
  heads: ['item'],
});

/** The mean of the vectors of the past (the numbers), and codes of the user -> the vector of the user. */
export const userTower = ({ userPlaces, userRows, width, hidden }: TowerShape): NetworkSpec => ({
  numbers: [width],
  codes: userPlaces,
  layers:
    userPlaces === 0
      ? bent('user', 'numbers', width, hidden)
      : [
          { ...summed('user-parts', userPlaces, userRows, width), fromZero: true },
          { kind: 'add', name: 'user-known', from: ['numbers', 'user-parts'] },
          ...bent('user', 'user-known', width, hidden),
        ],
  heads: ['user'],
});

const summed = (name: string, places: number, rows: number, width: number) =>
  ({
    kind: 'embedding',
    name,
    columns: Array.from({ length: places }, (_, place) => place),
    first: new Array<number>(places).fill(0),
    rows,
    width,
    join: 'sum',
    neutral: [0],
  }) as const;

/** A layer beside a connection that goes straight on: it begins as next to nothing. */
const bent = (name: string, from: string, width: number, hidden: number): LayerSpec[] => [
  { kind: 'dense', name: `${name}-in`, from: [from], units: hidden },
  { kind: 'activation', name: `${name}-bend`, of: 'relu' },
  { kind: 'dense', name: `${name}-out`, units: width, gain: 0.01 },
  { kind: 'add', name, from: [from, `${name}-out`] },
];
