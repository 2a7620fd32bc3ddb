/**
 * The shapes of the Open Inference Protocol, version 2, REST.
 *
 * Source: https://github.com/kserve/open-inference-protocol, specification/protocol/inference_rest.md
 */
export interface InferRequest {
  readonly id?: string;
  readonly parameters?: object;
  readonly inputs: readonly RequestTensor[];
  readonly outputs?: readonly { readonly name: string; readonly parameters?: object }[];
}

export interface RequestTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  readonly parameters?: object;
  readonly data: readonly unknown[];
}

export interface ResponseTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: Datatype;
  readonly data: readonly (number | string)[];
}

export interface InferResponse {
  readonly model_name: string;
  readonly model_version: string;
  readonly id?: string;
  readonly outputs: readonly ResponseTensor[];
}

export type Datatype = 'FP64' | 'INT64' | 'BOOL' | 'BYTES';

export interface TensorMetadata {
  readonly name: string;
  readonly datatype: Datatype;
  /** -1: any number. */
  readonly shape: readonly number[];
}

export interface ModelMetadata {
  readonly name: string;
  readonly versions: readonly string[];
  readonly platform: string;
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
}
