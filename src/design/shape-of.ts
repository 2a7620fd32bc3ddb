import type { Shape } from './check-shape.ts';
import { feedShape } from './feed/shape.ts';
import { recommendShape } from './recommend/shape.ts';
import { designShape } from './shape.ts';

/** The shape that a design is held to, by the kind that it says it is; without one it predicts. */
export function shapeOf(value: unknown): Shape {
  const { kind } = Object(value) as { readonly kind?: unknown };
  // TypeBox types its schemas more closely than the walk needs.
  return (kind === 'recommend'
    ? recommendShape
    : kind === 'feed'
      ? feedShape
      : designShape) as unknown as Shape;
}
