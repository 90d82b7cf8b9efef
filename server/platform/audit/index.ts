export { auditFacts, readAudit } from './read.ts'
export { type AuditEntry, recordAudit } from './record.ts'
