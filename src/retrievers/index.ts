import type { Retriever } from '../contracts/retriever.ts';
import { ease } from './ease.ts';
import { mostPopular } from './most-popular.ts';

/** Every retriever there is. Adding one costs its file, its test and a line here. */
export const retrievers: readonly Retriever[] = [ease, mostPopular];
