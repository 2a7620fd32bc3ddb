import type { Sampler } from '../contracts/sampler.ts';
import { convenience } from './convenience.ts';
import { importance } from './importance.ts';
import { reservoir } from './reservoir.ts';
import { snowball } from './snowball.ts';
import { stratified } from './stratified.ts';
import { weighted } from './weighted.ts';

/** Every sampler there is. Adding one costs its file, its test and a line here. */
export const samplers: readonly Sampler[] = [
  reservoir,
  stratified,
  importance,
  weighted,
  snowball,
  convenience,
];
