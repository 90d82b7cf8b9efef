import { byId, callsOf } from '../call.ts'
import { billingProfile, billingProfileChange, newTaxIdCheck } from './schemas.ts'

const { get, post, patch } = callsOf('Billing profiles')

export const billingProfiles = {
  get: get('/v1/customers/{id}/billing-profile', 'Get the billing details of a customer', 'billing.read')
    .input(byId)
    .output(billingProfile),
  change: patch(
    '/v1/customers/{id}/billing-profile',
    'Change billing details; the currency is fixed once something is booked',
    'billing.write',
  )
    .input(billingProfileChange.extend(byId.shape))
    .output(billingProfile),
  recordTaxIdCheck: post(
    '/v1/customers/{id}/billing-profile/tax-id-check',
    'Record what a register, such as VIES, answered about the tax id',
    'billing.write',
  )
    .input(newTaxIdCheck.extend(byId.shape))
    .output(billingProfile),
}
