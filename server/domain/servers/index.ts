export { addServer } from './add.ts'
export { changeServer } from './change.ts'
export { checkAllServers, markNeedsOperator, testConnection, testServer } from './check.ts'
export { connectServer, driverOf, type ServerRow } from './connection.ts'
export { type PlacementRefusal, rankForPlacement, whyNotPlaceable } from './placement.ts'
export {
  getServer,
  listServers,
  lockAllServers,
  lockServer,
  readServersWithSlots,
  type ServerWithSlots,
} from './read.ts'
export { removeServer } from './remove.ts'
