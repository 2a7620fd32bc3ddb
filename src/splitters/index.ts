import type { Splitter } from '../contracts/splitter.ts';
import { group } from './group.ts';
import { random } from './random.ts';
import { stableHash } from './stable-hash.ts';
import { stratified } from './stratified.ts';
import { tableOrder } from './table-order.ts';
import { time } from './time.ts';

/** Every splitter there is. Adding one costs its file, its test and a line here. */
export const splitters: readonly Splitter[] = [random, stratified, group, time, tableOrder, stableHash];
