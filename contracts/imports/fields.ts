/** The facts that a column of an import can have. `firstName` and `lastName` together are the full name. */
export const importFields = [
  'email',
  'fullName',
  'firstName',
  'lastName',
  'companyName',
  'password',
  'isActive',
  'hostingUsername',
  'hostingPassword',
  'hostingEmail',
  'server',
  'packageId',
  'panelUserId',
] as const
export type ImportField = (typeof importFields)[number]

/** Erased 24 hours after the import has ended. */
export const secretImportFields: ReadonlySet<ImportField> = new Set(['password', 'hostingPassword'])

/**
 * - uploaded: the columns can be mapped
 * - checking: each row is checked; nothing is created
 * - ready: checked, and can be started
 * - running, paused
 * - finished: each valid row is done or failed
 * - cancelled: rows that had not begun stay as they are
 */
export const importStatuses = [
  'uploaded',
  'checking',
  'ready',
  'running',
  'paused',
  'finished',
  'cancelled',
] as const
export type ImportStatus = (typeof importStatuses)[number]

/**
 * - pending: not checked
 * - valid, invalid: by the check
 * - unchanged: what the row asks for exists already
 * - running: its operation on the panel has not ended
 * - done, failed
 */
export const importRowStates = [
  'pending',
  'valid',
  'invalid',
  'unchanged',
  'running',
  'done',
  'failed',
] as const
export type ImportRowState = (typeof importRowStates)[number]

/** The systems whose exports are recognized by their column names. */
export const importPresets = ['generic', 'whmcs', 'blesta', 'fossbilling', 'paymenter'] as const
export type ImportPreset = (typeof importPresets)[number]

export const mostImportRows = 100_000
export const mostImportColumns = 200
export const mostImportBytes = 67_108_864
/** Of one cell, in bytes. */
export const mostCellBytes = 4096
