import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { byId, callsOf, nothing } from '../call.ts'
import { pauseReason } from '../engine/schemas.ts'
import { serverHealth, serverHealthQuery, serverStatistics } from '../statistics/schemas.ts'
import { placementChange, placementSettings } from './placement.ts'
import {
  addedServer,
  connectionReport,
  keyRotation,
  newServer,
  rotatedKey,
  server,
  serverChange,
  serverCheckPage,
  serverCheckQuery,
  serverConnection,
  testedServer,
} from './schemas.ts'

const { get, post, patch, remove } = callsOf('Servers')

/** A change of these sends the stored credentials elsewhere, or replaces them. */
const connectionFields = {
  baseUrl: 'servers.connect',
  apiKey: 'servers.connect',
  apiSecret: 'servers.connect',
  caCertificate: 'servers.connect',
} as const

export const servers = {
  testConnection: post('/v1/servers/test', 'Test a connection without saving it', 'servers.connect')
    .input(serverConnection)
    .output(connectionReport),
  list: get('/v1/servers', 'List all servers, with capacity', 'servers.read').output(
    z.object({ items: z.array(server) }),
  ),
  add: post(
    '/v1/servers',
    'Add a server and test it; it is saved even if the test fails',
    'servers.connect',
    {
      status: 201,
      recent: true,
    },
  )
    .input(newServer)
    .output(addedServer),
  get: get('/v1/servers/{id}', 'Get a server', 'servers.read').input(byId).output(server),
  change: patch('/v1/servers/{id}', 'Change a server', 'servers.write', {
    fieldAccess: connectionFields,
    recent: Object.keys(connectionFields),
  })
    .input(serverChange.safeExtend(byId.shape))
    .output(server),
  remove: remove('/v1/servers/{id}', 'Remove a server without live accounts', 'servers.connect', {
    recent: true,
  })
    .input(byId)
    .output(nothing),
  test: post('/v1/servers/{id}/test', 'Test a saved server and update its status', 'servers.write')
    .input(byId)
    .output(testedServer),
  checks: get(
    '/v1/servers/{id}/checks',
    'List the checks of the last seven days, newest first',
    'servers.read',
  )
    .input(serverCheckQuery.extend(byId.shape))
    .output(serverCheckPage),
  rotateKey: post(
    '/v1/servers/{id}/rotate-key',
    'Test a new key, and replace the current one if the test passes',
    'servers.connect',
    { recent: true },
  )
    .input(keyRotation.extend(byId.shape))
    .output(rotatedKey),
  statistics: get(
    '/v1/servers/{id}/statistics',
    'Get the results of creations in the last 24 hours, and the open operations',
    'servers.read',
  )
    .input(byId)
    .output(serverStatistics),
  health: get(
    '/v1/servers/{id}/health',
    'Get the check results of the last day or week, grouped into equal time steps',
    'servers.read',
  )
    .input(serverHealthQuery)
    .output(serverHealth),
  events: get(
    '/v1/servers/events',
    'Stream all servers on every change, as server-sent events',
    'servers.read',
  ).output(eventIterator(z.object({ items: z.array(server) }))),
  placement: get(
    '/v1/placement',
    'Get the rule by which servers are chosen for accounts without one',
    'servers.read',
  ).output(placementSettings),
  changePlacement: patch(
    '/v1/placement',
    'Change the rule by which servers are chosen for accounts without one',
    'servers.write',
  )
    .input(placementChange)
    .output(placementSettings),
  pause: post(
    '/v1/servers/{id}/pause',
    'Pause the operations of this server until it is resumed',
    'servers.write',
  )
    .input(pauseReason.extend(byId.shape))
    .output(server),
  resume: post('/v1/servers/{id}/resume', 'Resume the operations of this server', 'servers.write')
    .input(byId)
    .output(server),
}
