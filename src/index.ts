/**
 * The door of the package: declare a system, and serve one inside your own process.
 *
 * Light: what is heavy is loaded when it is called. The types of components are here for those who read designs,
 * datasets and evaluations in their own programs; what a model that learns on would have answered to a stream; and counters
 * of events that training and serving share.
 */

export type { TrainedModel } from './contracts/artifact.ts';
export type { Dataset, Finding } from './contracts/dataset.ts';
export type { AggregateEvent, DeclaredAggregate, DeclaredRatio } from './contracts/declared-aggregate.ts';
export type { Design } from './contracts/design.ts';
export type { Detector } from './contracts/detector.ts';
export type { Evaluation, Measured, Metrics } from './contracts/evaluation.ts';
export type { Feature } from './contracts/feature.ts';
export type { FeedDesign } from './contracts/feed-design.ts';
export type { Metric } from './contracts/metric.ts';
export type { Model } from './contracts/model.ts';
export type { RecommendDesign } from './contracts/recommend-design.ts';
export type { RecommendEvaluation } from './contracts/recommend-evaluation.ts';
export type { Reranker } from './contracts/reranker.ts';
export type { Retriever } from './contracts/retriever.ts';
export type { Splitter } from './contracts/splitter.ts';
export { defineSystem } from './design/define-system.ts';
export type { FeedInput } from './design/feed/input.ts';
export type { DesignInput } from './design/input.ts';
export type { RecommendInput } from './design/recommend/input.ts';
export { Failure } from './errors/fail.ts';
export { measureByWindow, repeatLast, type StreamOptions, testThenTrain } from './explain/test-then-train.ts';
export { type Answer, type FeedPageAnswer, type OpenedSystem, open, type RecommendAnswer } from './open.ts';
export { type AggregateDeclarations, AggregateSet } from './recipe/aggregates/aggregate-set.ts';
