import type { SlateLine } from '../../../contracts/slate-line.ts';
import { fail } from '../../../errors/fail.ts';
import type { Version } from '../../deploy/registry.ts';
import type { LaterMember } from '../line-log.ts';
import { type ProductPorts, ServedProduct } from '../served-product.ts';
import { answerOf, missingOf } from './answer-slate.ts';
import { lineOf } from './line-of.ts';
import { LiveState } from './live-state.ts';
import { type MadeSlate, SlateMaker, type SlateQuestion } from './make-slate.ts';
import type { OpenRecommenderVersion } from './open-recommender.ts';
import { shadowMember } from './shadow-slate.ts';
import type { RecommendInput, SimilarItem, SlateAnswer } from './slate-answer.ts';

export interface RecommendPorts extends ProductPorts {
  /** Load a version, once: its artifacts are checked here. */
  readonly loadRecommender: (version: Version) => Promise<OpenRecommenderVersion>;
}

const DEFAULT_SIMILAR = 20;

/** One recommender in service: answers with its champion over what is known of users and items now, and notes every slate. */
export class ServedRecommender extends ServedProduct<OpenRecommenderVersion, SlateMaker> {
  readonly kind = 'recommend';
  readonly #ports: RecommendPorts;

  constructor(name: string, ports: RecommendPorts) {
    super(name, ports);
    this.#ports = ports;
  }

  protected override load(version: Version): Promise<OpenRecommenderVersion> {
    return this.#ports.loadRecommender(version);
  }

  protected override async open(version: OpenRecommenderVersion) {
    const state = await LiveState.over(await version.origin());
    return { maker: new SlateMaker(version, state), state };
  }

  protected override serving({ design }: OpenRecommenderVersion) {
    if (design === null) return undefined;
    const { impressions } = design.data;
    return { ...design.serving, notes: impressions?.served && impressions.action };
  }

  protected override known({ state }: SlateMaker) {
    return state;
  }

  protected override async erased(user: string): Promise<void> {
    this.maker.ahead?.erase(user);
  }

  /**
   * A slate for a user. No promise: an answer waits for nothing.
   *
   * @param waitedMs since the request came; counts against the time that the design gives an answer
   *
   * Throws 'recommend/bad-filter', 'recommend/bad-cursor', 'serve/behind'.
   */
  recommend(input: RecommendInput, waitedMs = 0): SlateAnswer {
    const question: SlateQuestion = { ...this.asked(input.user, input), filters: input.filters ?? [] };
    const { clock } = this.#ports;
    const { maker } = this;
    const start = clock.elapsed();
    const { items } = maker.state;
    const why = input.why?.map((id) => ({ id, item: items.find(id) }));
    const asked = why?.flatMap(({ item }) => item ?? []);
    const explain = input.explain === true;
    const ahead = explain || why ? null : maker.fromAhead(question);
    const made = ahead ?? this.#make({ ...question, ...this.late(waitedMs) }, explain, asked);
    const ms = clock.elapsed() - start;
    if (made.degraded === undefined && ahead === null) this.inTime.took(ms);
    const shown = answerOf(made, items);
    const degraded = made.degraded !== undefined && { degraded: made.degraded };
    const from = ahead && { ahead: maker.ahead!.facts };
    const approximate = made.approximate && { approximate: made.approximate };
    const line: SlateLine = {
      ...question,
      ...degraded,
      ...lineOf(maker, shown, ms),
      ...from,
      ...approximate,
    };
    return {
      id: this.answered(line, degraded ? undefined : this.#shadow(question)),
      version: maker.version.version,
      items: shown,
      cursor: this.cursorAfter(question, line.items),
      ...degraded,
      ...(why && { missing: missingOf(why, made, items) }),
    };
  }

  /** Items most like one. Throws 'recommend/no-item', 'recommend/bad-filter'. */
  similar(id: string, k = DEFAULT_SIMILAR, filters: SlateLine['filters'] = []): readonly SimilarItem[] {
    const { maker } = this;
    const { items } = maker.state;
    const item = items.find(id);
    if (item === undefined || !items.isLive(item))
      throw fail('recommend/no-item', { system: this.name, item: id });
    return maker.similar(item, k, filters).map(({ item: it, score }) => ({ item: items.ids[it]!, score }));
  }

  #shadow(question: SlateQuestion): LaterMember | undefined {
    const { challenger } = this;
    if (challenger === undefined) return undefined;
    const make = (): string[] => {
      const { ids } = challenger.state.items;
      return challenger.make(question, false).entries.map(({ item }) => ids[item]!);
    };
    return shadowMember(challenger.version.version, make, this.#ports.clock);
  }

  #make(question: SlateQuestion, explain: boolean, why: readonly number[] | undefined): MadeSlate {
    return this.orPlain(
      () => this.maker.make(question, explain, why),
      () => this.maker.make({ ...question, degraded: 'failed' }, false),
    );
  }
}
