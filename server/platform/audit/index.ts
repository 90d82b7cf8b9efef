export { type AuditRow, auditFacts, readAudit } from './read.ts'
export { type AuditEntry, auditRow, recordAudit } from './record.ts'
