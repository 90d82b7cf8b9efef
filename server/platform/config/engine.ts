import type { Config } from './settings.ts'

/** The engine settings under the names that its code uses. Times are in milliseconds. */
export const engineOf = (config: Config) => ({
  panelDeadlineMs: config.panelDeadlineMs,
  settleMs: config.engineSettleMs,
  backoffFirstMs: config.engineBackoffFirstMs,
  backoffMaxMs: config.engineBackoffMaxMs,
  giveUpAfterMs: config.engineGiveUpAfterMs,
  maxUnknownAttempts: config.engineMaxUnknownAttempts,
  leaseMs: config.engineLeaseMs,
  quarantineMs: config.engineQuarantineMs,
  terminationGraceMs: config.terminationGraceMs,
  passwordKeptMs: config.enginePasswordKeptMs,
  sweepMs: config.engineSweepMs,
  serverConcurrency: config.engineServerConcurrency,
  breakerFailures: config.engineBreakerFailures,
  breakerOpenMs: config.engineBreakerOpenMs,
  breakerOpenMaxMs: config.engineBreakerOpenMaxMs,
  troubleCheckMs: config.serverTroubleCheckMs,
})
