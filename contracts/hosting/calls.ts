import { z } from 'zod'
import { byId, callsOf } from '../call.ts'
import {
  accountAndOperation,
  foundAccount,
  hostingAccount,
  hostingAccountSearch,
  hostingUsage,
  passwordChange,
  suspension,
  suspensions,
  termination,
  unsuspension,
} from './schemas.ts'

const { get, post } = callsOf('Hosting accounts')

/**
 * 200: the operation has ended, or needs attention. 202: it continues. Read it again, or follow its events.
 */
export const endedOrNotYet = z.union([
  z.object({ status: z.literal(200), body: accountAndOperation }),
  z.object({ status: z.literal(202), body: accountAndOperation }),
])

export const hostingAccounts = {
  search: get(
    '/v1/hosting-accounts',
    'Find hosting accounts by username, NextPanel User ID or operation',
    'hosting.read',
  )
    .input(hostingAccountSearch)
    .output(z.object({ items: z.array(foundAccount) })),
  get: get('/v1/hosting-accounts/{id}', 'Get a hosting account', 'hosting.read')
    .input(byId)
    .output(hostingAccount),
  suspensions: get(
    '/v1/hosting-accounts/{id}/suspensions',
    'List the suspension reasons of an account, with actor and note',
    'hosting.read',
  )
    .input(byId)
    .output(suspensions),
  suspend: post('/v1/hosting-accounts/{id}/suspend', 'Suspend an account for a reason', 'hosting.suspend', {
    detailed: true,
  })
    .input(suspension.extend(byId.shape))
    .output(endedOrNotYet),
  unsuspend: post('/v1/hosting-accounts/{id}/unsuspend', 'Remove a suspension reason', 'hosting.suspend', {
    detailed: true,
  })
    .input(unsuspension.extend(byId.shape))
    .output(endedOrNotYet),
  terminate: post(
    '/v1/hosting-accounts/{id}/terminate',
    'Delete the account on the panel',
    'hosting.terminate',
    { detailed: true, recent: true },
  )
    .input(termination.extend(byId.shape))
    .output(endedOrNotYet),
  changePassword: post(
    '/v1/hosting-accounts/{id}/change-password',
    'Change the hosting password, if the panel supports it',
    'hosting.write',
    { detailed: true },
  )
    .input(passwordChange.extend(byId.shape))
    .output(endedOrNotYet),
  usage: get('/v1/hosting-accounts/{id}/usage', 'Get usage from the panel', 'hosting.read')
    .input(byId)
    .output(hostingUsage),
}
