import type { Reranker } from '../contracts/reranker.ts';
import { boost } from './boost.ts';
import { bury } from './bury.ts';
import { calibrated } from './calibrated.ts';
import { cap } from './cap.ts';
import { decay } from './decay.ts';
import { dpp } from './dpp.ts';
import { eligibility } from './eligibility.ts';
import { exclude } from './exclude.ts';
import { explore } from './explore.ts';
import { freshFloor } from './fresh-floor.ts';
import { freshness } from './freshness.ts';
import { mmr } from './mmr.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { pin } from './pin.ts';
import { providerFloor } from './provider-floor.ts';
import { tire } from './tire.ts';

/** Every reranker there is. Adding one costs its file, its test and a line here. */
export const rerankers: readonly Reranker[] = [
  // What may be shown at all.
  eligibility,
  exclude,
  nearDuplicates,
  // What a business wants.
  boost,
  bury,
  freshness,
  // What makes a list as a whole better.
  mmr,
  dpp,
  calibrated,
  cap,
  decay,
  tire,
  freshFloor,
  providerFloor,
  pin,
  // What is learned from what is shown.
  explore,
];
