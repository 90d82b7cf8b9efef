import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { byId, callsOf, nothing } from '../call.ts'
import { pauseReason } from '../engine/schemas.ts'
import { serverHealth, serverHealthQuery, serverStatistics } from '../statistics/schemas.ts'
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

export const servers = {
  testConnection: post('/v1/servers/test', 'Test a connection before it is saved', 'servers.write')
    .input(serverConnection)
    .output(connectionReport),
  list: get('/v1/servers', 'All servers, with capacity', 'servers.read').output(
    z.object({ items: z.array(server) }),
  ),
  add: post('/v1/servers', 'Add a server; tests it and saves it whatever the test says', 'servers.write', {
    status: 201,
  })
    .input(newServer)
    .output(addedServer),
  get: get('/v1/servers/{id}', 'One server', 'servers.read').input(byId).output(server),
  change: patch('/v1/servers/{id}', 'Change a server', 'servers.write')
    .input(serverChange.safeExtend(byId.shape))
    .output(server),
  remove: remove('/v1/servers/{id}', 'Remove a server on which nothing lives', 'servers.write')
    .input(byId)
    .output(nothing),
  test: post('/v1/servers/{id}/test', 'Test a saved server and update its status', 'servers.write')
    .input(byId)
    .output(testedServer),
  checks: get(
    '/v1/servers/{id}/checks',
    'What its checks found in the last seven days, newest first',
    'servers.read',
  )
    .input(serverCheckQuery.extend(byId.shape))
    .output(serverCheckPage),
  rotateKey: post(
    '/v1/servers/{id}/rotate-key',
    'Test a new key, and use it from then on if it passes',
    'servers.write',
  )
    .input(keyRotation.extend(byId.shape))
    .output(rotatedKey),
  statistics: get(
    '/v1/servers/{id}/statistics',
    'How its creations of the last 24 hours went, and what is open on it',
    'servers.read',
  )
    .input(byId)
    .output(serverStatistics),
  health: get(
    '/v1/servers/{id}/health',
    'What its checks found in the last day or week, in steps',
    'servers.read',
  )
    .input(serverHealthQuery)
    .output(serverHealth),
  events: get(
    '/v1/servers/events',
    'All servers on every change, as server-sent events',
    'servers.read',
  ).output(eventIterator(z.object({ items: z.array(server) }))),
  pause: post(
    '/v1/servers/{id}/pause',
    'Run no operation of this server until it is resumed',
    'servers.write',
  )
    .input(pauseReason.extend(byId.shape))
    .output(server),
  resume: post('/v1/servers/{id}/resume', "Let this server's operations run again", 'servers.write')
    .input(byId)
    .output(server),
}
