export { lastBackup } from './last-backup.ts'
export { BackupScheduler, type BackupSettings, backupTickMs } from './run-due.ts'
export { newestDue, nextDue } from './schedule.ts'
