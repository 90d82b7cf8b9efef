import { OperatorError } from '#server/platform/errors/index.ts'

/** A backup or a restore cannot be made. The message is for the operator: what happened, then what to do. */
export class BackupError extends OperatorError {
  override readonly name = 'BackupError'
}

const noSpaceCodes = ['ENOSPC', 'EDQUOT']

/** Returns the `code` of an error or of its cause, or "". */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}

export const isNoSpace = (error: unknown): boolean => noSpaceCodes.includes(codeOf(error))

/** The content of a backup is not good: it is damaged, incomplete or contradicts itself. Another backup is needed. */
export class BadBackupError extends BackupError {}
