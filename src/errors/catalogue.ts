import { artifact } from './artifact.ts';
import { cli } from './cli.ts';
import { design } from './design.ts';
import { disk } from './disk.ts';
import type { Entry } from './entry.ts';
import { estimate } from './estimate.ts';
import { feature } from './feature.ts';
import { feed } from './feed.ts';
import { feedDesign } from './feed-design.ts';
import { http } from './http.ts';
import { journal } from './journal.ts';
import { params } from './params.ts';
import { recommend } from './recommend.ts';
import { recommendDesign } from './recommend-design.ts';
import { recommendServing } from './recommend-serving.ts';
import { serve } from './serve.ts';
import { source } from './source.ts';
import { train } from './train.ts';
import { watch } from './watch.ts';

/** Every error that a user can be shown: code -> what it says, and the fix. One file an area. */
export const catalogue = {
  ...params,
  ...design,
  ...source,
  ...feature,
  ...train,
  ...artifact,
  ...journal,
  ...disk,
  ...serve,
  ...recommend,
  ...recommendDesign,
  ...recommendServing,
  ...feed,
  ...feedDesign,
  ...http,
  ...estimate,
  ...cli,
  ...watch,
};

export type Code = keyof typeof catalogue;

/** The facts that an error of this code needs. */
export type Details<C extends Code> = (typeof catalogue)[C] extends Entry<infer D> ? D : never;
