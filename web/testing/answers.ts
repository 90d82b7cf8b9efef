import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Api } from '#contracts/api.ts'

type Inputs = InferContractRouterInputs<Api>
type Outputs = InferContractRouterOutputs<Api>

/**
 * What the API answers, call by call. Both types come from the contract, and oRPC checks each answer against its
 * schema, so a fake cannot drift from the real API.
 */
export type Answers = {
  [Noun in keyof Api]?: {
    [Call in keyof Api[Noun]]?: (
      input: Call extends keyof Inputs[Noun] ? Inputs[Noun][Call] : never,
    ) => Call extends keyof Outputs[Noun] ? Outputs[Noun][Call] | Promise<Outputs[Noun][Call]> : never
  }
}
