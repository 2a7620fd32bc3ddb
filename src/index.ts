/** The door of the package. Light: what is heavy is loaded when it is called. */
export { defineSystem } from './design/define-system.ts';
export type { DesignInput } from './design/input.ts';
export { type Answer, type OpenedSystem, open } from './open.ts';
