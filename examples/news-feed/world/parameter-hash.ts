import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../src/contracts/json.ts';
import { facts } from './parameters.ts';

/** sha256 of the canonical JSON of the whole table of parameters, their sources included: every result prints it. */
export const parametersSha256 = (): string => createHash('sha256').update(canonicalJson(facts)).digest('hex');
