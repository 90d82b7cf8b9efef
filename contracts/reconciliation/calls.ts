import { z } from 'zod'
import { byId, callsOf } from '../call.ts'
import {
  findingResolution,
  reconciliation,
  reconciliationPage,
  reconciliationQuery,
  resolvedFinding,
} from './schemas.ts'

const { get, post } = callsOf('Reconciliation')

export const reconciliations = {
  run: post(
    '/v1/servers/{id}/reconciliations',
    "Compare the panel's accounts with our records; changes nothing",
    'reconciliation.write',
    { status: 201 },
  )
    .input(byId)
    .output(reconciliation),
  list: get(
    '/v1/servers/{id}/reconciliations',
    "List a server's reconciliations, newest first, without their findings",
    'reconciliation.read',
  )
    .input(reconciliationQuery)
    .output(reconciliationPage),
  get: get('/v1/reconciliations/{id}', 'Get a reconciliation with its findings', 'reconciliation.read')
    .input(byId)
    .output(reconciliation),
  resolve: post(
    '/v1/reconciliations/{id}/findings/{findingId}/resolve',
    'Resolve a finding; the panel is checked again first; a termination needs a recent sign-in',
    'reconciliation.write',
    { detailed: true },
  )
    .input(findingResolution)
    .output(
      z.union([
        z.object({ status: z.literal(200), body: resolvedFinding }),
        z.object({ status: z.literal(202), body: resolvedFinding }),
      ]),
    ),
}
