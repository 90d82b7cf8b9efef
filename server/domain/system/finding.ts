import type { SystemFinding } from '#contracts/system/schemas.ts'

type Code = SystemFinding['code']

/** Work or data is at risk now. */
export const failed = (code: Code, message: string, remedy: string): SystemFinding => ({
  code,
  severity: 'failed',
  message,
  remedy,
})

export const warning = (code: Code, message: string, remedy: string): SystemFinding => ({
  code,
  severity: 'warning',
  message,
  remedy,
})
