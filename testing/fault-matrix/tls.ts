import type { TlsMode } from '#sandbox/faults/tls.ts'
import type { Row } from './kinds.ts'

const stopsAndGoesOn: Row = {
  create: ['needs-person (tls); failed, slot free', 'succeeded: succeeded; active'],
  suspend: ['needs-person (tls); active', 'succeeded: succeeded; suspended'],
  unsuspend: ['needs-person (tls); suspended', 'succeeded: succeeded; active'],
  terminate: ['needs-person (tls); terminating, slot held', 'succeeded: succeeded; terminated, slot free'],
}

/**
 * The results of operations on a panel with TLS trouble. First: while it persists, with its server paused.
 * Second: the same operation after the server's scheduled check passes again, without an action of staff.
 */
export const tlsTroubles: Readonly<Record<Exclude<TlsMode, 'valid'>, Row>> = {
  'self-signed': stopsAndGoesOn,
  expired: stopsAndGoesOn,
  'wrong-name': stopsAndGoesOn,
  'plain-on-tls': stopsAndGoesOn,
}
