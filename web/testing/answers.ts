import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Api } from '#contracts/api.ts'

type Inputs = InferContractRouterInputs<Api>
type Outputs = InferContractRouterOutputs<Api>

/**
 * The fake responses of each API call. Both types come from the contract, and oRPC checks each response against its
 * schema, so a fake cannot drift from the real API.
 */
export type Answers = {
  [Entity in keyof Api]?: {
    [Call in keyof Api[Entity]]?: (
      input: Call extends keyof Inputs[Entity] ? Inputs[Entity][Call] : never,
    ) => Call extends keyof Outputs[Entity] ? Outputs[Entity][Call] | Promise<Outputs[Entity][Call]> : never
  }
}
