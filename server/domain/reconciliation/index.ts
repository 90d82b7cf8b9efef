export { getReconciliation, listReconciliations } from './read.ts'
export { resolveFinding } from './resolve.ts'
export { reconcileServer } from './run.ts'
export { reconcileDueServers, reconcileTickMs } from './schedule.ts'
