export { exportAudit } from './export.ts'
export { listAudit } from './list.ts'
export { entryBefore, presentAudit } from './present.ts'
