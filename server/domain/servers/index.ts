export { addServer } from './add.ts'
export { changeServer } from './change.ts'
export { checkServer, probeDueServers, testConnection, testServer } from './check.ts'
export { chooseServer, excludedInSql, rankByPolicy, roomMark, whyExcluded } from './choose.ts'
export { connectServer, driverOf, type ServerRow } from './connection.ts'
export { correctSlots } from './correct-slots.ts'
export { problemsOfCredentials, refuseBadCredentials } from './credentials.ts'
export { listServerChecks, purgeServerChecks } from './history.ts'
export { holdColumns, presentHold, queueLimitOf, serverHoldCode, serverQueueRules } from './holds.ts'
export { startHealthMonitor } from './monitor.ts'
export {
  needsNoFirstLookup,
  noteDuplicateAllowed,
  noteDuplicateRefused,
  noteMarkerReturned,
} from './observed-behavior.ts'
export { pauseForTrouble, pauseServer, resumeServer } from './pause.ts'
export { placementCode, placementRefusals, whyNotPlaceable } from './placement.ts'
export { changePlacementSettings, getPlacementSettings } from './placement-settings.ts'
export {
  findServer,
  getServer,
  listServers,
  lockServer,
  readServersWithSlots,
  type ServerWithSlots,
  serverNotFound,
} from './read.ts'
export { recordServerRun } from './record-run.ts'
export { removeServer } from './remove.ts'
export { resealServerKeys } from './reseal.ts'
export { rotateServerKey } from './rotate-key.ts'
export { refuseUnsupported, refuseUnsupportedOn } from './supported.ts'
export { watchServers } from './watch.ts'
