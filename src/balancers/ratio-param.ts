/** How even classes are made. */
export const ratioParam = {
  type: 'number',
  default: 1,
  min: 0.01,
  max: 1,
  about:
    'What a smaller class comes to, as a share of the largest; a class that has more already is left alone.',
} as const;
