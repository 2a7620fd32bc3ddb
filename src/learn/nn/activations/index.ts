import { elu } from './elu.ts';
import { gelu } from './gelu.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { tanh } from './tanh.ts';

/** Every activation, by its name. */
export const activations = { relu, elu, gelu, sigmoid, tanh } as const;

export type ActivationName = keyof typeof activations;
