import { type ExitCode, exitCodes } from '../exit-codes.ts'

/** The same form as the checks of a server. */
export interface DoctorCheck {
  readonly id: string
  readonly state: 'pass' | 'warn' | 'fail' | 'not-checked'
  readonly message: string
  readonly remedy?: string
  readonly durationMs: number
}

type Result = Omit<DoctorCheck, 'durationMs'>

export async function timed(check: () => Promise<Result>): Promise<DoctorCheck> {
  const startedAt = performance.now()
  const result = await check()
  return { ...result, durationMs: Math.round(performance.now() - startedAt) }
}

export function exitCodeOfChecks(checks: readonly DoctorCheck[]): ExitCode {
  const hasFailed = (id: string) => checks.some((check) => check.id === id && check.state === 'fail')
  if (hasFailed('connection') || hasFailed('api')) return exitCodes.notReachable
  if (hasFailed('token')) return exitCodes.notPermitted
  return checks.some(({ state }) => state === 'fail') ? exitCodes.failed : exitCodes.ok
}
