import {
  addServer,
  changePlacementSettings,
  changeServer,
  getPlacementSettings,
  getServer,
  listServerChecks,
  listServers,
  pauseServer,
  removeServer,
  resumeServer,
  rotateServerKey,
  testConnection,
  testServer,
  watchServers,
} from '#server/domain/servers/index.ts'
import { readServerHealth, readServerStatistics } from '#server/domain/statistics/index.ts'
import { os, stream, verb } from '../implement.ts'

export const servers = {
  testConnection: os.servers.testConnection.handler(verb(testConnection)),
  list: os.servers.list.handler(verb(listServers)),
  add: os.servers.add.handler(verb(addServer)),
  get: os.servers.get.handler(verb(getServer)),
  change: os.servers.change.handler(verb(changeServer)),
  remove: os.servers.remove.handler(verb(removeServer)),
  test: os.servers.test.handler(verb(testServer)),
  checks: os.servers.checks.handler(verb(listServerChecks)),
  rotateKey: os.servers.rotateKey.handler(verb(rotateServerKey)),
  statistics: os.servers.statistics.handler(verb(readServerStatistics)),
  health: os.servers.health.handler(verb(readServerHealth)),
  events: os.servers.events.handler(stream(watchServers)),
  placement: os.servers.placement.handler(verb(getPlacementSettings)),
  changePlacement: os.servers.changePlacement.handler(verb(changePlacementSettings)),
  pause: os.servers.pause.handler(verb(pauseServer)),
  resume: os.servers.resume.handler(verb(resumeServer)),
}
