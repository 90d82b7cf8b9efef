import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { PlanParked, PlanRefused } from './decide/index.ts'

/** Runs `decide`, and turns its refusals into those of a request. */
export function refusing<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof PlanParked) throw new Refusal('customer-parked', error.message)
    if (!(error instanceof PlanRefused)) throw error
    throw error.field === null
      ? new Refusal(error.code, error.message)
      : fieldRefusal(error.code, error.field, 'invalid', error.message)
  }
}
