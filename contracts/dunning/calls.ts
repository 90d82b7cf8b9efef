import { byId, callsOf } from '../call.ts'
import {
  brakeConfirmation,
  customerDunning,
  dunningCase,
  dunningCasePage,
  dunningCaseQuery,
  dunningForecast,
  dunningHold,
  dunningState,
  forecastQuery,
} from './case-schemas.ts'
import { dunningPolicy, dunningPolicyChange } from './schemas.ts'

const { get, patch, post } = callsOf('Dunning')

export const dunning = {
  policy: get('/v1/dunning/policy', 'Get the steps for overdue invoices', 'billing.read').output(
    dunningPolicy,
  ),
  changePolicy: patch('/v1/dunning/policy', 'Save the steps for overdue invoices', 'billing.settings', {
    recent: true,
  })
    .input(dunningPolicyChange)
    .output(dunningPolicy),
  state: get(
    '/v1/dunning',
    'Get the suspensions of today, their limit, and the wishes that wait',
    'billing.read',
  ).output(dunningState),
  cases: get('/v1/dunning/cases', 'List the open dunning cases, the oldest due date first', 'billing.read')
    .input(dunningCaseQuery)
    .output(dunningCasePage),
  forecast: get(
    '/v1/dunning/forecast',
    'Forecast who is reminded, charged and suspended until a day if nothing is paid',
    'billing.read',
  )
    .input(forecastQuery)
    .output(dunningForecast),
  ofCustomer: get('/v1/customers/{id}/dunning', "Get a customer's open dunning case", 'billing.read')
    .input(byId)
    .output(customerDunning),
  hold: post(
    '/v1/dunning/cases/{id}/hold',
    'Place a case on hold until a day, or continue it',
    'billing.write',
  )
    .input(dunningHold.extend(byId.shape))
    .output(dunningCase),
  confirmBrake: post(
    '/v1/dunning/brake/confirm',
    'Confirm the number of suspensions of today, so that they continue',
    'billing.settings',
    { recent: true },
  )
    .input(brakeConfirmation)
    .output(dunningState),
}
