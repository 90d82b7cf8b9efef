import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { byId, callsOf } from '../call.ts'
import { endedOrNotYet } from '../hosting/calls.ts'
import {
  adoptionCandidate,
  adoptionCandidateQuery,
  operation,
  operationAdoption,
  operationOverview,
  operationOverviewQuery,
  operationPage,
  operationQuery,
  operationRetry,
} from './schemas.ts'

const { get, post } = callsOf('Operations')

export const operations = {
  list: get('/v1/operations', 'List operations, newest first', 'operations.read')
    .input(operationQuery)
    .output(operationPage),
  overview: get(
    '/v1/operations/overview',
    'Count open operations, and group those that need action by server and cause',
    'operations.read',
  )
    .input(operationOverviewQuery)
    .output(operationOverview),
  get: get('/v1/operations/{id}', 'Get an operation with its timeline', 'operations.read')
    .input(byId)
    .output(operation),
  events: get(
    '/v1/operations/{id}/events',
    'Stream the operation on every change, as server-sent events',
    'operations.read',
  )
    .input(byId)
    .output(eventIterator(operation)),
  diagnostics: get(
    '/v1/operations/{id}/diagnostics',
    'Export the operation as text for support, without secrets',
    'operations.read',
  )
    .input(byId)
    .output(z.file()),
  retry: post(
    '/v1/operations/{id}/retry',
    'Retry the operation, optionally with corrections; a termination needs a recent sign-in',
    'operations.write',
    {
      detailed: true,
    },
  )
    .input(operationRetry.extend(byId.shape))
    .output(endedOrNotYet),
  cancel: post(
    '/v1/operations/{id}/cancel',
    'Cancel the operation; unknown outcomes must be resolved first',
    'operations.write',
    { detailed: true },
  )
    .input(byId)
    .output(endedOrNotYet),
  dismiss: post(
    '/v1/operations/{id}/dismiss',
    'Dismiss a failed creation: it no longer needs action',
    'operations.write',
  )
    .input(byId)
    .output(operation),
  adoptionCandidate: get(
    '/v1/operations/{id}/adoption-candidate',
    'Compare an account on the panel with the requested account before adopting it',
    'operations.write',
  )
    .input(adoptionCandidateQuery.extend(byId.shape))
    .output(adoptionCandidate),
  adopt: post(
    '/v1/operations/{id}/adopt',
    'Adopt an account that already exists on the panel',
    'operations.write',
    { detailed: true },
  )
    .input(operationAdoption.extend(byId.shape))
    .output(endedOrNotYet),
}
