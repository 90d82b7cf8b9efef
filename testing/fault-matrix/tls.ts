import type { TlsMode } from '#sandbox/faults/tls.ts'
import type { Row } from './kinds.ts'

const stopsAndGoesOn: Row = {
  create: ['needs-person (tls); failed, slot free', 'succeeded: succeeded; active'],
  suspend: ['needs-person (tls); active', 'succeeded: succeeded; suspended'],
  unsuspend: ['needs-person (tls); suspended', 'succeeded: succeeded; active'],
  terminate: ['needs-person (tls); terminating, slot held', 'succeeded: succeeded; terminated, slot free'],
}

/**
 * What becomes of operations on a panel with TLS trouble. First: while it stays; its server is paused. Second: the same
 * operation once the server's scheduled check passes again, without anybody's doing.
 */
export const tlsTroubles: Readonly<Record<Exclude<TlsMode, 'valid'>, Row>> = {
  'self-signed': stopsAndGoesOn,
  expired: stopsAndGoesOn,
  'wrong-name': stopsAndGoesOn,
  'plain-on-tls': stopsAndGoesOn,
}
