import { byId, callsOf, nothing } from '../call.ts'
import { billingParkQuery, billingParks, billingRun, billingRunRequest } from './schemas.ts'

const { get, post } = callsOf('Billing')

export const billing = {
  run: post(
    '/v1/billing/run',
    'Run the invoice run now; dryRun lists what it would do and writes nothing',
    'billing.write',
  )
    .input(billingRunRequest)
    .output(billingRun),
  parks: get('/v1/billing/parks', 'List customers whose billing is stopped', 'billing.read')
    .input(billingParkQuery)
    .output(billingParks),
  unpark: post('/v1/customers/{id}/billing/resume', 'Resume the billing of a customer', 'billing.write')
    .input(byId)
    .output(nothing),
}
